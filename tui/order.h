/* SPDX-License-Identifier: BSD-2-Clause */
/* order.h - in which order a list of types stands.
 *
 *	score   what matches the filter best; without a word in it, structs and unions first, and of each those
 *	        that are used most
 *	name, id, size, holes (how many), uses (through pointers too): equal ones by name */
#ifndef TUI_ORDER_H
#define TUI_ORDER_H

#include <libbtf/index.h>

#include "filter.h"

struct order;

/* NULL: no memory. All must outlive it. */
struct order *order_new(const struct btf *btf, const struct names *names,
			const struct btf_use_index *uses);
void order_free(struct order *order);

/* Takes over what a filter found, in order: its own types alone, or those of its bases too. */
void order_set(struct order *order, const struct filter *filter, bool with_bases);
const uint32_t *order_ids(const struct order *order, uint32_t *count);

/* Where a type stands; false: it is not among them. */
bool order_find(const struct order *order, uint32_t id, uint32_t *row);

/* The next way of sorting, or one by its name; and the other way round. False: there is none of that name. They
 * hold from the next order_set() on. */
void order_next(struct order *order);
bool order_by_name(struct order *order, const char *name);
void order_reverse(struct order *order);

const char *order_name(const struct order *order);
bool order_is_reversed(const struct order *order);

/* What it is sorted by, as a figure of a type: false where that is none but its size. And the word for the column
 * that shows it. */
bool order_figure(const struct order *order, uint32_t id, uint32_t *figure);
const char *order_column(const struct order *order);

/* How many use a type, directly or through pointers, arrays and qualifiers. */
uint32_t order_uses(const struct order *order, uint32_t id);

#endif
