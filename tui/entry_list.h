/* SPDX-License-Identifier: BSD-2-Clause */
/* entry_list.h - entries to page through: those that were read stay in memory, further ones are read when one goes
 * there. */
#ifndef TUI_ENTRY_LIST_H
#define TUI_ENTRY_LIST_H

#include <libbtf/entries.h>

struct entry_list;

/* What is kept of an entry. */
struct entry {
	const uint8_t *key; /* NULL: none */
	size_t key_size;
	const uint8_t *value; /* NULL: none, and `error` may say why */
	size_t value_size;
	int32_t cpu; /* -1: no per-CPU value */
	const char *error;
	uint32_t map_id; /* 0: not known */
	const char *map_name, *map_type;
};

#define ENTRY_LIST_BYTES_MAX \
	((size_t)256 << 20) /* kept in memory; what is behind that is not read */

/* The reader stays the caller's. Reads the first entry: NULL with `err` where it can't, or there is none. */
struct entry_list *entry_list_new(struct btf_entries *entries, const char *name,
				  struct btf_error *err);
void entry_list_free(struct entry_list *list);

/* Values that had no borders in their source are cut into pieces of `size` bytes where that goes evenly; 0: not. */
void entry_list_slice(struct entry_list *list, size_t size);

/* False: there is no such entry. */
bool entry_list_get(struct entry_list *list, uint64_t index, struct entry *entry);

/* How many are known so far, and whether that is all. `*error`: what ended the reading; NULL: nothing did. */
uint64_t entry_list_count(struct entry_list *list, bool *is_all, const char **error);

#endif
