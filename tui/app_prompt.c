/* SPDX-License-Identifier: BSD-2-Clause */
/* app_prompt.c - what is typed at the prompt, and what becomes of it. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "copy.h"

void app_ask(struct app *app, enum prompt_purpose purpose, const char *text)
{
	struct page *page = app_page(app);

	app->purpose = purpose;
	app->command_at = app->state.command_count;
	app->list_before_prompt = page_list(page) ? *page_list(page) : (struct list){0};
	if (page->view->keep)
		page->view->keep(page);
	snprintf(app->before_prompt, sizeof(app->before_prompt), "%s", text);
	prompt_set(&app->prompt, purpose == PROMPT_SEARCH ? "" : text);
	app->prompt.is_fresh = purpose == PROMPT_FILTER && *text;
}

/* To what was there before the prompt. */
static void go_back(struct app *app, struct page *page)
{
	struct list *list = page_list(page);

	if (page->view->put_back)
		page->view->put_back(page);
	if (list) {
		list_go(list, app->list_before_prompt.cursor);
		list->top = app->list_before_prompt.top;
	}
}

static void prompt_changed(struct app *app)
{
	struct page *page = app_page(app);

	if (app->purpose == PROMPT_FILTER) {
		page->view->filter(app, page, app->prompt.text);
	} else if (app->purpose == PROMPT_SEARCH) {
		go_back(app, page);
		find_set(app, app->prompt.text);
	}
}

/* As if nothing had been typed. */
static void prompt_cancel(struct app *app)
{
	enum prompt_purpose purpose = app->purpose;

	if (purpose == PROMPT_FILTER || purpose == PROMPT_SEARCH) {
		prompt_set(&app->prompt, app->before_prompt);
		prompt_changed(app);
		go_back(app, app_page(app));
		if (app_page(app)->view->moved)
			app_page(app)->view->moved(app, app_page(app));
	}
	app->purpose = PROMPT_NONE;
}

static void prompt_accept(struct app *app)
{
	enum prompt_purpose purpose = app->purpose;
	struct page *page = app_page(app);

	app->purpose = PROMPT_NONE;
	if (purpose == PROMPT_FILTER) {
		app_act(app, ACTION_FOLLOW, KEY_NONE);
	} else if (purpose == PROMPT_SEARCH) {
		if (*page->find && page->found.count)
			app_message(app, "%u/%u  n next, N previous, Esc ends the search",
				    page->found.at, page->found.count);
		else if (*page->find)
			app_message(app, "not found: %s", page->find);
	} else if (purpose == PROMPT_COMMAND) {
		app_run_command(app, app->prompt.text);
	} else if (purpose == PROMPT_VALUE && *app->prompt.text) {
		app_open_value(app, app->prompt.text);
	} else if (purpose == PROMPT_EXPORT && *app->prompt.text) {
		struct btf_out *out = app_begin_text(app);
		enum copy_form form = copy_form_of(app->prompt.text);

		app_end_text(app, EFFECT_EXPORT, app->prompt.text,
			     out && page->view->export && page->view->export(app, page, form, out));
	}
}

/* Behind the last command is what was being typed. */
static void recall_command(struct app *app, int direction)
{
	unsigned int count = app->state.command_count, at = app->command_at;

	if (at == count)
		snprintf(app->before_prompt, sizeof(app->before_prompt), "%s", app->prompt.text);
	if (direction < 0 && at)
		at--;
	else if (direction > 0 && at < count)
		at++;
	prompt_set(&app->prompt, at < count ? app->state.commands[at] : app->before_prompt);
	app->command_at = at;
}

static void prompt_move(struct app *app, int direction)
{
	struct page *page = app_page(app);

	if (app->purpose == PROMPT_SEARCH) {
		find_step(app, direction);
	} else if (app->purpose == PROMPT_FILTER) {
		list_act(page_list(page), direction > 0 ? ACTION_DOWN : ACTION_UP);
		if (page->view->moved)
			page->view->moved(app, page);
	} else if (app->purpose == PROMPT_COMMAND) {
		recall_command(app, direction);
	}
}

void app_prompt_key(struct app *app, tui_key key)
{
	tui_key argument;
	enum action action;

	if (key >= ' ' && key < KEY_CURSOR_UP && key != 0x7f) {
		if (prompt_type(&app->prompt, key))
			prompt_changed(app);
		return;
	}
	action = keymap_feed(&app->keymap, IN_PROMPT, key, &argument);
	if (action == ACTION_PROMPT_CANCEL ||
	    (action == ACTION_PROMPT_ERASE && !app->prompt.length)) {
		prompt_cancel(app);
	} else if (action == ACTION_PROMPT_ACCEPT) {
		prompt_accept(app);
	} else if (action == ACTION_PROMPT_NEXT || action == ACTION_PROMPT_PREVIOUS) {
		prompt_move(app, action == ACTION_PROMPT_NEXT ? 1 : -1);
	} else if (action == ACTION_PROMPT_COMPLETE) {
		if (app->purpose == PROMPT_COMMAND)
			app_complete(app);
		else if (app->purpose == PROMPT_FILTER || app->purpose == PROMPT_SEARCH)
			app->purpose = PROMPT_NONE;
	} else if (prompt_act(&app->prompt, action)) {
		prompt_changed(app);
	}
}
