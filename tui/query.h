/* SPDX-License-Identifier: BSD-2-Clause */
/* query.h - what a filter's query asks for (filter.h has its language), read into terms. */
#ifndef TUI_QUERY_H
#define TUI_QUERY_H

#include <libbtf/select.h>

#include "fuzzy.h"

#define FILTER_QUERY_MAX 255 /* of a longer query the beginning counts */

/* What costs more to find out comes later. */
enum term_kind { TERM_KIND, TERM_SIZE, TERM_ID, TERM_RUN, TERM_FUZZY, TERM_MEMBER };

enum comparison { LESS = 1, EQUAL = 2, GREATER = 4 };

struct term {
	enum term_kind kind;
	bool is_not;
	const char *raw; /* as it was typed */
	size_t raw_length;
	struct fuzzy_pattern pattern; /* FUZZY, RUN, MEMBER; of an ID its digits */
	enum fuzzy_anchor anchor;     /* RUN */
	btf_kind_set kinds;           /* KIND */
	unsigned int comparison;      /* SIZE */
	uint64_t number;              /* SIZE, ID */
};

#define TERMS_MAX ((FILTER_QUERY_MAX + 1) / 2)

struct query {
	char text[FILTER_QUERY_MAX + 1];
	char lower[FILTER_QUERY_MAX + 1]; /* of the words, where they stand in the text */
	struct term terms[TERMS_MAX];
	uint32_t count;
	letter_set letters; /* that a name must have */
	bool is_scored;
};

/* Whether it asks for something in the name, which can be there better or worse. */
bool term_is_scored(const struct term *term);

/* Reads a query; what makes no sense as a term is none. The texts of the terms are the query's own. */
void query_read(struct query *query, const char *text);

/* Whether what a query finds is surely among what another one finds: that it only narrows. False is always
 * right. */
bool query_implies(const struct query *query, const struct query *other);

#endif
