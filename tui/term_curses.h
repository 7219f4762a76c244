/* SPDX-License-Identifier: BSD-2-Clause */
/* term_curses.h - curses, which makes of two frames the bytes that lead from one to the other.
 *
 * It is loaded when a terminal is opened, and is used for nothing else: it writes into a file in memory,
 * reads no keys, and meets neither the terminal nor a signal. So what it made can go out as one write. */
#ifndef TUI_TERM_CURSES_H
#define TUI_TERM_CURSES_H

#include <stdbool.h>
#include <stddef.h>

#include <libbtf/error.h>

#include "canvas.h"

struct term_curses;

/* For terminals of a type (of terminfo); `mono`: attributes alone. NULL with `err`. */
struct term_curses *term_curses_open(const char *type, bool mono, struct btf_error *err);
void term_curses_close(struct term_curses *curses);

/* A capability of the terminal that is a string, without the padding that it may have; NULL: it has it
 * not. The second: what moves the cursor to a place. Both stay until the next call. */
const char *term_curses_string(struct term_curses *curses, const char *name);
const char *term_curses_move(struct term_curses *curses, int x, int y);

/* What every frame that has any bytes begins and ends with, up to TERM_WRAP_MAX bytes each. */
#define TERM_WRAP_MAX 16
void term_curses_wrap(struct term_curses *curses, const char *begin, const char *end);

/* What the terminal shows is no longer known: the next frame draws it anew. False: no memory. */
bool term_curses_resize(struct term_curses *curses, int width, int height);
void term_curses_redraw(struct term_curses *curses);

/* Makes a frame of a canvas, or, where that is NULL, of the last one. Its bytes stay until the next call.
 * 0, or a negative errno. */
struct term_frame {
	const char *bytes;
	size_t size;
};
int term_curses_frame(struct term_curses *curses, const struct canvas *canvas,
		      struct term_frame *frame);

#endif
