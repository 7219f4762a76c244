/* SPDX-License-Identifier: BSD-2-Clause */
/* unpack.h - what the packed forms share: the loop that feeds a decoder and grows its output.
 *
 * A decoder is a library's streaming interface behind two functions. The loop around it knows the
 * rest: several streams one after another, padding between them, a stream that is cut off, and a
 * limit to what comes out.
 */
#ifndef BTF_LOAD_UNPACK_H
#define BTF_LOAD_UNPACK_H

#include "base/blob.h"
#include "load/form.h"

/* Where a decoder stands. A step takes from the input and adds to the output. */
struct btf_unpacking {
	const uint8_t *input;
	size_t input_left; /* in bytes */
	uint8_t *output;
	size_t output_left; /* in bytes */
};

#define BTF_UNPACK_MORE 0
#define BTF_UNPACK_END  1 /* of this stream */

struct btf_decoder {
	void *state; /* is handed to the functions */

	/* Gets ready for the next stream. */
	int (*begin)(void *state, struct btf_error *err);

	/* BTF_UNPACK_MORE, BTF_UNPACK_END, or a negative errno for broken input. */
	int (*step)(void *state, struct btf_unpacking *at, struct btf_error *err);

	/* How many bytes there are without content before the next stream; NULL: never any. */
	size_t (*padding)(const struct btf_blob *rest);

	/* A step is given at least that much room for its output; 0: some. */
	size_t room;
};

/* Unpacks all the streams of a form that stand in a row. What follows the last one is ignored, as
 * gzip does: the kernel's build appends the unpacked size to its payload. `unpacked` becomes a heap
 * blob; empty after a failure. */
int btf_unpack(const struct btf_form *form, const struct btf_decoder *decoder,
	       const struct btf_blob *packed, struct btf_blob *unpacked, struct btf_error *err);

/* A decoder's `padding` for zstd and lz4, which share the format of frames to be skipped. */
size_t btf_skippable_frames(const struct btf_blob *rest);

#endif
