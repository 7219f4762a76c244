/* SPDX-License-Identifier: BSD-2-Clause */
/* names.c - all types with what filtering and sorting ask of each: one pass over the types, and a sort. */
#include "names.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "sort.h"

struct names {
	struct name_entry *entries;
	uint32_t count, named_count;
	uint32_t *ids_by_name;
	char *arena; /* names in small letters, one behind the other */
	size_t arena_size, arena_capacity;
};

enum kind_group kind_group_of(enum btf_kind kind)
{
	switch (kind) {
	case BTF_K_STRUCT:
		return GROUP_STRUCT;
	case BTF_K_UNION:
		return GROUP_UNION;
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
		return GROUP_ENUM;
	case BTF_K_TYPEDEF:
		return GROUP_TYPEDEF;
	case BTF_K_FUNC:
		return GROUP_FUNC;
	case BTF_K_VAR:
	case BTF_K_DATASEC:
		return GROUP_VAR;
	case BTF_K_INT:
	case BTF_K_FLOAT:
		return GROUP_INT;
	case BTF_K_FWD:
		return GROUP_FWD;
	case BTF_K_VOID:
	case BTF_K_PTR:
	case BTF_K_ARRAY:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC_PROTO:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
	return GROUP_OTHER;
}

/* Sorting */

/* Four bytes of a name as a number that sorts as they do; zeroes behind its end. */
static uint32_t bytes_at(const struct names *names, const struct name_entry *entry, uint32_t depth)
{
	uint32_t left = entry->length - depth, bytes = 0;

	if (!entry->has_capitals) {
		memcpy(&bytes, names->arena + entry->lower + depth, sizeof(bytes));
		return be32toh(bytes) &
		       (uint32_t)(left < 4 ? ~(UINT32_MAX >> 8 * left) : UINT32_MAX);
	}
	for (uint32_t i = 0; i < 4; i++)
		bytes = bytes << 8 | (i < left ? (unsigned char)entry->text[depth + i] : 0);
	return bytes;
}

/* Items are indexes of entries whose names are equal up to `depth`: sorts them by the next four bytes, and
 * where those are equal and not the end, by what follows. */
static void sort_names(const struct names *names, uint64_t *items, uint64_t *spare, uint32_t count,
		       uint32_t depth)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t index = (uint32_t)items[i];

		items[i] = (uint64_t)bytes_at(names, &names->entries[index], depth) << 32 | index;
	}
	sort_by_upper_half(items, spare, count);
	for (uint32_t start = 0, end; start < count; start = end) {
		uint64_t bytes = items[start] >> 32;

		for (end = start + 1; end < count && items[end] >> 32 == bytes; end++)
			;
		if (end - start > 1 && bytes & 0xff)
			sort_names(names, items + start, spare, end - start, depth + 4);
	}
}

static bool rank(struct names *names)
{
	uint64_t *items = malloc(2 * (size_t)names->named_count * sizeof(*items) + 1);
	uint32_t named = 0, unnamed = names->named_count;

	if (!items)
		return false;
	for (uint32_t i = 0; i < names->count; i++) {
		if (names->entries[i].is_anonymous)
			names->ids_by_name[unnamed++] = i + 1;
		else
			items[named++] = i;
	}
	sort_names(names, items, items + names->named_count, named, 0);
	for (uint32_t i = 0; i < named; i++)
		names->ids_by_name[i] = (uint32_t)items[i] + 1;
	for (uint32_t i = 0; i < names->count; i++)
		names->entries[names->ids_by_name[i] - 1].rank = i;
	free(items);
	return true;
}

/* Entries */

/* Room for one more name, and the slack behind the last one. */
static bool reserve(struct names *names)
{
	size_t wanted = names->arena_size + FUZZY_NAME_MAX + FUZZY_SLACK;
	char *arena;

	if (wanted > UINT32_MAX)
		return false;
	if (wanted <= names->arena_capacity)
		return true;
	wanted = 2 * wanted + 4096;
	arena = realloc(names->arena, wanted);
	if (!arena)
		return false;
	names->arena = arena;
	names->arena_capacity = wanted;
	return true;
}

static bool put_entry(struct names *names, const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);
	struct name_entry *entry = &names->entries[id - 1];
	const struct name_entry *before = id > 1 ? entry - 1 : NULL;
	size_t length = strnlen(type.name, FUZZY_NAME_MAX);
	letter_set letters;

	if (before && before->text == type.name) { /* they share the string: so they do its copy */
		*entry = *before;
		entry->size = type.size;
		entry->kind = (uint8_t)type.kind;
		entry->group = kind_group_of(type.kind) & 0x1f;
		names->named_count += length != 0;
		return true;
	}
	if (!reserve(names))
		return false;
	letters = fuzzy_lower(names->arena + names->arena_size, type.name, length);
	*entry = (struct name_entry){
		.text = type.name,
		.letters = letters,
		.lower = (uint32_t)names->arena_size,
		.size = type.size,
		.length = (uint16_t)length,
		.kind = (uint8_t)type.kind,
		.group = kind_group_of(type.kind) & 0x1f,
		.is_anonymous = length == 0,
		.is_cut = length == FUZZY_NAME_MAX && type.name[length] != '\0',
		.has_capitals = (letters & LETTERS_CAPITAL) != 0,
	};
	names->arena_size += length;
	names->named_count += length != 0;
	return true;
}

static bool fill(struct names *names, const struct btf *btf)
{
	char *arena;

	if (!names->entries || !names->ids_by_name)
		return false;
	for (uint32_t id = 1; id <= names->count; id++)
		if (!put_entry(names, btf, id))
			return false;
	if (!reserve(names))
		return false;
	memset(names->arena + names->arena_size, 0, FUZZY_SLACK);
	arena = realloc(names->arena, names->arena_size + FUZZY_SLACK);
	if (arena)
		names->arena = arena;
	return rank(names);
}

struct names *names_new(const struct btf *btf)
{
	struct names *names = calloc(1, sizeof(*names));

	if (!names)
		return NULL;
	names->count = btf_id_end(btf) - 1;
	names->entries = malloc(names->count * sizeof(*names->entries) + 1);
	names->ids_by_name = malloc(names->count * sizeof(*names->ids_by_name) + 1);
	if (fill(names, btf))
		return names;
	names_free(names);
	return NULL;
}

void names_free(struct names *names)
{
	if (!names)
		return;
	free(names->entries);
	free(names->ids_by_name);
	free(names->arena);
	free(names);
}

uint32_t names_count(const struct names *names)
{
	return names->count;
}

uint32_t names_named_count(const struct names *names)
{
	return names->named_count;
}

const struct name_entry *names_entries(const struct names *names)
{
	return names->entries;
}

const uint32_t *names_ids_by_name(const struct names *names)
{
	return names->ids_by_name;
}

struct fuzzy_name names_fuzzy(const struct names *names, const struct name_entry *entry)
{
	const char *lower = names->arena + entry->lower;

	return (struct fuzzy_name){entry->has_capitals ? entry->text : lower, lower, entry->length,
				   entry->is_cut};
}
