/* SPDX-License-Identifier: BSD-2-Clause */
/* progress.h - a line on stderr for what takes long: on a terminal, and only after a second. */
#ifndef BTFDUMP_PROGRESS_H
#define BTFDUMP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct progress {
	bool is_wanted; /* stderr is a terminal */
	bool is_shown;
	struct timespec next; /* when to write the line again */
};

void progress_begin(struct progress *progress);

/* Cheap enough for each of a million steps. `total` is 0 where it is not known; both in bytes. */
void progress_step(struct progress *progress, uint64_t count, uint64_t done, uint64_t total);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
