/* SPDX-License-Identifier: BSD-2-Clause */
/* app_command.c - the command line: a type or a member to go to, or a command with its argument. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "sheet.h"
#include "type_words.h"

/* Which of several types of one name one means: the lower, the more there is to show. */
static unsigned int precedence(enum btf_kind kind)
{
	static const enum btf_kind order[] = {
		BTF_K_STRUCT, BTF_K_UNION, BTF_K_ENUM, BTF_K_ENUM64,  BTF_K_TYPEDEF, BTF_K_INT,
		BTF_K_FLOAT,  BTF_K_FUNC,  BTF_K_VAR,  BTF_K_DATASEC, BTF_K_FWD};
	unsigned int i = 0;

	while (i < sizeof(order) / sizeof(order[0]) && order[i] != kind)
		i++;
	return i;
}

static bool is_kind(enum btf_kind kind, const char *word, size_t length)
{
	const char *name = kind_word(kind == BTF_K_ENUM64 ? BTF_K_ENUM : kind);

	return !length || (strlen(name) == length && memcmp(name, word, length) == 0);
}

static uint32_t find_named(const struct app *app, const char *kind, size_t kind_length,
			   const char *name, size_t length)
{
	const struct name_entry *entries = names_entries(app->names);
	uint32_t best = 0, count = names_count(app->names);
	size_t known = length < FUZZY_NAME_MAX ? length : FUZZY_NAME_MAX;

	for (uint32_t i = 0; i < count; i++) {
		enum btf_kind found = (enum btf_kind)entries[i].kind;

		if (entries[i].length != known || entries[i].is_anonymous ||
		    strncmp(entries[i].text, name, length) != 0 || entries[i].text[length] ||
		    !is_kind(found, kind, kind_length))
			continue;
		if (!best || precedence(found) < precedence((enum btf_kind)entries[best - 1].kind))
			best = i + 1;
	}
	return best;
}

static uint32_t find_id(const struct app *app, const char *text)
{
	char *end;
	unsigned long id = strtoul(text, &end, 10);

	return *text >= '0' && *text <= '9' && !*end && id && id < btf_id_end(app->btf)
		       ? (uint32_t)id
		       : 0;
}

static uint32_t find_type(const struct app *app, const char *text, size_t length)
{
	const char *separator = memchr(text, ' ', length);
	uint32_t id = find_named(app, "", 0, text, length); /* "unsigned int" */

	if (!separator)
		separator = memchr(text, ':', length);
	if (id || !separator)
		return id;
	return find_named(app, text, (size_t)(separator - text), separator + 1,
			  length - (size_t)(separator + 1 - text));
}

uint32_t app_find_type(const struct app *app, const char *text)
{
	return *text == '#' ? find_id(app, text + 1) : find_type(app, text, strlen(text));
}

/* "task_struct", "struct task_struct", "task_struct.mm", "#12" */
static void go_to(struct app *app, const char *text)
{
	uint32_t id = app_find_type(app, text);
	const char *dot = strchr(text, '.');

	if (!id && dot && *text != '#' && dot != text) {
		id = find_type(app, text, (size_t)(dot - text));
		if (id) {
			app_open_path(app, id, dot + 1);
			return;
		}
	}
	if (id)
		app_open_type(app, id);
	else
		app_error(app, "no type and no command '%s'", text);
}

/* Commands */

static void command_open(struct app *app, const char *argument)
{
	go_to(app, argument);
}

static void command_uses(struct app *app, const char *argument)
{
	uint32_t id = app_find_type(app, argument);

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

	if (!app->value) {
		app_error(app, "there is no value: value FILE opens one");
		return;
	}
	if (!view_value_parse_type(app->value, argument, &error)) {
		app_error(app, "%s", error.text);
		return;
	}
	app_open(app, app->value);
}

