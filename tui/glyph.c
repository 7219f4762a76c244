/* SPDX-License-Identifier: BSD-2-Clause */
/* glyph.c - which bytes are shown as they are, and how the others are. */
#include "glyph.h"

#include <string.h>
#include <wchar.h>

size_t utf8_read(const char *text, size_t size, uint32_t *code_point)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *bytes = (const unsigned char *)text;
	uint32_t value;
	size_t length;

	if (!size)
		return 0;
	if (*bytes < 0x80) {
		*code_point = *bytes;
		return 1;
	}
	if (*bytes < 0xc2 || *bytes > 0xf4)
		return 0;
	length = *bytes < 0xe0 ? 2 : *bytes < 0xf0 ? 3 : 4;
	if (size < length)
		return 0;
	value = *bytes & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (bytes[i] & 0x3f);
	}
	if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*code_point = value;
	return length;
}

size_t utf8_write(uint32_t code_point, char text[5])
{
	size_t length = code_point < 0x80      ? 1
			: code_point < 0x800   ? 2
			: code_point < 0x10000 ? 3
					       : 4;
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

	if (code_point > 0x10ffff)
		length = 0;
	for (size_t i = length; i > 1; i--) {
		text[i - 1] = (char)(0x80 | (code_point & 0x3f));
		code_point >>= 6;
	}
	if (length)
		text[0] = (char)(lead[length] | code_point);
	text[length] = '\0';
	return length;
}

unsigned int glyph_columns(uint32_t code_point)
{
	int columns;

	if (code_point < 0x7f)
		return code_point >= ' ';
	if (code_point < 0xa0)
		return 0;
	columns = wcwidth((wchar_t)code_point);
	return columns > 0 ? (unsigned int)columns : 0;
}

static void escape(const char *text, size_t size, struct glyph *glyphs, unsigned int *count)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)text[i];
		const char out[4] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};

		for (int k = 0; k < 4; k++)
			glyphs[(*count)++] = (struct glyph){{out[k]}, 1};
	}
}

size_t glyph_next(const char *text, size_t size, bool ascii, struct glyph glyphs[GLYPHS_MAX],
		  unsigned int *count)
{
	uint32_t code_point = 0;
	size_t length = utf8_read(text, size, &code_point);
	unsigned int columns = length ? glyph_columns(code_point) : 0;

	*count = 0;
	if (!columns || (ascii && length > 1)) {
		length = length ? length : 1;
		escape(text, length, glyphs, count);
		return length;
	}
	glyphs[0] = (struct glyph){.columns = (uint8_t)columns};
	memcpy(glyphs[0].text, text, length);
	*count = 1;
	return length;
}
