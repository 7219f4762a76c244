/* SPDX-License-Identifier: BSD-2-Clause */
/* view_types.c - the list of types with its filter, and beside it what is under the cursor: its rows, and where
 * there is room who uses it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/layout.h>
#include <libbtf/layout_emit.h>

#include "copy.h"
#include "type_words.h"
#include "view_types.h"

/* Forward declarations, type tags and the like are off until one asks for them. */
#define GROUPS_AT_START (GROUP_ALL & ~(1u << GROUP_FWD | 1u << GROUP_OTHER))

static const struct types_page *types_of(const struct page *page)
{
	return (const struct types_page *)page;
}

static struct types_page *types_page(struct page *page)
{
	return (struct types_page *)page;
}

static uint32_t id_under_cursor(const struct types_page *page)
{
	return types_page_id(page, page->list.cursor);
}

uint32_t view_types_id(const struct page *page)
{
	return id_under_cursor(types_of(page));
}

void view_types_go(struct page *base, uint32_t id)
{
	uint32_t row;

	if (order_find(types_page(base)->order, id, &row))
		list_go(&types_page(base)->list, row);
}

/* The list */

static void refresh(struct types_page *page)
{
	uint32_t count;

	filter_set(page->filter, page->query, page->groups, page->anonymous);
	order_set(page->order, page->filter, page->with_bases);
	order_ids(page->order, &count);
	list_set_count(&page->list, count);
}

static void to_the_top(struct types_page *page)
{
	page->list.cursor = page->list.top = 0;
}

static void set_filter(struct app *app, struct page *base, const char *text)
{
	struct types_page *page = types_page(base);

	(void)app;
	snprintf(page->query, sizeof(page->query), "%s", text);
	refresh(page);
	to_the_top(page);
}

static struct list *get_list(struct page *base, unsigned int pane)
{
	struct types_page *page = types_page(base);

	return pane == PANE_LIST      ? &page->list
	       : pane == PANE_DETAILS ? &page->details.list
				      : &page->uses_list;
}

static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	const struct types_page *page = types_of(base);

	if (pane == PANE_LIST) {
		types_page_line(app, page, row, width, line);
	} else if (pane == PANE_DETAILS) {
		sheet_line(page->details.sheet, row, width, line);
	} else {
		line_put(line, STYLE_PLAIN, " ");
		use_line(app->btf, app->use_index, &page->uses->rows[row], width, line);
	}
}

/* Drawing */

/* What is shown beside the list is made once the cursor stands still. */
static void show_details(struct app *app, struct types_page *page)
{
	uint32_t id = id_under_cursor(page);

	if (id != page->details.id) {
		uses_free(page->uses);
		page->uses = NULL;
		page->uses_list = (struct list){0};
	}
	sheet_pane_show(&page->details, app, id);
}

static void show_uses(struct app *app, struct types_page *page)
{
	if (page->uses || !page->details.id)
		return;
	page->uses = uses_new(app->btf, app->use_index, app->names, page->details.id);
	list_set_count(&page->uses_list, page->uses ? page->uses->count : 0);
}

/* The details, and the uses where they are in sight or in focus. */
static void prepare(struct app *app, struct page *base)
{
	struct types_page *page = types_page(base);

	if ((app->width < TUI_TWO_PANES || base->zoomed) && base->focus == PANE_LIST)
		return;
	show_details(app, page);
	if (app->width >= TUI_THREE_PANES || base->focus == PANE_USES)
		show_uses(app, page);
}

static void put_kinds(const struct types_page *page, struct line *line)
{
	static const char letters[] = "SUETFVIWO";

	line_put(line, STYLE_NOTE, "kinds ");
	for (unsigned int i = 0; i < GROUP_COUNT; i++)
		line_print(line, page->groups & 1u << i ? STYLE_NAME : STYLE_NOTE, "%c",
			   page->groups & 1u << i ? letters[i] : '-');
	if (page->anonymous)
		line_put(line, STYLE_NAME, " anon");
	if (page->with_bases)
		line_put(line, STYLE_NAME, " base");
}

