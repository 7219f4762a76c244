/* SPDX-License-Identifier: BSD-2-Clause */
/* entry_list.c - keeps the entries of a stream. */
#include "entry_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_KEPT_MAX ((size_t)64 << 20) /* of one value; of a longer one its beginning */

#define MALLOC_OVERHEAD 32 /* at most, of a copy */

#define AHEAD 1000 /* entries read when the first is wanted: most maps are then known whole */

struct entry_list {
	struct btf_entries *entries;
	struct entry *kept;
	size_t count, room, bytes;
	bool is_all, has_borders;
	size_t slice;
	struct btf_error error;
};

static void *copy_of(struct entry_list *list, const void *data, size_t size)
{
	char *copy = malloc(size + 1);

	if (!copy)
		return NULL;
	memcpy(copy, data, size);
	copy[size] = '\0';
	list->bytes += size + 1;
	return copy;
}

static const char *text_of(struct entry_list *list, const char *text)
{
	return copy_of(list, text, strlen(text));
}

/* Entries of one map share what it is called. */
static void keep_map(struct entry_list *list, const struct btf_entry *from, struct entry *to)
{
	const struct entry *last = list->count ? &list->kept[list->count - 1] : NULL;

	to->map_id = from->map->id;
	if (last && from->same_map) {
		to->map_name = last->map_name;
		to->map_type = last->map_type;
	} else {
		to->map_name = text_of(list, from->map->name);
		to->map_type = text_of(list, from->map->type_name);
	}
}

static bool keep(struct entry_list *list, const struct btf_entry *from)
{
	struct entry entry = {.cpu = from->cpu};

	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 16;
		struct entry *kept = realloc(list->kept, room * sizeof(*kept));

		if (!kept)
			return false;
		list->kept = kept;
		list->room = room;
	}
	keep_map(list, from, &entry);
	if (from->key) {
		entry.key = copy_of(list, from->key, from->key_size);
		entry.key_size = from->key_size;
	}
	if (from->value) {
		entry.value_size =
			from->value_size < VALUE_KEPT_MAX ? from->value_size : VALUE_KEPT_MAX;
		entry.value = copy_of(list, from->value, entry.value_size);
	}
	if (from->error)
		entry.error = text_of(list, from->error);
	list->bytes += sizeof(entry) + 2 * MALLOC_OVERHEAD;
	list->kept[list->count++] = entry;
	return (entry.key || !from->key) && (entry.value || !from->value);
}

static void fail(struct entry_list *list, const char *text)
{
	list->is_all = true;
	list->error.code = -ENOMEM;
	snprintf(list->error.text, sizeof(list->error.text), "%s", text);
}

/* Reads until there are so many, or no more. */
static void read_up_to(struct entry_list *list, size_t count)
{
	struct btf_entry entry;

	while (!list->is_all && list->count < count) {
		int result = btf_entries_next(list->entries, &entry, &list->error);

		list->is_all = result <= 0;
		if (result > 0 && !keep(list, &entry))
			fail(list, "no memory");
		else if (result > 0 && entry.value_size > VALUE_KEPT_MAX)
			fail(list, "the value is longer than what is kept of it");
		else if (list->bytes > ENTRY_LIST_BYTES_MAX)
			fail(list, "what is behind this is too much to keep in memory");
	}
}

struct entry_list *entry_list_new(struct btf_entries *entries, const char *name,
				  struct btf_error *err)
{
	enum btf_entries_form form = btf_entries_form(entries);
	struct entry_list *list = calloc(1, sizeof(*list));

	if (!list) {
		err->code = -ENOMEM;
		snprintf(err->text, sizeof(err->text), "%s: no memory", name);
		return NULL;
	}
	list->entries = entries;
	list->has_borders =
		form != BTF_ENTRIES_RAW && form != BTF_ENTRIES_HEX && form != BTF_ENTRIES_ROWS;
	read_up_to(list, AHEAD);
	if (list->count)
		return list;
	if (list->error.code) {
		*err = list->error;
	} else {
		err->code = -ENODATA;
		snprintf(err->text, sizeof(err->text), "%s: it holds no values", name);
	}
	entry_list_free(list);
	return NULL;
}

static void free_entry(struct entry_list *list, size_t index)
{
	const struct entry *entry = &list->kept[index];

	free((void *)(uintptr_t)entry->key);
	free((void *)(uintptr_t)entry->value);
	free((void *)(uintptr_t)entry->error);
	if (index && entry->map_name == list->kept[index - 1].map_name)
		return;
	free((void *)(uintptr_t)entry->map_name);
	free((void *)(uintptr_t)entry->map_type);
}

void entry_list_free(struct entry_list *list)
{
	if (!list)
		return;
	while (list->count)
		free_entry(list, --list->count);
	free(list->kept);
	free(list);
}

void entry_list_slice(struct entry_list *list, size_t size)
{
	const struct entry *first = &list->kept[0];
	bool goes = !list->has_borders && list->count == 1 && size && size < first->value_size &&
		    first->value_size % size == 0;

	list->slice = goes ? size : 0;
}

bool entry_list_get(struct entry_list *list, uint64_t index, struct entry *entry)
{
	if (list->slice) {
		if (index >= list->kept[0].value_size / list->slice)
			return false;
		*entry = list->kept[0];
		entry->value += index * list->slice;
		entry->value_size = list->slice;
		return true;
	}
	read_up_to(list, (size_t)index + 1);
	if (index >= list->count)
		return false;
	*entry = list->kept[index];
	return true;
}

uint64_t entry_list_count(struct entry_list *list, bool *is_all, const char **error)
{
	*is_all = list->slice || list->is_all;
	*error = list->error.code ? list->error.text : NULL;
	return list->slice ? list->kept[0].value_size / list->slice : list->count;
}
