/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/map_decl.h - the maps that a BPF object declares: the variables in its section .maps.
 *
 *	struct {
 *		__uint(type, BPF_MAP_TYPE_HASH);     an array of as many elements, behind a pointer
 *		__type(key, __u32);                  a pointer to the type
 *		__type(value, struct flow);
 *		__uint(max_entries, 1024);
 *	} flows SEC(".maps");
 *
 * (bpf_helpers.h of libbpf has these macros; its loader reads them so.) BTF alone tells all of it.
 */
#ifndef LIBBTF_MAP_DECL_H
#define LIBBTF_MAP_DECL_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is not declared is 0. */
struct btf_map_decl {
	const char *name;
	uint32_t var_id; /* VAR */
	uint32_t type;   /* enum bpf_map_type */
	uint32_t key_type_id, value_type_id;
	uint32_t key_size, value_size; /* in bytes; of the types, where they are declared */
	uint32_t max_entries;
};

/* The map at `index` (from 0) of all that are declared; false behind the last one. */
BTF_API bool btf_map_decl_at(const struct btf *btf, uint32_t index, struct btf_map_decl *map);

BTF_API bool btf_map_decl_find(const struct btf *btf, const char *name, struct btf_map_decl *map);

#ifdef __cplusplus
}
#endif

#endif
