/* SPDX-License-Identifier: BSD-2-Clause */
/* value_literal.h - scalars and texts as literals of C. */
#ifndef BTF_EMIT_VALUE_LITERAL_H
#define BTF_EMIT_VALUE_LITERAL_H

#include <libbtf/out.h>
#include <libbtf/value.h>

#define BTF_LITERAL_MAX 160

/* A constant expression of the field's type as a header declares it. Returns what is to be said beside
 * it: the name of an enumerator, or what the literal does not say; else NULL. */
const char *btf_format_literal(const struct btf *btf, const struct btf_field *field,
			       const struct btf_scalar *scalar, char text[BTF_LITERAL_MAX]);

/* Whether an array is a text that a string literal gives back; its length up to the first NUL. */
bool btf_is_c_text(const char *text, uint64_t size, size_t *length);
void btf_put_c_text(struct btf_out *out, const char *text, size_t length);

/* A text within a comment, which it can't end. */
void btf_put_comment(struct btf_out *out, const char *text);

#endif
