/* SPDX-License-Identifier: BSD-2-Clause */
/* test_canvas.c - bytes of any kind on a grid of cells: what is escaped, what is clipped, what is cut. */
#include "unit.h"

#include <locale.h>
#include <stdio.h>

#include "line.h"

/* Which bytes are shown as they are */

static void shown(const char *text, size_t size, bool ascii, char *out)
{
	struct glyph glyphs[GLYPHS_MAX];
	unsigned int count;

	*out = '\0';
	while (size) {
		size_t taken = glyph_next(text, size, ascii, glyphs, &count);

		assert_in_range(taken, 1, size);
		assert_in_range(count, 1, GLYPHS_MAX);
		for (unsigned int i = 0; i < count; i++) {
			assert_in_range(glyphs[i].columns, 1, 2);
			strcat(out, glyphs[i].text);
		}
		text += taken;
		size -= taken;
	}
}

static const struct {
	const char *rule, *bytes, *shown;
} texts[] = {
	{"letters", "aZ~", "aZ~"},
	{"two bytes", "\u00e4", "\u00e4"},
	{"three", "\u20ac", "\u20ac"},
	{"four", "\U0001d11e", "\U0001d11e"},
	{"wide", "\u4e16", "\u4e16"},
	{"the last of one byte, two and three", "\u07ff\ufffd", "\u07ff\ufffd"},
	{"control bytes", "\x01\t\n\x1b[", "\\x01\\x09\\x0A\\x1B["},
	{"DEL", "\x7f", "\\x7F"},
	{"C1", "\xc2\x80\xc2\x9b\xc2\x9f", "\\xC2\\x80\\xC2\\x9B\\xC2\\x9F"},
	{"C1 as a byte", "\x9b", "\\x9B"},
	{"a byte that only goes on", "a\x80z", "a\\x80z"},
	{"overlong in two", "\xc0\xaf\xc1\xbf", "\\xC0\\xAF\\xC1\\xBF"},
	{"overlong in three", "\xe0\x80\xaf\xe0\x9f\xbf", "\\xE0\\x80\\xAF\\xE0\\x9F\\xBF"},
	{"overlong in four", "\xf0\x80\x80\xaf\xf0\x8f\xbf\xbf",
	 "\\xF0\\x80\\x80\\xAF\\xF0\\x8F\\xBF\\xBF"},
	{"surrogates", "\xed\xa0\x80\xed\xbf\xbf", "\\xED\\xA0\\x80\\xED\\xBF\\xBF"},
	{"above the last character", "\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"},
	{"a lead that is none", "\xf5\x80\x80\x80\xff", "\\xF5\\x80\\x80\\x80\\xFF"},
	{"cut at the end", "a\xe2\x82", "a\\xE2\\x82"},
	{"cut before another", "\xe2\x82\xc3\xa4", "\\xE2\\x82\u00e4"},
	{"cut before a letter", "\xf0\x9d\x84x", "\\xF0\\x9D\\x84x"},
	{"combining", "e\u0301", "e\\xCC\\x81"},
	{"no width: space, joiners", "\u200b\u200c\u200d",
	 "\\xE2\\x80\\x8B\\xE2\\x80\\x8C\\xE2\\x80\\x8D"},
	{"no width: the byte order mark", "\ufeff", "\\xEF\\xBB\\xBF"},
	{"directions", "\u200e\u200f\u202a\u202e",
	 "\\xE2\\x80\\x8E\\xE2\\x80\\x8F\\xE2\\x80\\xAA\\xE2\\x80\\xAE"},
	{"directions, isolated", "\u2066\u2069", "\\xE2\\x81\\xA6\\xE2\\x81\\xA9"},
	{"direction of Arabic letters", "\u061c", "\\xD8\\x9C"},
	{"separators of lines", "\u2028\u2029", "\\xE2\\x80\\xA8\\xE2\\x80\\xA9"},
	{"variants", "\ufe0f", "\\xEF\\xB8\\x8F"},
	{"tags", "\U000e0041", "\\xF3\\xA0\\x81\\x81"},
	{"what is no character", "\xef\xbf\xbe\xf4\x8f\xbf\xbf",
	 "\\xEF\\xBF\\xBE\\xF4\\x8F\\xBF\\xBF"},
};

