/* SPDX-License-Identifier: BSD-2-Clause */
/* app.c - what happens at an event: keys become actions, and actions go to the prompt, the page in sight, or
 * are done here. */
#include "app.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/value.h>

#include "value.h"

struct page *app_page(const struct app *app)
{
	return app->overlay ? app->overlay : app->pages[app->page_at];
}

void app_prepare(struct app *app)
{
	struct page *page = app_page(app);

	if (page->view->prepare)
		page->view->prepare(app, page);
}

/* Messages and effects */

__attribute__((format(printf, 3, 0))) static void set_message(struct app *app, bool is_error,
							      const char *format, va_list args)
{
	vsnprintf(app->message, sizeof(app->message), format, args);
	app->is_error = is_error;
}

void app_message(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_message(app, false, format, args);
	va_end(args);
}

void app_error(struct app *app, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_message(app, true, format, args);
	va_end(args);
}

void app_put_effect(struct app *app, enum effect_kind kind)
{
	app->effect = (struct effect){.kind = kind};
	app->has_effect = true;
}

struct btf_out *app_begin_text(struct app *app)
{
	btf_out_free(app->effect_text);
	app->effect_text = btf_out_to_memory();
	return app->effect_text;
}

void app_end_text(struct app *app, enum effect_kind kind, const char *path, bool done)
{
	if (!app->effect_text || btf_out_error(app->effect_text)) {
		app_error(app, "there is no memory for that text");
	} else if (done) {
		app_put_effect(app, kind);
		app->effect.path = path;
		app->effect.text = btf_out_text(app->effect_text, &app->effect.size);
	} else if (!*app->message) {
		app_error(app, kind == EFFECT_COPY ? "there is nothing of the kind to copy here"
						   : "there is nothing to write here");
	}
}

bool app_effect(struct app *app, struct effect *effect)
{
	bool had = app->has_effect;

	*effect = app->effect;
	app->has_effect = false;
	return had;
}

/* Actions */

static void focus_step(struct page *page, unsigned int step)
{
	page->focus = (page->focus + step) % page->view->pane_count;
}

/* Exactly one level. */
static void cancel(struct app *app)
{
	struct page *page = app_page(app);

	if (*page->find)
		*page->find = '\0';
	else if (app->overlay)
		app_close_overlay(app);
	else if (page->zoomed)
		page->zoomed = false;
	else
		app_message(app, "nothing to undo; q goes back, Q quits");
}

static void copy(struct app *app, enum action what)
{
	struct page *page = app_page(app);
	struct btf_out *out = app_begin_text(app);
	bool done = false;

	if (out && what == ACTION_COPY_LINE && page_list(page) && page_list(page)->count) {
		line_begin(&app->line, app->ascii);
		page->view->line(app, page, page->focus, page_list(page)->cursor, 0, &app->line);
		btf_out_write(out, app->line.text + strspn(app->line.text, " "),
			      strlen(app->line.text + strspn(app->line.text, " ")));
		done = true;
	} else if (out && page->view->copy) {
		done = page->view->copy(app, page, what, out);
	}
	app_end_text(app, EFFECT_COPY, NULL, done);
}

static void next_hit(struct app *app, int direction)
{
	struct page *page = app_page(app);
	struct page *before = app->page_at ? app->pages[app->page_at - 1] : NULL;
	uint32_t row;

	if (!*page->find && page->view == &view_types) {
		app_act(app, direction > 0 ? ACTION_DOWN : ACTION_UP, KEY_NONE);
		return;
	}
	/* From a type to its neighbour in the list that one came from. */
	if (*page->find || app->overlay || page->view != &view_type || !before ||
	    before->view != &view_types) {
		find_step(app, direction);
		return;
	}
	before->focus = 0;
	view_types_go(before, view_type_id(page));
	row = page_list(before)->cursor;
	list_act(page_list(before), direction > 0 ? ACTION_DOWN : ACTION_UP);
	if (row == page_list(before)->cursor) {
		app_message(app, "there is no other type in the list this way");
		return;
	}
	app_back(app, false);
	before->view->act(app, before, ACTION_FOLLOW, KEY_NONE);
}

static void ask_search(struct app *app)
{
	app_ask(app, PROMPT_SEARCH, app_page(app)->find);
}

static void show_value(struct app *app)
{
	if (app->value_page)
		app_open(app, app->value_page);
	else
		app_ask(app, PROMPT_VALUE, "");
}

