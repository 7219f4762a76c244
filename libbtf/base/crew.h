/* SPDX-License-Identifier: BSD-2-Clause */
/* crew.h - threads that help with one work after the other.
 *
 * To begin a thread can take as long as the work itself, where the scheduler lets it wait. So helpers
 * begin early, and no one waits for one that has not come: who asks for help does the work too, and
 * all of it if need be. */
#ifndef BTF_BASE_CREW_H
#define BTF_BASE_CREW_H

struct btf_crew;

/* With up to `helpers` threads, fewer where no more can begin. NULL, which the functions below take
 * for a crew of none, where there is none or no memory. */
struct btf_crew *btf_crew_new(unsigned int helpers);

/* Waits for the helpers to end. */
void btf_crew_free(struct btf_crew *crew);

/* Does `work`, as do all helpers that come before the caller is done with it. Returns when all are
 * done who began. */
void btf_crew_do(struct btf_crew *crew, void (*work)(void *context), void *context);

/* The same in two calls: asks for help and returns, does the work and waits. */
void btf_crew_call(struct btf_crew *crew, void (*work)(void *context), void *context);
void btf_crew_join(struct btf_crew *crew, void (*work)(void *context), void *context);

#endif
