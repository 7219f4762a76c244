/* SPDX-License-Identifier: BSD-2-Clause */
/* test_prompt.c - a line that is typed: characters of any width, words, both ends, and no room left. */
#include "unit.h"

#include <locale.h>
#include <stdio.h>

#include "prompt.h"
#include "random.h"

#define TYPE(character)      \
	{                    \
		0, character \
	}
#define ACT(name)                       \
	{                               \
		ACTION_PROMPT_##name, 0 \
	}
#define STEPS_MAX 8

/* The text with a | where the cursor stands. */
static const char *as_words(const struct prompt *prompt)
{
	static char text[PROMPT_ROOM + 1];

	snprintf(text, sizeof(text), "%.*s|%s", (int)prompt->cursor, prompt->text,
		 prompt->text + prompt->cursor);
	return text;
}

static const struct {
	const char *rule, *text;
	struct {
		enum action action;
		uint32_t character;
	} steps[STEPS_MAX];
	const char *words;
} edits[] = {
	{"typed at the end", "ab", {TYPE('c')}, "abc|"},
	{"typed before the cursor", "ab", {ACT(LEFT), TYPE('c')}, "ac|b"},
	{"typed at the beginning", "ab", {ACT(HOME), TYPE('c'), TYPE('d')}, "cd|ab"},
	{"two bytes", "", {TYPE(0xe4), TYPE('b')}, "\u00e4b|"},
	{"four bytes", "ab", {ACT(LEFT), TYPE(0x1d11e)}, "a\U0001d11e|b"},
	{"control characters are no text", "a", {TYPE('\n'), TYPE(0x7f), TYPE(0x1b)}, "a|"},
	{"what is no character", "a", {TYPE(0x110000)}, "a|"},
	{"one to the left", "a\u00e4b", {ACT(LEFT), ACT(LEFT)}, "a|\u00e4b"},
	{"the left end", "ab", {ACT(HOME), ACT(LEFT)}, "|ab"},
	{"one to the right", "a\u4e16b", {ACT(HOME), ACT(RIGHT), ACT(RIGHT)}, "a\u4e16|b"},
	{"the right end", "a\u00e4", {ACT(RIGHT)}, "a\u00e4|"},
	{"to the end", "abc", {ACT(HOME), ACT(END)}, "abc|"},
	{"erase", "a\u20ac", {ACT(ERASE)}, "a|"},
	{"erase in the middle", "a\u20acb", {ACT(LEFT), ACT(ERASE)}, "a|b"},
	{"erase at the beginning", "ab", {ACT(HOME), ACT(ERASE)}, "|ab"},
	{"delete", "a\u20acb", {ACT(HOME), ACT(RIGHT), ACT(DELETE)}, "a|b"},
	{"delete at the end", "ab", {ACT(DELETE)}, "ab|"},
	{"a word", "ab cd", {ACT(ERASE_WORD)}, "ab |"},
	{"a word and the blanks behind it", "ab cd  ", {ACT(ERASE_WORD)}, "ab |"},
	{"the first word", "ab", {ACT(ERASE_WORD)}, "|"},
	{"blanks alone", "   ", {ACT(ERASE_WORD)}, "|"},
	{"half a word", "ab cd", {ACT(LEFT), ACT(ERASE_WORD)}, "ab |d"},
	{"a word of other letters", "a \u00e4\u4e16", {ACT(ERASE_WORD)}, "a |"},
	{"no word before the beginning", "ab", {ACT(HOME), ACT(ERASE_WORD)}, "|ab"},
	{"all before the cursor", "ab\u00e4cd", {ACT(LEFT), ACT(LEFT), ACT(ERASE_ALL)}, "|cd"},
	{"all", "ab cd", {ACT(ERASE_ALL)}, "|"},
	{"what is no edit", "ab", {{ACTION_DOWN, 0}, {ACTION_PROMPT_ACCEPT, 0}}, "ab|"},
};

