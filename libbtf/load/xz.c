/* SPDX-License-Identifier: BSD-2-Clause */
/* xz.c - unpacks xz and its forerunner, lzma alone; the only file with liblzma. */
#include <lzma.h>

#include <errno.h>

#include "base/error.h"
#include "base/library.h"
#include "load/bytes.h"
#include "load/unpack.h"

/* The two forms differ in nothing but the decoder that begins a stream. */
struct xz {
	__typeof__(&lzma_stream_decoder) lzma_stream_decoder;
	__typeof__(&lzma_alone_decoder) lzma_alone_decoder;
	__typeof__(&lzma_code) lzma_code;
	__typeof__(&lzma_end) lzma_end;
	lzma_stream stream;
	bool alone;
};

/* Between xz streams there may be zeros, in fours. */
static size_t xz_padding(const struct btf_blob *rest)
{
	size_t at = 0;

	while (rest->size - at >= 4 && btf_le32(rest->data + at) == 0)
		at += 4;
	return at;
}

static bool xz_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, xz_padding(bytes), "\xfd\x37zXZ\0", 6);
}

/* There is no magic: a byte of properties, the dictionary's size, the unpacked size, and then the
 * coder's bytes, of which the first is always 0. So take sizes only that encoders write. */
static bool lzma_probe(const struct btf_blob *bytes)
{
	if (bytes->size < 14)
		return false;
	uint8_t properties = bytes->data[0];
	uint32_t dictionary = btf_le32(bytes->data + 1);
	uint64_t size = btf_le64(bytes->data + 5);
	uint32_t lowest_bit = dictionary & -dictionary;
	/* 2^n, or 2^n + 2^(n-1). */
	bool is_round = dictionary == lowest_bit || dictionary == 3 * (uint64_t)lowest_bit;

	return properties < 9 * 5 * 5 && dictionary >= 4096 && is_round &&
	       (size == UINT64_MAX || size <= BTF_BLOB_MAX) && bytes->data[13] == 0;
}

static int xz_begin(void *state, struct btf_error *err)
{
	struct xz *xz = state;
	/* A dictionary need not be larger than what may be unpacked. */
	const uint64_t memory_limit = BTF_BLOB_MAX;
	lzma_ret code = xz->alone ? xz->lzma_alone_decoder(&xz->stream, memory_limit)
				  : xz->lzma_stream_decoder(&xz->stream, memory_limit, 0);

	return code == LZMA_OK ? 0 : btf_fail(err, -ENOMEM, "liblzma can't begin a stream");
}

static int xz_failure(lzma_ret code, struct btf_error *err)
{
	if (code == LZMA_MEM_ERROR)
		return btf_fail(err, -ENOMEM, "no memory to unpack it");
	if (code == LZMA_MEMLIMIT_ERROR)
		return btf_fail(err, -EFBIG, "wants a dictionary beyond %zu bytes", BTF_BLOB_MAX);
	if (code == LZMA_OPTIONS_ERROR)
		return btf_fail(err, -ENOTSUP, "packed with options that liblzma does not know");
	return btf_fail(err, -EINVAL, "broken data");
}

static int xz_step(void *state, struct btf_unpacking *at, struct btf_error *err)
{
	struct xz *xz = state;
	lzma_stream *stream = &xz->stream;
	lzma_ret code;

	stream->next_in = at->input;
	stream->avail_in = at->input_left;
	stream->next_out = at->output;
	stream->avail_out = at->output_left;
	code = xz->lzma_code(stream, LZMA_RUN);
	*at = (struct btf_unpacking){stream->next_in, stream->avail_in, stream->next_out,
				     stream->avail_out};
	if (code == LZMA_STREAM_END)
		return BTF_UNPACK_END;
	if (code == LZMA_OK || code == LZMA_BUF_ERROR)
		return BTF_UNPACK_MORE;
	return xz_failure(code, err);
}

static int open_with_liblzma(bool alone, const struct btf_blob *bytes, struct btf_blob *unpacked,
			     struct btf_error *err)
{
	struct xz xz = {.stream = LZMA_STREAM_INIT, .alone = alone};
	const struct btf_symbol symbols[] = {
		{"lzma_stream_decoder", &xz.lzma_stream_decoder},
		{"lzma_alone_decoder", &xz.lzma_alone_decoder},
		{"lzma_code", &xz.lzma_code},
		{"lzma_end", &xz.lzma_end},
		{0},
	};
	const struct btf_form *form = alone ? &btf_form_lzma : &btf_form_xz;
	const struct btf_decoder decoder = {&xz, xz_begin, xz_step, alone ? NULL : xz_padding, 0};
	void *library = btf_library_open("liblzma.so.5", form->name, symbols, err);
	int result;

	if (!library)
		return -ENOSYS;
	result = btf_unpack(form, &decoder, bytes, unpacked, err);
	xz.lzma_end(&xz.stream);
	btf_library_close(library);
	return result;
}

static int xz_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	return open_with_liblzma(false, bytes, &inside->bytes, err);
}

static int lzma_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	return open_with_liblzma(true, bytes, &inside->bytes, err);
}

const struct btf_form btf_form_xz = {"xz", xz_probe, xz_open};
const struct btf_form btf_form_lzma = {"lzma", lzma_probe, lzma_open};
