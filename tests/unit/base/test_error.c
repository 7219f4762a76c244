/* SPDX-License-Identifier: BSD-2-Clause */
/* test_error.c - the line that says what went wrong: made, put after a context, cut where long. */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>

#include "base/error.h"

TEST(a_failure_fills_the_error_and_is_its_code)
{
	struct btf_error err;

	assert_int_equal(btf_fail(&err, -EINVAL, "type [%u] is %s", 7u, "odd"), -EINVAL);
	assert_int_equal(err.code, -EINVAL);
	assert_string_equal(err.text, "type [7] is odd");
}

TEST(who_wants_no_error_gets_none)
{
	assert_int_equal(btf_fail(NULL, -ENOENT, "%d", 1), -ENOENT);
	btf_error_prefix(NULL, "context");
}

TEST(a_context_comes_before_the_line)
{
	struct btf_error err;

	btf_fail(&err, -EINVAL, "header: cut off");
	btf_error_prefix(&err, "vmlinux");
	assert_string_equal(err.text, "vmlinux: header: cut off");
	assert_int_equal(err.code, -EINVAL);
}

TEST(a_long_line_is_cut_and_ends)
{
	struct btf_error err;

	btf_fail(&err, -EINVAL, "%1000d", 1);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

TEST(of_a_long_context_and_a_long_line_both_beginnings_stay)
{
	struct btf_error err;
	char context[1000];

	memset(context, 'c', sizeof(context));
	context[sizeof(context) - 1] = '\0';
	btf_fail(&err, -EINVAL, "the cause%1000d", 1);
	btf_error_prefix(&err, context);
	assert_true(strlen(err.text) < sizeof(err.text));
	assert_memory_equal(err.text, "cccc", 4);
	assert_non_null(strstr(err.text, "c: the cause"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_failure_fills_the_error_and_is_its_code),
		RUN(who_wants_no_error_gets_none),
		RUN(a_context_comes_before_the_line),
		RUN(a_long_line_is_cut_and_ends),
		RUN(of_a_long_context_and_a_long_line_both_beginnings_stay),
	};

	return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
