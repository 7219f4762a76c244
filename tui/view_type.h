/* SPDX-License-Identifier: BSD-2-Clause */
/* view_type.h - what the files of a type's page share. */
#ifndef TUI_VIEW_TYPE_H
#define TUI_VIEW_TYPE_H

#include "app.h"
#include "row_filter.h"
#include "sheet_pane.h"

enum { PANE_ROWS, PANE_USES, PANE_PREVIEW };

struct type_page {
	struct page page;
	uint32_t id;
	struct sheet *sheet;
	struct list rows;

	struct uses *uses;
	struct row_filter uses_filter;
	struct list uses_list;

	struct sheet_pane preview;
};

/* The use in a row of their list; NULL: there is none. */
const struct use *type_page_use(const struct type_page *page, uint32_t row);

/* Makes them where they are not there; and struct view's filter() and rest(). */
void type_page_make_uses(struct app *app, struct type_page *page);
void type_page_filter_uses(struct app *app, struct page *base, const char *text);
void type_page_drop_uses(struct page *base);

#endif
