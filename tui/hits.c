/* SPDX-License-Identifier: BSD-2-Clause */
/* hits.c - which of all places is the next one. */
#include "hits.h"

void hits_add(struct hits *hits, uint64_t place)
{
	hits->count++;
	if (hits->count == 1)
		hits->first = place;
	hits->last = place;
	if (place < hits->cursor) {
		hits->previous = place;
		hits->previous_at = hits->count;
	} else if (!hits->next_at && (place > hits->cursor || hits->direction <= 0)) {
		hits->next = place;
		hits->next_at = hits->count;
	}
}

uint64_t hits_choose(const struct hits *hits, struct find_result *result)
{
	result->count = hits->count;
	if (hits->direction < 0) {
		result->at = hits->previous_at ? hits->previous_at : hits->count;
		return hits->previous_at ? hits->previous : hits->last;
	}
	result->at = hits->next_at ? hits->next_at : hits->count != 0;
	return hits->next_at ? hits->next : hits->first;
}