static void put_found(const struct app *app, const struct types_page *page, struct line *line)
{
	line_count(line, STYLE_PLAIN, page->list.count);
	line_put(line, STYLE_NOTE, "/");
	line_count(line, STYLE_NOTE,
		   page->anonymous ? names_count(app->names) : names_named_count(app->names));
}

/* Without a filter nothing has a score, and the most used come first. */
static const char *sorted_by(const struct types_page *page)
{
	const char *name = order_name(page->order);

	return !*page->query && strcmp(name, "score") == 0 ? "uses" : name;
}

/* The filter; and on the right how many match it, which kinds are on, and how they are sorted, as far as there
 * is room. */
static void draw_head(struct app *app, struct types_page *page, struct canvas *canvas,
		      struct rect area)
{
	bool is_typing = app->purpose == PROMPT_FILTER && app_page(app) == &page->page;
	struct line *line = &app->line;
	int x = area.x + area.width;

	line_begin(line, app->ascii);
	line_print(line, STYLE_NOTE, "sort:%s%s  ", order_is_reversed(page->order) ? "-" : "",
		   sorted_by(page));
	put_kinds(page, line);
	line_put(line, STYLE_PLAIN, "  ");
	put_found(app, page, line);
	if (line->columns > area.width - 4) {
		line_begin(line, app->ascii);
		put_found(app, page, line);
	}
	x -= line->columns + 1;
	line_draw(line, canvas, x, area.y, area.x + area.width, 0);
	if (is_typing)
		return; /* it is in the last row, where every prompt is */
	canvas_text(canvas, area.x, area.y, x, STYLE_KEY, *page->query ? "/" : "");
	canvas_text(canvas, area.x + 1, area.y, x - 1, *page->query ? STYLE_MATCH : STYLE_NOTE,
		    *page->query ? page->query : "all types; / filters");
}

/* Above the last column. */
static void draw_column(const struct types_page *page, struct canvas *canvas, struct rect area)
{
	const char *column = order_column(page->order);
	int x = area.x + area.width - (int)strlen(column) - 2;

	canvas_text(canvas, x, area.y - 1, area.x + area.width, STYLE_PLAIN, " ");
	canvas_text(canvas, x + 1, area.y - 1, area.x + area.width, STYLE_NOTE, column);
	canvas_text(canvas, area.x + area.width - 1, area.y - 1, area.x + area.width, STYLE_PLAIN,
		    " ");
}

static void draw_list(struct app *app, struct types_page *page, struct canvas *canvas,
		      struct rect area)
{
	struct line *line = &app->line;

	page->width = area.width;
	line_begin(line, app->ascii);
	line_put(line, STYLE_NOTE, "KIND    NAME");
	area = pane_frame(canvas, area, line);
	draw_column(page, canvas, area);
	if (!page->list.count)
		canvas_text(canvas, area.x + 2, area.y, area.x + area.width, STYLE_NOTE,
			    "nothing matches; Esc undoes the filter");
	pane_draw(app, &page->page, PANE_LIST, canvas, area);
}

static void draw_uses(struct app *app, struct types_page *page, struct canvas *canvas,
		      struct rect area)
{
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	uses_title(page->uses, line);
	area = pane_frame(canvas, area, line);
	pane_draw(app, &page->page, PANE_USES, canvas, area);
}

static void draw_pane(struct app *app, struct types_page *page, unsigned int pane,
		      struct canvas *canvas, struct rect area)
{
	if (pane == PANE_LIST)
		draw_list(app, page, canvas, area);
	else if (pane == PANE_DETAILS)
		sheet_pane_draw(&page->details, app, &page->page, PANE_DETAILS, canvas, area);
	else
		draw_uses(app, page, canvas, area);
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	struct types_page *page = types_page(base);
	struct rect rest;
	int width;

