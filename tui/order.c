/* SPDX-License-Identifier: BSD-2-Clause */
/* order.c - sorts lists of types. What one sorts by becomes the upper half of a number, the place in the order of
 * names the lower one, and the numbers are sorted. */
#include "order.h"

#include <stdlib.h>
#include <string.h>

#include <libbtf/layout.h>

#include "sort.h"
#include "type_words.h"

enum order_key {
	BY_SCORE,
	BY_NAME,
	BY_ID,
	BY_SIZE,
	BY_HOLES,
	BY_USES,
	KEY_COUNT,
};

static const char *const key_names[KEY_COUNT] = {"score", "name", "id", "size", "holes", "uses"};

struct order {
	const struct btf *btf;
	const struct names *names;
	enum order_key key;
	bool is_reversed;
	uint32_t *uses;  /* by id */
	uint32_t *holes; /* by id; NULL until it is asked for */
	uint32_t *ids;
	uint32_t *own; /* of a list, those of no base */
	uint32_t count;
	uint64_t *items, *spare;
};

/* Who has no meaning of his own, and is a step on the way to somebody who has. */
static bool is_step(enum btf_kind kind)
{
	return kind == BTF_K_PTR || kind == BTF_K_ARRAY || kind == BTF_K_DECL_TAG ||
	       (btf_kind_is_modifier(kind) && kind != BTF_K_TYPEDEF);
}

static uint32_t count_direct(const struct btf_use_index *index, const bool *steps, uint32_t id)
{
	uint32_t count, direct = 0;
	const struct btf_use *users = btf_use_index_of(index, id, &count);

	for (uint32_t i = 0; i < count; i++)
		direct += !steps[users[i].user_id];
	return direct;
}

/* Those who use a step use what is behind it. */
static void count_uses(struct order *order, const struct btf_use_index *index, bool *steps)
{
	const struct name_entry *entries = names_entries(order->names);
	uint32_t end = btf_id_end(order->btf);

	for (uint32_t id = 1; id < end; id++)
		steps[id] = is_step((enum btf_kind)entries[id - 1].kind);
	for (uint32_t id = 1; id < end; id++) {
		uint32_t target = steps[id] ? type_behind(order->btf, id) : id;

		if (target < end)
			order->uses[target] += count_direct(index, steps, id);
	}
}

struct order *order_new(const struct btf *btf, const struct names *names,
			const struct btf_use_index *uses)
{
	struct order *order = calloc(1, sizeof(*order));
	size_t end = btf_id_end(btf);
	bool *steps;

	if (!order)
		return NULL;
	order->btf = btf;
	order->names = names;
	order->uses = calloc(end, sizeof(*order->uses));
	order->ids = calloc(2 * end, sizeof(*order->ids));
	order->items = calloc(2 * end, sizeof(*order->items));
	steps = calloc(end, sizeof(*steps));
	if (!order->uses || !order->ids || !order->items || !steps) {
		free(steps);
		order_free(order);
		return NULL;
	}
	order->spare = order->items + end;
	order->own = order->ids + end;
	count_uses(order, uses, steps);
	free(steps);
	return order;
}

void order_free(struct order *order)
{
	if (!order)
		return;
	free(order->uses);
	free(order->holes);
	free(order->ids);
	free(order->items);
	free(order);
}

static void find_holes(struct order *order)
{
	const struct btf_id_list all = {.first = 1, .count = btf_id_end(order->btf) - 1};
	const struct btf_layout_table_options options = {.cacheline_size = 64, .with_holes = true};
	struct btf_layout_table *table;

	order->holes = calloc(btf_id_end(order->btf), sizeof(*order->holes));
	table = order->holes ? btf_layout_table_new(order->btf, all, &options, NULL) : NULL;
	for (uint32_t i = 0; table && i < table->count; i++)
		order->holes[table->rows[i].type_id] = table->rows[i].holes;
	btf_layout_table_free(table);
}

