/* SPDX-License-Identifier: BSD-2-Clause */
/* value_bits.h - reads integers from the bytes of a value, of either byte order. */
#ifndef BTF_QUERY_VALUE_BITS_H
#define BTF_QUERY_VALUE_BITS_H

#include <stdbool.h>
#include <stdint.h>

#define BTF_WIDE_BITS 128

/* An integer of up to 128 bits. */
struct btf_wide {
	uint64_t low, high;
};

/* The `bits` (1 to 128) that begin at bit `offset` (0 to 7) of `data`. Bits count as BTF counts
 * them: from the least significant one of each byte, in a big-endian value from the most significant
 * one. Reads the bytes that they lie in, and no others. */
struct btf_wide btf_read_bits(const uint8_t *data, uint32_t offset, uint32_t bits,
			      bool is_big_endian);

/* Extends an integer of so many bits by its sign. */
struct btf_wide btf_extend_sign(struct btf_wide value, uint32_t bits);

#endif
