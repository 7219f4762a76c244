/* SPDX-License-Identifier: BSD-2-Clause */
/* test_indent.c - compact JSON, indented: the same text with line ends and blanks in it. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/out.h"

static const struct {
	const char *compact, *indented;
} texts[] = {
	{"1", "1"},
	{"{}", "{}"},
	{"[]", "[]"},
	{"[1,2]", "[\n  1,\n  2\n]"},
	{"{\"id\":1,\"name\":\"x\"}", "{\n  \"id\": 1,\n  \"name\": \"x\"\n}"},
	{"{\"types\":[]}\n", "{\n  \"types\": []\n}\n"},
	{"{\"types\":[{\"id\":1},{\"id\":2}]}\n", "{\n"
						  "  \"types\": [\n"
						  "    {\n"
						  "      \"id\": 1\n"
						  "    },\n"
						  "    {\n"
						  "      \"id\": 2\n"
						  "    }\n"
						  "  ]\n"
						  "}\n"},
	{"[[],[[]],{}]", "[\n  [],\n  [\n    []\n  ],\n  {}\n]"},
	{"[\"{[,:]}\"]", "[\n  \"{[,:]}\"\n]"},
	{"[\"a\\\"]\",\"\\\\\"]", "[\n  \"a\\\"]\",\n  \"\\\\\"\n]"},
	{"[true,-1]", "[\n  true,\n  -1\n]"},
};

/* Writes the text in two pieces, and passes the first on before the second comes. */
static void check(const char *compact, size_t cut, const char *indented)
{
	struct btf_out *memory = btf_out_to_memory(), *out = btf_out_to_indented_json(memory);

	btf_out_write(out, compact, cut);
	btf_out_drain(out);
	btf_out_string(out, compact + cut);
	assert_int_equal(btf_out_finish(out), 0);
	btf_out_free(out);
	assert_out_holds(memory, indented);
}

TEST(compact_json_gets_a_line_an_element)
{
	for (size_t i = 0; i < COUNT(texts); i++)
		check(texts[i].compact, 0, texts[i].indented);
}

TEST(it_makes_no_difference_where_the_pieces_are_cut)
{
	for (size_t i = 0; i < COUNT(texts); i++)
		for (size_t cut = 0; cut <= strlen(texts[i].compact); cut++)
			check(texts[i].compact, cut, texts[i].indented);
}

TEST(an_error_behind_it_is_told_of)
{
	int fd = open("/dev/full", O_WRONLY);
	struct btf_out *file = btf_out_to_fd(fd), *out = btf_out_to_indented_json(file);

	btf_out_string(out, "[]");
	assert_int_equal(btf_out_finish(out), -ENOSPC);
	assert_int_equal(btf_out_finish(out), -ENOSPC);
	btf_out_free(out);
	btf_out_free(file);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(compact_json_gets_a_line_an_element),
		RUN(it_makes_no_difference_where_the_pieces_are_cut),
		RUN(an_error_behind_it_is_told_of),
	};

	return cmocka_run_group_tests_name("base/indent", tests, NULL, NULL);
}
