/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet_line.c - a row of a type as text:
 *
 *	!! OFF  SIZE  BITS  + declaration;                    [....####........]
 *
 * The map at the end shows where the row lies in the 16 bytes that it begins in. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/resolve.h>

#include "sheet.h"
#include "type_words.h"

#define MAP_BYTES     16
#define MAP_COLUMNS   (MAP_BYTES + 2)
#define MAP_MIN_WIDTH 72 /* narrower rows have no map */

/* Declarations */

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static unsigned int word_style(const char *word, size_t length)
{
	static const char *const keywords[] = {"struct",   "union",   "enum", "const",  "volatile",
					       "restrict", "typedef", "void", "extern", "static"};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (strlen(keywords[i]) == length && memcmp(keywords[i], word, length) == 0)
			return STYLE_KEYWORD;
	return STYLE_PLAIN;
}

/* Where in a declaration its identifier stands: the last such word before the first ')'. */
static const char *find_identifier(const char *text, const char *name)
{
	const char *limit = strchr(text, ')'), *found = NULL;
	size_t length = strlen(name);

	if (!length)
		return NULL;
	if (!limit)
		limit = text + strlen(text);
	for (const char *at = strstr(text, name); at && at < limit; at = strstr(at + 1, name))
		if ((at == text || !is_word_byte(at[-1])) && !is_word_byte(at[length]))
			found = at;
	return found;
}

static void put_piece(struct line *line, unsigned int style, const char *text, size_t length)
{
	char piece[BTF_DECL_MAX];

	length = length < sizeof(piece) ? length : sizeof(piece) - 1;
	memcpy(piece, text, length);
	piece[length] = '\0';
	line_put(line, style, piece);
}

/* C in its styles; `name` is what is declared, "" for none. */
static void put_c(struct line *line, const char *text, const char *name)
{
	const char *identifier = find_identifier(text, name);

	while (*text) {
		size_t length = 0;

		if (text == identifier) {
			length = strlen(name);
			put_piece(line, STYLE_NAME, text, length);
		} else if (is_word_byte(*text)) {
			while (is_word_byte(text[length]))
				length++;
			put_piece(line, word_style(text, length), text, length);
		} else {
			while (text[length] && !is_word_byte(text[length]) &&
			       text + length != identifier)
				length++;
			put_piece(line, STYLE_PLAIN, text, length);
		}
		text += length;
	}
}

/* Columns */

static void put_number(const struct sheet *sheet, struct line *line, int width, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), sheet->hex ? "0x%" PRIx64 : "%" PRIu64, number);
	line_print(line, STYLE_NUMBER, "%*s", width, text);
}

static bool is_bits(const struct btf_layout_row *row)
{
	return row->is_bitfield || row->kind == BTF_ROW_BIT_HOLE ||
	       row->kind == BTF_ROW_BIT_PADDING;
}

static void put_columns(const struct sheet *sheet, const struct btf_layout_row *row,
			struct line *line)
{
	uint64_t offset = row->storage_size ? row->storage_offset : row->bit_offset / 8;
	uint64_t size = row->storage_size ? row->storage_size : (row->bits + 7) / 8;

	put_number(sheet, line, sheet->offset_width, offset);
	if (row->has_size)
		put_number(sheet, line, sheet->size_width + 2, size);
	else
		line_print(line, STYLE_NUMBER, "%*s", sheet->size_width + 2, "?");
	if (sheet->has_bits && is_bits(row))
		line_print(line, STYLE_NUMBER, "%4" PRIu64 ":%-2" PRIu64,
			   row->bit_offset - 8 * offset, row->bits);
	line_tab(line, line->columns, 0);
}

static int columns_width(const struct sheet *sheet)
{
	return 3 + sheet->offset_width + 2 + sheet->size_width + (sheet->has_bits ? 7 : 0) + 1;
}

static char map_letter(const struct btf_layout_row *row)
{
	if (row->kind != BTF_ROW_MEMBER && row->kind != BTF_ROW_BEGIN)
		return '!';
	return row->is_bitfield ? 'b' : '#';
}

