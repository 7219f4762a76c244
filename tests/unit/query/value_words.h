/* SPDX-License-Identifier: BSD-2-Clause */
/* value_words.h - what a walk over a value tells, in words:
 *
 *	{a=1 b=-2}        a struct                [1 2 3]    an array; ["..."] is not made of text
 *	(a=1 | b=2)       a union                 <a=1 b=2>  a section
 *	a=?               missing                 a:3=1      a bitfield of 3 bits
 *	~96:32            padding, bits 96 to 127 of the struct, that is not zero
 */
#ifndef TESTS_UNIT_QUERY_VALUE_WORDS_H
#define TESTS_UNIT_QUERY_VALUE_WORDS_H

#include "unit.h"

#include <libbtf/value.h>

/* Decodes and compares; the walk must end with `result`. */
void assert_value_ends(const struct btf *btf, const char *type, const void *data, size_t size,
		       const char *words, int result);

void assert_value(const struct btf *btf, const char *type, const void *data, size_t size,
		  const char *words);

#endif
