/* SPDX-License-Identifier: BSD-2-Clause */
/* term_sgr.h - fewer bytes for the same picture: curses changes attributes in several sequences where one does. */
#ifndef TUI_TERM_SGR_H
#define TUI_TERM_SGR_H

#include <stddef.h>

/* Puts changes of attributes (ESC [ ... m) that follow each other together, drops those that the next one resets, and
 * the return to ASCII (ESC ( B) where nothing else was switched to. In place; the size that is left. */
size_t term_sgr_merge(char *bytes, size_t size);

#endif
