/* SPDX-License-Identifier: BSD-2-Clause */
/* select.c - operands to types, and what to say where there are none. */
#include "select.h"

#include <stdio.h>
#include <string.h>

#include "report.h"

/* What stands behind "struct:" or "struct ", if that does. */
static const char *name_in_pattern(const char *pattern)
{
	const char *separator = strpbrk(pattern, ": ");

	return separator && separator[1] ? separator + 1 : pattern;
}

/* Ids and globs have no neighbours. */
static size_t near_names(const struct btf *btf, const char *pattern, const char **names, size_t max)
{
	if (*pattern == '#' || strpbrk(pattern, "*?["))
		return 0;
	return btf_near_names(btf, name_in_pattern(pattern), names, max);
}

void report_not_found(const struct source *source, const char *pattern)
{
	const char *near[5];
	char names[400] = "";
	size_t count = near_names(source->btf, pattern, near, sizeof(near) / sizeof(near[0]));

	for (size_t i = 0; i < count; i++)
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%s%s",
			 i ? ", " : "; near it: ", near[i]);
	report("%s: no type '%s'%s", source->name, pattern, names);
}

enum status select_operands(const struct cli *cli, const struct source *source, btf_kind_set kinds,
			    struct btf_selection *selection)
{
	enum status status = STATUS_OK;

	for (size_t i = 1; i < cli->operand_count; i++) {
		struct btf_error error;
		int64_t added = btf_select(source->btf, cli->operands[i], kinds, selection, &error);

		if (added < 0) {
			report("%s", error.text);
			return STATUS_USAGE;
		}
		if (!added) {
			report_not_found(source, cli->operands[i]);
			status = STATUS_FAILED;
		}
	}
	return status;
}
