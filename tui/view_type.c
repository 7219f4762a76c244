/* SPDX-License-Identifier: BSD-2-Clause */
/* view_type.c - one type: its rows, below them who uses it, and where there is room the type of the member under
 * the cursor. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>

#include "copy.h"
#include "type_words.h"
#include "view_type.h"

#define ROWS_FOR_TWO 13 /* lower pages show one pane */

static struct type_page *type_page(struct page *page)
{
	return (struct type_page *)page;
}

static const struct type_page *type_of(const struct page *page)
{
	return (const struct type_page *)page;
}

uint32_t view_type_id(const struct page *page)
{
	return type_of(page)->id;
}

uint64_t view_type_size(const struct page *page)
{
	return sheet_size(type_of(page)->sheet);
}

void view_type_member(const struct page *page, char *path, size_t size)
{
	sheet_path(type_of(page)->sheet, type_of(page)->rows.cursor, path, size);
}

static struct list *get_list(struct page *base, unsigned int pane)
{
	struct type_page *page = type_page(base);

	return pane == PANE_ROWS   ? &page->rows
	       : pane == PANE_USES ? &page->uses_list
				   : &page->preview.list;
}

static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	const struct type_page *page = type_of(base);

	if (pane == PANE_ROWS) {
		sheet_line(page->sheet, row, width, line);
	} else if (pane == PANE_PREVIEW) {
		sheet_line(page->preview.sheet, row, width, line);
	} else {
		line_put(line, STYLE_PLAIN, " ");
		use_line(app->btf, app->use_index, type_page_use(page, row), width, line);
	}
}

/* Drawing */

static void draw_rows(struct app *app, struct type_page *page, struct canvas *canvas,
		      struct rect area)
{
	static const char *const forms[] = {"Layout", "C", "Flat"};
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	if (page->sheet->layout)
		line_print(line, STYLE_NOTE, "%s: ", forms[page->sheet->form]);
	sheet_title(page->sheet, line);
	area = pane_frame(canvas, area, line);
	pane_draw(app, &page->page, PANE_ROWS, canvas, area);
}

static void draw_uses(struct app *app, struct type_page *page, struct canvas *canvas,
		      struct rect area)
{
	struct line *line = &app->line;
	const struct uses *uses = page->uses;

	line_begin(line, app->ascii);
	uses_title(uses, line);
	if (*page->uses_filter.text)
		line_print(line, STYLE_MATCH, "  /%s", page->uses_filter.text);
	if (*page->uses_filter.text)
		line_print(line, STYLE_PLAIN, "  %u left%s", page->uses_list.count,
			   uses && page->uses_filter.rows &&
					   page->uses_filter.looked_at < uses->count
				   ? " of the first ones"
				   : "");
	area = pane_frame(canvas, area, line);
	if (uses && !uses->count && area.height > 0)
		canvas_text(canvas, area.x + 2, area.y, area.x + area.width, STYLE_NOTE,
			    "nobody in this BTF uses it");
	pane_draw(app, &page->page, PANE_USES, canvas, area);
}

static void prepare(struct app *app, struct page *base)
{
	struct type_page *page = type_page(base);

	type_page_make_uses(app, page);
	sheet_set_hex(page->sheet, app->hex);
	if (app->width >= TUI_THREE_PANES || base->focus == PANE_PREVIEW)
		sheet_pane_show(&page->preview, app, sheet_target(page->sheet, page->rows.cursor));
}

static void draw_pane(struct app *app, struct type_page *page, struct canvas *canvas,
		      struct rect area)
{
	if (page->page.focus == PANE_ROWS)
		draw_rows(app, page, canvas, area);
	else if (page->page.focus == PANE_USES)
		draw_uses(app, page, canvas, area);
	else
		sheet_pane_draw(&page->preview, app, &page->page, PANE_PREVIEW, canvas, area);
}

static void draw_three(struct app *app, struct type_page *page, struct canvas *canvas,
		       struct rect area)
{
	int left = area.width * 55 / 100, top = area.height / 2;
	struct rect right = {area.x + left + 1, area.y, area.width - left - 1, top};

	draw_rows(app, page, canvas, (struct rect){area.x, area.y, left, area.height});
	canvas_vline(canvas, area.x + left, area.y, area.y + area.height);
	sheet_pane_draw(&page->preview, app, &page->page, PANE_PREVIEW, canvas, right);
	right.y += top;
	right.height = area.height - top;
	draw_uses(app, page, canvas, right);
}

static void draw_two(struct app *app, struct type_page *page, struct canvas *canvas,
		     struct rect area)
{
	int below = area.height / 3;

