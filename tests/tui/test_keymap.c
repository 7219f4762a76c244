/* SPDX-License-Identifier: BSD-2-Clause */
/* test_keymap.c - keys as one writes them, one or two of them to an action, and no two actions on one. */
#include "unit.h"

#include <stdio.h>

#include "keymap.h"

#define CONTEXTS 11

/* Keys as text */

static const struct {
	const char *text;
	tui_key key;
	const char *name;
} keys[] = {
	{"j", 'j', "j"},
	{"<Enter>", KEY_RETURN, "Enter"},
	{"<Tab>", KEY_TAB, "Tab"},
	{"<S-Tab>", KEY_SHIFT_TAB, "S-Tab"},
	{"<Esc>", KEY_ESCAPE, "Esc"},
	{"<Space>", ' ', "Space"},
	{"<Up>", KEY_CURSOR_UP, "Up"},
	{"<Down>", KEY_CURSOR_DOWN, "Down"},
	{"<Left>", KEY_CURSOR_LEFT, "Left"},
	{"<Right>", KEY_CURSOR_RIGHT, "Right"},
	{"<Home>", KEY_LINE_HOME, "Home"},
	{"<End>", KEY_LINE_END, "End"},
	{"<PgUp>", KEY_PAGE_UP, "PgUp"},
	{"<PgDn>", KEY_PAGE_DOWN, "PgDn"},
	{"<Backspace>", KEY_RUBOUT, "Backspace"},
	{"<Delete>", KEY_DELETE, "Delete"},
	{"<lt>", '<', "<"},
	{"<hat>", '^', "^"},
	{"^A", 1, "^A"},
	{"^Z", 0x1a, "^Z"},
	{"^_", 0x1f, "^_"},
	{"^\\", 0x1c, "^\\"},
	{"^M", KEY_RETURN, "Enter"},
	{"^I", KEY_TAB, "Tab"},
	{"^[", KEY_ESCAPE, "Esc"},
	{" ", ' ', "Space"},
	{">", '>', ">"},
	{"\u00e4", 0xe4, "\u00e4"},
	{"\U0001d11e", 0x1d11e, "\U0001d11e"},
};

TEST(keys_are_read_and_written)
{
	for (size_t i = 0; i < COUNT(keys); i++) {
		char name[KEY_NAME_ROOM], more[40];
		tui_key key = KEY_NONE;

		assert_row(key_parse(keys[i].text, &key) == strlen(keys[i].text), keys[i].text,
			   "not read");
		assert_row(key == keys[i].key, keys[i].text, "%x", key);
		assert_string_equal(key_name(key, name), keys[i].name);
		snprintf(more, sizeof(more), "%sx", keys[i].text);
		assert_row(key_parse(more, &key) == strlen(keys[i].text), keys[i].text,
			   "takes too much");
	}
}

TEST(what_is_written_is_read_as_the_same_key)
{
	for (tui_key key = 1; key <= KEY_SHIFT_TAB;
	     key += key < 0x3000 || key > 0x10ff00 ? 1 : 97) {
		char name[KEY_NAME_ROOM], text[KEY_NAME_ROOM + 2];
		tui_key found = KEY_NONE;
		bool is_name;

		if ((key >= 0xd800 && key <= 0xdfff))
			continue;
		key_name(key, name);
		is_name = (strlen(name) > 1 && *name >= 'A' && *name <= 'Z');
		if (key == '<' || key == '^')
			snprintf(text, sizeof(text), key == '<' ? "<lt>" : "<hat>");
		else
			snprintf(text, sizeof(text), is_name ? "<%s>" : "%s", name);
		assert_row(key_parse(text, &found) == strlen(text) && found == key, text,
			   "%x, not %x", found, key);
	}
}

static const char *const no_keys[] = {"",     "<",     "<>",    "<enter>", "<Enter", "<Enterx>",
				      "^",    "^a",    "^ ",    "\x01",    "\xff",   "\xc3",
				      "\x80", "<Ent>", "<<lt>", "\n"};

TEST(what_is_no_key_is_not_read)
{
	for (size_t i = 0; i < COUNT(no_keys); i++) {
		tui_key key;

		assert_row(key_parse(no_keys[i], &key) == 0, no_keys[i], "read as %x", key);
	}
}