	draw_head(app, page, canvas, area);
	area.y++;
	area.height--;
	if (base->zoomed || area.width < TUI_TWO_PANES) {
		draw_pane(app, page, base->focus, canvas, area);
		return;
	}
	width = area.width >= TUI_THREE_PANES ? 52 : area.width * 45 / 100;
	rest = (struct rect){area.x + width + 1, area.y, area.width - width - 1, area.height};
	draw_pane(app, page, PANE_LIST, canvas, (struct rect){area.x, area.y, width, area.height});
	canvas_vline(canvas, area.x + width, area.y, area.y + area.height);
	if (area.width >= TUI_THREE_PANES || base->focus == PANE_USES) {
		bool three = area.width >= TUI_THREE_PANES;
		struct rect details = rest, uses = rest;

		if (three) {
			details.width = rest.width * 55 / 100;
			uses.x += details.width + 1;
			uses.width -= details.width + 1;
			canvas_vline(canvas, uses.x - 1, area.y, area.y + area.height);
			draw_pane(app, page, PANE_DETAILS, canvas, details);
		}
		draw_pane(app, page, PANE_USES, canvas, uses);
	} else {
		draw_pane(app, page, PANE_DETAILS, canvas, rest);
	}
}

/* Acting */

static void follow(struct app *app, struct types_page *page)
{
	if (page->page.focus == PANE_LIST) {
		app_open_type(app, id_under_cursor(page));
	} else if (page->page.focus == PANE_DETAILS) {
		uint32_t target = sheet_pane_target(&page->details);

		app_open_type(app, target ? target : page->details.id);
	} else if (page->uses && page->uses->count) {
		struct use_place place = use_place(app->btf, app->use_index,
						   &page->uses->rows[page->uses_list.cursor]);

		app_open_member(app, &place);
	}
}

static uint32_t subject(struct app *app, const struct types_page *page)
{
	if (page->page.focus == PANE_DETAILS && sheet_pane_target(&page->details))
		return sheet_pane_target(&page->details);
	if (page->page.focus == PANE_USES && page->uses && page->uses->count)
		return use_place(app->btf, app->use_index,
				 &page->uses->rows[page->uses_list.cursor])
			.id;
	return id_under_cursor(page);
}

static void toggle_kind(struct types_page *page, tui_key digit)
{
	page->groups ^= 1u << (digit - '1');
	refresh(page);
}

static void toggle_bases(struct app *app, struct types_page *page)
{
	if (!btf_base(app->btf)) {
		app_message(app, "this BTF has no base");
		return;
	}
	page->with_bases = !page->with_bases;
	refresh(page);
	app_message(app, page->with_bases ? "with the types of its base" : "its own types alone");
}

static void sort(struct app *app, struct types_page *page)
{
	refresh(page);
	to_the_top(page);
	app_message(app, "sorted by %s%s", order_name(page->order),
		    order_is_reversed(page->order) ? ", reversed" : "");
}

bool view_types_sort(struct app *app, struct page *base, const char *name)
{
	if (!order_by_name(types_page(base)->order, name))
		return false;
	sort(app, types_page(base));
	return true;
}

