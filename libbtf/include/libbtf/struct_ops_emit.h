/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/struct_ops_emit.h - kinds of struct_ops and their values, for people and as JSON. */
#ifndef LIBBTF_STRUCT_OPS_EMIT_H
#define LIBBTF_STRUCT_OPS_EMIT_H

#include <libbtf/object.h>
#include <libbtf/out.h>
#include <libbtf/programs.h>
#include <libbtf/struct_ops.h>
#include <libbtf/value_emit.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A value, and who its programs are. */
struct btf_struct_ops_value {
	const struct btf_struct_ops *ops;
	const void *data;
	size_t size;                         /* in bytes */
	const struct btf_programs *programs; /* names of ids; NULL: there are none */
	const char *const *names; /* by member: its program's name, as an object says; NULL: none */
};

struct btf_struct_ops_options {
	bool color;                           /* ANSI colours; of the text */
	bool escaped;                         /* names for a terminal; of the text */
	struct btf_value_json_options values; /* how plain members are written */
};

/* State, reference count, each operation with its signature and the program behind it, and the plain
 * members. The JSON is one object; docs/json.md describes it. -ENOMEM, or 0. */
BTF_API int btf_emit_struct_ops(struct btf_decoder *decoder,
				const struct btf_struct_ops_value *value,
				const struct btf_struct_ops_options *options, struct btf_out *out);
BTF_API int btf_emit_struct_ops_json(struct btf_decoder *decoder,
				     const struct btf_struct_ops_value *value,
				     const struct btf_struct_ops_options *options,
				     struct btf_out *out);

/* A line, or an object, for each kind. */
BTF_API void btf_emit_struct_ops_list(const struct btf *btf, const struct btf_struct_ops *list,
				      uint32_t count, bool json, struct btf_out *out);

/* What was found: a line each, and at the end whether the object fits; or one object of JSON. */
BTF_API void btf_emit_struct_ops_check(const struct btf_struct_ops_check *check, bool json,
				       struct btf_out *out);

#ifdef __cplusplus
}
#endif

#endif
