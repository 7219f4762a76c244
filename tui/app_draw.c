/* SPDX-License-Identifier: BSD-2-Clause */
/* app_draw.c - the picture: where one is in the first row, the page, its row under the cursor in full, and at the
 * bottom the keys of the place, a message, or the prompt. */
#include <stdio.h>
#include <string.h>

#include "app.h"

#define ROWS_FOR_ALL 7 /* lower screens have neither the first row nor that of the status */

static void put_source(const struct app *app, struct line *line)
{
	line_put(line, STYLE_TITLE, "btfdump");
	line_put(line, STYLE_PLAIN, "  ");
	line_put(line, STYLE_NAME, app->source->name);
	if (*app->source->release)
		line_print(line, STYLE_PLAIN, " (%s)", app->source->release);
	line_put(line, STYLE_PLAIN, "  ");
	if (btf_base(app->btf)) {
		line_count(line, STYLE_PLAIN, btf_id_end(app->btf) - btf_first_id(app->btf));
		line_put(line, STYLE_PLAIN, " types of its own on ");
		line_count(line, STYLE_PLAIN, btf_first_id(app->btf) - 1);
	} else {
		line_count(line, STYLE_PLAIN, names_count(app->names));
		line_put(line, STYLE_PLAIN, " types, ");
		line_count(line, STYLE_PLAIN, names_named_count(app->names));
		line_put(line, STYLE_PLAIN, " named");
	}
}

/* The last crumbs that fit. */
static void put_crumbs(struct app *app, int width, struct line *line)
{
	unsigned int first = app->page_at;
	int columns = 0;

	while (first && app->page_at - first < 8) {
		line_begin(line, app->ascii);
		app->pages[first]->view->crumb(app, app->pages[first], line);
		columns += line->columns + 3;
		if (columns > width - 24 && first != app->page_at)
			break;
		first--;
	}
	line_begin(line, app->ascii);
	if (first)
		line_put(line, STYLE_NOTE, "..");
	for (unsigned int i = first ? first + 1 : 0; i <= app->page_at; i++) {
		if (i)
			line_put(line, STYLE_NOTE, " > ");
		app->pages[i]->view->crumb(app, app->pages[i], line);
	}
}

static void draw_top(struct app *app, struct canvas *canvas)
{
	static const char hint[] = "? help";
	struct line *line = &app->line;
	int limit = canvas->width - (int)sizeof(hint) - 1;

	line_begin(line, app->ascii);
	if (app->page_at)
		put_crumbs(app, limit, line);
	else
		put_source(app, line);
	line_draw(line, canvas, 1, 0, limit, 0);
	canvas_text(canvas, limit + 1, 0, canvas->width, STYLE_KEY, hint);
}

static void draw_status(struct app *app, struct canvas *canvas, int y)
{
	struct page *page = app_page(app);
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	if (app->purpose != PROMPT_NONE && *app->message) { /* the last row is the prompt's */
		line_put(line, STYLE_NAME, app->message);
		line_draw(line, canvas, 1, y, canvas->width, 0);
		return;
	}
	if (*page->find && page->found.count)
		line_print(line, STYLE_MATCH, "%u/%u", page->found.at, page->found.count);
	if (*page->find && page->found.count)
		line_put(line, STYLE_PLAIN, "  ");
	if (page->view->status)
		page->view->status(app, page, line);
	else
		line_put(line, STYLE_NOTE, page->view->status_text);
	line_draw(line, canvas, 1, y, canvas->width, 0);
}

/* Of two characters, no name such as "Up". */
static bool is_pair(const char *key)
{
	return key[0] && key[1] && !key[2] && key[0] != '^' && !(key[0] >= 'A' && key[0] <= 'Z');
}

static void put_keys(struct app *app, int width, struct line *line)
{
	uint32_t context = page_context(app_page(app));
	char key[KEY_NAME_ROOM];

	for (unsigned int i = 0; i < action_count; i++) {
		const struct action_info *info = &action_table[i];

		keymap_first_key(info, key);
		if (!info->label || !(info->contexts & context) || is_pair(key))
			continue;
		if (line->columns + (int)strlen(key) + (int)strlen(info->label) + 3 > width)
			break;
		line_tab(line, line->columns + (line->columns ? 2 : 0), 0);
		line_put(line, STYLE_KEY, key);
		line_print(line, STYLE_PLAIN, " %s", info->label);
	}
}

