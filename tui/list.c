/* SPDX-License-Identifier: BSD-2-Clause */
/* list.c - moving in a list. */
#include "list.h"

#define SCROLL_COLUMNS 8
#define SCROLL_MAX     4096

static void move(struct list *list, int64_t by)
{
	int64_t row = (int64_t)list->cursor + by;

	if (row >= (int64_t)list->count)
		row = (int64_t)list->count - 1;
	list_go(list, row > 0 ? (uint32_t)row : 0);
}

/* With the part that is on the screen; the ends are list_fit()'s. */
static void move_view(struct list *list, int64_t by)
{
	int64_t top = (int64_t)list->top + by;

	list->top = top > 0 ? (uint32_t)top : 0;
	move(list, by);
}

static void scroll(struct list *list, int columns)
{
	list->skip += columns;
	if (list->skip < 0)
		list->skip = 0;
	if (list->skip > SCROLL_MAX)
		list->skip = SCROLL_MAX;
}

bool list_act(struct list *list, enum action action)
{
	int64_t page = list->height > 1 ? list->height - 1 : 1;

	if (action == ACTION_DOWN)
		move(list, 1);
	else if (action == ACTION_UP)
		move(list, -1);
	else if (action == ACTION_HALF_DOWN)
		move_view(list, (page + 1) / 2);
	else if (action == ACTION_HALF_UP)
		move_view(list, -(page + 1) / 2);
	else if (action == ACTION_PAGE_DOWN)
		move_view(list, page);
	else if (action == ACTION_PAGE_UP)
		move_view(list, -page);
	else if (action == ACTION_TOP)
		list_go(list, 0);
	else if (action == ACTION_BOTTOM)
		move(list, list->count);
	else if (action == ACTION_SCROLL_RIGHT)
		scroll(list, SCROLL_COLUMNS);
	else if (action == ACTION_SCROLL_LEFT)
		scroll(list, -SCROLL_COLUMNS);
	else
		return false;
	return true;
}

void list_go(struct list *list, uint32_t row)
{
	list->cursor = row < list->count ? row : list->count ? list->count - 1 : 0;
}

void list_set_count(struct list *list, uint32_t count)
{
	list->count = count;
	list_go(list, list->cursor);
	if (list->top >= count)
		list->top = 0;
}

void list_fit(struct list *list, int height)
{
	bool is_new = !list->height; /* one jumps to a row of it */
	uint32_t half;

	list->height = height > 0 ? (uint32_t)height : 1;
	half = list->height / 2;
	if (list->cursor + list->height < list->top ||
	    list->cursor >= list->top + (is_new ? 1 : 2) * list->height)
		list->top = list->cursor > half ? list->cursor - half
						: 0; /* from afar: amid the others */
	else if (list->cursor < list->top)
		list->top = list->cursor;
	else if (list->cursor >= list->top + list->height)
		list->top = list->cursor - list->height + 1;
	if (list->top + list->height > list->count)
		list->top = list->count > list->height ? list->count - list->height : 0;
}
