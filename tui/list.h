/* SPDX-License-Identifier: BSD-2-Clause */
/* list.h - rows with a cursor among them, and the part of them that is on the screen. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "action.h"

struct list {
	uint32_t count;
	uint32_t cursor; /* below `count`, or 0 */
	uint32_t top;    /* the first row on the screen */
	uint32_t height; /* rows on the screen, as it was drawn last */
	int skip;        /* columns that are scrolled out on the left */
};

/* Moves as an action says; false where it is none that moves. */
bool list_act(struct list *list, enum action action);

void list_go(struct list *list, uint32_t row);

/* There are so many rows now: the cursor stays on one. */
void list_set_count(struct list *list, uint32_t count);

/* There is room for so many: the cursor stays in sight. */
void list_fit(struct list *list, int height);

#endif
