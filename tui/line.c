/* SPDX-License-Identifier: BSD-2-Clause */
/* line.c - rows of text in pieces. */
#include "line.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void line_begin(struct line *line, bool ascii)
{
	line->text[0] = '\0';
	line->length = line->span_count = 0;
	line->columns = 0;
	line->ascii = ascii;
}

/* The last span goes on where the style is the same; and where there are no spans left. */
static void open_span(struct line *line, unsigned int style)
{
	unsigned int count = line->span_count;

	if (count && (line->spans[count - 1].style == style || count == LINE_SPANS_MAX))
		return;
	line->spans[line->span_count++] = (struct span){line->length, style};
}

static void append(struct line *line, const struct glyph *glyph)
{
	size_t length = strlen(glyph->text);

	if (line->length + length >= LINE_ROOM)
		return;
	memcpy(line->text + line->length, glyph->text, length + 1);
	line->length += (unsigned int)length;
	line->columns += glyph->columns;
}

void line_put(struct line *line, unsigned int style, const char *text)
{
	size_t size = strlen(text);
	struct glyph glyphs[GLYPHS_MAX];
	unsigned int count;

	if (!size)
		return;
	open_span(line, style);
	while (size) {
		size_t length = glyph_next(text, size, line->ascii, glyphs, &count);

		for (unsigned int i = 0; i < count; i++)
			append(line, &glyphs[i]);
		text += length;
		size -= length;
	}
}

void line_print(struct line *line, unsigned int style, const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	line_put(line, style, text);
}

void line_tab(struct line *line, int column, int least)
{
	const struct glyph blank = {" ", 1};
	int count = column - line->columns > least ? column - line->columns : least;

	if (count <= 0)
		return;
	open_span(line, STYLE_PLAIN);
	while (count-- > 0)
		append(line, &blank);
}

void line_cut(struct line *line, int columns)
{
	unsigned int at = 0;
	int kept = 0;

	if (line->columns <= columns || columns < 1)
		return;
	while (at < line->length) {
		uint32_t code_point = 0;
		size_t length = utf8_read(line->text + at, line->length - at, &code_point);

		if (kept + (int)glyph_columns(code_point) > columns - 1)
			break;
		kept += (int)glyph_columns(code_point);
		at += length ? (unsigned int)length : 1;
	}
	line->text[at] = '\0';
	line->length = at;
	line->columns = kept;
	while (line->span_count && line->spans[line->span_count - 1].begin >= at)
		line->span_count--;
	line_put(line, STYLE_NOTE, "~");
}

void line_count(struct line *line, unsigned int style, uint64_t count)
{
	char digits[24], text[32];
	int length = snprintf(digits, sizeof(digits), "%" PRIu64, count), at = 0;

	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			text[at++] = ',';
		text[at++] = digits[i];
	}
	text[at] = '\0';
	line_put(line, style, text);
}

bool line_has_words(const struct line *line, const char *words)
{
	char word[LINE_ROOM];

	while (*words) {
		size_t length = strcspn(words, " ");

		snprintf(word, sizeof(word), "%.*s", (int)length, words);
		if (!strcasestr(line->text, word))
			return false;
		words += length + (words[length] == ' ');
	}
	return true;
}

static unsigned int style_at(const struct line *line, unsigned int byte)
{
	unsigned int style = STYLE_PLAIN;

	for (unsigned int i = 0; i < line->span_count && line->spans[i].begin <= byte; i++)
		style = line->spans[i].style;
	return style;
}

/* A border between two spans; false where there is no room for it. */
static bool cut(struct line *line, unsigned int byte)
{
	unsigned int style = style_at(line, byte), i = 0;

	while (i < line->span_count && line->spans[i].begin < byte)
		i++;
	if (i < line->span_count && line->spans[i].begin == byte)
		return true;
	if (line->span_count == LINE_SPANS_MAX)
		return false;
	memmove(&line->spans[i + 1], &line->spans[i],
		(line->span_count - i) * sizeof(line->spans[0]));
	line->spans[i] = (struct span){byte, style};
	line->span_count++;
	return true;
}

void line_restyle(struct line *line, unsigned int begin, unsigned int end, unsigned int style)
{
	if (begin >= end || end > line->length || !cut(line, begin) || !cut(line, end))
		return;
	for (unsigned int i = 0; i < line->span_count; i++)
		if (line->spans[i].begin >= begin && line->spans[i].begin < end)
			line->spans[i].style = style;
}

/* The piece of a span that lies behind the first `*skip` columns. */
static const char *pass_over(const char *text, const char *end, int *skip)
{
	while (text<end && * skip> 0) {
		uint32_t code_point = 0;
		size_t length = utf8_read(text, (size_t)(end - text), &code_point);

		*skip -= (int)glyph_columns(code_point);
		text += length ? length : 1;
	}
	return text;
}

void line_draw(const struct line *line, struct canvas *canvas, int x, int y, int limit, int skip)
{
	bool is_cut = line->columns - skip > limit - x;
	int border = is_cut ? limit - 1 : limit;

	for (unsigned int i = 0; i < line->span_count; i++) {
		unsigned int end =
			i + 1 < line->span_count ? line->spans[i + 1].begin : line->length;
		const char *text =
			pass_over(line->text + line->spans[i].begin, line->text + end, &skip);

		if (skip < 0) { /* half of a wide character */
			x -= skip;
			skip = 0;
		}
		x = canvas_bytes(canvas, x, y, border, line->spans[i].style, text,
				 (size_t)(line->text + end - text));
	}
	if (is_cut)
		canvas_text(canvas, border, y, limit, STYLE_NOTE, "~");
}
