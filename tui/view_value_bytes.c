/* SPDX-License-Identifier: BSD-2-Clause */
/* view_value_bytes.c - the bytes of a value: drawing them, moving among them, finding some. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "view_value.h"

const struct value_row *value_page_row(const struct value_page *page)
{
	return page->fields.cursor < page->value->count ? &page->value->rows[page->fields.cursor]
							: NULL;
}

static void field_follows_byte(struct value_page *page)
{
	if (page->value->count)
		list_go(&page->fields,
			value_leaf_at(page->value, 8 * page->byte, page->fields.cursor));
}

void bytes_go(struct value_page *page, uint64_t byte)
{
	page->byte = byte;
	field_follows_byte(page);
}

static int offset_digits(const struct value_page *page)
{
	return page->value->size <= 0x10000 ? 4 : 8;
}

int bytes_column(const struct value_page *page, int index)
{
	return offset_digits(page) + 2 + 3 * index + (index >= 8);
}

/* As many as there is room for, and a power of two. */
static int bytes_per_row(const struct value_page *page, int width)
{
	int count = 16;

	while (count > 1 && width < bytes_column(page, count))
		count /= 2;
	return count;
}

static bool is_marked(const struct value_page *page, uint64_t byte)
{
	const struct value_row *row = value_page_row(page);
	uint64_t first, last;

	if (!row || !row->field.bits || row->kind == VALUE_MISSING)
		return false;
	first = row->field.bit_offset / 8;
	last = (row->field.bit_offset + row->field.bits - 1) / 8;
	return byte >= first && byte <= last;
}

static unsigned int byte_style(const struct value_page *page, uint64_t byte)
{
	if (is_marked(page, byte))
		return STYLE_LINKED;
	if (value_has_changed(page->value, 8 * byte, 8))
		return STYLE_MATCH;
	return page->value->data[byte] ? STYLE_PLAIN : STYLE_NOTE;
}

/* `[` and `]` stand around the bytes of the field, for who sees no colours. */
static void draw_byte(const struct value_page *page, uint64_t byte, struct canvas *canvas, int x,
		      int y)
{
	bool marked = is_marked(page, byte);
	char text[4];

	snprintf(text, sizeof(text), "%02x", page->value->data[byte]);
	if (marked && (byte == 0 || !is_marked(page, byte - 1)))
		canvas_text(canvas, x - 1, y, x, STYLE_LINKED, "[");
	canvas_text(canvas, x, y, x + 2, byte_style(page, byte), text);
	if (marked)
		canvas_text(canvas, x + 2, y, x + 3, STYLE_LINKED,
			    is_marked(page, byte + 1) && byte + 1 < page->value->size ? " " : "]");
	if (byte != page->byte)
		return;
	canvas_flag(canvas, x, y, x + 2,
		    page->page.focus == PANE_BYTES ? STYLE_CURSOR : STYLE_SHADOW);
	if (page->page.focus == PANE_BYTES) {
		canvas->cursor_x = x < canvas->width ? x : canvas->width - 1;
		canvas->cursor_y = y;
	}
}

static void draw_char(const struct value_page *page, uint64_t byte, struct canvas *canvas, int x,
		      int y)
{
	char text[2] = {(char)page->value->data[byte]};

	if (text[0] < ' ' || text[0] >= 0x7f)
		text[0] = '.';
	canvas_text(canvas, x, y, x + 1, byte_style(page, byte), text);
}

static void draw_byte_row(const struct value_page *page, uint32_t row, struct canvas *canvas,
			  struct rect area, int y)
{
	int per_row = page->per_row, text_x = area.x + bytes_column(page, per_row) + 1;
	bool has_room = text_x + per_row <= area.x + area.width;
	char offset[16];

	snprintf(offset, sizeof(offset), "%0*" PRIx64, offset_digits(page),
		 (uint64_t)row * (uint64_t)per_row);
	canvas_text(canvas, area.x, y, area.x + offset_digits(page), STYLE_NUMBER, offset);
	for (int i = 0; i < per_row; i++) {
		uint64_t byte = (uint64_t)row * (uint64_t)per_row + (uint64_t)i;

		if (byte >= page->value->size)
			break;
		draw_byte(page, byte, canvas, area.x + bytes_column(page, i), y);
		if (has_room)
			draw_char(page, byte, canvas, text_x + i, y);
	}
}

