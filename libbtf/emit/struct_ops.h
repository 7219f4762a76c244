/* SPDX-License-Identifier: BSD-2-Clause */
/* struct_ops.h - what the text and the JSON of a struct_ops value share. */
#ifndef BTF_EMIT_STRUCT_OPS_H
#define BTF_EMIT_STRUCT_OPS_H

#include <libbtf/decl.h>
#include <libbtf/struct_ops_emit.h>

/* A member of the struct of operations, with what its slot holds. */
struct btf_operation {
	struct btf_struct_ops_member member;
	bool is_there;    /* the bytes of its slot are */
	uint64_t slot;    /* 0: not implemented */
	bool is_program;  /* `slot` is a program's id */
	const char *name; /* the program's; NULL: not known */
	char signature[BTF_DECL_MAX];
};

/* False where the member is no operation. */
bool btf_operation_at(const struct btf *btf, const struct btf_struct_ops_value *value,
		      uint32_t index, struct btf_operation *operation);

/* A plain member as JSON; a bitfield by itself. What comes back is that of btf_decode(). */
int btf_put_plain_member(struct btf_decoder *decoder, const struct btf_struct_ops_value *value,
			 uint32_t index, const struct btf_value_json_options *options,
			 struct btf_out *out);

#endif
