/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/resolve.h - what a type comes to: the kernel's resolution functions, in terms of ids.
 *
 * Names and contracts are those of include/linux/btf.h and kernel/bpf/btf.c. The kernel calls them
 * on BTF that its verifier has passed; here any BTF may be passed: an id that is no type, a cycle,
 * and a chain of more than BTF_MAX_DEPTH modifiers make a function fail, which is always `false`
 * (or 0 for an id) and leaves the outputs as they were. None allocates.
 *
 * "Stripped" below: without the modifiers TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG around it.
 */
#ifndef LIBBTF_RESOLVE_H
#define LIBBTF_RESOLVE_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BTF_MAX_DEPTH         256 /* modifiers in a row */
#define BTF_MAX_RESOLVE_DEPTH 32  /* the kernel's MAX_RESOLVE_DEPTH: for btf_resolve_size() */

/* Strips `id`. void stays void: *res is 0. */
BTF_API bool btf_type_skip_modifiers(const struct btf *btf, uint32_t id, uint32_t *res);

/* Strips `id`, which must then be a PTR, and strips what it points to. */
BTF_API bool btf_type_resolve_ptr(const struct btf *btf, uint32_t id, uint32_t *res);

/* The same, and it must point to a FUNC_PROTO. (The kernel writes *res for a pointer to something
 * else too; here it stays as it was.) */
BTF_API bool btf_type_resolve_func_ptr(const struct btf *btf, uint32_t id, uint32_t *res);

/* The size in bytes of a value: of a kind with a size that size; of a PTR the pointer's; of an
 * ARRAY nelems times its element, 0 for no elements. A modifier or VAR is resolved to what it is of
 * and *id becomes that. Fails for what has no size: void, FWD, FUNC, FUNC_PROTO, DECL_TAG, and
 * a size of 2^32 or more. `size` may be NULL. */
BTF_API bool btf_type_id_size(const struct btf *btf, uint32_t *id, uint32_t *size);

/* Strips modifiers and array dimensions; like the kernel's it looks at BTF_MAX_RESOLVE_DEPTH types
 * at most, the last one among them. */
struct btf_resolved_size {
	uint32_t type_id; /* the outermost ARRAY, or else the stripped type */
	uint32_t size;    /* of all in bytes */
	uint32_t elem_id; /* the innermost element, stripped; type_id where it is no array */
	uint32_t nelems;  /* of all dimensions multiplied; 1 where it is no array */
};

/* Fails for void, FWD, FUNC, FUNC_PROTO, VAR, DATASEC, DECL_TAG, and for 2^32 or more. A dimension
 * of 0 makes a size of 0. */
BTF_API bool btf_resolve_size(const struct btf *btf, uint32_t id, struct btf_resolved_size *res);

/* The first type of that name and kind, those of the base before its own; 0 where there is none. A
 * scan: for many look-ups make an index (libbtf/index.h). */
BTF_API uint32_t btf_find_by_name_kind(const struct btf *btf, const char *name, enum btf_kind kind);

/* Whether a member is a plain integer of just this place (both in bytes): its type stripped is an
 * INT, it is no bitfield, and offset and size agree. */
BTF_API bool btf_member_is_reg_int(const struct btf *btf, uint32_t struct_id, uint32_t index,
				   uint32_t expected_offset, uint32_t expected_size);

/* The byte offset of the struct bpf_spin_lock among the direct members of a STRUCT: -ENOENT where
 * it has none, -E2BIG where it has two, -EINVAL where one is not aligned, or for no STRUCT. */
BTF_API int btf_find_spin_lock(const struct btf *btf, uint32_t id);

/* The alignment in bytes that C gives a type. Of a scalar its size, at most a pointer's; 16-byte
 * scalars (__int128, long double) of a 64-bit target have 16. (BTF does not say whether a 32-bit
 * target aligns 64-bit scalars to 8: they are taken to have 4.) Of an array its element's; of a
 * struct or union that of the member aligned strictest, and 1 where an offset or the size shows
 * that it is packed. 0 for what has none (void, functions, FWD, VAR, DATASEC), for cycles, for
 * structs nested deeper than BTF_MAX_RESOLVE_DEPTH, and for those that hold so many others that a
 * million members would have to be looked at. */
BTF_API uint32_t btf_type_alignment(const struct btf *btf, uint32_t id);

/* Of the type itself, nothing stripped. */
BTF_API bool btf_type_is_void(const struct btf *btf, uint32_t id);
BTF_API bool btf_type_is_int(const struct btf *btf, uint32_t id);
BTF_API bool btf_type_is_ptr(const struct btf *btf, uint32_t id);
BTF_API bool btf_type_is_enum(const struct btf *btf, uint32_t id);   /* ENUM or ENUM64 */
BTF_API bool btf_type_is_struct(const struct btf *btf, uint32_t id); /* STRUCT or UNION */
BTF_API bool btf_type_is_typedef(const struct btf *btf, uint32_t id);
BTF_API bool btf_type_is_func(const struct btf *btf, uint32_t id);
BTF_API bool btf_type_is_func_proto(const struct btf *btf, uint32_t id);
BTF_API uint32_t btf_type_vlen(const struct btf *btf, uint32_t id);
BTF_API bool btf_type_kflag(const struct btf *btf, uint32_t id);

#ifdef __cplusplus
}
#endif

#endif
