/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_entries.c - what is in a map of the running kernel?
 *
 * The kernel is asked for many entries at a time where it has that for the type of map (Linux 5.6
 * and later, most types), else for one key after another: `fill` is one or the other. In a hash a
 * batch ends where a bucket does, so a batch that has no room for a bucket is asked for again with
 * twice the room.
 *
 * A map may change while it is read. A key that has vanished before its value was looked up is no
 * entry; nor is an empty slot of an array of kernel objects. A key that has vanished before its
 * successor was asked for makes the kernel begin again at the first: what gives too many keys is
 * given up.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "load/bpf_syscall.h"
#include "load/kernel_map.h"

/* What a batch takes: larger is no faster, and falls out of the processor's caches. */
#define BATCH_BYTES ((size_t)128 << 10)

/* A hash's buckets hold one entry on average, seldom more than eight. */
#define BATCH_ENTRIES_MIN 32

/* Room for that many entries; what was there is lost. */
static int make_room(struct btf_kernel_walk *walk, uint32_t capacity, struct btf_error *err)
{
	if (capacity > BTF_ENTRY_MAX / (walk->key_stride + walk->value_stride))
		return btf_fail(err, -EFBIG,
				"a value, or a bucket of a hash, takes more than %zu bytes",
				BTF_ENTRY_MAX);
	free(walk->keys);
	free(walk->values);
	walk->keys = malloc(walk->key_stride * capacity);
	walk->values = malloc(walk->value_stride * capacity);
	walk->capacity = capacity;
	if (!walk->keys || !walk->values)
		return btf_fail(err, -ENOMEM, "not enough memory for values of the map");
	return 0;
}

/* What is asked again begins again at times; nobody wants to wait for ever. */
static int count_keys(struct btf_kernel_walk *walk, struct btf_error *err)
{
	walk->passed += walk->count;
	if (walk->max_entries && walk->passed / 2 > walk->max_entries)
		return btf_fail(
			err, -EAGAIN,
			"the map changes while it is read, so that its keys begin over and over again");
	return 0;
}

static int next_key(struct btf_kernel_walk *walk)
{
	union bpf_attr attr;
	int result;

	memset(&attr, 0, sizeof(attr));
	attr.map_fd = (uint32_t)walk->fd;
	attr.key = walk->is_started ? (uintptr_t)walk->cursor : 0;
	attr.next_key = (uintptr_t)walk->keys;
	result = btf_bpf(BPF_MAP_GET_NEXT_KEY, &attr);
	if (result == 0) {
		memcpy(walk->cursor, walk->keys, walk->key_size);
		walk->is_started = true;
	}
	return result;
}

static int look_up(struct btf_kernel_walk *walk)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.map_fd = (uint32_t)walk->fd;
	attr.key = walk->key_size ? (uintptr_t)walk->keys : 0;
	attr.value = (uintptr_t)walk->values;
	return btf_bpf(BPF_MAP_LOOKUP_ELEM, &attr);
}

/* The value of one key is here, or it says why not. */
static void take_one(struct btf_kernel_walk *walk, int result)
{
	walk->count = result == -ENOENT ? 0 : 1;
	walk->error = NULL;
	if (result)
		walk->error = btf_bpf_words(result, walk->error_text, sizeof(walk->error_text));
}

static int fill_by_key(struct btf_kernel_walk *walk, struct btf_error *err)
{
	do {
		int result = next_key(walk);

		if (result == -ENOENT) {
			walk->has_ended = true;
			return 0;
		}
		if (result)
			return btf_bpf_fail(err, result, "its entries");
		take_one(walk, look_up(walk));
		walk->passed += 1 - walk->count; /* the keys that had no value count too */
	} while (!walk->count);
	return count_keys(walk, err);
}

/* What a queue or a stack would give next. There is no way to see the others but to take it out. */
static int fill_by_peek(struct btf_kernel_walk *walk, struct btf_error *err)
{
	int result = look_up(walk);

	walk->has_ended = true;
	take_one(walk, result);
	return result == -EPERM ? btf_bpf_fail(err, result, "its entries") : count_keys(walk, err);
}

static int ask_for_batch(struct btf_kernel_walk *walk)
{
	union bpf_attr attr;
	int result;

	memset(&attr, 0, sizeof(attr));
	attr.batch.map_fd = (uint32_t)walk->fd;
	attr.batch.in_batch = walk->is_started ? (uintptr_t)walk->cursor : 0;
	attr.batch.out_batch = (uintptr_t)walk->cursor;
	attr.batch.keys = (uintptr_t)walk->keys;
	attr.batch.values = (uintptr_t)walk->values;
	attr.batch.count = walk->capacity;
	result = btf_bpf(BPF_MAP_LOOKUP_BATCH, &attr);
	if (result == 0 || result == -ENOENT)
		walk->count = attr.batch.count;
	return result;
}

/* One by one, where there are no batches. */
static int fall_back(struct btf_kernel_walk *walk, struct btf_error *err)
{
	int result = make_room(walk, 1, err);

	if (result)
		return result;
	walk->fill = fill_by_key;
	return fill_by_key(walk, err);
}

