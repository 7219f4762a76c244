/* SPDX-License-Identifier: BSD-2-Clause */
/* crew.c - threads that help with one work after the other. */
#include "base/crew.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#define HELPERS_MAX 3

struct btf_crew {
	pthread_t helpers[HELPERS_MAX];
	unsigned int count;

	pthread_mutex_t lock; /* of all below */
	pthread_cond_t called, done;
	void (*work)(void *context); /* NULL: nothing is to be done */
	void *context;
	unsigned int call; /* counts the calls, so that a helper does no work twice */
	unsigned int busy; /* helpers at work */
	bool ends;
};

static void *help(void *context)
{
	struct btf_crew *crew = context;
	unsigned int last_call = 0;

	pthread_mutex_lock(&crew->lock);
	while (!crew->ends) {
		void (*work)(void *context) = crew->work;

		if (!work || crew->call == last_call) {
			pthread_cond_wait(&crew->called, &crew->lock);
			continue;
		}
		last_call = crew->call;
		crew->busy++;
		pthread_mutex_unlock(&crew->lock);
		work(crew->context);
		pthread_mutex_lock(&crew->lock);
		crew->busy--;
		pthread_cond_signal(&crew->done);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

struct btf_crew *btf_crew_new(unsigned int helpers)
{
	struct btf_crew *crew = helpers ? calloc(1, sizeof(*crew)) : NULL;

	if (!crew)
		return NULL;
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->called, NULL);
	pthread_cond_init(&crew->done, NULL);
	while (crew->count < helpers && crew->count < HELPERS_MAX &&
	       pthread_create(&crew->helpers[crew->count], NULL, help, crew) == 0)
		crew->count++;
	return crew;
}

void btf_crew_free(struct btf_crew *crew)
{
	if (!crew)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->ends = true;
	pthread_cond_broadcast(&crew->called);
	pthread_mutex_unlock(&crew->lock);
	for (unsigned int i = 0; i < crew->count; i++)
		pthread_join(crew->helpers[i], NULL);
	pthread_cond_destroy(&crew->done);
	pthread_cond_destroy(&crew->called);
	pthread_mutex_destroy(&crew->lock);
	free(crew);
}

void btf_crew_call(struct btf_crew *crew, void (*work)(void *context), void *context)
{
	if (!crew)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->work = work;
	crew->context = context;
	crew->call++;
	pthread_cond_broadcast(&crew->called);
	pthread_mutex_unlock(&crew->lock);
}

void btf_crew_join(struct btf_crew *crew, void (*work)(void *context), void *context)
{
	work(context);
	if (!crew)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->work = NULL;
	while (crew->busy)
		pthread_cond_wait(&crew->done, &crew->lock);
	pthread_mutex_unlock(&crew->lock);
}

void btf_crew_do(struct btf_crew *crew, void (*work)(void *context), void *context)
{
	btf_crew_call(crew, work, context);
	btf_crew_join(crew, work, context);
}
