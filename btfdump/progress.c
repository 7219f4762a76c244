/* SPDX-License-Identifier: BSD-2-Clause */
/* progress.c - a line on stderr for what takes long. */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

#define STEPS_MASK  1023      /* the clock is not asked at each step */
#define INTERVAL_NS 200000000 /* between two lines */

static bool is_past(const struct timespec *now, const struct timespec *then)
{
	return now->tv_sec > then->tv_sec ||
	       (now->tv_sec == then->tv_sec && now->tv_nsec >= then->tv_nsec);
}

void progress_begin(struct progress *progress)
{
	*progress = (struct progress){.is_wanted = isatty(STDERR_FILENO)};
	clock_gettime(CLOCK_MONOTONIC, &progress->next);
	progress->next.tv_sec++;
}

void progress_step(struct progress *progress, uint64_t count, uint64_t done, uint64_t total)
{
	struct timespec now;

	if (!progress->is_wanted || (count & STEPS_MASK))
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!is_past(&now, &progress->next))
		return;
	progress->is_shown = true;
	progress->next = now;
	progress->next.tv_nsec += INTERVAL_NS;
	if (progress->next.tv_nsec >= 1000000000) {
		progress->next.tv_nsec -= 1000000000;
		progress->next.tv_sec++;
	}
	fprintf(stderr, "\r%llu values, %llu MiB", (unsigned long long)count,
		(unsigned long long)(done >> 20));
	if (total)
		fprintf(stderr, " (%llu %%)", (unsigned long long)(done * 100 / total));
	fprintf(stderr, "\033[K");
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->is_shown)
		fprintf(stderr, "\r\033[K");
	progress->is_shown = false;
}
