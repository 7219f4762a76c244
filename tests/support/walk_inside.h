/* SPDX-License-Identifier: BSD-2-Clause */
/* walk_inside.h - the parts of a walk. */
#ifndef TESTS_SUPPORT_WALK_INSIDE_H
#define TESTS_SUPPORT_WALK_INSIDE_H

#include <stdio.h>
#include <stdlib.h>

#include "walk.h"

#define must(condition)                                                                 \
	do {                                                                            \
		if (!(condition)) {                                                     \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                        \
		}                                                                       \
	} while (0)

/* Where the members of every struct lie, in place and not. */
void walk_layouts(const struct btf *btf);

/* Bytes as values of every type. */
void walk_values(const struct btf *btf);

/* All that can be printed, in every way. */
void walk_emitters(const struct btf *btf);

#endif