void bytes_draw(struct app *app, struct value_page *page, struct canvas *canvas, struct rect area)
{
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	line_put(line, STYLE_TITLE, "Bytes");
	area = pane_frame(canvas, area, line);
	if (page->page.focus == PANE_BYTES) {
		canvas->cursor_x = area.x;
		canvas->cursor_y = area.y;
	}
	page->per_row = bytes_per_row(page, area.width);
	page->bytes.count =
		(uint32_t)((page->value->size + (size_t)page->per_row - 1) / (size_t)page->per_row);
	list_go(&page->bytes, (uint32_t)(page->byte / (uint64_t)page->per_row));
	list_fit(&page->bytes, area.height);
	for (int i = 0; i < area.height && page->bytes.top + (uint32_t)i < page->bytes.count; i++)
		draw_byte_row(page, page->bytes.top + (uint32_t)i, canvas, area, area.y + i);
}

static void move_byte(struct value_page *page, int64_t by)
{
	int64_t byte = (int64_t)page->byte + by;

	if (byte < 0 || !page->value->size)
		byte = by < -1 ? (int64_t)page->byte : 0;
	if (byte >= (int64_t)page->value->size)
		byte = by > 1 ? (int64_t)page->byte : (int64_t)page->value->size - 1;
	page->byte = byte < 0 ? 0 : (uint64_t)byte;
	field_follows_byte(page);
}

/* Moving among the bytes; a row up or down stays in its column. */
bool bytes_act(struct value_page *page, enum action action)
{
	int64_t row = page->per_row ? page->per_row : 16;
	int64_t rows = page->bytes.height > 1 ? page->bytes.height - 1 : 1;

	if (action == ACTION_BYTE_RIGHT)
		move_byte(page, 1);
	else if (action == ACTION_BYTE_LEFT)
		move_byte(page, -1);
	else if (action == ACTION_DOWN)
		move_byte(page, row);
	else if (action == ACTION_UP)
		move_byte(page, -row);
	else if (action == ACTION_HALF_DOWN)
		move_byte(page, row * ((rows + 1) / 2));
	else if (action == ACTION_HALF_UP)
		move_byte(page, -row * ((rows + 1) / 2));
	else if (action == ACTION_PAGE_DOWN)
		move_byte(page, row * rows);
	else if (action == ACTION_PAGE_UP)
		move_byte(page, -row * rows);
	else if (action == ACTION_TOP)
		move_byte(page, -(int64_t)page->byte);
	else if (action == ACTION_BOTTOM)
		move_byte(page, (int64_t)page->value->size - 1 - (int64_t)page->byte);
	else
		return false;
	return true;
}

/* Searching the bytes: what is typed as hex digits is bytes, all else is text. */

static size_t read_pattern(const char *text, uint8_t *bytes, size_t room)
{
	size_t count = 0, length = strlen(text);
	bool is_hex = true;

	for (const char *at = text; is_hex && *at;) {
		unsigned int byte;
		int taken = 0;

		at += strspn(at, " ");
		if (!*at)
			break;
		is_hex = count < room && strspn(at, "0123456789abcdefABCDEF") >= 2 &&
			 sscanf(at, "%2x%n", &byte, &taken) == 1 && taken == 2;
		if (is_hex)
			bytes[count++] = (uint8_t)byte;
		at += is_hex ? 2 : 0;
	}
	if (is_hex && count)
		return count;
	length = length < room ? length : room;
	memcpy(bytes, text, length);
	return length;
}

bool bytes_find(struct value_page *page, int direction)
{
	struct hits hits = {.cursor = page->byte, .direction = direction};
	uint8_t wanted[sizeof(page->page.find)];
	size_t size = read_pattern(page->page.find, wanted, sizeof(wanted));
	uint64_t byte;

	for (uint64_t at = 0; size && at + size <= page->value->size; at++)
		if (memcmp(page->value->data + at, wanted, size) == 0)
			hits_add(&hits, at);
	byte = hits_choose(&hits, &page->page.found);
	if (hits.count)
		bytes_go(page, byte);
	return true;
}