static void put_map(const struct btf_layout_row *row, int width, struct line *line)
{
	uint64_t begin = row->bit_offset / 8, end = (row->bit_offset + row->bits + 7) / 8;
	uint64_t first = begin - begin % MAP_BYTES;
	char map[MAP_COLUMNS + 1] = "[................]";

	for (int i = 0; i < MAP_BYTES; i++)
		if (first + (uint64_t)i >= begin && first + (uint64_t)i < end)
			map[i + 1] = map_letter(row);
	if (line->columns >= width - MAP_COLUMNS)
		return;
	line_tab(line, width - MAP_COLUMNS, 0);
	line_put(line, STYLE_NOTE, map);
}

/* Records */

static const char *member_name(const struct sheet *sheet, const struct btf_layout_row *row)
{
	return btf_member_at(sheet->btf, row->owner_id, row->member_index).name;
}

static void put_remarks(const struct btf_layout_row *row, struct line *line)
{
	if (row->overlaps)
		line_put(line, STYLE_WARN, "  /* overlaps what is before it */");
	if (row->beyond_end)
		line_put(line, STYLE_WARN, "  /* ends behind the end of what it is in */");
	if (row->tail_padding)
		line_print(line, STYLE_NOTE, "  /* ends in %u byte%s of padding */",
			   row->tail_padding, row->tail_padding == 1 ? "" : "s");
}

static void put_member(const struct sheet *sheet, const struct btf_layout_row *row,
		       struct line *line)
{
	char text[BTF_DECL_MAX];

	btf_declaration(sheet->btf, row->type_id, member_name(sheet, row), text, sizeof(text));
	put_c(line, text, member_name(sheet, row));
	if (row->is_bitfield)
		line_print(line, STYLE_PLAIN, ":%" PRIu64, row->bits);
	line_put(line, STYLE_PLAIN, ";");
	put_remarks(row, line);
}

/* What stands before the braces and behind them: `struct foo {` `} *name[4];` */
static void split_braces(const struct sheet *sheet, const struct btf_layout_row *row,
			 char text[BTF_DECL_MAX], const char **behind)
{
	const char *name = row->depth ? member_name(sheet, row) : "";
	char *braces;

	btf_declaration(sheet->btf, row->type_id, name, text, BTF_DECL_MAX);
	braces = strstr(text, " {...}");
	*behind = "";
	if (braces) {
		*braces = '\0';
		*behind = braces + strlen(" {...}");
	}
}

static void put_begin(const struct sheet *sheet, const struct btf_layout_row *row,
		      struct line *line)
{
	const char *behind, *name = row->depth ? member_name(sheet, row) : "";
	char text[BTF_DECL_MAX];

	split_braces(sheet, row, text, &behind);
	put_c(line, text, name);
	line_put(line, STYLE_PLAIN, " {");
	if (row->nelems != 1)
		line_print(line, STYLE_NOTE, "  /* the first of %u */", row->nelems);
	put_remarks(row, line);
}

static void put_end(const struct sheet *sheet, const struct btf_layout_row *row, struct line *line)
{
	const struct btf_layout_summary *summary = &sheet->layout->summary;
	const char *behind;
	char text[BTF_DECL_MAX];

	split_braces(sheet, row, text, &behind);
	line_put(line, STYLE_PLAIN, "}");
	if (!row->depth && summary->packed)
		line_put(line, STYLE_KEYWORD, " __attribute__((packed))");
	if (!row->depth && summary->aligned)
		line_print(line, STYLE_KEYWORD, " __attribute__((aligned(%u)))", summary->aligned);
	put_c(line, behind, row->depth ? member_name(sheet, row) : "");
	line_put(line, STYLE_PLAIN, ";");
}

static void put_unused(const struct btf_layout_row *row, struct line *line)
{
	bool is_hole = row->kind == BTF_ROW_HOLE || row->kind == BTF_ROW_BIT_HOLE;
	uint64_t amount = is_bits(row) ? row->bits : row->bits / 8;

	line_print(line, STYLE_WARN, "/* %s: %" PRIu64 " %s%s */", is_hole ? "hole" : "padding",
		   amount, is_bits(row) ? "bit" : "byte", amount == 1 ? "" : "s");
}

