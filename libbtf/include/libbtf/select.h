/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/select.h - which types a user means.
 *
 * A pattern is one of
 *
 *	task_struct             the types of that name, of every kind
 *	tcp_*_ops               a glob, as fnmatch(3) has it: * ? [a-z]
 *	struct:task_struct      the same of one kind; a glob may follow here too
 *	"struct task_struct"    as C writes it
 *	#123                    the type of that id, one of a base among them
 *
 * Kinds are written in small letters (int, func_proto, decl_tag, ...); `enum` takes ENUM64 in.
 * Names are looked for among its own types, not in its bases.
 */
#ifndef LIBBTF_SELECT_H
#define LIBBTF_SELECT_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A set of kinds: bit (1 << BTF_K_STRUCT) and so on; bit 31 is BTF_K_UNKNOWN. */
typedef uint32_t btf_kind_set;
#define BTF_ALL_KINDS UINT32_MAX

/* Reads "struct,union". False, with `err`, where a word is no kind. */
BTF_API bool btf_kind_set_parse(const char *words, btf_kind_set *set, struct btf_error *err);

/* The types that a pattern matches and that are of one of `kinds`, put behind those that are in
 * `selection` already. The caller frees `ids`. How many were added, or a negative errno: -EINVAL
 * for what is no pattern. */
struct btf_selection {
	uint32_t *ids;
	uint32_t count;
	uint32_t capacity;
};

BTF_API int64_t btf_select(const struct btf *btf, const char *pattern, btf_kind_set kinds,
			   struct btf_selection *selection, struct btf_error *err);

/* All of its own types of those kinds. */
BTF_API int64_t btf_select_kinds(const struct btf *btf, btf_kind_set kinds,
				 struct btf_selection *selection, struct btf_error *err);

/* Sorts by id, and drops what is there twice. */
BTF_API void btf_selection_sort(struct btf_selection *selection);

/* Sorts by name, types of one name by kind, size, length and at last by id: an order that does not
 * depend on ids wherever types differ in more. */
BTF_API void btf_selection_sort_by_name(const struct btf *btf, struct btf_selection *selection);

BTF_API struct btf_id_list btf_selection_list(const struct btf_selection *selection);

BTF_API void btf_selection_free(struct btf_selection *selection);

/* The names, at most `max` and 16, that are nearest to one that was not found, nearest first: those
 * with few letters added, dropped, changed or swapped, and those that contain it. How many there are. */
BTF_API size_t btf_near_names(const struct btf *btf, const char *name, const char **names,
			      size_t max);

#ifdef __cplusplus
}
#endif

#endif
