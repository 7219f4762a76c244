/* SPDX-License-Identifier: BSD-2-Clause */
/* filter.c - which types does a query mean, and which of them first?
 *
 * A query is read into terms, and each entry is held against them: against the sets of letters first. What
 * was found stays, level upon level, as long as the query is only typed on: where the terms of the new query
 * imply those of a level, only what is on that level has to be looked at; and after a Backspace the level
 * below is the answer.
 */
#include "filter.h"

#include <stdlib.h>
#include <string.h>

#include <libbtf/resolve.h>

#include "query.h"
#include "sort.h"

/* What a query found, and was: one that the next level's begins with. */
struct level {
	char text[FILTER_QUERY_MAX + 1];
	uint32_t start, count; /* in the ids of all levels */
};

#define LEVELS_MAX 32

struct filter {
	const struct btf *btf;
	const struct names *names;
	uint32_t groups;
	bool anonymous;
	struct query query, other;
	struct level levels[LEVELS_MAX];
	uint32_t level_count;
	uint32_t *ids; /* of all levels, one behind the other */
	size_t ids_max;
	uint64_t *items, *spare; /* to be sorted: how far behind, and the entry's index */
	uint64_t *candidates;    /* a bit for each entry */
};

/* A struct can be nested a thousand ways in a hostile file. */
#define NESTED_DEPTH_MAX   8
#define NESTED_MEMBERS_MAX 1024

static bool has_enumerator(const struct btf *btf, uint32_t id, const struct fuzzy_pattern *pattern)
{
	uint32_t vlen = btf_type_vlen(btf, id), i = 0;

	while (i < vlen && !fuzzy_is_in(pattern, btf_enumerator_at(btf, id, i).name))
		i++;
	return i < vlen;
}

static bool has_member(const struct btf *btf, uint32_t id, const struct fuzzy_pattern *pattern,
		       unsigned int depth, unsigned int *nested)
{
	struct btf_type_info type = btf_type_at(btf, id);

	if (!depth && (type.kind == BTF_K_ENUM || type.kind == BTF_K_ENUM64))
		return has_enumerator(btf, id, pattern);
	if ((type.kind != BTF_K_STRUCT && type.kind != BTF_K_UNION) || depth > NESTED_DEPTH_MAX)
		return false;
	for (uint32_t i = 0; i < type.vlen; i++) {
		struct btf_member_info member = btf_member_at(btf, id, i);

		if (depth && ++*nested > NESTED_MEMBERS_MAX)
			return false;
		if (*member.name ? fuzzy_is_in(pattern, member.name)
				 : has_member(btf, member.type_id, pattern, depth + 1, nested))
			return true;
	}
	return false;
}

static bool has_size(const struct term *term, const struct name_entry *entry)
{
	unsigned int found = entry->size < term->number   ? LESS
			     : entry->size > term->number ? GREATER
							  : EQUAL;

	return btf_kind_has_size((enum btf_kind)entry->kind) && (term->comparison & found);
}

static bool has_kind(const struct term *term, const struct name_entry *entry)
{
	return term->kinds >> (entry->kind < 31 ? entry->kind : 31) & 1;
}

/* Whether its digits are the first ones of the id's. */
static bool begins_id(const struct term *term, uint64_t id)
{
	while (id > term->number)
		id /= 10;
	return id == term->number && id && *term->pattern.text != '0';
}

/* The score of a term, 0 for one that holds and has none, -1 for one that does not hold. */
static int score_of(const struct filter *filter, const struct term *term,
		    const struct name_entry *entry, uint32_t id)
{
	struct fuzzy_name name = names_fuzzy(filter->names, entry);
	unsigned int nested = 0;
	int score = -1;

	switch (term->kind) {
	case TERM_KIND:
		score = has_kind(term, entry) ? 0 : -1;
		break;
	case TERM_SIZE:
		score = has_size(term, entry) ? 0 : -1;
		break;
	case TERM_ID:
		score = begins_id(term, id) ? 0 : -1;
		break;
	case TERM_RUN:
		score = fuzzy_run_score(&term->pattern, &name, term->anchor, NULL);
		break;
	case TERM_FUZZY:
		score = fuzzy_score(&term->pattern, &name, NULL);
		break;
	case TERM_MEMBER:
		score = has_member(filter->btf, id, &term->pattern, 0, &nested) ? 0 : -1;
		break;
	}
	if (term->is_not)
		return score < 0 ? 0 : -1;
	return score;
}

