/* SPDX-License-Identifier: BSD-2-Clause */
/* inside.c - the structs, unions and enums whose bodies stand within a definition. */
#include "emit/inside.h"

#include <errno.h>

#include "model/record.h"
#include "query/decl.h"
#include <libbtf/resolve.h>

static bool has_body(enum btf_kind kind)
{
	return kind == BTF_K_STRUCT || kind == BTF_K_UNION || kind == BTF_K_ENUM ||
	       kind == BTF_K_ENUM64;
}

uint32_t btf_written_in_place(const struct btf *btf, uint32_t base_id, bool has_no_name)
{
	const uint8_t *record = btf_record(btf, base_id);
	uint32_t stripped;

	if (has_no_name && btf_type_skip_modifiers(btf, base_id, &stripped) &&
	    btf_type_is_struct(btf, stripped))
		return stripped;
	if (record && has_body(btf_record_kind(record)) && !btf_record_is_named(btf, record))
		return base_id;
	return 0;
}

static uint32_t body_of_type(const struct btf *btf, uint32_t type_id, bool has_no_name)
{
	uint32_t base = btf_declaration_base(btf, type_id);

	return base == UINT32_MAX ? 0 : btf_written_in_place(btf, base, has_no_name);
}

static bool is_unnamed(const struct btf *btf, uint32_t name_offset)
{
	const char *name = name_offset ? btf_name_at(btf, name_offset).text : NULL;

	return !name || !*name;
}

enum btf_bodies btf_bodies_inside(struct btf_placer *placer, uint32_t id)
{
	const uint8_t *record = btf_record(placer->btf, id);
	uint32_t vlen = btf_record_vlen(record);
	bool found = false;

	btf_placed_alignment(placer, id);
	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t name = btf_record_element(record, BTF_MEMBER_WORDS, i, 0);
		uint32_t type_id = btf_record_element(record, BTF_MEMBER_WORDS, i, 1);

		btf_placed_alignment(placer, type_id);
		found = found || body_of_type(placer->btf, type_id, is_unnamed(placer->btf, name));
	}
	return found ? BTF_BODIES_SOME : BTF_BODIES_NONE;
}

static int walk_struct(const struct btf_enum_walk *walk, uint32_t id, int depth)
{
	struct btf_placement placement = {0};
	int result = btf_place(walk->placer, id, &placement);

	for (size_t i = 0; i < placement.count && !result; i++) {
		const struct btf_place *place = &placement.places[i];
		struct btf_member_info member = btf_member_at(walk->placer->btf, id, place->index);

		if (place->kind == BTF_PLACE_MEMBER || place->kind == BTF_PLACE_BITFIELD)
			result = btf_walk_enums_of_type(walk, member.type_id, !*member.name,
							depth + 1);
	}
	btf_placement_free(&placement);
	return result;
}

int btf_walk_enums_of_body(const struct btf_enum_walk *walk, uint32_t id, int depth)
{
	enum btf_bodies bodies;

	if (depth > BTF_BODIES_MAX)
		return -ELOOP;
	if (btf_type_is_enum(walk->placer->btf, id)) {
		walk->found(walk->context, id);
		return 0;
	}
	bodies = (enum btf_bodies)walk->bodies[id];
	if (bodies == BTF_BODIES_UNKNOWN)
		bodies = btf_bodies_inside(walk->placer, id);
	return bodies == BTF_BODIES_SOME ? walk_struct(walk, id, depth) : 0;
}

int btf_walk_enums_of_type(const struct btf_enum_walk *walk, uint32_t type_id, bool has_no_name,
			   int depth)
{
	uint32_t body = body_of_type(walk->placer->btf, type_id, has_no_name);

	return body ? btf_walk_enums_of_body(walk, body, depth) : 0;
}
