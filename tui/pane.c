/* SPDX-License-Identifier: BSD-2-Clause */
/* pane.c - draws the rows of a pane, with the cursor on one. */
#include "app.h"

struct rect pane_frame(struct canvas *canvas, struct rect area, const struct line *title)
{
	int first = area.x + 2, limit = area.x + area.width - 1, end;

	canvas_hline(canvas, area.x, area.y, area.x + area.width);
	if (area.width > 8 && title->columns) {
		end = title->columns < limit - 1 - first ? first + title->columns : limit - 1;
		canvas_fill(canvas, first - 1, area.y, end + 1, STYLE_PLAIN);
		line_draw(title, canvas, first, area.y, end, 0);
	}
	area.y++;
	area.height--;
	return area;
}

/* The row under the cursor is marked by its style, and by a sign for who sees no styles. */
static void draw_cursor(const struct page *page, unsigned int pane, struct canvas *canvas,
			struct rect area, int y)
{
	bool has_focus = page->focus == pane;

	canvas_text(canvas, area.x, y, area.x + 1, STYLE_KEY, ">");
	canvas_flag(canvas, area.x, y, area.x + area.width,
		    has_focus ? STYLE_CURSOR : STYLE_SHADOW);
	if (has_focus) {
		canvas->cursor_x = area.x;
		canvas->cursor_y = y;
	}
}

void pane_draw(struct app *app, struct page *page, unsigned int pane, struct canvas *canvas,
	       struct rect area)
{
	struct list *list = page->view->list(page, pane);
	struct line *line = &app->line;

	if (area.height <= 0 || area.width <= 1)
		return;
	list_fit(list, area.height);
	if (page->focus == pane && !list->count) {
		canvas->cursor_x = area.x;
		canvas->cursor_y = area.y;
	}
	for (int i = 0; i < area.height && list->top + (uint32_t)i < list->count; i++) {
		uint32_t row = list->top + (uint32_t)i;

		line_begin(line, app->ascii);
		page->view->line(app, page, pane, row, area.width - 1, line);
		find_mark(page, pane, line);
		line_draw(line, canvas, area.x + 1, area.y + i, area.x + area.width, list->skip);
		if (row == list->cursor)
			draw_cursor(page, pane, canvas, area, area.y + i);
	}
}
