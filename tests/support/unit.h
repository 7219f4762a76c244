/* SPDX-License-Identifier: BSD-2-Clause */
/* unit.h - what a unit test includes first: cmocka, with the headers that it wants before it, and
 * tests that come with a builder of their own:
 *
 *	TEST(a_pointer_resolves_to_what_it_points_to)
 *	{
 *		uint32_t id = add_ptr(b, ...);
 *		const struct btf *btf = builder_open(b);
 *		...
 *	}
 *
 *	int main(void)
 *	{
 *		const struct CMUnitTest tests[] = {
 *			RUN(a_pointer_resolves_to_what_it_points_to),
 *		};
 *		...
 */
#ifndef TESTS_SUPPORT_UNIT_H
#define TESTS_SUPPORT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "btf_builder.h"
#include <libbtf/out.h>

#define TEST(name)                                      \
	static void name##_with(struct btf_builder *b); \
	static void name(void **state)                  \
	{                                               \
		name##_with(*state);                    \
	}                                               \
	static void name##_with(__attribute__((unused)) struct btf_builder *b)

#define RUN(name) cmocka_unit_test_setup_teardown(name, unit_setup, unit_teardown)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

int unit_setup(void **state);
int unit_teardown(void **state);

/* For a row of a table: fails and says which row it was. */
#define assert_row(condition, row, ...)                   \
	do {                                              \
		if (!(condition)) {                       \
			print_error("row \"%s\": ", row); \
			fail_msg(__VA_ARGS__);            \
		}                                         \
	} while (0)

/* It can't be opened, for that reason, and the message is one line that holds all of `words`
 * (separated by `|`). */
void assert_refused(const void *bytes, size_t size, const struct btf *base, int code,
		    const char *words);
void assert_builder_refused(struct btf_builder *b, const struct btf *base, int code,
			    const char *words);

/* What a memory output holds; frees it. */
void assert_out_holds(struct btf_out *out, const char *text);

#endif
