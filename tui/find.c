/* SPDX-License-Identifier: BSD-2-Clause */
/* find.c - searches the rows of a pane for text, as it is typed. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app.h"

/* No kernel's type has as many rows; one that a file makes up may. */
#define ROWS_MAX 200000u

static bool has_capital(const char *text)
{
	while (*text && !isupper((unsigned char)*text))
		text++;
	return *text != '\0';
}

const char *find_in(const char *text, const char *wanted)
{
	return has_capital(wanted) ? strstr(text, wanted) : strcasestr(text, wanted);
}

static bool row_has(struct app *app, struct page *page, uint32_t row)
{
	line_begin(&app->line, app->ascii);
	page->view->line(app, page, page->focus, row, 0, &app->line);
	return find_in(app->line.text, page->find) != NULL;
}

/* The wanted row, and which of how many it is. */
static uint32_t choose(struct app *app, struct page *page, int direction)
{
	const struct list *list = page_list(page);
	struct hits hits = {.cursor = list->cursor, .direction = direction};
	uint32_t rows = list->count < ROWS_MAX ? list->count : ROWS_MAX;

	for (uint32_t row = 0; row < rows; row++)
		if (row_has(app, page, row))
			hits_add(&hits, row);
	return (uint32_t)hits_choose(&hits, &page->found);
}

static void find(struct app *app, struct page *page, int direction)
{
	struct list *list = page_list(page);
	uint32_t row;

	page->found = (struct find_result){0};
	page->find_pane = page->focus;
	if (!*page->find || (page->view->find && page->view->find(app, page, direction)) || !list)
		return;
	row = choose(app, page, direction);
	if (!page->found.count) {
		if (!page->view->unhide || !page->view->unhide(app, page, page->find))
			return;
		row = choose(app, page, 0);
	}
	if (!page->found.count)
		return;
	list_go(list, row);
	if (page->view->moved)
		page->view->moved(app, page);
}

void find_set(struct app *app, const char *text)
{
	struct page *page = app_page(app);
	size_t length = strlen(page->find);
	bool stays_lost = page_list(page) && length && !page->found.count &&
			  page->find_pane == page->focus && strlen(text) > length &&
			  strncmp(text, page->find, length) == 0;

	snprintf(page->find, sizeof(page->find), "%s", text);
	if (!stays_lost) /* what was not there is not there with more behind it */
		find(app, page, 0);
	if (page_list(page) && page_list(page)->count > ROWS_MAX)
		app_message(app, "only the first %u rows are searched", ROWS_MAX);
}

void find_step(struct app *app, int direction)
{
	struct page *page = app_page(app);

	if (!*page->find) {
		app_message(app, "nothing is searched for: / searches");
		return;
	}
	find(app, page, direction);
	if (page->found.count)
		app_message(app, "%u/%u", page->found.at, page->found.count);
	else
		app_message(app, "not found: %s", page->find);
}

void find_mark(const struct page *page, unsigned int pane, struct line *line)
{
	size_t length = strlen(page->find);
	const char *at = line->text;

	if (!length || pane != page->find_pane)
		return;
	while ((at = find_in(at, page->find)) != NULL) {
		unsigned int begin = (unsigned int)(at - line->text);

		line_restyle(line, begin, begin + (unsigned int)length, STYLE_MATCH);
		at += length;
	}
}
