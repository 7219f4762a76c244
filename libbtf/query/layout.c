/* SPDX-License-Identifier: BSD-2-Clause */
/* layout.c - libbtf/layout.h: the rows of a layout.
 *
 * One function adds the rows of a struct, and calls itself for each member that is shown in place.
 * Members of a struct that is nested twice are added twice: what bounds the work is the number of
 * rows.
 */
#include "query/layout.h"

#include <errno.h>
#include <stdlib.h>

#include <libbtf/resolve.h>

#include "base/error.h"

struct builder {
	const struct btf *btf;
	const struct btf_layout_options *options;
	struct btf_layout *layout;
	uint32_t capacity;
	uint64_t cacheline; /* the last that a border was drawn for */
	struct btf_error *err;
	int error;
};

/* A struct whose rows are being added. */
struct frame {
	uint32_t struct_id;
	uint32_t row; /* of its BEGIN */
	uint32_t depth;
	uint64_t bit_offset;
};

/* False with `error` set. */
static bool grow(struct builder *builder)
{
	struct btf_layout *layout = builder->layout;
	uint32_t capacity = builder->capacity ? builder->capacity * 2 : 256;
	struct btf_layout_row *rows;

	if (layout->row_count == BTF_LAYOUT_ROWS_MAX) {
		builder->error =
			btf_fail(builder->err, -E2BIG,
				 "%s: shown with what it contains it takes more than %u rows",
				 btf_type_at(builder->btf, layout->rows[0].type_id).name,
				 BTF_LAYOUT_ROWS_MAX);
		return false;
	}
	rows = realloc(layout->rows, capacity * sizeof(*rows));
	if (!rows) {
		builder->error = btf_fail(builder->err, -ENOMEM, "no memory for %u rows", capacity);
		return false;
	}
	layout->rows = rows;
	builder->capacity = capacity;
	return true;
}

/* The row's number; once it has failed nothing more is added. */
static uint32_t add_row(struct builder *builder, const struct btf_layout_row *row)
{
	struct btf_layout *layout = builder->layout;

	if (builder->error || (layout->row_count == builder->capacity && !grow(builder)))
		return 0;
	layout->rows[layout->row_count] = *row;
	return layout->row_count++;
}

static struct btf_layout_row new_row(enum btf_layout_row_kind kind, const struct frame *frame,
				     uint64_t bit_offset, uint64_t bits)
{
	return (struct btf_layout_row){
		.kind = kind,
		.depth = frame->depth + 1,
		.parent = frame->row,
		.owner_id = frame->struct_id,
		.bit_offset = bit_offset,
		.bits = bits,
		.nelems = 1,
		.has_size = true,
	};
}

/* The border of the cacheline that the next row is in, where none has been drawn yet. */
static void add_border(struct builder *builder, const struct frame *frame, uint64_t bit_offset)
{
	uint64_t line_bits = 8ull * builder->options->cacheline_size;
	struct btf_layout_row row;

	if (!line_bits || bit_offset / line_bits <= builder->cacheline)
		return;
	builder->cacheline = bit_offset / line_bits;
	row = new_row(BTF_ROW_CACHELINE, frame, builder->cacheline * line_bits,
		      bit_offset % line_bits);
	add_row(builder, &row);
}

static void add_gaps(struct builder *builder, const struct frame *frame,
		     const struct btf_gaps *gaps)
{
	for (unsigned int i = 0; i < gaps->count; i++) {
		const struct btf_gap *gap = &gaps->gap[i];
		struct btf_layout_row row =
			new_row(gap->kind, frame, frame->bit_offset + gap->bit_offset, gap->bits);

		row.storage_size = gap->storage_size;
		if (gap->storage_size)
			row.storage_offset = frame->bit_offset / 8 + gap->storage_offset;
		add_border(builder, frame, row.bit_offset);
		add_row(builder, &row);
	}
}

static bool is_nested_in_itself(const struct builder *builder, const struct frame *frame,
				uint32_t struct_id)
{
	const struct btf_layout_row *rows = builder->layout->rows;
	uint32_t row = frame->row;

	while (rows[row].struct_id != struct_id) {
		if (!row)
			return false;
		row = rows[row].parent;
	}
	return true;
}

/* What of a member's type is shown in place: the STRUCT or UNION that it is, or of an array its
 * element is; 0: nothing. One that goes by a name, be it a typedef's, only where that is wanted. */
static uint32_t find_in_place(const struct builder *builder, const struct frame *frame,
			      uint32_t type_id)
{
	struct btf_resolved_size resolved;
	struct btf_type_info type = btf_type_at(builder->btf, type_id);
	bool has_name = false;

	if (builder->error || frame->depth + 1 >= BTF_MAX_RESOLVE_DEPTH ||
	    !btf_resolve_size(builder->btf, type_id, &resolved) ||
	    !btf_type_is_struct(builder->btf, resolved.elem_id))
		return 0;
	while (type_id != resolved.elem_id) {
		has_name |= type.kind == BTF_K_TYPEDEF;
		type_id = type.kind == BTF_K_ARRAY ? btf_array_of(builder->btf, type_id).type_id
						   : type.type_id;
		type = btf_type_at(builder->btf, type_id);
	}
	has_name |= *type.name != '\0';
	if ((has_name && !builder->options->expand) ||
	    is_nested_in_itself(builder, frame, resolved.elem_id))
		return 0;
	return resolved.elem_id;
}

