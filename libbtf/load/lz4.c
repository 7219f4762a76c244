/* SPDX-License-Identifier: BSD-2-Clause */
/* lz4.c - unpacks lz4: frames, and the legacy format that kernels are packed with; the only file
 * with liblz4.
 *
 * The legacy format is a magic and blocks, each with its packed size before it; a block unpacks to
 * 8 MiB, the last one to less. Nothing marks the end: it ends with the file, or at the next magic.
 * The kernel's build appends the unpacked size, which looks like a block's size without a block.
 */
#include <lz4.h>
#include <lz4frame.h>

#include <errno.h>

#include "base/error.h"
#include "base/library.h"
#include "load/bytes.h"
#include "load/unpack.h"

#define LEGACY_MAGIC "\x02\x21\x4c\x18"
#define LEGACY_BLOCK (8 << 20) /* bytes, unpacked */

struct frames {
	__typeof__(&LZ4F_createDecompressionContext) LZ4F_createDecompressionContext;
	__typeof__(&LZ4F_resetDecompressionContext) LZ4F_resetDecompressionContext;
	__typeof__(&LZ4F_decompress) LZ4F_decompress;
	__typeof__(&LZ4F_freeDecompressionContext) LZ4F_freeDecompressionContext;
	__typeof__(&LZ4F_isError) LZ4F_isError;
	__typeof__(&LZ4F_getErrorName) LZ4F_getErrorName;
	LZ4F_dctx *context;
};

static bool frames_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, btf_skippable_frames(bytes), "\x04\x22\x4d\x18", 4);
}

static int frames_begin(void *state, struct btf_error *err)
{
	struct frames *lz4 = state;

	(void)err;
	lz4->LZ4F_resetDecompressionContext(lz4->context);
	return 0;
}

static int frames_step(void *state, struct btf_unpacking *at, struct btf_error *err)
{
	struct frames *lz4 = state;
	size_t taken = at->input_left, given = at->output_left;
	size_t code =
		lz4->LZ4F_decompress(lz4->context, at->output, &given, at->input, &taken, NULL);

	if (lz4->LZ4F_isError(code))
		return btf_fail(err, -EINVAL, "%s", lz4->LZ4F_getErrorName(code));
	*at = (struct btf_unpacking){at->input + taken, at->input_left - taken, at->output + given,
				     at->output_left - given};
	return code == 0 ? BTF_UNPACK_END : BTF_UNPACK_MORE;
}

static int frames_open(const struct btf_blob *bytes, struct btf_inside *inside,
		       struct btf_error *err)
{
	struct frames lz4 = {0};
	const struct btf_symbol symbols[] = {
		{"LZ4F_createDecompressionContext", &lz4.LZ4F_createDecompressionContext},
		{"LZ4F_resetDecompressionContext", &lz4.LZ4F_resetDecompressionContext},
		{"LZ4F_decompress", &lz4.LZ4F_decompress},
		{"LZ4F_freeDecompressionContext", &lz4.LZ4F_freeDecompressionContext},
		{"LZ4F_isError", &lz4.LZ4F_isError},
		{"LZ4F_getErrorName", &lz4.LZ4F_getErrorName},
		{0},
	};
	const struct btf_decoder decoder = {&lz4, frames_begin, frames_step, btf_skippable_frames,
					    0};
	void *library = btf_library_open("liblz4.so.1", "lz4", symbols, err);
	int result;

	if (!library)
		return -ENOSYS;
	if (lz4.LZ4F_isError(lz4.LZ4F_createDecompressionContext(&lz4.context, LZ4F_VERSION))) {
		result = btf_fail(err, -ENOMEM, "no memory to unpack it");
	} else {
		result = btf_unpack(&btf_form_lz4, &decoder, bytes, &inside->bytes, err);
		lz4.LZ4F_freeDecompressionContext(lz4.context);
	}
	btf_library_close(library);
	return result;
}

const struct btf_form btf_form_lz4 = {"lz4", frames_probe, frames_open};

struct legacy {
	__typeof__(&LZ4_decompress_safe) LZ4_decompress_safe;
	bool magic_read;
	uint32_t unpacked; /* bytes so far, of all streams; the appended size has 32 bits, too */
};

static bool legacy_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, LEGACY_MAGIC, 4);
}

static int legacy_begin(void *state, struct btf_error *err)
{
	struct legacy *lz4 = state;

	(void)err;
	lz4->magic_read = false;
	return 0;
}

/* Whether what is left is no block: nothing, the appended size, or another stream. */
static bool legacy_ends(const struct legacy *lz4, const struct btf_unpacking *at)
{
	if (at->input_left < 4)
		return at->input_left == 0;
	return memcmp(at->input, LEGACY_MAGIC, 4) == 0 ||
	       (at->input_left == 4 && btf_le32(at->input) == lz4->unpacked);
}

/* Takes the magic or a whole block; taking nothing says that it is cut off. */
static int legacy_step(void *state, struct btf_unpacking *at, struct btf_error *err)
{
	struct legacy *lz4 = state;

	if (!lz4->magic_read) {
		lz4->magic_read = true;
		at->input += 4;
		at->input_left -= 4;
		return BTF_UNPACK_MORE;
	}
	if (legacy_ends(lz4, at))
		return BTF_UNPACK_END;
	if (at->input_left < 4)
		return BTF_UNPACK_MORE;

	uint32_t size = btf_le32(at->input);

	if (size > LZ4_COMPRESSBOUND(LEGACY_BLOCK))
		return btf_fail(err, -EINVAL, "a block of %u bytes, more than 8 MiB pack to", size);
	if (size > at->input_left - 4)
		return BTF_UNPACK_MORE;
	int count = lz4->LZ4_decompress_safe((const char *)at->input + 4, (char *)at->output,
					     (int)size, LEGACY_BLOCK);
	if (count < 0)
		return btf_fail(err, -EINVAL, "a block of %u bytes is broken", size);
	*at = (struct btf_unpacking){at->input + 4 + size, at->input_left - 4 - size,
				     at->output + count, at->output_left - (size_t)count};
	lz4->unpacked += (uint32_t)count;
	return BTF_UNPACK_MORE;
}

static int legacy_open(const struct btf_blob *bytes, struct btf_inside *inside,
		       struct btf_error *err)
{
	struct legacy lz4 = {0};
	const struct btf_symbol symbols[] = {
		{"LZ4_decompress_safe", &lz4.LZ4_decompress_safe},
		{0},
	};
	const struct btf_decoder decoder = {&lz4, legacy_begin, legacy_step, NULL, LEGACY_BLOCK};
	void *library = btf_library_open("liblz4.so.1", "lz4", symbols, err);
	int result;

	if (!library)
		return -ENOSYS;
	result = btf_unpack(&btf_form_lz4_legacy, &decoder, bytes, &inside->bytes, err);
	btf_library_close(library);
	return result;
}

const struct btf_form btf_form_lz4_legacy = {"lz4", legacy_probe, legacy_open};
