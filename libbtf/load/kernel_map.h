/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_map.h - a map of the running kernel as an open thing: found by kernel_map.c, read entry
 * by entry by kernel_entries.c, and one of the forms behind <libbtf/entries.h>. */
#ifndef BTF_LOAD_KERNEL_MAP_H
#define BTF_LOAD_KERNEL_MAP_H

#include "load/kernel_cpus.h"
#include "load/kernel_map_types.h"
#include <libbtf/entries.h>

/* Where reading stands: keys and values that the last call brought, and how to get the next. */
struct btf_kernel_walk {
	/* Brings the next entries; 0 or a negative errno. No entries: they have ended. */
	int (*fill)(struct btf_kernel_walk *walk, struct btf_error *err);

	uint8_t *keys, *values; /* room for `capacity` entries each */
	uint32_t capacity, count;
	uint32_t at;     /* the next to be handed out of `count` */
	uint32_t cpu_at; /* the part of it */

	uint8_t *cursor; /* after which key, or in the kernel's words where, to go on */
	bool is_started, has_ended;
	uint64_t passed;      /* keys so far */
	const char *error;    /* of the look-up of the one key that is here */
	char error_text[128]; /* what it points to */

	/* Of the map. */
	int fd;
	uint32_t key_size, max_entries;
	size_t key_stride, value_stride; /* value_stride: of all CPUs */
};

struct btf_kernel_map {
	struct btf_map_info info;
	enum btf_map_reading reading;
	struct btf_cpus cpus; /* where a key has a value for each */
	struct btf_kernel_walk walk;
};

/* NULL with `err`, as btf_entries_open_map_id() and btf_entries_open_pinned(). */
struct btf_kernel_map *btf_kernel_map_by_id(uint32_t map_id, struct btf_error *err);
struct btf_kernel_map *btf_kernel_map_pinned(const char *path, struct btf_error *err);
void btf_kernel_map_close(struct btf_kernel_map *map);

/* Makes ready to read the map whose `info`, `reading` and `cpus` are known. */
int btf_kernel_walk_begin(struct btf_kernel_map *map, int fd, struct btf_error *err);
void btf_kernel_walk_end(struct btf_kernel_walk *walk);

/* As btf_entries_next(); `same_map` is left to the caller. */
int btf_kernel_map_next(struct btf_kernel_map *map, struct btf_entry *entry, struct btf_error *err);

/* As btf_entries_progress(). Only an array says how full it is. */
void btf_kernel_map_progress(const struct btf_kernel_map *map, uint64_t *done, uint64_t *total);

#endif