TEST(what_a_terminal_would_not_show_as_it_is_comes_out_as_bytes)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		char out[200];

		shown(texts[i].bytes, strlen(texts[i].bytes), false, out);
		assert_row(strcmp(out, texts[i].shown) == 0, texts[i].rule, "\"%s\"", out);
	}
}

TEST(in_ascii_nothing_else_is_shown)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		char out[200];

		shown(texts[i].bytes, strlen(texts[i].bytes), true, out);
		for (const char *c = out; *c; c++)
			assert_row(*c >= ' ' && *c < 0x7f, texts[i].rule, "\"%s\"", out);
	}
}

TEST(nul_is_a_byte_like_others)
{
	char out[20];

	shown("a\0z", 3, false, out);
	assert_string_equal(out, "a\\x00z");
}

TEST(all_characters_that_are_written_can_be_read)
{
	for (uint32_t code = 0; code <= 0x110000; code++) {
		bool good = code < 0x110000 && (code < 0xd800 || code > 0xdfff);
		uint32_t found = UINT32_MAX;
		char text[5];
		size_t size = utf8_write(code, text);

		assert_int_equal(text[size], '\0');
		assert_int_equal(utf8_read(text, size, &found), good ? size : 0);
		if (good)
			assert_int_equal(found, code);
		for (size_t less = 0; good && less < size; less++)
			assert_int_equal(utf8_read(text, less, &found), 0);
	}
}

/* The grid */

/* A row as text; `.` is the second half of a wide character, and every cell is as it should be. */
static const char *row_of(const struct canvas *canvas, int y)
{
	static char text[400];

	*text = '\0';
	for (int x = 0; x < canvas->width; x++) {
		const struct cell *cell = canvas_at(canvas, x, y);
		bool half = x && cell[-1].columns == 2;

		assert_int_equal(cell->columns == 0, half);
		assert_int_equal(*cell->text == '\0', half);
		assert_true(cell->columns < 2 || x + 1 < canvas->width);
		strcat(text, half ? "." : cell->text);
	}
	return text;
}

static const struct {
	const char *rule;
	int x, limit;
	const char *text, *row;
	int behind;
} writings[] = {
	{"in the middle", 2, 8, "ab", "01ab4567", 4},
	{"cut at the limit", 2, 4, "abcd", "01ab4567", 4},
	{"cut at the edge", 6, 100, "abcd", "012345ab", 8},
	{"begun before the canvas", -2, 8, "abcd", "cd234567", 2},
	{"all of it before the canvas", -9, 8, "abcd", "01234567", -5},
	{"behind the canvas", 9, 20, "abcd", "01234567", 9},
	{"behind its limit", 5, 3, "abcd", "01234567", 5},
	{"no limit at all", 0, -1, "abcd", "01234567", 0},
	{"nothing", 3, 8, "", "01234567", 3},
	{"wide", 2, 8, "\u4e16a", "01\u4e16.a567", 5},
	{"wide, no room at the edge", 7, 8, "\u4e16", "01234567", 8},
	{"wide, no room at the limit, nor for what is behind it", 2, 3, "\u4e16a", "01234567", 3},
	{"wide at the edge", 6, 8, "\u4e16", "012345\u4e16.", 8},
	{"wide, half before the canvas", -1, 8, "\u4e16ab", "0ab34567", 3},
	{"an escape cut at the edge", 6, 8, "\x01", "012345\\x", 8},
};

TEST(writing_is_clipped)
{
	for (size_t i = 0; i < COUNT(writings); i++) {
		struct canvas canvas = {0};
		int behind;

		assert_true(canvas_resize(&canvas, 8, 1));
		canvas_text(&canvas, 0, 0, 8, STYLE_PLAIN, "01234567");
		behind = canvas_text(&canvas, writings[i].x, 0, writings[i].limit, STYLE_NAME,
				     writings[i].text);
		assert_row(strcmp(row_of(&canvas, 0), writings[i].row) == 0, writings[i].rule,
			   "\"%s\"", row_of(&canvas, 0));
		assert_row(behind == writings[i].behind, writings[i].rule, "at %d", behind);
		canvas_free(&canvas);
	}
}

