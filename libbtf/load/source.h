/* SPDX-License-Identifier: BSD-2-Clause */
/* source.h - what a SOURCE means: standard input, a file, or a BTF of the running kernel. */
#ifndef BTF_LOAD_SOURCE_H
#define BTF_LOAD_SOURCE_H

#include <limits.h>
#include <stdbool.h>

#include "base/blob.h"

#define BTF_SYSFS_DIRECTORY "/sys/kernel/btf"

struct btf_source {
	const char *name; /* as it was given */
	bool is_stdin;
	bool is_module;      /* of the running kernel: split from its vmlinux */
	char path[PATH_MAX]; /* where the bytes are, and what messages call them */
};

/* `directory` is where the running kernel's BTFs are: BTF_SYSFS_DIRECTORY, but for tests. */
void btf_source_find(struct btf_source *source, const char *name, const char *directory);

int btf_source_read(const struct btf_source *source, struct btf_blob *bytes, struct btf_error *err);

#endif
