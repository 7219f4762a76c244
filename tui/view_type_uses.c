/* SPDX-License-Identifier: BSD-2-Clause */
/* view_type_uses.c - the users of a type on its page: made when they are in sight, and filtered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view_type.h"

const struct use *type_page_use(const struct type_page *page, uint32_t row)
{
	if (!page->uses || row >= page->uses_list.count)
		return NULL;
	return &page->uses->rows[page->shown ? page->shown[row] : row];
}

/* Which of them a filter lets through. Where it only goes on from the one before, that is among what that
 * one let through. */
static void choose_uses(struct app *app, struct type_page *page, const char *text)
{
	bool goes_on = page->shown && strncmp(text, page->query, strlen(page->query)) == 0;
	uint32_t candidates = goes_on ? page->uses_list.count : page->uses->count, count = 0;
	uint32_t *shown = page->shown;

	if (!goes_on) {
		free(page->shown);
		page->shown = shown = calloc((size_t)candidates + 1, sizeof(*shown));
	}
	for (uint32_t i = 0; shown && i < candidates; i++) {
		uint32_t row = goes_on ? shown[i] : i;

		line_begin(&app->line, app->ascii);
		use_line(app->btf, app->uses, &page->uses->rows[row], &app->line);
		if (line_has_words(&app->line, text))
			shown[count++] = row;
	}
	list_set_count(&page->uses_list, shown ? count : page->uses->count);
}

void type_page_filter_uses(struct app *app, struct page *base, const char *text)
{
	struct type_page *page = (struct type_page *)base;

	if (!page->uses)
		return;
	if (*text) {
		choose_uses(app, page, text);
	} else {
		free(page->shown);
		page->shown = NULL;
		list_set_count(&page->uses_list, page->uses->count);
	}
	snprintf(page->query, sizeof(page->query), "%s", text);
	page->uses_list.cursor = page->uses_list.top = 0;
}

/* They are there while the page is in sight: those of `int` alone take megabytes. */
void type_page_make_uses(struct app *app, struct type_page *page)
{
	struct list list = page->uses_list;

	if (page->uses)
		return;
	page->uses = uses_new(app->btf, app->uses, app->names, page->id);
	list_set_count(&page->uses_list, page->uses ? page->uses->count : 0);
	if (!page->uses)
		return;
	if (*page->query)
		choose_uses(app, page, page->query);
	page->uses_list.top = list.top;
	list_go(&page->uses_list, list.cursor);
}

void type_page_drop_uses(struct page *base)
{
	struct type_page *page = (struct type_page *)base;

	uses_free(page->uses);
	page->uses = NULL;
	free(page->shown);
	page->shown = NULL;
}
