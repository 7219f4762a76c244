/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet_pane.c - a type beside what it is chosen in. */
#include "sheet_pane.h"

void sheet_pane_show(struct sheet_pane *pane, const struct app *app, uint32_t id)
{
	if (id != pane->id || (id && !pane->sheet)) {
		sheet_free(pane->sheet);
		*pane = (struct sheet_pane){.id = id};
		pane->sheet = id ? sheet_new(app->btf, id, false) : NULL;
		list_set_count(&pane->list, pane->sheet ? pane->sheet->count : 0);
		list_go(&pane->list, pane->sheet ? sheet_first(pane->sheet) : 0);
	}
	if (pane->sheet)
		sheet_set_hex(pane->sheet, app->hex);
}

void sheet_pane_free(struct sheet_pane *pane)
{
	sheet_free(pane->sheet);
}

void sheet_pane_draw(const struct sheet_pane *pane, struct app *app, struct page *page,
		     unsigned int at, struct canvas *canvas, struct rect area)
{
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	if (pane->sheet)
		sheet_title(pane->sheet, line);
	pane_draw(app, page, at, canvas, pane_frame(canvas, area, line));
}

uint32_t sheet_pane_target(const struct sheet_pane *pane)
{
	return pane->sheet ? sheet_target(pane->sheet, pane->list.cursor) : 0;
}