/* The whole name, or the whole id: of a term that holds. */
static bool is_exact(const struct term *term, const struct name_entry *entry, uint32_t id)
{
	if (term_is_scored(term))
		return term->pattern.length == entry->length;
	return term->kind == TERM_ID && !term->is_not && term->number == id;
}

static const uint8_t place_of_group[GROUP_COUNT] = {
	[GROUP_STRUCT] = 0, [GROUP_UNION] = 1, [GROUP_TYPEDEF] = 2,
	[GROUP_ENUM] = 3,   [GROUP_FUNC] = 4,  [GROUP_VAR] = 5,
	[GROUP_INT] = 6,    [GROUP_FWD] = 7,   [GROUP_OTHER] = 8,
};

#define SCORE_MAX 0xffff

/* How far behind: from the top 1 bit not exact, 16 of score, 4 of kind, 10 of length. */
static uint32_t distance_of(const struct name_entry *entry, bool exact, int score)
{
	uint32_t lost = SCORE_MAX - (uint32_t)(score < SCORE_MAX ? score : SCORE_MAX);

	return (exact ? 0 : 1u << 30) | lost << 14 | (uint32_t)place_of_group[entry->group] << 10 |
	       entry->length;
}

static bool matches(const struct filter *filter, const struct name_entry *entry, uint32_t id,
		    uint32_t *distance)
{
	const struct query *query = &filter->query;
	bool exact = false;
	int total = 0;

	if (!(filter->groups >> entry->group & 1) || (entry->is_anonymous && !filter->anonymous) ||
	    (entry->letters & query->letters) != query->letters)
		return false;
	for (uint32_t i = 0; i < query->count; i++) {
		int score = score_of(filter, &query->terms[i], entry, id);

		if (score < 0)
			return false;
		total += score;
		exact |= is_exact(&query->terms[i], entry, id);
	}
	*distance = distance_of(entry, exact, total);
	return true;
}

static size_t words_of(uint32_t count)
{
	return (count + 63) / 64;
}

/* Those of a level, or all. */
static void mark_candidates(struct filter *filter, const struct level *level)
{
	uint32_t count = names_count(filter->names);
	size_t words = words_of(count);

	memset(filter->candidates, level ? 0 : 0xff, words * sizeof(uint64_t));
	if (!level && count % 64)
		filter->candidates[words - 1] = (1ull << count % 64) - 1;
	for (uint32_t i = 0; level && i < level->count; i++) {
		uint32_t index = filter->ids[level->start + i] - 1;

		filter->candidates[index / 64] |= 1ull << index % 64;
	}
}

/* Makes items of the candidates that match, in the order of ids; how many. */
static uint32_t gather(struct filter *filter)
{
	const struct name_entry *entries = names_entries(filter->names);
	size_t words = words_of(names_count(filter->names));
	uint32_t count = 0, distance;

	for (size_t word = 0; word < words; word++) {
		for (uint64_t left = filter->candidates[word]; left; left &= left - 1) {
			uint32_t index = (uint32_t)(64 * word) + (uint32_t)__builtin_ctzll(left);

			if (matches(filter, &entries[index], index + 1, &distance))
				filter->items[count++] = (uint64_t)distance << 32 | index;
		}
	}
	return count;
}

/* Levels */

static size_t levels_end(const struct filter *filter)
{
	const struct level *level = filter->levels;

	if (!filter->level_count)
		return 0;
	level += filter->level_count - 1;
	return (size_t)level->start + level->count;
}

static void drop_first_level(struct filter *filter)
{
	uint32_t gone = filter->levels[0].count;

	memmove(filter->ids, filter->ids + gone,
		(levels_end(filter) - gone) * sizeof(*filter->ids));
	memmove(filter->levels, filter->levels + 1,
		--filter->level_count * sizeof(*filter->levels));
	for (uint32_t i = 0; i < filter->level_count; i++)
		filter->levels[i].start -= gone;
}

