/* SPDX-License-Identifier: BSD-2-Clause */
/* index.c - libbtf/index.h: three look-ups that are one structure.
 *
 * Each sorts items into groups: types by their name's hash, types by kind, references by what they
 * refer to. The groups lie one behind the other in one array, and `start` says where each begins.
 * It is filled by counting: count the items of each group, add the counts up, put each item in its
 * place. Since items come in ascending order, each group is ascending too.
 */
#include <libbtf/index.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/record.h"
#include "model/refs.h"

struct groups {
	uint32_t *start; /* by group; one more entry, where the last one ends */
	void *items;
};

static void groups_free(struct groups *groups)
{
	free(groups->start);
	free(groups->items);
}

static int groups_init(struct groups *groups, size_t count, struct btf_error *err)
{
	groups->items = NULL;
	groups->start = calloc(count + 1, sizeof(*groups->start));
	return groups->start ? 0 : btf_fail(err, -ENOMEM, "no memory for an index");
}

/* `start` holds the group's number of items on entry, and where it ends on return: filling from the
 * last item to the first then leaves in it where the group begins. */
static int groups_sum(struct groups *groups, size_t count, size_t item_size, struct btf_error *err)
{
	uint64_t total = 0;

	for (size_t i = 0; i <= count; i++) {
		total += groups->start[i];
		if (total > UINT32_MAX)
			return btf_fail(err, -E2BIG, "too many references for an index");
		groups->start[i] = (uint32_t)total;
	}
	groups->items = malloc((size_t)total * item_size + 1);
	return groups->items ? 0 : btf_fail(err, -ENOMEM, "no memory for an index");
}

/* Name to types */

struct btf_name_index {
	const struct btf *btf;
	struct groups by_hash; /* items: type ids */
	uint32_t hash_mask;
};

static uint32_t hash_name(const char *name)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash ^ hash >> 15;
}

static const char *name_of(const struct btf *btf, uint32_t id)
{
	return btf_type_at(btf, id).name;
}

struct btf_name_index *btf_name_index_new(const struct btf *btf, struct btf_error *err)
{
	struct btf_name_index *index = calloc(1, sizeof(*index));
	size_t count = 16;

	if (!index) {
		btf_fail(err, -ENOMEM, "no memory for an index");
		return NULL;
	}
	while (count < btf->id_end)
		count *= 2;
	index->btf = btf;
	index->hash_mask = (uint32_t)(count - 1);
	if (groups_init(&index->by_hash, count, err))
		goto fail;
	for (uint32_t id = 1; id < btf->id_end; id++)
		if (*name_of(btf, id))
			index->by_hash.start[hash_name(name_of(btf, id)) & index->hash_mask]++;
	if (groups_sum(&index->by_hash, count, sizeof(uint32_t), err))
		goto fail;
	for (uint32_t id = btf->id_end; --id > 0;) {
		const char *name = name_of(btf, id);

		if (*name)
			((uint32_t *)index->by_hash.items)
				[--index->by_hash.start[hash_name(name) & index->hash_mask]] = id;
	}
	return index;
fail:
	btf_name_index_free(index);
	return NULL;
}

void btf_name_index_free(struct btf_name_index *index)
{
	if (!index)
		return;
	groups_free(&index->by_hash);
	free(index);
}

uint32_t btf_name_index_find(const struct btf_name_index *index, const char *name, uint32_t after)
{
	uint32_t group = hash_name(name) & index->hash_mask;
	const uint32_t *ids = index->by_hash.items;

	for (uint32_t i = index->by_hash.start[group]; i < index->by_hash.start[group + 1]; i++)
		if (ids[i] > after && strcmp(name_of(index->btf, ids[i]), name) == 0)
			return ids[i];
	return 0;
}

/* Kind to types */

struct btf_kind_index {
	struct groups by_kind; /* items: type ids */
};

struct btf_kind_index *btf_kind_index_new(const struct btf *btf, struct btf_error *err)
{
	struct btf_kind_index *index = calloc(1, sizeof(*index));

