/* SPDX-License-Identifier: BSD-2-Clause */
/* filter.h - which types does a query mean, and which of them first?
 *
 * A query is terms with blanks between them. All must hold:
 *
 *	word            the name has these letters in this order (fuzzy.h)
 *	'word           ... as they stand
 *	^word  word$    ... at its start, at its end
 *	^word$          it is the name
 *	struct word     the word, of that kind, as C has it; also union, enum, typedef, func, var
 *	k:struct,union  the kind; the beginning of a kind's name will do
 *	m:word          a struct or union with a member whose name has that in it, also one of a member
 *			without a name; an enum with such an enumerator
 *	size>=1k        its size in bytes: > >= < <= =, with k and M for 1024 and 1024 * 1024
 *	#12             its id begins so
 *	!term           the term does not hold; of a plain word: the name does not have it as it stands
 *
 * A word with a capital in it is taken as it is, others in any case. A term that is still being typed (`k:`,
 * `size>`, `!`, `'`) holds for everything.
 */
#ifndef TUI_FILTER_H
#define TUI_FILTER_H

#include "names.h"
#include "query.h"

struct filter;

/* NULL where there is no memory: all that is needed is taken here. BTF and names must outlive it. It matches
 * nothing until the first filter_set(). Freeing NULL is fine. */
struct filter *filter_new(const struct btf *btf, const struct names *names);
void filter_free(struct filter *filter);

/* Finds the types of these kind groups, those without a name only where they are asked for, that the query
 * matches. Typing on and deleting what was typed last is cheap. */
void filter_set(struct filter *filter, const char *query, uint32_t groups, bool anonymous);

/* Their ids, `*count` of them, until the next filter_set(). Where the query asks for something in the name:
 * the exact name (and id) first, then by score, kind (struct, union, typedef, enum, func, others), length, id.
 * Else by id. */
const uint32_t *filter_ids(const struct filter *filter, uint32_t *count);
bool filter_is_scored(const struct filter *filter);

/* Which bytes of a name the query matched, ascending, `max` at most; how many. 0 for a name that does not
 * match. */
size_t filter_positions(const struct filter *filter, const char *name, uint16_t *positions,
			size_t max);

#endif
