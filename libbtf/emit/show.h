/* SPDX-License-Identifier: BSD-2-Clause */
/* show.h - C for people: pieces of text in a style, and what is made of them. */
#ifndef BTF_EMIT_SHOW_H
#define BTF_EMIT_SHOW_H

#include <libbtf/layout_emit.h>

/* Who writes such text. */
struct btf_show {
	const struct btf *btf;
	const struct btf_show_options *options;
	struct btf_out *out;
};

enum btf_style {
	BTF_STYLE_NUMBER,
	BTF_STYLE_KEYWORD,
	BTF_STYLE_NAME,
	BTF_STYLE_UNUSED, /* holes, padding, and what is wrong */
	BTF_STYLE_BORDER,
};

/* Switches a style on; and all off. */
void btf_show_begin(const struct btf_show *show, enum btf_style style);
void btf_show_end(const struct btf_show *show);

/* Text of this program: `format` and its strings are printed as they are. */
void btf_show_print(const struct btf_show *show, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Text with names of the input in it; the same in a style. */
void btf_show_text(const struct btf_show *show, const char *text);
void btf_show_styled(const struct btf_show *show, enum btf_style style, const char *text);

/* The declaration of `name` as of a type, the name in its style. */
void btf_show_declaration(const struct btf_show *show, uint32_t type_id, const char *name);

/* `NAME = 3,`, with --hex `NAME = 0x3,` and the decimal behind it. */
void btf_show_enumerator(const struct btf_show *show, uint32_t id, uint32_t index);

/* "16 bytes", "1 bit". */
void btf_show_amount(const struct btf_show *show, uint64_t amount, const char *unit);

void btf_show_blanks(const struct btf_show *show, int count);

/* Aligned to the right: a number of things; and an offset or size, as the options have it. How wide
 * such a one is at least. */
void btf_show_count(const struct btf_show *show, int width, uint64_t count);
void btf_show_number(const struct btf_show *show, int width, uint64_t number);
int btf_show_width(const struct btf_show *show, uint64_t number);

/* A layout, and a type of any other kind. */
void btf_show_layout(const struct btf_show *show, const struct btf_layout *layout);
void btf_show_type(const struct btf_show *show, uint32_t id);

#endif