/* Keys to actions */

static enum action feed(struct keymap *map, uint32_t context, const char *text, tui_key *argument)
{
	enum action action = ACTION_NONE;

	while (*text) {
		tui_key key;
		size_t length = key_parse(text, &key);

		assert_int_not_equal(length, 0);
		action = keymap_feed(map, context, key, argument);
		text += length;
	}
	return action;
}

static const struct {
	const char *rule;
	uint32_t context;
	const char *keys;
	enum action action;
	tui_key argument;
} rules[] = {
	{"a letter", IN_TYPES, "j", ACTION_DOWN, 'j'},
	{"another key for the same", IN_TYPES, "<Down>", ACTION_DOWN, KEY_CURSOR_DOWN},
	{"with Ctrl", IN_TYPES, "^N", ACTION_DOWN, KEY_CTRL('N')},
	{"a blank", IN_HELP, " ", ACTION_PAGE_DOWN, ' '},
	{"< and >", IN_TYPE, "<lt>", ACTION_SCROLL_LEFT, '<'},
	{"a key of another place", IN_HELP, "p", ACTION_NONE, 'p'},
	{"a key that is something else elsewhere", IN_BYTES, "l", ACTION_BYTE_RIGHT, 'l'},
	{"and here", IN_FIELDS, "l", ACTION_FOLLOW_TYPE, 'l'},
	{"the first of two", IN_TYPES, "g", ACTION_PENDING, 'g'},
	{"both", IN_TYPES, "gg", ACTION_TOP, 'g'},
	{"both, of many that begin so", IN_TYPES, "yt", ACTION_COPY_C, 't'},
	{"twice the same", IN_TYPES, "yy", ACTION_COPY_LINE, 'y'},
	{"any second one", IN_TYPE, "mq", ACTION_SET_MARK, 'q'},
	{"any second one, whatever it is alone", IN_TYPE, "mm", ACTION_SET_MARK, 'm'},
	{"any second one above ASCII", IN_TYPE, "m\u00e4", ACTION_SET_MARK, 0xe4},
	{"a second one that is no character", IN_TYPE, "m<Up>", ACTION_NONE, KEY_CURSOR_UP},
	{"Esc ends the first", IN_TYPE, "m<Esc>", ACTION_NONE, KEY_ESCAPE},
	{"an exact second one goes before any", IN_TYPE, "'?", ACTION_LIST_MARKS, '?'},
	{"any other one", IN_TYPE, "'a", ACTION_GO_MARK, 'a'},
	{"a second one that is none", IN_TYPES, "gx", ACTION_NONE, 'x'},
	{"the second one is not read anew", IN_TYPES, "gj", ACTION_NONE, 'j'},
	{"then all begins anew", IN_TYPES, "gxj", ACTION_DOWN, 'j'},
	{"a pair behind one that was none", IN_TYPES, "gxgg", ACTION_TOP, 'g'},
	{"the first alone again", IN_TYPES, "ggg", ACTION_PENDING, 'g'},
	{"a pair of another place", IN_HELP, "ma", ACTION_NONE, 'a'},
	{"the argument of a digit", IN_TYPES, "7", ACTION_KIND, '7'},
	{"a digit that is another action", IN_TYPES, "0", ACTION_ALL_KINDS, '0'},
	{"text is no action in the prompt", IN_PROMPT, "j", ACTION_NONE, 'j'},
	{"but other keys are", IN_PROMPT, "^W", ACTION_PROMPT_ERASE_WORD, KEY_CTRL('W')},
	{"what is no key at all", IN_TYPES, "\u20ac", ACTION_NONE, 0x20ac},
};

TEST(keys_become_actions)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct keymap map = {KEY_NONE};
		tui_key argument = KEY_NONE;
		enum action action = feed(&map, rules[i].context, rules[i].keys, &argument);

		assert_row(action == rules[i].action, rules[i].rule, "action %d, not %d",
			   (int)action, (int)rules[i].action);
		assert_row(argument == rules[i].argument, rules[i].rule, "argument %x", argument);
		assert_row((map.pending != KEY_NONE) == (action == ACTION_PENDING), rules[i].rule,
			   "pending %x", map.pending);
	}
}

/* The table */

