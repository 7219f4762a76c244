/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet_pane.h - a pane that shows a type beside what it is chosen in: the type changes, and is made when it is
 * wanted. */
#ifndef TUI_SHEET_PANE_H
#define TUI_SHEET_PANE_H

#include "app.h"
#include "sheet.h"

struct sheet_pane {
	uint32_t id;         /* 0: none */
	struct sheet *sheet; /* NULL: none, or there was no memory */
	struct list list;
};

/* Shows that type from its first row on, where it does not show it already; in the app's figures. */
void sheet_pane_show(struct sheet_pane *pane, const struct app *app, uint32_t id);
void sheet_pane_free(struct sheet_pane *pane);

/* As the pane `at` of a page. */
void sheet_pane_draw(const struct sheet_pane *pane, struct app *app, struct page *page,
		     unsigned int at, struct canvas *canvas, struct rect area);

/* The type that the row under the cursor speaks of; 0: none. */
uint32_t sheet_pane_target(const struct sheet_pane *pane);

#endif
