/* SPDX-License-Identifier: BSD-2-Clause */
/* unpack.c - runs a decoder over packed bytes until the last stream ends. */
#include "load/unpack.h"

#include <errno.h>
#include <stdio.h>

#include "base/error.h"
#include "load/bytes.h"

struct output {
	struct btf_blob blob;
	size_t capacity; /* in bytes */
};

/* One step, with room for it. */
static int unpack_step(const struct btf_decoder *decoder, struct btf_unpacking *at,
		       struct output *output, struct btf_error *err)
{
	size_t room = decoder->room ? decoder->room : 1;
	int result;

	result = btf_blob_grow(&output->blob, &output->capacity, output->blob.size + room, err);
	if (result)
		return result;
	at->output = (uint8_t *)(uintptr_t)output->blob.data + output->blob.size;
	at->output_left = output->capacity - output->blob.size;
	result = decoder->step(decoder->state, at, err);
	output->blob.size = output->capacity - at->output_left;
	return result;
}

/* One stream. A decoder that has room and neither takes nor gives anything lacks input. */
static int unpack_stream(const struct btf_decoder *decoder, struct btf_unpacking *at,
			 struct output *output, struct btf_error *err)
{
	int result = decoder->begin(decoder->state, err);

	while (!result) {
		size_t input_left = at->input_left, size = output->blob.size;

		result = unpack_step(decoder, at, output, err);
		if (!result && at->input_left == input_left && output->blob.size == size)
			return btf_fail(err, -EINVAL, "ends in the middle (truncated?)");
	}
	return result == BTF_UNPACK_END ? 0 : result;
}

int btf_unpack(const struct btf_form *form, const struct btf_decoder *decoder,
	       const struct btf_blob *packed, struct btf_blob *unpacked, struct btf_error *err)
{
	struct btf_blob rest = {packed->data, packed->size, BTF_BLOB_BORROWED};
	struct output output = {0};
	int result;

	do {
		size_t padding = decoder->padding ? decoder->padding(&rest) : 0;
		struct btf_unpacking at = {.input = rest.data + padding,
					   .input_left = rest.size - padding};

		result = unpack_stream(decoder, &at, &output, err);
		rest.data = at.input;
		rest.size = at.input_left;
	} while (!result && form->probe(&rest));

	if (result) {
		char place[40];

		snprintf(place, sizeof(place), "byte %zu of %zu", packed->size - rest.size,
			 packed->size);
		btf_error_prefix(err, place);
		btf_blob_release(&output.blob);
	}
	*unpacked = output.blob;
	return result;
}

/* A skippable frame is a magic of which four bits are free, a size, and that many bytes. */
size_t btf_skippable_frames(const struct btf_blob *rest)
{
	size_t at = 0;

	while (rest->size - at >= 8 && (btf_le32(rest->data + at) & 0xfffffff0) == 0x184D2A50) {
		uint64_t size = 8 + (uint64_t)btf_le32(rest->data + at + 4);

		if (size > rest->size - at)
			break;
		at += (size_t)size;
	}
	return at;
}

static int refuse_packing(const struct btf_blob *bytes, struct btf_inside *inside,
			  struct btf_error *err)
{
	(void)bytes;
	(void)inside;
	return btf_fail(err, -ENOTSUP, "a packing that can't be unpacked here");
}

static bool bzip2_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, "BZh", 3) && btf_bytes_at(bytes, 4, "1AY&SY", 6);
}

const struct btf_form btf_form_bzip2 = {"bzip2", bzip2_probe, refuse_packing};

static bool lzop_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, "\x89LZO\0\r\n\x1a\n", 9);
}

const struct btf_form btf_form_lzop = {"lzop", lzop_probe, refuse_packing};
