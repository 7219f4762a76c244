/* SPDX-License-Identifier: BSD-2-Clause */
/* line.h - a row of a view before it is drawn: text, and what each piece of it is. What is drawn, searched and
 * copied is the same line. */
#ifndef TUI_LINE_H
#define TUI_LINE_H

#include "canvas.h"

#define LINE_ROOM      6144
#define LINE_SPANS_MAX 192

struct line {
	char text[LINE_ROOM]; /* fit for a terminal, whatever the names in it are; NUL-terminated */
	unsigned int length;  /* in bytes */
	int columns;
	bool ascii;
	unsigned int span_count;
	struct span {
		unsigned int begin; /* the byte of the text; it ends where the next one begins */
		unsigned int style;
	} spans[LINE_SPANS_MAX];
};

void line_begin(struct line *line, bool ascii);

/* Puts text behind what is there; what has no room any more is dropped. */
void line_put(struct line *line, unsigned int style, const char *text);
void line_print(struct line *line, unsigned int style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Blanks up to a column, at least `least` of them. */
void line_tab(struct line *line, int column, int least);

/* Takes off what goes beyond so many columns; `~` stands at the end then. */
void line_cut(struct line *line, int columns);

/* "1,234" */
void line_count(struct line *line, unsigned int style, uint64_t count);

/* Whether all words of a text are in it, in any case. */
bool line_has_words(const struct line *line, const char *words);

/* Gives some bytes of the text another style. */
void line_restyle(struct line *line, unsigned int begin, unsigned int end, unsigned int style);

/* Draws it in one row, from column `skip` of it on; `~` stands at the end where there is more. */
void line_draw(const struct line *line, struct canvas *canvas, int x, int y, int limit, int skip);

#endif
