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

/* As the kernel shows a value (btf_type_seq_show(), the helper bpf_snprintf_btf): its flags. Pointers
 * are as they are, as with BTF_F_PTR_RAW there. */
struct btf_value_show_options {
	bool compact; /* BTF_F_COMPACT: no newlines, no indent */
	bool noname;  /* BTF_F_NONAME: no names of members and types */
	bool zero;    /* BTF_F_ZERO: members that are zero too */
};
BTF_API int btf_emit_value_show(struct btf_decoder *decoder, const struct btf_value *value,
				const struct btf_value_show_options *options, struct btf_out *out);

/* C initialisers, for types as btf_emit_header() declares them: in braces where the value has parts,
 * over lines. A compiler for the BTF's target makes the same bytes of one, padding aside; what C
 * can't say is said in comments. Of a union the arm is written that says most; what is zero is left
 * out. The initializer keeps what it finds out about types, as the decoder does, which must outlive
 * it. */
struct btf_initializer;
BTF_API struct btf_initializer *btf_initializer_new(struct btf_decoder *decoder,
						    struct btf_error *err);
BTF_API void btf_initializer_free(struct btf_initializer *initializer);
BTF_API int btf_emit_value_c(struct btf_initializer *initializer, const struct btf_value *value,
			     struct btf_out *out);

#ifdef __cplusplus
}
#endif

#endif
