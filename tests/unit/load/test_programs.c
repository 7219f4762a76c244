/* SPDX-License-Identifier: BSD-2-Clause */
/* test_programs.c - the table of programs' names. */
#include "unit.h"

#include <stdio.h>

#include "load/programs.h"

static struct btf_programs *programs_of(const uint32_t *ids, size_t count)
{
	struct btf_programs *programs = btf_programs_new(NULL);
	char name[32];

	assert_non_null(programs);
	for (size_t i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "program_%u", ids[i]);
		assert_int_equal(btf_programs_add(programs, ids[i], name, NULL), 0);
	}
	return programs;
}

static void assert_name(const struct btf_programs *programs, uint32_t id)
{
	char name[32];

	snprintf(name, sizeof(name), "program_%u", id);
	assert_non_null(btf_program_name(programs, id));
	assert_string_equal(btf_program_name(programs, id), name);
}

TEST(programs_are_found_in_whatever_order_they_came)
{
	static const uint32_t ids[] = {5, 1, UINT32_MAX, 3, 0, 7, 2};
	struct btf_programs *programs = programs_of(ids, COUNT(ids));

	for (size_t i = 0; i < COUNT(ids); i++)
		assert_name(programs, ids[i]);
	assert_null(btf_program_name(programs, 4));
	assert_null(btf_program_name(programs, 8));
	btf_programs_free(programs);
}

TEST(there_may_be_many)
{
	struct btf_programs *programs = programs_of(NULL, 0);
	char name[32];

	assert_null(btf_program_name(programs, 0));
	for (uint32_t id = 0; id < 2000; id++) {
		snprintf(name, sizeof(name), "program_%u", 2 * id);
		assert_int_equal(btf_programs_add(programs, 2 * id, name, NULL), 0);
	}
	assert_name(programs, 0);
	assert_name(programs, 1234);
	assert_null(btf_program_name(programs, 1235));
	btf_programs_free(programs);
	btf_programs_free(NULL);
}

TEST(the_last_name_of_an_id_counts)
{
	static const uint32_t ids[] = {1, 2, 3};
	struct btf_programs *programs = programs_of(ids, COUNT(ids));

	assert_int_equal(btf_programs_add(programs, 2, "other", NULL), 0);
	assert_string_equal(btf_program_name(programs, 2), "other");
	assert_name(programs, 1);
	assert_name(programs, 3);
	btf_programs_free(programs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(programs_are_found_in_whatever_order_they_came),
		RUN(there_may_be_many),
		RUN(the_last_name_of_an_id_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
