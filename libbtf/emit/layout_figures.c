/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_figures.c - the summary below a layout: comments of "what figure" items, of which those that
 * are 0 are left out.
 */
#include <inttypes.h>

#include "emit/layout_text.h"

/* Begins a further item of a comment, or the comment. */
static void put_item(const struct btf_layout_text *text, bool *open)
{
	if (*open) {
		btf_show_print(text->show, ", ");
		return;
	}
	btf_layout_put_empty_columns(text, false, &text->layout->rows[0]);
	btf_show_print(text->show, "/* ");
	*open = true;
}

/* "holes 7 (29 bytes)" */
static void put_count(const struct btf_layout_text *text, bool *open, const char *what,
		      uint32_t count, uint64_t amount, const char *unit)
{
	if (!count)
		return;
	put_item(text, open);
	btf_show_print(text->show, "%s %" PRIu32 " (", what, count);
	btf_show_amount(text->show, amount, unit);
	btf_show_print(text->show, ")");
}

static void put_amount(const struct btf_layout_text *text, bool *open, const char *what,
		       uint64_t amount, const char *unit)
{
	if (!amount)
		return;
	put_item(text, open);
	btf_show_print(text->show, "%s ", what);
	btf_show_amount(text->show, amount, unit);
}

static void put_figure(const struct btf_layout_text *text, bool *open, const char *what,
		       uint64_t figure)
{
	put_item(text, open);
	btf_show_print(text->show, "%s ", what);
	btf_show_number(text->show, 0, figure);
}

static void close_items(const struct btf_layout_text *text, bool open)
{
	if (open)
		btf_show_print(text->show, " */\n");
}

static void put_sizes(const struct btf_layout_text *text, const struct btf_layout_summary *summary)
{
	bool open = false;

	put_figure(text, &open, "size", summary->size);
	if (summary->alignment)
		put_figure(text, &open, "align", summary->alignment);
	if (summary->cacheline_size) {
		put_item(text, &open);
		btf_show_print(text->show, "cachelines %" PRIu32, summary->cachelines);
	}
	if (summary->last_cacheline) {
		btf_show_print(text->show, " (");
		btf_show_amount(text->show, summary->last_cacheline, "byte");
		btf_show_print(text->show, " in the last)");
	}
	put_item(text, &open);
	btf_show_print(text->show, "members %" PRIu32 ", #%" PRIu32, summary->members,
		       text->layout->rows[0].type_id);
	close_items(text, open);
}

static void put_unused_sums(const struct btf_layout_text *text,
			    const struct btf_layout_summary *summary)
{
	bool open = false;

	put_count(text, &open, "holes", summary->holes, summary->hole_bytes, "byte");
	put_count(text, &open, "bit holes", summary->bit_holes, summary->bit_hole_bits, "bit");
	put_amount(text, &open, "padding", summary->padding, "byte");
	put_amount(text, &open, "padding", summary->bit_padding, "bit");
	put_count(text, &open, "members that end in padding", summary->tail_paddings,
		  summary->tail_padding_bytes, "byte");
	put_amount(text, &open, "packable by", summary->packable, "byte");
	close_items(text, open);
}

void btf_layout_put_figures(const struct btf_layout_text *text)
{
	const struct btf_layout_summary *summary = &text->layout->summary;

	put_sizes(text, summary);
	put_unused_sums(text, summary);
	if (summary->misplaced) {
		btf_layout_put_empty_columns(text, true, &text->layout->rows[0]);
		btf_show_print(text->show,
			       "/* members that overlap, or lie beyond the end, %" PRIu32 " */\n",
			       summary->misplaced);
	}
}
