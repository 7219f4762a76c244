/* SPDX-License-Identifier: BSD-2-Clause */
/* test_uses.c - who uses a type, and by what way; each user once, whatever loops there are. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "uses.h"

static const char *way_of(uint32_t via)
{
	static const char letters[] = "pacty"; /* ptr, array, const, typedef, prototype */
	static char text[8];
	size_t length = 0;

	for (unsigned int i = 0; i < 5; i++)
		if (via & 1u << i)
			text[length++] = letters[i];
	text[length] = '\0';
	return text;
}

/* "3.1 5:p 7<1:pc": the 1st member of #3 directly, #5 by a pointer, the 1st parameter of #7 by a pointer and a
 * qualifier; 7> is what it returns. */
static const char *words_of(const struct btf *btf, const struct uses *uses)
{
	static char text[1000];
	uint32_t direct = 0;

	*text = '\0';
	for (uint32_t i = 0; i < uses->count; i++) {
		const struct use *use = &uses->rows[i];
		struct btf_ref ref = use_ref(btf, use);
		size_t length = strlen(text), room = sizeof(text) - length;
		char place[16] = "";

		if (ref.role == BTF_REF_MEMBER)
			snprintf(place, sizeof(place), ".%u", ref.index + 1);
		else if (ref.role == BTF_REF_PARAM)
			snprintf(place, sizeof(place), "<%u", ref.index + 1);
		else if (ref.role == BTF_REF_RETURN)
			snprintf(place, sizeof(place), ">");
		snprintf(text + length, room, "%s%u%s%s%s", i ? " " : "", use->user_id, place,
			 use->via ? ":" : "", way_of(use->via));
		direct += !use->via;
		for (uint32_t k = 0; k < i; k++)
			if (uses->rows[k].user_id == use->user_id &&
			    uses->rows[k].ref_id == use->ref_id &&
			    uses->rows[k].ref_n == use->ref_n)
				fail_msg("twice in %s", text);
	}
	assert_int_equal(uses->direct, direct);
	assert_false(uses->is_cut);
	return text;
}

static void assert_uses(const struct btf *btf, uint32_t id, const char *words)
{
	struct btf_use_index *index = btf_use_index_new(btf, NULL);
	struct names *names = names_new(btf);
	struct uses *uses = uses_new(btf, index, names, id);

	assert_non_null(uses);
	assert_string_equal(words_of(btf, uses), words);
	for (uint32_t i = 0; i < uses->count; i++) {
		struct line line;

		line_begin(&line, false);
		use_line(btf, index, &uses->rows[i], 0, &line);
		assert_non_null(strstr(line.text, btf_type_at(btf, uses->rows[i].user_id).name));
	}
	uses_free(uses);
	names_free(names);
	btf_use_index_free(index);
}

/* `int` is #1, struct foo #2. */
static uint32_t add_foo(struct btf_builder *b)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32), foo = add_struct(b, "foo", 4);

	add_member(b, "a", number, 0);
	return foo;
}

static uint32_t add_holder(struct btf_builder *b, const char *name, uint32_t type)
{
	uint32_t id = add_struct(b, name, 8);

	add_member(b, "it", type, 0);
	return id;
}

TEST(a_member_is_a_direct_use)
{
	uint32_t foo = add_foo(b);

	add_struct(b, "twice", 12); /* 3 */
	add_member(b, "other", 1, 0);
	add_member(b, "one", foo, 32);
	add_member(b, "two", foo, 64);
	assert_uses(builder_open(b), foo, "3.2 3.3");
}

TEST(variables_typedefs_and_tags_are_users)
{
	uint32_t foo = add_foo(b);

	add_typedef(b, "foo_t", foo);    /* 3 */
	add_var(b, "var", foo, GLOBAL);  /* 4 */
	add_decl_tag(b, "tag", foo, -1); /* 5 */
	assert_uses(builder_open(b), foo, "3 4 5");
}

TEST(the_way_is_told)
{
	uint32_t foo = add_foo(b);

	add_holder(b, "a", add_ptr(b, foo));               /* 3, 4 */
	add_holder(b, "b", add_array(b, foo, 1, 2));       /* 5, 6 */
	add_holder(b, "c", add_const(b, foo));             /* 7, 8 */
	add_holder(b, "d", add_volatile(b, foo));          /* 9, 10 */
	add_holder(b, "e", add_type_tag(b, "user", foo));  /* 11, 12 */
	add_holder(b, "f", add_typedef(b, "foo_t", foo));  /* 13, 14 */
	add_holder(b, "g", add_ptr(b, add_const(b, foo))); /* 15, 16, 17 */
	add_holder(b, "h", foo);                           /* 18 */
	add_holder(b, "i", add_restrict(b, 3));            /* 19, 20 */
	assert_uses(builder_open(b), foo,
		    "13 18.1 4.1:p 6.1:a 8.1:c 10.1:c 12.1:c 14.1:t 17.1:pc 20.1:pc");
}

