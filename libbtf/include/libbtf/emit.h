/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/emit.h - types as text and as JSON.
 *
 * Emitters print into a btf_out and can't fail but there: ask btf_out_finish() once at the end.
 */
#ifndef LIBBTF_EMIT_H
#define LIBBTF_EMIT_H

#include <libbtf/out.h>
#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* As `bpftool btf dump file FILE format raw` prints types, byte for byte. */
struct btf_raw_options {
	bool color;   /* ANSI colours */
	bool escaped; /* names for a terminal: control bytes and broken UTF-8 as \xNN */
};
BTF_API void btf_emit_raw(const struct btf *btf, struct btf_id_list list,
			  const struct btf_raw_options *options, struct btf_out *out);

/* As `bpftool -j btf dump file FILE` prints them: {"types":[...]} on one line. The shape, and what
 * is added to it, is described in docs/json.md. */
struct btf_json_options {
	bool lines;   /* one object a line, and nothing around them (NDJSON) */
	bool resolve; /* adds C names, byte offsets, sizes, alignment */
};
BTF_API void btf_emit_types_json(const struct btf *btf, struct btf_id_list list,
				 const struct btf_json_options *options, struct btf_out *out);

#ifdef __cplusplus
}
#endif

#endif
