/* SPDX-License-Identifier: BSD-2-Clause */
/* value_shape.h - what a walk over values wants to know of a type, found out once. */
#ifndef BTF_QUERY_VALUE_SHAPE_H
#define BTF_QUERY_VALUE_SHAPE_H

#include <libbtf/value.h>

enum btf_shape_kind {
	BTF_SHAPE_NONE, /* it has no size, or one that nothing is read by */
	BTF_SHAPE_SCALAR,
	BTF_SHAPE_ARRAY,
	BTF_SHAPE_PARTS, /* STRUCT, UNION, DATASEC */
};

/* A member of a struct or union, or a variable of a section. */
struct btf_shape_part {
	const char *name, *key;
	uint32_t key_length;
	bool key_is_identifier;
	bool owns_key;
	uint32_t type_id, value_id;
	const struct btf_shape *shape; /* of value_id, once it was asked for */
	uint64_t bit_offset;           /* in the struct */
	uint32_t bitfield_size;        /* 0: none */
};

/* Bits that no part covers. */
struct btf_shape_gap {
	uint64_t bit_offset, bits;
};

struct btf_shape {
	uint32_t id;
	enum btf_shape_kind kind;
	uint64_t size; /* in bytes */
	bool is_flexible;

	struct btf_scalar scalar; /* SCALAR: all but the value itself ... */
	uint32_t scalar_offset;   /* ... and the bit that it begins at: INTs had bitfields once */

	struct btf_group group; /* ARRAY, PARTS */
	uint32_t element_id;    /* ARRAY: stripped */

	struct btf_shape_part *parts; /* PARTS: group.count of them */
	struct btf_shape_gap *gaps;
	uint32_t gap_count;
	char *owned_padding_key; /* NULL: it is no string of its own */
};

/* All that were found out: a hash table by the id of the stripped type. */
struct btf_shapes {
	const struct btf *btf;
	struct btf_shape **slots; /* `mask` + 1 of them; NULL: free */
	uint32_t mask, count;
	uint32_t depth; /* of structs in structs, while it looks whether they are flexible */
};

/* 0, or -ENOMEM. */
int btf_shapes_init(struct btf_shapes *shapes, const struct btf *btf);
void btf_shapes_free(struct btf_shapes *shapes);

/* The type that a value of this one has: stripped of modifiers, and of a VAR. An id of no type for
 * chains without an end. */
uint32_t btf_shape_id(const struct btf *btf, uint32_t type_id);

/* Whether an array of it is text: `char`, which most compilers do not say to be a character. */
bool btf_shape_is_text(const struct btf *btf, uint32_t element_id);

/* Of a type that btf_shape_id() gave. NULL where there is no memory. */
const struct btf_shape *btf_shape_of(struct btf_shapes *shapes, uint32_t value_id);

#endif
