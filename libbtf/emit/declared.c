/* SPDX-License-Identifier: BSD-2-Clause */
/* declared.c - what stands around an identifier in its declaration, kept by type. */
#include "emit/declared.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/record.h"
#include <libbtf/resolve.h>

/* No identifier of C, so that it is found again. */
#define STAND_IN "\1"

/* What an entry begins with; the two texts follow. */
struct entry {
	uint16_t before_size, behind_size;
};

int btf_declared_init(struct btf_declared_cache *cache, const struct btf *btf,
		      const struct btf_decl_style *style)
{
	*cache = (struct btf_declared_cache){.btf = btf, .style = style, .used = 1};
	cache->places = calloc(btf_id_end(btf), sizeof(*cache->places));
	return cache->places ? 0 : -ENOMEM;
}

void btf_declared_free(struct btf_declared_cache *cache)
{
	free(cache->places);
	free(cache->text);
}

static bool make_room(struct btf_declared_cache *cache, size_t size)
{
	size_t capacity = cache->capacity ? cache->capacity : (size_t)1 << 16;
	char *text;

	while (capacity < cache->used + size)
		capacity *= 2;
	if (capacity == cache->capacity)
		return true;
	text = realloc(cache->text, capacity);
	if (!text)
		return false;
	cache->text = text;
	cache->capacity = capacity;
	return true;
}

/* Whether the declaration ends in a type that has a name, or is void. */
static bool has_named_base(const struct btf *btf, uint32_t type_id,
			   const struct btf_decl_style *style)
{
	struct btf_decl_parts parts;

	return btf_declaration_parts(btf, type_id, STAND_IN, style, &parts) &&
	       (!parts.base_id || *btf_type_at(btf, parts.base_id).name);
}

static bool add(struct btf_declared_cache *cache, uint32_t type_id)
{
	char text[BTF_DECL_MAX];
	const char *middle;
	struct entry entry;

	if (!has_named_base(cache->btf, type_id, cache->style) ||
	    !btf_declaration_styled(cache->btf, type_id, STAND_IN, cache->style, text))
		return false;
	middle = strstr(text, STAND_IN);
	if (!middle || !make_room(cache, sizeof(entry) + sizeof(text)))
		return false;
	entry = (struct entry){(uint16_t)(middle - text), (uint16_t)strlen(middle + 1)};
	cache->places[type_id] = (uint32_t)cache->used;
	memcpy(cache->text + cache->used, &entry, sizeof(entry));
	cache->used += sizeof(entry);
	memcpy(cache->text + cache->used, text, entry.before_size);
	cache->used += entry.before_size;
	memcpy(cache->text + cache->used, middle + 1, entry.behind_size);
	cache->used += entry.behind_size;
	return true;
}

bool btf_declared_find(struct btf_declared_cache *cache, uint32_t type_id,
		       struct btf_declared *found)
{
	struct entry entry;
	const char *text;

	if (type_id >= btf_id_end(cache->btf) || (!cache->places[type_id] && !add(cache, type_id)))
		return false;
	text = cache->text + cache->places[type_id];
	memcpy(&entry, text, sizeof(entry));
	text += sizeof(entry);
	*found = (struct btf_declared){text, text + entry.before_size, entry.before_size,
				       entry.behind_size};
	return true;
}
