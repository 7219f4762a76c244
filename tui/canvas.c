/* SPDX-License-Identifier: BSD-2-Clause */
/* canvas.c - the grid of cells, and writing in it. */
#include "canvas.h"

#include <stdlib.h>
#include <string.h>

static const struct cell blank = {" ", 1, STYLE_PLAIN};

bool canvas_resize(struct canvas *canvas, int width, int height)
{
	struct cell *cells;

	width = width < 1 ? 1 : width > CANVAS_SIDE_MAX ? CANVAS_SIDE_MAX : width;
	height = height < 1 ? 1 : height > CANVAS_SIDE_MAX ? CANVAS_SIDE_MAX : height;
	cells = realloc(canvas->cells, (size_t)width * (size_t)height * sizeof(*cells));
	if (!cells) {
		canvas_free(canvas);
		return false;
	}
	canvas->cells = cells;
	canvas->width = width;
	canvas->height = height;
	canvas_clear(canvas);
	return true;
}

void canvas_clear(struct canvas *canvas)
{
	for (int i = 0; i < canvas->width * canvas->height; i++)
		canvas->cells[i] = blank;
	canvas->cursor_x = canvas->cursor_y = 0;
}

void canvas_free(struct canvas *canvas)
{
	free(canvas->cells);
	canvas->cells = NULL;
	canvas->width = canvas->height = 0;
}

static int clip(const struct canvas *canvas, int y, int limit)
{
	if (y < 0 || y >= canvas->height)
		return 0;
	return limit < canvas->width ? limit : canvas->width;
}

/* A wide character that loses one of its cells leaves a blank in the other. */
static void part_from_neighbours(struct canvas *canvas, int x, int y)
{
	struct cell *cell = canvas_at(canvas, x, y);

	if (!cell->columns && x > 0)
		cell[-1] = (struct cell){" ", 1, cell[-1].style};
	if (cell->columns == 2)
		cell[1] = (struct cell){" ", 1, cell[1].style};
}

static void put(struct canvas *canvas, int x, int y, unsigned int style, const struct glyph *glyph)
{
	struct cell *cell = canvas_at(canvas, x, y);

	for (int i = 0; i < glyph->columns; i++)
		part_from_neighbours(canvas, x + i, y);
	memcpy(cell->text, glyph->text, sizeof(cell->text));
	cell->columns = glyph->columns;
	cell->style = (uint8_t)style;
	if (glyph->columns == 2)
		cell[1] = (struct cell){"", 0, (uint8_t)style};
}

int canvas_bytes(struct canvas *canvas, int x, int y, int limit, unsigned int style,
		 const char *text, size_t size)
{
	struct glyph glyphs[GLYPHS_MAX];
	unsigned int count;

	limit = clip(canvas, y, limit);
	while (size && x < limit) {
		size_t length = glyph_next(text, size, canvas->ascii, glyphs, &count);

		for (unsigned int i = 0; i < count; i++) {
			if (x + glyphs[i].columns > limit)
				return limit;
			if (x >= 0)
				put(canvas, x, y, style, &glyphs[i]);
			x += glyphs[i].columns;
		}
		text += length;
		size -= length;
	}
	return x;
}

int canvas_text(struct canvas *canvas, int x, int y, int limit, unsigned int style,
		const char *text)
{
	return canvas_bytes(canvas, x, y, limit, style, text, strlen(text));
}

void canvas_flag(struct canvas *canvas, int x, int y, int limit, unsigned int flag)
{
	limit = clip(canvas, y, limit);
	for (x = x < 0 ? 0 : x; x < limit; x++)
		canvas_at(canvas, x, y)->style |= (uint8_t)flag;
}

static void repeat(struct canvas *canvas, int x, int y, int limit, unsigned int style,
		   const char *text)
{
	struct glyph glyph = {.columns = 1};

	memcpy(glyph.text, text, strlen(text));
	limit = clip(canvas, y, limit);
	for (x = x < 0 ? 0 : x; x < limit; x++)
		put(canvas, x, y, style, &glyph);
}

void canvas_fill(struct canvas *canvas, int x, int y, int limit, unsigned int style)
{
	repeat(canvas, x, y, limit, style, " ");
}

void canvas_hline(struct canvas *canvas, int x, int y, int limit)
{
	repeat(canvas, x, y, limit, STYLE_BORDER, canvas->ascii ? "-" : "\u2500");
}

void canvas_vline(struct canvas *canvas, int x, int y, int limit)
{
	for (; y < limit; y++)
		repeat(canvas, x, y, x + 1, STYLE_BORDER, canvas->ascii ? "|" : "\u2502");
}

char canvas_style_letter(unsigned int style)
{
	static const char letters[STYLE_COUNT] = {'.', 'k', 'n', 'd', 'c', 'w',
						  'b', 't', 'h', 'm', 'l'};
	unsigned int base = style & STYLE_BASE;
	char letter = base < STYLE_COUNT ? letters[base] : '?';

	if (style & STYLE_CURSOR)
		return letter == '.' ? '#' : (char)(letter - 'a' + 'A');
	if (style & STYLE_SHADOW)
		return letter == '.' ? '=' : (char)(letter - 'a' + 'A');
	return letter;
}
