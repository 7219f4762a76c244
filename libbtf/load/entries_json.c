/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_json.c - saved values as bpftool's JSON.
 *
 *	[{"key":["0x00",...],"value":["0x01",...]}, ...]                  map dump
 *	{"key":[...],"value":[...]}                                       map lookup
 *	{"key":[...],"values":[{"cpu":0,"value":[...]}, ...]}             of a per-CPU map
 *	{"key":[...],"value":{"error":"..."}}                             what could not be looked up
 *	[{"id":7,"type":"hash","name":"flows","elements":[...]}, ...]     several maps
 *
 * A file may be larger than memory, so it is never parsed as a whole: entries_json_scan.c finds
 * where the next object of an array ends, and jansson parses that.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/jansson.h"
#include "load/digits.h"
#include "load/entries.h"

/* JSON begins with a bracket, and not with raw bytes behind it. */
static bool probe(const char *text, size_t size)
{
	size_t at = 0;

	while (at < size && btf_is_blank(text[at]))
		at++;
	if (at == size || (text[at] != '[' && text[at] != '{'))
		return false;
	for (at++; at < size && btf_is_blank(text[at]); at++)
		;
	return at == size || text[at] == '{' || text[at] == '"' || text[at] == ']' ||
	       text[at] == '}';
}

static int fail_at(const struct btf_entries *entries, struct btf_error *err, const char *what)
{
	return btf_fail(err, -EINVAL, "line %llu: element %llu: %s",
			(unsigned long long)entries->feed.line,
			(unsigned long long)entries->json->element, what);
}

void btf_json_state_free(struct btf_json_state *state)
{
	if (!state)
		return;
	if (state->whole)
		state->jansson.json_delete(state->whole);
	btf_jansson_close(&state->jansson);
	free(state);
}

static int begin(struct btf_entries *entries, struct btf_error *err)
{
	struct btf_json_state *state = calloc(1, sizeof(*state));

	if (!state)
		return btf_fail(err, -ENOMEM, "no memory");
	if (btf_jansson_open(&state->jansson, err)) {
		free(state);
		return -ENOSYS;
	}
	entries->json = state;
	return 0;
}

/* NULL with `err`. */
static json_t *parse(struct btf_entries *entries, const char *text, size_t size,
		     struct btf_error *err)
{
	json_error_t error;
	json_t *json = entries->json->jansson.json_loadb(text, size, 0, &error);

	if (!json)
		btf_fail(err, -EINVAL, "line %llu: element %llu: %s",
			 (unsigned long long)entries->feed.line + (unsigned long long)error.line -
				 1,
			 (unsigned long long)entries->json->element, error.text);
	return json;
}

/* Bytes */

/* "0x0a"; -1 for what is none. */
static int byte_of(const char *text)
{
	int high, low;

	if (!text || text[0] != '0' || (text[1] != 'x' && text[1] != 'X'))
		return -1;
	high = btf_digit(text[2]);
	if (high < 0 || !text[3])
		return high;
	low = btf_digit(text[3]);
	return low < 0 || text[4] ? -1 : high << 4 | low;
}

static int gather_bytes(struct btf_entries *entries, const json_t *array,
			struct btf_gathered *gathered, struct btf_error *err)
{
	const struct btf_jansson *jansson = &entries->json->jansson;
	size_t size = jansson->json_array_size(array);
	int result = 0;

	gathered->size = 0;
	for (size_t i = 0; i < size && !result; i++) {
		const json_t *item = jansson->json_array_get(array, i);
		int byte = byte_of(jansson->json_string_value(item));

		if (byte < 0 && !json_is_string(item))
			return fail_at(
				entries, err,
				"values that are decoded already, and no bytes; dump them with "
				"bpftool -j");
		if (byte < 0)
			return btf_fail(err, -EINVAL,
					"line %llu: element %llu: '%.20s' is no byte such as 0x0a",
					(unsigned long long)entries->feed.line,
					(unsigned long long)entries->json->element,
					jansson->json_string_value(item));
		result = btf_gather(gathered, (uint8_t)byte, err);
	}
	return result;
}

/* Entries */

static int take_key(struct btf_entries *entries, const json_t *object, struct btf_entry *entry,
		    struct btf_error *err)
{
	const json_t *key = entries->json->jansson.json_object_get(object, "key");
	int result;

	if (!key)
		return 0;
	if (!json_is_array(key))
		return fail_at(
			entries, err,
			"a key that is decoded already, and no bytes; dump it with bpftool -j");
	result = gather_bytes(entries, key, &entries->key, err);
	entry->key = entries->key.bytes ? entries->key.bytes : (const uint8_t *)"";
	entry->key_size = entries->key.size;
	return result;
}

