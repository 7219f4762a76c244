/* SPDX-License-Identifier: BSD-2-Clause */
/* test_resolve_limits.c - chains that are too long, circles, and structs whose members multiply:
 * every function ends, soon, and with its outputs untouched where it fails. */
#include "unit.h"

#include <stdio.h>

#include <libbtf/decl.h>
#include <libbtf/resolve.h>

#define UNTOUCHED 0xdeadbeef

/* `count` times CONST around a type. */
static uint32_t add_consts(struct btf_builder *b, uint32_t id, uint32_t count)
{
	while (count--)
		id = add_const(b, id);
	return id;
}

static uint32_t add_arrays_of_one(struct btf_builder *b, uint32_t id, uint32_t count)
{
	while (count--)
		id = add_array(b, id, 0, 1);
	return id;
}

TEST(modifiers_are_stripped_up_to_btf_max_depth)
{
	uint32_t base = add_int(b, "int", 4, ENC_SIGNED, 32), res = UNTOUCHED;
	uint32_t most = add_consts(b, base, BTF_MAX_DEPTH), too_many = add_const(b, most);
	const struct btf *btf = builder_open(b);

	assert_false(btf_type_skip_modifiers(btf, too_many, &res));
	assert_int_equal(res, UNTOUCHED);
	assert_true(btf_type_skip_modifiers(btf, most, &res));
	assert_int_equal(res, base);
}

TEST(a_size_is_found_under_btf_max_depth_modifiers)
{
	uint32_t base = add_int(b, "int", 4, ENC_SIGNED, 32), size = UNTOUCHED;
	uint32_t most = add_consts(b, base, BTF_MAX_DEPTH), too_many = add_const(b, most);
	const struct btf *btf = builder_open(b);
	uint32_t id = too_many;

	assert_false(btf_type_id_size(btf, &id, &size));
	assert_int_equal(id, too_many);
	assert_int_equal(size, UNTOUCHED);
	assert_true(btf_type_id_size(btf, &most, &size));
	assert_int_equal(most, base);
	assert_int_equal(size, 4);
}

/* The kernel's loop looks at 32 types, and the last one has to be among them. */
TEST(btf_resolve_size_looks_at_32_types)
{
	struct btf_resolved_size found = {.size = UNTOUCHED};
	uint32_t base = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t most = add_consts(b, base, 31), too_many = add_const(b, most);
	uint32_t arrays = add_arrays_of_one(b, base, 31);
	uint32_t too_many_arrays = add_arrays_of_one(b, base, 32);
	const struct btf *btf = builder_open(b);

	assert_false(btf_resolve_size(btf, too_many, &found));
	assert_false(btf_resolve_size(btf, too_many_arrays, &found));
	assert_int_equal(found.size, UNTOUCHED);
	assert_true(btf_resolve_size(btf, most, &found));
	assert_int_equal(found.elem_id, base);
	assert_true(btf_resolve_size(btf, arrays, &found));
	assert_int_equal(found.elem_id, base);
	assert_int_equal(found.type_id, arrays);
}

TEST(a_million_modifiers_end_it_soon)
{
	const uint32_t count = 1000000;
	uint32_t base = add_int(b, "int", 4, ENC_SIGNED, 32), res = UNTOUCHED;
	uint32_t top = add_consts(b, base, count), ptr = add_ptr(b, top), id = top;
	struct btf_resolved_size size;
	char name[64];
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_id_end(btf), count + 3);
	for (int i = 0; i < 10000; i++) {
		assert_false(btf_type_skip_modifiers(btf, top, &res));
		assert_false(btf_type_resolve_ptr(btf, ptr, &res));
		assert_false(btf_type_id_size(btf, &id, NULL));
		assert_false(btf_resolve_size(btf, top, &size));
		assert_int_equal(btf_type_alignment(btf, top), 0);
	}
	assert_int_equal(res, UNTOUCHED);
	assert_int_equal(id, top);
	btf_type_name(btf, top, name, sizeof(name));
	assert_string_equal(name, "<...>");
}

/* A struct that is its own member, and one that is so through another. */
TEST(structs_in_a_circle_have_a_size_and_no_alignment)
{
	uint32_t self = add_struct(b, "self", 8), size = 0;

	add_member(b, "a", self, 0);
	add_member(b, "b", self, 0);
	uint32_t one = add_struct(b, "one", 16), other = one + 1;

	add_member(b, "other", other, 0);
	add_struct(b, "other", 16);
	add_member(b, "one", one, 0);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_type_alignment(btf, self), 0);
	assert_int_equal(btf_type_alignment(btf, one), 0);
	assert_int_equal(btf_type_alignment(btf, other), 0);
	assert_true(btf_type_id_size(btf, &self, &size));
	assert_int_equal(size, 8);
}

/* Each union holds the one before twice: a walk through all of it would take 2^30 steps. */
TEST(members_that_multiply_end_it_soon)
{
	uint32_t id = add_int(b, "int", 4, ENC_SIGNED, 32), tenth = 0;

	for (uint32_t level = 1; level <= 30; level++) {
		uint32_t inner = id;

		id = add_union(b, NULL, 4);
		add_member(b, "a", inner, 0);
		add_member(b, "b", inner, 0);
		if (level == 10)
			tenth = id;
	}
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_type_alignment(btf, tenth), 4);
	(void)btf_type_alignment(btf, id);
}

TEST(a_struct_that_lists_itself_sixty_thousand_times_ends_soon)
{
	uint32_t self = add_struct(b, "self", 8);

	for (uint32_t i = 0; i < 60000; i++)
		add_member(b, NULL, self, 0);
	assert_int_equal(btf_type_alignment(builder_open(b), self), 0);
}

TEST(structs_nested_in_structs_have_an_alignment_down_to_32)
{
	uint32_t id = add_int(b, "int", 4, ENC_SIGNED, 32);

	for (int level = 0; level < BTF_MAX_RESOLVE_DEPTH; level++) {
		uint32_t inner = id;

		id = add_struct(b, NULL, 4);
		add_member(b, NULL, inner, 0);
	}
	uint32_t too_deep = add_struct(b, NULL, 4);

	add_member(b, NULL, id, 0);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_type_alignment(btf, id), 4);
	assert_int_equal(btf_type_alignment(btf, too_deep), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(modifiers_are_stripped_up_to_btf_max_depth),
		RUN(a_size_is_found_under_btf_max_depth_modifiers),
		RUN(btf_resolve_size_looks_at_32_types),
		RUN(a_million_modifiers_end_it_soon),
		RUN(structs_in_a_circle_have_a_size_and_no_alignment),
		RUN(members_that_multiply_end_it_soon),
		RUN(a_struct_that_lists_itself_sixty_thousand_times_ends_soon),
		RUN(structs_nested_in_structs_have_an_alignment_down_to_32),
	};

	return cmocka_run_group_tests_name("model/resolve_limits", tests, NULL, NULL);
}