/* What may follow the first of two keys. */
static void put_pending(struct app *app, struct line *line)
{
	uint32_t context = page_context(app_page(app));
	char first[KEY_NAME_ROOM], key[KEY_NAME_ROOM];

	key_name(app->keymap.pending, first);
	line_put(line, STYLE_KEY, first);
	for (unsigned int i = 0; i < action_count; i++) {
		const struct action_info *info = &action_table[i];

		keymap_first_key(info, key);
		if (!(info->contexts & context) || key[0] != first[0] || !is_pair(key))
			continue;
		line_put(line, STYLE_PLAIN, "  ");
		line_put(line, STYLE_KEY, key[1] == '*' ? "a-z" : key + 1);
		line_print(line, STYLE_PLAIN, " %s", info->label ? info->label : info->help);
	}
}

static const char *prompt_sign(enum prompt_purpose purpose)
{
	switch (purpose) {
	case PROMPT_FILTER:
	case PROMPT_SEARCH:
		return "/";
	case PROMPT_COMMAND:
		return ":";
	case PROMPT_EXPORT:
		return "write to: ";
	case PROMPT_VALUE:
		return "file with a value: ";
	case PROMPT_NONE:
		break;
	}
	return "";
}

/* How many hits there are so far, at the right end. */
static int draw_found(struct app *app, struct canvas *canvas, int y)
{
	const struct page *page = app_page(app);
	char text[40];

	if (app->purpose != PROMPT_SEARCH || !*page->find)
		return canvas->width;
	snprintf(text, sizeof(text), page->found.count ? " %u/%u " : " not found ", page->found.at,
		 page->found.count);
	canvas_text(canvas, canvas->width - (int)strlen(text), y, canvas->width,
		    page->found.count ? STYLE_MATCH : STYLE_WARN, text);
	return canvas->width - (int)strlen(text) - 1;
}

static void draw_bottom(struct app *app, struct canvas *canvas, int y)
{
	struct line *line = &app->line;

	if (app->purpose != PROMPT_NONE) {
		int limit = draw_found(app, canvas, y);

		prompt_draw(&app->prompt, canvas, 0, y, limit, prompt_sign(app->purpose));
		return;
	}
	line_begin(line, app->ascii);
	if (*app->message)
		line_put(line, app->is_error ? STYLE_WARN : STYLE_NAME, app->message);
	else if (app->keymap.pending != KEY_NONE)
		put_pending(app, line);
	else if (app->is_new && !app->page_at)
		line_put(line, STYLE_NAME,
			 "/ to find a type, Enter opens it, ? lists the keys, q quits");
	else
		put_keys(app, canvas->width - 2, line);
	line_draw(line, canvas, 1, y, canvas->width, 0);
}

static void draw_too_small(struct canvas *canvas)
{
	canvas_text(canvas, 0, 0, canvas->width, STYLE_PLAIN, "20x4 at least; q quits");
}

void app_draw(struct app *app, struct canvas *canvas)
{
	struct page *page = app_page(app);
	struct rect area;

	if (canvas->width != app->width || canvas->height != app->height || !canvas->cells)
		canvas_resize(canvas, app->width, app->height);
	if (!canvas->cells)
		return;
	canvas->ascii = app->ascii;
	canvas_clear(canvas);
	if (canvas->width < TUI_WIDTH_MIN || canvas->height < TUI_HEIGHT_MIN) {
		draw_too_small(canvas);
		return;
	}
	app_prepare(app);
	if (canvas->height < ROWS_FOR_ALL) { /* the rows of the page come first */
		area = (struct rect){0, 0, canvas->width, canvas->height - 1};
		page->view->draw(app, page, canvas, area);
	} else {
		area = (struct rect){0, 1, canvas->width, canvas->height - 3};
		page->view->draw(app, page, canvas, area);
		draw_top(app, canvas);
		draw_status(app, canvas, canvas->height - 2);
	}
	draw_bottom(app, canvas, canvas->height - 1);
}
