/* SPDX-License-Identifier: BSD-2-Clause */
/* test_sgr.c - changes of attributes that are put together mean the same. */
#include "unit.h"

#include <string.h>

#include "term_sgr.h"

static const struct {
	const char *rule, *from, *to;
} rules[] = {
	{"nothing to merge", "a\033[1mb", "a\033[1mb"},
	{"two become one", "\033[1m\033[36mx", "\033[1;36mx"},
	{"a reset makes void what is before it", "\033[39m\033[mx", "\033[mx"},
	{"a reset and more", "\033[36m\033[0;1mx", "\033[0;1mx"},
	{"what follows a reset", "\033[m\033[1m\033[36mx", "\033[0;1;36mx"},
	{"a return to ASCII", "\033[39m\033(B\033[mx", "\033[mx"},
	{"a return to ASCII from something else stays", "\033(0q\033(B\033[m",
	 "\033(0q\033(B\033[m"},
	{"text between them", "\033[1mx\033[m", "\033[1mx\033[m"},
	{"other sequences between them", "\033[1m\033[5;7H\033[m", "\033[1m\033[5;7H\033[m"},
	{"at the end", "x\033[1m\033[m", "x\033[m"},
	{"begun and not ended", "x\033[1", "x\033[1"},
	{"an escape alone", "x\033", "x\033"},
	{"10 is no reset", "\033[1m\033[10mx", "\033[1;10mx"},
};

TEST(changes_of_attributes_are_put_together)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		char bytes[64];
		size_t size = strlen(rules[i].from);

		memcpy(bytes, rules[i].from, size);
		size = term_sgr_merge(bytes, size);
		assert_row(size == strlen(rules[i].to) && memcmp(bytes, rules[i].to, size) == 0,
			   rules[i].rule, "\"%.*s\"", (int)size, bytes);
	}
}

TEST(many_in_a_row_have_room)
{
	char bytes[600] = "";

	for (int i = 0; i < 100; i++)
		strcat(bytes, "\033[36m");
	assert_true(term_sgr_merge(bytes, strlen(bytes)) <= 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(changes_of_attributes_are_put_together),
		RUN(many_in_a_row_have_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
