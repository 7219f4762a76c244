/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd_show.c - btfdump show SOURCE NAME...: structs with their layout, other types as C has them,
 * and tables of figures. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/layout_emit.h>

#include "cmd.h"
#include "output.h"
#include "report.h"
#include "select.h"
#include "source.h"

static const struct option_spec show_options[] = {
	{"expand", 'E', NULL, "nested types that have a name in place too"},
	{"hex", 0, NULL, "offsets, sizes and enumerators in hexadecimal"},
	{"cacheline", 'c', "N", "bytes in a cacheline (64); 0: draw no borders"},
	{"sizes", 's', NULL, "a table of structs and unions, the largest first"},
	{"holes", 0, NULL, "a table of those with holes, most bytes lost in them first"},
	{"sort", 0, "COLUMN", "what to sort a table by"},
	{"json", 'j', NULL, "JSON on one line, with the path of every member"},
	{"pretty", 'p', NULL, "JSON, indented"},
	{"ndjson", 0, NULL, "JSON, one type a line"},
	{0},
};

static const char details[] =
	"NAME are names of types, globs, struct:NAME (any kind), 'struct NAME', #ID. Without one, a\n"
	"table is of all structs and unions. COLUMN is size, cachelines, members, holes, hole-bytes,\n"
	"padding, packable or name.\n";

enum form {
	FORM_TEXT,
	FORM_JSON,
	FORM_PRETTY,
	FORM_LINES,
};

/* What the command line asks for. */
struct wish {
	enum form form;
	bool is_table;
	struct btf_show_options show;
	struct btf_layout_table_options table;
};

#define CACHELINE_MAX 65536

static bool read_form(const struct cli *cli, struct wish *wish)
{
	bool pretty = cli_has(cli, "pretty"), lines = cli_has(cli, "ndjson");

	if (pretty && lines) {
		report_usage("--pretty and --ndjson exclude each other");
		return false;
	}
	if (lines)
		wish->form = FORM_LINES;
	else if (pretty)
		wish->form = FORM_PRETTY;
	else
		wish->form = cli_has(cli, "json") ? FORM_JSON : FORM_TEXT;
	return true;
}

static bool read_cacheline(const struct cli *cli, struct wish *wish)
{
	const char *word = cli_value(cli, "cacheline");
	unsigned long size = 64;
	char *end;

	if (word) {
		size = strtoul(word, &end, 0);
		if (*word < '0' || *word > '9' || *end || size > CACHELINE_MAX) {
			report_usage("--cacheline is a number of bytes up to %d, not '%s'",
				     CACHELINE_MAX, word);
			return false;
		}
	}
	wish->show.layout.cacheline_size = wish->table.cacheline_size = (uint32_t)size;
	return true;
}

static bool read_table(const struct cli *cli, struct wish *wish)
{
	const char *column = cli_value(cli, "sort");
	bool sizes = cli_has(cli, "sizes");
	struct btf_error error;

	wish->table.with_holes = cli_has(cli, "holes");
	wish->table.sort = wish->table.with_holes ? BTF_COLUMN_HOLE_BYTES : BTF_COLUMN_SIZE;
	wish->is_table = sizes || wish->table.with_holes;
	if (sizes && wish->table.with_holes) {
		report_usage("--sizes and --holes exclude each other; see --sort");
		return false;
	}
	if (!wish->is_table && column) {
		report_usage("--sort is for --sizes and --holes");
		return false;
	}
	if (!wish->is_table && cli->operand_count < 2) {
		report_usage("name what to show, or ask for --sizes or --holes");
		return false;
	}
	if (column && !btf_layout_column_parse(column, &wish->table.sort, &error)) {
		report("%s", error.text);
		return false;
	}
	return true;
}

/* False after a report. */
static bool read_wish(const struct cli *cli, struct wish *wish)
{
	*wish = (struct wish){.show.layout.expand = cli_has(cli, "expand"),
			      .show.hex = cli_has(cli, "hex")};
	return read_form(cli, wish) && read_cacheline(cli, wish) && read_table(cli, wish);
}

