/* SPDX-License-Identifier: BSD-2-Clause */
/* view.h - what a view is: one file, view_NAME.c, with one struct view. A page is a view of something: it knows where
 * one is in it, and is kept as it was left in the history.
 *
 * Views draw on the canvas and act on actions. They see neither keys nor the terminal. */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <libbtf/out.h>

#include "action.h"
#include "canvas.h"
#include "hits.h"
#include "key.h"
#include "line.h"
#include "list.h"
#include "prompt.h"

struct app;
struct page;

#define PANES_MAX 3

/* What a file is to hold. */
enum copy_form { COPY_TEXT, COPY_JSON, COPY_C };

struct view {
	unsigned int pane_count;

	/* The kind of a pane: one of IN_*. */
	uint32_t contexts[PANES_MAX];

	/* The rows of a pane, of which one has the cursor. NULL: it has no rows. */
	struct list *(*list)(struct page *page, unsigned int pane);
	void (*line)(const struct app *app, const struct page *page, unsigned int pane,
		     uint32_t row, int width, struct line *line);

	/* Lists learn here how many rows they have on the screen, which paging goes by. */
	void (*draw)(struct app *app, struct page *page, struct canvas *canvas, struct rect area);

	/* What hangs on the cursor of another pane is brought up to date, before it is drawn or acted upon. NULL: nothing
	 * does. */
	void (*prepare)(struct app *app, struct page *page);

	/* False: it has nothing to do with that action, and the app sees to it. NULL: never. */
	bool (*act)(struct app *app, struct page *page, enum action action, tui_key argument);

	/* The cursor of the pane in focus has moved; NULL: that is nothing to it. */
	void (*moved)(struct app *app, struct page *page);

	/* What it is about, for the path of crumbs (overlays have none there); and the row under the cursor, in full, or a
	 * text that is always the same. */
	void (*crumb)(const struct app *app, const struct page *page, struct line *line);
	void (*status)(const struct app *app, const struct page *page, struct line *line);
	const char *status_text; /* where there is no status() */

	/* The text typed at the prompt of FILTER. NULL: its lists have none. */
	void (*filter)(struct app *app, struct page *page, const char *text);

	/* Puts the cursor on the next place of page->find: direction 0 at or behind the cursor, 1 behind it, -1
	 * before. False: that is no affair of this pane, and its rows are searched. NULL: never. */
	bool (*find)(struct app *app, struct page *page, int direction);

	/* What the copying actions copy; what is written to a file. False: there is nothing of the kind, or a message
	 * says why not. NULL: there never is. */
	bool (*copy)(struct app *app, struct page *page, enum action what, struct btf_out *out);
	bool (*export)(struct app *app, struct page *page, enum copy_form form,
		       struct btf_out *out);

	/* What a search may change beside the cursor of a list: is kept when its prompt opens, and put back when it is given
	 * up. NULL: nothing. */
	void (*keep)(struct page *page);
	void (*put_back)(struct page *page);

	/* No row has what is searched: unfolds what hides a row that has it. False: there is none. NULL: rows are never
	 * hidden. */
	bool (*unhide)(struct app *app, struct page *page, const char *text);

	/* The page is out of sight: what takes much and can be made again may go. NULL: nothing does. */
	void (*rest)(struct page *page);

	void (*free)(struct page *page); /* NULL: the page is freed, and owns nothing */
};

/* The beginning of every view's own struct. */
struct page {
	const struct view *view;
	unsigned int focus; /* a pane */
	bool zoomed;        /* that pane alone is on the screen */

	/* What was searched last, and is marked in that pane; "": nothing. */
	char find[PROMPT_ROOM];
	unsigned int find_pane;
	struct find_result found;
};

/* The list of the pane in focus; NULL: it has none. */
static inline struct list *page_list(struct page *page)
{
	return page->view->list(page, page->focus);
}

static inline uint32_t page_context(const struct page *page)
{
	return page->view->contexts[page->focus];
}

#endif
