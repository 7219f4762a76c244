/* SPDX-License-Identifier: BSD-2-Clause */
/* app_complete.c - completes the last word of the command line. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "sheet.h"

/* What the last word may become: a command where it is the first one, and else a type. */

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
	const char *arrow = strstr(word, "->");
	struct completion completion = {.typed = word};
	char whole[2 * PROMPT_ROOM];

	if (arrow && (!dot || arrow < dot))
		dot = arrow;
	if (dot)
		completion.typed = dot + (dot == arrow ? 2 : 1);
	completion.length = strlen(completion.typed);
	for (unsigned int i = 0; i < app_command_count && !blank && !dot; i++)
		offer(&completion, app_commands[i].name);
	if (dot)
		offer_members(app, app_find_type(app, word, (size_t)(dot - word)), &completion);
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
