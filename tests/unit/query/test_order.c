/* SPDX-License-Identifier: BSD-2-Clause */
/* test_order.c - in which order C wants types; steps in words: "forward b; define a; declare f". */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "query/order.h"

/* Of all types, in the order of their ids. */
static void assert_order_of(const struct btf *btf, struct btf_id_list list, const char *expected)
{
	static const char *const words[] = {[BTF_STEP_FORWARD] = "forward",
					    [BTF_STEP_DEFINE] = "define",
					    [BTF_STEP_DECLARE] = "declare"};
	struct btf_order order = {0};
	struct btf_error error;
	char text[1000] = "";

	assert_int_equal(btf_order_types(btf, list, &order, &error), 0);
	for (size_t i = 0; i < order.count; i++) {
		size_t length = strlen(text);

		snprintf(text + length, sizeof(text) - length, "%s%s %s", i ? "; " : "",
			 words[order.steps[i].kind], btf_type_at(btf, order.steps[i].id).name);
	}
	btf_order_free(&order);
	assert_string_equal(text, expected);
}

static void assert_order(struct btf_builder *b, const char *expected)
{
	const struct btf *btf = builder_open(b);

	assert_order_of(btf, btf_own_ids(btf), expected);
}

TEST(a_member_is_defined_before_its_struct)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t outer = add_struct(b, "outer", 4);

	add_member(b, "in", outer + 1, 0);
	add_struct(b, "inner", 4);
	add_member(b, "n", number, 0);
	assert_order(b, "define inner; define outer");
}

TEST(behind_a_pointer_a_declaration_is_enough)
{
	uint32_t outer = add_struct(b, "outer", 8);

	add_member(b, "p", outer + 1, 0);
	add_ptr(b, outer + 2);
	add_struct(b, "target", 4);
	assert_order(b, "forward target; define outer; define target");
}

TEST(a_pointer_to_the_struct_itself_needs_none)
{
	uint32_t node = add_struct(b, "node", 8);

	add_member(b, "next", node + 1, 0);
	add_ptr(b, node);
	assert_order(b, "define node");
}

TEST(structs_that_point_to_each_other)
{
	uint32_t first = add_struct(b, "a", 8);

	add_member(b, "b", first + 1, 0);
	add_ptr(b, first + 2);
	add_struct(b, "b", 8);
	add_member(b, "a", first + 3, 0);
	add_ptr(b, first);
	assert_order(b, "forward b; define a; define b");
}

TEST(a_typedef_stands_before_what_it_names)
{
	uint32_t alias = add_typedef(b, "foo_t", 2);

	add_struct(b, "foo", 8);
	add_member(b, "self", alias + 2, 0);
	add_ptr(b, alias);
	assert_order(b, "forward foo; define foo_t; define foo");
}

TEST(a_member_of_a_typedef_wants_both)
{
	uint32_t outer = add_struct(b, "outer", 4);

	add_member(b, "in", outer + 1, 0);
	add_typedef(b, "in_t", outer + 2);
	add_struct(b, "in", 4);
	assert_order(b, "forward in; define in_t; define in; define outer");
}

TEST(elements_of_arrays_are_complete_even_behind_a_pointer)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t holder = add_struct(b, "holder", 8);

	add_member(b, "p", holder + 1, 0);
	add_ptr(b, holder + 2);
	add_array(b, holder + 3, number, 4);
	add_struct(b, "element", 4);
	assert_order(b, "define element; define holder");
}

TEST(what_has_no_name_is_written_where_it_is_used)
{
	uint32_t outer = add_struct(b, "outer", 4);

	add_member(b, NULL, outer + 1, 0);
	add_union(b, NULL, 4);
	add_member(b, "in", outer + 2, 0);
	add_struct(b, "inner", 4);
	assert_order(b, "define inner; define outer");
}

TEST(enums_are_defined_and_those_without_a_user_too)
{
	uint32_t outer = add_struct(b, "outer", 4);

	add_member(b, "e", outer + 1, 0);
	add_enum(b, "used", 4);
	add_enum(b, NULL, 4);
	assert_order(b, "define used; define outer; define ");
}