TEST(other_rows_are_not_touched)
{
	struct canvas canvas = {0};

	assert_true(canvas_resize(&canvas, 4, 3));
	for (int y = -2; y < 6; y++) {
		if (y == 1)
			continue;
		canvas_text(&canvas, -1, y, 9, STYLE_NAME, "aaaaaaaaaa");
		canvas_flag(&canvas, -1, y, 9, STYLE_CURSOR);
		canvas_fill(&canvas, -1, y, 9, STYLE_WARN);
		canvas_hline(&canvas, -1, y, 9);
	}
	canvas_vline(&canvas, -1, -3, 9);
	canvas_vline(&canvas, 4, -3, 9);
	assert_string_equal(row_of(&canvas, 1), "    ");
	for (int x = 0; x < 4; x++)
		assert_int_equal(canvas_at(&canvas, x, 1)->style, STYLE_PLAIN);
	canvas_vline(&canvas, 2, -3, 9);
	assert_string_equal(row_of(&canvas, 1), "  \u2502 ");
	canvas_free(&canvas);
}

TEST(half_of_a_wide_character_leaves_a_blank)
{
	struct canvas canvas = {0};

	for (int x = 0; x < 8; x++) {
		assert_true(canvas_resize(&canvas, 8, 1));
		canvas_text(&canvas, 0, 0, 8, STYLE_PLAIN, "\u4e16\u4e16\u4e16\u4e16");
		canvas_text(&canvas, x, 0, 8, STYLE_NAME, "a");
		row_of(&canvas, 0);
		assert_string_equal(canvas_at(&canvas, x, 0)->text, "a");
		assert_string_equal(canvas_at(&canvas, x ^ 1, 0)->text, " ");
	}
	for (int x = 0; x < 7; x++) {
		assert_true(canvas_resize(&canvas, 8, 1));
		canvas_text(&canvas, 0, 0, 8, STYLE_PLAIN, "\u4e16\u4e16\u4e16\u4e16");
		canvas_text(&canvas, x, 0, 8, STYLE_NAME, "\u754c");
		row_of(&canvas, 0);
		assert_string_equal(canvas_at(&canvas, x, 0)->text, "\u754c");
		if (x % 2) {
			assert_string_equal(canvas_at(&canvas, x - 1, 0)->text, " ");
			assert_string_equal(canvas_at(&canvas, x + 2, 0)->text, " ");
		}
	}
	canvas_free(&canvas);
}

TEST(sizes_have_limits)
{
	struct canvas canvas = {0};

	assert_true(canvas_resize(&canvas, 0, -5));
	assert_int_equal(canvas.width, 1);
	assert_int_equal(canvas.height, 1);
	assert_true(canvas_resize(&canvas, INT32_MAX, 2));
	assert_int_equal(canvas.width, CANVAS_SIDE_MAX);
	canvas_text(&canvas, 0, 0, 9, STYLE_NAME, "text");
	canvas.cursor_x = 3;
	assert_true(canvas_resize(&canvas, 4, 2));
	assert_string_equal(row_of(&canvas, 0), "    ");
	assert_int_equal(canvas.cursor_x, 0);
	canvas_free(&canvas);
	assert_int_equal(canvas.width, 0);
}

TEST(in_ascii_lines_are_ascii_too)
{
	struct canvas canvas = {.ascii = true};

	assert_true(canvas_resize(&canvas, 6, 1));
	canvas_hline(&canvas, 0, 0, 2);
	canvas_vline(&canvas, 2, 0, 1);
	canvas_text(&canvas, 3, 0, 6, STYLE_PLAIN, "\u00e4");
	assert_string_equal(row_of(&canvas, 0), "--|\\xC");
	canvas_free(&canvas);
}

TEST(every_style_has_a_letter_of_its_own)
{
	bool seen[256] = {false};

	for (unsigned int style = 0; style < STYLE_COUNT; style++) {
		const unsigned char letters[] = {
			(unsigned char)canvas_style_letter(style),
			(unsigned char)canvas_style_letter(style | STYLE_CURSOR)};

		for (size_t i = 0; i < COUNT(letters); i++) {
			assert_false(seen[letters[i]]);
			seen[letters[i]] = true;
		}
		assert_int_not_equal(canvas_style_letter(style | STYLE_SHADOW), letters[0]);
	}
	assert_int_equal(canvas_style_letter(STYLE_COUNT), '?');
}

/* Rows of text */

static const char *drawn(const struct line *line, int x, int limit, int skip)
{
	static char text[400];
	struct canvas canvas = {0};

	assert_true(canvas_resize(&canvas, 8, 1));
	line_draw(line, &canvas, x, 0, limit, skip);
	strcpy(text, row_of(&canvas, 0));
	canvas_free(&canvas);
	return text;
}

