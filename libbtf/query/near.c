/* SPDX-License-Identifier: BSD-2-Clause */
/* near.c - names near to one that was not found.
 *
 * The distance is the number of letters that are added, dropped, changed or swapped with their
 * neighbour (optimal string alignment), without regard to case. A name that contains the one
 * asked for, or that misses no letter of it, is near too, behind those. Only names in reach are
 * looked at: a distance of up to a third of the letters, and 3 at most.
 */
#include <libbtf/select.h>

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define LENGTH_MAX    63
#define DISTANCE_MAX  3
#define RANK_CONTAINS (DISTANCE_MAX + 1) /* behind all that are within the distance */
#define RANK_NONE     (DISTANCE_MAX + 2)

static unsigned int least(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/* The distance; both are LENGTH_MAX letters long at most. */
static unsigned int distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned char rows[3][LENGTH_MAX + 1];
	unsigned char *before = rows[0], *last = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b_length; j++)
		last[j] = (unsigned char)j;
	for (size_t i = 1; i <= a_length; i++) {
		unsigned char *spare = before;
		int letter = tolower((unsigned char)a[i - 1]);

		row[0] = (unsigned char)i;
		for (size_t j = 1; j <= b_length; j++) {
			int other = tolower((unsigned char)b[j - 1]);
			unsigned int best = least(last[j] + 1u, row[j - 1] + 1u);

			best = least(best, last[j - 1] + (letter != other));
			if (i > 1 && j > 1 && letter == tolower((unsigned char)b[j - 2]) &&
			    other == tolower((unsigned char)a[i - 2]))
				best = least(best, before[j - 2] + 1u);
			row[j] = (unsigned char)best;
		}
		before = last;
		last = row;
		row = spare;
	}
	return last[b_length];
}

/* How near; RANK_NONE: not. */
static unsigned int rank(const char *wanted, size_t wanted_length, const char *name)
{
	unsigned int reach = least((unsigned int)(wanted_length + 2) / 3, DISTANCE_MAX);
	size_t length = strnlen(name, LENGTH_MAX + 1);

	if (length <= LENGTH_MAX && length + reach >= wanted_length &&
	    wanted_length + reach >= length) {
		unsigned int found = distance(wanted, wanted_length, name, length);

		if (found <= reach)
			return found;
	}
	return wanted_length >= 3 && strcasestr(name, wanted) ? RANK_CONTAINS : RANK_NONE;
}

/* The best so far, sorted; of equal rank the shorter name first. */
struct nearest {
	const char **names;
	unsigned int ranks[16];
	size_t count, max;
};

static void consider(struct nearest *nearest, const char *name, unsigned int new_rank)
{
	size_t at = nearest->count;

	for (size_t i = 0; i < nearest->count; i++)
		if (strcmp(nearest->names[i], name) == 0)
			return;
	while (at && (nearest->ranks[at - 1] > new_rank ||
		      (nearest->ranks[at - 1] == new_rank &&
		       strlen(nearest->names[at - 1]) > strlen(name))))
		at--;
	if (at == nearest->max)
		return;
	if (nearest->count < nearest->max)
		nearest->count++;
	for (size_t i = nearest->count - 1; i > at; i--) {
		nearest->names[i] = nearest->names[i - 1];
		nearest->ranks[i] = nearest->ranks[i - 1];
	}
	nearest->names[at] = name;
	nearest->ranks[at] = new_rank;
}

size_t btf_near_names(const struct btf *btf, const char *name, const char **names, size_t max)
{
	struct nearest nearest = {.names = names};
	size_t length = strnlen(name, LENGTH_MAX + 1);

	nearest.max = max < 16 ? max : 16;
	if (!length || length > LENGTH_MAX)
		return 0;
	for (uint32_t id = btf_first_id(btf); id < btf_id_end(btf); id++) {
		const char *candidate = btf_type_at(btf, id).name;
		unsigned int found = *candidate ? rank(name, length, candidate) : RANK_NONE;

		if (found != RANK_NONE)
			consider(&nearest, candidate, found);
	}
	return nearest.count;
}
