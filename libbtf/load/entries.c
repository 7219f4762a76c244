/* SPDX-License-Identifier: BSD-2-Clause */
/* entries.c - opens saved values: finds out what form they have, and hands them out. */
#include "load/entries.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include <libbtf/kernel.h>

#define PROBE_SIZE ((size_t)4096)

/* Text of a value takes up to seven characters a byte: `"0x00",`. */
#define WINDOW_MAX (8 * BTF_ENTRY_MAX)

int btf_gather(struct btf_gathered *gathered, uint8_t byte, struct btf_error *err)
{
	if (gathered->size == gathered->capacity) {
		size_t capacity = gathered->capacity ? gathered->capacity * 2 : 256;
		uint8_t *bytes;

		if (gathered->size >= BTF_ENTRY_MAX)
			return btf_fail(err, -EFBIG, "a value of more than %zu bytes",
					BTF_ENTRY_MAX);
		bytes = realloc(gathered->bytes, capacity);
		if (!bytes)
			return btf_fail(err, -ENOMEM, "no memory for %zu bytes", capacity);
		gathered->bytes = bytes;
		gathered->capacity = capacity;
	}
	gathered->bytes[gathered->size++] = byte;
	return 0;
}

/* A file that says of itself that it is for debugging has hashed pointers in it. */
static int refuse_pinned(const char *text, size_t size, struct btf_error *err)
{
	static const char warning[] = "# WARNING!! The output is for debug purpose only";

	if (size < sizeof(warning) - 1 || memcmp(text, warning, sizeof(warning) - 1) != 0)
		return 0;
	return btf_fail(
		err, -EINVAL,
		"what `cat` prints of a pinned map has no bytes in it, and its pointers are "
		"hashed; use `bpftool -j map dump pinned PATH`");
}

/* What bpftool -j prints for a key that is not there. */
static int refuse_null(const char *text, size_t size, struct btf_error *err)
{
	bool is_null = size >= 4 && size <= 6 && memcmp(text, "null", 4) == 0;

	for (size_t i = 4; is_null && i < size; i++)
		is_null = text[i] == '\n' || text[i] == '\r';
	return is_null ? btf_fail(err, -ENODATA, "is the look-up of a key that was not found") : 0;
}

/* What is of no other form is raw bytes. */
static const struct btf_entries_reader *find_reader(const char *text, size_t size)
{
	static const struct btf_entries_reader *const readers[] = {
		&btf_entries_json, &btf_entries_text, &btf_entries_rows, &btf_entries_hex};

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		if (readers[i]->probe(text, size))
			return readers[i];
	return &btf_entries_raw;
}

static int sniff(struct btf_entries *entries, struct btf_error *err)
{
	struct btf_feed *feed = &entries->feed;
	int result = btf_feed_want(feed, PROBE_SIZE, err);
	size_t size = btf_feed_size(feed) < PROBE_SIZE ? btf_feed_size(feed) : PROBE_SIZE;

	if (result)
		return result;
	if (!size)
		return btf_fail(err, -ENODATA, "is empty");
	result = refuse_pinned(btf_feed_bytes(feed), size, err);
	if (!result)
		result = refuse_null(btf_feed_bytes(feed), size, err);
	entries->reader = find_reader(btf_feed_bytes(feed), size);
	return result;
}

static struct btf_entries *new_entries(const char *name, struct btf_error *err)
{
	struct btf_entries *entries = calloc(1, sizeof(*entries));

	if (entries)
		entries->name = strdup(name);
	if (!entries || !entries->name) {
		free(entries);
		btf_fail(err, -ENOMEM, "no memory");
		return NULL;
	}
	entries->new_map = true;
	return entries;
}

struct btf_entries *btf_entries_open_fd(const char *name, int fd, struct btf_error *err)
{
	struct btf_entries *entries = new_entries(name, err);

	if (!entries)
		return NULL;
	btf_feed_open(&entries->feed, fd, WINDOW_MAX);
	if (sniff(entries, err)) {
		btf_error_prefix(err, name);
		btf_entries_close(entries);
		return NULL;
	}
	return entries;
}

void btf_entries_close(struct btf_entries *entries)
{
	if (!entries)
		return;
	btf_json_state_free(entries->json);
	btf_kernel_map_close(entries->kernel_map);
	btf_feed_close(&entries->feed);
	free(entries->key.bytes);
	free(entries->value.bytes);
	free(entries->name);
	free(entries);
}

enum btf_entries_form btf_entries_form(const struct btf_entries *entries)
{
	return entries->reader->form;
}

void btf_entries_split(struct btf_entries *entries, size_t value_size)
{
	entries->split = value_size;
}

int btf_entries_next(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	int result;

	*entry = (struct btf_entry){.map = &entries->map, .cpu = -1};
	result = entries->reader->next(entries, entry, err);
	if (result < 0)
		btf_error_prefix(err, entries->name);
	entry->same_map = !entries->new_map;
	if (result > 0)
		entries->new_map = false;
	return result;
}

/* Live maps */

static int next_live(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	return btf_kernel_map_next(entries->kernel_map, entry, err);
}

static const struct btf_entries_reader live = {.form = BTF_ENTRIES_LIVE, .next = next_live};

static struct btf_entries *open_map(struct btf_kernel_map *map, const char *name,
				    struct btf_error *err)
{
	struct btf_entries *entries = map ? new_entries(name, err) : NULL;

	if (!entries) {
		btf_kernel_map_close(map);
		return NULL;
	}
	entries->kernel_map = map;
	entries->reader = &live;
	entries->map = map->info;
	return entries;
}

struct btf_entries *btf_entries_open_map_id(uint32_t map_id, struct btf_error *err)
{
	char name[32];

	snprintf(name, sizeof(name), "map %u", map_id);
	return open_map(btf_kernel_map_by_id(map_id, err), name, err);
}

struct btf_entries *btf_entries_open_pinned(const char *path, struct btf_error *err)
{
	return open_map(btf_kernel_map_pinned(path, err), path, err);
}

const struct btf_map_info *btf_entries_map(const struct btf_entries *entries)
{
	return entries->kernel_map ? &entries->map : NULL;
}

void btf_entries_progress(const struct btf_entries *entries, uint64_t *done, uint64_t *total)
{
	if (entries->kernel_map) {
		btf_kernel_map_progress(entries->kernel_map, done, total);
		return;
	}
	*done = entries->feed.used;
	*total = entries->feed.total;
}
