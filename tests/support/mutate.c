/* SPDX-License-Identifier: BSD-2-Clause */
/* mutate.c - breaks BTF at random. */
#include "mutate.h"

#include <string.h>

#include "random.h"

#define HEADER_WORDS 8

/* Values at the borders of what a word can mean: ids, offsets, infos, sizes. */
static uint32_t odd_word(uint64_t *state)
{
	static const uint32_t words[] = {
		0,          1,          2,          3,          8,          20,         31,
		32,         0xff,       0xffff,     0xffffff,   0x7fffffff, 0x80000000, 0xffffffff,
		0x01000000, 0x03000000, 0x04000001, 0x8400ffff, 0x0d000002, 0x0f000001, 0x13000002,
	};
	uint32_t choice = random_below(state, sizeof(words) / sizeof(words[0]) + 10);

	if (choice < sizeof(words) / sizeof(words[0]))
		return words[choice];
	return random_below(state, 64); /* an id or an offset that there may be */
}

static void set_word_at(uint8_t *bytes, size_t size, size_t at, uint64_t *state)
{
	uint32_t word = odd_word(state);

	if (at + sizeof(word) > size)
		return;
	if (random_below(state, 2))
		word = __builtin_bswap32(word);
	memcpy(bytes + at, &word, sizeof(word));
}

/* A part of the file over another one: records of wrong lengths, names in types. */
static void copy_part(uint8_t *bytes, size_t size, uint64_t *state)
{
	size_t length = 1 + random_below(state, 32);
	size_t from = random_below(state, (uint32_t)size), to = random_below(state, (uint32_t)size);

	if (from + length <= size && to + length <= size)
		memmove(bytes + to, bytes + from, length);
}

static void mutate_once(uint8_t *bytes, size_t size, uint64_t *state)
{
	size_t words = size / 4;

	switch (random_below(state, 8)) {
	case 0:
		bytes[random_below(state, (uint32_t)size)] = (uint8_t)random_next(state);
		break;
	case 1:
		bytes[random_below(state, (uint32_t)size)] ^=
			(uint8_t)(1u << random_below(state, 8));
		break;
	case 2:
		set_word_at(bytes, size, 4 * (size_t)random_below(state, HEADER_WORDS), state);
		break;
	case 3:
		copy_part(bytes, size, state);
		break;
	default:
		set_word_at(bytes, size, 4 * (size_t)random_below(state, (uint32_t)words + 1),
			    state);
		break;
	}
}

size_t mutate(uint8_t *bytes, size_t size, uint64_t *state)
{
	uint32_t count = 1 + random_below(state, 4);

	if (!size)
		return 0;
	while (count--)
		mutate_once(bytes, size, state);
	return random_below(state, 50) ? size : random_below(state, (uint32_t)size);
}
