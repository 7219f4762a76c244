/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd.h - what a command is, and how it sees the command line.
 *
 * A command is one file, cmd_NAME.c, with one struct cmd, which main.c lists. Its options are a
 * table: the command line is parsed by it, and --help prints it.
 */
#ifndef BTFDUMP_CMD_H
#define BTFDUMP_CMD_H

#include <stdbool.h>
#include <stddef.h>

/* Exit statuses. */
enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1, /* bad data, nothing found, output that could not be written */
	STATUS_USAGE = 2,
};

struct option_spec {
	const char *name; /* without the dashes; NULL ends a table */
	char letter;      /* 0: none */
	const char
		*argument; /* what help calls it, "[WHEN]" where it may be left out; NULL: none */
	const char *help;
};

struct cli {
	const struct cmd *cmd;
	struct cli_option {
		const struct option_spec *spec;
		const char *value; /* NULL: none was given */
	} * options;               /* in the order given */
	size_t option_count;
	char **operands; /* what is no option */
	size_t operand_count;
};

struct cmd {
	const char *name;
	const char *summary;  /* a line of the list of commands */
	const char *operands; /* of the usage line */
	const char *details;  /* paragraphs of its help, or NULL */
	const struct option_spec *options;
	bool source_optional; /* it runs without operands too */
	enum status (*run)(const struct cli *cli);
};

extern const struct cmd cmd_dump;
extern const struct cmd cmd_show;
extern const struct cmd cmd_decode;
extern const struct cmd cmd_struct_ops;
extern const struct cmd cmd_tui;

/* All commands, NULL at the end; the first is what runs where none is named. */
extern const struct cmd *const commands[];

/* Options that every command has. */
extern const struct option_spec common_options[];

/* Reads the command line behind the command's name. `cli` is to be freed even after a failure,
 * which is reported already. */
enum status cli_parse(struct cli *cli, const struct cmd *cmd, int argc, char **argv);
void cli_free(struct cli *cli);

/* Whether an option was given, and its last value; the name must be in one of the tables. */
bool cli_has(const struct cli *cli, const char *name);
const char *cli_value(const struct cli *cli, const char *name);

#endif
