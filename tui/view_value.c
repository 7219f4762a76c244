/* SPDX-License-Identifier: BSD-2-Clause */
/* view_value.c - a value: its bytes on the left and its fields on the right, each of which moves the other. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "inspect.h"
#include "type_words.h"
#include "view_value.h"

#define SIXTEEN_A_ROW 112 /* narrower pages have eight bytes a row, and more room for the fields */

static struct value_page *value_page(struct page *page)
{
	return (struct value_page *)page;
}

static const struct value_page *value_of(const struct page *page)
{
	return (const struct value_page *)page;
}

static struct list *get_list(struct page *base, unsigned int pane)
{
	return pane == PANE_FIELDS ? &value_page(base)->fields : NULL;
}

static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	(void)pane;
	(void)width;
	value_line(value_of(base)->value, row, app->hex, line);
}

/* The link between the two panes */

static void byte_follows_field(struct value_page *page)
{
	const struct value_row *row = value_page_row(page);

	if (row && row->field.bit_offset / 8 < page->value->size)
		page->byte = row->field.bit_offset / 8;
}

static void moved(struct app *app, struct page *base)
{
	(void)app;
	byte_follows_field(value_page(base));
}

static void value_changed(struct value_page *page, uint32_t cursor)
{
	list_set_count(&page->fields, page->value->count);
	list_go(&page->fields, cursor);
	byte_follows_field(page);
	if (page->byte >= page->value->size)
		page->byte = 0;
}

/* Drawing */

static void draw_fields(struct app *app, struct value_page *page, struct canvas *canvas,
			struct rect area)
{
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	line_put(line, STYLE_TITLE, "Decoded");
	if (page->value->lacks_rows || page->value->size < page->value->whole_size)
		line_put(line, STYLE_WARN, " (not all of it is shown)");
	if (!page->value->has_type)
		line_put(line, STYLE_WARN, "  no type yet: t chooses one");
	area = pane_frame(canvas, area, line);
	pane_draw(app, &page->page, PANE_FIELDS, canvas, area);
}

static void draw_inspector(struct app *app, struct value_page *page, struct canvas *canvas,
			   struct rect area)
{
	struct line *line = &app->line;

	for (int i = 0; i < INSPECT_ROWS && i < area.height; i++) {
		line_begin(line, app->ascii);
		inspect_line(page->value->data, page->value->size, page->byte,
			     btf_is_big_endian(app->btf), i, line);
		line_draw(line, canvas, area.x + 1, area.y + i, area.x + area.width, 0);
	}
}

static void draw_panes(struct app *app, struct value_page *page, struct canvas *canvas,
		       struct rect area)
{
	int left = bytes_column(page, area.width >= SIXTEEN_A_ROW ? 16 : 8) + 1;

	if (area.width >= TUI_THREE_PANES)
		left += 17;
	if (page->page.zoomed || area.width < TUI_TWO_PANES) {
		if (page->page.focus == PANE_BYTES)
			bytes_draw(app, page, canvas, area);
		else
			draw_fields(app, page, canvas, area);
		return;
	}
	bytes_draw(app, page, canvas, (struct rect){area.x, area.y, left, area.height});
	canvas_vline(canvas, area.x + left, area.y, area.y + area.height);
	area.x += left + 1;
	area.width -= left + 1;
	draw_fields(app, page, canvas, area);
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	struct value_page *page = value_page(base);
	int inspector = page->inspects && area.height >= INSPECT_ROWS + 6 ? INSPECT_ROWS : 0;

	value_page_draw_head(app, page, canvas, area);
	area.y++;
	area.height -= 1 + inspector;
	draw_panes(app, page, canvas, area);
	if (inspector)
		draw_inspector(app, page, canvas,
			       (struct rect){area.x, area.y + area.height, area.width, inspector});
}

/* Acting */

static void next_field(struct value_page *page, int direction)
{
	for (uint32_t i = page->fields.cursor;
	     direction > 0 ? ++i < page->value->count : i-- > 0;) {
		if (!value_is_leaf(&page->value->rows[i]))
			continue;
		list_go(&page->fields, i);
		byte_follows_field(page);
		return;
	}
}

