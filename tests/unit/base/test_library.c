/* SPDX-License-Identifier: BSD-2-Clause */
/* test_library.c - shared libraries on demand: what is missing is named. */
#include "unit.h"

#include <errno.h>

#include "base/library.h"

TEST(a_library_fills_the_table_of_functions)
{
	size_t (*length_of)(const char *) = NULL;
	const struct btf_symbol symbols[] = {{"strlen", &length_of}, {0}};
	void *library = btf_library_open("libc.so.6", "text", symbols, NULL);

	assert_non_null(library);
	assert_int_equal(length_of("four"), 4);
	btf_library_close(library);
}

TEST(a_missing_library_is_named_with_what_needs_it)
{
	const struct btf_symbol symbols[] = {{0}};
	struct btf_error err = {0};

	assert_null(btf_library_open("libnothing.so.9", "gzip", symbols, &err));
	assert_int_equal(err.code, -ENOSYS);
	assert_string_equal(err.text, "reading gzip needs libnothing.so.9, which can't be loaded");
}

TEST(a_missing_function_is_named)
{
	void *function = NULL;
	const struct btf_symbol symbols[] = {{"not_in_libc", &function}, {0}};
	struct btf_error err = {0};

	assert_null(btf_library_open("libc.so.6", "gzip", symbols, &err));
	assert_int_equal(err.code, -ENOSYS);
	assert_string_equal(err.text, "reading gzip needs libc.so.6, which lacks not_in_libc");
}

TEST(closing_none_is_fine)
{
	btf_library_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_library_fills_the_table_of_functions),
		RUN(a_missing_library_is_named_with_what_needs_it),
		RUN(a_missing_function_is_named),
		RUN(closing_none_is_fine),
	};

	return cmocka_run_group_tests_name("base/library", tests, NULL, NULL);
}
