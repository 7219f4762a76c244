/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd_tui.c - btfdump tui SOURCE: the browser. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <libbtf/kernel.h>
#include <tui.h>

#include "cmd.h"
#include "input.h"
#include "report.h"
#include "source.h"

static const struct option_spec tui_options[] = {
	{"value", 0, "FILE", "saved values to look at, in every form that decode reads"},
	{"map-id", 0, "ID", "a map of the running kernel to look at"},
	{"pinned", 0, "PATH", "the same of a map that is pinned there"},
	{"type", 't', "TYPE", "what the values are of"},
	{"map", 'm', "NAME", "a map that SOURCE, a BPF object, declares: the types of its entries"},
	{"progs", 0, "FILE", "names of programs: what `bpftool -j prog show` printed"},
	{"ascii", 0, NULL, "draw with ASCII alone"},
	{"no-state", 0, NULL, "neither read nor write marks and history"},
	{"script", 0, "FILE", "replay keys from a file (- is standard input), without a terminal"},
	{"screen", 0, "WxH", "size of a script's screen (80x24)"},
	{"dump", 0, "FILE", "where a script's screens are written (standard output)"},
	{0},
};

static const char details[] =
	"TYPE is where it begins: task_struct, task_struct.mm, tcp_sock+0x5a4.\n"
	"/ filters the types as you type, Enter opens one, ? lists the keys of the place, q goes back.\n";

static bool read_screen(const struct cli *cli, struct tui_options *options)
{
	const char *word = cli_value(cli, "screen");
	char more;

	options->width = 80;
	options->height = 24;
	if (!word)
		return true;
	if (sscanf(word, "%dx%d%c", &options->width, &options->height, &more) == 2 &&
	    options->width > 0 && options->width <= 1000 && options->height > 0 &&
	    options->height <= 1000)
		return true;
	report_usage("--screen is a size such as 100x30, up to 1000x1000, not '%s'", word);
	return false;
}

static bool read_color(const struct cli *cli, struct tui_options *options)
{
	const char *no_color = getenv("NO_COLOR"), *when = cli_value(cli, "color");

	if (!when)
		when = cli_has(cli, "color") ? "always" : "auto";
	if (strcmp(when, "always") != 0 && strcmp(when, "never") != 0 &&
	    strcmp(when, "auto") != 0) {
		report_usage("--color is auto, always or never, not '%s'", when);
		return false;
	}
	options->mono =
		strcmp(when, "never") == 0 || (strcmp(when, "auto") == 0 && no_color && *no_color);
	return true;
}

static bool read_options(const struct cli *cli, struct tui_options *options)
{
	*options = (struct tui_options){
		.ascii = cli_has(cli, "ascii"),
		.no_state = cli_has(cli, "no-state"),
		.script = cli_value(cli, "script"),
		.dump = cli_value(cli, "dump"),
	};
	if (!options->script && (cli_has(cli, "screen") || cli_has(cli, "dump"))) {
		report_usage("--screen and --dump go with --script");
		return false;
	}
	if (cli->operand_count > 2) {
		report_usage("too many operands: '%s'", cli->operands[2]);
		return false;
	}
	if (cli->operand_count == 2)
		options->place = cli->operands[1];
	if (cli_has(cli, "map-id") + cli_has(cli, "pinned") + cli_has(cli, "value") > 1) {
		report_usage("--value, --map-id and --pinned exclude each other");
		return false;
	}
	if ((cli_has(cli, "type") || cli_has(cli, "map")) && !input_is_live(cli) &&
	    !cli_has(cli, "value")) {
		report_usage("--%s is of values: --value, --map-id or --pinned names them",
			     cli_has(cli, "type") ? "type" : "map");
		return false;
	}
	return read_color(cli, options) && read_screen(cli, options);
}

/* How a command line names the values. */
static void name_values(const struct cli *cli, struct tui_source *browsed)
{
	static const char *const flags[] = {"map-id", "pinned"};
	static const char *const options[] = {"--map-id", "--pinned"};

	browsed->entries_word = cli_value(cli, "value");
	for (size_t i = 0; i < 2; i++) {
		if (!cli_has(cli, flags[i]))
			continue;
		browsed->entries_option = options[i];
		browsed->entries_word = cli_value(cli, flags[i]);
	}
}

