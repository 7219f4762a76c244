/* SPDX-License-Identifier: BSD-2-Clause */
/* hits.h - the places where something is found, of which one is gone to: rows of a list, or bytes. */
#ifndef TUI_HITS_H
#define TUI_HITS_H

#include <stdint.h>

/* The `at`th of `count` hits. */
struct find_result {
	uint32_t at, count; /* from 1; 0: none */
};

struct hits {
	uint64_t cursor;
	int direction; /* 0: the one at or behind the cursor is wanted; 1: behind it; -1: before it */
	uint32_t count;
	uint64_t first, last;
	uint64_t next, previous;
	uint32_t next_at, previous_at; /* which of all; 0: there is none yet */
};

/* One more place, behind those that are known. */
void hits_add(struct hits *hits, uint64_t place);

/* The place to go to, where there are any. Behind the last one it begins anew. */
uint64_t hits_choose(const struct hits *hits, struct find_result *result);

#endif
