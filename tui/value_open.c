/* SPDX-License-Identifier: BSD-2-Clause */
/* value_open.c - opens values, and finds out what they are of. */
#include "value_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libbtf/kernel.h>
#include <libbtf/map_decl.h>

/* The only struct_ops whose values have that size; 0: none or several. */
static uint32_t struct_ops_of_size(const struct btf *btf, size_t size)
{
	uint32_t count, found = 0, id = 0;
	struct btf_struct_ops *list = btf_struct_ops_list(btf, &count, NULL);

	for (uint32_t i = 0; list && i < count; i++) {
		if (list[i].size != size)
			continue;
		id = list[i].value_id;
		found++;
	}
	free(list);
	return found == 1 ? id : 0;
}

/* What the source itself says of its keys and values; 0: nothing. */
struct declared {
	uint32_t key_id, value_id;
};

static struct declared declared_types(const struct value *value, const struct entry *entry)
{
	const struct btf_map_info *live = btf_entries_map(value->source->entries);
	const char *name =
		value->source->entries_map ? value->source->entries_map : entry->map_name;
	struct btf_map_decl map;

	if (live && live->btf_vmlinux_value_type_id)
		return (struct declared){0, live->btf_vmlinux_value_type_id};
	if (live && live->btf_value_type_id)
		return (struct declared){live->btf_key_type_id, live->btf_value_type_id};
	if (name && *name && btf_map_decl_find(value->source->btf, name, &map) && map.value_type_id)
		return (struct declared){map.key_type_id, map.value_type_id};
	return (struct declared){0, struct_ops_of_size(value->source->btf, entry->value_size)};
}

static bool find_type(struct value *value, struct btf_error *err)
{
	struct declared declared;
	struct entry entry;

	if (value->source->entries_type)
		return value_parse_type(value, value->source->entries_type, err);
	entry_list_get(value->entries, 0, &entry);
	declared = declared_types(value, &entry);
	if (value->source->entries_map && !declared.value_id) {
		err->code = -ENOENT;
		snprintf(err->text, sizeof(err->text), "%s: declares no map '%s' with a type",
			 value->source->name, value->source->entries_map);
		return false;
	}
	value->has_key_type =
		declared.key_id &&
		btf_value_type_of(value->source->btf, declared.key_id, &value->key_type, NULL);
	if (!declared.value_id || !value_set_type(value, declared.value_id, NULL))
		value_go(value, 0);
	return true;
}

/* What is long is read value by value; all else is kept in one piece, to be cut anew for another type. */
#define LONG_INPUT ((uint64_t)16 << 20)

static void cut_long_input(const struct tui_source *source)
{
	struct btf_value_type type;
	uint64_t done, total;

	btf_entries_progress(source->entries, &done, &total);
	if (total > LONG_INPUT && source->entries_type &&
	    btf_value_type_parse(source->btf, source->entries_type, &type, NULL) &&
	    !type.is_flexible)
		btf_entries_split(source->entries, (size_t)type.size);
}

struct value *value_new(const struct tui_source *source, struct btf_decoder *decoder,
			struct btf_error *err)
{
	struct value *value = calloc(1, sizeof(*value));

	if (!value) {
		err->code = -ENOMEM;
		snprintf(err->text, sizeof(err->text), "no memory");
		return NULL;
	}
	value->source = source;
	value->decoder = decoder;
	cut_long_input(source);
	value->entries = entry_list_new(source->entries, source->entries_name, err);
	if (!value->entries || !find_type(value, err)) {
		value_free(value);
		return NULL;
	}
	return value;
}

/* What was opened by name, or again, and the source with it in place of its own. */
struct value_file {
	struct tui_source source;
	int fd; /* -1: a map's */
	char path[1];
};

static void close_file(struct value_file *file)
{
	if (!file)
		return;
	btf_entries_close(file->source.entries);
	if (file->fd >= 0)
		close(file->fd);
	free(file);
}

static struct value_file *new_file(const struct tui_source *source, const char *path,
				   struct btf_error *err)
{
	struct value_file *file = calloc(1, sizeof(*file) + strlen(path));

	if (!file) {
		err->code = -ENOMEM;
		snprintf(err->text, sizeof(err->text), "no memory");
		return NULL;
	}
	memcpy(file->path, path, strlen(path) + 1);
	file->source = *source;
	file->source.entries = NULL;
	file->fd = -1;
	return file;
}

