/* SPDX-License-Identifier: BSD-2-Clause */
/* test_near.c - names that are near to one that was not found. */
#include "unit.h"

#include "samples.h"
#include <libbtf/select.h>

#define NEAR_MAX 5

/* What there is, and what is near to the name asked for; nearest first. */
static const struct {
	const char *rule;
	const char *names[8];
	const char *asked;
	const char *near[NEAR_MAX + 1];
} rules[] = {
	{"a letter dropped", {"task_struct", "other"}, "task_struc", {"task_struct"}},
	{"a letter added", {"task_struct", "other"}, "task_structt", {"task_struct"}},
	{"a letter changed", {"task_struct", "other"}, "tusk_struct", {"task_struct"}},
	{"two swapped", {"task_struct", "other"}, "taks_struct", {"task_struct"}},
	{"which is one mistake, not two", {"acb", "xcb"}, "abc", {"acb"}},
	{"a name that contains it",
	 {"tcp_congestion_ops", "other"},
	 "congestion",
	 {"tcp_congestion_ops"}},
	{"case does not matter", {"task_struct", "TASK_STATE"}, "Task_Struct", {"task_struct"}},
	{"nearer ones come first",
	 {"list_hexx", "list_heax", "list_head"},
	 "list_headd",
	 {"list_head", "list_heax", "list_hexx"}},
	{"near ones before those that contain it",
	 {"sk_buff_head", "sk_buffs"},
	 "sk_buff",
	 {"sk_buffs", "sk_buff_head"}},
	{"of equally near ones the shorter",
	 {"sk_buff_list_head", "sk_buff_head"},
	 "k_buff",
	 {"sk_buff_head", "sk_buff_list_head"}},
	{"each name once", {"sock", "sock", "sock"}, "sokc", {"sock"}},
	{"nothing is near", {"sock", "inet"}, "task_struct", {0}},
	{"of a short name a letter at most", {"abc", "abd", "xbd"}, "abe", {"abc", "abd"}},
	{"four letters are too far", {"abcdefghijkl"}, "abcdefghXXXX", {0}},
	{"three letters are not", {"abcdefghijkl"}, "abcdefghiXXX", {"abcdefghijkl"}},
	{"a name without letters has none near", {"a", "sock"}, "", {0}},
	{"as many as are asked for",
	 {"ax", "bx", "cx", "dx", "ex", "fx", "gx"},
	 "x",
	 {"ax", "bx", "cx", "dx", "ex"}},
};

TEST(near_names_are_found_in_their_order)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct btf_builder *one = builder_new();
		const char *found[NEAR_MAX];
		size_t count, expected = 0;

		for (size_t n = 0; n < COUNT(rules[i].names) && rules[i].names[n]; n++)
			add_struct(one, rules[i].names[n], 4);
		while (rules[i].near[expected])
			expected++;
		count = btf_near_names(builder_open(one), rules[i].asked, found, NEAR_MAX);
		assert_row(count == expected, rules[i].rule, "%zu names, not %zu", count, expected);
		for (size_t n = 0; n < count; n++)
			assert_row(strcmp(found[n], rules[i].near[n]) == 0, rules[i].rule,
				   "\"%s\" in place %zu", found[n], n);
		builder_free(one);
	}
}

TEST(room_for_none_takes_none)
{
	add_samples(b);
	assert_int_equal(btf_near_names(builder_open(b), "pont", NULL, 0), 0);
}

/* A name as long as a file is near to nothing, and neither is one looked for. */
TEST(very_long_names_are_passed_over)
{
	char name[5000];
	const char *found[NEAR_MAX];

	memset(name, 'a', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	add_struct(b, name, 4);
	add_struct(b, "point", 4);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_near_names(btf, "pint", found, NEAR_MAX), 1);
	assert_int_equal(btf_near_names(btf, name, found, NEAR_MAX), 0);
	for (size_t length = 60; length < 70; length++) {
		name[length] = '\0';
		btf_near_names(btf, name, found, NEAR_MAX);
		name[length] = 'a';
	}
}

TEST(names_of_the_base_are_not_looked_at)
{
	const char *found[NEAR_MAX];

	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const struct btf *btf = builder_open(split);

	assert_int_equal(btf_near_names(btf, "locals", found, NEAR_MAX), 1);
	assert_string_equal(found[0], "local");
	assert_int_equal(btf_near_names(btf, "colour", found, NEAR_MAX), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(near_names_are_found_in_their_order),
		RUN(room_for_none_takes_none),
		RUN(very_long_names_are_passed_over),
		RUN(names_of_the_base_are_not_looked_at),
	};

	return cmocka_run_group_tests_name("query/near", tests, NULL, NULL);
}
