/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_words.h - the rows of a layout as one writes them down:
 *
 *	a 0+4            the member a: 4 bytes at byte 0
 *	f 4/2.3:5        the bitfield f: 5 bits from bit 3 of the storage unit of 2 bytes at byte 4
 *	u{ 8+16 ... }    u is shown in place; a member without a name has none here
 *	hole 4+4         likewise padding
 *	bits 4/2.8:8     unused bits; padbits where they are behind the last member
 *	|1-8             the border of cacheline 1; what follows it lies 8 bytes further on
 *
 * and behind a member `!` where it overlaps, `>` where it is beyond the end, `?` where it has no
 * size, `~2` where it ends in 2 bytes of padding.
 */
#ifndef TESTS_UNIT_QUERY_LAYOUT_WORDS_H
#define TESTS_UNIT_QUERY_LAYOUT_WORDS_H

#include "unit.h"

#include <libbtf/layout.h>

/* All rows but the outermost BEGIN and END. */
void assert_rows(const struct btf *btf, uint32_t id, const struct btf_layout_options *options,
		 const char *words);

/* The same without cachelines, nested types with a name not in place; `row` is named on failure. */
void assert_plain_rows(const struct btf *btf, uint32_t id, const char *words, const char *row);

#endif
