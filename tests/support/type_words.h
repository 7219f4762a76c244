/* SPDX-License-Identifier: BSD-2-Clause */
/* type_words.h - a type in words, from the outside in, so that a table of tests can hold types:
 *
 *	ptr const int                           const int *
 *	array[4] ptr func_proto(int, ...) void  void (*[4])(int, ...)
 *	typedef:u8 int:char/1                   u8, which is a char of one byte
 *
 *	word    KIND[:NAME][/SIZE], array[NELEMS], func_proto(TYPE, ...); KIND in small letters
 *	        fwd_union, a FWD with the kflag
 *	        void; bad, an id that is no type; loop, the type that the words begin with
 *
 * Each word adds a type; a name that is left out is that of the table in type_words.c.
 */
#ifndef TESTS_SUPPORT_TYPE_WORDS_H
#define TESTS_SUPPORT_TYPE_WORDS_H

#include "btf_builder.h"

#define BAD_TYPE 9999

uint32_t type_in_words(struct btf_builder *b, const char *words);

/* The same, and the id that the type at `rest` got: those of the words that come last. */
uint32_t type_and_rest(struct btf_builder *b, const char *words, const char *rest,
		       uint32_t *rest_id);

#endif
