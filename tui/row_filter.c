/* SPDX-License-Identifier: BSD-2-Clause */
/* row_filter.c - filters the rows of a list by their texts. */
#include "row_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void row_filter_set(struct row_filter *filter, const char *text, uint32_t total, struct app *app,
		    const struct page *page, row_text *text_of)
{
	bool goes_on = filter->rows && strncmp(text, filter->text, strlen(filter->text)) == 0;
	uint32_t candidates = goes_on ? filter->count : total;
	size_t bytes = 0;

	if (!goes_on) {
		row_filter_free(filter);
		candidates = candidates < ROW_FILTER_MAX ? candidates : ROW_FILTER_MAX;
		filter->rows = *text ? calloc((size_t)candidates + 1, sizeof(*filter->rows)) : NULL;
	}
	filter->count = 0;
	for (uint32_t i = 0; filter->rows && i < candidates && bytes < ROW_FILTER_BYTES_MAX; i++) {
		uint32_t row = goes_on ? filter->rows[i] : i;

		line_begin(&app->line, app->ascii);
		text_of(app, page, row, &app->line);
		bytes += app->line.length;
		if (line_has_words(&app->line, text))
			filter->rows[filter->count++] = row;
		if (!goes_on)
			filter->looked_at = row + 1;
	}
	if (!filter->rows)
		filter->count = total;
	snprintf(filter->text, sizeof(filter->text), "%s", text);
}

void row_filter_free(struct row_filter *filter)
{
	free(filter->rows);
	filter->rows = NULL;
}

uint32_t row_filter_at(const struct row_filter *filter, uint32_t row)
{
	return filter->rows ? filter->rows[row] : row;
}
