/* SPDX-License-Identifier: BSD-2-Clause */
/* test_header_threads.c - the text of a header does not depend on how many threads write it. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <libbtf/header.h>

/* Types that take some chunks, with all that is numbered or waited for: enumerators that are there
 * twice, named ones and those of anonymous enums; structs in structs; what C can't say. */
static void add_many(struct btf_builder *b, uint32_t count)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32), before = word;
	char name[32];

	for (uint32_t i = 0; i < count; i++) {
		uint32_t anonymous = add_enum(b, NULL, 4), s, ptr;

		snprintf(name, sizeof(name), "E%u", i / 3);
		add_enumerator(b, name, i);
		snprintf(name, sizeof(name), "s%u", i);
		s = add_struct(b, i % 5 ? name : "same", 16);
		add_member(b, "before", before, 0);
		add_member(b, "state", anonymous, 32);
		add_member(b, "again", anonymous, 64);
		add_member(b, "misplaced", word, i % 7 ? 96 : 80);
		ptr = add_ptr(b, s);
		snprintf(name, sizeof(name), "t%u", i);
		before = add_typedef(b, name, ptr);
		before = i % 2 ? word : before;
	}
}

static char *header_by(const struct btf *btf, unsigned int threads, int code)
{
	const struct btf_header_options options = {.asserts = true, .threads = threads};
	struct btf_out *out = btf_out_to_memory();
	struct btf_error error;
	const char *text;
	size_t size;
	char *copy;

	assert_int_equal(btf_emit_header(btf, btf_own_ids(btf), &options, out, &error), code);
	assert_int_equal(btf_out_finish(out), 0);
	text = btf_out_text(out, &size);
	copy = strndup(text, size);
	btf_out_free(out);
	return copy;
}

static void assert_same_by_all(const struct btf *btf, int code)
{
	char *alone = header_by(btf, 0, code);

	for (unsigned int threads = 1; threads < 6; threads++) {
		char *together = header_by(btf, threads, code);

		assert_string_equal(together, alone);
		free(together);
	}
	free(alone);
}

TEST(many_types)
{
	add_many(b, 3000);
	assert_same_by_all(builder_open(b), 0);
}

TEST(few_types)
{
	add_many(b, 10);
	assert_same_by_all(builder_open(b), 0);
}

/* Each holds the next by a pointer, without a name: the body of one is that of all. */
TEST(bodies_too_deep)
{
	uint32_t inner;

	add_many(b, 3000);
	inner = add_int(b, "int", 4, ENC_SIGNED, 32);
	for (int i = 0; i < 40; i++) {
		uint32_t ptr = add_ptr(b, inner);

		inner = add_struct(b, i < 39 ? NULL : "outer", 8);
		add_member(b, "inner", ptr, 0);
	}
	assert_same_by_all(builder_open(b), -ELOOP);
}

/* Outputs that fail take nothing more, and say so at the end. */
TEST(an_output_that_is_full)
{
	const struct btf_header_options options = {.threads = 4};
	FILE *full = fopen("/dev/full", "w");
	struct btf_error error;
	struct btf_out *out;

	assert_non_null(full);
	out = btf_out_to_fd(fileno(full));
	add_many(b, 3000);
	assert_int_equal(btf_emit_header(builder_open(b), btf_own_ids(builder_open(b)), &options,
					 out, &error),
			 0);
	assert_int_equal(btf_out_finish(out), -ENOSPC);
	btf_out_free(out);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(many_types),
		RUN(few_types),
		RUN(bodies_too_deep),
		RUN(an_output_that_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
