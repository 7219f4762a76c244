/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/out.h - where emitted text goes: a file descriptor, memory, or another output; buffered.
 *
 * Errors are sticky: after one, everything written is dropped, and btf_out_finish() tells of it. So
 * an emitter writes on and its caller checks once. One thread at a time may use an object.
 */
#ifndef LIBBTF_OUT_H
#define LIBBTF_OUT_H

#include <stddef.h>

#include <libbtf/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct btf_out;

/* The descriptor stays the caller's, and open. NULL where there is no memory. */
BTF_API struct btf_out *btf_out_to_fd(int fd);
BTF_API struct btf_out *btf_out_to_memory(void);

/* What is written must be JSON, and goes on to `next` with a line an element, indented by two
 * spaces a level. `next` stays the caller's. */
BTF_API struct btf_out *btf_out_to_indented_json(struct btf_out *next);

/* Frees it without writing what is still buffered; NULL is fine. */
BTF_API void btf_out_free(struct btf_out *out);

BTF_API void btf_out_write(struct btf_out *out, const void *data, size_t size);

/* A NUL-terminated text from an input, for a terminal or a message: control characters and what is
 * no UTF-8 are written as \xNN. */
BTF_API void btf_out_write_escaped(struct btf_out *out, const char *text);

/* Writes out what is buffered, and has the output behind it do so too. 0, or the negative errno of
 * the first write that failed (-EPIPE, -ENOSPC, ...). */
BTF_API int btf_out_finish(struct btf_out *out);

/* The error so far, of what it passes on to too; 0: none that is known yet. For who has much left to
 * write. */
BTF_API int btf_out_error(const struct btf_out *out);

/* What a memory output holds, `*size` bytes without a NUL behind them, until the next write; after an error none. */
BTF_API const char *btf_out_text(const struct btf_out *out, size_t *size);

#ifdef __cplusplus
}
#endif

#endif