	/* A short list of uses leaves its room to the type. */
	if (page->uses && (int)page->uses->count + 2 < below)
		below = (int)page->uses->count + 2;
	if (page->sheet->count + 2 < (uint32_t)(area.height - below))
		below = area.height - (int)page->sheet->count - 2;
	draw_rows(app, page, canvas,
		  (struct rect){area.x, area.y, area.width, area.height - below});
	area.y += area.height - below;
	area.height = below;
	draw_uses(app, page, canvas, area);
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	struct type_page *page = type_page(base);

	if (area.width >= TUI_THREE_PANES && !base->zoomed)
		draw_three(app, page, canvas, area);
	else if (area.width >= TUI_TWO_PANES && area.height >= ROWS_FOR_TWO && !base->zoomed &&
		 base->focus != PANE_PREVIEW)
		draw_two(app, page, canvas, area);
	else
		draw_pane(app, page, canvas, area);
}

/* Acting */

static void rows_changed(struct type_page *page, uint32_t cursor)
{
	list_set_count(&page->rows, page->sheet->count);
	list_go(&page->rows, cursor);
}

static void go_use(struct app *app, const struct use *use, bool to_member)
{
	struct use_place place;

	if (!use)
		return;
	place = use_place(app->btf, app->use_index, use);
	place.is_member &= to_member;
	app_open_member(app, &place);
}

/* The type that the row under the cursor speaks of; of one that is about no other, the type itself. */
static uint32_t subject(struct app *app, const struct type_page *page)
{
	const struct use *use = type_page_use(page, page->uses_list.cursor);
	uint32_t target = 0;

	if (page->page.focus == PANE_USES && use)
		return use_place(app->btf, app->use_index, use).id;
	if (page->page.focus == PANE_PREVIEW)
		target = sheet_pane_target(&page->preview);
	else if (page->page.focus == PANE_ROWS)
		target = sheet_target(page->sheet, page->rows.cursor);
	return target ? target : page->id;
}

static void follow(struct app *app, struct type_page *page)
{
	uint32_t target = subject(app, page);

	if (page->page.focus == PANE_USES)
		go_use(app, type_page_use(page, page->uses_list.cursor), true);
	else if (target != page->id)
		app_open_type(app, target);
	else
		app_message(app, "no type to follow in this row");
}

/* Of a member the struct that it is declared in, which may be nested here; of a use the user itself. */
static void open_owner(struct app *app, struct type_page *page)
{
	bool beside = page->page.focus == PANE_PREVIEW && page->preview.sheet;
	const struct btf_layout_row *record =
		beside ? sheet_record(page->preview.sheet, page->preview.list.cursor)
		       : sheet_record(page->sheet, page->rows.cursor);

	if (page->page.focus == PANE_USES)
		go_use(app, type_page_use(page, page->uses_list.cursor), false);
	else if (record && record->depth && record->owner_id != page->id)
		app_open_type(app, record->owner_id);
	else if (beside)
		app_open_type(app, page->preview.id);
	else
		app_message(app, "this is that type already");
}

static void next_form(struct app *app, struct type_page *page)
{
	static const char *const names[] = {"layout", "C", "flat: every leaf"};
	struct sheet *sheet = page->sheet;

	if (!sheet->layout) {
		app_message(app, "forms are for structs and unions");
		return;
	}
	rows_changed(page, sheet_set_form(sheet, (sheet->form + 1) % SHEET_FORM_COUNT,
					  page->rows.cursor));
	app_message(app, "%s", names[sheet->form]);
}

static bool act(struct app *app, struct page *base, enum action action, tui_key argument)
{
	struct type_page *page = type_page(base);

	(void)argument;
	if (action == ACTION_FOLLOW || action == ACTION_FOLLOW_TYPE) {
		follow(app, page);
	} else if (action == ACTION_OPEN_TYPE) {
		open_owner(app, page);
	} else if (action == ACTION_FILTER) {
		base->focus = PANE_USES;
		app_ask(app, PROMPT_FILTER, page->uses_filter.text);
	} else if (action == ACTION_USES) {
		uint32_t id = subject(app, page);

		if (id != page->id)
			app_open_uses(app, id);
		else
			base->focus = PANE_USES;
	} else if (action == ACTION_FORM) {
		next_form(app, page);
	} else if (action == ACTION_EXPAND) {
		rows_changed(page, sheet_unfold(page->sheet, page->rows.cursor));
	} else if (action == ACTION_COLLAPSE) {
		rows_changed(page, sheet_fold(page->sheet, page->rows.cursor));
	} else if (action == ACTION_CANCEL && !*base->find && *page->uses_filter.text) {
		type_page_filter_uses(app, base, "");
	} else {
		return false;
	}
	return true;
}