static bool act(struct app *app, struct page *base, enum action action, tui_key argument)
{
	struct types_page *page = types_page(base);

	if (action == ACTION_FOLLOW || action == ACTION_FOLLOW_TYPE) {
		follow(app, page);
	} else if (action == ACTION_FILTER) {
		base->focus = PANE_LIST;
		app_ask(app, PROMPT_FILTER, page->query);
	} else if (action == ACTION_USES) {
		app_open_uses(app, subject(app, page));
	} else if (action == ACTION_OPEN_TYPE) {
		app_open_type(app, subject(app, page));
	} else if (action == ACTION_KIND) {
		toggle_kind(page, argument);
	} else if (action == ACTION_ALL_KINDS) {
		page->groups = page->groups == GROUP_ALL ? GROUPS_AT_START : GROUP_ALL;
		refresh(page);
	} else if (action == ACTION_ANONYMOUS) {
		page->anonymous = !page->anonymous;
		refresh(page);
	} else if (action == ACTION_BASES) {
		toggle_bases(app, page);
	} else if (action == ACTION_SORT) {
		order_next(page->order);
		sort(app, page);
	} else if (action == ACTION_REVERSE) {
		order_reverse(page->order);
		sort(app, page);
	} else if (action == ACTION_CANCEL && !*base->find && *page->query) {
		uint32_t id = id_under_cursor(page);

		set_filter(app, base, "");
		order_find(page->order, id, &page->list.cursor);
	} else {
		return false;
	}
	return true;
}

static void crumb(const struct app *app, const struct page *base, struct line *line)
{
	(void)app;
	line_put(line, STYLE_PLAIN, "types");
	if (*types_of(base)->query)
		line_print(line, STYLE_NOTE, " /%s", types_of(base)->query);
}

static void status(const struct app *app, const struct page *base, struct line *line)
{
	const struct types_page *page = types_of(base);
	uint32_t id = id_under_cursor(page), uses;
	char text[BTF_DECL_MAX];

	if (base->focus == PANE_DETAILS && page->details.list.count) {
		sheet_status(page->details.sheet, page->details.list.cursor, line);
		return;
	}
	if (!id)
		return;
	uses = order_uses(page->order, id);
	type_label(app->btf, id, text, sizeof(text));
	line_print(line, STYLE_NUMBER, "#%u  ", id);
	if ((int)strlen(btf_type_at(app->btf, id).name) > page->width - LIST_COLUMNS)
		line_print(line, STYLE_PLAIN, "%s  ", text); /* it is cut in the list */
	line_print(line, STYLE_PLAIN, "%u references", uses);
	if (page->details.sheet && page->details.id == id && page->details.sheet->layout) {
		const struct btf_layout_summary *summary = &page->details.sheet->layout->summary;

		line_print(line, STYLE_PLAIN, "  %u members  %u holes  pad %" PRIu64,
			   summary->members, summary->holes, summary->padding);
	}
}

static bool copy(struct app *app, struct page *base, enum action what, struct btf_out *out)
{
	struct types_page *page = types_page(base);

	if (base->focus == PANE_DETAILS && page->details.sheet)
		return copy_row(app, what, page->details.sheet, page->details.list.cursor, out);
	return copy_type(app, what, subject(app, page), out);
}

static bool export(struct app *app, struct page *base, enum copy_form form, struct btf_out *out)
{
	uint32_t count;
	const uint32_t *ids = order_ids(types_page(base)->order, &count);

	return copy_list(app, form, ids, count, out);
}

static void free_page(struct page *base)
{
	struct types_page *page = types_page(base);

	order_free(page->order);
	filter_free(page->filter);
	sheet_pane_free(&page->details);
	uses_free(page->uses);
	free(page);
}

const struct view view_types = {
	.pane_count = 3,
	.contexts = {IN_TYPES, IN_PREVIEW, IN_USES},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.prepare = prepare,
	.act = act,
	.crumb = crumb,
	.status = status,
	.filter = set_filter,
	.copy = copy,
	.export = export,
	.free = free_page,
};

struct page *view_types_new(struct app *app)
{
	struct types_page *page = calloc(1, sizeof(*page));

	if (!page)
		return NULL;
	page->page.view = &view_types;
	page->groups = GROUPS_AT_START;
	page->filter = filter_new(app->btf, app->names);
	page->order = order_new(app->btf, app->names, app->use_index);
	if (!page->filter || !page->order) {
		free_page(&page->page);
		return NULL;
	}
	refresh(page);
	return &page->page;
}
