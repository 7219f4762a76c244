/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet.c - which rows a type has. */
#include "sheet_inside.h"
#include "type_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/layout_emit.h>
#include <libbtf/resolve.h>

#define CACHELINE 64

/* A layout of all that is nested, or where that is too much, of the type alone. */
static struct btf_layout *make_layout(const struct btf *btf, uint32_t id, bool expand)
{
	struct btf_layout_options options = {.expand = expand, .cacheline_size = CACHELINE};
	struct btf_layout *layout = btf_layout_new(btf, id, &options, NULL);

	if (layout || !expand)
		return layout;
	options.expand = false;
	return btf_layout_new(btf, id, &options, NULL);
}

static int digits_of(uint64_t number)
{
	char text[24];

	return snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
}

static void measure(struct sheet *sheet)
{
	uint64_t offset = 0, size = 0;

	for (uint32_t i = 0; i < sheet->layout->row_count; i++) {
		const struct btf_layout_row *row = &sheet->layout->rows[i];

		offset = row->bit_offset / 8 > offset ? row->bit_offset / 8 : offset;
		size = row->bits / 8 > size ? row->bits / 8 : size;
		sheet->has_bits |= row->is_bitfield || row->kind == BTF_ROW_BIT_HOLE ||
				   row->kind == BTF_ROW_BIT_PADDING;
	}
	sheet->offset_width = digits_of(offset) < 4 ? 4 : digits_of(offset);
	sheet->size_width = digits_of(size) < 4 ? 4 : digits_of(size);
}

static void count_nested_holes(struct sheet *sheet)
{
	const struct btf_layout_row *rows = sheet->layout->rows;

	for (uint32_t i = 1; i < sheet->layout->row_count; i++) {
		uint32_t around = rows[i].parent;

		if (rows[i].kind != BTF_ROW_HOLE || rows[i].depth < 2)
			continue;
		while (rows[around].depth && !*btf_type_at(sheet->btf, rows[around].type_id).name)
			around = rows[around].parent;
		if (rows[around].depth)
			continue;
		sheet->nested_holes++;
		sheet->nested_hole_bytes += rows[i].bits / 8;
	}
}

static bool has_name(const struct btf *btf, uint32_t id)
{
	return *btf_type_at(btf, type_behind(btf, id)).name;
}

/* Types that have a name begin folded; those without are a part of what they are in. */
static void fold_named(struct sheet *sheet)
{
	for (uint32_t i = 1; i < sheet->layout->row_count; i++) {
		const struct btf_layout_row *row = &sheet->layout->rows[i];

		if (row->kind == BTF_ROW_BEGIN) /* a typedef's name is one too */
			sheet->folded[i] = has_name(sheet->btf, row->type_id) || row->nelems != 1;
	}
}

static bool add(struct sheet *sheet, struct sheet_row row)
{
	if (sheet->count == sheet->room) {
		uint32_t room = sheet->room ? 2 * sheet->room : 16;
		struct sheet_row *rows = realloc(sheet->rows, room * sizeof(*rows));

		if (!rows)
			return false;
		sheet->rows = rows;
		sheet->room = room;
	}
	sheet->rows[sheet->count++] = row;
	return true;
}

bool sheet_is_unused(const struct btf_layout_row *row)
{
	return row->kind == BTF_ROW_HOLE || row->kind == BTF_ROW_BIT_HOLE ||
	       row->kind == BTF_ROW_PADDING || row->kind == BTF_ROW_BIT_PADDING;
}

/* The row behind the one that ends what begins at `begin`. */
static uint32_t behind_end(const struct btf_layout *layout, uint32_t begin)
{
	uint32_t i = begin + 1;

	while (i < layout->row_count && layout->rows[i].depth > layout->rows[begin].depth)
		i++;
	return i < layout->row_count && layout->rows[i].kind == BTF_ROW_END ? i + 1 : i;
}

static bool add_border(struct sheet *sheet, const struct btf_layout_row *row, uint64_t *cacheline)
{
	uint64_t byte = row->bit_offset / 8;

	if (sheet->form != SHEET_LAYOUT || row->depth == 0 || row->kind == BTF_ROW_END ||
	    byte / CACHELINE <= *cacheline)
		return true;
	*cacheline = byte / CACHELINE;
	return add(sheet, (struct sheet_row){SHEET_BORDER, (uint32_t)*cacheline,
					     (uint32_t)(byte % CACHELINE)});
}

/* What is shown of a layout: all but the borders that it counts itself, since they depend on what is folded. */
static bool add_records(struct sheet *sheet)
{
	const struct btf_layout *layout = sheet->layout;
	bool flat = sheet->form == SHEET_FLAT;
	uint64_t cacheline = 0;

	for (uint32_t i = 0; i < layout->row_count;) {
		const struct btf_layout_row *row = &layout->rows[i];
		bool is_leaf = row->kind == BTF_ROW_MEMBER || sheet_is_unused(row);

		if (row->kind != BTF_ROW_CACHELINE && (is_leaf || !flat) &&
		    (!add_border(sheet, row, &cacheline) ||
		     !add(sheet, (struct sheet_row){SHEET_RECORD, i, 0})))
			return false;
		i = row->kind == BTF_ROW_BEGIN && !flat && sheet->folded[i] ? behind_end(layout, i)
									    : i + 1;
	}
	return true;
}

