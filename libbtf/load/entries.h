/* SPDX-License-Identifier: BSD-2-Clause */
/* entries.h - the inside of a reader of saved values: one file a form. */
#ifndef BTF_LOAD_ENTRIES_H
#define BTF_LOAD_ENTRIES_H

#include "base/jansson.h"
#include "load/entries_json_scan.h"
#include "load/feed.h"
#include "load/kernel_map.h"
#include <libbtf/entries.h>

/* Bytes that are gathered. */
struct btf_gathered {
	uint8_t *bytes;
	size_t size, capacity;
};

/* Adds a byte. 0, -EFBIG beyond BTF_ENTRY_MAX, -ENOMEM. */
int btf_gather(struct btf_gathered *gathered, uint8_t byte, struct btf_error *err);

/* A form: how it is known by what it begins with, and how the next entry is read. */
struct btf_entries_reader {
	enum btf_entries_form form;
	bool (*probe)(const char *text, size_t size);
	int (*next)(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err);
};

extern const struct btf_entries_reader btf_entries_raw;
extern const struct btf_entries_reader btf_entries_hex;
extern const struct btf_entries_reader btf_entries_rows;
extern const struct btf_entries_reader btf_entries_json;
extern const struct btf_entries_reader btf_entries_text;

/* Where a reader of rows stands. */
struct btf_rows_state {
	int base;          /* of offsets: 16 or 8; 0: not known yet */
	uint64_t expected; /* the offset that the next row has */
	bool repeats;      /* a `*` stands before it */
	uint8_t last[32];  /* the row before, */
	size_t last_size;  /* and its bytes */
	uint64_t left;     /* bytes of repeated rows that are still to come */
};

/* Where a reader of JSON stands. */
struct btf_json_state {
	struct btf_jansson jansson;
	struct btf_json_scan scan;
	uint64_t element;     /* the number of what was read last, from 1 */
	json_t *whole;        /* what was parsed last; NULL: nothing */
	const json_t *values; /* of a per-CPU entry in it that is being handed out; else NULL */
	size_t value_at;      /* the next of these */
	bool has_key;
};

void btf_json_state_free(struct btf_json_state *state);

struct btf_entries {
	char *name;
	struct btf_feed feed;
	const struct btf_entries_reader *reader;
	size_t split;
	bool was_read; /* an entry was handed out */
	bool new_map;  /* another one begins with the next entry */
	struct btf_map_info map;
	struct btf_gathered key, value;
	char error[256]; /* what btf_entry.error points to */
	struct btf_rows_state rows;
	struct btf_json_state *json;       /* NULL: nothing was read of it yet */
	struct btf_kernel_map *kernel_map; /* LIVE */
};

#endif
