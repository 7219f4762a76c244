/* SPDX-License-Identifier: BSD-2-Clause */
/* replay.h - the browser without a terminal: a script of what is typed goes in, screens as text come out.
 *
 *	keys /tcpcong<Enter>	keys, as key.h writes them; blanks are keys too
 *	burst jj<Tab>		the same, so fast that nothing is drawn between them
 *	size 80x24		the terminal has another size now
 *	screen			writes the screen as it is now
 *	# ...			nothing
 *
 * A screen is its rows, and below them a letter for the style of every cell (canvas_style_letter()), or, without
 * colours, for its attributes. The last screen is always written. What would go to the clipboard or to a file
 * is written as text. */
#ifndef TUI_REPLAY_H
#define TUI_REPLAY_H

#include "app.h"

/* 0; or a negative errno with `err`, which names the line of the script. */
int replay(struct app *app, const struct tui_options *options, struct btf_error *err);

#endif