static const struct {
	const char *rule, *text;
	int x, limit, skip;
	const char *row;
} drawings[] = {
	{"all of it", "abc", 1, 8, 0, " abc    "},
	{"what just fits is not cut", "abcdefgh", 0, 8, 0, "abcdefgh"},
	{"what does not is", "abcdefghi", 0, 8, 0, "abcdefg~"},
	{"cut where its room ends", "abcdefgh", 2, 5, 0, "  ab~   "},
	{"room for the sign alone", "abc", 2, 3, 0, "  ~     "},
	{"some columns on", "abcdefgh", 0, 8, 3, "defgh   "},
	{"still more than there is room", "abcdefgh", 0, 4, 3, "def~    "},
	{"skipped whole", "abc", 0, 8, 3, "        "},
	{"more than whole", "abc", 0, 8, 300, "        "},
	{"wide ones", "\u4e16\u754c", 0, 8, 0, "\u4e16.\u754c.    "},
	{"a wide one that has room for half before the sign", "a\u4e16\u754c", 0, 3, 0, "a ~     "},
	{"a wide one that just fits", "ab\u4e16", 0, 4, 0, "ab\u4e16.    "},
	{"a wide one skipped", "\u4e16ab", 0, 8, 2, "ab      "},
	{"half of a wide one skipped: the rest keeps its columns", "\u4e16ab", 0, 8, 1, " ab     "},
	{"half of the last one", "a\u4e16", 0, 8, 2, "        "},
};

TEST(lines_are_drawn_from_a_column_on_and_cut)
{
	struct line line;

	for (size_t i = 0; i < COUNT(drawings); i++) {
		const char *row;

		line_begin(&line, false);
		line_put(&line, STYLE_PLAIN, drawings[i].text);
		row = drawn(&line, drawings[i].x, drawings[i].limit, drawings[i].skip);
		assert_row(strcmp(row, drawings[i].row) == 0, drawings[i].rule, "\"%s\"", row);
	}
}

/* The style of each byte as a letter. */
static const char *styles_of(const struct line *line)
{
	static char letters[LINE_ROOM];
	unsigned int span = 0;

	for (unsigned int i = 0; i < line->length; i++) {
		while (span + 1 < line->span_count && line->spans[span + 1].begin <= i)
			span++;
		letters[i] = canvas_style_letter(line->spans[span].style);
	}
	letters[line->length] = '\0';
	return letters;
}

static const struct {
	const char *rule;
	unsigned int begin, end;
	const char *styles;
} restylings[] = {
	{"in one piece", 1, 2, "nmnkkkddd"},       {"a whole piece", 3, 6, "nnnmmmddd"},
	{"across a border", 2, 4, "nnmmkkddd"},    {"across all", 1, 8, "nmmmmmmmd"},
	{"from the beginning", 0, 1, "mnnkkkddd"}, {"to the end", 8, 9, "nnnkkkddm"},
	{"everything", 0, 9, "mmmmmmmmm"},         {"nothing", 4, 4, "nnnkkkddd"},
	{"turned round", 5, 4, "nnnkkkddd"},       {"behind the end", 8, 10, "nnnkkkddd"},
};

TEST(pieces_get_another_style)
{
	struct line line;

	for (size_t i = 0; i < COUNT(restylings); i++) {
		line_begin(&line, false);
		line_put(&line, STYLE_NAME, "abc");
		line_put(&line, STYLE_KEYWORD, "def");
		line_put(&line, STYLE_NUMBER, "ghi");
		line_restyle(&line, restylings[i].begin, restylings[i].end, STYLE_MATCH);
		assert_row(strcmp(styles_of(&line), restylings[i].styles) == 0, restylings[i].rule,
			   "%s", styles_of(&line));
		assert_string_equal(line.text, "abcdefghi");
	}
}

TEST(what_is_put_behind_a_restyled_piece_has_its_own_style)
{
	struct line line;

	line_begin(&line, false);
	line_put(&line, STYLE_NAME, "ab");
	line_restyle(&line, 1, 2, STYLE_MATCH);
	line_put(&line, STYLE_NAME, "c");
	line_put(&line, STYLE_MATCH, "d");
	assert_string_equal(styles_of(&line), "nmnm");
}