static void push_level(struct filter *filter, uint32_t count)
{
	struct level *level;
	uint32_t *ids;

	while (filter->level_count == LEVELS_MAX || levels_end(filter) + count > filter->ids_max)
		drop_first_level(filter);
	level = &filter->levels[filter->level_count];
	level->start = (uint32_t)levels_end(filter);
	level->count = count;
	memcpy(level->text, filter->query.text, sizeof(level->text));
	ids = filter->ids + level->start;
	for (uint32_t i = 0; i < count; i++)
		ids[i] = (uint32_t)filter->items[i] + 1;
	filter->level_count++;
}

/* The top one of those that have all that the query can match; NULL: none has. */
static const struct level *level_to_search(struct filter *filter)
{
	for (uint32_t i = filter->level_count; i-- > 0;) {
		query_read(&filter->other, filter->levels[i].text);
		if (query_implies(&filter->query, &filter->other))
			return &filter->levels[i];
	}
	return NULL;
}

static void drop_levels(struct filter *filter, uint32_t groups, bool anonymous)
{
	if (filter->groups != groups || filter->anonymous != anonymous)
		filter->level_count = 0;
	while (filter->level_count) {
		const char *text = filter->levels[filter->level_count - 1].text;

		if (strncmp(text, filter->query.text, strlen(text)) == 0)
			break;
		filter->level_count--;
	}
}

void filter_set(struct filter *filter, const char *text, uint32_t groups, bool anonymous)
{
	uint32_t count;

	query_read(&filter->query, text);
	drop_levels(filter, groups, anonymous);
	filter->groups = groups;
	filter->anonymous = anonymous;
	if (filter->level_count &&
	    strcmp(filter->levels[filter->level_count - 1].text, filter->query.text) == 0)
		return;
	mark_candidates(filter, level_to_search(filter));
	count = gather(filter);
	if (filter->query.is_scored)
		sort_by_upper_half(filter->items, filter->spare, count);
	push_level(filter, count);
}

const uint32_t *filter_ids(const struct filter *filter, uint32_t *count)
{
	if (!filter->level_count) {
		*count = 0;
		return filter->ids;
	}
	*count = filter->levels[filter->level_count - 1].count;
	return filter->ids + filter->levels[filter->level_count - 1].start;
}

bool filter_is_scored(const struct filter *filter)
{
	return filter->query.is_scored;
}

/* Marks the bytes that a term matched; false where it does not match. */
static bool mark(const struct term *term, const struct fuzzy_name *name, bool marks[FUZZY_NAME_MAX])
{
	uint16_t at[FILTER_QUERY_MAX];

	if (term->kind == TERM_RUN) {
		if (fuzzy_run_score(&term->pattern, name, term->anchor, at) < 0)
			return false;
		memset(marks + at[0], true, term->pattern.length);
		return true;
	}
	if (fuzzy_score(&term->pattern, name, at) < 0)
		return false;
	for (uint32_t n = 0; n < term->pattern.length; n++)
		marks[at[n]] = true;
	return true;
}

size_t filter_positions(const struct filter *filter, const char *text, uint16_t *positions,
			size_t max)
{
	char room[FUZZY_NAME_MAX + FUZZY_SLACK];
	struct fuzzy_name name = fuzzy_name_of(text, room);
	bool marks[FUZZY_NAME_MAX] = {false};
	size_t count = 0;

	for (uint32_t i = 0; i < filter->query.count; i++)
		if (term_is_scored(&filter->query.terms[i]) &&
		    !mark(&filter->query.terms[i], &name, marks))
			return 0;
	for (uint32_t at = 0; at < name.length && count < max; at++)
		if (marks[at])
			positions[count++] = (uint16_t)at;
	return count;
}

struct filter *filter_new(const struct btf *btf, const struct names *names)
{
	struct filter *filter = calloc(1, sizeof(*filter));
	size_t count = names_count(names);

	if (!filter)
		return NULL;
	filter->btf = btf;
	filter->names = names;
	filter->ids_max = 4 * count;
	filter->ids = malloc(filter->ids_max * sizeof(*filter->ids) + 1);
	filter->items = malloc(2 * count * sizeof(*filter->items) + 1);
	filter->candidates = malloc(words_of((uint32_t)count) * sizeof(*filter->candidates) + 1);
	if (filter->ids && filter->items && filter->candidates) {
		filter->spare = filter->items + count;
		return filter;
	}
	filter_free(filter);
	return NULL;
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	free(filter->ids);
	free(filter->items);
	free(filter->candidates);
	free(filter);
}
