/* SPDX-License-Identifier: BSD-2-Clause */
/* test_kind.c - the table of kinds: names, and the two classes of kinds that the kernel has. */
#include "unit.h"

#include "model/kind.h"

/* include/linux/btf.h: btf_type_has_size(), btf_type_is_modifier(). */
static const struct {
	enum btf_kind kind;
	const char *name;
	bool has_size, is_modifier;
} kinds[] = {
	{BTF_K_VOID, "VOID", false, false},        {BTF_K_INT, "INT", true, false},
	{BTF_K_PTR, "PTR", false, false},          {BTF_K_ARRAY, "ARRAY", false, false},
	{BTF_K_STRUCT, "STRUCT", true, false},     {BTF_K_UNION, "UNION", true, false},
	{BTF_K_ENUM, "ENUM", true, false},         {BTF_K_FWD, "FWD", false, false},
	{BTF_K_TYPEDEF, "TYPEDEF", false, true},   {BTF_K_VOLATILE, "VOLATILE", false, true},
	{BTF_K_CONST, "CONST", false, true},       {BTF_K_RESTRICT, "RESTRICT", false, true},
	{BTF_K_FUNC, "FUNC", false, false},        {BTF_K_FUNC_PROTO, "FUNC_PROTO", false, false},
	{BTF_K_VAR, "VAR", false, false},          {BTF_K_DATASEC, "DATASEC", true, false},
	{BTF_K_FLOAT, "FLOAT", true, false},       {BTF_K_DECL_TAG, "DECL_TAG", false, false},
	{BTF_K_TYPE_TAG, "TYPE_TAG", false, true}, {BTF_K_ENUM64, "ENUM64", true, false},
	{BTF_K_UNKNOWN, "UNKNOWN", false, false},
};

TEST(every_kind_has_its_name_and_class)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		assert_string_equal(btf_kind_name(kinds[i].kind), kinds[i].name);
		assert_row(btf_kind_has_size(kinds[i].kind) == kinds[i].has_size, kinds[i].name,
			   "btf_kind_has_size");
		assert_row(btf_kind_is_modifier(kinds[i].kind) == kinds[i].is_modifier,
			   kinds[i].name, "btf_kind_is_modifier");
	}
}

TEST(a_number_that_is_no_kind_is_unknown)
{
	const int numbers[] = {-1, BTF_K_ENUM64 + 1, 126, 128, 1 << 30};

	for (size_t i = 0; i < COUNT(numbers); i++) {
		enum btf_kind kind = (enum btf_kind)numbers[i];

		assert_string_equal(btf_kind_name(kind), "UNKNOWN");
		assert_false(btf_kind_has_size(kind));
		assert_false(btf_kind_is_modifier(kind));
	}
}

/* The emitters copy names at full width, and cut them by the length that stands beside. */
TEST(name_lengths_are_those_of_the_names)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct btf_kind_facts *facts = btf_kind_facts(kinds[i].kind);

		assert_int_equal(facts->name_length, strlen(facts->name));
		assert_int_equal(strlen(facts->keyword), strlen(facts->name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_kind_has_its_name_and_class),
		RUN(a_number_that_is_no_kind_is_unknown),
		RUN(name_lengths_are_those_of_the_names),
	};

	return cmocka_run_group_tests_name("model/kind", tests, NULL, NULL);
}
