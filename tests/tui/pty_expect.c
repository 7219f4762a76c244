/* SPDX-License-Identifier: BSD-2-Clause */
/* pty_expect.c - what is to be on the terminal of the tests, and to come from it. */
#include "unit.h"

#include "glyph.h"
#include "pty.h"
#include "term_look.h"

/* What is in a cell of the terminal: a character; a blank; 0 behind a wide one. */
static uint32_t cell_character(const VTermScreenCell *cell)
{
	if (cell->chars[0] == UINT32_MAX)
		return 0;
	return cell->chars[0] ? cell->chars[0] : ' ';
}

static uint32_t canvas_character(const struct cell *cell)
{
	uint32_t character = 0;

	if (cell->columns)
		utf8_read(cell->text, strlen(cell->text), &character);
	return character;
}

static int foreground(const VTermScreenCell *cell)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(&cell->fg))
		return LOOK_DEFAULT;
	return VTERM_COLOR_IS_INDEXED(&cell->fg) ? cell->fg.indexed.idx : -2;
}

static void compare_look(const VTermScreenCell *cell, unsigned int style, bool mono, int x, int y)
{
	struct term_look look = term_look(style, mono);

	if (cell->attrs.bold != look.bold || (cell->attrs.underline != 0) != look.underline ||
	    cell->attrs.reverse != look.reverse || foreground(cell) != look.color ||
	    !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
		fail_msg("style %u at %d,%d: bold %d, underline %d, reverse %d, colour %d", style,
			 x, y, cell->attrs.bold, cell->attrs.underline, cell->attrs.reverse,
			 foreground(cell));
}

static void compare_cells(const struct pty *pty, const struct canvas *canvas, enum pty_looks looks)
{
	static const struct cell blank = {" ", 1, STYLE_PLAIN};
	int width, height;
	VTermPos at;

	vterm_get_size(pty->vterm, &height, &width);
	for (at.row = 0; at.row < height; at.row++) {
		for (at.col = 0; at.col < width; at.col++) {
			bool inside = at.row < canvas->height && at.col < canvas->width;
			const struct cell *cell =
				inside ? canvas_at(canvas, at.col, at.row) : &blank;
			VTermScreenCell found;

			if (cell->columns == 2 && at.col + 1 == width)
				cell = &blank;
			assert_true(vterm_screen_get_cell(pty->screen, at, &found));
			if (cell_character(&found) != canvas_character(cell))
				fail_msg("U+%04X for U+%04X at %d,%d of %dx%d",
					 cell_character(&found), canvas_character(cell), at.col,
					 at.row, width, height);
			if (looks != PTY_ANY && cell->columns)
				compare_look(&found, cell->style, looks == PTY_MONO, at.col,
					     at.row);
		}
	}
}

static void compare_cursor(const struct pty *pty, const struct canvas *canvas)
{
	int width, height;
	VTermPos cursor;

	vterm_get_size(pty->vterm, &height, &width);
	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &cursor);
	assert_int_equal(cursor.col, canvas->cursor_x < width ? canvas->cursor_x : width - 1);
	assert_int_equal(cursor.row, canvas->cursor_y < height ? canvas->cursor_y : height - 1);
	assert_true(pty->cursor_visible);
}

void pty_compare(const struct pty *pty, const struct canvas *canvas, enum pty_looks looks)
{
	compare_cells(pty, canvas, looks);
	compare_cursor(pty, canvas);
}

static void compare_seed(const struct pty *pty, unsigned int seed, int width, int height,
			 enum pty_looks looks)
{
	struct canvas canvas = {0};

	assert_true(canvas_resize(&canvas, width, height));
	pty_draw(&canvas, seed);
	pty_compare(pty, &canvas, looks);
	canvas_free(&canvas);
}

void pty_show(struct pty *pty, unsigned int seed, int width, int height, enum pty_looks looks)
{
	struct pty_message shown = pty_do(
		pty, &(struct pty_message){
			     .what = PTY_SHOW, .seed = seed, .width = width, .height = height});

	assert_true(shown.done);
	assert_in_range(shown.writes, 0, 1);
	compare_seed(pty, seed, shown.width, shown.height, looks);
}

void pty_still_shows(struct pty *pty, unsigned int seed, enum pty_looks looks)
{
	int width, height;

	vterm_get_size(pty->vterm, &height, &width);
	compare_seed(pty, seed, width, height, looks);
}

static struct event next_event(struct pty *pty)
{
	struct pty_message answer =
		pty_do(pty, &(struct pty_message){.what = PTY_EVENT, .timeout = -1});

	assert_true(answer.done);
	return answer.event;
}

void pty_expect_size(struct pty *pty, int width, int height)
{
	struct event event = next_event(pty);

	assert_int_equal(event.kind, EVENT_RESIZE);
	assert_int_equal(event.width, width);
	assert_int_equal(event.height, height);
}

void pty_expect_key(struct pty *pty, const char *row, tui_key key)
{
	struct event event = next_event(pty);

	assert_row(event.kind == EVENT_KEY && event.key == key, row, "kind %d, key %x for %x",
		   event.kind, event.key, key);
}

void pty_expect_end(struct pty *pty, int signal)
{
	struct event event = next_event(pty);

	assert_int_equal(event.kind, EVENT_END);
	assert_int_equal(event.signal, signal);
}
