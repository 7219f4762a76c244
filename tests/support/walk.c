/* SPDX-License-Identifier: BSD-2-Clause */
/* walk.c - every accessor, resolution and look-up, for every id and some that are none.
 *
 * An answer is looked at byte by byte, so that a sanitizer sees a string that has no end; and where
 * a contract says that something can't be, it is checked that it is not.
 */
#include <string.h>

#include "walk_inside.h"

#include <libbtf/decl.h>
#include <libbtf/index.h>
#include <libbtf/resolve.h>
#include <libbtf/select.h>

#define ELEMENTS_MAX 300 /* a mutated vlen can be millions; both ends are looked at */
#define UNTOUCHED    0xdeadbeef

static void read_string(const char *text)
{
	must(text);
	must(strlen(text) < SIZE_MAX);
}

static void read_element(const struct btf *btf, uint32_t id, uint32_t index)
{
	read_string(btf_member_at(btf, id, index).name);
	read_string(btf_enumerator_at(btf, id, index).name);
	read_string(btf_param_at(btf, id, index).name);
	btf_secinfo_at(btf, id, index);
	btf_member_is_reg_int(btf, id, index, 0, 4);
}

static void read_elements(const struct btf *btf, uint32_t id, uint32_t vlen)
{
	for (uint32_t i = 0; i < vlen && i < ELEMENTS_MAX; i++)
		read_element(btf, id, i);
	for (uint32_t back = 1; back <= vlen && back < 4; back++)
		read_element(btf, id, vlen - back);
	read_element(btf, id, vlen);
	read_element(btf, id, UINT32_MAX);
}

static void read_type(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);

	read_string(type.name);
	read_string(btf_kind_name(type.kind));
	must(type.kind == BTF_K_UNKNOWN || type.kind_number == type.kind);
	must(btf_type_vlen(btf, id) == type.vlen);
	must(btf_type_kflag(btf, id) == type.kflag);
	btf_int_of(btf, id);
	btf_array_of(btf, id);
	btf_linkage_of(btf, id);
	btf_component_of(btf, id);
	btf_proto_is_variadic(btf, id);
	read_elements(btf, id, type.vlen);
	if (btf_string_at(btf, type.name_offset))
		read_string(btf_string_at(btf, type.name_offset));
}

static void read_refs(const struct btf *btf, uint32_t id)
{
	uint32_t count = btf_ref_count(btf, id);

	for (uint32_t n = 0; n < count && n < ELEMENTS_MAX; n++)
		must(btf_ref_at(btf, id, n).role <= BTF_REF_SECINFO);
	must(btf_ref_at(btf, id, count).type_id == 0);
}

static void resolve_type(const struct btf *btf, uint32_t id)
{
	uint32_t res = UNTOUCHED, size = UNTOUCHED, sized = id, pointee = UNTOUCHED;
	struct btf_resolved_size resolved;

	if (btf_type_skip_modifiers(btf, id, &res))
		must(!btf_kind_is_modifier(btf_type_at(btf, res).kind));
	else
		must(res == UNTOUCHED);
	if (!btf_type_resolve_ptr(btf, id, &pointee))
		must(pointee == UNTOUCHED);
	pointee = UNTOUCHED;
	if (btf_type_resolve_func_ptr(btf, id, &pointee))
		must(btf_type_is_func_proto(btf, pointee));
	else
		must(pointee == UNTOUCHED);
	if (!btf_type_id_size(btf, &sized, &size))
		must(sized == id && size == UNTOUCHED);
	if (btf_resolve_size(btf, id, &resolved)) {
		must(resolved.type_id && resolved.elem_id);
		must(btf_type_id_size(btf, &sized, &size) && size == resolved.size);
	}
	btf_type_alignment(btf, id);
	btf_find_spin_lock(btf, id);
}

static void name_type(const struct btf *btf, uint32_t id)
{
	char text[BTF_DECL_MAX], cut[16];
	size_t length = btf_type_name(btf, id, text, sizeof(text));

	must(length && length < BTF_DECL_MAX && strlen(text) == length);
	must(btf_type_name(btf, id, NULL, 0) == length);
	must(btf_type_name(btf, id, cut, sizeof(cut)) == length);
	must(strlen(cut) < sizeof(cut) && strncmp(cut, text, strlen(cut)) == 0);
	must(btf_declaration(btf, id, "identifier", text, sizeof(text)) < BTF_DECL_MAX);
}

static void look_up_names(const struct btf *btf)
{
	struct btf_name_index *index = btf_name_index_new(btf, NULL);

	must(index);
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		const char *name = btf_type_at(btf, id).name;

		if (*name)
			must(btf_name_index_find(index, name, id - 1) == id);
		else
			must(!btf_name_index_find(index, name, 0));
	}
	btf_name_index_free(index);
}

static void look_up_kinds(const struct btf *btf)
{
	struct btf_kind_index *index = btf_kind_index_new(btf, NULL);
	uint32_t total = 0;

	must(index);
	for (int kind = 0; kind < 128; kind++) {
		uint32_t count;
		const uint32_t *ids = btf_kind_index_ids(index, (enum btf_kind)kind, &count);

		for (uint32_t i = 0; i < count; i++)
			must(btf_type_at(btf, ids[i]).kind == (enum btf_kind)kind);
		total += count;
	}
	must(total == btf_id_end(btf) - 1);
	btf_kind_index_free(index);
}

static void look_up_uses(const struct btf *btf)
{
	struct btf_use_index *index = btf_use_index_new(btf, NULL);

	must(index);
	for (uint32_t id = 0; id <= btf_id_end(btf); id++) {
		uint32_t count;
		const struct btf_use *uses = btf_use_index_of(index, id, &count);

		for (uint32_t i = 0; i < count; i++)
			must(btf_ref_at(btf, uses[i].user_id, uses[i].n).type_id == id);
	}
	btf_use_index_free(index);
}

static void select_types(const struct btf *btf)
{
	struct btf_selection selection = {0};
	const char *near[8];

	must(btf_select(btf, "*", BTF_ALL_KINDS, &selection, NULL) >= 0);
	must(btf_select_kinds(btf, BTF_ALL_KINDS, &selection, NULL) >= 0);
	btf_selection_sort(&selection);
	must(selection.count == btf_own_ids(btf).count);
	btf_selection_sort_by_name(btf, &selection);
	must(selection.count == btf_own_ids(btf).count);
	btf_selection_free(&selection);
	for (size_t i = btf_near_names(btf, "point", near, 8); i-- > 0;)
		read_string(near[i]);
	btf_find_by_name_kind(btf, "point", BTF_K_STRUCT);
}

void walk_btf(const struct btf *btf)
{
	const uint32_t ids[] = {btf_id_end(btf) + 1, 1u << 31, UINT32_MAX};

	must(btf_pointer_size(btf) == 4 || btf_pointer_size(btf) == 8);
	for (uint32_t id = 0; id <= btf_id_end(btf); id++) {
		read_type(btf, id);
		read_refs(btf, id);
		resolve_type(btf, id);
		name_type(btf, id);
	}
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		read_type(btf, ids[i]);
		resolve_type(btf, ids[i]);
	}
	walk_layouts(btf);
	walk_values(btf);
	walk_emitters(btf);
	look_up_names(btf);
	look_up_kinds(btf);
	look_up_uses(btf);
	select_types(btf);
	btf_fits_base(btf, NULL);
}