static const char *error_of(struct btf_entries *entries, const json_t *object, const json_t *value)
{
	const struct btf_jansson *jansson = &entries->json->jansson;
	const char *text = NULL;

	if (json_is_object(value))
		text = jansson->json_string_value(jansson->json_object_get(value, "error"));
	if (!value)
		text = jansson->json_string_value(jansson->json_object_get(object, "error"));
	if (text)
		snprintf(entries->error, sizeof(entries->error), "%s", text);
	return text ? entries->error : NULL;
}

static int take_value(struct btf_entries *entries, const json_t *object, struct btf_entry *entry,
		      struct btf_error *err)
{
	const json_t *value = entries->json->jansson.json_object_get(object, "value");
	int result;

	entry->error = error_of(entries, object, value);
	if (entry->error)
		return 1;
	if (!value)
		return fail_at(entries, err, "neither a value nor an error");
	if (!json_is_array(value))
		return fail_at(
			entries, err,
			"a value that is decoded already, and no bytes; dump it with bpftool "
			"-j");
	result = gather_bytes(entries, value, &entries->value, err);
	entry->value = entries->value.bytes ? entries->value.bytes : (const uint8_t *)"";
	entry->value_size = entries->value.size;
	return result ? result : 1;
}

static int next_cpu(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_json_state *state = entries->json;
	const struct btf_jansson *jansson = &state->jansson;
	const json_t *object = jansson->json_array_get(state->values, state->value_at);

	entry->same_key = state->value_at > 0;
	entry->place = state->element;
	entry->key = state->has_key ? entries->key.bytes : NULL;
	entry->key_size = state->has_key ? entries->key.size : 0;
	entry->cpu = (int32_t)jansson->json_integer_value(jansson->json_object_get(object, "cpu"));
	state->value_at++;
	return take_value(entries, object, entry, err);
}

/* What was parsed last is done with. */
static void drop_whole(struct btf_json_state *state)
{
	if (state->whole)
		state->jansson.json_delete(state->whole);
	state->whole = NULL;
	state->values = NULL;
}

static int take_entry(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_json_state *state = entries->json;
	const struct btf_jansson *jansson = &state->jansson;
	const json_t *values = jansson->json_object_get(state->whole, "values");
	int result = take_key(entries, state->whole, entry, err);

	if (result)
		return result;
	entry->place = state->element;
	state->has_key = entry->key != NULL;
	if (!json_is_array(values) || !jansson->json_array_size(values))
		return take_value(entries, state->whole, entry, err);
	state->values = values;
	state->value_at = 0;
	return next_cpu(entries, entry, err);
}

static void copy_text(char *to, size_t size, const char *text)
{
	snprintf(to, size, "%s", text ? text : "");
}

static void take_map(struct btf_entries *entries, const json_t *object)
{
	const struct btf_jansson *jansson = &entries->json->jansson;
	struct btf_map_info *map = &entries->map;

	*map = (struct btf_map_info){0};
	map->id = (uint32_t)jansson->json_integer_value(jansson->json_object_get(object, "id"));
	map->flags =
		(uint32_t)jansson->json_integer_value(jansson->json_object_get(object, "flags"));
	copy_text(map->name, sizeof(map->name),
		  jansson->json_string_value(jansson->json_object_get(object, "name")));
	copy_text(map->type_name, sizeof(map->type_name),
		  jansson->json_string_value(jansson->json_object_get(object, "type")));
	entries->new_map = true;
}

/* The object that was scanned: an entry, or what stands before a map's elements. */
static int read_object(struct btf_entries *entries, const struct btf_json_piece *piece,
		       struct btf_entry *entry, struct btf_error *err)
{
	struct btf_json_state *state = entries->json;

	state->element++;
	state->whole = parse(entries, piece->text, piece->size, err);
	if (!state->whole)
		return -EINVAL;
	if (piece->kind == BTF_JSON_PIECE_ENTRY)
		return take_entry(entries, entry, err);
	take_map(entries, state->whole);
	state->element = 0;
	return 0;
}

static int next(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_json_piece piece;
	struct btf_json_state *state;
	int result = entries->json ? 0 : begin(entries, err);

	if (result)
		return result;
	state = entries->json;
	if (state->values && state->value_at < state->jansson.json_array_size(state->values))
		return next_cpu(entries, entry, err);
	do {
		drop_whole(state);
		result = btf_json_scan(&state->scan, &entries->feed, &piece, err);
		if (result <= 0)
			return result;
		result = read_object(entries, &piece, entry, err);
		btf_json_scan_use(&state->scan, &entries->feed, &piece);
	} while (!result);
	return result;
}

const struct btf_entries_reader btf_entries_json = {BTF_ENTRIES_JSON, probe, next};
