/* SPDX-License-Identifier: BSD-2-Clause */
/* term_tty.h - the terminal as the kernel sees it: its size, its modes, writing to it. */
#ifndef TUI_TERM_TTY_H
#define TUI_TERM_TTY_H

#include <stddef.h>
#include <termios.h>

/* As the kernel says, else $COLUMNS and $LINES, else 80x24; no side above CANVAS_SIDE_MAX. */
void term_tty_size(int fd, int *width, int *height);

/* Keys one by one, as they are, and not shown; ^C alone is still a signal. 0, or a negative errno. */
int term_tty_take(int fd, const struct termios *before);

/* Writes all of it, by one call if the terminal takes it. 0, or a negative errno; -EINTR when a signal
 * wants the program to end, be the terminal stuck or not. */
int term_tty_write(int fd, const char *bytes, size_t size);

#endif
