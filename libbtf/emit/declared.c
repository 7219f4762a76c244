/* SPDX-License-Identifier: BSD-2-Clause */
/* declared.c - what stands around an identifier in its declaration, kept by type. */
#include "emit/declared.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/record.h"

/* No identifier of C, so that it is found again. */
#define STAND_IN '\1'

/* The types that were asked for last, each in the one slot that its id has: what all members have,
 * such as an int, stays there, and the whole stays in a core's second-level cache. */
#define SLOTS    1024
#define TEXT_MAX 56

struct btf_declared_slot {
	uint32_t type_id;
	uint16_t before_size, behind_size; /* no text: the slot is free */
	char text[TEXT_MAX];
};

int btf_declared_init(struct btf_declared_cache *cache, const struct btf *btf,
		      const struct btf_decl_style *style)
{
	cache->btf = btf;
	cache->style = style;
	cache->slots = calloc(SLOTS, sizeof(*cache->slots));
	return cache->slots ? 0 : -ENOMEM;
}

void btf_declared_free(struct btf_declared_cache *cache)
{
	free(cache->slots);
}

static bool declare(struct btf_declared_cache *cache, uint32_t type_id, struct btf_declared *found)
{
	static const char stand_in[] = {STAND_IN, '\0'};
	uint32_t base = btf_declaration_base(cache->btf, type_id);
	const uint8_t *record = btf_record(cache->btf, base);
	const char *middle;

	if ((base && (!record || !btf_record_is_named(cache->btf, record))) ||
	    !btf_declaration_styled(cache->btf, type_id, stand_in, cache->style, cache->text))
		return false;
	middle = strchr(cache->text, STAND_IN);
	if (!middle)
		return false;
	*found = (struct btf_declared){cache->text, middle + 1, (size_t)(middle - cache->text),
				       strlen(middle + 1)};
	return true;
}

static void keep(struct btf_declared_slot *slot, uint32_t type_id,
		 const struct btf_declared *declared)
{
	if (declared->before_size + declared->behind_size > TEXT_MAX)
		return;
	slot->type_id = type_id;
	slot->before_size = (uint16_t)declared->before_size;
	slot->behind_size = (uint16_t)declared->behind_size;
	memcpy(slot->text, declared->before, declared->before_size);
	memcpy(slot->text + declared->before_size, declared->behind, declared->behind_size);
}

bool btf_declared_find(struct btf_declared_cache *cache, uint32_t type_id,
		       struct btf_declared *found)
{
	struct btf_declared_slot *slot = &cache->slots[type_id % SLOTS];

	if (slot->type_id == type_id && slot->before_size) {
		*found = (struct btf_declared){slot->text, slot->text + slot->before_size,
					       slot->before_size, slot->behind_size};
		return true;
	}
	if (!declare(cache, type_id, found))
		return false;
	keep(slot, type_id, found);
	return true;
}
