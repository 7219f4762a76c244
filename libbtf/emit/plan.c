/* SPDX-License-Identifier: BSD-2-Clause */
/* plan.c - what is decided of a header before its first definition is written.
 *
 * The order, and the alignments and insides of structs don't need each other: they are found side by
 * side.
 * Names are given in the order in which they will be written, by a walk over all that will be. */
#include "emit/plan.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "emit/inside.h"
#include "model/record.h"
#include <libbtf/resolve.h>

/* What a chunk holds, in types and their elements: some 40 KB of text. */
#define CHUNK_WEIGHT 1500

/* What looks at all structs in a list: how they are aligned, and whether bodies stand in them. */
struct look {
	struct btf_plan *plan;
	struct btf_id_list list;
	atomic_flag is_taken; /* somebody does it, or has */
};

static void look_at_structs(void *context)
{
	struct look *look = context;
	struct btf_plan *plan = look->plan;

	if (atomic_flag_test_and_set(&look->is_taken))
		return;
	for (uint32_t n = 0; n < look->list.count; n++) {
		uint32_t id = look->list.ids ? look->list.ids[n] : look->list.first + n;

		if (btf_type_is_struct(plan->btf, id))
			plan->bodies[id] = (uint8_t)btf_bodies_inside(&plan->placer, id);
	}
}

/* A helper that has come meanwhile looks at the structs; else that is done behind the order. */
static int find_order_and_look(struct btf_plan *plan, struct btf_id_list list,
			       struct btf_crew *crew, struct btf_error *err)
{
	struct look look = {plan, list, ATOMIC_FLAG_INIT};
	int result;

	btf_crew_call(crew, look_at_structs, &look);
	result = btf_order_types(plan->btf, list, &plan->order, err);
	btf_crew_join(crew, look_at_structs, &look);
	return result;
}

/* How many names there will be: those of anonymous enums' enumerators come on top. */
static size_t count_names(const struct btf_plan *plan)
{
	size_t count = plan->order.count;

	for (size_t i = 0; i < plan->order.count; i++)
		if (btf_type_is_enum(plan->btf, plan->order.steps[i].id))
			count += btf_type_vlen(plan->btf, plan->order.steps[i].id);
	return count + count / 4;
}

static void name_enumerators(void *context, uint32_t id)
{
	struct btf_plan *plan = context;

	btf_names_add_enumerators(plan->names, id);
}

/* Names a type and the enumerators in its definition. */
static int name_step(struct btf_plan *plan, const struct btf_step *step)
{
	const struct btf_enum_walk walk = {&plan->placer, plan->bodies, name_enumerators, plan};
	const uint8_t *record = btf_record(plan->btf, step->id);
	enum btf_kind kind = btf_record_kind(record);

	if (step->kind == BTF_STEP_DECLARE)
		return 0;
	btf_names_add(plan->names, step->id);
	if (step->kind == BTF_STEP_FORWARD || kind == BTF_K_INT || kind == BTF_K_FLOAT)
		return 0;
	if (kind == BTF_K_TYPEDEF)
		return btf_walk_enums_of_type(&walk, btf_record_size_or_type(record),
					      !btf_record_is_named(plan->btf, record), 0);
	return btf_walk_enums_of_body(&walk, step->id, 0);
}

static struct btf_chunk *add_chunk(struct btf_plan *plan, size_t first)
{
	struct btf_chunk *chunks = plan->chunks;

	if (plan->chunk_count == plan->chunk_capacity) {
		size_t capacity = plan->chunk_capacity ? 2 * plan->chunk_capacity : 128;

		chunks = reallocarray(chunks, capacity, sizeof(*chunks));
		if (!chunks)
			return NULL;
		plan->chunks = chunks;
		plan->chunk_capacity = capacity;
	}
	chunks += plan->chunk_count++;
	*chunks = (struct btf_chunk){first, first, btf_names_enumerator_count(plan->names)};
	return chunks;
}

static int name_and_cut(struct btf_plan *plan)
{
	struct btf_chunk *chunk = NULL;
	size_t weight = CHUNK_WEIGHT;

	for (size_t i = 0; i < plan->order.count; i++) {
		const struct btf_step *step = &plan->order.steps[i];
		int result;

		if (weight >= CHUNK_WEIGHT) {
			chunk = add_chunk(plan, i);
			weight = 0;
		}
		if (!chunk)
			return -ENOMEM;
		result = name_step(plan, step);
		if (result)
			return result;
		chunk->end = i + 1;
		weight++;
		if (step->kind == BTF_STEP_DEFINE)
			weight += btf_type_vlen(plan->btf, step->id);
	}
	return btf_names_error(plan->names);
}

int btf_plan_make(struct btf_plan *plan, const struct btf *btf, struct btf_id_list list,
		  const char *flavor, struct btf_crew *crew, struct btf_error *err)
{
	int result;

	plan->btf = btf;
	plan->bodies = btf_table_new(btf_id_end(btf), sizeof(*plan->bodies));
	if (btf_placer_init(&plan->placer, btf) || !plan->bodies)
		return btf_fail(err, -ENOMEM, "no memory");
	result = find_order_and_look(plan, list, crew, err);
	if (result)
		return result;
	plan->names = btf_names_new(btf, flavor, count_names(plan));
	result = plan->names ? name_and_cut(plan) : -ENOMEM;
	return result ? btf_fail(err, result, "%s", strerror(-result)) : 0;
}

void btf_plan_free(struct btf_plan *plan)
{
	btf_order_free(&plan->order);
	btf_names_free(plan->names);
	btf_placer_free(&plan->placer);
	free(plan->chunks);
	free(plan->bodies);
}
