/* SPDX-License-Identifier: BSD-2-Clause */
/* storm.h - random events for the browser, weighted so that one gets to its views: whole phrases (a filter, a
 * command, a mark), which are broken off or interrupted now and then, single keys, and sizes. */
#ifndef TESTS_TUI_STORM_H
#define TESTS_TUI_STORM_H

#include <stdio.h>

#include <libbtf/btf.h>

#include "event.h"

#define STORM_KEYS_MAX 600

struct storm {
	uint64_t random;        /* the state of random.h */
	const struct btf *btf;  /* whose names are typed */
	const char *value_path; /* of a file with values; "": none */
	bool resizes;
	tui_key keys[STORM_KEYS_MAX]; /* of the phrase that is being typed */
	unsigned int count, at;
};

struct event storm_next(struct storm *storm);
struct event storm_size(struct storm *storm);

/* As a line of a script. */
void storm_write(const struct event *event, FILE *script);

#endif