static struct btf_entries *open_entries(struct value_file *file, struct btf_error *err)
{
	file->source.entries_name = file->source.entries_word = file->path;
	file->fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file->fd >= 0)
		return btf_entries_open_fd(file->path, file->fd, err);
	err->code = -errno;
	snprintf(err->text, sizeof(err->text), "%s: %s", file->path, strerror(errno));
	return NULL;
}

static struct btf_entries *open_map(const struct tui_source *source, struct btf_error *err)
{
	if (strcmp(source->entries_option, "--pinned") == 0)
		return btf_entries_open_pinned(source->entries_word, err);
	return btf_entries_open_map_id((uint32_t)strtoul(source->entries_word, NULL, 0), err);
}

/* The file is the value's from then on. */
static struct value *value_of_file(struct value_file *file, struct btf_decoder *decoder,
				   struct btf_error *err)
{
	struct value *value = file->source.entries ? value_new(&file->source, decoder, err) : NULL;

	if (value)
		value->file = file;
	else
		close_file(file);
	return value;
}

struct value *value_open(const struct tui_source *source, const char *path,
			 struct btf_decoder *decoder, struct btf_error *err)
{
	struct value_file *file = new_file(source, path, err);

	if (!file)
		return NULL;
	file->source.entries_option = NULL;
	file->source.entries_type = file->source.entries_map = NULL;
	file->source.entries = open_entries(file, err);
	return value_of_file(file, decoder, err);
}

/* Reading again */

/* The entry of the same key; without keys, of the same number. False: there is none. */
static bool find_entry(const struct value *old, const struct value *value, uint64_t *index)
{
	struct entry wanted, entry;

	*index = old->entry;
	if (!entry_list_get(old->entries, old->entry, &wanted) || !wanted.key)
		return entry_list_get(value->entries, old->entry, &entry);
	for (uint64_t i = 0; entry_list_get(value->entries, i, &entry); i++) {
		if (entry.key && entry.key_size == wanted.key_size && entry.cpu == wanted.cpu &&
		    entry.map_id == wanted.map_id &&
		    memcmp(entry.key, wanted.key, wanted.key_size) == 0) {
			*index = i;
			return true;
		}
	}
	return false;
}

static void fold_as(struct value *value, const struct value *old)
{
	size_t size = old->fold_count * sizeof(*old->folds);

	value->folds = size ? malloc(size) : NULL;
	if (!value->folds)
		return;
	memcpy(value->folds, old->folds, size);
	value->fold_count = old->fold_count;
}

static void remember_bytes(struct value *value, const struct value *old)
{
	size_t size = old->size < value->size ? old->size : value->size;

	value->before = malloc(value->size + 1);
	if (!value->before)
		return;
	memcpy(value->before, old->data, size);
	for (size_t i = size; i < value->size; i++)
		value->before[i] = (uint8_t)~value->data[i]; /* what was not there is new */
}

struct value *value_reopen(const struct value *old, struct btf_error *err)
{
	const struct tui_source *source = old->source;
	struct value_file *file;
	struct value *value;
	uint64_t index;
	bool is_there;

	if (!source->entries_option && strcmp(source->entries_word, "-") == 0) {
		err->code = -ESPIPE;
		snprintf(err->text, sizeof(err->text), "standard input can't be read again");
		return NULL;
	}
	file = new_file(source, source->entries_word, err);
	if (!file)
		return NULL;
	file->source.entries =
		source->entries_option ? open_map(source, err) : open_entries(file, err);
	value = value_of_file(file, old->decoder, err);
	if (!value)
		return NULL;
	if (old->has_type)
		value_take_type(value, &old->type);
	value->is_chosen = old->is_chosen;
	fold_as(value, old);
	is_there = find_entry(old, value, &index);
	if (!value_go(value, index))
		value_go(value, 0);
	if (is_there && old->data && value->data)
		remember_bytes(value, old);
	return value;
}

void value_free(struct value *value)
{
	if (!value)
		return;
	entry_list_free(value->entries);
	close_file(value->file);
	free(value->before);
	free(value->rows);
	free(value->folds);
	free(value);
}
