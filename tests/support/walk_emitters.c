/* SPDX-License-Identifier: BSD-2-Clause */
/* walk_emitters.c - all that can be printed: text, JSON, C headers. */
#include <libbtf/emit.h>
#include <libbtf/header.h>
#include <libbtf/layout_emit.h>

#include "walk_inside.h"

static void emit_types(const struct btf *btf, struct btf_out *out, struct btf_out *indented)
{
	const struct btf_raw_options plain = {0}, dressed = {.color = true, .escaped = true};
	const struct btf_json_options whole = {0}, lines = {.lines = true, .resolve = true};
	struct btf_id_list list = btf_own_ids(btf);

	btf_emit_raw(btf, list, &plain, out);
	btf_emit_raw(btf, list, &dressed, out);
	btf_emit_types_json(btf, list, &whole, indented);
	btf_emit_types_json(btf, list, &lines, out);
}

static void emit_layouts(const struct btf *btf, struct btf_out *out, struct btf_out *indented)
{
	const struct btf_show_options plain = {.layout = {.cacheline_size = 64}};
	const struct btf_show_options dressed = {
		.layout = {.expand = true}, .hex = true, .color = true, .escaped = true};
	const struct btf_layout_table_options order = {.cacheline_size = 64};
	struct btf_id_list list = btf_own_ids(btf);
	struct btf_layout_table *table = btf_layout_table_new(btf, list, &order, NULL);

	must(table);
	btf_emit_show(btf, list, &plain, out, NULL);
	btf_emit_show(btf, list, &dressed, out, NULL);
	btf_emit_show_json(btf, list, &plain.layout, false, indented, NULL);
	btf_emit_layout_table(btf, table, &plain, out);
	btf_emit_layout_table_json(btf, table, true, out);
	btf_layout_table_free(table);
}

static void emit_headers(const struct btf *btf, struct btf_out *out)
{
	const struct btf_header_options plain = {0};
	const struct btf_header_options full = {
		.flavor = "other",
		.core = true,
		.functions = BTF_HEADER_ALL_FUNCTIONS,
		.vars = true,
		.tags = true,
		.asserts = true,
	};
	struct btf_error err = {0};
	int result = btf_emit_header(btf, btf_own_ids(btf), &plain, out, &err);

	must(result <= 0 && result == err.code && (!result || *err.text));
	btf_emit_header(btf, btf_own_ids(btf), &full, out, NULL);
}

void walk_emitters(const struct btf *btf)
{
	struct btf_out *out = btf_out_to_memory(), *indented = btf_out_to_indented_json(out);

	must(out && indented);
	emit_types(btf, out, indented);
	emit_layouts(btf, out, indented);
	emit_headers(btf, out);
	must(btf_out_finish(indented) == 0);
	btf_out_free(indented);
	btf_out_free(out);
}
