/* SPDX-License-Identifier: BSD-2-Clause */
/* assertions.c - the header proves itself: sizes and offsets as static assertions. */
#include "emit/assertions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/resolve.h>

/* The type whose assertions are made. */
struct subject {
	struct btf_definer *definer;
	char name[BTF_DECL_MAX]; /* "struct foo" */
};

static void put_assertion(const struct subject *subject, const char *member, uint32_t value)
{
	char text[3 * BTF_DECL_MAX];

	if (*member)
		snprintf(text, sizeof(text),
			 "_Static_assert(__builtin_offsetof(%s, %s) == %u, \"%s.%s\");\n",
			 subject->name, member, value, subject->name, member);
	else
		snprintf(text, sizeof(text), "_Static_assert(sizeof(%s) == %u, \"sizeof(%s)\");\n",
			 subject->name, value, subject->name);
	btf_out_string(subject->definer->out, text);
}

/* The struct that a member without a name has in place; 0: none. */
static uint32_t unnamed_struct(const struct btf *btf, uint32_t type_id)
{
	uint32_t stripped;

	if (!btf_type_skip_modifiers(btf, type_id, &stripped) || !btf_type_is_struct(btf, stripped))
		return 0;
	return stripped;
}

/* Members of anonymous structs are the outer one's. */
static void assert_members(const struct subject *subject, uint32_t id, uint32_t offset, int depth)
{
	struct btf_definer *definer = subject->definer;
	struct btf_placement placement = {0};

	if (depth == BTF_MAX_RESOLVE_DEPTH)
		return;
	btf_place(&definer->placer, id, &placement);
	for (size_t i = 0; i < placement.count; i++) {
		const struct btf_place *place = &placement.places[i];
		struct btf_member_info member = btf_member_at(definer->btf, id, place->index);
		uint32_t at = offset + member.bit_offset / 8;

		if (place->kind != BTF_PLACE_MEMBER)
			continue;
		if (*member.name)
			put_assertion(subject, btf_names_of_member(definer->names, member.name),
				      at);
		else
			assert_members(subject, unnamed_struct(definer->btf, member.type_id), at,
				       depth + 1);
	}
	btf_placement_free(&placement);
}

/* The anonymous struct or union that a typedef names; 0: none. */
static uint32_t body_of(const struct btf *btf, uint32_t id)
{
	uint32_t stripped = id;

	if (btf_type_is_typedef(btf, id) &&
	    (!btf_type_skip_modifiers(btf, id, &stripped) || *btf_type_at(btf, stripped).name))
		return 0;
	return btf_type_is_struct(btf, stripped) ? stripped : 0;
}

static void assert_type(struct subject *subject, uint32_t id)
{
	struct btf_definer *definer = subject->definer;
	uint32_t resolved = id, body = body_of(definer->btf, id), size;

	btf_declaration_styled(definer->btf, id, "", &definer->style, subject->name);
	if (btf_type_id_size(definer->btf, &resolved, &size))
		put_assertion(subject, "", size);
	if (body)
		assert_members(subject, body, 0, 0);
}

/* A typedef may name what is only declared here, and has no size then. */
static bool is_complete(const struct btf *btf, const uint8_t *is_defined, uint32_t id)
{
	struct btf_resolved_size resolved;

	if (btf_type_is_struct(btf, id) || !btf_resolve_size(btf, id, &resolved))
		return true;
	return !btf_type_is_struct(btf, resolved.elem_id) || is_defined[resolved.elem_id] ||
	       !*btf_type_at(btf, resolved.elem_id).name;
}

void btf_assert_layout(struct btf_definer *definer, const struct btf_order *order)
{
	uint8_t *is_defined = calloc(btf_id_end(definer->btf), 1);

	for (size_t i = 0; is_defined && i < order->count; i++)
		if (order->steps[i].kind == BTF_STEP_DEFINE)
			is_defined[order->steps[i].id] = 1;
	for (size_t i = 0; is_defined && i < order->count; i++) {
		struct subject subject = {.definer = definer};
		uint32_t id = order->steps[i].id;

		if (order->steps[i].kind == BTF_STEP_DEFINE &&
		    *btf_type_at(definer->btf, id).name &&
		    is_complete(definer->btf, is_defined, id))
			assert_type(&subject, id);
	}
	free(is_defined);
	btf_out_string(definer->out, "\n");
}
