/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/value_emit.h - decoded values as JSON, as C initialisers, and as the kernel shows them.
 *
 * What comes back is that of btf_decode(): whatever it is, what was written is whole.
 */
#ifndef LIBBTF_VALUE_EMIT_H
#define LIBBTF_VALUE_EMIT_H

#include <libbtf/out.h>
#include <libbtf/value.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A value, and what it is of. */
struct btf_value {
	const struct btf_value_type *type;
	const void *data;
	size_t size; /* in bytes */
};

enum btf_value_enums {
	BTF_VALUE_ENUM_NAMES, /* "BPF_STRUCT_OPS_STATE_INUSE"; a number where no enumerator is that */
	BTF_VALUE_ENUM_NUMBERS, /* 1 */
	BTF_VALUE_ENUM_FLAGS, /* ["A","B",4]: the set bits of an enum whose enumerators are bits; of
				 * another one the name, or a set where the value has none */
};

/* As `bpftool -j map dump` renders a value, and valid and complete where that is not: docs/json.md. */
struct btf_value_json_options {
	enum btf_value_enums enums;
	bool char_arrays;   /* arrays of char as arrays of numbers, text or not */
	bool int64_strings; /* what may be wider than 53 bits, as a string */
};
BTF_API int btf_emit_value_json(struct btf_decoder *decoder, const struct btf_value *value,
				const struct btf_value_json_options *options, struct btf_out *out);

#ifdef __cplusplus
}
#endif

#endif
