/* SPDX-License-Identifier: BSD-2-Clause */
/* state.c - reads and writes what is remembered:
 *
 *	{"marks":{"a":{"type":"struct sock","path":"sk_prot"}},"commands":["task_struct.mm"]}
 *
 * libjansson reads it, and is loaded where there is something to read. */
#include "state.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "store.h"

#define STATE_FILE "state.json"

struct reader {
	void *library;
	__typeof__(&json_load_file) json_load_file;
	__typeof__(&json_delete) json_delete;
	__typeof__(&json_object_get) json_object_get;
	__typeof__(&json_array_size) json_array_size;
	__typeof__(&json_array_get) json_array_get;
	__typeof__(&json_string_value) json_string_value;
};

static bool open_reader(struct reader *reader)
{
	const struct {
		const char *name;
		void *function;
	} functions[] = {
		{"json_load_file", &reader->json_load_file},
		{"json_delete", &reader->json_delete},
		{"json_object_get", &reader->json_object_get},
		{"json_array_size", &reader->json_array_size},
		{"json_array_get", &reader->json_array_get},
		{"json_string_value", &reader->json_string_value},
	};

	reader->library = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; reader->library && i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *found = dlsym(reader->library, functions[i].name);

		if (!found)
			return false;
		memcpy(functions[i].function, &found, sizeof(found));
	}
	return reader->library != NULL;
}

static void read_text(const struct reader *reader, const json_t *object, const char *key,
		      char *text, size_t size)
{
	const char *found = reader->json_string_value(reader->json_object_get(object, key));

	if (found)
		snprintf(text, size, "%s", found);
}

static void read_marks(const struct reader *reader, struct app *app, const json_t *root)
{
	const json_t *marks = reader->json_object_get(root, "marks");

	for (int i = 0; i < MARKS; i++) {
		const char letter[2] = {(char)('a' + i)};
		const json_t *mark = reader->json_object_get(marks, letter);

		read_text(reader, mark, "type", app->marks[i].type, sizeof(app->marks[i].type));
		read_text(reader, mark, "path", app->marks[i].path, sizeof(app->marks[i].path));
	}
}

static void read_commands(const struct reader *reader, struct app *app, const json_t *root)
{
	const json_t *commands = reader->json_object_get(root, "commands");
	size_t count = reader->json_array_size(commands);

	for (size_t i = 0; i < count && app->command_count < COMMANDS_MAX; i++) {
		const char *text = reader->json_string_value(reader->json_array_get(commands, i));
		char *copy = text ? strdup(text) : NULL;

		if (copy)
			app->commands[app->command_count++] = copy;
	}
}

void state_load(struct app *app)
{
	struct reader reader = {0};
	char path[PATH_MAX];
	json_t *root;

	if (store_path(STATE_FILE, path, sizeof(path)) && open_reader(&reader)) {
		root = reader.json_load_file(path, 0, NULL);
		if (root) {
			read_marks(&reader, app, root);
			read_commands(&reader, app, root);
			reader.json_delete(root);
		}
	}
	if (reader.library)
		dlclose(reader.library);
}

/* Writing */

static void put(struct btf_out *out, const char *text)
{
	btf_out_write(out, text, strlen(text));
}

static void put_escape(struct btf_out *out, uint32_t code_point)
{
	char escape[8];

	snprintf(escape, sizeof(escape), "\\u%04x", code_point);
	put(out, escape);
}

/* Names may be any bytes; in place of what is no UTF-8 stands what says so. */
static void put_string(struct btf_out *out, const char *text)
{
	size_t left = strlen(text);
	uint32_t code_point;

	put(out, "\"");
	while (left) {
		size_t length = utf8_read(text, left, &code_point);

		if (!length)
			put(out, "\ufffd");
		else if (*text == '"' || *text == '\\' || code_point < ' ')
			put_escape(out, code_point);
		else
			btf_out_write(out, text, length);
		text += length ? length : 1;
		left -= length ? length : 1;
	}
	put(out, "\"");
}

static void put_marks(const struct app *app, struct btf_out *out)
{
	const char *separator = "";

	put(out, "{\"marks\":{");
	for (int i = 0; i < MARKS; i++) {
		const char letter[2] = {(char)('a' + i)};

		if (!*app->marks[i].type)
			continue;
		put(out, separator);
		put_string(out, letter);
		put(out, ":{\"type\":");
		put_string(out, app->marks[i].type);
		put(out, ",\"path\":");
		put_string(out, app->marks[i].path);
		put(out, "}");
		separator = ",";
	}
	put(out, "}");
}

static void put_commands(const struct app *app, struct btf_out *out)
{
	put(out, ",\"commands\":[");
	for (unsigned int i = 0; i < app->command_count; i++) {
		put(out, i ? "," : "");
		put_string(out, app->commands[i]);
	}
	put(out, "]}\n");
}

/* What is there now, which another browser may have written since, with what is new here. */
static bool merge(const struct app *app, struct app *merged)
{
	unsigned int first = app->command_count - app->commands_run;

	state_load(merged);
	for (int i = 0; i < MARKS; i++)
		if (app->marks_set & 1u << i)
			merged->marks[i] = app->marks[i];
	for (unsigned int i = first; i < app->command_count; i++) {
		char *copy = strdup(app->commands[i]);

		if (!copy)
			return false;
		if (merged->command_count == COMMANDS_MAX) {
			free(merged->commands[0]);
			memmove(&merged->commands[0], &merged->commands[1],
				(COMMANDS_MAX - 1) * sizeof(merged->commands[0]));
			merged->command_count--;
		}
		merged->commands[merged->command_count++] = copy;
	}
	return true;
}

static bool write_state(const struct app *app)
{
	struct btf_out *out = btf_out_to_memory();
	char path[PATH_MAX];
	const char *text;
	size_t size;
	bool good;

	if (!out)
		return false;
	put_marks(app, out);
	put_commands(app, out);
	text = btf_out_text(out, &size);
	good = store_path(STATE_FILE, path, sizeof(path)) && store_save(path, text, size) == 0;
	btf_out_free(out);
	return good;
}

bool state_save(const struct app *app)
{
	struct app *merged;
	bool good;

	if (!app->marks_set && !app->commands_run)
		return true;
	merged = calloc(1, sizeof(*merged));
	good = merged && merge(app, merged) && write_state(merged);
	while (merged && merged->command_count)
		free(merged->commands[--merged->command_count]);
	free(merged);
	return good;
}
