/* SPDX-License-Identifier: BSD-2-Clause */
/* clipboard.h - text to where one can paste it from: tmux' buffer, or the terminal's clipboard, and a file. */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

struct term;

/* `message` then says in a line what was used, and what failed. `term` may be NULL: no clipboard. False:
 * nobody took the text. */
bool clipboard_copy(const char *text, size_t size, struct term *term, char *message, size_t room);

/* The parts of it. */

/* Writes BASE64_SIZE(size) characters, and no NUL. */
#define BASE64_SIZE(size) (((size) + 2) / 3 * 4)
void clipboard_base64(const void *bytes, size_t size, char *out);

/* What tells a terminal to put the text on its clipboard (OSC 52); to be freed. NULL: no memory, or more
 * than CLIPBOARD_OSC52_MAX bytes, which terminals don't take. */
#define CLIPBOARD_OSC52_MAX 74994
char *clipboard_osc52(const char *text, size_t size, size_t *length);

/* Gives the text to a program on its standard input. 0, or a negative errno, -EIO if it failed. */
int clipboard_pipe(const char *const *command, const char *text, size_t size);

#endif
