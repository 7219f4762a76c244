/* SPDX-License-Identifier: BSD-2-Clause */
/* assertions.c - the header proves itself: sizes and offsets as static assertions. */
#include "emit/assertions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/decl.h"
#include <libbtf/resolve.h>

/* The type whose assertions are made. */
struct subject {
	const struct btf *btf;
	struct btf_plan *plan;
	struct btf_out *out;
	const struct btf_decl_style *style;
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
	btf_out_string(subject->out, text);
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
	struct btf_placement placement = {0};
	char name[BTF_NAME_ROOM];
	size_t length;

	if (!id || depth == BTF_MAX_RESOLVE_DEPTH)
		return;
	btf_place(&subject->plan->placer, id, &placement);
	for (size_t i = 0; i < placement.count; i++) {
		const struct btf_place *place = &placement.places[i];
		struct btf_member_info member = btf_member_at(subject->btf, id, place->index);
		uint32_t at = offset + member.bit_offset / 8;

		if (place->kind != BTF_PLACE_MEMBER)
			continue;
		if (*member.name)
			put_assertion(subject,
				      btf_names_of_member(subject->plan->names, member.name,
							  &length, name),
				      at);
		else
			assert_members(subject, unnamed_struct(subject->btf, member.type_id), at,
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
	uint32_t resolved = id, body = body_of(subject->btf, id), size;

	btf_declaration_styled(subject->btf, id, "", subject->style, subject->name);
	if (btf_type_id_size(subject->btf, &resolved, &size))
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

void btf_assert_layout(struct btf_plan *plan, bool tags, struct btf_out *out)
{
	const struct btf_decl_style style = {btf_names_of, plan->names, tags};
	const struct btf_order *order = &plan->order;
	uint8_t *is_defined = calloc(btf_id_end(plan->btf), 1);

	for (size_t i = 0; is_defined && i < order->count; i++)
		if (order->steps[i].kind == BTF_STEP_DEFINE)
			is_defined[order->steps[i].id] = 1;
	for (size_t i = 0; is_defined && i < order->count; i++) {
		struct subject subject = {
			.btf = plan->btf, .plan = plan, .out = out, .style = &style};
		uint32_t id = order->steps[i].id;

		if (order->steps[i].kind == BTF_STEP_DEFINE && *btf_type_at(plan->btf, id).name &&
		    is_complete(plan->btf, is_defined, id))
			assert_type(&subject, id);
	}
	free(is_defined);
	btf_out_string(out, "\n");
}
