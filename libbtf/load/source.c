/* SPDX-License-Identifier: BSD-2-Clause */
/* source.c - from the name that somebody typed to bytes. */
#include "load/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

/* A directory is no file: one called "btrfs" must not hide the module. */
static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

/* Whether a name can be that of a kernel's BTF, which has no slash. */
static bool can_be_kernel_name(const char *name)
{
	return *name && !strchr(name, '/');
}

void btf_source_find(struct btf_source *source, const char *name, const char *directory)
{
	int length;

	*source = (struct btf_source){.name = name};
	source->is_stdin = strcmp(name, "-") == 0;
	if (source->is_stdin) {
		snprintf(source->path, sizeof(source->path), "standard input");
		return;
	}
	if (can_be_kernel_name(name) && !is_file(name)) {
		length = snprintf(source->path, sizeof(source->path), "%s/%s", directory, name);
		if (length < (int)sizeof(source->path) && is_file(source->path)) {
			source->is_module = strcmp(name, "vmlinux") != 0;
			return;
		}
	}
	snprintf(source->path, sizeof(source->path), "%s", name);
}

static int explain_absence(const char *name, struct btf_error *err)
{
	if (strcmp(name, "vmlinux") == 0)
		return btf_fail(err, -ENOENT,
				"no such file, and the running kernel has no BTF (it is built "
				"without CONFIG_DEBUG_INFO_BTF, or /sys is not mounted)");
	return btf_fail(err, -ENOENT,
			"no such file, and the running kernel has no module of that name with BTF");
}

int btf_source_read(const struct btf_source *source, struct btf_blob *bytes, struct btf_error *err)
{
	int result;

	if (source->is_stdin)
		return btf_blob_read(bytes, STDIN_FILENO, err);
	result = btf_blob_open(bytes, source->path, err);
	if (result == -ENOENT && can_be_kernel_name(source->name))
		return explain_absence(source->name, err);
	return result;
}
