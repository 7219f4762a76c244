/* SPDX-License-Identifier: BSD-2-Clause */
/* sort.c - a radix sort, and for few items one by insertion. */
#include "sort.h"

#include <stdbool.h>
#include <string.h>

/* By digits of 11 bits, the lowest first. */
#define DIGITS     3
#define DIGIT_BITS 11
#define DIGIT_MAX  (1u << DIGIT_BITS)

#define INSERTION_MAX 96 /* up to this many it is faster */

static uint32_t digit_of(uint64_t item, unsigned int digit)
{
	return (uint32_t)(item >> (32 + digit * DIGIT_BITS)) % DIGIT_MAX;
}

/* Where the items of each value of a digit begin; false where all have one value. */
static bool sum_up(uint32_t *starts, uint32_t first_value, uint32_t count)
{
	uint32_t start = 0;

	if (starts[first_value] == count)
		return false;
	for (uint32_t value = 0; value < DIGIT_MAX; value++) {
		uint32_t size = starts[value];

		starts[value] = start;
		start += size;
	}
	return true;
}

static void insertion_sort(uint64_t *items, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		uint64_t item = items[i];
		uint32_t at = i;

		for (; at && items[at - 1] >> 32 > item >> 32; at--)
			items[at] = items[at - 1];
		items[at] = item;
	}
}

static void radix_sort(uint64_t *items, uint64_t *spare, uint32_t count)
{
	uint32_t starts[DIGITS][DIGIT_MAX] = {{0}};
	uint64_t *from = items, *to = spare;

	for (uint32_t i = 0; i < count; i++)
		for (unsigned int digit = 0; digit < DIGITS; digit++)
			starts[digit][digit_of(items[i], digit)]++;
	for (unsigned int digit = 0; digit < DIGITS; digit++) {
		uint64_t *swapped = from;

		if (!sum_up(starts[digit], digit_of(from[0], digit), count))
			continue;
		for (uint32_t i = 0; i < count; i++)
			to[starts[digit][digit_of(from[i], digit)]++] = from[i];
		from = to;
		to = swapped;
	}
	if (from != items)
		memcpy(items, from, count * sizeof(*items));
}

void sort_by_upper_half(uint64_t *items, uint64_t *spare, uint32_t count)
{
	if (count <= INSERTION_MAX)
		insertion_sort(items, count);
	else
		radix_sort(items, spare, count);
}
