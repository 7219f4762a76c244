/* SPDX-License-Identifier: BSD-2-Clause */
/* view_value.h - what the two panes of a value's page share. */
#ifndef TUI_VIEW_VALUE_H
#define TUI_VIEW_VALUE_H

#include "app.h"
#include "value.h"

enum { PANE_BYTES, PANE_FIELDS };

struct value_page {
	struct page page;
	struct value *value;
	uint64_t byte;           /* under the cursor in the bytes */
	uint64_t kept_byte;      /* ... when a search began, */
	struct list kept_fields; /* and the fields */
	struct list bytes;       /* rows of `per_row` bytes */
	struct list fields;      /* the cursor is on a field, whose bytes are marked */
	int per_row;
	bool inspects;
};

/* The row of the field under the cursor; NULL: there is none. */
const struct value_row *value_page_row(const struct value_page *page);

/* view_value_head.c: the row above the panes; and a path without its folders. */
void value_page_draw_head(struct app *app, struct value_page *page, struct canvas *canvas,
			  struct rect area);
const char *value_page_file_name(const char *path);

/* view_value_copy.c: struct view's copy() and export(). */
bool value_page_copy(struct app *app, struct page *base, enum action what, struct btf_out *out);
bool value_page_export(struct app *app, struct page *base, enum copy_form form,
		       struct btf_out *out);

/* view_value_bytes.c */

/* The column of a byte in its row; behind the last one: how wide a row is. */
int bytes_column(const struct value_page *page, int index);

void bytes_draw(struct app *app, struct value_page *page, struct canvas *canvas, struct rect area);

/* Moves among the bytes, and the fields with them; a row up or down stays in its column. False: that is no
 * action that moves. */
bool bytes_act(struct value_page *page, enum action action);

void bytes_go(struct value_page *page, uint64_t byte);

/* Puts the cursor on the next place of what is searched: hex digits are bytes, all else is text. */
bool bytes_find(struct value_page *page, int direction);

#endif
