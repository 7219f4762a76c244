/* SPDX-License-Identifier: BSD-2-Clause */
/* test_decl_limits.c - declarations without end: circles, functions that take functions, names as
 * long as a file. The text stays below BTF_DECL_MAX and says that something is missing. */
#include "unit.h"

#include <stdlib.h>

#include "type_words.h"
#include <libbtf/decl.h>

static size_t name_of(const struct btf *btf, uint32_t id, char text[BTF_DECL_MAX])
{
	size_t length = btf_type_name(btf, id, text, BTF_DECL_MAX);

	assert_true(length < BTF_DECL_MAX);
	assert_int_equal(strlen(text), length);
	return length;
}

static void assert_ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), end_length = strlen(end);

	if (length < end_length || strcmp(text + length - end_length, end) != 0)
		fail_msg("\"...%s\" does not end in \"%s\"", text + (length > 60 ? length - 60 : 0),
			 end);
}

static char *long_name(size_t length)
{
	char *name = malloc(length + 1);

	for (size_t i = 0; i < length; i++)
		name[i] = (char)('a' + i % 26);
	name[length] = '\0';
	return name;
}

static const struct {
	const char *type, *begin;
} circles[] = {
	{"const loop", "<...>"},
	{"const volatile type_tag loop", "<...>"},
	{"ptr loop", "<...> **"},
	{"ptr const loop", "<...> "},
	{"array[2] loop", "<...> [2][2]"},
	{"ptr array[2] loop", "<...> "},
	{"func_proto(loop) void", "void (void (void ("},
	{"func_proto() loop", "<...> "},
	{"ptr func_proto(loop) loop", "(*)((*)("},
};

TEST(a_circle_ends)
{
	for (size_t i = 0; i < COUNT(circles); i++) {
		struct btf_builder *one = builder_new();
		uint32_t id = type_in_words(one, circles[i].type);
		char text[BTF_DECL_MAX];

		name_of(builder_open(one), id, text);
		builder_free(one);
		assert_row(strncmp(text, circles[i].begin, strlen(circles[i].begin)) == 0,
			   circles[i].type, "it begins with \"%.40s\"", text);
	}
}

TEST(functions_that_take_functions_end_in_dots)
{
	uint32_t id = add_func_proto(b, 0);
	char text[BTF_DECL_MAX];

	for (int i = 0; i < 100; i++) {
		uint32_t inner = add_ptr(b, id);

		id = add_func_proto(b, 0);
		add_param(b, NULL, inner);
	}
	name_of(builder_open(b), id, text);
	assert_non_null(strstr(text, "<...>"));
	assert_ends_with(text, "))");
}

/* Each takes the one before eight times: the text would have 8^12 pieces. */
TEST(parameters_that_multiply_are_cut)
{
	uint32_t id = add_func_proto(b, 0);
	char text[BTF_DECL_MAX];

	for (int level = 0; level < 12; level++) {
		uint32_t inner = add_ptr(b, id);

		id = add_func_proto(b, 0);
		for (int i = 0; i < 8; i++)
			add_param(b, NULL, inner);
	}
	const struct btf *btf = builder_open(b);

	for (int i = 0; i < 100; i++)
		name_of(btf, id, text);
	assert_ends_with(text, "...");
}

TEST(many_parameters_are_cut)
{
	uint32_t integer = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t proto = add_func_proto(b, 0);
	char text[BTF_DECL_MAX];

	for (int i = 0; i < 60000; i++)
		add_param(b, NULL, integer);
	assert_true(name_of(builder_open(b), proto, text) > BTF_DECL_MAX - 100);
	assert_memory_equal(text, "(int, int", 9);
	assert_ends_with(text, "...");
}

TEST(a_chain_of_a_thousand_pointers_ends)
{
	uint32_t id = 0;
	char text[BTF_DECL_MAX];

	for (int i = 0; i < 1000; i++)
		id = add_ptr(b, id);
	name_of(builder_open(b), id, text);
	assert_memory_equal(text, "<...> ***", 9);
}

/* BTF_DECL_MAX counts the NUL. What is longer keeps its beginning. */
TEST(names_of_every_length_around_the_limit_are_written_or_cut)
{
	const size_t most = BTF_DECL_MAX - 1, dots = strlen("...");

	for (size_t length = most - 20; length < most + 20; length++) {
		struct btf_builder *one = builder_new();
		char *name = long_name(length), text[BTF_DECL_MAX];
		uint32_t id = add_typedef(one, name, 0);

		name_of(builder_open(one), id, text);
		if (length <= most) {
			assert_string_equal(text, name);
		} else {
			assert_int_equal(strlen(text), most);
			assert_memory_equal(text, name, most - dots);
			assert_ends_with(text, "...");
		}
		builder_free(one);
		free(name);
	}
}

/* Room of every size gets the beginning of the same text, its dots among that. */
TEST(a_text_that_is_cut_is_cut_to_the_room_too)
{
	char *name = long_name(2 * BTF_DECL_MAX), whole[BTF_DECL_MAX], text[BTF_DECL_MAX];
	uint32_t ptr = add_ptr(b, add_typedef(b, name, 0));
	const struct btf *btf = builder_open(b);
	size_t length = name_of(btf, ptr, whole);

	for (size_t size = 1; size <= sizeof(text); size++) {
		assert_int_equal(btf_type_name(btf, ptr, text, size), length);
		assert_int_equal(strlen(text), size - 1 < length ? size - 1 : length);
		assert_memory_equal(text, whole, strlen(text));
	}
	free(name);
}

TEST(an_identifier_of_any_length_is_written_or_cut)
{
	uint32_t ptr = type_in_words(b, "ptr int");
	const struct btf *btf = builder_open(b);

	for (size_t length = 0; length < (size_t)3 * BTF_DECL_MAX; length += 61) {
		char *name = long_name(length), text[BTF_DECL_MAX];
		size_t found = btf_declaration(btf, ptr, name, text, sizeof(text));

		assert_true(found < BTF_DECL_MAX);
		if (found != length + strlen("int *"))
			assert_ends_with(text, "...");
		free(name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_circle_ends),
		RUN(functions_that_take_functions_end_in_dots),
		RUN(parameters_that_multiply_are_cut),
		RUN(many_parameters_are_cut),
		RUN(a_chain_of_a_thousand_pointers_ends),
		RUN(names_of_every_length_around_the_limit_are_written_or_cut),
		RUN(a_text_that_is_cut_is_cut_to_the_room_too),
		RUN(an_identifier_of_any_length_is_written_or_cut),
	};

	return cmocka_run_group_tests_name("query/decl_limits", tests, NULL, NULL);
}
