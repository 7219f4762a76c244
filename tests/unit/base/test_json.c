/* SPDX-License-Identifier: BSD-2-Clause */
/* test_json.c - any bytes as a JSON string: what is escaped, and that it makes no difference where
 * in the words of eight bytes, that are looked at together, a byte lies. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "random.h"

/* Compares what a string of `length` bytes becomes, in memory that ends `behind` bytes after it. */
static void check(const char *text, size_t length, size_t behind, const char *json)
{
	struct btf_out *out = btf_out_to_memory();
	char *exact = malloc(length + behind);

	memset(exact, '"', length + behind);
	memcpy(exact, text, length);
	exact[length] = '\0';
	exact[length + behind - 1] = '\0';
	out->at = btf_json_put_string(out, btf_out_room(out), exact, exact + length + behind);
	free(exact);
	assert_out_holds(out, json);
}

static const struct {
	const char *what, *text, *json;
} strings[] = {
	{"nothing", "", "\"\""},
	{"letters", "task_struct", "\"task_struct\""},
	{"a quote", "a\"b", "\"a\\\"b\""},
	{"a backslash", "a\\b", "\"a\\\\b\""},
	{"a slash stays", "a/b", "\"a/b\""},
	{"a newline and a tab", "\n\t", "\"\\u000a\\u0009\""},
	{"the first and the last control", "\x01\x1f", "\"\\u0001\\u001f\""},
	{"DEL", "\x7f", "\"\\u007f\""},
	{"the C1 controls", "\xc2\x80\xc2\x9f", "\"\\u0080\\u009f\""},
	{"UTF-8 of two bytes", "\xc3\xa9", "\"\xc3\xa9\""},
	{"of three", "\xe2\x82\xac", "\"\xe2\x82\xac\""},
	{"of four", "\xf0\x9f\x90\x9d", "\"\xf0\x9f\x90\x9d\""},
	{"a byte that is no UTF-8", "a\xff", "\"a\\\\xff\""},
	{"a continuation alone", "\x80\x81", "\"\\\\x80\\\\x81\""},
	{"a character cut off by the end", "\xe2\x82", "\"\\\\xe2\\\\x82\""},
	{"a character cut off by a letter", "\xe2\x82x", "\"\\\\xe2\\\\x82x\""},
	{"a surrogate", "\xed\xa0\x80", "\"\\\\xed\\\\xa0\\\\x80\""},
	{"a C1 control's first byte alone", "\xc2", "\"\\\\xc2\""},
};

TEST(each_byte_is_written_as_it_has_to_be)
{
	for (size_t i = 0; i < COUNT(strings); i++)
		check(strings[i].text, strlen(strings[i].text), 1, strings[i].json);
}

/* One thing that needs a look, at every place of a string of every length. */
TEST(the_place_in_a_string_makes_no_difference)
{
	static const struct {
		const char *text, *json;
	} specials[] = {
		{"\"", "\\\""},
		{"\x01", "\\u0001"},
		{"\x7f", "\\u007f"},
		{"\xff", "\\\\xff"},
		{"\xc2\x85", "\\u0085"},
		{"\xe2\x82\xac", "\xe2\x82\xac"},
		{"\xf0\x9f\x90\x9d", "\xf0\x9f\x90\x9d"},
		{"\xf0\x9f\x90", "\\\\xf0\\\\x9f\\\\x90"},
		{"", ""},
	};
	const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	char text[64], json[128];

	for (size_t i = 0; i < COUNT(specials); i++)
		for (int before = 0; before <= 17; before++)
			for (int after = 0; after <= 17; after++)
				for (size_t behind = 1; behind <= 9; behind++) {
					snprintf(text, sizeof(text), "%.*s%s%.*s", before, letters,
						 specials[i].text, after, letters);
					snprintf(json, sizeof(json), "\"%.*s%s%.*s\"", before,
						 letters, specials[i].json, after, letters);
					check(text, strlen(text), behind, json);
				}
}

/* A character is taken whole or not at all, also where the next eight bytes begin inside of it. */
TEST(strings_of_nothing_but_specials)
{
	char text[64], json[512] = "\"";

	memset(text, '\x1f', 40);
	for (int i = 0; i < 40; i++)
		strcat(json, "\\u001f");
	check(text, 40, 1, strcat(json, "\""));
	for (size_t i = 0; i < 12; i++)
		memcpy(text + i * 3, "\xe2\x82\xac", 3);
	snprintf(json, sizeof(json), "\"%.36s\"", text);
	check(text, 36, 1, json);
}

TEST(a_string_longer_than_any_buffer)
{
	const size_t length = 300000, step = 6; /* \u0001 */
	char *text = malloc(length + 1), *json = malloc(length * step + 3);

	memset(text, 1, length);
	text[length] = '\0';
	json[0] = '"';
	for (size_t i = 0; i < length; i++)
		memcpy(json + 1 + i * step, "\\u0001", step);
	strcpy(json + 1 + length * step, "\"");
	check(text, length, 1, json);
	free(text);
	free(json);
}

/* Bytes that are each escaped by themselves: the naive way gives the same. */
TEST(random_ascii_is_as_a_naive_writer_has_it)
{
	uint64_t state = random_seed();

	for (int round = 0; round < 50000; round++) {
		char text[32], json[256] = "\"";
		size_t length = random_below(&state, 31), at = 1;

		for (size_t i = 0; i < length; i++) {
			unsigned char c = (unsigned char)(1 + random_below(&state, 127));

			text[i] = (char)c;
			if (c == '"' || c == '\\')
				at += (size_t)sprintf(json + at, "\\%c", c);
			else if (c < 0x20 || c == 0x7f)
				at += (size_t)sprintf(json + at, "\\u%04x", c);
			else
				json[at++] = (char)c;
		}
		strcpy(json + at, "\"");
		check(text, length, 1 + random_below(&state, 10), json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(each_byte_is_written_as_it_has_to_be),
		RUN(the_place_in_a_string_makes_no_difference),
		RUN(strings_of_nothing_but_specials),
		RUN(a_string_longer_than_any_buffer),
		RUN(random_ascii_is_as_a_naive_writer_has_it),
	};

	return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
