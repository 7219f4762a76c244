/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/index.h - look-ups that are made once and asked often: name to types, kind to types, and
 * who uses a type.
 *
 * Each is an object of its own, made in one or two passes over the types (its own and those of the
 * bases), and read-only from then on; any number of threads may ask it. The BTF must outlive it.
 * Constructors return NULL where there is no memory. Freeing NULL is fine.
 */
#ifndef LIBBTF_INDEX_H
#define LIBBTF_INDEX_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Name to types. */
struct btf_name_index;

BTF_API struct btf_name_index *btf_name_index_new(const struct btf *btf, struct btf_error *err);
BTF_API void btf_name_index_free(struct btf_name_index *index);

/* The first type of that name whose id is above `after`; 0 where there is none. So all of them:
 *
 *	for (id = btf_name_index_find(ix, name, 0); id; id = btf_name_index_find(ix, name, id))
 */
BTF_API uint32_t btf_name_index_find(const struct btf_name_index *index, const char *name,
				     uint32_t after);

/* Kind to types. */
struct btf_kind_index;

BTF_API struct btf_kind_index *btf_kind_index_new(const struct btf *btf, struct btf_error *err);
BTF_API void btf_kind_index_free(struct btf_kind_index *index);

/* The ids of that kind, ascending; `*count` of them. The index owns the array. */
BTF_API const uint32_t *btf_kind_index_ids(const struct btf_kind_index *index, enum btf_kind kind,
					   uint32_t *count);

/* Who uses a type: all references to it, by the id of the type that has them. */
struct btf_use_index;

struct btf_use {
	uint32_t user_id; /* btf_ref_at(btf, user_id, n) is the reference */
	uint32_t n;
};

BTF_API struct btf_use_index *btf_use_index_new(const struct btf *btf, struct btf_error *err);
BTF_API void btf_use_index_free(struct btf_use_index *index);

/* The uses of a type (0 for those of void), ascending; `*count` of them. The index owns the array.
 */
BTF_API const struct btf_use *btf_use_index_of(const struct btf_use_index *index, uint32_t id,
					       uint32_t *count);

#ifdef __cplusplus
}
#endif

#endif