TEST(what_an_array_is_counted_by_is_no_use)
{
	uint32_t foo = add_foo(b), number = 1;

	add_holder(b, "holder", add_array(b, foo, number, 2)); /* 3, 4 */
	assert_uses(builder_open(b), number, "2.1");
}

TEST(functions_use_what_they_take_and_return)
{
	uint32_t foo = add_foo(b), pointer = add_ptr(b, foo), proto; /* 3 */

	proto = add_func_proto(b, pointer); /* 4 */
	add_param(b, "one", foo);
	add_param(b, "number", 1);
	add_param(b, "two", pointer);
	add_func(b, "call", proto, GLOBAL);  /* 5 */
	add_func(b, "call2", proto, STATIC); /* 6 */
	assert_uses(builder_open(b), foo, "5<1 6<1 5>:p 5<3:p 6>:p 6<3:p");
}

TEST(a_function_that_is_pointed_to_is_a_way)
{
	uint32_t foo = add_foo(b), pointer = add_ptr(b, foo), proto; /* 3 */

	proto = add_func_proto(b, 0); /* 4 */
	add_param(b, "one", pointer);
	add_param(b, "two", pointer);
	add_func(b, "call", proto, GLOBAL);      /* 5 */
	add_holder(b, "ops", add_ptr(b, proto)); /* 6, 7 */
	add_typedef(b, "call_t", 6);             /* 8 */
	add_holder(b, "more", 8);                /* 9 */
	assert_uses(builder_open(b), foo, "5<1:p 5<2:p 7.1:py 8:py 9.1:pty");
}

TEST(a_function_that_returns_a_pointer_to_one)
{
	uint32_t foo = add_foo(b), inner, outer;

	inner = add_func_proto(b, 0); /* 3 */
	add_param(b, "it", foo);
	outer = add_func_proto(b, add_ptr(b, inner)); /* 4, 5 */
	add_func(b, "get", outer, GLOBAL);            /* 6 */
	assert_uses(builder_open(b), foo, "6>:py");
}

TEST(a_struct_that_points_to_itself_ends)
{
	uint32_t node = add_struct(b, "node", 16); /* 1 */
	uint32_t pointer = node + 1;

	add_member(b, "next", pointer, 0);
	add_member(b, "previous", pointer, 64);
	assert_int_equal(add_ptr(b, node), pointer);
	assert_uses(builder_open(b), node, "1.1:p 1.2:p");
}

TEST(loops_of_broken_btf_end)
{
	uint32_t one = add_typedef(b, "one", 2), two = add_typedef(b, "two", one);
	uint32_t self = add_ptr(b, 3), holder = add_holder(b, "holder", one), in_itself;

	in_itself = add_struct(b, "in_itself", 8); /* 5 */
	add_member(b, "me", in_itself, 0);
	assert_uses(builder_open(b), one, "2 4.1 1:t");
	assert_uses(builder_open(b), two, "1 2:t 4.1:t");
	assert_uses(builder_open(b), self, "");
	assert_uses(builder_open(b), holder, "");
	assert_uses(builder_open(b), in_itself, "5.1");
}

TEST(a_user_by_two_ways_is_there_once)
{
	uint32_t foo = add_foo(b), constant = add_const(b, foo), pointers[2], proto; /* 3 */

	pointers[0] = add_ptr(b, foo);      /* 4 */
	pointers[1] = add_ptr(b, constant); /* 5 */
	add_struct(b, "both", 16);          /* 6 */
	add_member(b, "a", pointers[0], 0);
	add_member(b, "b", pointers[1], 64);
	proto = add_func_proto(b, pointers[0]); /* 7 */
	add_param(b, "it", pointers[1]);
	add_func(b, "call", proto, GLOBAL);      /* 8 */
	add_holder(b, "ops", add_ptr(b, proto)); /* 9, 10 */
	assert_uses(builder_open(b), foo, "6.1:p 6.2:pc 8>:p 8<1:pc 10.1:py");
}

