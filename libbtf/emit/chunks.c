/* SPDX-License-Identifier: BSD-2-Clause */
/* chunks.c - the definitions of a header, written by one thread or some.
 *
 * Each thread takes the next chunk that nobody has and writes it into a memory, its slot. Who is done
 * passes on all chunks that are next in order and ready, unless another does so just then. There are
 * more slots than threads, so that hardly ever one waits for another, which costs more than to write
 * a chunk; and few enough that they stay in a core's cache. */
#include "emit/chunks.h"

#include <errno.h>
#include <pthread.h>

#include "emit/definition.h"

/* Chunks that are worth help. */
#define CHUNKS_MIN 4

#define SLOTS 8

/* Where chunk SLOTS * n + its own index is written. */
struct slot {
	struct btf_out *out;
	bool ready;
	int error; /* of its chunk */
};

struct writer {
	struct btf_plan *plan;
	bool tags;
	struct btf_out *out;
	struct slot slots[SLOTS];

	pthread_mutex_t lock; /* of all below, and of what is ready */
	pthread_cond_t passed_on;
	size_t taken; /* chunks that somebody has */
	size_t turn;  /* the chunk that is the next to be passed on */
	bool is_passing;
	int error; /* of the first chunk that has one: no other is passed on behind it */
};

/* The number of a chunk whose slot is free; the number of chunks where none is left. */
static size_t take_chunk(struct writer *writer)
{
	size_t end = writer->plan->chunk_count, chunk;

	pthread_mutex_lock(&writer->lock);
	chunk = writer->error ? end : writer->taken;
	if (chunk < end)
		writer->taken++;
	while (chunk < end && chunk >= writer->turn + SLOTS)
		pthread_cond_wait(&writer->passed_on, &writer->lock);
	pthread_mutex_unlock(&writer->lock);
	return chunk;
}

/* Passes on the chunk whose turn it is. The lock is held before and after, and not meanwhile. */
static void pass_one_on(struct writer *writer, struct slot *slot)
{
	size_t size;
	const char *text = btf_out_text(slot->out, &size);
	bool goes_on = !writer->error;

	pthread_mutex_unlock(&writer->lock);
	if (goes_on)
		btf_out_write(writer->out, text, size);
	slot->out->at = slot->out->buffer;
	pthread_mutex_lock(&writer->lock);
	if (goes_on)
		writer->error = slot->error ? slot->error : slot->out->error;
	slot->ready = false;
	writer->turn++;
	pthread_cond_broadcast(&writer->passed_on);
}

static void pass_on(struct writer *writer, struct slot *slot)
{
	pthread_mutex_lock(&writer->lock);
	slot->ready = true;
	if (!writer->is_passing) {
		writer->is_passing = true;
		while (writer->slots[writer->turn % SLOTS].ready)
			pass_one_on(writer, &writer->slots[writer->turn % SLOTS]);
		writer->is_passing = false;
	}
	pthread_mutex_unlock(&writer->lock);
}

/* What each thread does. One that can't begin leaves the work to the others. */
static void write_some(void *context)
{
	struct writer *writer = context;
	const struct btf_plan *plan = writer->plan;
	struct btf_definer definer;
	size_t chunk = plan->chunk_count;

	if (!btf_definer_init(&definer, writer->plan, writer->tags, writer->out))
		chunk = take_chunk(writer);
	for (; chunk < plan->chunk_count; chunk = take_chunk(writer)) {
		struct slot *slot = &writer->slots[chunk % SLOTS];

		definer.out = slot->out;
		slot->error = btf_define_chunk(&definer, &plan->order, &plan->chunks[chunk]);
		pass_on(writer, slot);
	}
	btf_definer_free(&definer);
}

static void write_together(struct writer *writer, struct btf_crew *crew)
{
	bool has_memory = true;

	for (size_t i = 0; i < SLOTS; i++) {
		writer->slots[i].out = btf_out_to_memory();
		has_memory = has_memory && writer->slots[i].out;
	}
	pthread_mutex_init(&writer->lock, NULL);
	pthread_cond_init(&writer->passed_on, NULL);
	if (has_memory)
		btf_crew_do(crew, write_some, writer);
	pthread_cond_destroy(&writer->passed_on);
	pthread_mutex_destroy(&writer->lock);
	for (size_t i = 0; i < SLOTS; i++)
		btf_out_free(writer->slots[i].out);
}

/* All that nobody has taken. */
static int write_rest(struct writer *writer)
{
	struct btf_plan *plan = writer->plan;
	struct btf_definer definer;
	int error = btf_definer_init(&definer, plan, writer->tags, writer->out);

	for (; writer->taken < plan->chunk_count && !error; writer->taken++)
		error = btf_define_chunk(&definer, &plan->order, &plan->chunks[writer->taken]);
	btf_definer_free(&definer);
	return error;
}

int btf_write_chunks(struct btf_plan *plan, bool tags, struct btf_crew *crew, struct btf_out *out)
{
	struct writer writer = {.plan = plan, .tags = tags, .out = out};

	if (crew && plan->chunk_count >= CHUNKS_MIN)
		write_together(&writer, crew);
	if (writer.error || (writer.taken && writer.taken == plan->chunk_count))
		return writer.error;
	return write_rest(&writer);
}