static void put_content(const struct sheet *sheet, uint32_t index, struct line *line)
{
	const struct btf_layout_row *row = &sheet->layout->rows[index];

	switch (row->kind) {
	case BTF_ROW_MEMBER:
		put_member(sheet, row, line);
		break;
	case BTF_ROW_BEGIN:
		if (sheet->folded[index])
			put_member(sheet, row, line);
		else
			put_begin(sheet, row, line);
		break;
	case BTF_ROW_END:
		put_end(sheet, row, line);
		break;
	case BTF_ROW_HOLE:
	case BTF_ROW_BIT_HOLE:
	case BTF_ROW_PADDING:
	case BTF_ROW_BIT_PADDING:
		put_unused(row, line);
		break;
	case BTF_ROW_CACHELINE:
		break;
	}
}

static bool has_index(const struct btf_layout_row *row)
{
	return row->kind == BTF_ROW_MEMBER || row->kind == BTF_ROW_BEGIN ||
	       row->kind == BTF_ROW_END;
}

static bool is_wrong(const struct btf_layout_row *row)
{
	return row->overlaps || row->beyond_end || !row->has_size ||
	       (row->kind != BTF_ROW_MEMBER && row->kind != BTF_ROW_BEGIN &&
		row->kind != BTF_ROW_END);
}

static void put_path(const struct sheet *sheet, const struct btf_layout_row *row, uint32_t index,
		     struct line *line)
{
	char text[BTF_PATH_MAX];

	if (row->kind != BTF_ROW_MEMBER) {
		put_unused(row, line);
		return;
	}
	btf_layout_path(sheet->btf, sheet->layout, index, text, sizeof(text));
	line_put(line, STYLE_NAME, text);
	btf_type_name(sheet->btf, row->type_id, text, BTF_DECL_MAX);
	line_tab(line, columns_width(sheet) + 32, 2);
	put_c(line, text, "");
}

static void put_fold(const struct sheet *sheet, const struct btf_layout_row *row, uint32_t index,
		     struct line *line)
{
	const char *sign = "  ";

	if (row->kind == BTF_ROW_BEGIN && row->depth)
		sign = sheet->folded[index] ? "+ " : "- ";
	line_tab(line, line->columns + 2 * ((int)row->depth > 1 ? (int)row->depth - 1 : 0), 0);
	if (sheet->form == SHEET_C)
		sign = "  ";
	line_put(line, *sign == ' ' ? STYLE_PLAIN : STYLE_KEY, row->depth ? sign : "");
}

static void record_line(const struct sheet *sheet, uint32_t index, int width, struct line *line)
{
	const struct btf_layout_row *row = &sheet->layout->rows[index];
	bool plain = sheet->form == SHEET_C;

	if (!plain) {
		line_put(line, is_wrong(row) ? STYLE_WARN : STYLE_PLAIN,
			 is_wrong(row) ? "!! " : "   ");
		if (row->kind == BTF_ROW_BEGIN && !row->depth)
			line_print(line, STYLE_NOTE, "%*s%*s%s", sheet->offset_width, "OFF",
				   sheet->size_width + 2, "SIZE", sheet->has_bits ? "   BITS" : "");
		else if (row->kind != BTF_ROW_END)
			put_columns(sheet, row, line);
		line_tab(line, columns_width(sheet), 0);
	}
	if (sheet->form == SHEET_FLAT) {
		put_path(sheet, row, index, line);
		return;
	}
	put_fold(sheet, row, index, line);
	put_content(sheet, index, line);
	if (!plain && width >= MAP_MIN_WIDTH && row->kind != BTF_ROW_END && row->depth)
		put_map(row, width, line);
}

/* The rest */

static void border_line(const struct sheet *sheet, const struct sheet_row *row, int width,
			struct line *line)
{
	line_put(line, STYLE_PLAIN, "   ");
	put_number(sheet, line, sheet->offset_width, 64 * (uint64_t)row->index);
	line_print(line, STYLE_BORDER, "  ---- line %u ", row->index);
	if (row->distance)
		line_print(line, STYLE_BORDER, "(began %u B ago) ", row->distance);
	while (line->columns < width && line->columns < 100)
		line_put(line, STYLE_BORDER, "-");
}

