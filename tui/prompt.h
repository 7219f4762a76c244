/* SPDX-License-Identifier: BSD-2-Clause */
/* prompt.h - a line of text that is being typed: a filter, a search, a command, a path. */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "action.h"
#include "line.h"

#define PROMPT_ROOM 512

struct prompt {
	char text[PROMPT_ROOM];      /* UTF-8, NUL-terminated */
	unsigned int length, cursor; /* in bytes */
	bool is_fresh; /* it holds what was there before: a character takes its place */
};

/* The text may be a part of its own. */
void prompt_set(struct prompt *prompt, const char *text);

/* Edits, as an action says; whether the text changed. */
bool prompt_act(struct prompt *prompt, enum action action);

/* Puts a character in; what has no room is dropped. */
bool prompt_type(struct prompt *prompt, uint32_t character);

/* Draws it in a row behind its sign; the canvas' cursor stands in it. The part around the cursor is
 * in sight. */
void prompt_draw(const struct prompt *prompt, struct canvas *canvas, int x, int y, int limit,
		 const char *sign);

#endif
