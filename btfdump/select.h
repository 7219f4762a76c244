/* SPDX-License-Identifier: BSD-2-Clause */
/* select.h - the types that the operands behind SOURCE name. */
#ifndef BTFDUMP_SELECT_H
#define BTFDUMP_SELECT_H

#include <libbtf/select.h>

#include "cmd.h"
#include "source.h"

/* Adds what they match to `selection`. What matches nothing is reported, with names that are near,
 * and makes STATUS_FAILED; what is no pattern STATUS_USAGE. */
enum status select_operands(const struct cli *cli, const struct source *source, btf_kind_set kinds,
			    struct btf_selection *selection);

/* Reports that there is no such type, with names that are near. */
void report_not_found(const struct source *source, const char *pattern);

#endif
