/* SPDX-License-Identifier: BSD-2-Clause */
/* blob.h - a run of bytes in memory, and how to give it back: a mapped file, a heap block, or
 * bytes that belong to somebody else. A plain value that has one owner at a time. */
#ifndef BTF_BASE_BLOB_H
#define BTF_BASE_BLOB_H

#include <stddef.h>
#include <stdint.h>

#include <libbtf/error.h>

enum btf_blob_kind {
	BTF_BLOB_BORROWED, /* and so is an empty one: zeroed memory is a blob */
	BTF_BLOB_HEAP,
	BTF_BLOB_MAPPED,
};

struct btf_blob {
	const uint8_t *data;
	size_t size; /* in bytes */
	enum btf_blob_kind kind;
};

/* No input is read, and none is unpacked, beyond this size: a small packed file can unpack to
 * all of a machine's memory. The largest kernels with debug information stay below. */
#define BTF_BLOB_MAX ((size_t)1 << 30)

/* Maps a file, or reads it where it can't be mapped (a pipe, some files of /proc and /sys). */
int btf_blob_open(struct btf_blob *blob, const char *path, struct btf_error *err);

/* Reads a descriptor to its end. */
int btf_blob_read(struct btf_blob *blob, int fd, struct btf_error *err);

/* Grows a heap blob's allocation so that `*capacity` is at least `wanted`; doubles, so that
 * appending is linear. Refuses more than BTF_BLOB_MAX. `blob->size` stays as it is. */
int btf_blob_grow(struct btf_blob *blob, size_t *capacity, size_t wanted, struct btf_error *err);

/* Gives the bytes back and leaves an empty blob. */
void btf_blob_release(struct btf_blob *blob);

#endif
