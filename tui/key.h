/* SPDX-License-Identifier: BSD-2-Clause */
/* key.h - what a key press is, and how one writes it: "j", "^N", "<Enter>". */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stddef.h>
#include <stdint.h>

/* A Unicode code point, a control character, or one of those below. */
typedef uint32_t tui_key;

#define KEY_CTRL(letter) ((tui_key)(letter)&0x1f)
#define KEY_NONE         0u
#define KEY_TAB          0x09u
#define KEY_RETURN       0x0du
#define KEY_ESCAPE       0x1bu

enum {
	KEY_CURSOR_UP = 0x110000, /* above all code points */
	KEY_CURSOR_DOWN,
	KEY_CURSOR_LEFT,
	KEY_CURSOR_RIGHT,
	KEY_LINE_HOME,
	KEY_LINE_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_RUBOUT, /* Backspace */
	KEY_DELETE,
	KEY_SHIFT_TAB,
};

/* Reads one key: "<Enter>", "<Tab>", "^N", "<lt>" for "<", "<hat>" for "^", or a character of UTF-8. How
 * many bytes that took; 0 where it is none. */
size_t key_parse(const char *text, tui_key *key);

/* Writes it as one reads it: "Enter", "^N", "j". */
#define KEY_NAME_ROOM 16
const char *key_name(tui_key key, char text[KEY_NAME_ROOM]);

#endif