/* Of a function the prototype says what it takes. */
static uint32_t with_refs(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);

	return type.kind == BTF_K_FUNC && btf_type_is_func_proto(btf, type.type_id) ? type.type_id
										    : id;
}

static bool add_text(struct sheet *sheet)
{
	uint32_t lines = 0, refs = btf_ref_count(sheet->btf, sheet->ref_id);

	for (size_t i = 0; i < sheet->text_size; i += strlen(sheet->text + i) + 1) {
		sheet->text_lines[lines] = (uint32_t)i;
		if (!add(sheet, (struct sheet_row){SHEET_TEXT, lines++, 0}))
			return false;
	}
	if (btf_type_at(sheet->btf, sheet->id).kind == BTF_K_DATASEC)
		return true;
	for (uint32_t i = 0; i < refs; i++)
		if (!add(sheet, (struct sheet_row){SHEET_REF, i, 0}))
			return false;
	return true;
}

static bool lay_out(struct sheet *sheet)
{
	sheet->count = 0;
	return sheet->layout ? add_records(sheet) : add_text(sheet);
}

/* Names may be shared, and so a small file may have more to say than memory holds. */
#define TEXT_MAX ((size_t)4 << 20)

static bool is_too_long(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);
	bool is_enum = type.kind == BTF_K_ENUM || type.kind == BTF_K_ENUM64;
	size_t size = 0;

	for (uint32_t i = 0; is_enum && i < type.vlen && size <= TEXT_MAX; i++)
		size += strlen(btf_enumerator_at(btf, id, i).name) + 16;
	for (uint32_t i = 0; type.kind == BTF_K_DATASEC && i < type.vlen && size <= TEXT_MAX; i++)
		size += BTF_DECL_MAX / 16;
	return size > TEXT_MAX;
}

/* What `show` prints of it; or why it is not shown. */
static void put_text(const struct sheet *sheet, struct btf_out *out)
{
	const struct btf_show_options options = {.hex = sheet->hex, .escaped = true};
	const struct btf_id_list list = {.ids = &sheet->id, .count = 1};
	const char *why = NULL;
	char text[600];

	if (btf_layout_struct_of(sheet->btf, sheet->id))
		why = "its layout has more rows than can be shown";
	else if (is_too_long(sheet->btf, sheet->id))
		why = "there is too much in it to be shown";
	if (!why) {
		btf_emit_show(sheet->btf, list, &options, out, NULL);
		return;
	}
	type_label(sheet->btf, sheet->id, text, sizeof(text));
	btf_out_write_escaped(out, text);
	btf_out_write_escaped(out, "  /* ");
	btf_out_write_escaped(out, why);
	btf_out_write_escaped(out, " */");
	btf_out_write(out, "\n", 1);
}

static uint32_t cut_into_lines(char *text, size_t size)
{
	uint32_t lines = 0;

	for (size_t i = 0; i < size; i++) {
		if (text[i] != '\n')
			continue;
		text[i] = '\0';
		lines++;
	}
	return lines;
}

/* Its text. Where there is no memory for another the one that is there stays. */
static bool print_text(struct sheet *sheet)
{
	struct btf_out *out = btf_out_to_memory();
	const char *printed;
	uint32_t *lines = NULL;
	char *text = NULL;
	size_t size = 0;

	if (out) {
		put_text(sheet, out);
		printed = btf_out_text(out, &size);
		text = btf_out_error(out) ? NULL : malloc(size + 1);
		if (text)
			memcpy(text, printed, size);
	}
	btf_out_free(out);
	if (text) {
		text[size] = '\0';
		lines = malloc((cut_into_lines(text, size) + 1) * sizeof(*lines));
	}
	if (!lines) {
		free(text);
		return false;
	}
	free(sheet->text);
	free(sheet->text_lines);
	sheet->text = text;
	sheet->text_size = size;
	sheet->text_lines = lines;
	return true;
}

struct sheet *sheet_new(const struct btf *btf, uint32_t id, bool expandable)
{
	struct sheet *sheet = calloc(1, sizeof(*sheet));
	bool good;

	if (!sheet)
		return NULL;
	sheet->btf = btf;
	sheet->id = id;
	sheet->layout = make_layout(btf, id, expandable);
	if (sheet->layout) {
		measure(sheet);
		count_nested_holes(sheet);
		sheet->folded = calloc(sheet->layout->row_count, 1);
		good = sheet->folded != NULL;
		if (good)
			fold_named(sheet);
	} else {
		sheet->ref_id = with_refs(btf, id);
		good = print_text(sheet);
	}
	if (!good || !lay_out(sheet)) {
		sheet_free(sheet);
		return NULL;
	}
	return sheet;
}

