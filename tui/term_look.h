/* SPDX-License-Identifier: BSD-2-Clause */
/* term_look.h - how each style looks on a terminal. */
#ifndef TUI_TERM_LOOK_H
#define TUI_TERM_LOOK_H

#include <stdbool.h>

#include "canvas.h"

/* The terminal's own foreground, or one of its first eight colours. */
enum { LOOK_DEFAULT = -1, LOOK_RED = 1, LOOK_GREEN, LOOK_YELLOW, LOOK_MAGENTA = 5, LOOK_CYAN };

struct term_look {
	int color; /* of the text; what is behind it is always the terminal's own */
	bool bold, underline, reverse;
};

/* The look of a style with its flags; `mono`: without colours. */
struct term_look term_look(unsigned int style, bool mono);

#endif