/* The operands of -B, NULL behind them; to be freed. */
static const char **list_bases(const struct cli *cli)
{
	const char **bases = calloc(cli->option_count + 1, sizeof(*bases));
	size_t count = 0;

	for (size_t i = 0; bases && i < cli->option_count; i++)
		if (strcmp(cli->options[i].spec->name, "base") == 0)
			bases[count++] = cli->options[i].value;
	return bases;
}

static enum status browse(const struct cli *cli, const struct source *source, struct input *input,
			  const struct tui_options *options, const struct tui_ahead *ahead)
{
	const char **bases = list_bases(cli);
	struct utsname kernel = {.release = ""};
	struct tui_source browsed = {
		.name = source->name,
		.argument = cli->operand_count || !input_is_live(cli) ? source->name : "",
		.bases = bases,
		.release = "",
		.btf = source->btf,
		.entries = input->entries,
		.entries_name = input->name,
		.entries_type = cli_value(cli, "type"),
		.entries_map = cli_value(cli, "map"),
		.programs_word = cli_value(cli, "progs")};
	struct btf_programs *programs = NULL;
	struct btf_error error;
	int result;

	name_values(cli, &browsed);
	if (strcmp(source->name, "vmlinux") == 0 && access("vmlinux", F_OK) != 0 &&
	    uname(&kernel) == 0)
		browsed.release = kernel.release;
	if (cli_has(cli, "progs")) {
		programs = btf_programs_load(cli_value(cli, "progs"), &error);
		if (!programs) {
			report("%s", error.text);
			free(bases);
			return STATUS_FAILED;
		}
	} else if (input_is_live(cli)) {
		programs = btf_programs_live(NULL);
	}
	browsed.programs = programs;
	result = tui_run(&browsed, options, ahead, &error);
	if (result)
		report("%s", error.text);
	btf_programs_free(programs);
	free(bases);
	return result ? STATUS_FAILED : STATUS_OK;
}

/* What is opened before there is anything to browse. */
struct opening {
	const struct cli *cli;
	struct source source;
	struct input input;
};

static int open_all(void *context)
{
	struct opening *opening = context;
	const struct cli *cli = opening->cli;
	struct input *input = &opening->input;

	if ((input_is_live(cli) || cli_has(cli, "value")) &&
	    !input_open(input, cli, cli_value(cli, "value")))
		return STATUS_FAILED;
	if (!cli->operand_count && input_is_live(cli))
		return source_open_live(&opening->source, btf_entries_map(input->entries))
			       ? STATUS_OK
			       : STATUS_FAILED;
	if (cli->operand_count && !cli_has(cli, "type") && !cli_has(cli, "map") &&
	    !input_types_are_of_source(input))
		return STATUS_FAILED;
	return source_open(&opening->source, cli) ? STATUS_OK : STATUS_FAILED;
}

static enum status run(const struct cli *cli)
{
	struct opening opening = {.cli = cli, .input = {.fd = -1}};
	struct tui_ahead ahead = {0};
	struct tui_options options;
	int result;

	if (!read_options(cli, &options))
		return STATUS_USAGE;
	if (options.script)
		result = open_all(&opening);
	else
		result = tui_wait(cli->operand_count ? cli->operands[0] : "types", open_all,
				  &opening, &options, &ahead);
	if (result == -ECANCELED) {
		if (ahead.signal) { /* ends as the signal would have ended it */
			signal(ahead.signal, SIG_DFL);
			raise(ahead.signal);
		}
		_exit(STATUS_FAILED); /* with what is still being opened */
	}
	if (result == STATUS_OK)
		result = browse(cli, &opening.source, &opening.input, &options, &ahead);
	source_close(&opening.source);
	input_close(&opening.input);
	return (enum status)result;
}

const struct cmd cmd_tui = {
	.name = "tui",
	.summary = "a browser in the terminal: types, layouts, who uses what, and values",
	.operands = "SOURCE [TYPE] [OPTION...]",
	.details = details,
	.options = tui_options,
	.source_optional = true,
	.run = run,
};
