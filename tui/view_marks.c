/* SPDX-License-Identifier: BSD-2-Clause */
/* view_marks.c - marks: places by a letter, kept in words so that they fit another kernel too; and their list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "type_words.h"

struct marks_page {
	struct page page;
	struct list list;
};

void marks_set(struct app *app, tui_key letter)
{
	struct page *page = app_page(app);
	char path[sizeof(app->state.marks[0].path)] = "";
	struct mark *mark;
	uint32_t id = 0;

	if (letter < 'a' || letter > 'z') {
		app_message(app, "marks are the letters a to z");
		return;
	}
	if (page->view == &view_type) {
		id = view_type_id(page);
		view_type_member(page, path, sizeof(path));
	} else if (page->view == &view_types) {
		id = view_types_id(page);
	} else if (page->view == &view_value) {
		id = view_value_member(page, path, sizeof(path));
	}
	if (!id) {
		app_message(app, "there is no type to mark here");
		return;
	}
	mark = &app->state.marks[letter - 'a'];
	*mark = (struct mark){.path = ""};
	app->state.marks_set |= 1u << (letter - 'a');
	if (*btf_type_at(app->btf, id).name &&
	    strlen(btf_type_at(app->btf, id).name) + 16 < sizeof(mark->type)) /* with its kind */
		type_label(app->btf, id, mark->type, sizeof(mark->type));
	else
		snprintf(mark->type, sizeof(mark->type), "#%u", id);
	snprintf(mark->path, sizeof(mark->path), "%s", path);
	app_message(app, "mark %c: %s%s%s", (char)letter, mark->type, *mark->path ? " ." : "",
		    mark->path);
}

void marks_go(struct app *app, tui_key letter)
{
	const struct mark *mark;
	uint32_t id;

	if (letter < 'a' || letter > 'z' || !*app->state.marks[letter - 'a'].type) {
		app_message(app, "there is no such mark; '? lists them");
		return;
	}
	mark = &app->state.marks[letter - 'a'];
	id = app_find_type(app, mark->type, strlen(mark->type));
	if (!id)
		app_error(app, "mark %c: no %s here", (char)letter, mark->type);
	else if (*mark->path)
		app_open_path(app, id, mark->path);
	else
		app_open_type(app, id);
}

/* The letter of the nth mark that is set; 0: there are no more. */
static char letter_at(const struct app *app, uint32_t n)
{
	for (int i = 0; i < MARKS; i++)
		if (*app->state.marks[i].type && n-- == 0)
			return (char)('a' + i);
	return 0;
}

static struct list *get_list(struct page *page, unsigned int pane)
{
	(void)pane;
	return &((struct marks_page *)page)->list;
}

static void get_line(const struct app *app, const struct page *page, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	char letter = letter_at(app, row);
	const struct mark *mark = &app->state.marks[letter - 'a'];

	(void)page;
	(void)pane;
	(void)width;
	line_print(line, STYLE_KEY, " %c  ", letter);
	line_put(line, STYLE_PLAIN, mark->type);
	if (*mark->path)
		line_print(line, STYLE_NAME, " .%s", mark->path);
}

static void draw(struct app *app, struct page *page, struct canvas *canvas, struct rect area)
{
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	line_put(line, STYLE_TITLE, "Marks");
	area = pane_frame(canvas, area, line);
	if (!((struct marks_page *)page)->list.count)
		canvas_text(canvas, area.x + 2, area.y, area.x + area.width, STYLE_NOTE,
			    "none yet: m and a letter sets one on the page of a type");
	pane_draw(app, page, 0, canvas, area);
}

static bool act(struct app *app, struct page *page, enum action action, tui_key argument)
{
	char letter = letter_at(app, ((struct marks_page *)page)->list.cursor);

	(void)argument;
	if (action != ACTION_FOLLOW || !letter)
		return false;
	marks_go(app, (tui_key)letter);
	return true;
}

const struct view view_marks = {
	.pane_count = 1,
	.contexts = {IN_MARKS},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.act = act,
	.status_text = "Enter goes there; ' and the letter does from everywhere",
};

struct page *view_marks_new(struct app *app)
{
	struct marks_page *page = calloc(1, sizeof(*page));
	uint32_t count = 0;

	if (!page)
		return NULL;
	page->page.view = &view_marks;
	while (letter_at(app, count))
		count++;
	list_set_count(&page->list, count);
	return &page->page;
}
