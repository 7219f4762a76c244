/* SPDX-License-Identifier: BSD-2-Clause */
/* zstd.c - unpacks zstd (RFC 8878); the only file with libzstd. */
#include <zstd.h>

#include <errno.h>

#include "base/error.h"
#include "base/library.h"
#include "load/bytes.h"
#include "load/unpack.h"

/* `zstd --long=30`, by default 27: a window need not be larger than what may be unpacked. */
#define WINDOW_BITS_MAX 30

struct zstd {
	__typeof__(&ZSTD_createDCtx) ZSTD_createDCtx;
	__typeof__(&ZSTD_DCtx_setParameter) ZSTD_DCtx_setParameter;
	__typeof__(&ZSTD_DCtx_reset) ZSTD_DCtx_reset;
	__typeof__(&ZSTD_decompressStream) ZSTD_decompressStream;
	__typeof__(&ZSTD_freeDCtx) ZSTD_freeDCtx;
	__typeof__(&ZSTD_isError) ZSTD_isError;
	__typeof__(&ZSTD_getErrorName) ZSTD_getErrorName;
	ZSTD_DCtx *context;
};

static bool zstd_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, btf_skippable_frames(bytes), "\x28\xb5\x2f\xfd", 4);
}

static int zstd_begin(void *state, struct btf_error *err)
{
	struct zstd *zstd = state;
	size_t code = zstd->ZSTD_DCtx_reset(zstd->context, ZSTD_reset_session_only);

	if (zstd->ZSTD_isError(code))
		return btf_fail(err, -EINVAL, "%s", zstd->ZSTD_getErrorName(code));
	return 0;
}

static int zstd_step(void *state, struct btf_unpacking *at, struct btf_error *err)
{
	struct zstd *zstd = state;
	ZSTD_inBuffer input = {at->input, at->input_left, 0};
	ZSTD_outBuffer output = {at->output, at->output_left, 0};
	size_t code = zstd->ZSTD_decompressStream(zstd->context, &output, &input);

	*at = (struct btf_unpacking){at->input + input.pos, at->input_left - input.pos,
				     at->output + output.pos, at->output_left - output.pos};
	if (zstd->ZSTD_isError(code))
		return btf_fail(err, -EINVAL, "%s", zstd->ZSTD_getErrorName(code));
	return code == 0 ? BTF_UNPACK_END : BTF_UNPACK_MORE;
}

static int zstd_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	struct zstd zstd = {0};
	const struct btf_symbol symbols[] = {
		{"ZSTD_createDCtx", &zstd.ZSTD_createDCtx},
		{"ZSTD_DCtx_setParameter", &zstd.ZSTD_DCtx_setParameter},
		{"ZSTD_DCtx_reset", &zstd.ZSTD_DCtx_reset},
		{"ZSTD_decompressStream", &zstd.ZSTD_decompressStream},
		{"ZSTD_freeDCtx", &zstd.ZSTD_freeDCtx},
		{"ZSTD_isError", &zstd.ZSTD_isError},
		{"ZSTD_getErrorName", &zstd.ZSTD_getErrorName},
		{0},
	};
	const struct btf_decoder decoder = {&zstd, zstd_begin, zstd_step, btf_skippable_frames, 0};
	void *library = btf_library_open("libzstd.so.1", "zstd", symbols, err);
	int result;

	if (!library)
		return -ENOSYS;
	zstd.context = zstd.ZSTD_createDCtx();
	if (!zstd.context) {
		result = btf_fail(err, -ENOMEM, "no memory to unpack it");
	} else {
		zstd.ZSTD_DCtx_setParameter(zstd.context, ZSTD_d_windowLogMax, WINDOW_BITS_MAX);
		result = btf_unpack(&btf_form_zstd, &decoder, bytes, &inside->bytes, err);
		zstd.ZSTD_freeDCtx(zstd.context);
	}
	btf_library_close(library);
	return result;
}

const struct btf_form btf_form_zstd = {"zstd", zstd_probe, zstd_open};
