/* SPDX-License-Identifier: BSD-2-Clause */
/* swar.h - eight bytes at a time in a 64-bit word: names are copied and searched so. The first byte
 * in memory is the lowest of the word on every host. In the result of a test the top bit of a byte
 * is set where it holds; bytes above the first that holds may be wrong. */
#ifndef BTF_BASE_SWAR_H
#define BTF_BASE_SWAR_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#define SWAR_ALL(byte) (0x0101010101010101u * (uint8_t)(byte))
#define SWAR_TOP       SWAR_ALL(0x80)

static inline uint64_t swar_load(const char *text)
{
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return le64toh(word);
}

static inline uint64_t swar_below(uint64_t word, uint8_t limit)
{
	return (word - SWAR_ALL(limit)) & ~word & SWAR_TOP;
}

static inline uint64_t swar_equal(uint64_t word, uint8_t byte)
{
	return swar_below(word ^ SWAR_ALL(byte), 1);
}

/* 0x7f and above. */
static inline uint64_t swar_from_del(uint64_t word)
{
	return (word | (word + SWAR_ALL(1))) & SWAR_TOP;
}

/* The index of the first byte for which the test holds; the test's result is not 0. */
static inline unsigned int swar_first(uint64_t result)
{
	return (unsigned int)__builtin_ctzll(result) / 8;
}

#endif
