/* SPDX-License-Identifier: BSD-2-Clause */
/* row_filter.h - which rows of a list a filter lets through: those whose texts have all its words. */
#ifndef TUI_ROW_FILTER_H
#define TUI_ROW_FILTER_H

#include "app.h"

/* No kernel's type has as many users; a map may have as many entries. Rows behind that are not looked at, nor those behind
 * so many bytes of text: making them is what takes time. */
#define ROW_FILTER_MAX       200000u
#define ROW_FILTER_BYTES_MAX ((size_t)16 << 20)

struct row_filter {
	char text[PROMPT_ROOM]; /* "": all rows */
	uint32_t *rows;         /* that it lets through, in their order; NULL: all */
	uint32_t count;         /* of them */
	uint32_t looked_at;     /* how many were, from the first on */
};

/* What a row of the list without a filter says. */
typedef void row_text(const struct app *app, const struct page *page, uint32_t row,
		      struct line *line);

/* Another text, for a list of `total` rows. Where it only goes on from the one before, what that one left is looked at.
 * Without memory all rows are let through. */
void row_filter_set(struct row_filter *filter, const char *text, uint32_t total, struct app *app,
		    const struct page *page, row_text *text_of);
void row_filter_free(struct row_filter *filter); /* the rows; the text stays */

/* Which row of the list stands in the row `row` of what it lets through. */
uint32_t row_filter_at(const struct row_filter *filter, uint32_t row);

#endif
