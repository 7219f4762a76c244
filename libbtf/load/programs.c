/* SPDX-License-Identifier: BSD-2-Clause */
/* programs.c - names of BPF programs by their ids: a sorted table. */
#include "load/programs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

struct program {
	uint32_t id;
	char *name;
};

struct btf_programs {
	struct program *programs; /* by ascending ids */
	size_t count, capacity;
};

struct btf_programs *btf_programs_new(struct btf_error *err)
{
	struct btf_programs *programs = calloc(1, sizeof(*programs));

	if (!programs)
		btf_fail(err, -ENOMEM, "no memory for a list of programs");
	return programs;
}

void btf_programs_free(struct btf_programs *programs)
{
	if (!programs)
		return;
	for (size_t i = 0; i < programs->count; i++)
		free(programs->programs[i].name);
	free(programs->programs);
	free(programs);
}

/* Where the id is, or belongs. Most lists ascend, so the end is tried first. */
static size_t find(const struct btf_programs *programs, uint32_t id)
{
	size_t low = 0, high = programs->count;

	if (high && programs->programs[high - 1].id < id)
		return high;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (programs->programs[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_at(const struct btf_programs *programs, size_t at, uint32_t id)
{
	return at < programs->count && programs->programs[at].id == id;
}

/* A place for the id, which is not there yet; false: no memory. */
static bool make_room(struct btf_programs *programs, size_t at, uint32_t id)
{
	struct program *table = programs->programs;

	if (programs->count == programs->capacity) {
		size_t capacity = programs->capacity ? 2 * programs->capacity : 64;

		table = realloc(table, capacity * sizeof(*table));
		if (!table)
			return false;
		programs->programs = table;
		programs->capacity = capacity;
	}
	memmove(table + at + 1, table + at, (programs->count - at) * sizeof(*table));
	table[at] = (struct program){.id = id};
	programs->count++;
	return true;
}

int btf_programs_add(struct btf_programs *programs, uint32_t id, const char *name,
		     struct btf_error *err)
{
	size_t at = find(programs, id);
	char *copy = strdup(name);

	if (!copy || (!is_at(programs, at, id) && !make_room(programs, at, id))) {
		free(copy);
		return btf_fail(err, -ENOMEM, "no memory for a list of programs");
	}
	free(programs->programs[at].name);
	programs->programs[at].name = copy;
	return 0;
}

const char *btf_program_name(const struct btf_programs *programs, uint32_t id)
{
	size_t at = find(programs, id);

	return is_at(programs, at, id) ? programs->programs[at].name : NULL;
}
