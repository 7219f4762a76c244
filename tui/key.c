/* SPDX-License-Identifier: BSD-2-Clause */
/* key.c - keys as one writes them. */
#include "key.h"

#include <stdio.h>
#include <string.h>

#include "glyph.h"

static const struct {
	const char *name;
	tui_key key;
} names[] = {
	{"Enter", KEY_RETURN},
	{"Tab", KEY_TAB},
	{"S-Tab", KEY_SHIFT_TAB},
	{"Esc", KEY_ESCAPE},
	{"Space", ' '},
	{"Up", KEY_CURSOR_UP},
	{"Down", KEY_CURSOR_DOWN},
	{"Left", KEY_CURSOR_LEFT},
	{"Right", KEY_CURSOR_RIGHT},
	{"Home", KEY_LINE_HOME},
	{"End", KEY_LINE_END},
	{"PgUp", KEY_PAGE_UP},
	{"PgDn", KEY_PAGE_DOWN},
	{"Backspace", KEY_RUBOUT},
	{"Delete", KEY_DELETE},
	{"lt", '<'}, /* to write the two signs that begin a name */
	{"hat", '^'},
};

#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

/* "<Enter>" */
static size_t parse_name(const char *text, tui_key *key)
{
	const char *end = strchr(text, '>');

	for (size_t i = 0; end && i < NAME_COUNT; i++) {
		size_t length = strlen(names[i].name);

		if ((size_t)(end - text) != length + 1 ||
		    memcmp(text + 1, names[i].name, length) != 0)
			continue;
		*key = names[i].key;
		return length + 2;
	}
	return 0;
}

size_t key_parse(const char *text, tui_key *key)
{
	if (*text == '<')
		return parse_name(text, key);
	if (*text == '^' && text[1] >= '@' && text[1] <= '_') {
		*key = KEY_CTRL(text[1]);
		return 2;
	}
	if ((unsigned char)*text < ' ' || *text == '^')
		return 0;
	return utf8_read(text, strlen(text), key);
}

const char *key_name(tui_key key, char text[KEY_NAME_ROOM])
{
	for (size_t i = 0; i < NAME_COUNT; i++) {
		if (names[i].key != key || key == '<' || key == '^')
			continue;
		snprintf(text, KEY_NAME_ROOM, "%s", names[i].name);
		return text;
	}
	if (key < ' ') {
		text[0] = '^';
		text[1] = (char)(key + '@');
		text[2] = '\0';
	} else {
		utf8_write(key, text);
	}
	return text;
}
