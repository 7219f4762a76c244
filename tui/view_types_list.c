/* SPDX-License-Identifier: BSD-2-Clause */
/* view_types_list.c - a row of the list of types: kind, name with what the filter matched, and a figure. */
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>

#include "type_words.h"
#include "view_types.h"

uint32_t types_page_id(const struct types_page *page, uint32_t row)
{
	uint32_t count;
	const uint32_t *ids = order_ids(page->order, &count);

	return row < count ? ids[row] : 0;
}

/* What it is sorted by, where that is a figure; else the size. */
static void put_figure(const struct app *app, const struct types_page *page, uint32_t id,
		       struct line *line)
{
	struct btf_type_info type = btf_type_at(app->btf, id);
	char text[24] = "-";
	uint32_t figure;

	if (order_figure(page->order, id, &figure))
		snprintf(text, sizeof(text), "%u", figure);
	else if (type.kind == BTF_K_FUNC)
		snprintf(text, sizeof(text), "(%u)", btf_type_at(app->btf, type.type_id).vlen);
	else if (btf_kind_has_size(type.kind))
		snprintf(text, sizeof(text), app->hex ? "0x%x" : "%u", type.size);
	line_print(line, STYLE_NUMBER, "%8s", text);
}

/* A byte of UTF-8 that begins no character. */
static bool is_continued(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static void mark_positions(const struct types_page *page, const char *name, unsigned int begin,
			   struct line *line)
{
	uint16_t positions[64];
	size_t count = filter_positions(page->filter, name, positions, 64);

	for (size_t i = 0; i < count; i++) {
		unsigned int first = begin + positions[i], last = first + 1;

		/* a character is marked as a whole */
		while (first > begin && is_continued(line->text[first]))
			first--;
		while (is_continued(line->text[last]))
			last++;
		line_restyle(line, first, last, STYLE_MATCH);
	}
}

void types_page_line(const struct app *app, const struct types_page *page, uint32_t row, int width,
		     struct line *line)
{
	uint32_t id = types_page_id(page, row);
	struct btf_type_info type = btf_type_at(app->btf, id);
	char text[BTF_DECL_MAX];
	unsigned int begin;

	line_print(line, STYLE_KEYWORD, " %-8s", kind_word(type.kind));
	begin = line->length;
	if (*type.name)
		snprintf(text, sizeof(text), "%s", type.name);
	else
		btf_type_name(app->btf, id, text, sizeof(text));
	line_put(line, *type.name ? STYLE_PLAIN : STYLE_NOTE, text);
	if (*type.name && line->length - begin == strlen(text)) /* nothing in it is escaped */
		mark_positions(page, type.name, begin, line);
	if (width) /* the name is cut, not the size behind it */
		line_cut(line, width + 1 - LIST_COLUMNS + 9);
	if (width)
		line_tab(line, width - 8, 0);
	else
		line_put(line, STYLE_PLAIN, "  ");
	put_figure(app, page, id, line);
}
