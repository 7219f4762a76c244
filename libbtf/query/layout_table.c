/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_table.c - the figures of many structs, sorted. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/resolve.h>

#include "base/error.h"
#include "query/layout.h"

/* By enum btf_layout_column. */
static const char *const columns[] = {"size",       "cachelines", "members",  "holes",
				      "hole-bytes", "padding",    "packable", "name"};

bool btf_layout_column_parse(const char *word, enum btf_layout_column *column,
			     struct btf_error *err)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (strcmp(columns[i], word) == 0) {
			*column = (enum btf_layout_column)i;
			return true;
		}
	btf_fail(err, -EINVAL,
		 "'%.40s' is no column; the columns are size, cachelines, members, holes, "
		 "hole-bytes, padding, packable, name",
		 word);
	return false;
}

static uint64_t figure(const struct btf_layout_summary *summary, enum btf_layout_column column)
{
	switch (column) {
	case BTF_COLUMN_SIZE:
		return summary->size;
	case BTF_COLUMN_CACHELINES:
		return summary->cachelines;
	case BTF_COLUMN_MEMBERS:
		return summary->members;
	case BTF_COLUMN_HOLES:
		return summary->holes;
	case BTF_COLUMN_HOLE_BYTES:
		return summary->hole_bytes;
	case BTF_COLUMN_PADDING:
		return summary->padding;
	case BTF_COLUMN_PACKABLE:
		return summary->packable;
	case BTF_COLUMN_NAME:
		break;
	}
	return 0;
}

struct order {
	const struct btf *btf;
	enum btf_layout_column column;
};

static int compare(const void *a, const void *b, void *data)
{
	const struct btf_layout_summary *left = a, *right = b;
	const struct order *order = data;
	uint64_t left_figure = figure(left, order->column);
	uint64_t right_figure = figure(right, order->column);
	int by_name;

	if (left_figure != right_figure)
		return left_figure < right_figure ? 1 : -1;
	by_name = strcmp(btf_type_at(order->btf, left->name_id).name,
			 btf_type_at(order->btf, right->name_id).name);
	if (by_name)
		return by_name;
	return (left->name_id > right->name_id) - (left->name_id < right->name_id);
}

/* By id the TYPEDEF that gives a struct its only name, the first of them; 0: none. NULL where there
 * is no memory. */
static uint32_t *find_names(const struct btf *btf)
{
	uint32_t *names = calloc(btf_id_end(btf), sizeof(*names));

	for (uint32_t id = 1; names && id < btf_id_end(btf); id++) {
		uint32_t named = btf_type_is_typedef(btf, id) ? btf_layout_struct_of(btf, id) : 0;

		if (named && !names[named])
			names[named] = id;
	}
	return names;
}

static void fill(struct btf_layout_table *table, struct btf_alignments *alignments,
		 struct btf_id_list list, const struct btf_layout_table_options *options,
		 const uint32_t *names)
{
	const struct btf *btf = alignments->btf;

	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t id = list.ids ? list.ids[i] : list.first + i;
		struct btf_layout_summary summary;

		if (!btf_layout_struct_of(btf, id))
			continue;
		summary = btf_layout_summarize(alignments, id, options->cacheline_size);
		if (names[summary.name_id])
			summary.name_id = names[summary.name_id];
		if (!options->with_holes || summary.holes || summary.bit_holes)
			table->rows[table->count++] = summary;
	}
}

struct btf_layout_table *btf_layout_table_new(const struct btf *btf, struct btf_id_list list,
					      const struct btf_layout_table_options *options,
					      struct btf_error *err)
{
	struct btf_layout_table *table = calloc(1, sizeof(*table));
	struct btf_alignments alignments = {.btf = btf};
	uint32_t *names = find_names(btf);
	struct order order = {btf, options->sort};

	if (table)
		table->rows = calloc(list.count + 1ull, sizeof(*table->rows));
	if (!table || !table->rows || !names) {
		btf_fail(err, -ENOMEM, "no memory for a table of %u types", list.count);
		goto fail;
	}
	if (btf_alignments_init(&alignments, btf, err))
		goto fail;
	fill(table, &alignments, list, options, names);
	qsort_r(table->rows, table->count, sizeof(*table->rows), compare, &order);
	btf_alignments_free(&alignments);
	free(names);
	return table;
fail:
	free(names);
	btf_layout_table_free(table);
	return NULL;
}

void btf_layout_table_free(struct btf_layout_table *table)
{
	if (!table)
		return;
	free(table->rows);
	free(table);
}