/* The word of a table's keys as the text that key_parse() reads; `*`: `any` in its place. */
static void word_to_keys(const char *word, size_t length, char any, char *text)
{
	tui_key key;
	char named[40];

	snprintf(named, sizeof(named), "<%.*s>", (int)length, word);
	if (length > 1 && key_parse(named, &key)) {
		strcpy(text, named);
		return;
	}
	for (size_t i = 0; i < length; i++) {
		if (word[i] == '<')
			text += sprintf(text, "<lt>");
		else if (word[i] == '*' && i)
			*text++ = any;
		else
			*text++ = word[i];
	}
	*text = '\0';
}

static const char *next_word(const char **rest, size_t *length)
{
	const char *word = *rest;

	*length = strcspn(word, " ");
	*rest += *length + (word[*length] == ' ');
	return word;
}

TEST(every_key_of_the_table_is_its_action_in_each_of_its_places)
{
	for (unsigned int i = 0; i < action_count; i++) {
		const struct action_info *info = &action_table[i];
		const char *rest = info->keys;

		assert_int_equal(info->action, ACTION_PENDING + 1 + i);
		while (*rest) {
			size_t length;
			const char *word = next_word(&rest, &length);
			char text[40];

			word_to_keys(word, length, 'q', text);
			for (uint32_t context = 1; context < 1u << CONTEXTS; context <<= 1) {
				struct keymap map = {KEY_NONE};
				tui_key argument;
				enum action found;

				if (!(info->contexts & context))
					continue;
				found = feed(&map, context, text, &argument);
				assert_row(found == info->action, info->name,
					   "%s in %x is action %d, not %d", text, context,
					   (int)found, (int)info->action);
			}
		}
	}
}

/* Whether two words can't be told apart: the same keys, or one of them alone where the other goes on. */
static bool words_clash(const char *a, size_t a_length, const char *b, size_t b_length)
{
	char x[40], y[40];
	tui_key x_key, y_key;
	bool x_any = a_length == 2 && a[1] == '*', y_any = b_length == 2 && b[1] == '*';

	word_to_keys(a, a_length, 'q', x);
	word_to_keys(b, b_length, 'q', y);
	if (x_any != y_any && x[0] == y[0] && x[1] && y[1] && x[0] != '<')
		return false; /* an exact pair goes before any */
	key_parse(x, &x_key);
	key_parse(y, &y_key);
	return strcmp(x, y) == 0 ||
	       (x_key == y_key && (!x[key_parse(x, &x_key)] || !y[key_parse(y, &y_key)]));
}

static void assert_no_clash(const struct action_info *one, const struct action_info *other)
{
	const char *a = one->keys;

	while (*a) {
		size_t a_length, b_length;
		const char *a_word = next_word(&a, &a_length), *b = other->keys;

		while (*b) {
			const char *b_word = next_word(&b, &b_length);

			if (words_clash(a_word, a_length, b_word, b_length))
				fail_msg("%s and %s both have %.*s", one->name, other->name,
					 (int)a_length, a_word);
		}
	}
}

TEST(in_no_place_two_actions_share_a_key)
{
	for (unsigned int i = 0; i < action_count; i++)
		for (unsigned int k = i + 1; k < action_count; k++)
			if (action_table[i].contexts & action_table[k].contexts)
				assert_no_clash(&action_table[i], &action_table[k]);
}

TEST(every_action_has_a_place_keys_and_help)
{
	for (unsigned int i = 0; i < action_count; i++) {
		const struct action_info *info = &action_table[i];
		char first[KEY_NAME_ROOM];

		assert_true(info->contexts && info->contexts < 1u << CONTEXTS);
		assert_true(*info->keys && *info->keys != ' ' && !strstr(info->keys, "  "));
		assert_true(*info->help);
		keymap_first_key(info, first);
		assert_int_equal(strncmp(first, info->keys, strlen(first)), 0);
		assert_true(strchr(" ", info->keys[strlen(first)]) != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(keys_are_read_and_written),
		RUN(what_is_written_is_read_as_the_same_key),
		RUN(what_is_no_key_is_not_read),
		RUN(keys_become_actions),
		RUN(every_key_of_the_table_is_its_action_in_each_of_its_places),
		RUN(in_no_place_two_actions_share_a_key),
		RUN(every_action_has_a_place_keys_and_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
