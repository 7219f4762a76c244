/* SPDX-License-Identifier: BSD-2-Clause */
/* view_picker.c - types to choose one from, for the bytes of a value: at first those of its size. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "app.h"
#include "type_words.h"

struct picker_page {
	struct page page;
	struct filter *filter;
	char query[PROMPT_ROOM];
	struct list list;
};

static struct picker_page *picker_page(struct page *page)
{
	return (struct picker_page *)page;
}

static uint32_t id_at(const struct picker_page *page, uint32_t row)
{
	uint32_t count;
	const uint32_t *ids = filter_ids(page->filter, &count);

	return row < count ? ids[row] : 0;
}

const char *view_picker_query(const struct page *page)
{
	return ((const struct picker_page *)page)->query;
}

static void set_filter(struct app *app, struct page *base, const char *text)
{
	const uint32_t groups = GROUP_ALL & ~(1u << GROUP_FUNC | 1u << GROUP_FWD);
	struct picker_page *page = picker_page(base);
	uint32_t count;

	(void)app;
	snprintf(page->query, sizeof(page->query), "%s", text);
	filter_set(page->filter, page->query, groups, false);
	filter_ids(page->filter, &count);
	list_set_count(&page->list, count);
	page->list.cursor = page->list.top = 0;
}

static struct list *get_list(struct page *page, unsigned int pane)
{
	(void)pane;
	return &picker_page(page)->list;
}

static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	uint32_t id = id_at((const struct picker_page *)base, row);
	struct btf_type_info type = btf_type_at(app->btf, id);

	(void)pane;
	(void)width;
	line_print(line, STYLE_KEYWORD, " %-8s", kind_word(type.kind));
	line_put(line, STYLE_PLAIN, type.name);
	line_tab(line, 52, 2);
	if (btf_kind_has_size(type.kind))
		line_print(line, STYLE_NUMBER, "%8u", type.size);
	line_print(line, STYLE_NOTE, "  #%u", id);
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	struct picker_page *page = picker_page(base);
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	line_put(line, STYLE_TITLE, "Choose the type of the bytes");
	line_print(line, STYLE_MATCH, "  /%s", page->query);
	line_print(line, STYLE_PLAIN, "  %u", page->list.count);
	area = pane_frame(canvas, area, line);
	if (!page->list.count)
		canvas_text(canvas, area.x + 2, area.y, area.x + area.width, STYLE_NOTE,
			    "nothing matches; / changes the filter");
	pane_draw(app, base, 0, canvas, area);
}

static bool act(struct app *app, struct page *base, enum action action, tui_key argument)
{
	struct picker_page *page = picker_page(base);
	uint32_t id = id_at(page, page->list.cursor);
	struct btf_error error;

	(void)argument;
	if (action == ACTION_FILTER) {
		app_ask(app, PROMPT_FILTER, page->query);
		return true;
	}
	if (action != ACTION_FOLLOW || !id)
		return false;
	app_close_overlay(app);
	if (app->value_page && !view_value_set_type(app->value_page, id, &error))
		app_error(app, "%s", error.text);
	return true;
}

static void free_page(struct page *page)
{
	filter_free(picker_page(page)->filter);
	free(page);
}

const struct view view_picker = {
	.pane_count = 1,
	.contexts = {IN_PICKER},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.act = act,
	.status_text = "Enter takes the type under the cursor; erase size= to see others",
	.filter = set_filter,
	.free = free_page,
};

struct page *view_picker_new(struct app *app, uint64_t size)
{
	struct picker_page *page = calloc(1, sizeof(*page));
	char query[64];

	if (!page)
		return NULL;
	page->page.view = &view_picker;
	page->filter = filter_new(app->btf, app->names);
	if (!page->filter) {
		free(page);
		return NULL;
	}
	snprintf(query, sizeof(query), "size=%" PRIu64 " ", size);
	set_filter(app, &page->page, query);
	return &page->page;
}
