/* SPDX-License-Identifier: BSD-2-Clause */
/* btf_builder_file.c - the file around the types: header, layout section, strings; byte order. */
#include <string.h>

#include "btf_builder_inside.h"

void set_layout(struct btf_builder *b, unsigned int kind, uint8_t info_size, uint8_t element_size,
		uint16_t flags)
{
	require(kind < LAYOUT_MAX, "a kind has 7 bits");
	b->has_layout = true;
	b->layout[kind] = (struct layout){info_size, element_size, flags};
	if (kind >= b->layout_count)
		b->layout_count = kind + 1;
}

void set_known_layouts(struct btf_builder *b)
{
	static const struct layout known[KINDS] = {
		[INT] = {4, 0, 0},     [ARRAY] = {12, 0, 0},   [STRUCT] = {0, 12, 0},
		[UNION] = {0, 12, 0},  [ENUM] = {0, 8, 0},     [FUNC_PROTO] = {0, 8, 0},
		[VAR] = {4, 0, 0},     [DATASEC] = {0, 12, 0}, [DECL_TAG] = {4, 0, 0},
		[ENUM64] = {0, 12, 0},
	};

	for (unsigned int kind = 0; kind < KINDS; kind++)
		set_layout(b, kind, known[kind].info_size, known[kind].element_size, 0);
}

struct header_overrides *builder_header(struct btf_builder *b)
{
	return &b->header;
}

void set_header_size(struct btf_builder *b, uint32_t size, uint8_t rest)
{
	b->header_size = size;
	b->header_rest = rest;
}

/* Where a file is being written, and in which order. */
struct writer {
	uint8_t *at;
	bool swapped;
};

static void put8(struct writer *w, uint32_t value)
{
	*w->at++ = (uint8_t)value;
}

static void put16(struct writer *w, uint32_t value)
{
	uint16_t half = (uint16_t)value;

	if (w->swapped)
		half = __builtin_bswap16(half);
	memcpy(w->at, &half, sizeof(half));
	w->at += sizeof(half);
}

static void put32(struct writer *w, uint32_t word)
{
	if (w->swapped)
		word = __builtin_bswap32(word);
	memcpy(w->at, &word, sizeof(word));
	w->at += sizeof(word);
}

static uint32_t either(uint32_t override, uint32_t right)
{
	return override == UNSET ? right : override;
}

#define HEADER_FULL  32
#define HEADER_SHORT 24

static uint32_t header_size_of(const struct btf_builder *b)
{
	if (b->header_size)
		return b->header_size;
	return b->has_layout ? HEADER_FULL : HEADER_SHORT;
}

/* Writes all 32 bytes, and as many more as there are: the sections overwrite what is too much. */
static void write_header(const struct btf_builder *b, struct writer *w)
{
	const struct header_overrides *set = &b->header;
	uint32_t types_size = b->word_count * 4, layout_size = b->layout_count * 4;
	uint32_t size = header_size_of(b);

	put16(w, either(set->magic, MAGIC));
	put8(w, either(set->version, 1));
	put8(w, either(set->flags, 0));
	put32(w, either(set->header_size, size));
	put32(w, either(set->type_off, 0));
	put32(w, either(set->type_len, types_size));
	put32(w, either(set->str_off, types_size + layout_size));
	put32(w, either(set->str_len, b->strings_size));
	put32(w, either(set->layout_off, b->has_layout ? types_size : 0));
	put32(w, either(set->layout_len, layout_size));
	for (uint32_t at = HEADER_FULL; at < size; at++)
		put8(w, b->header_rest);
}

/* A block of just the file's size, so that a sanitizer sees who reads past its end. */
static uint8_t *exact_copy(struct btf_builder *b, const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	require(copy, "no memory");
	builder_own(b)->bytes = copy;
	memcpy(copy, bytes, size);
	return copy;
}

static uint8_t *write_file(struct btf_builder *b, bool swapped, size_t *size)
{
	size_t body = ((size_t)b->word_count + b->layout_count) * 4 + b->strings_size;
	uint8_t *room = calloc(1, HEADER_FULL + header_size_of(b) + body);
	struct writer w = {room, swapped};

	require(room, "no memory");
	write_header(b, &w);
	w.at = room + header_size_of(b);
	for (uint32_t i = 0; i < b->word_count; i++)
		put32(&w, b->words[i]);
	for (uint32_t kind = 0; kind < b->layout_count; kind++) {
		put8(&w, b->layout[kind].info_size);
		put8(&w, b->layout[kind].element_size);
		put16(&w, b->layout[kind].flags);
	}
	if (b->strings_size)
		memcpy(w.at, b->strings, b->strings_size);
	*size = header_size_of(b) + body;
	uint8_t *bytes = exact_copy(b, room, *size);

	free(room);
	return bytes;
}

uint8_t *builder_bytes(struct btf_builder *b, size_t *size)
{
	return write_file(b, false, size);
}

uint8_t *builder_swapped_bytes(struct btf_builder *b, size_t *size)
{
	return write_file(b, true, size);
}

/* The base is opened once in each order: all that is split from it stands on the same one. */
static const struct btf *open_in(struct btf_builder *b, bool swapped)
{
	const struct btf *base = NULL;
	struct btf_error err = {0};
	size_t size;

	if (b->base)
		base = b->base->opened[swapped] ? b->base->opened[swapped]
						: open_in(b->base, swapped);
	const uint8_t *bytes = write_file(b, swapped, &size);
	struct btf *btf = btf_open_bytes(bytes, size, base, &err);

	require(btf, err.text);
	builder_own(b)->btf = btf;
	b->opened[swapped] = btf;
	return btf;
}

const struct btf *builder_open(struct btf_builder *b)
{
	return open_in(b, false);
}

const struct btf *builder_open_swapped(struct btf_builder *b)
{
	return open_in(b, true);
}
