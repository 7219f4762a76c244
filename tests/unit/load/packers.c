/* SPDX-License-Identifier: BSD-2-Clause */
/* packers.c - packs bytes with the libraries themselves. */
#include "packers.h"

#include <lz4.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

const struct packer packers[PACKER_COUNT] = {
	{"gzip", &btf_form_gzip, pack_gzip, true},
	{"xz", &btf_form_xz, pack_xz, true},
	{"lzma", &btf_form_lzma, pack_lzma, true},
	{"zstd", &btf_form_zstd, pack_zstd, true},
	{"lz4", &btf_form_lz4, pack_lz4, true},
	{"lz4 legacy", &btf_form_lz4_legacy, pack_lz4_legacy, false},
};

/* Room for what can't be packed. */
static uint8_t *make_room(size_t size, size_t *room)
{
	uint8_t *data = malloc(*room = size + size / 8 + 4096);

	assert_non_null(data);
	return data;
}

void pack_gzip(struct bytes *packed, const void *data, size_t size)
{
	size_t room;
	uint8_t *out = make_room(size, &room);
	z_stream stream = {.avail_out = (uInt)room, .next_out = out, .avail_in = (uInt)size};

	stream.next_in = (z_const Bytef *)(uintptr_t)data;
	assert_int_equal(
		deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	add_bytes(packed, out, stream.total_out);
	deflateEnd(&stream);
	free(out);
}

void pack_xz(struct bytes *packed, const void *data, size_t size)
{
	size_t room, used = 0;
	uint8_t *out = make_room(size, &room);

	assert_int_equal(
		lzma_easy_buffer_encode(0, LZMA_CHECK_CRC64, NULL, data, size, out, &used, room),
		LZMA_OK);
	add_bytes(packed, out, used);
	free(out);
}

void pack_lzma(struct bytes *packed, const void *data, size_t size)
{
	size_t room;
	uint8_t *out = make_room(size, &room);
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_options_lzma options;

	assert_false(lzma_lzma_preset(&options, 0));
	assert_int_equal(lzma_alone_encoder(&stream, &options), LZMA_OK);
	stream.next_in = data;
	stream.avail_in = size;
	stream.next_out = out;
	stream.avail_out = room;
	assert_int_equal(lzma_code(&stream, LZMA_FINISH), LZMA_STREAM_END);
	add_bytes(packed, out, stream.total_out);
	lzma_end(&stream);
	free(out);
}

void pack_zstd(struct bytes *packed, const void *data, size_t size)
{
	size_t room;
	uint8_t *out = make_room(size, &room);
	size_t used = ZSTD_compress(out, room, data, size, 1);

	assert_false(ZSTD_isError(used));
	add_bytes(packed, out, used);
	free(out);
}

void pack_lz4(struct bytes *packed, const void *data, size_t size)
{
	LZ4F_preferences_t preferences = {
		.frameInfo = {.contentChecksumFlag = LZ4F_contentChecksumEnabled}};
	size_t room = LZ4F_compressFrameBound(size, &preferences);
	uint8_t *out = malloc(room);
	size_t used = LZ4F_compressFrame(out, room, data, size, &preferences);

	assert_false(LZ4F_isError(used));
	add_bytes(packed, out, used);
	free(out);
}

void pack_lz4_legacy(struct bytes *packed, const void *data, size_t size)
{
	const size_t block_size = 8 << 20;
	size_t room;
	char *out = (char *)make_room(block_size, &room);

	add_number(packed, 0x184C2102, 4, false);
	for (size_t at = 0; at < size; at += block_size) {
		size_t left = size - at;
		int used = LZ4_compress_default((const char *)data + at, out,
						(int)(left < block_size ? left : block_size),
						(int)room);

		assert_true(used > 0);
		add_number(packed, (uint64_t)used, 4, false);
		add_bytes(packed, out, (size_t)used);
	}
	free(out);
}
