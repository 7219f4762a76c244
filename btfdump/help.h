/* SPDX-License-Identifier: BSD-2-Clause */
/* help.h - --help and --version. */
#ifndef BTFDUMP_HELP_H
#define BTFDUMP_HELP_H

#include <stdio.h>

#include "cmd.h"

/* The program's help; with a command, that command's. False where it could not be written. */
bool help_print(FILE *to, const struct cmd *cmd);
bool version_print(FILE *to);

#endif
