/* SPDX-License-Identifier: BSD-2-Clause */
/* prompt.c - editing a line. */
#include "prompt.h"

#include <string.h>

void prompt_set(struct prompt *prompt, const char *text)
{
	size_t length = strlen(text);

	/* A character that has no room as a whole is left out. */
	if (length >= PROMPT_ROOM) {
		length = PROMPT_ROOM - 1;
		while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
			length--;
	}
	memmove(prompt->text, text, length);
	prompt->text[length] = '\0';
	prompt->length = prompt->cursor = (unsigned int)length;
	prompt->is_fresh = false;
}

static unsigned int before(const struct prompt *prompt, unsigned int at)
{
	if (at)
		at--;
	while (at && ((unsigned char)prompt->text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static unsigned int behind(const struct prompt *prompt, unsigned int at)
{
	if (at < prompt->length)
		at++;
	while (at < prompt->length && ((unsigned char)prompt->text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static unsigned int word_before(const struct prompt *prompt)
{
	unsigned int at = prompt->cursor;

	while (at && prompt->text[at - 1] == ' ')
		at--;
	while (at && prompt->text[at - 1] != ' ')
		at--;
	return at;
}

static bool erase(struct prompt *prompt, unsigned int begin, unsigned int end)
{
	if (begin == end)
		return false;
	memmove(prompt->text + begin, prompt->text + end, prompt->length - end + 1);
	prompt->length -= end - begin;
	prompt->cursor = begin;
	return true;
}

bool prompt_act(struct prompt *prompt, enum action action)
{
	unsigned int cursor = prompt->cursor;

	prompt->is_fresh = false;
	if (action == ACTION_PROMPT_ERASE)
		return erase(prompt, before(prompt, cursor), cursor);
	if (action == ACTION_PROMPT_DELETE)
		return erase(prompt, cursor, behind(prompt, cursor));
	if (action == ACTION_PROMPT_ERASE_WORD)
		return erase(prompt, word_before(prompt), cursor);
	if (action == ACTION_PROMPT_ERASE_ALL)
		return erase(prompt, 0, cursor);
	if (action == ACTION_PROMPT_LEFT)
		prompt->cursor = before(prompt, cursor);
	else if (action == ACTION_PROMPT_RIGHT)
		prompt->cursor = behind(prompt, cursor);
	else if (action == ACTION_PROMPT_HOME)
		prompt->cursor = 0;
	else if (action == ACTION_PROMPT_END)
		prompt->cursor = prompt->length;
	return false;
}

bool prompt_type(struct prompt *prompt, uint32_t character)
{
	char bytes[5];
	size_t size = utf8_write(character, bytes);

	if (prompt->is_fresh && character >= ' ' && size)
		prompt_set(prompt, "");
	if (character < ' ' || character == 0x7f || !size || prompt->length + size >= PROMPT_ROOM)
		return false;
	memmove(prompt->text + prompt->cursor + size, prompt->text + prompt->cursor,
		prompt->length - prompt->cursor + 1);
	memcpy(prompt->text + prompt->cursor, bytes, size);
	prompt->length += (unsigned int)size;
	prompt->cursor += (unsigned int)size;
	return true;
}

static int columns_of(const struct prompt *prompt, unsigned int begin, unsigned int end, bool ascii)
{
	struct glyph glyphs[GLYPHS_MAX];
	unsigned int count;
	int columns = 0;

	while (begin < end) {
		begin += (unsigned int)glyph_next(prompt->text + begin, end - begin, ascii, glyphs,
						  &count);
		for (unsigned int i = 0; i < count; i++)
			columns += glyphs[i].columns;
	}
	return columns;
}

void prompt_draw(const struct prompt *prompt, struct canvas *canvas, int x, int y, int limit,
		 const char *sign)
{
	unsigned int begin = 0;

	x = canvas_text(canvas, x, y, limit, STYLE_KEY, sign);
	while (begin < prompt->cursor &&
	       x + columns_of(prompt, begin, prompt->cursor, canvas->ascii) >= limit)
		begin = behind(prompt, begin);
	canvas_bytes(canvas, x, y, limit, prompt->is_fresh ? STYLE_MATCH : STYLE_PLAIN,
		     prompt->text + begin, prompt->length - begin);
	canvas->cursor_x = x + columns_of(prompt, begin, prompt->cursor, canvas->ascii);
	canvas->cursor_y = y;
}