static bool unhide(struct app *app, struct page *base, const char *text)
{
	struct type_page *page = type_page(base);
	uint32_t row;

	(void)app;
	if (base->focus != PANE_ROWS || !sheet_find_hidden(page->sheet, text, find_in, &row))
		return false;
	rows_changed(page, row);
	return true;
}

static void keep(struct page *base)
{
	sheet_keep_folds(type_page(base)->sheet);
}

static void put_back(struct page *base)
{
	struct type_page *page = type_page(base);

	sheet_put_back_folds(page->sheet);
	rows_changed(page, page->rows.cursor);
}

static void crumb(const struct app *app, const struct page *base, struct line *line)
{
	char text[BTF_DECL_MAX];

	type_label(app->btf, type_of(base)->id, text, sizeof(text));
	line_put(line, STYLE_PLAIN, text);
}

static void put_marks(const struct app *app, const struct type_page *page, struct line *line)
{
	const char *separator = "  marks: ";
	char label[256];

	type_label(app->btf, page->id, label, sizeof(label));
	for (int i = 0; i < MARKS; i++) {
		if (strcmp(app->state.marks[i].type, label) != 0)
			continue;
		line_print(line, STYLE_NOTE, "%s%c", separator, 'a' + i);
		separator = " ";
	}
}

static void status(const struct app *app, const struct page *base, struct line *line)
{
	const struct type_page *page = type_of(base);
	const struct use *use = type_page_use(page, page->uses_list.cursor);

	if (base->focus == PANE_USES && use)
		use_line(app->btf, app->use_index, use, 0, line);
	else if (base->focus == PANE_PREVIEW && page->preview.sheet)
		sheet_status(page->preview.sheet, page->preview.list.cursor, line);
	else
		sheet_status(page->sheet, page->rows.cursor, line);
	put_marks(app, page, line);
}

static bool copy(struct app *app, struct page *base, enum action what, struct btf_out *out)
{
	struct type_page *page = type_page(base);

	if (base->focus == PANE_USES)
		return copy_type(app, what, subject(app, page), out);
	if (base->focus == PANE_PREVIEW && page->preview.sheet)
		return copy_row(app, what, page->preview.sheet, page->preview.list.cursor, out);
	return copy_row(app, what, page->sheet, page->rows.cursor, out);
}

static bool export(struct app *app, struct page *base, enum copy_form form, struct btf_out *out)
{
	return copy_list(app, form, &type_page(base)->id, 1, out);
}

static void free_page(struct page *base)
{
	struct type_page *page = type_page(base);

	sheet_free(page->sheet);
	sheet_pane_free(&page->preview);
	uses_free(page->uses);
	row_filter_free(&page->uses_filter);
	free(page);
}

const struct view view_type = {
	.pane_count = 3,
	.contexts = {IN_TYPE, IN_USES, IN_PREVIEW},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.prepare = prepare,
	.act = act,
	.crumb = crumb,
	.status = status,
	.filter = type_page_filter_uses,
	.copy = copy,
	.export = export,
	.keep = keep,
	.put_back = put_back,
	.unhide = unhide,
	.rest = type_page_drop_uses,
	.free = free_page,
};

struct page *view_type_new(struct app *app, uint32_t id)
{
	struct type_page *page = calloc(1, sizeof(*page));

	if (!page)
		return NULL;
	page->page.view = &view_type;
	page->id = id;
	page->sheet = sheet_new(app->btf, id, true);
	if (!page->sheet) {
		free_page(&page->page);
		return NULL;
	}
	sheet_set_hex(page->sheet, app->hex);
	rows_changed(page, sheet_first(page->sheet));
	return &page->page;
}

void view_type_go_member(struct page *base, uint32_t owner_id, uint32_t index)
{
	struct type_page *page = type_page(base);
	uint32_t row;

	if (sheet_find_member(page->sheet, owner_id, index, &row))
		rows_changed(page, row);
}

bool view_type_go_path(struct page *base, const char *path)
{
	struct type_page *page = type_page(base);
	uint32_t row;

	if (!sheet_find_path(page->sheet, path, &row))
		return false;
	rows_changed(page, row);
	return true;
}

bool view_type_go_byte(struct page *base, uint64_t byte)
{
	struct type_page *page = type_page(base);
	uint32_t row;

	if (!sheet_find_byte(page->sheet, byte, &row))
		return false;
	rows_changed(page, row);
	return true;
}

/* Behind the row that names the enum. */
void view_type_go_enumerator(struct page *base, uint32_t index)
{
	list_go(&type_page(base)->rows, index + 1);
}

void view_type_go_uses(struct page *base)
{
	base->focus = PANE_USES;
}