/* From one member of a union to its next one, whichever of them the cursor is in or below. */
static void next_arm(struct app *app, struct value_page *page)
{
	const struct value *value = page->value;
	uint32_t arm = page->fields.cursor, next;

	while (arm && value->rows[value->rows[arm].parent].group.kind != BTF_GROUP_UNION)
		arm = value->rows[arm].parent;
	if (!arm) {
		app_message(app, "this field is in no union");
		return;
	}
	next = arm + 1;
	while (next < value->count && value->rows[next].parent != value->rows[arm].parent)
		next++;
	if (next < value->count && value->rows[next].parent == value->rows[arm].parent)
		list_go(&page->fields, next);
	else
		list_go(&page->fields, value->rows[arm].parent + 1);
	byte_follows_field(page);
}

static void go_entry(struct app *app, struct value_page *page, int direction)
{
	uint32_t cursor = page->fields.cursor;

	if ((direction < 0 && !page->value->entry) ||
	    !value_go(page->value, page->value->entry + (uint64_t)(int64_t)direction)) {
		app_message(app,
			    direction < 0 ? "this is the first entry" : "this is the last entry");
		return;
	}
	value_changed(page, cursor);
}

static unsigned int changed_bytes(const struct value *value)
{
	unsigned int count = 0;

	for (uint64_t byte = 0; byte < value->size; byte++)
		count += value_has_changed(value, 8 * byte, 8);
	return count;
}

static void reread(struct app *app, struct value_page *page)
{
	struct btf_error error;
	struct value *value = value_reopen(page->value, &error);
	uint64_t byte = page->byte;
	unsigned int changed;

	if (!value) {
		app_error(app, "%s", error.text);
		return;
	}
	value_free(page->value);
	page->value = value;
	value_changed(page, page->fields.cursor);
	page->byte = byte < value->size ? byte : page->byte;
	if (!value->before) {
		app_message(app, "read again: that entry is gone");
		return;
	}
	changed = changed_bytes(value);
	app_message(app, "read again: %u byte%s changed", changed, changed == 1 ? "" : "s");
}

static uint32_t target_of(const struct app *app, const struct value_page *page)
{
	const struct value_row *row = value_page_row(page);

	if (row && row->field.depth && row->field.type_id)
		return type_behind(app->btf, row->field.type_id);
	return page->value->has_type ? page->value->type.type_id : 0;
}

static void open_declaring(struct app *app, const struct value_page *page)
{
	const struct value_row *row = value_page_row(page);

	if (row && row->field.role == BTF_FIELD_MEMBER) {
		const struct use_place place = {row->field.owner_id, true, row->field.owner_id,
						(uint32_t)row->field.index};

		app_open_member(app, &place);
	} else {
		app_open_type(app, target_of(app, page));
	}
}

static bool act_on_value(struct app *app, struct value_page *page, enum action action)
{
	if (action == ACTION_FOLLOW_BYTE)
		page->page.focus = PANE_FIELDS;
	else if (action == ACTION_FOLLOW_TYPE)
		app_open_type(app, target_of(app, page));
	else if (action == ACTION_OPEN_TYPE)
		open_declaring(app, page);
	else if (action == ACTION_USES)
		app_open_uses(app, target_of(app, page));
	else if (action == ACTION_NEXT_FIELD || action == ACTION_PREVIOUS_FIELD)
		next_field(page, action == ACTION_NEXT_FIELD ? 1 : -1);
	else if (action == ACTION_NEXT_ARM)
		next_arm(app, page);
	else if (action == ACTION_NEXT_ENTRY || action == ACTION_PREVIOUS_ENTRY)
		go_entry(app, page, action == ACTION_NEXT_ENTRY ? 1 : -1);
	else if (action == ACTION_EXPAND)
		value_changed(page, value_unfold(page->value, page->fields.cursor));
	else if (action == ACTION_COLLAPSE)
		value_changed(page, value_fold(page->value, page->fields.cursor));
	else if (action == ACTION_ENTRIES)
		app_open_overlay(app, view_entries_new(page->value));
	else if (action == ACTION_REREAD)
		reread(app, page);
	else if (action == ACTION_INSPECTOR)
		page->inspects = !page->inspects;
	else
		return false;
	return true;
}

