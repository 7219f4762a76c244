/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_text.h - what the rows of a layout and the figures below them have in common: columns. */
#ifndef BTF_EMIT_LAYOUT_TEXT_H
#define BTF_EMIT_LAYOUT_TEXT_H

#include "emit/show.h"

struct btf_layout_text {
	const struct btf_show *show;
	const struct btf_layout *layout;
	int offset_width, size_width;
	bool has_bits; /* there is a column of bits */
};

/* A line's columns without anything in them, and the indent of a row; marked as what is amiss. */
void btf_layout_put_empty_columns(const struct btf_layout_text *text, bool marked,
				  const struct btf_layout_row *row);

void btf_layout_put_figures(const struct btf_layout_text *text);

#endif
