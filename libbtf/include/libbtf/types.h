/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/types.h - types, decoded: kinds, members, enumerators, parameters, and what refers to
 * what.
 *
 * Every record comes by value and is meant to be read at once: bitfields, kflag, byte order and the
 * two widths of vlen are dealt with here. Names point into the BTF's strings and live as long as
 * it does; they may hold any byte but NUL. Accessors are total: an id that is no type reads as
 * void, an index past the end as zeroes, a name that leads nowhere as "".
 *
 * The words are those of Documentation/bpf/btf.rst.
 */
#ifndef LIBBTF_TYPES_H
#define LIBBTF_TYPES_H

#include <libbtf/btf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers are the format's. A type of a kind that is not named here is BTF_K_UNKNOWN: how long
 * its record is the layout section said, and nothing else is known of it. */
enum btf_kind {
	BTF_K_VOID = 0,
	BTF_K_INT = 1,
	BTF_K_PTR = 2,
	BTF_K_ARRAY = 3,
	BTF_K_STRUCT = 4,
	BTF_K_UNION = 5,
	BTF_K_ENUM = 6,
	BTF_K_FWD = 7,
	BTF_K_TYPEDEF = 8,
	BTF_K_VOLATILE = 9,
	BTF_K_CONST = 10,
	BTF_K_RESTRICT = 11,
	BTF_K_FUNC = 12,
	BTF_K_FUNC_PROTO = 13,
	BTF_K_VAR = 14,
	BTF_K_DATASEC = 15,
	BTF_K_FLOAT = 16,
	BTF_K_DECL_TAG = 17,
	BTF_K_TYPE_TAG = 18,
	BTF_K_ENUM64 = 19,
	BTF_K_UNKNOWN = 127,
};

/* "INT", "FUNC_PROTO", "UNKNOWN", ...; "VOID" for id 0. */
BTF_API const char *btf_kind_name(enum btf_kind kind);

/* TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG. */
BTF_API bool btf_kind_is_modifier(enum btf_kind kind);

/* INT, STRUCT, UNION, ENUM, DATASEC, FLOAT, ENUM64: what holds its size in its record. */
BTF_API bool btf_kind_has_size(enum btf_kind kind);

struct btf_type_info {
	enum btf_kind kind;
	uint8_t kind_number;  /* as it stands in the record, of an unknown kind too */
	bool kflag;           /* bit 31 of the info word, as it is; the accessors below apply it */
	uint32_t vlen;        /* number of elements; for FUNC the linkage */
	uint32_t size;        /* in bytes; 0 for a kind that has no size */
	uint32_t type_id;     /* what a modifier, PTR, FUNC, VAR or DECL_TAG refers to, or what a
			       * FUNC_PROTO returns; else 0 */
	uint32_t name_offset; /* as it stands in the record */
	const char *name;     /* "" for an anonymous type */
};

BTF_API struct btf_type_info btf_type_at(const struct btf *btf, uint32_t id);

/* Some of the types, in an order. */
struct btf_id_list {
	const uint32_t *ids; /* NULL: first, first + 1, ... */
	uint32_t first;
	uint32_t count;
};

/* All of its own: those of its bases are not among them. */
BTF_API struct btf_id_list btf_own_ids(const struct btf *btf);

/* The string at an offset of the (base and split) string sections; NULL where it has none. */
BTF_API const char *btf_string_at(const struct btf *btf, uint32_t offset);

/* INT */
struct btf_int_info {
	bool is_signed, is_char, is_bool; /* of the encoding's bits; usually one at most */
	uint8_t encoding;                 /* all of its bits */
	uint8_t bit_offset;
	uint8_t bits; /* nr_bits: 1 to 128 */
};
BTF_API struct btf_int_info btf_int_of(const struct btf *btf, uint32_t id);

/* ARRAY */
struct btf_array_info {
	uint32_t type_id; /* of an element */
	uint32_t index_type_id;
	uint32_t nelems;
};
BTF_API struct btf_array_info btf_array_of(const struct btf *btf, uint32_t id);

/* STRUCT and UNION: vlen members */
struct btf_member_info {
	const char *name; /* "" for an anonymous member */
	uint32_t name_offset;
	uint32_t type_id;
	uint32_t bit_offset;    /* from the start of the struct or union, of the first bit (in a
				 * big-endian value the most significant one) */
	uint32_t bitfield_size; /* in bits; 0: no bitfield, or one that only its INT describes */
};
BTF_API struct btf_member_info btf_member_at(const struct btf *btf, uint32_t id, uint32_t index);

/* ENUM and ENUM64: vlen enumerators. The kflag says whether values are signed. */
struct btf_enumerator_info {
	const char *name;
	uint32_t name_offset;
	bool is_signed;
	uint64_t value; /* extended to 64 bits by its sign; cast to int64_t where is_signed */
};
BTF_API struct btf_enumerator_info btf_enumerator_at(const struct btf *btf, uint32_t id,
						     uint32_t index);

/* FUNC_PROTO: vlen parameters. A last one without name and type is `...`. */
struct btf_param_info {
	const char *name;
	uint32_t name_offset;
	uint32_t type_id;
};
BTF_API struct btf_param_info btf_param_at(const struct btf *btf, uint32_t id, uint32_t index);
BTF_API bool btf_proto_is_variadic(const struct btf *btf, uint32_t id);

/* FUNC and VAR: 0 static, 1 global, 2 extern; other numbers are broken BTF. */
BTF_API uint32_t btf_linkage_of(const struct btf *btf, uint32_t id);

/* DATASEC: vlen variables (or functions), where in the section each lies */
struct btf_secinfo_info {
	uint32_t type_id;
	uint32_t offset; /* in bytes */
	uint32_t size;   /* in bytes */
};
BTF_API struct btf_secinfo_info btf_secinfo_at(const struct btf *btf, uint32_t id, uint32_t index);

/* DECL_TAG: the member or parameter that it is put on; -1 for the type itself. */
BTF_API int32_t btf_component_of(const struct btf *btf, uint32_t id);

/* What a type refers to: of every kind, in the record's order. */
enum btf_ref_role {
	BTF_REF_TYPE,    /* of a modifier, PTR, VAR, FUNC, DECL_TAG; an array's element */
	BTF_REF_INDEX,   /* an array's index type */
	BTF_REF_MEMBER,  /* `index` is the member's */
	BTF_REF_RETURN,  /* what a FUNC_PROTO returns */
	BTF_REF_PARAM,   /* `index` is the parameter's */
	BTF_REF_SECINFO, /* `index` is the place in its DATASEC */
};

struct btf_ref {
	uint32_t type_id; /* 0 (void) is a reference too */
	enum btf_ref_role role;
	uint32_t index;
};

BTF_API uint32_t btf_ref_count(const struct btf *btf, uint32_t id);
BTF_API struct btf_ref btf_ref_at(const struct btf *btf, uint32_t id, uint32_t n);

#ifdef __cplusplus
}
#endif

#endif
