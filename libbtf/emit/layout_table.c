/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_table.c - the figures of many structs in columns, which are called as one sorts by them. */
#include <inttypes.h>

#include "base/out.h"
#include "emit/show.h"

static void put_head(const struct btf_show *show)
{
	btf_show_print(show, "%9s  %10s  %7s  %5s  %10s  %7s  %8s  %s\n", "SIZE", "CACHELINES",
		       "MEMBERS", "HOLES", "HOLE-BYTES", "PADDING", "PACKABLE", "NAME");
}

static void put_name(const struct btf_show *show, const struct btf_layout_summary *summary)
{
	struct btf_type_info type = btf_type_at(show->btf, summary->name_id);
	enum btf_kind kind = btf_type_at(show->btf, summary->type_id).kind;

	btf_show_begin(show, BTF_STYLE_KEYWORD);
	if (type.kind == BTF_K_TYPEDEF)
		btf_show_print(show, "typedef ");
	btf_show_print(show, "%s ", kind == BTF_K_UNION ? "union" : "struct");
	btf_show_end(show);
	if (*type.name)
		btf_show_styled(show, BTF_STYLE_NAME, type.name);
	else
		btf_show_print(show, "{...} #%" PRIu32, summary->type_id);
}

static void put_summary(const struct btf_show *show, const struct btf_layout_summary *summary)
{
	btf_show_number(show, 9, summary->size);
	btf_show_count(show, 12, summary->cachelines);
	btf_show_count(show, 9, summary->members);
	btf_show_count(show, 7, summary->holes);
	btf_show_number(show, 12, summary->hole_bytes);
	btf_show_number(show, 9, summary->padding);
	btf_show_number(show, 10, summary->packable);
	btf_show_blanks(show, 2);
	put_name(show, summary);
	btf_out_char(show->out, '\n');
}

void btf_emit_layout_table(const struct btf *btf, const struct btf_layout_table *table,
			   const struct btf_show_options *options, struct btf_out *out)
{
	const struct btf_show show = {btf, options, out};

	put_head(&show);
	for (uint32_t i = 0; i < table->count; i++)
		put_summary(&show, &table->rows[i]);
}