static int fill_by_batch(struct btf_kernel_walk *walk, struct btf_error *err)
{
	while (!walk->count && !walk->has_ended) {
		int result = ask_for_batch(walk);

		if (result == -ENOSPC && walk->capacity < walk->max_entries)
			result = make_room(walk, 2 * walk->capacity, err);
		else if (result == -ENOENT)
			walk->has_ended = true;
		else if (result && !walk->is_started)
			return fall_back(walk, err);
		else if (result)
			return btf_bpf_fail(err, result, "its entries");
		else
			walk->is_started = true;
		if (result && result != -ENOENT)
			return result;
	}
	return count_keys(walk, err);
}

/* How many entries to ask for at a time: no more than there can be. */
static uint32_t batch_size(const struct btf_kernel_walk *walk)
{
	size_t wanted = BATCH_BYTES / (walk->key_stride + walk->value_stride);

	if (wanted < BATCH_ENTRIES_MIN)
		wanted = BATCH_ENTRIES_MIN;
	if (wanted > walk->max_entries)
		wanted = walk->max_entries;
	return wanted ? (uint32_t)wanted : 1;
}

/* A few values are looked up one by one: a batch of large ones would take the memory of many. */
static bool wants_batches(const struct btf_kernel_map *map)
{
	return map->reading != BTF_MAP_BY_PEEK && map->walk.max_entries > 1 &&
	       map->walk.value_stride <= BATCH_BYTES;
}

int btf_kernel_walk_begin(struct btf_kernel_map *map, int fd, struct btf_error *err)
{
	struct btf_kernel_walk *walk = &map->walk;
	uint64_t values = map->info.value_size;

	if (map->reading == BTF_MAP_BY_CPUS)
		values = btf_map_cpu_stride(map->info.value_size) * map->cpus.count;
	if (values > BTF_ENTRY_MAX || map->info.key_size > BTF_ENTRY_MAX)
		return btf_fail(err, -EFBIG, "its values have more than %zu bytes", BTF_ENTRY_MAX);
	walk->fd = fd;
	walk->key_size = map->info.key_size;
	walk->max_entries = map->info.max_entries;
	walk->key_stride = walk->key_size ? walk->key_size : 1;
	walk->value_stride = values ? (size_t)values : 1;
	/* A hash keeps a number in it that may be longer than its keys. */
	walk->cursor = calloc(1, walk->key_stride + sizeof(uint64_t));
	if (!walk->cursor)
		return btf_fail(err, -ENOMEM, "not enough memory for a key");
	walk->fill = map->reading == BTF_MAP_BY_PEEK ? fill_by_peek : fill_by_key;
	if (wants_batches(map)) {
		walk->fill = fill_by_batch;
		return make_room(walk, batch_size(walk), err);
	}
	return make_room(walk, 1, err);
}

void btf_kernel_walk_end(struct btf_kernel_walk *walk)
{
	free(walk->keys);
	free(walk->values);
	free(walk->cursor);
	*walk = (struct btf_kernel_walk){.fd = -1};
}

/* The entry, or the part of it, where the walk stands. */
static void describe(const struct btf_kernel_map *map, struct btf_entry *entry)
{
	const struct btf_kernel_walk *walk = &map->walk;
	bool by_cpus = map->reading == BTF_MAP_BY_CPUS && !walk->error;
	size_t part = by_cpus ? btf_map_cpu_stride(map->info.value_size) * walk->cpu_at : 0;

	*entry = (struct btf_entry){
		.map = &map->info,
		.key = walk->key_size ? walk->keys + walk->key_stride * walk->at : NULL,
		.key_size = walk->key_size,
		.cpu = by_cpus ? (int32_t)map->cpus.ids[walk->cpu_at] : -1,
		.same_key = by_cpus && walk->cpu_at > 0,
		.error = walk->error,
		.place = walk->passed - walk->count + walk->at + 1,
	};
	if (walk->error)
		return;
	entry->value = walk->values + walk->value_stride * walk->at + part;
	entry->value_size = map->info.value_size;
}

static void advance(struct btf_kernel_map *map)
{
	struct btf_kernel_walk *walk = &map->walk;

	if (map->reading == BTF_MAP_BY_CPUS && !walk->error && ++walk->cpu_at < map->cpus.count)
		return;
	walk->cpu_at = 0;
	walk->at++;
}

int btf_kernel_map_next(struct btf_kernel_map *map, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_kernel_walk *walk = &map->walk;

	if (walk->at == walk->count) {
		int result = 0;

		walk->at = walk->count = 0;
		if (!walk->has_ended)
			result = walk->fill(walk, err);
		if (result || !walk->count)
			return result;
	}
	describe(map, entry);
	advance(map);
	return 1;
}

void btf_kernel_map_progress(const struct btf_kernel_map *map, uint64_t *done, uint64_t *total)
{
	const struct btf_kernel_walk *walk = &map->walk;
	size_t stride = walk->key_size + walk->value_stride;
	bool is_array =
		map->info.type == BPF_MAP_TYPE_ARRAY || map->info.type == BPF_MAP_TYPE_PERCPU_ARRAY;

	*done = (walk->passed - walk->count + walk->at) * stride;
	*total = is_array ? (uint64_t)walk->max_entries * stride : 0;
}
