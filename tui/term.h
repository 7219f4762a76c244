/* SPDX-License-Identifier: BSD-2-Clause */
/* term.h - the terminal: shows a canvas, reads keys. Only term_curses.c and term_library.c know curses, which is loaded when a terminal is opened.
 *
 * A frame goes out as one write. However the program ends (a signal, a crash), the terminal is left as it
 * was found. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <libbtf/error.h>

#include "canvas.h"
#include "event.h"

struct term;

struct term_options {
	bool mono; /* attributes alone, no colours: NO_COLOR */
};

/* Takes over the terminal of standard input and output. NULL with `err`: they are none, curses can't be loaded, or
 * does not know $TERM. One at a time. */
struct term *term_open(const struct term_options *options, struct btf_error *err);

/* Leaves the terminal as it was. NULL is fine. */
void term_close(struct term *term);

void term_size(const struct term *term, int *width, int *height);

/* Shows what changed since the last time. 0, or a negative errno: the terminal is gone. */
int term_show(struct term *term, const struct canvas *canvas);

/* The next event; waits for it up to `timeout_ms` (-1: for ever, 0: not at all). False: none came. */
bool term_event(struct term *term, int timeout_ms, struct event *event);

/* Everything anew at the next term_show(). */
void term_redraw(struct term *term);

/* Gives the terminal back and stops the process, as ^Z does; returns when it goes on. */
void term_suspend(struct term *term);

/* Sends bytes to the terminal as they are, between two frames: for OSC 52. */
int term_send(struct term *term, const char *bytes, size_t size);

#endif
