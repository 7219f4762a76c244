/* SPDX-License-Identifier: BSD-2-Clause */
/* dump_c.h - `btfdump dump --c`: types as a C header. */
#ifndef BTFDUMP_DUMP_C_H
#define BTFDUMP_DUMP_C_H

#include <libbtf/select.h>

#include "cmd.h"
#include "output.h"
#include "source.h"

/* Whether options were given that only --c takes, without it; reported then. */
bool dump_c_options_misused(const struct cli *cli);

/* Prints the header of what was selected; of all types where nothing was. */
enum status dump_c(const struct cli *cli, const struct source *source,
		   struct btf_selection *selection);

#endif
