/* SPDX-License-Identifier: BSD-2-Clause */
/* dump_c.c - `btfdump dump --c`: types as a C header. */
#include "dump_c.h"

#include <unistd.h>

#include <libbtf/header.h>
#include <libbtf/resolve.h>

#include "report.h"

static const char *const c_options[] = {"assert",    "flavor", "funcs", "guard", "no-core",
					"no-kfuncs", "sort",   "tags",  "vars",  NULL};

bool dump_c_options_misused(const struct cli *cli)
{
	for (const char *const *name = c_options; *name; name++)
		if (cli_has(cli, *name) && !cli_has(cli, "c")) {
			report_usage("--%s goes with --c", *name);
			return true;
		}
	return false;
}

/* A macro, or what follows the underscores of a name. */
static bool is_identifier(const char *text)
{
	for (const char *at = text; *at; at++)
		if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '_' ||
		      (*at >= '0' && *at <= '9' && at > text)))
			return false;
	return *text;
}

/* BPF programs access a kernel's types wherever the running kernel has them; their own types and
 * those of other programs are where they are. */
static bool is_kernel(const struct btf *btf)
{
	return btf_find_by_name_kind(btf, "task_struct", BTF_K_STRUCT) != 0;
}

static unsigned int online_cores(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count > 0 ? (unsigned int)count : 1;
}

static bool read_options(const struct cli *cli, const struct btf *btf, bool selected,
			 struct btf_header_options *options)
{
	const char *names[] = {cli_value(cli, "guard"), cli_value(cli, "flavor")};

	for (size_t i = 0; i < 2; i++)
		if (names[i] && !is_identifier(names[i])) {
			report_usage("'%s' is no name in C", names[i]);
			return false;
		}
	*options = (struct btf_header_options){
		.guard = names[0],
		.flavor = names[1],
		.core = !cli_has(cli, "no-core") && is_kernel(btf),
		.functions = BTF_HEADER_KFUNCS,
		.vars = selected || cli_has(cli, "vars"),
		.tags = cli_has(cli, "tags"),
		.asserts = cli_has(cli, "assert"),
		.threads = online_cores(),
	};
	if (selected || cli_has(cli, "funcs"))
		options->functions = BTF_HEADER_ALL_FUNCTIONS;
	else if (cli_has(cli, "no-kfuncs"))
		options->functions = BTF_HEADER_NO_FUNCTIONS;
	return true;
}

static enum status print_header(const struct cli *cli, const struct btf *btf,
				struct btf_id_list list, const struct btf_header_options *options)
{
	struct output output;
	struct btf_error error;
	enum status status = STATUS_OK;

	if (!output_open(&output, cli))
		return STATUS_USAGE;
	if (btf_emit_header(btf, list, options, output.out, &error)) {
		report("%s", error.text);
		status = STATUS_FAILED;
	}
	return output_close(&output, status);
}

enum status dump_c(const struct cli *cli, const struct source *source,
		   struct btf_selection *selection)
{
	struct btf_header_options options;
	struct btf_id_list list = btf_own_ids(source->btf);
	struct btf_error error;

	if (!read_options(cli, source->btf, selection->count != 0, &options))
		return STATUS_USAGE;
	if (cli_has(cli, "sort")) {
		if (!selection->count &&
		    btf_select_kinds(source->btf, BTF_ALL_KINDS, selection, &error) < 0) {
			report("%s", error.text);
			return STATUS_FAILED;
		}
		btf_selection_sort_by_name(source->btf, selection);
	}
	if (selection->count)
		list = btf_selection_list(selection);
	return print_header(cli, source->btf, list, &options);
}
