/* SPDX-License-Identifier: BSD-2-Clause */
/* value_find.h - looks up what a value's type is made of: names of types, and of members. */
#ifndef BTF_QUERY_VALUE_FIND_H
#define BTF_QUERY_VALUE_FIND_H

#include <libbtf/types.h>

/* The type of that name that has a size, its own before those of its bases: "foo", "struct foo",
 * "#12"; C's integers by any of their names ("unsigned long"), and u8 to s64 also where nothing is
 * called so. 0; -ENOENT; with `err` -EEXIST for several that differ in size, -EINVAL, -ENOMEM. */
int btf_find_value_type(const struct btf *btf, const char *name, uint32_t *id,
			struct btf_error *err);

/* The member of a struct or union, or of one without a name in it. */
bool btf_find_value_member(const struct btf *btf, uint32_t type_id, const char *name,
			   struct btf_member_info *member);

#endif
