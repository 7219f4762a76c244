/* SPDX-License-Identifier: BSD-2-Clause */
/* app_command.c - the command line: a command with its argument, or a place to go to. */
#include <stdlib.h>
#include <string.h>

#include "app.h"

static void command_open(struct app *app, const char *argument)
{
	app_go_to(app, argument);
}

static void command_uses(struct app *app, const char *argument)
{
	uint32_t id = app_find_type(app, argument, strlen(argument));

	if (id)
		app_open_uses(app, id);
	else
		app_error(app, "no type '%s'", argument);
}

static void command_filter(struct app *app, const char *argument)
{
	struct page *root = app_go_root(app);

	root->focus = 0;
	root->view->filter(app, root, argument);
}

static void command_sort(struct app *app, const char *argument)
{
	if (view_types_sort(app, app->pages[0], argument))
		app_go_root(app);
	else
		app_error(app, "sort by score, name, id, size, holes or uses, not '%s'", argument);
}

static void command_value(struct app *app, const char *argument)
{
	if (*argument)
		app_open_value(app, argument);
	else
		app_error(app, "value FILE: which file?");
}

static void command_type(struct app *app, const char *argument)
{
	struct btf_error error;

	if (!app->value_page) {
		app_error(app, "there is no value: value FILE opens one");
		return;
	}
	if (!view_value_parse_type(app->value_page, argument, &error)) {
		app_error(app, "%s", error.text);
		return;
	}
	app_open(app, app->value_page);
}

static void command_entry(struct app *app, const char *argument)
{
	char *end;
	unsigned long long number = strtoull(argument, &end, 10);

	if (!app->value_page)
		app_error(app, "there is no value: value FILE opens one");
	else if (*end || !number || *argument < '0' || *argument > '9')
		app_error(app, "entry N: which one, from 1 on?");
	else if (!view_value_go(app->value_page, number - 1))
		app_error(app, "there is no entry %llu", number);
	else
		app_open(app, app->value_page);
}

static void command_export(struct app *app, const char *argument)
{
	app_ask(app, PROMPT_EXPORT, argument);
}

static void command_marks(struct app *app, const char *argument)
{
	(void)argument;
	app_open_overlay(app, view_marks_new(app));
}

static void command_help(struct app *app, const char *argument)
{
	(void)argument;
	app_open_overlay(app, view_help_new(page_context(app_page(app))));
}

static void command_quit(struct app *app, const char *argument)
{
	(void)argument;
	app_put_effect(app, EFFECT_QUIT);
}

const struct command app_commands[] = {
	{"entry", "N", "go to that entry of the map", command_entry},
	{"export", "FILE", "write to a file, as W does", command_export},
	{"filter", "WORDS", "filter the list of types", command_filter},
	{"help", "", "the keys of the place", command_help},
	{"marks", "", "list the marks", command_marks},
	{"open", "TYPE", "as without a command", command_open},
	{"quit", "", "leave", command_quit},
	{"sort", "BY", "score, name, id, size, holes or uses", command_sort},
	{"type", "TYPE", "the bytes of the value are of that type", command_type},
	{"uses", "TYPE", "who uses it", command_uses},
	{"value", "FILE", "open saved values", command_value},
	{"write", "FILE", "as export", command_export},
};

const unsigned int app_command_count = sizeof(app_commands) / sizeof(app_commands[0]);

/* By its name; or by the beginning of one, where no other begins so. NULL: it is none. */
static const struct command *find_command(const char *name, size_t length, bool whole)
{
	const struct command *found = NULL;

	for (unsigned int i = 0; i < app_command_count; i++) {
		const struct command *command = &app_commands[i];

		if (strncmp(command->name, name, length) != 0 || (whole && command->name[length]))
			continue;
		if (found)
			return NULL;
		found = command;
	}
	return found;
}

void app_run_command(struct app *app, const char *text)
{
	size_t length = strcspn(text, " ");
	const char *argument = text + length + strspn(text + length, " ");
	const struct command *command = find_command(text, length, true);

	if (!*text)
		return;
	state_add_command(&app->state, text);
	if (!command && !app_find_type(app, text, strlen(text)))
		command = find_command(text, length, false);
	if (command)
		command->run(app, argument);
	else
		app_go_to(app, text);
}
