/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_json.c - layouts as JSON: a struct with its figures and its rows, a type of another kind as
 * the dump has it with --resolve. docs/json.md describes it.
 */
#include <libbtf/layout_emit.h>

#include <errno.h>

#include <libbtf/decl.h>
#include <libbtf/emit.h>

#include "base/json.h"
#include "emit/words.h"
#include "query/layout.h"

#define KEY(name) "," BTF_JSON_KEY(name)

static char *put_number(char *at, const char *key, uint64_t value)
{
	return btf_put_u64(btf_put_word(at, key), value);
}

/* A string of the input; it may be long. */
static char *put_string(struct btf_out *out, char *at, const char *key, const char *text)
{
	at = btf_put_word(at, key);
	return btf_json_put_string(out, at, text, text + strlen(text) + 1);
}

/* Rows */

static const char *row_word(enum btf_layout_row_kind kind)
{
	switch (kind) {
	case BTF_ROW_MEMBER:
		return "member";
	case BTF_ROW_BEGIN:
		return "begin";
	case BTF_ROW_END:
		return "end";
	case BTF_ROW_HOLE:
		return "hole";
	case BTF_ROW_BIT_HOLE:
		return "bit_hole";
	case BTF_ROW_PADDING:
		return "padding";
	case BTF_ROW_BIT_PADDING:
		return "bit_padding";
	case BTF_ROW_CACHELINE:
		break;
	}
	return "cacheline";
}

static bool is_member(const struct btf_layout_row *row)
{
	return row->kind == BTF_ROW_MEMBER || row->kind == BTF_ROW_BEGIN ||
	       row->kind == BTF_ROW_END;
}

/* Of what is unused the path is that of the struct it is in. */
static char *put_path(const struct btf *btf, const struct btf_layout *layout, uint32_t index,
		      struct btf_out *out, char *at)
{
	const struct btf_layout_row *row = &layout->rows[index];
	char path[BTF_PATH_MAX];

	btf_layout_path(btf, layout, is_member(row) ? index : row->parent, path, sizeof(path));
	return put_string(out, at, KEY("path"), path);
}

static char *put_member(const struct btf *btf, const struct btf_layout_row *row,
			struct btf_out *out, char *at)
{
	struct btf_member_info member = btf_member_at(btf, row->owner_id, row->member_index);
	struct btf_name name = btf_word_name(btf, member.name_offset);
	char type[BTF_DECL_MAX];

	if (row->depth) {
		at = btf_put_word(at, KEY("name"));
		at = btf_json_put_string(out, at, name.text, name.limit);
	}
	at = put_number(at, KEY("type_id"), row->type_id);
	btf_type_name(btf, row->type_id, type, sizeof(type));
	at = put_string(out, at, KEY("type_name"), type);
	if (row->struct_id)
		at = put_number(at, KEY("struct_id"), row->struct_id);
	if (row->nelems != 1)
		at = put_number(at, KEY("nr_elems"), row->nelems);
	return at;
}

static char *put_place(const struct btf_layout_row *row, char *at)
{
	bool in_bits = row->is_bitfield || row->kind == BTF_ROW_BIT_HOLE ||
		       row->kind == BTF_ROW_BIT_PADDING;

	at = put_number(at, KEY("bits_offset"), row->bit_offset);
	at = put_number(at, KEY("byte_offset"), row->bit_offset / 8);
	if (row->kind == BTF_ROW_CACHELINE)
		return at;
	if (in_bits)
		at = put_number(at, KEY("bitfield_size"), row->bits);
	else if (row->has_size)
		at = put_number(at, KEY("byte_size"), row->bits / 8);
	if (row->storage_size) {
		at = put_number(at, KEY("storage_offset"), row->storage_offset);
		at = put_number(at, KEY("storage_size"), row->storage_size);
	}
	return at;
}

static char *put_flags(const struct btf_layout_row *row, char *at)
{
	if (row->overlaps)
		at = btf_put(at, KEY("overlaps") "true");
	if (row->beyond_end)
		at = btf_put(at, KEY("beyond_end") "true");
	if (row->tail_padding)
		at = put_number(at, KEY("tail_padding"), row->tail_padding);
	return at;
}

static void put_row(const struct btf *btf, const struct btf_layout *layout, uint32_t index,
		    struct btf_out *out)
{
	const struct btf_layout_row *row = &layout->rows[index];
	char *at = btf_out_room(out);

	at = btf_put(at, "{" BTF_JSON_KEY("row") "\"");
	at = btf_put(btf_put_word(at, row_word(row->kind)), "\"");
	at = put_number(at, KEY("depth"), row->depth);
	at = put_path(btf, layout, index, out, at);
	if (is_member(row))
		at = put_member(btf, row, out, at);
	at = put_flags(row, put_place(row, at));
	*at++ = '}';
	out->at = at;
}

/* Types */

/* The object's beginning, and all figures. */
static void put_summary(const struct btf *btf, const struct btf_layout_summary *summary,
			struct btf_out *out)
{
	struct btf_type_info type = btf_type_at(btf, summary->name_id);
	struct btf_name name = btf_word_name(btf, type.name_offset);
	char *at = btf_out_room(out);

