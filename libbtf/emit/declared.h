/* SPDX-License-Identifier: BSD-2-Clause */
/* declared.h - what stands around an identifier in its declaration, by type: a kernel declares four
 * members of each type that any has. */
#ifndef BTF_EMIT_DECLARED_H
#define BTF_EMIT_DECLARED_H

#include "query/decl.h"

/* `int (*` and `)(void)`. Not terminated. Valid until the next call. */
struct btf_declared {
	const char *before, *behind;
	size_t before_size, behind_size;
};

struct btf_declared_cache {
	const struct btf *btf;
	const struct btf_decl_style *style;
	struct btf_declared_slot *slots;
	char text[BTF_DECL_MAX]; /* what is too long for a slot */
};

/* 0, or -ENOMEM. The style must stay as it is. */
int btf_declared_init(struct btf_declared_cache *cache, const struct btf *btf,
		      const struct btf_decl_style *style);
void btf_declared_free(struct btf_declared_cache *cache);

/* False for a type that ends in an anonymous struct, union or enum, whose body is to be written; and
 * for one that can't be written. */
bool btf_declared_find(struct btf_declared_cache *cache, uint32_t type_id,
		       struct btf_declared *found);

#endif
