/* SPDX-License-Identifier: BSD-2-Clause */
/* main.c - the commands, and which of them runs.
 *
 *	btfdump COMMAND ...     a first word that names a command
 *	btfdump SOURCE ...      any other: the first command of the table, dump
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "help.h"
#include "report.h"

const struct cmd *const commands[] = {&cmd_dump,       &cmd_show, &cmd_decode,
				      &cmd_struct_ops, &cmd_tui,  NULL};

const struct option_spec common_options[] = {
	{"base", 'B', "SOURCE",
	 "what SOURCE is split from; repeated: a chain of bases, the lowest first"},
	{"color", 0, "[WHEN]", "colours: auto (on a terminal), always, never; NO_COLOR is obeyed"},
	{"no-pager", 0, NULL, "on a terminal: print straight to it, and not through $PAGER"},
	{"help", 'h', NULL, "print this help"},
	{"version", 0, NULL, "print the version"},
	{0},
};

static const struct cmd *find_command(const char *word)
{
	for (const struct cmd *const *cmd = commands; *cmd; cmd++)
		if (strcmp((*cmd)->name, word) == 0)
			return *cmd;
	return NULL;
}

static enum status help_or_version(const struct cli *cli, const struct cmd *named)
{
	bool printed = cli_has(cli, "help") ? help_print(stdout, named) : version_print(stdout);

	if (printed)
		return STATUS_OK;
	report("standard output: %s", strerror(errno));
	return STATUS_FAILED;
}

static enum status run(const struct cli *cli, const struct cmd *named)
{
	if (cli_has(cli, "help") || cli_has(cli, "version"))
		return help_or_version(cli, named);
	if (!cli->operand_count && !cli->cmd->source_optional) {
		report_usage("name a SOURCE: 'vmlinux' is the running kernel");
		return STATUS_USAGE;
	}
	return cli->cmd->run(cli);
}

/* No file that is opened takes the place of a standard one that is closed: reading and writing those fails. */
static void fill_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(STATUS_FAILED);
}

int main(int argc, char **argv)
{
	const struct cmd *named = argc > 1 ? find_command(argv[1]) : NULL;
	struct cli cli;
	enum status status;

	fill_standard_files();
	if (argc < 2) {
		help_print(stderr, NULL);
		return STATUS_USAGE;
	}
	if (named)
		status = cli_parse(&cli, named, argc - 1, argv + 1);
	else
		status = cli_parse(&cli, commands[0], argc, argv);
	if (status == STATUS_OK)
		status = run(&cli, named);
	cli_free(&cli);
	return status;
}
