/* SPDX-License-Identifier: BSD-2-Clause */
/* view_entries.c - the entries of a map, a line each, to choose one from. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view_value.h"

#define READ_AHEAD 1000 /* entries more are read when one comes near the last that is known */

struct entries_page {
	struct page page;
	struct value *value;
	struct list list;
	char query[PROMPT_ROOM];
	uint32_t *shown; /* which entries the filter lets through; NULL: all */
};

static struct entries_page *entries_page(struct page *page)
{
	return (struct entries_page *)page;
}

static uint32_t known_entries(const struct entries_page *page)
{
	const char *error;
	bool is_all;
	uint64_t count = entry_list_count(page->value->entries, &is_all, &error);

	return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

static uint64_t entry_at(const struct entries_page *page, uint32_t row)
{
	return page->shown ? page->shown[row] : row;
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
	const struct entries_page *page = (const struct entries_page *)base;

	(void)app;
	(void)pane;
	(void)width;
	entry_line(page, entry_at(page, row), line);
}

static void set_filter(struct app *app, struct page *base, const char *text)
{
	struct entries_page *page = entries_page(base);
	uint32_t known = known_entries(page), count = 0;

	snprintf(page->query, sizeof(page->query), "%s", text);
	free(page->shown);
	page->shown = *text ? calloc((size_t)known + 1, sizeof(*page->shown)) : NULL;
	for (uint32_t i = 0; page->shown && i < known; i++) {
		line_begin(&app->line, app->ascii);
		entry_line(page, i, &app->line);
		if (line_has_words(&app->line, text))
			page->shown[count++] = i;
	}
	list_set_count(&page->list, page->shown ? count : known);
	page->list.cursor = page->list.top = 0;
}

static void moved(struct app *app, struct page *base)
{
	struct entries_page *page = entries_page(base);
	struct entry entry;

	(void)app;
	if (page->shown || page->list.cursor + page->list.height < page->list.count)
		return;
	entry_list_get(page->value->entries, (uint64_t)page->list.count + READ_AHEAD, &entry);
	list_set_count(&page->list, known_entries(page));
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	struct entries_page *page = entries_page(base);
	struct line *line = &app->line;
	const char *error;
	bool is_all;

	entry_list_count(page->value->entries, &is_all, &error);
	line_begin(line, app->ascii);
	line_put(line, STYLE_TITLE, "Entries");
	line_print(line, STYLE_PLAIN, "  %u%s", page->list.count, is_all || page->shown ? "" : "+");
	if (*page->query)
		line_print(line, STYLE_MATCH, "  /%s", page->query);
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
		app_ask(app, PROMPT_FILTER, page->query);
	} else if (action == ACTION_CANCEL && *page->query) {
		set_filter(app, base, "");
	} else if (action == ACTION_FOLLOW && page->list.count) {
		uint64_t entry = entry_at(page, page->list.cursor);

		app_close_overlay(app);
		view_value_go(app->value, entry);
	} else {
		return false;
	}
	return true;
}

static void status(const struct app *app, const struct page *base, struct line *line)
{
	const struct entries_page *page = (const struct entries_page *)base;

	(void)app;
	if (page->list.count)
		entry_line(page, entry_at(page, page->list.cursor), line);
}

static void free_page(struct page *page)
{
	free(entries_page(page)->shown);
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

	if (!page)
		return NULL;
	page->page.view = &view_entries;
	page->value = value;
	list_set_count(&page->list, known_entries(page));
	list_go(&page->list, value->entry < UINT32_MAX ? (uint32_t)value->entry : 0);
	return &page->page;
}
