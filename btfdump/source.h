/* SPDX-License-Identifier: BSD-2-Clause */
/* source.h - SOURCE and its bases, as every command takes them. */
#ifndef BTFDUMP_SOURCE_H
#define BTFDUMP_SOURCE_H

#include <libbtf/entries.h>

#include "cmd.h"

struct source {
	const char *name;
	const struct btf *btf;
	struct btf **chain; /* the bases, the lowest first, and `btf` at the end */
	size_t count;
};

/* Opens the first operand (without one the running kernel's BTF) on the bases of -B; false after a report. To be closed even then. */
bool source_open(struct source *source, const struct cli *cli);

/* The BTF that the kernel has of a live map's values: the object that the map was made with, or, of
 * struct_ops, vmlinux or a module. */
bool source_open_live(struct source *source, const struct btf_map_info *map);
void source_close(struct source *source);

#endif
