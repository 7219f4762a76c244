/* SPDX-License-Identifier: BSD-2-Clause */
/* type_words.h - what a type is called, and what it is behind pointers. */
#ifndef TUI_TYPE_WORDS_H
#define TUI_TYPE_WORDS_H

#include <libbtf/types.h>

/* What a type comes to behind pointers, arrays, const, volatile, restrict and type tags: 0 for void. */
uint32_t type_behind(const struct btf *btf, uint32_t id);

/* "struct foo", "func bar", "typedef baz"; "struct {...}" and the like for one without a name. */
void type_label(const struct btf *btf, uint32_t id, char *text, size_t size);

/* "struct", "func", "enum64": at most eight letters. */
const char *kind_word(enum btf_kind kind);

#endif
