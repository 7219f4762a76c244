/* SPDX-License-Identifier: BSD-2-Clause */
/* view_type_uses.c - the users of a type on its page: made when they are in sight, and filtered. */
#include "view_type.h"

const struct use *type_page_use(const struct type_page *page, uint32_t row)
{
	if (!page->uses || row >= page->uses_list.count)
		return NULL;
	return &page->uses->rows[row_filter_at(&page->uses_filter, row)];
}

static void use_text(const struct app *app, const struct page *base, uint32_t row,
		     struct line *line)
{
	const struct type_page *page = (const struct type_page *)base;

	use_line(app->btf, app->use_index, &page->uses->rows[row], 0, line);
}

static void filter_uses(struct app *app, struct type_page *page, const char *text)
{
	row_filter_set(&page->uses_filter, text, page->uses->count, app, &page->page, use_text);
	list_set_count(&page->uses_list, page->uses_filter.count);
}

void type_page_filter_uses(struct app *app, struct page *base, const char *text)
{
	struct type_page *page = (struct type_page *)base;

	if (!page->uses)
		return;
	filter_uses(app, page, text);
	page->uses_list.cursor = page->uses_list.top = 0;
}

/* They are there while the page is in sight: those of `int` alone take megabytes. */
void type_page_make_uses(struct app *app, struct type_page *page)
{
	struct list list = page->uses_list;

	if (page->uses)
		return;
	page->uses = uses_new(app->btf, app->use_index, app->names, page->id);
	list_set_count(&page->uses_list, 0);
	if (!page->uses)
		return;
	filter_uses(app, page, page->uses_filter.text);
	page->uses_list.top = list.top;
	list_go(&page->uses_list, list.cursor);
}

void type_page_drop_uses(struct page *base)
{
	struct type_page *page = (struct type_page *)base;

	uses_free(page->uses);
	page->uses = NULL;
	row_filter_free(&page->uses_filter);
}
