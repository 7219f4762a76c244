/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/value.h - what bytes mean: walks a value by its type, and tells a sink what it finds.
 *
 *	struct btf_decoder *decoder = btf_decoder_new(btf, &error);
 *	struct btf_value_type type;
 *
 *	btf_value_type_parse(btf, "struct sock_common", &type, &error);
 *	btf_decode(decoder, &type, bytes, size, &sink);
 *
 * A sink is some functions, called in the order of the bytes: begin() and end() around the members
 * of a struct and the elements of an array, scalar() for what has no parts. Those that are NULL are
 * not called.
 *
 * Byte order and the size of pointers are the BTF's, not this machine's.
 */
#ifndef LIBBTF_VALUE_H
#define LIBBTF_VALUE_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The type of a value: one of the BTF, or an array of one. */
#define BTF_VALUE_DIMS_MAX 4
struct btf_value_type {
	uint32_t type_id;
	uint32_t dims[BTF_VALUE_DIMS_MAX]; /* of `u64[4][2]` 4 and 2 */
	uint32_t dim_count;                /* 0: it is no array of its own making */
	uint64_t size;                     /* in bytes */
	bool is_flexible; /* it ends in an array that goes on to the end of the data: `size` is the
			   * least */
};

/* Reads a type as one writes it:
 *
 *	foo, "struct foo", struct:foo, #12    as in libbtf/select.h, but no glob; a STRUCT, UNION,
 *	                                      ENUM, TYPEDEF, INT, ..., or a DATASEC (.bss) or VAR
 *	"struct foo *"                        a pointer, whatever to
 *	u64[4][2]                             an array
 *	foo.bar, foo.list[0].next             the type of a member, as C gets at it; anonymous structs
 *	                                      are passed through
 *
 * False with `err`: -ENOENT where there is no such type or member, -EINVAL where the text makes no
 * sense, for a bitfield, and for what has no size; -EEXIST where several types of that name have a
 * size, and differ in it: `#ID` says which. */
BTF_API bool btf_value_type_parse(const struct btf *btf, const char *text,
				  struct btf_value_type *type, struct btf_error *err);

/* The same of a type's id. */
BTF_API bool btf_value_type_of(const struct btf *btf, uint32_t type_id, struct btf_value_type *type,
			       struct btf_error *err);

/* A place in the value. */
enum btf_field_role {
	BTF_FIELD_VALUE,    /* the value as a whole */
	BTF_FIELD_MEMBER,   /* of a struct or union */
	BTF_FIELD_ELEMENT,  /* of an array */
	BTF_FIELD_VARIABLE, /* of a DATASEC */
};

struct btf_field {
	enum btf_field_role role;
	uint32_t depth;   /* 0: the value */
	const char *name; /* of a member or variable; "" for an anonymous member, and else */
	const char *key; /* the same, but for an anonymous member, and a name that an earlier member
			      * has too: `__anon0`, `name__2`; in one struct no two are the same */
	uint32_t key_length;
	bool key_is_identifier; /* letters, digits and `_` alone: nothing to escape anywhere */
	uint32_t owner_id;      /* of a member: the STRUCT or UNION that it is in */
	uint64_t index;         /* of the member, element or variable */
	uint32_t type_id;       /* as it is declared; of an array's element that of the ARRAY */
	uint32_t value_id;   /* stripped of modifiers; of a variable what it is of; of an array that
			      * stands in no BTF its innermost element */
	uint64_t bit_offset; /* from the beginning of the value, as btf_member_info has it */
	uint64_t bits;       /* its size */
	bool is_bitfield;
	const uint8_t *data; /* the byte that bit_offset lies in */
};

enum btf_group_kind {
	BTF_GROUP_STRUCT,
	BTF_GROUP_UNION, /* all its members are told */
	BTF_GROUP_ARRAY,
	BTF_GROUP_SECTION, /* DATASEC */
};

struct btf_group {
	enum btf_group_kind kind;
	uint64_t count; /* of members, elements, variables */
	uint64_t there; /* of an ARRAY: the elements whose bytes are all there; else as `count` */
	bool is_text; /* an ARRAY of `char`, or of an INT of one byte that says it is a character */
	/* Of a STRUCT and UNION: "__padding", or like it: no member's key. */
	const char *padding_key;
};

enum btf_scalar_kind {
	BTF_SCALAR_INT,
	BTF_SCALAR_BOOL,    /* an INT that says so; any value may be there */
	BTF_SCALAR_CHAR,    /* an INT that says so */
	BTF_SCALAR_ENUM,    /* field->value_id is the ENUM or ENUM64 */
	BTF_SCALAR_FLOAT,   /* low, high: its bytes as an integer */
	BTF_SCALAR_POINTER, /* PTR */
};

struct btf_scalar {
	enum btf_scalar_kind kind;
	bool is_signed;
	uint32_t bits;      /* 1 to 128 */
	uint64_t low, high; /* the value in 128 bits, extended by its sign where it has one */
};

/* What nothing describes, and is not zero. */
struct btf_padding {
	uint64_t bit_offset; /* from the beginning of the struct or array that it is in */
	uint64_t bits;
	const uint8_t *data; /* the byte that bit_offset lies in; only the bits said are padding */
};

struct btf_value_sink {
	void *context;

	/* False from begin(): what is in it is not told, and end() not called. */
	bool (*begin)(void *context, const struct btf_field *field, const struct btf_group *group);
	void (*end)(void *context, const struct btf_field *field, const struct btf_group *group);
	void (*scalar)(void *context, const struct btf_field *field,
		       const struct btf_scalar *scalar);

	/* Between begin() and end(), behind all members: bits that none of them covers. */
	void (*padding)(void *context, const struct btf_field *field, const struct btf_group *group,
			const struct btf_padding *padding);

	/* A field without a size; a scalar whose bytes are not all there, or that is wider than 128
	 * bits; a struct or array of which no byte is. A field that lies beyond the end of the struct
	 * that it is in counts as not there. Of the elements of an array the first one alone is told. */
	void (*missing)(void *context, const struct btf_field *field);
};

/* Decodes values of one BTF, one after another; what it finds out about a type it keeps. Not for two
 * threads at a time. */
struct btf_decoder;

BTF_API struct btf_decoder *btf_decoder_new(const struct btf *btf, struct btf_error *err);
BTF_API void btf_decoder_free(struct btf_decoder *decoder);
BTF_API const struct btf *btf_decoder_btf(const struct btf_decoder *decoder);

/* Walks a value. `size` may be more than type->size for a flexible one, and less for a value that was
 * cut: what is missing is told as such. Each begin() has its end() whatever happens.
 *
 * 0; or, with the rest told as missing: -ENOMEM; -ELOOP for what is nested deeper than
 * BTF_VALUE_DEPTH_MAX; -E2BIG for more fields than any real value has: a million, and 64 a byte. */
#define BTF_VALUE_DEPTH_MAX 64
BTF_API int btf_decode(struct btf_decoder *decoder, const struct btf_value_type *type,
		       const void *data, size_t size, const struct btf_value_sink *sink);

/* The first enumerator of an ENUM or ENUM64 that a value of so many bits, extended by its sign,
 * stands for; NULL where there is none. */
BTF_API const char *btf_enumerator_name(const struct btf *btf, uint32_t enum_id, uint64_t value,
					uint32_t bits);

#ifdef __cplusplus
}
#endif

#endif