	at = put_number(at, "{" BTF_JSON_KEY("id"), summary->name_id);
	at = btf_put_kind(btf_put(at, KEY("kind") "\""), type.kind);
	at = btf_put(at, "\"" KEY("name"));
	at = btf_json_put_string(out, at, name.text, name.limit);
	at = put_number(at, KEY("struct_id"), summary->type_id);
	at = put_number(at, KEY("size"), summary->size);
	at = put_number(at, KEY("vlen"), summary->members);
	if (summary->alignment)
		at = put_number(at, KEY("alignment"), summary->alignment);
	if (summary->packed)
		at = btf_put(at, KEY("packed") "true");
	if (summary->aligned)
		at = put_number(at, KEY("aligned"), summary->aligned);
	at = put_number(at, KEY("member_bytes"), summary->member_bytes);
	at = put_number(at, KEY("bitfield_bits"), summary->bitfield_bits);
	at = put_number(at, KEY("holes"), summary->holes);
	at = put_number(at, KEY("hole_bytes"), summary->hole_bytes);
	at = btf_out_more_room(out, at);
	at = put_number(at, KEY("bit_holes"), summary->bit_holes);
	at = put_number(at, KEY("bit_hole_bits"), summary->bit_hole_bits);
	at = put_number(at, KEY("padding"), summary->padding);
	at = put_number(at, KEY("bit_padding"), summary->bit_padding);
	at = put_number(at, KEY("tail_paddings"), summary->tail_paddings);
	at = put_number(at, KEY("tail_padding_bytes"), summary->tail_padding_bytes);
	at = put_number(at, KEY("packable"), summary->packable);
	if (summary->misplaced)
		at = put_number(at, KEY("misplaced"), summary->misplaced);
	if (summary->cacheline_size) {
		at = put_number(at, KEY("cacheline_size"), summary->cacheline_size);
		at = put_number(at, KEY("cachelines"), summary->cachelines);
		at = put_number(at, KEY("last_cacheline"), summary->last_cacheline);
	}
	out->at = at;
}

static void put_layout(const struct btf *btf, const struct btf_layout *layout, struct btf_out *out)
{
	put_summary(btf, &layout->summary, out);
	btf_out_string(out, KEY("rows") "[");
	for (uint32_t i = 0; i < layout->row_count; i++) {
		if (i)
			btf_out_char(out, ',');
		put_row(btf, layout, i, out);
	}
	btf_out_string(out, "]}");
}

/* The newline that ends the object's line is in the buffer still, and is taken back. */
static void put_other(const struct btf *btf, uint32_t id, struct btf_out *out)
{
	static const struct btf_json_options resolved = {.lines = true, .resolve = true};

	btf_emit_types_json(btf, (struct btf_id_list){&id, 0, 1}, &resolved, out);
	out->at--;
}

/* A list of objects: an array in one, or a line each. */
static void begin_objects(bool lines, struct btf_out *out)
{
	if (!lines)
		btf_out_string(out, "{" BTF_JSON_KEY("types") "[");
}

static void end_objects(bool lines, bool any, struct btf_out *out)
{
	if (!lines)
		btf_out_string(out, "]}\n");
	else if (any)
		btf_out_char(out, '\n');
}

/* False where its layout can't be had: nothing is printed then. */
static bool put_type(struct btf_alignments *alignments, uint32_t id,
		     const struct btf_layout_options *options, const char *separator,
		     struct btf_out *out, struct btf_error *err)
{
	const struct btf *btf = alignments->btf;
	struct btf_layout *layout;

	if (!btf_layout_struct_of(btf, id)) {
		btf_out_string(out, separator);
		put_other(btf, id, out);
		return true;
	}
	layout = btf_layout_make(alignments, id, options, err);
	if (!layout)
		return false;
	btf_out_string(out, separator);
	put_layout(btf, layout, out);
	btf_layout_free(layout);
	return true;
}

int btf_emit_show_json(const struct btf *btf, struct btf_id_list list,
		       const struct btf_layout_options *options, bool lines, struct btf_out *out,
		       struct btf_error *err)
{
	struct btf_error error = {0}, first_error = {0};
	struct btf_alignments alignments;
	const char *separator = "";

	if (btf_alignments_init(&alignments, btf, err))
		return -ENOMEM;
	begin_objects(lines, out);
	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t id = list.ids ? list.ids[i] : list.first + i;

		if (!id || id >= btf_id_end(btf)) /* no type, of which nothing can be said */
			continue;
		if (put_type(&alignments, id, options, separator, out, &error))
			separator = lines ? "\n" : ",";
		else if (!first_error.code)
			first_error = error;
	}
	end_objects(lines, *separator != '\0', out);
	btf_alignments_free(&alignments);
	if (first_error.code && err)
		*err = first_error;
	return first_error.code;
}

void btf_emit_layout_table_json(const struct btf *btf, const struct btf_layout_table *table,
				bool lines, struct btf_out *out)
{
	begin_objects(lines, out);
	for (uint32_t i = 0; i < table->count; i++) {
		if (i)
			btf_out_char(out, lines ? '\n' : ',');
		put_summary(btf, &table->rows[i], out);
		btf_out_char(out, '}');
	}
	end_objects(lines, table->count != 0, out);
}
