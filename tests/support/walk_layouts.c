/* SPDX-License-Identifier: BSD-2-Clause */
/* walk_layouts.c - layouts of every type, and what holds for them whatever the BTF. */
#include <string.h>

#include <libbtf/layout.h>
#include <libbtf/resolve.h>

#include "walk_inside.h"

/* BEGIN and END go in pairs, and every row is in the one that it says. */
static void check_nesting(const struct btf_layout *layout)
{
	uint32_t depth = 0;

	for (uint32_t i = 0; i < layout->row_count; i++) {
		const struct btf_layout_row *row = &layout->rows[i];

		depth -= row->kind == BTF_ROW_END;
		must(row->depth == depth);
		must(row->parent <= i && layout->rows[row->parent].kind == BTF_ROW_BEGIN);
		must(!i || row->kind == BTF_ROW_END || row->kind == BTF_ROW_CACHELINE ||
		     layout->rows[row->parent].depth + 1 == row->depth);
		depth += row->kind == BTF_ROW_BEGIN;
	}
	must(depth == 0);
}

static bool every_member_has_a_size(const struct btf *btf, uint32_t id)
{
	for (uint32_t i = 0; i < btf_type_vlen(btf, id); i++) {
		uint32_t member = btf_member_at(btf, id, i).type_id;

		if (!btf_type_id_size(btf, &member, NULL))
			return false;
	}
	return true;
}

/* In a struct whose members lie one behind the other each bit is a member's, or nobody's. */
static void check_sums(const struct btf *btf, const struct btf_layout_summary *sum)
{
	uint64_t bytes = sum->member_bytes + sum->hole_bytes + sum->padding;
	uint64_t bits = sum->bitfield_bits + sum->bit_hole_bits + sum->bit_padding;

	must(sum->members == btf_type_at(btf, sum->type_id).vlen);
	if (btf_type_at(btf, sum->type_id).kind == BTF_K_STRUCT && !sum->misplaced &&
	    every_member_has_a_size(btf, sum->type_id))
		must(bytes * 8 + bits == (uint64_t)sum->size * 8);
	must(sum->packable <= sum->size);
}

static void read_paths(const struct btf *btf, const struct btf_layout *layout)
{
	char path[BTF_PATH_MAX];

	for (uint32_t i = 0; i < layout->row_count; i++) {
		const struct btf_layout_row *row = &layout->rows[i];

		if (row->kind == BTF_ROW_MEMBER || row->kind == BTF_ROW_BEGIN)
			must(btf_layout_path(btf, layout, i, path, sizeof(path)) < sizeof(path));
		else if (row->kind != BTF_ROW_END && row->kind != BTF_ROW_CACHELINE)
			must(row->bits > 0);
	}
}

static void walk_layout(const struct btf *btf, uint32_t id, bool expand)
{
	const struct btf_layout_options options = {.expand = expand, .cacheline_size = 64};
	struct btf_error err = {0};
	struct btf_layout *layout = btf_layout_new(btf, id, &options, &err);

	must((layout != NULL) == (err.code == 0));
	if (!layout) {
		must(*err.text);
		return;
	}
	must(layout->row_count >= 2 && layout->row_count <= BTF_LAYOUT_ROWS_MAX);
	check_nesting(layout);
	check_sums(btf, &layout->summary);
	read_paths(btf, layout);
	btf_layout_free(layout);
}

void walk_layouts(const struct btf *btf)
{
	for (uint32_t id = 0; id <= btf_id_end(btf); id++) {
		must(btf_layout_struct_of(btf, id) < btf_id_end(btf));
		walk_layout(btf, id, false);
		if (btf_layout_struct_of(btf, id))
			walk_layout(btf, id, true);
	}
}
