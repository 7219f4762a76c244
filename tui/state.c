/* SPDX-License-Identifier: BSD-2-Clause */
/* state.c - reads and writes what is remembered:
 *
 *	{"marks":{"a":{"type":"struct sock","path":"sk_prot"}},"commands":["task_struct.mm"]}
 *
 * libjansson reads it, and is loaded where there is something to read. */
#include "state.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include <libbtf/out.h>

#include "glyph.h"
#include "store.h"

#define STATE_FILE "state.json"

struct reader {
	void *library;
	__typeof__(&json_loadf) json_loadf;
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
		{"json_loadf", &reader->json_loadf},
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

static void read_marks(const struct reader *reader, struct state *state, const json_t *root)
{
	const json_t *marks = reader->json_object_get(root, "marks");

	for (int i = 0; i < MARKS; i++) {
		const char letter[2] = {(char)('a' + i)};
		const json_t *mark = reader->json_object_get(marks, letter);

		read_text(reader, mark, "type", state->marks[i].type, sizeof(state->marks[i].type));
		read_text(reader, mark, "path", state->marks[i].path, sizeof(state->marks[i].path));
	}
}

static void read_commands(const struct reader *reader, struct state *state, const json_t *root)
{
	const json_t *commands = reader->json_object_get(root, "commands");
	size_t count = reader->json_array_size(commands);

	for (size_t i = 0; i < count && state->command_count < COMMANDS_MAX; i++) {
		const char *text = reader->json_string_value(reader->json_array_get(commands, i));
		char *copy = text ? strdup(text) : NULL;

		if (copy)
			state->commands[state->command_count++] = copy;
	}
}

static int fail(struct btf_error *err, int code, const char *path, const char *why)
{
	char shown[300];

	if (err) {
		store_short_path(path, shown, sizeof(shown));
		err->code = code;
		snprintf(err->text, sizeof(err->text), "%s: %s", shown, why);
	}
	return code;
}

static int read_state(const struct reader *reader, struct state *state, const char *path,
		      FILE *file, struct btf_error *err)
{
	json_error_t error;
	json_t *root = reader->json_loadf(file, 0, &error);

	if (!root && json_error_code(&error) == json_error_out_of_memory)
		return fail(err, -ENOMEM, path, "no memory");
	if (!root || !json_is_object(root)) {
		reader->json_delete(root);
		return fail(err, -EINVAL, path, "it is broken");
	}
	read_marks(reader, state, root);
	read_commands(reader, state, root);
	reader->json_delete(root);
	return 0;
}

/* NULL with errno. What is no file would have one wait. */
static FILE *open_regular(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat status;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
		close(fd);
		errno = EINVAL;
		return NULL;
	}
	return fdopen(fd, "r");
}

int state_load(struct state *state, struct btf_error *err)
{
	struct reader reader = {0};
	char path[PATH_MAX];
	FILE *file;
	int result;

	if (!store_path(STATE_FILE, path, sizeof(path)))
		return 0;
	file = open_regular(path);
	if (!file)
		return errno == ENOENT ? 0 : fail(err, -errno, path, strerror(errno));
	result = open_reader(&reader) ? read_state(&reader, state, path, file, err)
				      : fail(err, -ENOENT, path, "libjansson can't be loaded");
	if (reader.library)
		dlclose(reader.library);
	fclose(file);
	return result;
}

void state_free(struct state *state)
{
	while (state->command_count)
		free(state->commands[--state->command_count]);
}

void state_add_command(struct state *state, const char *text)
{
	unsigned int count = state->command_count;
	char *copy;

	if (count && strcmp(state->commands[count - 1], text) == 0)
		return;
	copy = strdup(text);
	if (!copy)
		return;
	if (count == COMMANDS_MAX) {
		free(state->commands[0]);
		memmove(&state->commands[0], &state->commands[1],
			(COMMANDS_MAX - 1) * sizeof(state->commands[0]));
		state->command_count--;
	}
	state->commands[state->command_count++] = copy;
	state->commands_added += state->commands_added < COMMANDS_MAX;
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

static void put_marks(const struct state *state, struct btf_out *out)
{
	const char *separator = "";

	put(out, "{\"marks\":{");
	for (int i = 0; i < MARKS; i++) {
		const char letter[2] = {(char)('a' + i)};

		if (!*state->marks[i].type)
			continue;
		put(out, separator);
		put_string(out, letter);
		put(out, ":{\"type\":");
		put_string(out, state->marks[i].type);
		put(out, ",\"path\":");
		put_string(out, state->marks[i].path);
		put(out, "}");
		separator = ",";
	}
	put(out, "}");
}

static void put_commands(const struct state *state, struct btf_out *out)
{
	put(out, ",\"commands\":[");
	for (unsigned int i = 0; i < state->command_count; i++) {
		put(out, i ? "," : "");
		put_string(out, state->commands[i]);
	}
	put(out, "]}\n");
}

/* Onto what is there now, which another browser may have written since. */
static void merge(const struct state *state, struct state *merged)
{
	for (int i = 0; i < MARKS; i++)
		if (state->marks_set & 1u << i)
			merged->marks[i] = state->marks[i];
	for (unsigned int i = state->command_count - state->commands_added;
	     i < state->command_count; i++)
		state_add_command(merged, state->commands[i]);
}

static int write_state(const struct state *state, const char *path, struct btf_error *err)
{
	struct btf_out *out = btf_out_to_memory();
	const char *text;
	size_t size;
	int error;

	if (!out)
		return fail(err, -ENOMEM, path, "no memory");
	put_marks(state, out);
	put_commands(state, out);
	text = btf_out_text(out, &size);
	error = btf_out_error(out);
	if (!error)
		error = store_save(path, text, size);
	btf_out_free(out);
	return error ? fail(err, error, path, strerror(-error)) : 0;
}

int state_save(const struct state *state, struct btf_error *err)
{
	struct state *merged;
	char path[PATH_MAX], aside[PATH_MAX + 8];
	int result, lock;

	if (!state->marks_set && !state->commands_added)
		return 0;
	if (!store_path(STATE_FILE, path, sizeof(path)))
		return fail(err, -ENOENT, STATE_FILE, "neither XDG_STATE_HOME nor HOME says where");
	merged = calloc(1, sizeof(*merged));
	if (!merged)
		return fail(err, -ENOMEM, path, "no memory");
	lock = store_lock(path);
	result = state_load(merged, err);
	if (result == -EINVAL) {
		snprintf(aside, sizeof(aside), "%s.broken", path);
		result = rename(path, aside) ? fail(err, -errno, aside, strerror(errno)) : 0;
	}
	if (!result) {
		merge(state, merged);
		result = write_state(merged, path, err);
	}
	if (lock >= 0)
		close(lock);
	state_free(merged);
	free(merged);
	return result;
}
