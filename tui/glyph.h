/* SPDX-License-Identifier: BSD-2-Clause */
/* glyph.h - bytes of an input, cut into what takes a place on the screen.
 *
 * A name may be any bytes. What a terminal would obey, what it would not show, and what is no UTF-8 is
 * written as \xNN a byte; so are characters without a width of their own (combining ones, marks that turn
 * the direction of writing), since terminals disagree on the columns they take. */
#ifndef TUI_GLYPH_H
#define TUI_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct glyph {
	char text[5]; /* what goes to the screen: a character, or a byte of an escape */
	uint8_t columns;
};

/* The next glyphs of a text, which has `size` bytes: those of one character, or the four of an escape.
 * How many bytes that took, at least 1; *count is how many glyphs there are. With `ascii` all that is
 * not ASCII is escaped. */
#define GLYPHS_MAX 16
size_t glyph_next(const char *text, size_t size, bool ascii, struct glyph glyphs[GLYPHS_MAX],
		  unsigned int *count);

/* The columns that a character takes, 1 or 2; 0 for one that is not shown as it is. */
unsigned int glyph_columns(uint32_t code_point);

/* Reads a character of UTF-8; how many bytes it takes, 0 where it is none. Shortest forms alone, no
 * surrogates. And writes one, with a NUL. */
size_t utf8_read(const char *text, size_t size, uint32_t *code_point);
size_t utf8_write(uint32_t code_point, char text[5]);

#endif