TEST(keys_edit_the_text)
{
	for (size_t i = 0; i < COUNT(edits); i++) {
		struct prompt prompt;

		prompt_set(&prompt, edits[i].text);
		for (int n = 0; n < STEPS_MAX; n++) {
			if (edits[i].steps[n].action)
				prompt_act(&prompt, edits[i].steps[n].action);
			else if (edits[i].steps[n].character)
				prompt_type(&prompt, edits[i].steps[n].character);
		}
		assert_row(strcmp(as_words(&prompt), edits[i].words) == 0, edits[i].rule, "\"%s\"",
			   as_words(&prompt));
		assert_int_equal(strlen(prompt.text), prompt.length);
	}
}

TEST(it_is_told_whether_the_text_changed)
{
	struct prompt prompt;

	prompt_set(&prompt, "ab cd");
	assert_true(prompt_type(&prompt, 'e'));
	assert_false(prompt_type(&prompt, '\t'));
	assert_false(prompt_act(&prompt, ACTION_PROMPT_DELETE));
	assert_false(prompt_act(&prompt, ACTION_PROMPT_HOME));
	assert_true(prompt_act(&prompt, ACTION_PROMPT_DELETE));
	assert_false(prompt_act(&prompt, ACTION_PROMPT_ERASE));
	assert_false(prompt_act(&prompt, ACTION_PROMPT_ERASE_WORD));
	assert_false(prompt_act(&prompt, ACTION_PROMPT_ERASE_ALL));
	assert_false(prompt_act(&prompt, ACTION_PROMPT_RIGHT));
	assert_true(prompt_act(&prompt, ACTION_PROMPT_ERASE));
	assert_string_equal(as_words(&prompt), "| cde");
}

TEST(a_full_prompt_takes_no_more)
{
	static const uint32_t characters[] = {'a', 0xe4, 0x4e16, 0x1d11e};

	for (size_t i = 0; i < COUNT(characters); i++) {
		struct prompt prompt;
		char bytes[5], before[PROMPT_ROOM];
		size_t size = utf8_write(characters[i], bytes);

		prompt_set(&prompt, "");
		while (prompt_type(&prompt, characters[i]))
			assert_int_equal(strlen(prompt.text), prompt.length);
		assert_int_equal(prompt.length, (PROMPT_ROOM - 1) / size * size);
		strcpy(before, prompt.text);
		prompt_act(&prompt, ACTION_PROMPT_HOME);
		assert_false(prompt_type(&prompt, characters[i]));
		assert_string_equal(prompt.text, before);
		assert_true(prompt_act(&prompt, ACTION_PROMPT_DELETE));
		assert_true(prompt_type(&prompt, characters[i]));
		assert_string_equal(prompt.text, before);
	}
}

TEST(a_text_that_is_too_long_is_cut_between_characters)
{
	for (size_t shift = 0; shift < 4; shift++) {
		struct prompt prompt;
		char text[PROMPT_ROOM + 100] = "";

		memset(text, 'a', shift);
		while (strlen(text) < PROMPT_ROOM + 8)
			strcat(text, "\U0001d11e");
		prompt_set(&prompt, text);
		assert_int_equal(prompt.length, shift + (PROMPT_ROOM - 1 - shift) / 4 * 4);
		assert_int_equal(strlen(prompt.text), prompt.length);
		assert_int_equal(prompt.cursor, prompt.length);
		assert_memory_equal(prompt.text, text, prompt.length);
	}
}

/* Drawing */

static const char *drawn(const struct prompt *prompt, int limit, bool ascii, int *cursor)
{
	static char text[200];
	struct canvas canvas = {.ascii = ascii};

	*text = '\0';
	assert_true(canvas_resize(&canvas, 12, 2));
	prompt_draw(prompt, &canvas, 0, 1, limit, "/");
	for (int x = 0; x < canvas.width; x++)
		strcat(text, canvas_at(&canvas, x, 1)->text);
	*cursor = canvas.cursor_x;
	assert_int_equal(canvas.cursor_y, 1);
	canvas_free(&canvas);
	return text;
}

