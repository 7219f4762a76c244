/* SPDX-License-Identifier: BSD-2-Clause */
/* cli.c - the command line by the tables of options, read with getopt_long(). */
#include "cmd.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* getopt's value for a long option: its place among all, above every letter. */
#define FIRST_VALUE 256

static size_t table_length(const struct option_spec *table)
{
	size_t length = 0;

	while (table[length].name)
		length++;
	return length;
}

/* The n-th of the command's options and the common ones; NULL behind the last. */
static const struct option_spec *nth_option(const struct cmd *cmd, size_t n)
{
	size_t own = table_length(cmd->options);

	if (n < own)
		return &cmd->options[n];
	return n - own < table_length(common_options) ? &common_options[n - own] : NULL;
}

static int argument_rule(const struct option_spec *spec)
{
	if (!spec->argument)
		return no_argument;
	return spec->argument[0] == '[' ? optional_argument : required_argument;
}

/* The option that getopt_long() returned; NULL where it found none. */
static const struct option_spec *found_option(const struct cmd *cmd, int value)
{
	const struct option_spec *spec;

	if (value >= FIRST_VALUE)
		return nth_option(cmd, (size_t)(value - FIRST_VALUE));
	for (size_t n = 0; (spec = nth_option(cmd, n)); n++)
		if (spec->letter == value)
			return spec;
	return NULL;
}

/* What getopt_long() is given. */
struct getopt_tables {
	char letters[64];
	struct option names[32];
};

static void fill_tables(struct getopt_tables *tables, const struct cmd *cmd)
{
	const struct option_spec *spec;
	char *letter = tables->letters;

	*letter++ = ':'; /* report a missing argument as ':' */
	for (size_t n = 0; (spec = nth_option(cmd, n)); n++) {
		tables->names[n] = (struct option){spec->name, argument_rule(spec), NULL,
						   FIRST_VALUE + (int)n};
		if (!spec->letter)
			continue;
		*letter++ = spec->letter;
		if (argument_rule(spec) == required_argument)
			*letter++ = ':';
	}
}

static enum status refuse(char **argv, int value)
{
	const char *word = argv[optind - 1];

	if (value == ':')
		report_usage("%s needs an argument", word);
	else if (optopt && optopt < FIRST_VALUE)
		report_usage("unknown option -%c", optopt);
	else
		report_usage("unknown or ambiguous option %s", word);
	return STATUS_USAGE;
}

enum status cli_parse(struct cli *cli, const struct cmd *cmd, int argc, char **argv)
{
	struct getopt_tables tables = {0};
	int value;

	*cli = (struct cli){.cmd = cmd};
	cli->options = calloc((size_t)argc + 1, sizeof(*cli->options));
	if (!cli->options) {
		report("no memory");
		return STATUS_FAILED;
	}
	fill_tables(&tables, cmd);
	opterr = 0;
	optind = 1;
	while ((value = getopt_long(argc, argv, tables.letters, tables.names, NULL)) != -1) {
		const struct option_spec *spec = found_option(cmd, value);

		if (!spec || value == ':' || value == '?')
			return refuse(argv, value);
		cli->options[cli->option_count++] = (struct cli_option){spec, optarg};
	}
	cli->operands = argv + optind;
	cli->operand_count = (size_t)(argc - optind);
	return STATUS_OK;
}

void cli_free(struct cli *cli)
{
	free(cli->options);
}

static const struct cli_option *find_option(const struct cli *cli, const char *name)
{
	for (size_t i = cli->option_count; i-- > 0;)
		if (strcmp(cli->options[i].spec->name, name) == 0)
			return &cli->options[i];
	return NULL;
}

bool cli_has(const struct cli *cli, const char *name)
{
	return find_option(cli, name) != NULL;
}

const char *cli_value(const struct cli *cli, const char *name)
{
	const struct cli_option *option = find_option(cli, name);

	return option ? option->value : NULL;
}
