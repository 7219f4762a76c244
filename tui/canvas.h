/* SPDX-License-Identifier: BSD-2-Clause */
/* canvas.h - the screen as a grid of cells, in memory. Views draw on it, and whoever shows it (a terminal, a
 * test) reads it. */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "glyph.h"

/* What a piece of text is; how that looks, the terminal's side decides. */
enum style {
	STYLE_PLAIN,
	STYLE_KEYWORD,
	STYLE_NAME,
	STYLE_NUMBER,
	STYLE_NOTE, /* comments, signs of no weight */
	STYLE_WARN, /* holes, padding, what is wrong */
	STYLE_BORDER,
	STYLE_TITLE,
	STYLE_KEY, /* a key in the footer and the help */
	STYLE_MATCH,
	STYLE_LINKED, /* the bytes of the field under the cursor, and the other way round */
	STYLE_COUNT,
};

/* With any of them: the row under the cursor, in the pane that has the focus, and in another one. */
#define STYLE_CURSOR 0x40u
#define STYLE_SHADOW 0x80u
#define STYLE_BASE   0x3fu

struct cell {
	char text[5];    /* UTF-8; "" where the cell before it is two columns wide */
	uint8_t columns; /* 1 or 2; 0: as above */
	uint8_t style;   /* enum style, with flags */
};

struct canvas {
	int width, height;
	struct cell *cells; /* by rows */
	bool ascii;         /* nothing else in it; lines are drawn with - and | */
	int cursor_x,
		cursor_y; /* where the terminal's cursor stands: the focused row, byte or prompt */
};

struct rect {
	int x, y, width, height;
};

/* An empty canvas of no size; resizing empties it. False where there is no memory: it then has no size. */
#define CANVAS_SIDE_MAX 1000
bool canvas_resize(struct canvas *canvas, int width, int height);
void canvas_clear(struct canvas *canvas);
void canvas_free(struct canvas *canvas);

static inline struct cell *canvas_at(const struct canvas *canvas, int x, int y)
{
	return &canvas->cells[y * canvas->width + x];
}

/* Writes text from column x, up to `limit` (not in it) and to the end of the row: whatever the bytes, they
 * come out as glyphs. Returns the column behind it. Outside of the canvas nothing is written. */
int canvas_text(struct canvas *canvas, int x, int y, int limit, unsigned int style,
		const char *text);
int canvas_bytes(struct canvas *canvas, int x, int y, int limit, unsigned int style,
		 const char *text, size_t size);

/* Gives cells a flag more: STYLE_CURSOR or STYLE_SHADOW. */
void canvas_flag(struct canvas *canvas, int x, int y, int limit, unsigned int flag);

/* Blanks of a style. */
void canvas_fill(struct canvas *canvas, int x, int y, int limit, unsigned int style);

void canvas_hline(struct canvas *canvas, int x, int y, int limit);
void canvas_vline(struct canvas *canvas, int x, int y, int limit);

/* A letter for the style of a cell, for tests to read: "." plain, "k" keyword, ...; capitals and "#" under
 * the cursor. */
char canvas_style_letter(unsigned int style);

#endif
