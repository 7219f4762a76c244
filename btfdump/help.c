/* SPDX-License-Identifier: BSD-2-Clause */
/* help.c - --help, made of the tables of commands and options. */
#include "help.h"

#include <string.h>

static void print_option(FILE *to, const struct option_spec *spec)
{
	char left[64], letter[8] = "    ";
	const char *argument = spec->argument ? spec->argument : "";
	bool optional = argument[0] == '[';

	if (spec->letter)
		snprintf(letter, sizeof(letter), "-%c, ", spec->letter);
	snprintf(left, sizeof(left), "%s--%s%s%.*s%s", letter, spec->name,
		 optional ? "[=" : (*argument ? " " : ""),
		 optional ? (int)strlen(argument) - 2 : (int)strlen(argument), argument + optional,
		 optional ? "]" : "");
	fprintf(to, "  %-26s %s\n", left, spec->help);
}

static void print_options(FILE *to, const struct option_spec *table)
{
	for (; table->name; table++)
		print_option(to, table);
}

static const char sources[] =
	"SOURCE is one of\n"
	"  a file         raw BTF; ELF with a .BTF section (vmlinux, modules, BPF objects, "
	"programs);\n"
	"                 a kernel image (bzImage, arm64 Image, EFI zboot); any of these packed "
	"by\n"
	"                 gzip, xz, zstd or lz4. What it is, its content says\n"
	"  -              the same from standard input\n"
	"  vmlinux        where there is no such file: the running kernel\n"
	"  NAME           where there is no such file: that module of the running kernel\n";

static const char ending[] = "Exit status: 0; 1 for data that is bad, types that are not there, "
			     "and output that can't be\n"
			     "written; 2 for a command line that makes no sense.\n";

bool help_print(FILE *to, const struct cmd *cmd)
{
	const struct cmd *shown = cmd ? cmd : commands[0];

	fprintf(to, "btfdump shows what is in BTF, the kernel's type format.\n\n");
	fprintf(to, "Usage: btfdump %s%s%s\n", cmd ? cmd->name : "", cmd ? " " : "",
		shown->operands);
	if (!cmd) {
		fprintf(to, "       btfdump COMMAND ...\n\nCommands:\n");
		for (const struct cmd *const *each = commands; *each; each++)
			fprintf(to, "  %-10s %s%s\n", (*each)->name, (*each)->summary,
				each == commands ? " (where no command is named)" : "");
	}
	fprintf(to, "\n%s\n", sources);
	if (shown->details)
		fprintf(to, "%s\n", shown->details);
	fprintf(to, "Options:\n");
	print_options(to, shown->options);
	print_options(to, common_options);
	fprintf(to, "\n%s", ending);
	return fflush(to) == 0 && !ferror(to);
}

bool version_print(FILE *to)
{
	fprintf(to, "btfdump %s\n", BTFDUMP_VERSION);
	return fflush(to) == 0 && !ferror(to);
}