TEST(functions_and_variables_stand_behind_all_types)
{
	uint32_t proto = add_func_proto(b, 0);

	add_param(b, "p", proto + 2);
	add_func(b, "f", proto, GLOBAL);
	add_ptr(b, proto + 3);
	add_struct(b, "late", 4);
	add_var(b, "v", proto + 3, GLOBAL);
	assert_order(b, "forward late; define late; declare f; declare v");
}

TEST(a_fwd_is_declared)
{
	add_fwd(b, "elsewhere", false);
	assert_order(b, "forward elsewhere");
}

TEST(the_closure_of_one_type)
{
	uint32_t wanted = add_struct(b, "wanted", 16);

	add_member(b, "in", wanted + 1, 0);
	add_struct(b, "inner", 8);
	add_member(b, "p", wanted + 2, 0);
	add_ptr(b, wanted + 3);
	add_struct(b, "pointed_to", 4);
	add_struct(b, "other", 4);
	assert_order_of(builder_open(b), (struct btf_id_list){NULL, wanted, 1},
			"forward pointed_to; define inner; define wanted");
}

TEST(integers_that_c_has_no_name_for_are_defined)
{
	add_int(b, "int", 4, ENC_SIGNED, 32);
	add_int(b, "odd_int", 4, 0, 32);
	add_float(b, "double", 8);
	add_float(b, "_Float16", 2);
	assert_order(b, "define odd_int; define _Float16");
}

TEST(what_holds_itself_ends)
{
	uint32_t loop = add_struct(b, "loop", 4);

	add_member(b, "again", loop, 0);
	add_typedef(b, "round", loop + 1);
	assert_order(b, "define loop; define round");
}

TEST(types_nested_too_deep_are_refused)
{
	struct btf_order order = {0};
	struct btf_error error = {0};
	const struct btf *btf;

	for (uint32_t i = 0; i < 1200; i++) {
		char name[16];

		snprintf(name, sizeof(name), "s%u", i);
		add_struct(b, name, 4);
		add_member(b, "in", i + 2, 0);
	}
	btf = builder_open(b);
	assert_int_equal(btf_order_types(btf, btf_own_ids(btf), &order, &error), -ELOOP);
	assert_non_null(strstr(error.text, "nested"));
	btf_order_free(&order);
}

TEST(scalars_of_c)
{
	static const struct {
		const char *name;
		uint32_t size;
		bool is_c;
	} rows[] = {
		{"int", 4, true},
		{"int", 8, false},
		{"long unsigned int", 8, true},
		{"unsigned long", 8, true},
		{"long long int", 8, true},
		{"short int", 2, true},
		{"unsigned char", 1, true},
		{"_Bool", 1, true},
		{"__int128", 16, true},
		{"u64", 8, false},
		{"char", 2, false},
	};
	uint32_t ids[COUNT(rows)];

	for (size_t i = 0; i < COUNT(rows); i++)
		ids[i] = add_int(b, rows[i].name, rows[i].size, 0, 8 * rows[i].size);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(rows); i++)
		if (btf_is_c_scalar(btf, ids[i]) != rows[i].is_c)
			fail_msg("%s of %u bytes", rows[i].name, rows[i].size);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_member_is_defined_before_its_struct),
		RUN(behind_a_pointer_a_declaration_is_enough),
		RUN(a_pointer_to_the_struct_itself_needs_none),
		RUN(structs_that_point_to_each_other),
		RUN(a_typedef_stands_before_what_it_names),
		RUN(a_member_of_a_typedef_wants_both),
		RUN(elements_of_arrays_are_complete_even_behind_a_pointer),
		RUN(what_has_no_name_is_written_where_it_is_used),
		RUN(enums_are_defined_and_those_without_a_user_too),
		RUN(functions_and_variables_stand_behind_all_types),
		RUN(a_fwd_is_declared),
		RUN(the_closure_of_one_type),
		RUN(integers_that_c_has_no_name_for_are_defined),
		RUN(what_holds_itself_ends),
		RUN(types_nested_too_deep_are_refused),
		RUN(scalars_of_c),
	};

	return cmocka_run_group_tests_name("query/order", tests, NULL, NULL);
}
