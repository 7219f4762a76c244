/* SPDX-License-Identifier: BSD-2-Clause */
/* term_input.c - bytes of a terminal, read as keys. */
#include "term_input.h"

#include <stdlib.h>
#include <string.h>

#include "glyph.h"

/* Which capability is which key. */
static const struct {
	const char *name;
	tui_key key;
} capabilities[TERM_INPUT_KEYS] = {
	{"kcuu1", KEY_CURSOR_UP},    {"kcud1", KEY_CURSOR_DOWN}, {"kcub1", KEY_CURSOR_LEFT},
	{"kcuf1", KEY_CURSOR_RIGHT}, {"khome", KEY_LINE_HOME},   {"kend", KEY_LINE_END},
	{"kpp", KEY_PAGE_UP},        {"knp", KEY_PAGE_DOWN},     {"kdch1", KEY_DELETE},
	{"kcbt", KEY_SHIFT_TAB},     {"kent", KEY_RETURN},       {"kbs", KEY_RUBOUT},
};

/* What follows ESC [ or ESC O, by its last byte: the form of nearly all terminals, whatever their
 * description says, and whichever mode the cursor keys are in. */
static const struct {
	char last;
	tui_key key;
} letters[] = {
	{'A', KEY_CURSOR_UP},   {'B', KEY_CURSOR_DOWN}, {'C', KEY_CURSOR_RIGHT},
	{'D', KEY_CURSOR_LEFT}, {'H', KEY_LINE_HOME},   {'F', KEY_LINE_END},
	{'Z', KEY_SHIFT_TAB},   {'M', KEY_RETURN},
};