	if (!index) {
		btf_fail(err, -ENOMEM, "no memory for an index");
		return NULL;
	}
	if (groups_init(&index->by_kind, BTF_KIND_LIMIT, err))
		goto fail;
	for (uint32_t id = 1; id < btf->id_end; id++)
		index->by_kind.start[btf_type_at(btf, id).kind]++;
	if (groups_sum(&index->by_kind, BTF_KIND_LIMIT, sizeof(uint32_t), err))
		goto fail;
	for (uint32_t id = btf->id_end; --id > 0;) {
		uint32_t *start = &index->by_kind.start[btf_type_at(btf, id).kind];

		((uint32_t *)index->by_kind.items)[--*start] = id;
	}
	return index;
fail:
	btf_kind_index_free(index);
	return NULL;
}

void btf_kind_index_free(struct btf_kind_index *index)
{
	if (!index)
		return;
	groups_free(&index->by_kind);
	free(index);
}

const uint32_t *btf_kind_index_ids(const struct btf_kind_index *index, enum btf_kind kind,
				   uint32_t *count)
{
	const uint32_t *start = index->by_kind.start;

	if ((unsigned int)kind >= BTF_KIND_LIMIT)
		kind = BTF_K_VOID;
	*count = start[kind + 1] - start[kind];
	return (const uint32_t *)index->by_kind.items + start[kind];
}

/* Who uses a type */

struct btf_use_index {
	uint32_t id_end;
	struct groups by_type; /* items: struct btf_use */
};

/* Where each group ends becomes where it begins, which is where the one before ends. */
static void ends_to_begins(uint32_t *start, uint32_t count)
{
	memmove(start + 1, start, count * sizeof(*start));
	start[0] = 0;
}

/* References are walked forward, so here the groups are filled from their beginnings on. */
static void put_uses(struct btf_use_index *index, const struct btf *btf)
{
	struct btf_use *uses = index->by_type.items;
	uint32_t *start = index->by_type.start;

	ends_to_begins(start, btf->id_end);
	for (uint32_t id = 1; id < btf->id_end; id++) {
		struct btf_ref_walk walk = btf_ref_walk_begin(btf_record(btf, id));

		for (uint32_t n = 0; walk.left; n++) {
			uint32_t used = btf_ref_walk_next(&walk);

			if (used < btf->id_end)
				uses[start[used]++] = (struct btf_use){id, n};
		}
	}
	ends_to_begins(start, btf->id_end);
}

static int fill_uses(struct btf_use_index *index, const struct btf *btf, struct btf_error *err)
{
	uint32_t *start = index->by_type.start;
	int result;

	for (uint32_t id = 1; id < btf->id_end; id++) {
		struct btf_ref_walk walk = btf_ref_walk_begin(btf_record(btf, id));

		while (walk.left) {
			uint32_t used = btf_ref_walk_next(&walk);

			if (used < btf->id_end)
				start[used]++;
		}
	}
	result = groups_sum(&index->by_type, btf->id_end, sizeof(struct btf_use), err);
	if (!result)
		put_uses(index, btf);
	return result;
}

struct btf_use_index *btf_use_index_new(const struct btf *btf, struct btf_error *err)
{
	struct btf_use_index *index = calloc(1, sizeof(*index));

	if (!index) {
		btf_fail(err, -ENOMEM, "no memory for an index");
		return NULL;
	}
	index->id_end = btf->id_end;
	if (groups_init(&index->by_type, btf->id_end, err) || fill_uses(index, btf, err)) {
		btf_use_index_free(index);
		return NULL;
	}
	return index;
}

void btf_use_index_free(struct btf_use_index *index)
{
	if (!index)
		return;
	groups_free(&index->by_type);
	free(index);
}

const struct btf_use *btf_use_index_of(const struct btf_use_index *index, uint32_t id,
				       uint32_t *count)
{
	const uint32_t *start = index->by_type.start;

	if (id >= index->id_end) {
		*count = 0;
		return NULL;
	}
	*count = start[id + 1] - start[id];
	return (const struct btf_use *)index->by_type.items + start[id];
}