static void do_action(struct app *app, enum action action, tui_key argument)
{
	struct page *page = app_page(app);

	if (action == ACTION_CLOSE && app->overlay)
		app_close_overlay(app);
	else if (action == ACTION_CLOSE)
		app_back(app, true);
	else if (action == ACTION_BACK && app->overlay)
		app_close_overlay(app);
	else if (action == ACTION_BACK || action == ACTION_BACK_BYTES)
		app_back(app, false);
	else if (action == ACTION_FORWARD)
		app_forward(app);
	else if (action == ACTION_QUIT)
		app_put_effect(app, EFFECT_QUIT);
	else if (action == ACTION_SUSPEND)
		app_put_effect(app, EFFECT_SUSPEND);
	else if (action == ACTION_REDRAW)
		app_put_effect(app, EFFECT_REDRAW);
	else if (action == ACTION_CANCEL)
		cancel(app);
	else if (action == ACTION_NEXT_PANE)
		focus_step(page, 1);
	else if (action == ACTION_PREVIOUS_PANE)
		focus_step(page, page->view->pane_count - 1);
	else if (action == ACTION_ZOOM)
		page->zoomed = !page->zoomed;
	else if (action == ACTION_HELP)
		app_open_overlay(app, view_help_new(page_context(page)));
	else if (action == ACTION_COMMAND)
		app_ask(app, PROMPT_COMMAND, "");
	else if (action == ACTION_EXPORT)
		app_ask(app, PROMPT_EXPORT, "");
	else if (action == ACTION_SEARCH)
		ask_search(app);
	else if (action == ACTION_NEXT_HIT)
		next_hit(app, 1);
	else if (action == ACTION_PREVIOUS_HIT)
		next_hit(app, -1);
	else if (action == ACTION_HEX)
		app->hex = !app->hex;
	else if (action == ACTION_VALUE)
		show_value(app);
	else if (action == ACTION_SET_MARK)
		marks_set(app, argument);
	else if (action == ACTION_GO_MARK)
		marks_go(app, argument);
	else if (action == ACTION_LIST_MARKS)
		app_open_overlay(app, view_marks_new(app));
	else if (action >= ACTION_COPY_LINE && action <= ACTION_COPY_COMMAND)
		copy(app, action);
}

void app_act(struct app *app, enum action action, tui_key argument)
{
	struct page *page = app_page(app);
	struct list *list = page_list(page);

	if (page->view->act && page->view->act(app, page, action, argument))
		return;
	if (list && list_act(list, action)) {
		if (page->view->moved)
			page->view->moved(app, page);
		return;
	}
	do_action(app, action, argument);
}

static bool is_too_small(const struct app *app)
{
	return app->width < TUI_WIDTH_MIN || app->height < TUI_HEIGHT_MIN;
}

static void key(struct app *app, tui_key pressed)
{
	tui_key argument;
	enum action action;
	char name[KEY_NAME_ROOM];

	*app->message = '\0';
	app->is_new = false;
	if (app_page(app)->focus) /* the first pane hangs on no other */
		app_prepare(app);
	if (is_too_small(app)) { /* nothing can be seen: the way out is all there is */
		if (pressed == 'q' || pressed == 'Q')
			app_put_effect(app, EFFECT_QUIT);
		return;
	}
	if (app->purpose != PROMPT_NONE) {
		app_prompt_key(app, pressed);
		return;
	}
	action = keymap_feed(&app->keymap, page_context(app_page(app)), pressed, &argument);
	if (action == ACTION_NONE)
		app_message(app, "%s is no key here%s", key_name(pressed, name),
			    app->overlay && app->overlay->view == &view_help ? "; q closes the help"
									     : "; ? lists them");
	else if (action != ACTION_PENDING)
		app_act(app, action, argument);
}

void app_step(struct app *app, const struct event *event)
{
	app->has_effect = false;
	switch (event->kind) {
	case EVENT_KEY:
		key(app, event->key);
		break;
	case EVENT_RESIZE:
		app->width = event->width;
		app->height = event->height;
		break;
	case EVENT_END:
		app_put_effect(app, EFFECT_QUIT);
		break;
	}
}

/* Beginning and end */

static bool open_first(struct app *app, struct btf_error *err)
{
	struct value *value;

	app_open(app, view_types_new(app));
	if (!app->page_count)
		return false;
	if (!app->source->entries)
		return true;
	value = value_new(app->source, app->decoder, err);
	if (!value)
		return false;
	app->value_page = view_value_new(value);
	app_open(app, app->value_page);
	return app->value_page != NULL;
}

struct app *app_new(const struct tui_source *source, bool ascii, struct btf_error *err)
{
	struct app *app = calloc(1, sizeof(*app));

	err->code = -ENOMEM;
	snprintf(err->text, sizeof(err->text), "no memory");
	if (app) {
		app->source = source;
		app->btf = source->btf;
		app->ascii = ascii;
		app->is_new = true;
		app->width = 80;
		app->height = 24;
		app->names = names_new(app->btf);
		app->use_index = btf_use_index_new(app->btf, NULL);
		app->decoder = btf_decoder_new(app->btf, NULL);
		if (app->names && app->use_index && app->decoder && open_first(app, err))
			return app;
		app_free(app);
	}
	return NULL;
}

void app_free(struct app *app)
{
	if (!app)
		return;
	app_free_pages(app);
	state_free(&app->state);
	btf_out_free(app->effect_text);
	btf_decoder_free(app->decoder);
	btf_use_index_free(app->use_index);
	names_free(app->names);
	free(app);
}