static const struct {
	const char *rule, *text;
	unsigned int left; /* from the end */
	int limit;
	bool ascii;
	const char *row;
	int cursor;
} drawings[] = {
	{"a text", "abc", 0, 12, false, "/abc        ", 4},
	{"the cursor in it", "abc", 2, 12, false, "/abc        ", 2},
	{"the cursor behind wide ones", "\u4e16\u4e16c", 1, 12, false, "/\u4e16\u4e16c      ", 5},
	{"room for the cursor behind it", "abcdefghijk", 0, 12, false, "/bcdefghijk ", 11},
	{"the end of a long one", "0123456789abcdefgh", 0, 12, false, "/89abcdefgh ", 11},
	{"the beginning of a long one", "0123456789abcdefgh", 18, 12, false, "/0123456789a", 1},
	{"less room", "0123456789abcdefgh", 0, 6, false, "/efgh       ", 5},
	{"wide ones scroll by two", "\u4e16\u4e16\u4e16\u4e16\u4e16\u4e16", 0, 12, false,
	 "/\u4e16\u4e16\u4e16\u4e16\u4e16 ", 11},
	{"escapes count by what is shown", "\u00e4b", 0, 12, true, "/\\xC3\\xA4b  ", 10},
	{"no room but for the sign", "abc", 0, 1, false, "/           ", 1},
};

TEST(what_is_around_the_cursor_is_in_sight)
{
	for (size_t i = 0; i < COUNT(drawings); i++) {
		struct prompt prompt;
		const char *row;
		int cursor;

		prompt_set(&prompt, drawings[i].text);
		for (unsigned int n = 0; n < drawings[i].left; n++)
			prompt_act(&prompt, ACTION_PROMPT_LEFT);
		row = drawn(&prompt, drawings[i].limit, drawings[i].ascii, &cursor);
		assert_row(strcmp(row, drawings[i].row) == 0, drawings[i].rule, "\"%s\"", row);
		assert_row(cursor == drawings[i].cursor, drawings[i].rule, "cursor at %d", cursor);
	}
}

TEST(whatever_is_pressed_the_text_stays_utf8_and_the_cursor_between_characters)
{
	static const uint32_t characters[] = {'a', ' ', 0xe4, 0x4e16, 0x1d11e};
	static const enum action actions[] = {ACTION_PROMPT_ERASE,      ACTION_PROMPT_DELETE,
					      ACTION_PROMPT_ERASE_WORD, ACTION_PROMPT_LEFT,
					      ACTION_PROMPT_RIGHT,      ACTION_PROMPT_HOME,
					      ACTION_PROMPT_END};
	uint64_t state = random_seed();
	struct prompt prompt;

	prompt_set(&prompt, "");
	for (int round = 0; round < 2000; round++) {
		bool at_cursor = false;
		uint32_t code;
		int cursor;

		if (random_below(&state, 3))
			prompt_type(&prompt, characters[random_below(&state, COUNT(characters))]);
		else
			prompt_act(&prompt, actions[random_below(&state, COUNT(actions))]);
		assert_int_equal(strlen(prompt.text), prompt.length);
		for (size_t at = 0, size; at <= prompt.length; at += size) {
			at_cursor |= at == prompt.cursor;
			size = at < prompt.length
				       ? utf8_read(prompt.text + at, prompt.length - at, &code)
				       : 1;
			assert_int_not_equal(size, 0);
		}
		assert_true(at_cursor);
		drawn(&prompt, 12, false, &cursor);
		assert_in_range(cursor, 1, 11);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(keys_edit_the_text),
		RUN(it_is_told_whether_the_text_changed),
		RUN(a_full_prompt_takes_no_more),
		RUN(a_text_that_is_too_long_is_cut_between_characters),
		RUN(what_is_around_the_cursor_is_in_sight),
		RUN(whatever_is_pressed_the_text_stays_utf8_and_the_cursor_between_characters),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