TEST(more_pieces_than_there_are_spans_keep_their_text)
{
	struct line line;
	unsigned int count = 2 * LINE_SPANS_MAX;

	line_begin(&line, false);
	for (unsigned int i = 0; i < count; i++)
		line_put(&line, i % 2 ? STYLE_NAME : STYLE_PLAIN, "x");
	for (unsigned int i = 0; i + 1 < count; i += 3)
		line_restyle(&line, i, i + 1, STYLE_MATCH);
	line_tab(&line, 0, 5);
	assert_int_equal(line.length, count + 5);
	assert_int_equal(line.columns, count + 5);
	assert_in_range(line.span_count, 1, LINE_SPANS_MAX);
	for (unsigned int i = 1; i < line.span_count; i++)
		assert_true(line.spans[i - 1].begin < line.spans[i].begin);
}

TEST(a_piece_that_has_no_spans_left_stays_as_it_is)
{
	char before[LINE_ROOM];
	struct line line;

	line_begin(&line, false);
	for (unsigned int i = 0; i < LINE_SPANS_MAX; i++)
		line_put(&line, i % 2 ? STYLE_NAME : STYLE_PLAIN, "xyz");
	strcpy(before, styles_of(&line));
	line_restyle(&line, 1, 2, STYLE_MATCH);
	assert_string_equal(styles_of(&line), before);
	line_restyle(&line, 3, 6, STYLE_MATCH);
	before[3] = before[4] = before[5] = 'm';
	assert_string_equal(styles_of(&line), before);
}

static const struct {
	const char *rule, *text;
	int columns; /* of one */
} fillings[] = {
	{"letters", "a", 1},
	{"two bytes", "\u00e4", 1},
	{"wide", "\u4e16", 2},
	{"escapes", "\x01", 4},
};

TEST(more_text_than_there_is_room_is_dropped)
{
	struct line line;

	for (size_t i = 0; i < COUNT(fillings); i++) {
		int columns = 0;

		line_begin(&line, false);
		for (int n = 0; n < LINE_ROOM + 10; n++)
			line_put(&line, STYLE_PLAIN, fillings[i].text);
		assert_row(line.length < LINE_ROOM && line.length + 4 > LINE_ROOM, fillings[i].rule,
			   "%u bytes", line.length);
		assert_int_equal(strlen(line.text), line.length);
		for (const char *at = line.text; *at;
		     at += utf8_read(at, strlen(at), &(uint32_t){0})) {
			uint32_t code;

			assert_int_not_equal(utf8_read(at, strlen(at), &code), 0);
			columns += (int)glyph_columns(code);
		}
		assert_int_equal(line.columns, columns);
	}
}

TEST(numbers_blanks_and_columns)
{
	struct line line;

	line_begin(&line, true);
	line_count(&line, STYLE_NUMBER, 0);
	line_tab(&line, 3, 0);
	line_count(&line, STYLE_NUMBER, 999);
	line_tab(&line, 2, 1);
	line_count(&line, STYLE_NUMBER, 1000);
	line_tab(&line, 0, 0);
	line_put(&line, STYLE_PLAIN, "|");
	line_count(&line, STYLE_NUMBER, UINT64_MAX);
	line_put(&line, STYLE_PLAIN, "\u00e4");
	assert_string_equal(line.text, "0  999 1,000|18,446,744,073,709,551,615\\xC3\\xA4");
	assert_int_equal(line.columns, strlen(line.text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(what_a_terminal_would_not_show_as_it_is_comes_out_as_bytes),
		RUN(in_ascii_nothing_else_is_shown),
		RUN(nul_is_a_byte_like_others),
		RUN(all_characters_that_are_written_can_be_read),
		RUN(writing_is_clipped),
		RUN(other_rows_are_not_touched),
		RUN(half_of_a_wide_character_leaves_a_blank),
		RUN(sizes_have_limits),
		RUN(in_ascii_lines_are_ascii_too),
		RUN(every_style_has_a_letter_of_its_own),
		RUN(lines_are_drawn_from_a_column_on_and_cut),
		RUN(pieces_get_another_style),
		RUN(what_is_put_behind_a_restyled_piece_has_its_own_style),
		RUN(more_pieces_than_there_are_spans_keep_their_text),
		RUN(a_piece_that_has_no_spans_left_stays_as_it_is),
		RUN(more_text_than_there_is_room_is_dropped),
		RUN(numbers_blanks_and_columns),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