void sheet_free(struct sheet *sheet)
{
	if (!sheet)
		return;
	btf_layout_free(sheet->layout);
	free(sheet->folded);
	free(sheet->kept_folded);
	free(sheet->text);
	free(sheet->text_lines);
	free(sheet->rows);
	free(sheet);
}

uint32_t sheet_first(const struct sheet *sheet)
{
	return sheet->layout && sheet->form != SHEET_FLAT && sheet->count > 1;
}

void sheet_set_hex(struct sheet *sheet, bool hex)
{
	if (sheet->hex == hex)
		return;
	sheet->hex = hex;
	if (!sheet->layout && print_text(sheet))
		lay_out(sheet); /* of as many rows as before */
}

const struct btf_layout_row *sheet_record(const struct sheet *sheet, uint32_t row)
{
	if (row >= sheet->count || sheet->rows[row].kind != SHEET_RECORD)
		return NULL;
	return &sheet->layout->rows[sheet->rows[row].index];
}

static uint32_t row_of_record(const struct sheet *sheet, uint32_t record)
{
	for (uint32_t i = 0; i < sheet->count; i++)
		if (sheet->rows[i].kind == SHEET_RECORD && sheet->rows[i].index == record)
			return i;
	return 0;
}

uint32_t sheet_set_form(struct sheet *sheet, enum sheet_form form, uint32_t row)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);
	uint32_t index = record ? sheet->rows[row].index : 0;

	sheet->form = form;
	lay_out(sheet);
	row = index ? row_of_record(sheet, index) : 0;
	return row ? row : sheet_first(sheet);
}

static uint32_t set_folded(struct sheet *sheet, uint32_t record, bool folded)
{
	sheet->folded[record] = folded;
	lay_out(sheet);
	return row_of_record(sheet, record);
}

uint32_t sheet_unfold(struct sheet *sheet, uint32_t row)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);

	if (!record || record->kind != BTF_ROW_BEGIN || !sheet->folded[sheet->rows[row].index])
		return row;
	return set_folded(sheet, sheet->rows[row].index, false);
}

static uint32_t begin_of_end(const struct btf_layout *layout, uint32_t end)
{
	uint32_t i = end;

	while (layout->rows[--i].depth > layout->rows[end].depth)
		;
	return i;
}

uint32_t sheet_fold(struct sheet *sheet, uint32_t row)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);
	uint32_t begin;

	if (!record || sheet->form == SHEET_FLAT)
		return row;
	begin = sheet->rows[row].index;
	if (record->kind == BTF_ROW_END)
		begin = begin_of_end(sheet->layout, begin);
	else if (record->kind != BTF_ROW_BEGIN || sheet->folded[begin])
		begin = record->parent;
	return sheet->layout->rows[begin].depth ? set_folded(sheet, begin, true) : row;
}

void sheet_show_record(struct sheet *sheet, uint32_t record, uint32_t *row)
{
	for (uint32_t i = record; sheet->layout->rows[i].depth;) {
		i = sheet->layout->rows[i].parent;
		sheet->folded[i] = false;
	}
	lay_out(sheet);
	*row = row_of_record(sheet, record);
}

void sheet_keep_folds(struct sheet *sheet)
{
	if (!sheet->layout)
		return;
	if (!sheet->kept_folded)
		sheet->kept_folded = malloc(sheet->layout->row_count);
	if (sheet->kept_folded)
		memcpy(sheet->kept_folded, sheet->folded, sheet->layout->row_count);
}

void sheet_put_back_folds(struct sheet *sheet)
{
	if (!sheet->kept_folded ||
	    memcmp(sheet->folded, sheet->kept_folded, sheet->layout->row_count) == 0)
		return;
	memcpy(sheet->folded, sheet->kept_folded, sheet->layout->row_count);
	lay_out(sheet);
}

void sheet_path(const struct sheet *sheet, uint32_t row, char *text, size_t size)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);

	*text = '\0';
	if (record && record->depth && !sheet_is_unused(record))
		btf_layout_path(sheet->btf, sheet->layout, sheet->rows[row].index, text, size);
}

static uint32_t text_target(const struct sheet *sheet, uint32_t line)
{
	struct btf_type_info type = btf_type_at(sheet->btf, sheet->id);

	if (type.kind == BTF_K_DATASEC)
		return line && line <= type.vlen
			       ? btf_secinfo_at(sheet->btf, sheet->id, line - 1).type_id
			       : 0;
	return line ? 0 : type_behind(sheet->btf, btf_ref_at(sheet->btf, sheet->id, 0).type_id);
}

uint32_t sheet_target(const struct sheet *sheet, uint32_t row)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);

	if (row >= sheet->count)
		return 0;
	if (sheet->rows[row].kind == SHEET_TEXT)
		return text_target(sheet, sheet->rows[row].index);
	if (sheet->rows[row].kind == SHEET_REF)
		return type_behind(
			sheet->btf,
			btf_ref_at(sheet->btf, sheet->ref_id, sheet->rows[row].index).type_id);
	if (!record || sheet_is_unused(record) || !record->depth)
		return 0;
	return type_behind(sheet->btf, record->type_id);
}
