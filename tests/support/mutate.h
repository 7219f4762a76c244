/* SPDX-License-Identifier: BSD-2-Clause */
/* mutate.h - breaks BTF at random: in ways that random bytes alone would seldom find. */
#ifndef TESTS_SUPPORT_MUTATE_H
#define TESTS_SUPPORT_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/* Changes some of the bytes, and sometimes cuts the end off: returns the new size. `state` is that of
 * random.h. */
size_t mutate(uint8_t *bytes, size_t size, uint64_t *state);

#endif
