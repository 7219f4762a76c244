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

static void append(struct btf_declared_cache *cache, const char *text, size_t size)
{
	memcpy(cache->text + cache->used, text, size);
	cache->used += size;
}

/* The base goes before all else; `parts` has an identifier in its declarator that is none. */
static bool add_parts(struct btf_declared_cache *cache, uint32_t type_id,
		      const struct btf_decl_parts *parts, const char *base)
{
	const char *middle = strchr(parts->declarator, STAND_IN[0]);
	size_t qualifiers = strlen(parts->qualifiers), length = strlen(base);
	struct entry entry;

	if (!middle || !make_room(cache, sizeof(entry) + 2 * BTF_DECL_MAX))
		return false;
	entry.behind_size = (uint16_t)strlen(middle + 1);
	entry.before_size =
		(uint16_t)(qualifiers + length + 1 + (size_t)(middle - parts->declarator));
	cache->places[type_id] = (uint32_t)cache->used;
	append(cache, (const char *)&entry, sizeof(entry));
	append(cache, parts->qualifiers, qualifiers);
	append(cache, base, length);
	append(cache, " ", 1);
	append(cache, parts->declarator, (size_t)(middle - parts->declarator));
	append(cache, middle + 1, entry.behind_size);
	return true;
}

static bool add(struct btf_declared_cache *cache, uint32_t type_id)
{
	struct btf_decl_parts parts;
	char base[BTF_DECL_MAX];

	if (!btf_declaration_parts(cache->btf, type_id, STAND_IN, cache->style, &parts) ||
	    (parts.base_id && !*btf_type_at(cache->btf, parts.base_id).name) ||
	    !btf_declaration_styled(cache->btf, parts.base_id, "", cache->style, base))
		return false;
	return add_parts(cache, type_id, &parts, base);
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
