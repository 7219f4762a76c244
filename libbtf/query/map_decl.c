/* SPDX-License-Identifier: BSD-2-Clause */
/* map_decl.c - the maps that a BPF object declares, read from its BTF. */
#include <libbtf/map_decl.h>

#include <string.h>

#include <libbtf/resolve.h>

/* `__uint(name, n)` is `int (*name)[n]`. */
static uint32_t number_of(const struct btf *btf, uint32_t type_id)
{
	uint32_t target;

	return btf_type_resolve_ptr(btf, type_id, &target) ? btf_array_of(btf, target).nelems : 0;
}

/* `__type(name, type)` is `type *name`. */
static uint32_t type_of(const struct btf *btf, uint32_t type_id, uint32_t *size)
{
	struct btf_type_info pointer;
	uint32_t stripped, target;

	if (!btf_type_skip_modifiers(btf, type_id, &stripped))
		return 0;
	pointer = btf_type_at(btf, stripped);
	target = pointer.type_id;
	if (pointer.kind != BTF_K_PTR || !btf_type_id_size(btf, &target, size))
		return 0;
	return pointer.type_id;
}

static void read_member(const struct btf *btf, const struct btf_member_info *member,
			struct btf_map_decl *map)
{
	const struct {
		const char *name;
		uint32_t *number;
	} numbers[] = {{"type", &map->type},
		       {"key_size", &map->key_size},
		       {"value_size", &map->value_size},
		       {"max_entries", &map->max_entries}};

	if (strcmp(member->name, "key") == 0)
		map->key_type_id = type_of(btf, member->type_id, &map->key_size);
	else if (strcmp(member->name, "value") == 0)
		map->value_type_id = type_of(btf, member->type_id, &map->value_size);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (strcmp(member->name, numbers[i].name) == 0)
			*numbers[i].number = number_of(btf, member->type_id);
}

static void read_map(const struct btf *btf, uint32_t var_id, struct btf_map_decl *map)
{
	struct btf_type_info var = btf_type_at(btf, var_id);
	uint32_t id, vlen;

	*map = (struct btf_map_decl){.name = var.name, .var_id = var_id};
	if (!btf_type_skip_modifiers(btf, var.type_id, &id) ||
	    btf_type_at(btf, id).kind != BTF_K_STRUCT)
		return;
	vlen = btf_type_vlen(btf, id);
	for (uint32_t i = 0; i < vlen; i++) {
		struct btf_member_info member = btf_member_at(btf, id, i);

		read_member(btf, &member, map);
	}
}

bool btf_map_decl_at(const struct btf *btf, uint32_t index, struct btf_map_decl *map)
{
	uint32_t section = btf_find_by_name_kind(btf, ".maps", BTF_K_DATASEC);

	if (!section || index >= btf_type_vlen(btf, section))
		return false;
	read_map(btf, btf_secinfo_at(btf, section, index).type_id, map);
	return true;
}

bool btf_map_decl_find(const struct btf *btf, const char *name, struct btf_map_decl *map)
{
	struct btf_map_decl found;

	for (uint32_t i = 0; btf_map_decl_at(btf, i, &found); i++) {
		if (strcmp(found.name, name) == 0) {
			*map = found;
			return true;
		}
	}
	return false;
}