/* ESC [ NUMBER ~ */
static const tui_key numbers[] = {
	[1] = KEY_LINE_HOME, [3] = KEY_DELETE,    [4] = KEY_LINE_END, [5] = KEY_PAGE_UP,
	[6] = KEY_PAGE_DOWN, [7] = KEY_LINE_HOME, [8] = KEY_LINE_END,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

void term_input_learn(struct term_input *input, term_capability *capability, void *context)
{
	for (size_t i = 0; i < TERM_INPUT_KEYS; i++) {
		const char *bytes = capability(context, capabilities[i].name);
		size_t length = bytes ? strlen(bytes) : 0;

		/* What is one byte, or begins with none of its own, is a character here: the ^H that
		 * some call the left arrow is the Backspace of others. */
		if (length < 2 || length >= sizeof(input->keys[i].bytes) || *bytes != '\033')
			length = 0;
		if (length)
			memcpy(input->keys[i].bytes, bytes, length);
		input->keys[i].bytes[length] = '\0';
		input->keys[i].key = capabilities[i].key;
	}
}

/* A key of the terminal's description: its length; 0 where it is none. */
static size_t learnt_key(const struct term_input *input, const char *bytes, size_t size,
			 tui_key *key)
{
	for (size_t i = 0; i < TERM_INPUT_KEYS; i++) {
		size_t length = strlen(input->keys[i].bytes);

		if (!length || length > size || memcmp(bytes, input->keys[i].bytes, length) != 0)
			continue;
		*key = input->keys[i].key;
		return length;
	}
	return 0;
}

static tui_key letter_key(char last)
{
	for (size_t i = 0; i < COUNT(letters); i++) {
		if (letters[i].last == last)
			return letters[i].key;
	}
	return KEY_NONE;
}

static bool in_range(char byte, char first, char last)
{
	return byte >= first && byte <= last;
}

/* The bytes between ESC [ and the one that ends it are read already: what they mean. */
static tui_key control_key(const char *parameters, char last)
{
	unsigned long number;

	if (in_range(*parameters, '<', '?')) /* a report, no key */
		return KEY_NONE;
	if (last != '~')
		return last == 'M' ? KEY_NONE : letter_key(last);
	number = strtoul(parameters, NULL, 10);
	return number < COUNT(numbers) ? numbers[number] : KEY_NONE;
}

/* ESC [ and no more comes. Nothing but two keys pressed at once looks so; with parameters it is a
 * report that was cut off. */
static size_t control_cut_off(size_t size, bool final, tui_key *key)
{
	if (!final)
		return 0;
	if (size > 2)
		return size;
	*key = KEY_ESCAPE;
	return 1;
}

/* Those that don't follow the rules: ESC [ M of the mouse, with three bytes behind it, and ESC [ [ of
 * the function keys of Linux' console. */
static size_t odd_control(const char *bytes, size_t size, bool final)
{
	size_t length = bytes[2] == 'M' ? 6 : bytes[2] == '[' ? 4 : 0;

	if (size >= length)
		return length;
	return final ? size : 0;
}

static size_t control_sequence(const char *bytes, size_t size, bool final, tui_key *key)
{
	size_t end = 2;

	if (size > 2 && (bytes[2] == 'M' || bytes[2] == '['))
		return odd_control(bytes, size, final);
	while (end < size && in_range(bytes[end], ' ', '?'))
		end++;
	if (end == size)
		return control_cut_off(size, final, key);
	if (!in_range(bytes[end], '@', '~'))
		return end;
	*key = control_key(bytes + 2, bytes[end]);
	return end + 1;
}

/* ESC O, perhaps digits, and a letter. */
static size_t shifted_sequence(const char *bytes, size_t size, bool final, tui_key *key)
{
	size_t end = 2;

	while (end < size && in_range(bytes[end], '0', '9'))
		end++;
	if (end == size)
		return control_cut_off(size, final, key);
	if (!in_range(bytes[end], '@', '~')) {
		*key = KEY_ESCAPE;
		return 1;
	}
	*key = letter_key(bytes[end]);
	return end + 1;
}

/* ESC ] and the like: what a terminal answers in words, up to BEL or ESC \\; no key. Two keys pressed at once begin so
 * too, but nothing ends them. */
static size_t string_sequence(const char *bytes, size_t size, bool final, tui_key *key)
{
	for (size_t i = 2; i < size; i++) {
		if (bytes[i] == '\a')
			return i + 1;
		if (bytes[i] == '\033' && i + 1 < size)
			return bytes[i + 1] == '\\' ? i + 2 : i;
	}
	if (!final)
		return 0;
	if (size > 2 && bytes[1] == ']' && in_range(bytes[2], '0', '9'))
		return size; /* cut off */
	*key = KEY_ESCAPE;
	return 1;
}

static size_t escape_sequence(const struct term_input *input, const char *bytes, size_t size,
			      bool final, tui_key *key)
{
	size_t length = learnt_key(input, bytes, size, key);

	if (length)
		return length;
	if (size == 1 && !final)
		return 0;
	if (size > 1 && bytes[1] == '[')
		return control_sequence(bytes, size, final, key);
	if (size > 1 && bytes[1] == 'O')
		return shifted_sequence(bytes, size, final, key);
	if (size > 1 && strchr("]P_^X", bytes[1]) && bytes[1])
		return string_sequence(bytes, size, final, key);
	*key = KEY_ESCAPE;
	return 1;
}

/* Whether the bytes are the start of a character, whose others are still to come. */
static bool begins_character(const char *bytes, size_t size)
{
	unsigned char lead = (unsigned char)*bytes;
	size_t length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	for (size_t i = 1; i < size; i++) {
		if (((unsigned char)bytes[i] & 0xc0) != 0x80)
			return false;
	}
	return size < length;
}

static size_t character(const struct term_input *input, const char *bytes, size_t size, bool final,
			tui_key *key)
{
	uint32_t code_point;
	size_t length = input->utf8 ? utf8_read(bytes, size, &code_point) : 0;

	if (length) {
		*key = code_point < 0xa0 ? KEY_NONE : code_point;
		return length;
	}
	return input->utf8 && !final && begins_character(bytes, size) ? 0 : 1;
}

size_t term_input_next(const struct term_input *input, const char *bytes, size_t size, bool final,
		       tui_key *key)
{
	*key = KEY_NONE;
	if (*bytes == '\033')
		return escape_sequence(input, bytes, size, final, key);
	if ((unsigned char)*bytes >= 0x80)
		return character(input, bytes, size, final, key);
	if (*bytes == '\b' || *bytes == 0x7f)
		*key = KEY_RUBOUT;
	else
		*key = *bytes == '\n' ? KEY_RETURN : (tui_key)*bytes;
	return 1;
}
