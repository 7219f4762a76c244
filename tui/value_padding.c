/* SPDX-License-Identifier: BSD-2-Clause */
/* value_padding.c - what of a value no leaf covers: bits that nothing describes become rows of their own. */
#include <stdlib.h>

#include "value_inside.h"

uint8_t value_bit_mask(const struct value *value, uint64_t bit)
{
	return (uint8_t)(btf_is_big_endian(value->source->btf) ? 0x80u >> bit % 8 : 1u << bit % 8);
}

static void cover(const struct value *value, uint8_t *covered, const struct btf_field *field)
{
	uint64_t bit = field->bit_offset, limit = bit + field->bits;

	limit = limit < 8 * (uint64_t)value->size ? limit : 8 * (uint64_t)value->size;
	while (bit < limit && (bit % 8 || limit - bit < 8)) {
		covered[bit / 8] |= value_bit_mask(value, bit);
		bit++;
	}
	while (limit - bit >= 8 && bit < limit) {
		covered[bit / 8] = 0xff;
		bit += 8;
	}
	for (; bit < limit; bit++)
		covered[bit / 8] |= value_bit_mask(value, bit);
}

/* What is left over, as runs of whole bytes, and of bits of one byte; told in order, a run at a time. */
struct leftover {
	const struct value *value;
	const uint8_t *covered;
	uint64_t bit, bits; /* the run at hand; 0 bits: there is none left */
};

static void next_run(struct leftover *left)
{
	uint64_t bit = left->bit + left->bits, limit = 8 * (uint64_t)left->value->size;
	const uint8_t *covered = left->covered;

	left->bits = 0;
	while (bit < limit && covered[bit / 8] & value_bit_mask(left->value, bit))
		bit += bit % 8 == 0 && covered[bit / 8] == 0xff ? 8 : 1;
	left->bit = bit;
	if (bit < limit && bit % 8 == 0 && !covered[bit / 8])
		while (bit < limit && !covered[bit / 8])
			bit += 8;
	else
		while (bit < limit && !(covered[bit / 8] & value_bit_mask(left->value, bit)) &&
		       (bit == left->bit || bit % 8))
			bit++;
	left->bits = bit - left->bit;
}

static void add_padding(struct value *value, uint64_t bit, uint64_t bits, uint32_t depth)
{
	const struct btf_field field = {.name = "",
					.key = "",
					.depth = depth,
					.bit_offset = bit,
					.bits = bits,
					.data = value->data + bit / 8};
	struct value_row *row = value_add_row(value, &field, VALUE_PADDING);

	for (uint64_t i = bit; row && i < bit + bits; i++)
		row->is_dirty |= (value->data[i / 8] & value_bit_mask(value, i)) != 0;
}

/* Adds what is left over before a place. */
static void add_leftover(struct value *value, struct leftover *left, uint64_t limit, uint32_t depth)
{
	while (left->bits && left->bit < limit) {
		uint64_t bits = limit - left->bit < left->bits ? limit - left->bit : left->bits;

		add_padding(value, left->bit, bits, depth);
		if (bits == left->bits) {
			next_run(left);
		} else {
			left->bit += bits;
			left->bits -= bits;
		}
	}
}

/* The rows anew, with padding among them: before what begins behind it, or at the end of what it is in. */
static void merge(struct value *value, const struct value_row *rows, uint32_t count,
		  struct leftover *left)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct btf_field *field = &rows[i].field;
		struct value_row *row;

		if (rows[i].kind == VALUE_END)
			add_leftover(value, left, field->bit_offset + field->bits,
				     field->depth + 1);
		else if (field->depth)
			add_leftover(value, left, field->bit_offset, field->depth);
		row = value_add_row(value, field, rows[i].kind);
		if (row)
			*row = rows[i];
	}
	add_leftover(value, left, UINT64_MAX, 0);
}

void value_add_paddings(struct value *value)
{
	uint8_t *covered = calloc(value->size + 1, 1);
	struct value_row *rows = value->rows;
	uint32_t count = value->count;
	struct leftover left = {.value = value, .covered = covered};

	if (!covered)
		return;
	for (uint32_t i = 0; i < count; i++)
		if (value_is_leaf(&rows[i]))
			cover(value, covered, &rows[i].field);
	next_run(&left);
	if (left.bits) {
		value->rows = NULL;
		value->count = value->room = 0;
		merge(value, rows, count, &left);
		free(rows);
	}
	free(covered);
}
