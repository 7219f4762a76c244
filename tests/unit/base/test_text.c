/* SPDX-License-Identifier: BSD-2-Clause */
/* test_text.c - what may be sent to a terminal as it is, and how the rest is written. */
#include "unit.h"

#include <stdlib.h>

#include "base/text.h"

/* The number of bytes of the first character; 0: it is to be escaped. */
static const struct {
	const char *what;
	const char *text;
	size_t size; /* of the text that there is */
	size_t printable;
} characters[] = {
	{"a letter", "a", 1, 1},
	{"the first that is printed", " ", 1, 1},
	{"the last of ASCII", "~", 1, 1},
	{"NUL", "", 1, 0},
	{"escape", "\033", 1, 0},
	{"the last control character of ASCII", "\x1f", 1, 0},
	{"DEL", "\x7f", 1, 0},
	{"two bytes", "\xc3\xa9", 2, 2},
	{"U+0080, the first C1 control", "\xc2\x80", 2, 0},
	{"U+009B, which is a CSI", "\xc2\x9b", 2, 0},
	{"U+009F, the last C1 control", "\xc2\x9f", 2, 0},
	{"U+00A0, the first that is none", "\xc2\xa0", 2, 2},
	{"U+07FF, the last of two bytes", "\xdf\xbf", 2, 2},
	{"U+0800, the first of three", "\xe0\xa0\x80", 3, 3},
	{"U+20AC", "\xe2\x82\xac", 3, 3},
	{"U+D7FF, before the surrogates", "\xed\x9f\xbf", 3, 3},
	{"U+D800, a surrogate", "\xed\xa0\x80", 3, 0},
	{"U+DFFF, the last surrogate", "\xed\xbf\xbf", 3, 0},
	{"U+E000, behind them", "\xee\x80\x80", 3, 3},
	{"U+FFFF", "\xef\xbf\xbf", 3, 3},
	{"U+10000, the first of four bytes", "\xf0\x90\x80\x80", 4, 4},
	{"U+10FFFF, the last there is", "\xf4\x8f\xbf\xbf", 4, 4},
	{"U+110000, behind it", "\xf4\x90\x80\x80", 4, 0},
	{"a lead byte that none has", "\xf5\x80\x80\x80", 4, 0},
	{"a continuation alone", "\x80", 1, 0},
	{"two bytes for what takes one", "\xc1\xbf", 2, 0},
	{"three bytes for what takes two", "\xe0\x9f\xbf", 3, 0},
	{"four bytes for what takes three", "\xf0\x8f\xbf\xbf", 4, 0},
	{"cut off after one of two", "\xc3", 1, 0},
	{"cut off after two of three", "\xe2\x82", 2, 0},
	{"cut off after three of four", "\xf0\x9f\x90", 3, 0},
	{"no continuation where one has to be", "\xc3(", 2, 0},
	{"a lead byte in place of the third", "\xe2\x82\xc3", 3, 0},
	{"0xff", "\xff", 1, 0},
};

TEST(a_character_is_printable_or_not)
{
	for (size_t i = 0; i < COUNT(characters); i++) {
		/* Just that much memory: a sanitizer sees who reads further. */
		char *text = malloc(characters[i].size);

		memcpy(text, characters[i].text, characters[i].size);
		size_t found = btf_text_printable(text, text + characters[i].size);

		free(text);
		assert_row(found == characters[i].printable, characters[i].what, "%zu, not %zu",
			   found, characters[i].printable);
	}
}

static const struct {
	const char *text, *escaped;
} names[] = {
	{"", ""},
	{"task_struct", "task_struct"},
	{"caf\xc3\xa9", "caf\xc3\xa9"},
	{"a\nb\tc", "a\\x0ab\\x09c"},
	{"\033[31m", "\\x1b[31m"},
	{"\x7f", "\\x7f"},
	{"\xc2\x9b"
	 "31m",
	 "\\xc2\\x9b31m"},
	{"\xff\xfe", "\\xff\\xfe"},
	{"\xe2\x82", "\\xe2\\x82"},
	{"\xe2\x82\xac\xe2", "\xe2\x82\xac\\xe2"},
	{"\"quoted\" \\", "\"quoted\" \\"},
};

TEST(a_name_is_escaped_for_a_terminal)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		struct btf_out *out = btf_out_to_memory();

		btf_out_write_escaped(out, names[i].text);
		assert_out_holds(out, names[i].escaped);
	}
}

/* Eight bytes are copied at once where there are eight: the end may lie at any place in them, and
 * the limit anywhere behind it. */
TEST(a_string_of_every_length_is_put_whole)
{
	for (size_t length = 0; length < 40; length++)
		for (size_t behind = 1; behind < 20; behind++) {
			struct btf_out *out = btf_out_to_memory();
			char *text = malloc(length + behind);

			memset(text, 'x', length + behind);
			memset(text, 'a', length);
			text[length] = '\0';
			text[length + behind - 1] = '\0';
			out->at = btf_put_bounded(out, btf_out_room(out), text,
						  text + length + behind);
			assert_out_holds(out, text);
			free(text);
		}
}

TEST(a_string_longer_than_any_buffer_is_put_whole)
{
	const size_t length = 1 << 20;
	struct btf_out *out = btf_out_to_memory();
	char *text = malloc(length + 1);

	memset(text, 'a', length);
	text[length] = '\0';
	out->at = btf_put_bounded(out, btf_out_room(out), text, text + length + 1);
	assert_out_holds(out, text);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_character_is_printable_or_not),
		RUN(a_name_is_escaped_for_a_terminal),
		RUN(a_string_of_every_length_is_put_whole),
		RUN(a_string_longer_than_any_buffer_is_put_whole),
	};

	return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
