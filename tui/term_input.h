/* SPDX-License-Identifier: BSD-2-Clause */
/* term_input.h - which key do these bytes of a terminal mean?
 *
 * Curses' own reader is not used: it hands out what it does not know byte by byte, so that an unknown
 * function key would be an Escape and some letters, each of which does something. */
#ifndef TUI_TERM_INPUT_H
#define TUI_TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "key.h"

/* What the terminal's description says that its keys send. */
#define TERM_INPUT_KEYS 12
struct term_input {
	bool utf8; /* otherwise bytes from 0x80 on are dropped */
	struct {
		char bytes[16]; /* "" where it says nothing */
		tui_key key;
	} keys[TERM_INPUT_KEYS];
};

/* Fills the table by the names of terminfo; `capability` returns a string, or NULL. */
typedef const char *term_capability(void *context, const char *name);
void term_input_learn(struct term_input *input, term_capability *capability, void *context);

/* Takes the first key from the bytes, and says how many it takes. 0: they begin one, and the rest may
 * follow; with `final` it will not. The key is KEY_NONE where they mean nothing. */
size_t term_input_next(const struct term_input *input, const char *bytes, size_t size, bool final,
		       tui_key *key);

#endif
