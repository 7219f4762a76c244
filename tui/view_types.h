/* SPDX-License-Identifier: BSD-2-Clause */
/* view_types.h - what the files of the list of types share. */
#ifndef TUI_VIEW_TYPES_H
#define TUI_VIEW_TYPES_H

#include "app.h"
#include "order.h"
#include "sheet_pane.h"

enum { PANE_LIST, PANE_DETAILS, PANE_USES };

#define LIST_COLUMNS 18 /* that the list has beside the names */

struct types_page {
	struct page page;
	struct filter *filter;
	struct order *order;
	char query[PROMPT_ROOM];
	uint32_t groups;
	bool anonymous;
	bool with_bases;
	struct list list;
	int width; /* of the list as it was drawn last */

	/* Of the type under the cursor; made when they are in sight. */
	struct sheet_pane details;
	struct uses *uses;
	struct list uses_list;
};

/* The type in a row of the list; 0: there is none. */
uint32_t types_page_id(const struct types_page *page, uint32_t row);

void types_page_line(const struct app *app, const struct types_page *page, uint32_t row, int width,
		     struct line *line);

#endif