TEST(what_is_not_used_and_what_is_not_there_have_no_uses)
{
	uint32_t foo = add_foo(b);

	assert_uses(builder_open(b), foo, "");
	assert_uses(builder_open(b), 9999, "");
}

/* Where one goes */

static struct use_place place_of(const struct btf *btf, uint32_t id, uint32_t row)
{
	struct btf_use_index *index = btf_use_index_new(btf, NULL);
	struct names *names = names_new(btf);
	struct uses *uses = uses_new(btf, index, names, id);
	struct use_place place;

	assert_non_null(uses);
	assert_in_range(row, 0, uses->count - 1);
	place = use_place(btf, index, &uses->rows[row]);
	uses_free(uses);
	names_free(names);
	btf_use_index_free(index);
	return place;
}

static void assert_member_place(struct use_place place, uint32_t id, uint32_t owner, uint32_t index)
{
	assert_int_equal(place.id, id);
	assert_true(place.is_member);
	assert_int_equal(place.owner_id, owner);
	assert_int_equal(place.index, index);
}

TEST(of_a_member_one_goes_to_its_struct)
{
	uint32_t foo = add_foo(b), holder = add_struct(b, "holder", 8);

	add_member(b, "number", 1, 0);
	add_member(b, "it", foo, 32);
	assert_member_place(place_of(builder_open(b), foo, 0), holder, holder, 1);
}

TEST(of_a_member_of_an_anonymous_struct_to_the_named_one_around_it)
{
	uint32_t foo = add_foo(b), inner = add_struct(b, NULL, 4);
	uint32_t middle, list, outer;

	add_member(b, "it", foo, 0);
	middle = add_union(b, NULL, 4);
	add_member(b, NULL, inner, 0);
	list = add_array(b, middle, 1, 1);
	outer = add_struct(b, "outer", 8);
	add_member(b, "first", 1, 0);
	add_member(b, "list", list, 32);
	assert_member_place(place_of(builder_open(b), foo, 0), outer, inner, 0);
}

TEST(or_to_the_typedef_that_names_it)
{
	uint32_t foo = add_foo(b), inner = add_struct(b, NULL, 4), named;

	add_member(b, "it", foo, 0);
	named = add_typedef(b, "named", inner);
	assert_member_place(place_of(builder_open(b), foo, 0), named, inner, 0);
}

TEST(or_to_itself_where_nobody_names_it)
{
	uint32_t foo = add_foo(b), inner = add_struct(b, NULL, 4);

	add_member(b, "it", foo, 0);
	assert_member_place(place_of(builder_open(b), foo, 0), inner, inner, 0);
}

TEST(anonymous_structs_in_a_circle_end)
{
	uint32_t foo = add_foo(b), inner = add_struct(b, NULL, 4);

	add_member(b, "it", foo, 0);
	add_member(b, "me", inner, 0);
	assert_member_place(place_of(builder_open(b), foo, 0), inner, inner, 0);
}

TEST(of_all_others_to_the_user)
{
	uint32_t foo = add_foo(b), proto, func, var;
	struct use_place place;

	proto = add_func_proto(b, foo);
	func = add_func(b, "call", proto, GLOBAL);
	var = add_var(b, "var", foo, GLOBAL);
	place = place_of(builder_open(b), foo, 0);
	assert_int_equal(place.id, func);
	assert_false(place.is_member);
	assert_int_equal(place_of(builder_open(b), foo, 1).id, var);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_member_is_a_direct_use),
		RUN(variables_typedefs_and_tags_are_users),
		RUN(the_way_is_told),
		RUN(what_an_array_is_counted_by_is_no_use),
		RUN(functions_use_what_they_take_and_return),
		RUN(a_function_that_is_pointed_to_is_a_way),
		RUN(a_function_that_returns_a_pointer_to_one),
		RUN(a_struct_that_points_to_itself_ends),
		RUN(loops_of_broken_btf_end),
		RUN(a_user_by_two_ways_is_there_once),
		RUN(what_is_not_used_and_what_is_not_there_have_no_uses),
		RUN(of_a_member_one_goes_to_its_struct),
		RUN(of_a_member_of_an_anonymous_struct_to_the_named_one_around_it),
		RUN(or_to_the_typedef_that_names_it),
		RUN(or_to_itself_where_nobody_names_it),
		RUN(anonymous_structs_in_a_circle_end),
		RUN(of_all_others_to_the_user),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
