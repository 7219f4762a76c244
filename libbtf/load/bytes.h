/* SPDX-License-Identifier: BSD-2-Clause */
/* bytes.h - numbers and parts out of bytes that nobody has checked. */
#ifndef BTF_LOAD_BYTES_H
#define BTF_LOAD_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/blob.h"

static inline uint16_t btf_le16(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t btf_le32(const uint8_t *bytes)
{
	return btf_le16(bytes) | (uint32_t)btf_le16(bytes + 2) << 16;
}

static inline uint64_t btf_le64(const uint8_t *bytes)
{
	return btf_le32(bytes) | (uint64_t)btf_le32(bytes + 4) << 32;
}

/* Whether these bytes stand at that offset; false also where the blob ends before. */
static inline bool btf_bytes_at(const struct btf_blob *blob, size_t offset, const char *wanted,
				size_t size)
{
	return offset <= blob->size && size <= blob->size - offset &&
	       memcmp(blob->data + offset, wanted, size) == 0;
}

/* A part of a blob, which stays the owner; false where it does not lie in it. */
static inline bool btf_blob_part(const struct btf_blob *blob, uint64_t offset, uint64_t size,
				 struct btf_blob *part)
{
	if (offset > blob->size || size > blob->size - offset)
		return false;
	*part = (struct btf_blob){blob->data + offset, (size_t)size, BTF_BLOB_BORROWED};
	return true;
}

#endif
