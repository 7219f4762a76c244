/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/layout_emit.h - types as one reads them: structs and unions with their layout, the others
 * as C has them, and tables of figures; each as text and as JSON.
 */
#ifndef LIBBTF_LAYOUT_EMIT_H
#define LIBBTF_LAYOUT_EMIT_H

#include <libbtf/layout.h>
#include <libbtf/out.h>

#ifdef __cplusplus
extern "C" {
#endif

struct btf_show_options {
	struct btf_layout_options layout;
	bool hex;     /* offsets and sizes in hexadecimal, and enumerators in both */
	bool color;   /* ANSI colours */
	bool escaped; /* names for a terminal: control bytes and broken UTF-8 as \xNN */
};

/* C text, an empty line between types. A layout that can't be had (btf_layout_new() says why)
 * is left out, and the code of the first of them returned; else 0. */
BTF_API int btf_emit_show(const struct btf *btf, struct btf_id_list list,
			  const struct btf_show_options *options, struct btf_out *out,
			  struct btf_error *err);

/* Ids that are no types are left out. {"types":[...]} on one line, or with `lines` an object a line. docs/json.md describes it. */
BTF_API int btf_emit_show_json(const struct btf *btf, struct btf_id_list list,
			       const struct btf_layout_options *options, bool lines,
			       struct btf_out *out, struct btf_error *err);

/* A line a type, in columns. */
BTF_API void btf_emit_layout_table(const struct btf *btf, const struct btf_layout_table *table,
				   const struct btf_show_options *options, struct btf_out *out);

/* The objects of btf_emit_show_json() without their rows. */
BTF_API void btf_emit_layout_table_json(const struct btf *btf, const struct btf_layout_table *table,
					bool lines, struct btf_out *out);

#ifdef __cplusplus
}
#endif

#endif
