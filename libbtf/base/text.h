/* SPDX-License-Identifier: BSD-2-Clause */
/* text.h - names from the input, made fit for where they go. A name is any bytes but NUL: what a
 * terminal must not be sent, and what is no UTF-8, is written as \xNN. */
#ifndef BTF_BASE_TEXT_H
#define BTF_BASE_TEXT_H

#include "base/out.h"

/* The bytes that the character at `text` takes, where it is valid UTF-8 and no control character
 * (nor one of U+0080 to U+009F, which some terminals obey); else 0. */
size_t btf_text_printable(const char *text, const char *limit);

/* Writes a NUL-terminated string as it is, at `at`, which comes from btf_out_room(out); what is
 * returned has such room again. The string lies in memory that is readable up to `limit`. */
char *btf_put_bounded(struct btf_out *out, char *at, const char *text, const char *limit);

#endif
