/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_text.c - a layout as C behind columns:
 *
 *	   OFFSET   SIZE   BITS   struct example {
 *	        0      8              struct example *next;
 *	        8      4    0:3       u32 kind:3;
 *	!!      8      4    3:29      // hole: 29 bits
 *
 * The bits of a bitfield count from the start of its storage unit, whose offset and size stand
 * before them. They count as BTF's do: from the least significant one, and where the machine is
 * big-endian from the most significant one.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/resolve.h>

#include "emit/layout_text.h"
#include "query/decl.h"

#define INDENT     4
#define BITS_WIDTH 7 /* of that column, the blanks before it included */

static bool is_bits(const struct btf_layout_row *row)
{
	return row->storage_size || row->kind == BTF_ROW_BIT_HOLE ||
	       row->kind == BTF_ROW_BIT_PADDING ||
	       (row->kind != BTF_ROW_CACHELINE && row->bit_offset % 8);
}

static struct btf_layout_text prepare(const struct btf_show *show, const struct btf_layout *layout)
{
	struct btf_layout_text text = {show, layout, 6, 4, false};
	uint64_t offset = 0, size = 0;

	for (uint32_t i = 0; i < layout->row_count; i++) {
		const struct btf_layout_row *row = &layout->rows[i];

		if (row->bit_offset / 8 > offset)
			offset = row->bit_offset / 8;
		if (row->bits / 8 > size)
			size = row->bits / 8;
		text.has_bits |= is_bits(row);
	}
	if (btf_show_width(show, offset) > text.offset_width)
		text.offset_width = btf_show_width(show, offset);
	if (btf_show_width(show, size) > text.size_width)
		text.size_width = btf_show_width(show, size);
	return text;
}

/* Columns */

static void put_gutter(const struct btf_layout_text *text, bool marked)
{
	if (marked)
		btf_show_styled(text->show, BTF_STYLE_UNUSED, "!!");
	else
		btf_show_blanks(text->show, 2);
	btf_show_blanks(text->show, 1);
}

static void put_indent(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	btf_show_blanks(text->show, 3 + INDENT * (int)row->depth);
}

void btf_layout_put_empty_columns(const struct btf_layout_text *text, bool marked,
				  const struct btf_layout_row *row)
{
	put_gutter(text, marked);
	btf_show_blanks(text->show, text->offset_width + 2 + text->size_width +
					    (text->has_bits ? BITS_WIDTH : 0));
	put_indent(text, row);
}

static void put_columns(const struct btf_layout_text *text, const struct btf_layout_row *row,
			bool marked)
{
	uint64_t offset = row->storage_size ? row->storage_offset : row->bit_offset / 8;
	uint64_t size = row->storage_size ? row->storage_size : (row->bits + 7) / 8;

	put_gutter(text, marked);
	btf_show_begin(text->show, BTF_STYLE_NUMBER);
	btf_show_number(text->show, text->offset_width, offset);
	if (row->has_size)
		btf_show_number(text->show, text->size_width + 2, size);
	else
		btf_show_print(text->show, "%*s", text->size_width + 2, "?");
	if (is_bits(row)) /* the colons stand below each other */
		btf_show_print(text->show, "%4" PRIu64 ":%-2" PRIu64, row->bit_offset - 8 * offset,
			       row->bits);
	btf_show_end(text->show);
	if (text->has_bits && !is_bits(row))
		btf_show_blanks(text->show, BITS_WIDTH);
	put_indent(text, row);
}

static void put_heads(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	btf_show_print(text->show, "   %*s  %*s", text->offset_width, "OFFSET", text->size_width,
		       "SIZE");
	if (text->has_bits)
		btf_show_print(text->show, "%*s", BITS_WIDTH, "BITS");
	put_indent(text, row);
}

/* Rows */

static void put_remark(const struct btf_layout_text *text, const char *remark)
{
	btf_show_print(text->show, "  /* %s */", remark);
}

static const char *name_of(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	if (row->depth)
		return btf_member_at(text->show->btf, row->owner_id, row->member_index).name;
	if (btf_type_is_typedef(text->show->btf, row->type_id))
		return btf_type_at(text->show->btf, row->type_id).name;
	return "";
}

static void put_remarks(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	if (!row->has_size)
		put_remark(text, "of unknown size");
	if (row->overlaps)
		put_remark(text, "overlaps what is before it");
	if (row->beyond_end)
		put_remark(text, "ends behind the end of what it is in");
	if (row->tail_padding) {
		btf_show_print(text->show, "  /* ends in ");
		btf_show_amount(text->show, row->tail_padding, "byte");
		btf_show_print(text->show, " of padding */");
	}
}

/* A member's or typedef's type taken apart: what stands before the braces and behind them. False where
 * it is nested too deep. */
static bool split(const struct btf_layout_text *text, const struct btf_layout_row *row,
		  struct btf_decl_parts *parts)
{
	static const struct btf_decl_style plain = {0};
	const struct btf *btf = text->show->btf;
	uint32_t type_id = row->type_id;

	if (!row->depth && btf_type_is_typedef(btf, type_id))
		type_id = btf_type_at(btf, type_id).type_id;
	return btf_declaration_parts(btf, type_id, name_of(text, row), &plain, parts);
}

/* A line for each enumerator between the braces. */
static void put_enum_member(const struct btf_layout_text *text, const struct btf_layout_row *row,
			    const struct btf_decl_parts *parts)
{
	const struct btf_show *show = text->show;
	uint32_t vlen = btf_type_vlen(show->btf, parts->base_id);

	btf_show_print(show, "%s", parts->qualifiers);
	btf_show_styled(show, BTF_STYLE_KEYWORD, "enum");
	btf_show_print(show, " {\n");
	for (uint32_t i = 0; i < vlen; i++) {
		btf_layout_put_empty_columns(text, false, row);
		btf_show_blanks(text->show, INDENT);
		btf_show_enumerator(show, parts->base_id, i);
		btf_show_print(show, "\n");
	}
	btf_layout_put_empty_columns(text, false, row);
	btf_show_print(show, "} ");
	btf_show_styled(show, BTF_STYLE_NAME, parts->declarator);
}

static void put_member(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	const struct btf_show *show = text->show;
	struct btf_decl_parts parts;
	bool unnamed = split(text, row, &parts) && !*btf_type_at(show->btf, parts.base_id).name;

	put_columns(text, row, row->overlaps || row->beyond_end || !row->has_size);
	if (unnamed && btf_type_is_enum(show->btf, parts.base_id))
		put_enum_member(text, row, &parts);
	else
		btf_show_declaration(show, row->type_id, name_of(text, row));
	if (row->is_bitfield)
		btf_show_print(show, ":%" PRIu64, row->bits);
	btf_show_print(show, ";");
	if (unnamed && btf_type_is_struct(show->btf, parts.base_id))
		btf_show_print(show, "  /* {...} is #%" PRIu32 " */", parts.base_id);
	put_remarks(text, row);
	btf_show_print(show, "\n");
}

/* What a type shown in place is called otherwise, and that more of them follow. */
static void put_begin_remarks(const struct btf_layout_text *text, const struct btf_layout_row *row,
			      const struct btf_decl_parts *parts)
{
	const struct btf_show *show = text->show;

	if (row->depth && btf_type_is_typedef(show->btf, parts->base_id)) {
		btf_show_print(show, "  /* ");
		btf_show_text(show, btf_type_at(show->btf, parts->base_id).name);
		btf_show_print(show, " */");
	}
	if (row->nelems != 1)
		btf_show_print(show, "  /* of an array of %" PRIu32 " */", row->nelems);
}

static void put_begin(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	const struct btf_show *show = text->show;
	struct btf_type_info type = btf_type_at(show->btf, row->struct_id);
	struct btf_decl_parts parts = {.base_id = row->struct_id};

	split(text, row, &parts);
	if (row->depth)
		put_columns(text, row, row->overlaps || row->beyond_end);
	else
		put_heads(text, row);
	btf_show_begin(show, BTF_STYLE_KEYWORD);
	if (!row->depth && btf_type_is_typedef(show->btf, row->type_id))
		btf_show_print(show, "typedef ");
	btf_show_print(show, "%s%s", parts.qualifiers,
		       type.kind == BTF_K_UNION ? "union" : "struct");
	btf_show_end(show);
	btf_show_print(show, " ");
	if (*type.name)
		btf_show_styled(show, BTF_STYLE_NAME, type.name);
	btf_show_print(show, "%s{", *type.name ? " " : "");
	put_begin_remarks(text, row, &parts);
	put_remarks(text, row);
	btf_show_print(show, "\n");
}

static void put_attributes(const struct btf_layout_text *text)
{
	const struct btf_layout_summary *summary = &text->layout->summary;

	if (summary->packed)
		btf_show_print(text->show, " __attribute__((packed))");
	if (summary->aligned)
		btf_show_print(text->show, " __attribute__((aligned(%" PRIu32 ")))",
			       summary->aligned);
}

static void put_end(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	const struct btf_show *show = text->show;
	struct btf_decl_parts parts = {.base_id = row->struct_id};

	split(text, row, &parts);
	btf_layout_put_empty_columns(text, false, row);
	btf_show_print(show, "}");
	if (!row->depth)
		put_attributes(text);
	if (*parts.declarator) {
		btf_show_print(show, " ");
		btf_show_styled(show, BTF_STYLE_NAME, parts.declarator);
	}
	btf_show_print(show, ";\n");
}

static void put_unused(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	bool is_hole = row->kind == BTF_ROW_HOLE || row->kind == BTF_ROW_BIT_HOLE;
	bool in_bits = row->kind == BTF_ROW_BIT_HOLE || row->kind == BTF_ROW_BIT_PADDING;
	const struct btf_show *show = text->show;

	put_columns(text, row, true);
	btf_show_begin(show, BTF_STYLE_UNUSED);
	btf_show_print(show, "/* %s: ", is_hole ? "hole" : "padding");
	btf_show_amount(show, in_bits ? row->bits : row->bits / 8, in_bits ? "bit" : "byte");
	btf_show_print(show, " */");
	btf_show_end(show);
	btf_show_print(show, "\n");
}

static void put_border(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	const struct btf_show *show = text->show;
	uint32_t line_bits = 8 * text->layout->summary.cacheline_size;

	put_gutter(text, false);
	btf_show_begin(show, BTF_STYLE_BORDER);
	btf_show_number(show, text->offset_width, row->bit_offset / 8);
	btf_show_print(show, "  ---- cacheline %" PRIu64, row->bit_offset / line_bits);
	if (row->bits >= 8) {
		btf_show_print(show, ", ");
		btf_show_amount(show, row->bits / 8, "byte");
		btf_show_print(show, " ago");
	}
	btf_show_print(show, " ----");
	btf_show_end(show);
	btf_show_print(show, "\n");
}

static void put_row(const struct btf_layout_text *text, const struct btf_layout_row *row)
{
	switch (row->kind) {
	case BTF_ROW_MEMBER:
		put_member(text, row);
		break;
	case BTF_ROW_BEGIN:
		put_begin(text, row);
		break;
	case BTF_ROW_END:
		put_end(text, row);
		break;
	case BTF_ROW_HOLE:
	case BTF_ROW_BIT_HOLE:
	case BTF_ROW_PADDING:
	case BTF_ROW_BIT_PADDING:
		put_unused(text, row);
		break;
	case BTF_ROW_CACHELINE:
		put_border(text, row);
		break;
	}
}

void btf_show_layout(const struct btf_show *show, const struct btf_layout *layout)
{
	const struct btf_layout_text text = prepare(show, layout);

	for (uint32_t i = 0; i < layout->row_count; i++)
		put_row(&text, &layout->rows[i]);
	btf_layout_put_figures(&text);
}
