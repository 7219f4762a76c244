/* SPDX-License-Identifier: BSD-2-Clause */
/* decode_types.c - which types the keys and values have: as the command line names them, as a map
 * declares them, or as the size of a struct_ops value tells. */
#include "decode.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/map_decl.h>
#include <libbtf/struct_ops.h>

#include "report.h"
#include "select.h"

static void name_value(const struct source *source, struct decode_types *types, const char *name)
{
	if (name)
		snprintf(types->value_name, sizeof(types->value_name), "%s", name);
	else
		btf_type_name(source->btf, types->value.type_id, types->value_name,
			      sizeof(types->value_name));
}

static bool parse(const struct source *source, const char *text, struct btf_value_type *type)
{
	struct btf_error error;

	if (btf_value_type_parse(source->btf, text, type, &error))
		return true;
	if (error.code == -ENOENT && !strpbrk(text, ".["))
		report_not_found(source, text);
	else
		report("%s: %s", source->name, error.text);
	return false;
}

/* An id of 0: the map says nothing. */
static bool take_id(const struct source *source, uint32_t id, struct btf_value_type *type,
		    bool *has)
{
	struct btf_error error;

	if (!id)
		return true;
	*has = btf_value_type_of(source->btf, id, type, &error);
	if (!*has)
		report("%s: %s", source->name, error.text);
	return *has;
}

static bool take_declared(const struct source *source, const struct btf_map_decl *map,
			  struct decode_types *types)
{
	return take_id(source, map->key_type_id, &types->key, &types->has_key) &&
	       take_id(source, map->value_type_id, &types->value, &types->has_value);
}

static bool take_named_map(const struct source *source, const char *name,
			   struct decode_types *types)
{
	struct btf_map_decl map;

	if (!btf_map_decl_find(source->btf, name, &map)) {
		report("%s: declares no map '%s'", source->name, name);
		return false;
	}
	if (!map.value_type_id) {
		report("%s: map '%s' is declared without a value type", source->name, name);
		return false;
	}
	return take_declared(source, &map, types);
}

static bool take_live(const struct source *source, const struct btf_map_info *live,
		      struct decode_types *types)
{
	uint32_t value_id = live->btf_vmlinux_value_type_id ? live->btf_vmlinux_value_type_id
							    : live->btf_value_type_id;

	return take_id(source, live->btf_vmlinux_value_type_id ? 0 : live->btf_key_type_id,
		       &types->key, &types->has_key) &&
	       take_id(source, value_id, &types->value, &types->has_value);
}

bool decode_types_named(const struct source *source, const struct decode_wish *wish,
			const struct btf_map_info *live, struct decode_types *types)
{
	*types = (struct decode_types){0};
	if (live && !wish->type && !take_live(source, live, types))
		return false;
	if (wish->map && !take_named_map(source, wish->map, types))
		return false;
	if (wish->key_type) {
		types->has_key = parse(source, wish->key_type, &types->key);
		if (!types->has_key)
			return false;
	}
	if (wish->type) {
		types->has_value = parse(source, wish->type, &types->value);
		if (!types->has_value)
			return false;
	}
	if (types->has_value)
		name_value(source, types, wish->type);
	return true;
}

/* "a, b, c" */
static void list_candidates(const struct btf_struct_ops *list, uint32_t count, size_t size,
			    char *text, size_t room)
{
	*text = '\0';
	for (uint32_t i = 0; i < count; i++) {
		size_t length = strlen(text);

		if (list[i].size == size)
			snprintf(text + length, room - length, "%sbpf_struct_ops_%s",
				 length ? ", " : "", list[i].name);
	}
}

/* The struct_ops of that size; how many there are, with *chosen one of them. */
static uint32_t count_of_size(const struct btf_struct_ops *list, uint32_t count, size_t size,
			      const struct btf_struct_ops **chosen)
{
	uint32_t found = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (list[i].size != size)
			continue;
		*chosen = &list[i];
		found++;
	}
	return found;
}

bool decode_guess_struct_ops(const struct source *source, const char *input, size_t size,
			     struct btf_struct_ops *ops)
{
	const struct btf_struct_ops *chosen = NULL;
	struct btf_error error = {0};
	char names[400];
	uint32_t count, found;
	struct btf_struct_ops *list = btf_struct_ops_list(source->btf, &count, &error);

	if (!list && error.code) {
		report("%s", error.text);
		return false;
	}
	found = count_of_size(list, count, size, &chosen);
	if (found == 1)
		*ops = *chosen;
	list_candidates(list, count, size, names, sizeof(names));
	free(list);
	if (found > 1)
		report("%s: several types of struct_ops have %zu bytes; name a TYPE: %s", input,
		       size, names);
	else if (!found)
		report("%s: name a TYPE: there is no type of struct_ops of %zu bytes in %s", input,
		       size, source->name);
	return found == 1;
}

bool decode_types_guessed(const struct source *source, const char *input,
			  const struct btf_entry *entry, struct decode_types *types)
{
	struct btf_struct_ops ops;
	struct btf_map_decl map;
	bool done;

	if (*entry->map->name && btf_map_decl_find(source->btf, entry->map->name, &map) &&
	    map.value_type_id)
		done = take_declared(source, &map, types);
	else
		done = decode_guess_struct_ops(source, input, entry->value_size, &ops) &&
		       take_id(source, ops.value_id, &types->value, &types->has_value);
	if (done)
		name_value(source, types, NULL);
	return done;
}