/* The larger a figure, the earlier it comes. */
static uint32_t key_of(const struct order *order, uint32_t id)
{
	const struct name_entry *entry = &names_entries(order->names)[id - 1];

	switch (order->key) {
	case BY_SCORE:
		return (entry->group <= GROUP_UNION ? 0 : 1u << 31) |
		       (INT32_MAX - (order->uses[id] < INT32_MAX ? order->uses[id] : INT32_MAX));
	case BY_NAME:
	case KEY_COUNT:
		return 0;
	case BY_ID:
		return id;
	case BY_SIZE:
		return UINT32_MAX - entry->size;
	case BY_HOLES:
		return UINT32_MAX - (order->holes ? order->holes[id] : 0);
	case BY_USES:
		return UINT32_MAX - order->uses[id];
	}
	return 0;
}

/* The lower halves are ranks of names, each of which belongs to one type: so they are sorted first. */
static void sort(struct order *order, const uint32_t *ids, uint32_t count)
{
	const struct name_entry *entries = names_entries(order->names);

	for (uint32_t i = 0; i < count; i++)
		order->items[i] = (uint64_t)entries[ids[i] - 1].rank << 32 | ids[i];
	sort_by_upper_half(order->items, order->spare, count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t id = (uint32_t)order->items[i];

		order->items[i] = (uint64_t)key_of(order, id) << 32 | id;
	}
	sort_by_upper_half(order->items, order->spare, count);
	for (uint32_t i = 0; i < count; i++)
		order->ids[i] = (uint32_t)order->items[i];
}

static void reverse(struct order *order)
{
	for (uint32_t i = 0, j = order->count; i + 1 < j; i++) {
		uint32_t id = order->ids[i];

		order->ids[i] = order->ids[--j];
		order->ids[j] = id;
	}
}

/* What is left of a list without the types of bases. */
static uint32_t keep_own(struct order *order, const uint32_t *ids, uint32_t count)
{
	uint32_t first = btf_first_id(order->btf), kept = 0;

	for (uint32_t i = 0; i < count; i++)
		if (ids[i] >= first)
			order->own[kept++] = ids[i];
	return kept;
}

void order_set(struct order *order, const struct filter *filter, bool with_bases)
{
	const uint32_t *ids = filter_ids(filter, &order->count);

	if (!with_bases) {
		order->count = keep_own(order, ids, order->count);
		ids = order->own;
	}
	if (order->key == BY_HOLES && !order->holes)
		find_holes(order);
	if ((order->key == BY_SCORE && filter_is_scored(filter)))
		memcpy(order->ids, ids, order->count * sizeof(*ids));
	else
		sort(order, ids, order->count);
	if (order->is_reversed)
		reverse(order);
}

const uint32_t *order_ids(const struct order *order, uint32_t *count)
{
	*count = order->count;
	return order->ids;
}

bool order_find(const struct order *order, uint32_t id, uint32_t *row)
{
	for (uint32_t i = 0; i < order->count; i++) {
		if (order->ids[i] != id)
			continue;
		*row = i;
		return true;
	}
	return false;
}

void order_next(struct order *order)
{
	order->key = (order->key + 1) % KEY_COUNT;
}

bool order_by_name(struct order *order, const char *name)
{
	for (unsigned int key = 0; key < KEY_COUNT; key++) {
		if (strcmp(key_names[key], name) != 0)
			continue;
		order->key = (enum order_key)key;
		return true;
	}
	return false;
}

void order_reverse(struct order *order)
{
	order->is_reversed = !order->is_reversed;
}

const char *order_name(const struct order *order)
{
	return key_names[order->key];
}

bool order_figure(const struct order *order, uint32_t id, uint32_t *figure)
{
	if (order->key == BY_USES)
		*figure = order_uses(order, id);
	else if (order->key == BY_HOLES)
		*figure = order->holes ? order->holes[id] : 0;
	else if (order->key == BY_ID)
		*figure = id;
	else
		return false;
	return true;
}

const char *order_column(const struct order *order)
{
	static const char *const columns[KEY_COUNT] = {"SIZE", "SIZE",  "ID",
						       "SIZE", "HOLES", "REFERENCES"};

	return columns[order->key];
}

bool order_is_reversed(const struct order *order)
{
	return order->is_reversed;
}

uint32_t order_uses(const struct order *order, uint32_t id)
{
	return id < btf_id_end(order->btf) ? order->uses[id] : 0;
}
