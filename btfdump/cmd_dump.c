/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd_dump.c - btfdump [dump] SOURCE [WHAT...]: types as text, as JSON, or as a C header. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/emit.h>

#include "cmd.h"
#include "dump_c.h"
#include "output.h"
#include "report.h"
#include "select.h"
#include "source.h"

static const struct option_spec dump_options[] = {
	{"raw", 0, NULL, "text, byte for byte as `bpftool btf dump file` prints it (the default)"},
	{"json", 'j', NULL, "JSON, in the shape of `bpftool -j btf dump file`, on one line"},
	{"pretty", 'p', NULL, "JSON, indented"},
	{"ndjson", 0, NULL, "JSON, one type a line: for jq, DuckDB, Spark"},
	{"resolve", 0, NULL, "in the JSON also C names, byte offsets, sizes, alignment"},
	{"kind", 'k', "KIND[,KIND]", "only types of these kinds: struct, union, enum, func, ..."},
	{"c", 'c', NULL, "a C header of the types and of all that they need"},
	{"assert", 0, NULL, "in the header: static assertions for every size and offset"},
	{"sort", 0, NULL, "in the header: types by name where C allows it, and not by id"},
	{"guard", 0, "MACRO", "in the header: what guards it (__VMLINUX_H__)"},
	{"flavor", 0, "NAME", "in the header: call types and enumerators x___NAME"},
	{"funcs", 0, NULL, "in the header: prototypes of all functions, and not only of kfuncs"},
	{"no-kfuncs", 0, NULL, "in the header: no prototypes of kfuncs"},
	{"vars", 0, NULL, "in the header: declarations of the variables"},
	{"tags", 0, NULL, "in the header: type tags as attributes, for compilers that have them"},
	{"no-core", 0, NULL, "in the header: no preserve_access_index, which kernels' have"},
	{0},
};

static const char details[] =
	"WHAT are names of types, globs, struct:NAME (any kind), 'struct NAME', #ID; several select\n"
	"together. Without one, and without --kind, all types are dumped.\n";

enum form {
	FORM_RAW,
	FORM_JSON,
	FORM_PRETTY,
	FORM_LINES,
	FORM_C,
};

/* The form that the options ask for; false after a report. */
static bool choose_form(const struct cli *cli, enum form *form)
{
	bool raw = cli_has(cli, "raw"), lines = cli_has(cli, "ndjson");
	bool pretty = cli_has(cli, "pretty"), resolve = cli_has(cli, "resolve");

	if (dump_c_options_misused(cli))
		return false;
	if (cli_has(cli, "c") && (raw || cli_has(cli, "json") || pretty || lines || resolve)) {
		report_usage(
			"--c is C, which --raw, --json, --pretty, --ndjson, --resolve are not");
		return false;
	}
	if (raw && (cli_has(cli, "json") || pretty || lines || resolve)) {
		report_usage("--raw is text, which --json, --pretty, --ndjson, --resolve are not");
		return false;
	}
	if (pretty && lines) {
		report_usage("--pretty and --ndjson exclude each other");
		return false;
	}
	if (cli_has(cli, "c"))
		*form = FORM_C;
	else if (lines)
		*form = FORM_LINES;
	else if (pretty)
		*form = FORM_PRETTY;
	else
		*form = cli_has(cli, "json") || resolve ? FORM_JSON : FORM_RAW;
	return true;
}

/* The types that are asked for. */
static enum status select_types(const struct cli *cli, const struct source *source,
				struct btf_selection *selection, struct btf_id_list *list)
{
	btf_kind_set kinds = BTF_ALL_KINDS;
	enum status status = STATUS_OK;
	struct btf_error error;

	*list = (struct btf_id_list){0};
	if (cli_has(cli, "kind") && !btf_kind_set_parse(cli_value(cli, "kind"), &kinds, &error)) {
		report("%s", error.text);
		return STATUS_USAGE;
	}
	if (cli->operand_count > 1) {
		status = select_operands(cli, source, kinds, selection);
	} else if (cli_has(cli, "kind")) {
		int64_t added = btf_select_kinds(source->btf, kinds, selection, &error);

		if (added <= 0) {
			report("%s: %s", source->name, added ? error.text : "no type of that kind");
			return STATUS_FAILED;
		}
	} else {
		*list = btf_own_ids(source->btf);
		return STATUS_OK;
	}
	btf_selection_sort(selection);
	*list = btf_selection_list(selection);
	return status;
}

/* JSON through the indenter: the same text on more lines. */
static int emit_pretty(const struct btf *btf, struct btf_id_list list,
		       const struct btf_json_options *options, struct btf_out *out)
{
	struct btf_out *indented = btf_out_to_indented_json(out);
	int result;

	if (!indented)
		return -ENOMEM;
	btf_emit_types_json(btf, list, options, indented);
	result = btf_out_finish(indented);
	btf_out_free(indented);
	return result;
}

static int emit(const struct cli *cli, const struct btf *btf, struct btf_id_list list,
		enum form form, const struct output *output)
{
	const struct btf_raw_options raw = {output->color, output->to_terminal};
	const struct btf_json_options json = {form == FORM_LINES, cli_has(cli, "resolve")};

	switch (form) {
	case FORM_RAW:
		btf_emit_raw(btf, list, &raw, output->out);
		break;
	case FORM_JSON:
	case FORM_LINES:
		btf_emit_types_json(btf, list, &json, output->out);
		break;
	case FORM_PRETTY:
		return emit_pretty(btf, list, &json, output->out);
	case FORM_C:
		break;
	}
	return 0;
}

static enum status print(const struct cli *cli, const struct btf *btf, struct btf_id_list list,
			 enum form form, enum status status)
{
	struct output output;

	if (!output_open(&output, cli))
		return STATUS_USAGE;
	if (emit(cli, btf, list, form, &output) == -ENOMEM) {
		report("no memory");
		status = STATUS_FAILED;
	}
	return output_close(&output, status);
}

static enum status dump(const struct cli *cli, const struct source *source, enum form form)
{
	struct btf_selection selection = {0};
	struct btf_id_list list;
	enum status status = select_types(cli, source, &selection, &list);

	if (form == FORM_C && status == STATUS_OK) {
		status = dump_c(cli, source, &selection);
		btf_selection_free(&selection);
		return status;
	}
	/* Where something was asked for and nothing is there, no empty document is printed. */
	if (status == STATUS_OK || (status == STATUS_FAILED && list.count))
		status = print(cli, source->btf, list, form, status);
	btf_selection_free(&selection);
	return status;
}

static enum status run(const struct cli *cli)
{
	struct source source;
	enum status status = STATUS_FAILED;
	enum form form;

	if (!choose_form(cli, &form))
		return STATUS_USAGE;
	if (source_open(&source, cli))
		status = dump(cli, &source, form);
	source_close(&source);
	return status;
}

const struct cmd cmd_dump = {
	.name = "dump",
	.summary = "types as text, as JSON, or as a C header",
	.operands = "SOURCE [WHAT...] [OPTION...]",
	.details = details,
	.options = dump_options,
	.run = run,
};