static enum status select_types(const struct cli *cli, const struct source *source,
				const struct wish *wish, struct btf_selection *selection)
{
	const btf_kind_set structs = 1u << BTF_K_STRUCT | 1u << BTF_K_UNION;
	btf_kind_set kinds = wish->is_table ? structs | 1u << BTF_K_TYPEDEF : BTF_ALL_KINDS;
	enum status status = STATUS_OK;
	struct btf_error error;

	if (cli->operand_count > 1) {
		status = select_operands(cli, source, kinds, selection);
	} else if (btf_select_kinds(source->btf, structs, selection, &error) < 0) {
		report("%s", error.text);
		return STATUS_FAILED;
	}
	btf_selection_sort(selection);
	return status;
}

static int emit_table(const struct btf *btf, struct btf_id_list list, const struct wish *wish,
		      struct btf_out *out, struct btf_error *err)
{
	struct btf_layout_table *table = btf_layout_table_new(btf, list, &wish->table, err);

	if (!table)
		return -ENOMEM;
	if (wish->form == FORM_TEXT)
		btf_emit_layout_table(btf, table, &wish->show, out);
	else
		btf_emit_layout_table_json(btf, table, wish->form == FORM_LINES, out);
	btf_layout_table_free(table);
	return 0;
}

static int emit_to(const struct btf *btf, struct btf_id_list list, const struct wish *wish,
		   struct btf_out *out, struct btf_error *err)
{
	if (wish->is_table)
		return emit_table(btf, list, wish, out, err);
	if (wish->form == FORM_TEXT)
		return btf_emit_show(btf, list, &wish->show, out, err);
	return btf_emit_show_json(btf, list, &wish->show.layout, wish->form == FORM_LINES, out,
				  err);
}

static int emit(const struct btf *btf, struct btf_id_list list, const struct wish *wish,
		struct btf_out *out, struct btf_error *err)
{
	struct btf_out *indented;
	int result;

	if (wish->form != FORM_PRETTY)
		return emit_to(btf, list, wish, out, err);
	indented = btf_out_to_indented_json(out);
	if (!indented) {
		snprintf(err->text, sizeof(err->text), "no memory");
		return -ENOMEM;
	}
	result = emit_to(btf, list, wish, indented, err);
	btf_out_finish(indented);
	btf_out_free(indented);
	return result;
}

static enum status print(const struct cli *cli, const struct btf *btf, struct btf_id_list list,
			 struct wish *wish, enum status status)
{
	struct btf_error error = {0};
	struct output output;
	int result;

	if (!output_open(&output, cli))
		return STATUS_USAGE;
	wish->show.color = output.color;
	wish->show.escaped = output.to_terminal;
	result = emit(btf, list, wish, output.out, &error);
	status = output_close(&output, result ? STATUS_FAILED : status);
	if (result)
		report("%s", error.text);
	return status;
}

static enum status show(const struct cli *cli, const struct source *source, struct wish *wish)
{
	struct btf_selection selection = {0};
	enum status status = select_types(cli, source, wish, &selection);

	/* Where something was asked for and nothing is there, no empty document is printed. */
	if (status == STATUS_OK || (status == STATUS_FAILED && selection.count))
		status = print(cli, source->btf, btf_selection_list(&selection), wish, status);
	btf_selection_free(&selection);
	return status;
}

static enum status run(const struct cli *cli)
{
	struct source source;
	enum status status = STATUS_FAILED;
	struct wish wish;

	if (!read_wish(cli, &wish))
		return STATUS_USAGE;
	if (source_open(&source, cli))
		status = show(cli, &source, &wish);
	source_close(&source);
	return status;
}

const struct cmd cmd_show = {
	.name = "show",
	.summary = "structs with offsets, sizes, holes and cachelines; other types as C has them",
	.operands = "SOURCE NAME... [OPTION...]",
	.details = details,
	.options = show_options,
	.run = run,
};
