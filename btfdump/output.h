/* SPDX-License-Identifier: BSD-2-Clause */
/* output.h - standard output: through the user's pager on a terminal, in colours where wanted, and
 * with the errors of writing reported. */
#ifndef BTFDUMP_OUTPUT_H
#define BTFDUMP_OUTPUT_H

#include <sys/types.h>

#include <libbtf/out.h>

#include "cmd.h"

struct output {
	struct btf_out *out;
	bool to_terminal; /* what is written ends up on one, through a pager or not */
	bool color;
	int fd;
	const char *pager; /* NULL: none runs */
	pid_t pager_pid;
};

/* False after a report: of a --color that makes no sense, or of no memory. */
bool output_open(struct output *output, const struct cli *cli);

/* Writes out the rest and waits for the pager. `status` is what the command came to; a failure to
 * write makes it STATUS_FAILED. A reader that closed the pipe has read enough: that is quiet. */
enum status output_close(struct output *output, enum status status);

#endif
