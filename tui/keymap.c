/* SPDX-License-Identifier: BSD-2-Clause */
/* keymap.c - looks keys up in the table of actions. */
#include "keymap.h"

#include <string.h>

const struct action_info action_table[] = {
#define ROW(name, contexts, keys, label, help) {ACTION_##name, #name, contexts, keys, label, help},
	ACTIONS(ROW)
#undef ROW
};

const unsigned int action_count = sizeof(action_table) / sizeof(action_table[0]);

/* One key of a table's text: "Enter", "^N", "y". The bytes it takes; 0: none. */
static size_t read_key(const char *text, size_t length, tui_key *key)
{
	char named[KEY_NAME_ROOM + 2];
	size_t taken = 0;

	if (length > 1 && length < KEY_NAME_ROOM) {
		named[0] = '<';
		memcpy(named + 1, text, length);
		memcpy(named + 1 + length, ">", 2);
		taken = key_parse(named, key) ? length : 0;
	}
	if (!taken && *text == '<') {
		*key = '<';
		taken = 1;
	}
	return taken ? taken : key_parse(text, key);
}

/* How one word of the keys takes the keys so far. */
enum match { MATCH_NOT, MATCH_BEGUN, MATCH_FULL, MATCH_ANY };

static enum match match_word(const char *word, size_t length, tui_key first, tui_key second)
{
	tui_key key;
	size_t taken = read_key(word, length, &key);

	if (!taken || key != first)
		return MATCH_NOT;
	if (taken == length)
		return second == KEY_NONE ? MATCH_FULL : MATCH_NOT;
	if (second == KEY_NONE)
		return MATCH_BEGUN;
	if (word[taken] == '*')
		return second >= ' ' && second < KEY_CURSOR_UP ? MATCH_ANY : MATCH_NOT;
	return read_key(word + taken, length - taken, &key) && key == second ? MATCH_FULL
									     : MATCH_NOT;
}

static enum match match_keys(const char *keys, tui_key first, tui_key second)
{
	enum match best = MATCH_NOT;

	while (*keys) {
		size_t length = strcspn(keys, " ");
		enum match match = match_word(keys, length, first, second);

		if (match == MATCH_FULL)
			return match;
		best = match > best ? match : best;
		keys += length + (keys[length] == ' ');
	}
	return best;
}

/* An exact pair goes before one with any second key. */
enum action keymap_feed(struct keymap *keymap, uint32_t context, tui_key key, tui_key *argument)
{
	tui_key first = keymap->pending != KEY_NONE ? keymap->pending : key;
	tui_key second = keymap->pending != KEY_NONE ? key : KEY_NONE;
	enum action found = ACTION_NONE;

	*argument = key;
	keymap->pending = KEY_NONE;
	for (unsigned int i = 0; i < action_count; i++) {
		const struct action_info *info = &action_table[i];
		enum match match;

		if (!(info->contexts & context))
			continue;
		match = match_keys(info->keys, first, second);
		if (match == MATCH_FULL)
			return info->action;
		if (match == MATCH_ANY)
			found = info->action;
		if (match == MATCH_BEGUN)
			keymap->pending = key;
	}
	return keymap->pending != KEY_NONE ? ACTION_PENDING : found;
}

const char *keymap_first_key(const struct action_info *info, char text[KEY_NAME_ROOM])
{
	size_t length = strcspn(info->keys, " ");

	length = length < KEY_NAME_ROOM ? length : KEY_NAME_ROOM - 1;
	memcpy(text, info->keys, length);
	text[length] = '\0';
	return text;
}
