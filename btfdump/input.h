/* SPDX-License-Identifier: BSD-2-Clause */
/* input.h - the values that are decoded: a file, standard input, or a map of the running kernel. */
#ifndef BTFDUMP_INPUT_H
#define BTFDUMP_INPUT_H

#include <libbtf/kernel.h>

#include "cmd.h"

struct input {
	const char *name; /* for messages */
	struct btf_entries *entries;
	int fd; /* of a file; -1: none */
};

/* Whether the command line names a live map, by --map-id or --pinned. */
bool input_is_live(const struct cli *cli);

/* Opens the live map; or `path`, where NULL and "-" are standard input. False after a report. To be
 * closed even then. */
bool input_open(struct input *input, const struct cli *cli, const char *path);
void input_close(struct input *input);

/* False after a report: a live map has types in a BTF of its own, and so not in a SOURCE that was named. */
bool input_types_are_of_source(const struct input *input);

/* What btf_entry.place counts, as a word. */
const char *input_place(const struct input *input);

#endif