static struct btf_layout_row member_row(const struct builder *builder, const struct frame *frame,
					uint32_t index, const struct btf_member_place *place)
{
	struct btf_layout_row row =
		new_row(BTF_ROW_MEMBER, frame, frame->bit_offset + place->bit_offset, place->bits);

	row.member_index = index;
	row.type_id = btf_member_at(builder->btf, frame->struct_id, index).type_id;
	row.is_bitfield = place->is_bitfield;
	row.storage_size = place->storage_size;
	if (place->is_bitfield)
		row.storage_offset = frame->bit_offset / 8 + place->storage_offset;
	row.has_size = place->has_size;
	return row;
}

static void add_struct(struct builder *builder, const struct frame *frame);

/* The rows from BEGIN to END. */
static void add_in_place(struct builder *builder, struct btf_layout_row row, uint32_t struct_id)
{
	struct btf_resolved_size resolved = {.nelems = 1};
	struct frame frame = {struct_id, 0, row.depth, row.bit_offset};

	btf_resolve_size(builder->btf, row.type_id, &resolved);
	row.kind = BTF_ROW_BEGIN;
	row.struct_id = struct_id;
	row.nelems = resolved.nelems;
	frame.row = add_row(builder, &row);
	add_struct(builder, &frame);
	row.kind = BTF_ROW_END;
	add_row(builder, &row);
}

static void add_member(struct builder *builder, const struct frame *frame,
		       struct btf_gap_walk *walk, uint32_t index)
{
	struct btf_member_place place = btf_member_place(builder->btf, frame->struct_id, index);
	struct btf_layout_row row = member_row(builder, frame, index, &place);
	struct btf_gaps gaps;
	uint32_t in_place = place.is_bitfield ? 0 : find_in_place(builder, frame, row.type_id);

	row.overlaps = btf_place_overlaps(walk, &place);
	row.beyond_end = btf_place_is_beyond_end(walk, &place);
	gaps = btf_gaps_before(walk, &place);
	add_gaps(builder, frame, &gaps);
	add_border(builder, frame, row.bit_offset);
	if (in_place) {
		add_in_place(builder, row, in_place);
	} else {
		row.tail_padding = btf_tail_padding(builder->btf, row.type_id);
		add_row(builder, &row);
	}
}

/* Each arm of a union has the borders that lie in it, and so has what follows the union. */
static void add_struct(struct builder *builder, const struct frame *frame)
{
	struct btf_gap_walk walk = btf_gap_walk_of(builder->btf, frame->struct_id);
	uint32_t vlen = btf_type_vlen(builder->btf, frame->struct_id);
	uint64_t line_at_start = builder->cacheline;
	struct btf_gaps gaps;

	for (uint32_t i = 0; i < vlen && !builder->error; i++) {
		add_member(builder, frame, &walk, i);
		if (walk.is_union)
			builder->cacheline = line_at_start;
	}
	gaps = btf_gaps_at_end(&walk);
	add_gaps(builder, frame, &gaps);
}

static void add_outermost(struct builder *builder, uint32_t id, uint32_t struct_id)
{
	struct frame frame = {struct_id, 0, 0, 0};
	struct btf_layout_row row = {
		.kind = BTF_ROW_BEGIN,
		.owner_id = struct_id,
		.type_id = id,
		.struct_id = struct_id,
		.bits = 8ull * btf_type_at(builder->btf, struct_id).size,
		.nelems = 1,
		.has_size = true,
	};

	add_row(builder, &row);
	add_struct(builder, &frame);
	row.kind = BTF_ROW_END;
	add_row(builder, &row);
}

uint32_t btf_layout_struct_of(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);
	int depth = 0;

	if (btf_type_is_struct(btf, id))
		return id;
	if (type.kind != BTF_K_TYPEDEF)
		return 0;
	do {
		id = type.type_id;
		type = btf_type_at(btf, id);
	} while (btf_kind_is_modifier(type.kind) && type.kind != BTF_K_TYPEDEF &&
		 depth++ < BTF_MAX_DEPTH);
	return btf_type_is_struct(btf, id) && !*type.name ? id : 0;
}

struct btf_layout *btf_layout_make(struct btf_alignments *alignments, uint32_t id,
				   const struct btf_layout_options *options, struct btf_error *err)
{
	const struct btf *btf = alignments->btf;
	uint32_t struct_id = btf_layout_struct_of(btf, id);
	struct builder builder = {.btf = btf, .options = options, .err = err};

	if (!struct_id) {
		btf_fail(err, -EINVAL, "type %u is no struct or union", id);
		return NULL;
	}
	builder.layout = calloc(1, sizeof(*builder.layout));
	if (!builder.layout) {
		btf_fail(err, -ENOMEM, "no memory for a layout");
		return NULL;
	}
	add_outermost(&builder, id, struct_id);
	if (builder.error) {
		btf_layout_free(builder.layout);
		return NULL;
	}
	builder.layout->summary = btf_layout_summarize(alignments, id, options->cacheline_size);
	return builder.layout;
}

struct btf_layout *btf_layout_new(const struct btf *btf, uint32_t id,
				  const struct btf_layout_options *options, struct btf_error *err)
{
	struct btf_alignments alignments;
	struct btf_layout *layout;

	if (btf_alignments_init(&alignments, btf, err))
		return NULL;
	layout = btf_layout_make(&alignments, id, options, err);
	btf_alignments_free(&alignments);
	return layout;
}

void btf_layout_free(struct btf_layout *layout)
{
	if (!layout)
		return;
	free(layout->rows);
	free(layout);
}
