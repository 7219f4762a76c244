/* SPDX-License-Identifier: BSD-2-Clause */
/* random.h - random numbers that are the same in every run, unless TEST_SEED says otherwise. */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Printed, so that who sees a failure can repeat it. */
static inline uint64_t random_seed(void)
{
	const char *wish = getenv("TEST_SEED");
	uint64_t seed = wish ? strtoull(wish, NULL, 0) : 0;

	if (!seed)
		seed = 0x9e3779b97f4a7c15;
	printf("TEST_SEED=0x%" PRIx64 "\n", seed);
	return seed;
}

/* xorshift64*; the state is never 0. */
static inline uint64_t random_next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1d;
}

/* Below `limit`. */
static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
	return (uint32_t)((random_next(state) >> 32) * limit >> 32);
}

#endif