static void command_entry(struct app *app, const char *argument)
{
	char *end;
	unsigned long long number = strtoull(argument, &end, 10);

	if (!app->value)
		app_error(app, "there is no value: value FILE opens one");
	else if (*end || !number || *argument < '0' || *argument > '9')
		app_error(app, "entry N: which one, from 1 on?");
	else if (!view_value_go(app->value, number - 1))
		app_error(app, "there is no entry %llu", number);
	else
		app_open(app, app->value);
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

static const struct {
	const char *name;
	void (*run)(struct app *app, const char *argument);
} commands[] = {
	{"entry", command_entry}, {"export", command_export}, {"filter", command_filter},
	{"help", command_help},   {"marks", command_marks},   {"open", command_open},
	{"quit", command_quit},   {"sort", command_sort},     {"type", command_type},
	{"uses", command_uses},   {"value", command_value},
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

void app_run_command(struct app *app, const char *text)
{
	size_t length = strcspn(text, " ");
	const char *argument = text + length + strspn(text + length, " ");

	if (!*text)
		return;
	state_add_command(&app->state, text);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		if (strlen(commands[i].name) != length ||
		    memcmp(commands[i].name, text, length) != 0)
			continue;
		commands[i].run(app, argument);
		return;
	}
	go_to(app, text);
}

/* Completion: of the last word, which is a command where it is the first one, and else a type. */

struct completion {
	const char *typed;
	size_t length;
	char common[PROMPT_ROOM]; /* what all that fit begin with */
	char names[200];          /* some of them */
	unsigned int count;
};

static void offer(struct completion *completion, const char *name)
{
	size_t common = 0, length = strlen(completion->names);

	if (strncmp(name, completion->typed, completion->length) != 0 ||
	    strlen(name) >= PROMPT_ROOM)
		return;
	if (!completion->count++)
		snprintf(completion->common, sizeof(completion->common), "%s", name);
	while (name[common] && completion->common[common] == name[common])
		common++;
	completion->common[common] = '\0';
	if (completion->count <= 6)
		snprintf(completion->names + length, sizeof(completion->names) - length, "%s%s",
			 length ? "  " : "", name);
}

/* Members of a type, those of nested ones by their paths: as far as the next dot that is not typed yet. */
static void offer_members(struct app *app, uint32_t id, struct completion *completion)
{
	struct sheet *sheet = id ? sheet_new(app->btf, id, true) : NULL;
	char path[BTF_PATH_MAX], last[BTF_PATH_MAX] = "";

	if (sheet)
		sheet_set_form(sheet, SHEET_FLAT, 0);
	for (uint32_t i = 0; sheet && i < sheet->count; i++) {
		char *dot;

		sheet_path(sheet, i, path, sizeof(path));
		dot = strlen(path) > completion->length ? strchr(path + completion->length, '.')
							: NULL;
		if (dot)
			*dot = '\0';
		if (*path && strcmp(path, last) != 0)
			offer(completion, path);
		if (*path)
			memcpy(last, path, sizeof(last));
	}
	sheet_free(sheet);
}

static void offer_types(struct app *app, struct completion *completion)
{
	const struct name_entry *entries = names_entries(app->names);
	const uint32_t *ids = names_ids_by_name(app->names);
	const char *last = "";

	for (uint32_t i = 0; i < names_named_count(app->names); i++) {
		const char *name = entries[ids[i] - 1].text;

		if (strcmp(name, last) != 0)
			offer(completion, name);
		last = name;
	}
}

void app_complete(struct app *app)
{
	const char *text = app->prompt.text, *blank = strrchr(text, ' ');
	const char *word = blank ? blank + 1 : text, *dot = strchr(word, '.');
	struct completion completion = {.typed = dot ? dot + 1 : word};
	char whole[2 * PROMPT_ROOM];

	completion.length = strlen(completion.typed);
	for (size_t i = 0; i < COMMAND_COUNT && !blank && !dot; i++)
		offer(&completion, commands[i].name);
	if (dot)
		offer_members(app, find_type(app, word, (size_t)(dot - word)), &completion);
	else if (*word)
		offer_types(app, &completion);
	if (!completion.count) {
		app_message(app, "nothing begins so");
		return;
	}
	snprintf(whole, sizeof(whole), "%.*s%s", (int)(completion.typed - text), text,
		 completion.common);
	prompt_set(&app->prompt, whole);
	if (completion.count > 1)
		app_message(app, "%s%s", completion.names, completion.count > 6 ? "  ..." : "");
}
