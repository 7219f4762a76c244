/* SPDX-License-Identifier: BSD-2-Clause */
/* blob.c - reads or maps a file. */
#include "base/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

int btf_blob_grow(struct btf_blob *blob, size_t *capacity, size_t wanted, struct btf_error *err)
{
	size_t size = *capacity ? *capacity : 1 << 16;
	void *data;

	if (wanted <= *capacity)
		return 0;
	if (wanted > BTF_BLOB_MAX)
		return btf_fail(err, -EFBIG, "holds more than %zu bytes", BTF_BLOB_MAX);
	while (size < wanted)
		size *= 2;
	data = realloc(blob->kind == BTF_BLOB_HEAP ? (void *)(uintptr_t)blob->data : NULL, size);
	if (!data)
		return btf_fail(err, -ENOMEM, "no memory for %zu bytes", size);
	blob->data = data;
	blob->kind = BTF_BLOB_HEAP;
	*capacity = size;
	return 0;
}

int btf_blob_read(struct btf_blob *blob, int fd, struct btf_error *err)
{
	size_t capacity = 0;
	ssize_t count;
	int result;

	*blob = (struct btf_blob){0};
	do {
		result = btf_blob_grow(blob, &capacity, blob->size + 1, err);
		if (result)
			break;
		count = read(fd, (uint8_t *)(uintptr_t)blob->data + blob->size,
			     capacity - blob->size);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0) {
			result = btf_fail(err, -errno, "%s", strerror(errno));
			break;
		}
		blob->size += (size_t)count;
	} while (count != 0);
	if (result)
		btf_blob_release(blob);
	return result;
}

static int blob_open_fd(struct btf_blob *blob, int fd, struct btf_error *err)
{
	struct stat st;
	void *data;

	if (fstat(fd, &st) < 0)
		return btf_fail(err, -errno, "%s", strerror(errno));
	if (S_ISDIR(st.st_mode))
		return btf_fail(err, -EISDIR, "%s", strerror(EISDIR));
	if (!S_ISREG(st.st_mode) || st.st_size == 0)
		return btf_blob_read(blob, fd, err);
	if ((uintmax_t)st.st_size > BTF_BLOB_MAX)
		return btf_fail(err, -EFBIG, "holds more than %zu bytes", BTF_BLOB_MAX);
	data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return btf_blob_read(blob, fd, err);
	*blob = (struct btf_blob){data, (size_t)st.st_size, BTF_BLOB_MAPPED};
	return 0;
}

int btf_blob_open(struct btf_blob *blob, const char *path, struct btf_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int result;

	*blob = (struct btf_blob){0};
	if (fd < 0)
		return btf_fail(err, -errno, "%s", strerror(errno));
	result = blob_open_fd(blob, fd, err);
	close(fd);
	return result;
}

void btf_blob_release(struct btf_blob *blob)
{
	void *memory = (void *)(uintptr_t)blob->data;

	switch (blob->kind) {
	case BTF_BLOB_BORROWED:
		break;
	case BTF_BLOB_HEAP:
		free(memory);
		break;
	case BTF_BLOB_MAPPED:
		munmap(memory, blob->size);
		break;
	}
	*blob = (struct btf_blob){0};
}