static void ref_line(const struct sheet *sheet, uint32_t index, struct line *line)
{
	static const char *const roles[] = {
		[BTF_REF_TYPE] = "is",       [BTF_REF_INDEX] = "index",
		[BTF_REF_MEMBER] = "member", [BTF_REF_RETURN] = "returns",
		[BTF_REF_PARAM] = "param",   [BTF_REF_SECINFO] = "holds",
	};
	struct btf_ref ref = btf_ref_at(sheet->btf, sheet->ref_id, index);
	const char *name = "";
	char text[BTF_DECL_MAX];

	line_print(line, STYLE_NOTE, "   %-8s", roles[ref.role]);
	if (ref.role == BTF_REF_PARAM)
		name = btf_param_at(sheet->btf, sheet->ref_id, ref.index).name;
	if (ref.role == BTF_REF_PARAM && !ref.type_id && !*name)
		snprintf(text, sizeof(text), "...");
	else
		btf_declaration(sheet->btf, ref.type_id, name, text, sizeof(text));
	put_c(line, text, name);
	line_print(line, STYLE_NOTE, "  #%u", ref.type_id);
}

void sheet_line(const struct sheet *sheet, uint32_t row, int width, struct line *line)
{
	const struct sheet_row *what = &sheet->rows[row];

	if (what->kind == SHEET_RECORD) {
		record_line(sheet, what->index, width, line);
	} else if (what->kind == SHEET_BORDER) {
		border_line(sheet, what, width, line);
	} else if (what->kind == SHEET_REF) {
		ref_line(sheet, what->index, line);
	} else {
		const char *text = sheet->text + sheet->text_lines[what->index];

		line_put(line, STYLE_PLAIN, "   ");
		put_c(line, text, btf_type_at(sheet->btf, sheet->id).name);
	}
}

static void put_figure(struct line *line, uint64_t figure, const char *unit)
{
	line_put(line, STYLE_PLAIN, "  ");
	line_count(line, STYLE_PLAIN, figure);
	line_print(line, STYLE_PLAIN, " %s%s", unit, figure == 1 || *unit == 'B' ? "" : "s");
}

void sheet_title(const struct sheet *sheet, struct line *line)
{
	char text[BTF_DECL_MAX];

	type_label(sheet->btf, sheet->id, text, sizeof(text));
	line_put(line, STYLE_TITLE, text);
	if (sheet->layout) {
		const struct btf_layout_summary *summary = &sheet->layout->summary;

		put_figure(line, summary->size, "B");
		put_figure(line, summary->cachelines, "line");
		put_figure(line, summary->members, "member");
		put_figure(line, summary->holes, "hole");
		if (summary->hole_bytes)
			line_print(line, STYLE_PLAIN, " (%" PRIu64 " B)", summary->hole_bytes);
		if (sheet->nested_holes)
			line_print(line, STYLE_PLAIN, " +%u nested (%" PRIu64 " B)",
				   sheet->nested_holes, sheet->nested_hole_bytes);
		if (summary->bit_holes)
			put_figure(line, summary->bit_holes, "bit hole");
		if (summary->padding)
			put_figure(line, summary->padding, "B pad");
		if (summary->packable)
			put_figure(line, summary->packable, "B packable");
	}
}

void sheet_status(const struct sheet *sheet, uint32_t row, struct line *line)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);
	uint64_t byte;
	char text[BTF_PATH_MAX];

	if (!record || !record->depth) {
		type_label(sheet->btf, sheet->id, text, sizeof(text));
		line_print(line, STYLE_NUMBER, "#%u", sheet->id);
		line_print(line, STYLE_PLAIN, " %s", text);
		return;
	}
	byte = record->bit_offset / 8;
	sheet_path(sheet, row, text, sizeof(text));
	if (*text)
		line_print(line, STYLE_NAME, ".%s  ", text);
	if (has_index(record)) {
		btf_type_name(sheet->btf, record->type_id, text, BTF_DECL_MAX);
		line_put(line, STYLE_PLAIN, text);
	} else {
		line_put(line, STYLE_WARN, "unused");
	}
	line_print(line, STYLE_NUMBER, "  off %" PRIu64 " (0x%" PRIx64 ")", byte, byte);
	if (is_bits(record))
		line_print(line, STYLE_NUMBER, " bit %" PRIu64, record->bit_offset % 8);
	line_print(line, STYLE_PLAIN, "  line %" PRIu64 " byte %" PRIu64, byte / 64, byte % 64);
	if (has_index(record))
		line_print(line, STYLE_PLAIN, "  member %u/%u", record->member_index + 1,
			   btf_type_vlen(sheet->btf, record->owner_id));
}
