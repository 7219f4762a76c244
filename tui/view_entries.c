/* SPDX-License-Identifier: BSD-2-Clause */
/* view_entries.c - the entries of a map, a line each, to choose one from. */
#include <inttypes.h>
#include <stdlib.h>

#include "row_filter.h"
#include "view_value.h"

#define READ_AHEAD 1000 /* entries more are read when one comes near the last that is known */

struct entries_page {
	struct page page;
	struct value *value;
	struct list list;
	struct row_filter filter;
};

static struct entries_page *entries_page(struct page *page)
{
	return (struct entries_page *)page;
}

static const struct entries_page *entries_of(const struct page *page)
{
	return (const struct entries_page *)page;
}

/* How many of them are known, once that many have been read or there are no more. */
static uint32_t read_entries(const struct entries_page *page, uint64_t wanted, bool *is_all)
{
	const char *error;
	struct entry entry;
	uint64_t count;

	if (wanted)
		entry_list_get(page->value->entries, wanted - 1, &entry);
	count = entry_list_count(page->value->entries, is_all, &error);
	return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

static uint64_t entry_at(const struct entries_page *page, uint32_t row)
{
	return row_filter_at(&page->filter, row);
}

static void entry_line(const struct entries_page *page, uint64_t index, struct line *line)
{
	struct entry entry;

	if (!entry_list_get(page->value->entries, index, &entry))
		return;
	line_print(line, STYLE_NUMBER, " %6" PRIu64 "  ", index + 1);
	if (entry.cpu >= 0)
		line_print(line, STYLE_PLAIN, "cpu %d  ", entry.cpu);
	value_key_text(page->value, &entry, line);
	if (entry.key)
		line_tab(line, 34, 2);
	value_entry_text(page->value, &entry, line);
}

static struct list *get_list(struct page *page, unsigned int pane)
{
	(void)pane;
	return &entries_page(page)->list;
}

static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	const struct entries_page *page = entries_of(base);

	(void)app;
	(void)pane;
	(void)width;
	entry_line(page, entry_at(page, row), line);
}

static void entry_text(const struct app *app, const struct page *page, uint32_t row,
		       struct line *line)
{
	(void)app;
	entry_line(entries_of(page), row, line);
}

static void set_filter(struct app *app, struct page *base, const char *text)
{
	struct entries_page *page = entries_page(base);
	bool is_all;
	uint32_t known = read_entries(page, *text ? ROW_FILTER_MAX : 0, &is_all);

	row_filter_set(&page->filter, text, known, app, base, entry_text);
	list_set_count(&page->list, page->filter.count);
	page->list.cursor = page->list.top = 0;
}

static void read_ahead(struct entries_page *page, uint64_t more)
{
	bool is_all;

	if (!page->filter.rows)
		list_set_count(&page->list, read_entries(page, page->list.count + more, &is_all));
}

static void moved(struct app *app, struct page *base)
{
	struct entries_page *page = entries_page(base);

	(void)app;
	if (page->list.cursor + page->list.height >= page->list.count)
		read_ahead(page, READ_AHEAD);
}

static void put_count(const struct entries_page *page, struct line *line)
{
	bool is_all;
	uint32_t known = read_entries(page, 0, &is_all);

	line_put(line, STYLE_PLAIN, "  ");
	line_count(line, STYLE_PLAIN, page->list.count);
	if (!page->filter.rows) {
		line_put(line, STYLE_PLAIN, is_all ? "" : "+");
		return;
	}
	line_put(line, STYLE_PLAIN,
		 is_all && page->filter.looked_at == known ? " of " : " of the first ");
	line_count(line, STYLE_PLAIN, page->filter.looked_at);
	line_print(line, STYLE_MATCH, "  /%s", page->filter.text);
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	struct entries_page *page = entries_page(base);
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	line_put(line, STYLE_TITLE, "Entries");
	put_count(page, line);
	area = pane_frame(canvas, area, line);
	if (!page->list.count)
		canvas_text(canvas, area.x + 2, area.y, area.x + area.width, STYLE_NOTE,
			    "nothing matches; Esc undoes the filter");
	pane_draw(app, base, 0, canvas, area);
}

static bool act(struct app *app, struct page *base, enum action action, tui_key argument)
{
	struct entries_page *page = entries_page(base);

	(void)argument;
	if (action == ACTION_FILTER) {
		app_ask(app, PROMPT_FILTER, page->filter.text);
	} else if (action == ACTION_CANCEL && *page->filter.text) {
		set_filter(app, base, "");
	} else if (action == ACTION_BOTTOM) {
		read_ahead(page, ROW_FILTER_MAX);
		list_act(&page->list, action);
	} else if (action == ACTION_FOLLOW && page->list.count) {
		uint64_t entry = entry_at(page, page->list.cursor);

		app_close_overlay(app);
		view_value_go(app->value_page, entry);
	} else {
		return false;
	}
	return true;
}

static void status(const struct app *app, const struct page *base, struct line *line)
{
	const struct entries_page *page = entries_of(base);

	(void)app;
	if (page->list.count)
		entry_line(page, entry_at(page, page->list.cursor), line);
}

static void free_page(struct page *page)
{
	row_filter_free(&entries_page(page)->filter);
	free(page);
}

const struct view view_entries = {
	.pane_count = 1,
	.contexts = {IN_ENTRIES},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.act = act,
	.moved = moved,
	.status = status,
	.filter = set_filter,
	.free = free_page,
};

struct page *view_entries_new(struct value *value)
{
	struct entries_page *page = calloc(1, sizeof(*page));
	bool is_all;

	if (!page)
		return NULL;
	page->page.view = &view_entries;
	page->value = value;
	list_set_count(&page->list, read_entries(page, 0, &is_all));
	list_go(&page->list, value->entry < UINT32_MAX ? (uint32_t)value->entry : 0);
	return &page->page;
}
