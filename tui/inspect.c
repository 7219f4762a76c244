/* SPDX-License-Identifier: BSD-2-Clause */
/* inspect.c - numbers of every width at one place. */
#include "inspect.h"

#include <inttypes.h>
#include <string.h>

static uint64_t read_integer(const uint8_t *data, unsigned int bytes, bool is_big_endian)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < bytes; i++)
		value |= (uint64_t)data[is_big_endian ? bytes - 1 - i : i] << 8 * i;
	return value;
}

static void put_integers(const uint8_t *data, size_t left, bool is_big_endian, struct line *line)
{
	line_put(line, STYLE_KEY, is_big_endian ? "BE " : "LE ");
	for (unsigned int bytes = 1; bytes <= 8 && bytes <= left; bytes *= 2) {
		uint64_t value = read_integer(data, bytes, is_big_endian);
		int64_t with_sign = (int64_t)(value << (64 - 8 * bytes)) >> (64 - 8 * bytes);

		line_print(line, STYLE_NOTE, " u%u ", 8 * bytes);
		line_print(line, STYLE_NUMBER, "%" PRIu64, value);
		if (bytes > 1)
			line_print(line, STYLE_PLAIN, " 0x%" PRIx64, value);
		if (with_sign < 0)
			line_print(line, STYLE_NUMBER, " %" PRId64, with_sign);
	}
}

static void put_floats(const uint8_t *data, size_t left, bool is_big_endian, struct line *line)
{
	uint32_t bits32 = (uint32_t)read_integer(data, left < 4 ? 0 : 4, is_big_endian);
	uint64_t bits64 = read_integer(data, left < 8 ? 0 : 8, is_big_endian);
	double f64;
	float f32;

	memcpy(&f32, &bits32, sizeof(f32));
	memcpy(&f64, &bits64, sizeof(f64));
	if (left >= 4)
		line_print(line, STYLE_NUMBER, " f32 %.9g", (double)f32);
	if (left >= 8)
		line_print(line, STYLE_NUMBER, " f64 %.17g", f64);
}

void inspect_line(const uint8_t *data, size_t size, uint64_t at, bool is_big_endian, int row,
		  struct line *line)
{
	size_t left = at < size ? size - (size_t)at : 0;
	char text[33];

	if (!left)
		return;
	data += at;
	if (row < 2) {
		put_integers(data, left, is_big_endian ^ (row == 1), line);
		return;
	}
	line_put(line, STYLE_KEY, "   ");
	line_put(line, STYLE_NOTE, " bits ");
	for (int bit = 7; bit >= 0; bit--)
		line_put(line, STYLE_NUMBER, *data >> bit & 1 ? "1" : "0");
	put_floats(data, left, is_big_endian, line);
	left = left < sizeof(text) - 1 ? left : sizeof(text) - 1;
	memcpy(text, data, left);
	text[left] = '\0';
	line_print(line, STYLE_PLAIN, " text \"%s\"", text);
}