static bool act(struct app *app, struct page *base, enum action action, tui_key argument)
{
	struct value_page *page = value_page(base);

	(void)argument;
	if (action == ACTION_CHOOSE_TYPE) {
		app_open_overlay(app, view_picker_new(app, page->value->whole_size));
		if (app->overlay)
			app_ask(app, PROMPT_FILTER, view_picker_query(app->overlay));
		app->prompt.is_fresh = false; /* words are added to the size */
		return true;
	}
	return (base->focus == PANE_BYTES && bytes_act(page, action)) ||
	       act_on_value(app, page, action);
}

static bool find_bytes(struct app *app, struct page *base, int direction)
{
	(void)app;
	return base->focus == PANE_BYTES && bytes_find(value_page(base), direction);
}

/* Telling */

static void keep(struct page *page)
{
	value_page(page)->kept_byte = value_of(page)->byte;
	value_page(page)->kept_fields = value_of(page)->fields;
}

static void put_back(struct page *page)
{
	value_page(page)->byte = value_of(page)->kept_byte;
	value_page(page)->fields = value_of(page)->kept_fields;
}

static void crumb(const struct app *app, const struct page *base, struct line *line)
{
	(void)app;
	line_put(line, STYLE_PLAIN, "value ");
	line_put(line, STYLE_NAME,
		 value_page_file_name(value_of(base)->value->source->entries_name));
}

static void status(const struct app *app, const struct page *base, struct line *line)
{
	const struct value_page *page = value_of(base);

	if (value_page_row(page))
		value_status(page->value, page->fields.cursor, app->hex, line);
	if (base->focus == PANE_BYTES)
		line_print(line, STYLE_NOTE, "  byte %" PRIu64, page->byte);
}

static void free_page(struct page *base)
{
	value_free(value_page(base)->value);
	free(base);
}

const struct view view_value = {
	.pane_count = 2,
	.contexts = {IN_BYTES, IN_FIELDS},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.act = act,
	.moved = moved,
	.crumb = crumb,
	.status = status,
	.find = find_bytes,
	.keep = keep,
	.put_back = put_back,
	.copy = value_page_copy,
	.export = value_page_export,
	.free = free_page,
};

struct page *view_value_new(struct value *value)
{
	struct value_page *page = calloc(1, sizeof(*page));

	if (!page) {
		value_free(value);
		return NULL;
	}
	page->page.view = &view_value;
	page->page.focus = PANE_FIELDS;
	page->value = value;
	page->per_row = 16;
	value_changed(page, 0);
	return &page->page;
}

/* Of the struct that declares it, where that has a name; else it is the value's type alone. */
uint32_t view_value_member(const struct page *base, char *path, size_t size)
{
	const struct value *value = value_of(base)->value;
	const struct value_row *row = value_page_row(value_of(base));
	const struct btf *btf = value->source->btf;

	if (row && row->field.role == BTF_FIELD_MEMBER &&
	    *btf_type_at(btf, row->field.owner_id).name) {
		snprintf(path, size, "%s", row->field.key);
		return row->field.owner_id;
	}
	return value->has_type ? value->type.type_id : 0;
}

bool view_value_go(struct page *base, uint64_t entry)
{
	struct value_page *page = value_page(base);

	if (!value_go(page->value, entry))
		return false;
	value_changed(page, page->fields.cursor);
	return true;
}

bool view_value_set_type(struct page *base, uint32_t type_id, struct btf_error *err)
{
	if (!value_set_type(value_page(base)->value, type_id, err))
		return false;
	value_page(base)->value->is_chosen = true;
	value_changed(value_page(base), 0);
	return true;
}

bool view_value_parse_type(struct page *base, const char *text, struct btf_error *err)
{
	if (!value_parse_type(value_page(base)->value, text, err))
		return false;
	value_page(base)->value->is_chosen = true;
	value_changed(value_page(base), 0);
	return true;
}

struct page *view_value_open(struct app *app, const char *path, struct btf_error *err)
{
	struct value *value = value_open(app->source, path, app->decoder, err);
	struct page *page = value ? view_value_new(value) : NULL;

	if (value && !page) {
		err->code = -ENOMEM;
		snprintf(err->text, sizeof(err->text), "no memory");
	}
	return page;
}
