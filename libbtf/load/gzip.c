/* SPDX-License-Identifier: BSD-2-Clause */
/* gzip.c - unpacks gzip (RFC 1952); the only file with zlib. */
#define ZLIB_CONST
#include <zlib.h>

#include <errno.h>

#include "base/error.h"
#include "base/library.h"
#include "load/bytes.h"
#include "load/unpack.h"

#define GZIP_WRAPPER 16 /* added to the window's bits: zlib is to expect a gzip header */

struct gzip {
	__typeof__(&inflateInit2_) inflateInit2_;
	__typeof__(&inflateReset) inflateReset;
	__typeof__(&inflate) inflate;
	__typeof__(&inflateEnd) inflateEnd;
	z_stream stream;
};

static bool gzip_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, "\x1f\x8b\x08", 3);
}

static int gzip_begin(void *state, struct btf_error *err)
{
	struct gzip *gzip = state;

	if (gzip->inflateReset(&gzip->stream) != Z_OK)
		return btf_fail(err, -EINVAL, "zlib can't begin a stream");
	return 0;
}

static int gzip_step(void *state, struct btf_unpacking *at, struct btf_error *err)
{
	struct gzip *gzip = state;
	z_stream *stream = &gzip->stream;
	int code;

	/* Sizes stay below BTF_BLOB_MAX, which zlib's 32 bits can hold. */
	stream->next_in = at->input;
	stream->avail_in = (uInt)at->input_left;
	stream->next_out = at->output;
	stream->avail_out = (uInt)at->output_left;
	code = gzip->inflate(stream, Z_NO_FLUSH);
	*at = (struct btf_unpacking){stream->next_in, stream->avail_in, stream->next_out,
				     stream->avail_out};
	if (code == Z_STREAM_END)
		return BTF_UNPACK_END;
	if (code == Z_OK || code == Z_BUF_ERROR)
		return BTF_UNPACK_MORE;
	if (code == Z_MEM_ERROR)
		return btf_fail(err, -ENOMEM, "no memory to unpack it");
	return btf_fail(err, -EINVAL, "%s", stream->msg ? stream->msg : "broken data");
}

static int gzip_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	struct gzip gzip = {0};
	const struct btf_symbol symbols[] = {
		{"inflateInit2_", &gzip.inflateInit2_},
		{"inflateReset", &gzip.inflateReset},
		{"inflate", &gzip.inflate},
		{"inflateEnd", &gzip.inflateEnd},
		{0},
	};
	const struct btf_decoder decoder = {&gzip, gzip_begin, gzip_step, NULL, 0};
	void *library = btf_library_open("libz.so.1", "gzip", symbols, err);
	int result;

	if (!library)
		return -ENOSYS;
	if (gzip.inflateInit2_(&gzip.stream, GZIP_WRAPPER + MAX_WBITS, ZLIB_VERSION,
			       (int)sizeof(gzip.stream)) != Z_OK) {
		result = btf_fail(err, -ENOMEM, "zlib can't begin");
	} else {
		result = btf_unpack(&btf_form_gzip, &decoder, bytes, &inside->bytes, err);
		gzip.inflateEnd(&gzip.stream);
	}
	btf_library_close(library);
	return result;
}

const struct btf_form btf_form_gzip = {"gzip", gzip_probe, gzip_open};
