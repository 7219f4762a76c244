/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/entries.h - saved values, one after another: keys and values of maps as bytes, from every
 * form that they are dumped in. What a file is, its content says:
 *
 *   raw bytes           of one value, or of many without anything between them
 *   hex                 two digits a byte, in one row or with blanks, commas, 0x between them
 *   xxd, hexdump -C     with offsets before and text behind; hexdump's `*` stands for repeated rows
 *   bpftool's JSON      of `map dump` and `map lookup`, per-CPU values, several maps, and errors in
 *                       place of values; -j and -p
 *   bpftool's text      `key: 00 00 00 00  value: ...`, with or without lines of their own
 *
 * Memory does not grow with the number of entries.
 */
#ifndef LIBBTF_ENTRIES_H
#define LIBBTF_ENTRIES_H

#include <libbtf/btf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The map that entries are of, as far as their source says; what it does not is 0 or "". */
struct btf_map_info {
	uint32_t id;
	uint32_t type;      /* enum bpf_map_type */
	char type_name[32]; /* as bpftool calls it: "struct_ops", "percpu_hash" */
	char name[64];
	uint32_t flags;
	uint32_t key_size, value_size; /* in bytes */
	uint32_t max_entries;

	/* Of a live map: the kernel's ids of BTF objects, and the types in them. */
	uint32_t btf_id, btf_key_type_id, btf_value_type_id;
	uint32_t btf_vmlinux_id, btf_vmlinux_value_type_id; /* of struct_ops */
};

/* One key with one value, or a value alone. The bytes are the reader's, until its next call. */
struct btf_entry {
	const struct btf_map_info *map; /* never NULL */
	const uint8_t *key;             /* NULL: the source has none */
	size_t key_size;
	const uint8_t *value; /* NULL: the source has none, and `error` or `is_empty` says why */
	size_t value_size;
	int32_t cpu;       /* whose value it is in a per-CPU map; else -1 */
	bool same_key;     /* a further CPU's value of the key before */
	bool same_map;     /* false where another map begins than that of the entry before */
	const char *error; /* what a dump says in place of a value; else NULL */
	uint64_t place; /* of its beginning: the line of a text, or the element of JSON (both from
			    * 1); the byte of raw bytes (from 0) */
};

enum btf_entries_form {
	BTF_ENTRIES_RAW,
	BTF_ENTRIES_HEX,  /* of digits alone */
	BTF_ENTRIES_ROWS, /* xxd, hexdump -C */
	BTF_ENTRIES_JSON,
	BTF_ENTRIES_TEXT, /* bpftool's */
	BTF_ENTRIES_LIVE, /* a map of the running kernel: libbtf/kernel.h */
};

struct btf_entries;

/* Reads from a file descriptor, which stays the caller's, to its end; what it holds is found out at
 * once. `name` is what messages call it. NULL with `err`: nothing can be read, or it is known not to
 * hold values: -ENODATA for no bytes at all, -EINVAL for the output of `cat` of a pinned map, whose
 * pointers are hashed. */
BTF_API struct btf_entries *btf_entries_open_fd(const char *name, int fd, struct btf_error *err);
BTF_API void btf_entries_close(struct btf_entries *entries);

BTF_API enum btf_entries_form btf_entries_form(const struct btf_entries *entries);

/* RAW, HEX and ROWS have no borders between values: how many bytes each has. The last one may turn
 * out shorter. 0, the default: all there is is one value. Before the first btf_entries_next(). */
BTF_API void btf_entries_split(struct btf_entries *entries, size_t value_size);

/* 1: *entry is the next one; 0: there are no more; or a negative errno with `err`, which names the
 * place: -EINVAL for what does not fit the form (an odd digit, a byte of more than 255, broken JSON),
 * -EFBIG for a value of more than BTF_ENTRY_MAX bytes, -ENOMEM, or that of read(2). */
#define BTF_ENTRY_MAX ((size_t)1 << 30)
BTF_API int btf_entries_next(struct btf_entries *entries, struct btf_entry *entry,
			     struct btf_error *err);

/* How many bytes of the source were read so far, and how many there are; 0 where that is not known. */
BTF_API void btf_entries_progress(const struct btf_entries *entries, uint64_t *done,
				  uint64_t *total);

#ifdef __cplusplus
}
#endif

#endif
