/* SPDX-License-Identifier: BSD-2-Clause */
/* value_arm.c - which arm of a union says what is in its bytes: each is decoded, and the bits that it
 * has are counted. A union within an arm has those of its own best arm. */
#include "emit/value_arm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/resolve.h>

/* Bits that are set and that an arm has: those of bytes as they lie. */
struct marks {
	struct btf_decoder *decoder;
	uint8_t *bits;
	const uint8_t *data;
	size_t size;
	struct btf_arm_search *search;
	int error;
};

static uint8_t bit_of(uint64_t index, bool is_big_endian)
{
	return is_big_endian ? (uint8_t)(0x80u >> index % 8) : (uint8_t)(1u << index % 8);
}

static void mark_bits(struct marks *marks, uint64_t start, uint64_t count)
{
	bool is_big_endian = btf_is_big_endian(btf_decoder_btf(marks->decoder));

	for (uint64_t bit = start; bit < start + count; bit++)
		if (bit / 8 < marks->size)
			marks->bits[bit / 8] |= marks->data[bit / 8] & bit_of(bit, is_big_endian);
}

static void mark_scalar(void *context, const struct btf_field *field,
			const struct btf_scalar *scalar)
{
	struct marks *marks = context;

	if (scalar->low || scalar->high)
		mark_bits(marks, field->bit_offset, field->bits);
}

static int mark_member(struct marks *marks, uint32_t struct_id, uint32_t index);

static bool mark_begin(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct marks *marks = context;
	uint64_t at = field->bit_offset / 8;
	struct marks inner = *marks;
	struct btf_arm arm;

	if (group->kind != BTF_GROUP_UNION)
		return true;
	if (at >= marks->size || marks->search->depth == BTF_MAX_RESOLVE_DEPTH)
		return false;
	marks->search->depth++;
	inner.bits += at;
	inner.data += at;
	inner.size -= at;
	marks->error = btf_choose_arm(marks->decoder, field->value_id, inner.data, inner.size,
				      marks->search, &arm);
	if (!marks->error && !arm.is_zero)
		marks->error = mark_member(&inner, field->value_id, arm.index);
	marks->search->depth--;
	return false;
}

/* A bitfield has no bytes of its own to be decoded. */
static int mark_member(struct marks *marks, uint32_t struct_id, uint32_t index)
{
	const struct btf *btf = btf_decoder_btf(marks->decoder);
	struct btf_member_info member = btf_member_at(btf, struct_id, index);
	const struct btf_value_sink sink = {
		.context = marks, .begin = mark_begin, .scalar = mark_scalar};
	struct btf_value_type type;
	size_t size;

	if (member.bitfield_size) {
		mark_bits(marks, member.bit_offset, member.bitfield_size);
		return 0;
	}
	if (member.bit_offset || !btf_value_type_of(btf, member.type_id, &type, NULL))
		return 0;
	size = type.size < marks->size ? (size_t)type.size : marks->size;
	btf_decode(marks->decoder, &type, marks->data, size, &sink);
	return marks->error;
}

static uint64_t count_bits(const uint8_t *bits, size_t size)
{
	uint64_t count = 0;

	for (size_t i = 0; i < size; i++)
		count += (uint64_t)__builtin_popcount(bits[i]);
	return count;
}

/* `bits` is room for one arm and, behind it, for all. */
static int choose(struct marks *marks, uint32_t union_id, uint8_t *all, struct btf_arm *arm)
{
	uint32_t vlen = btf_type_vlen(btf_decoder_btf(marks->decoder), union_id);
	uint64_t most = 0;
	int result = 0;

	*arm = (struct btf_arm){0};
	for (uint32_t i = 0; i < vlen && !result; i++) {
		uint64_t count;

		memset(marks->bits, 0, marks->size);
		result = mark_member(marks, union_id, i);
		count = count_bits(marks->bits, marks->size);
		if (count > most)
			arm->index = i;
		most = count > most ? count : most;
		for (size_t at = 0; at < marks->size; at++)
			all[at] |= marks->bits[at];
	}
	arm->is_zero = most == 0;
	arm->is_whole = count_bits(all, marks->size) == most;
	return result;
}

int btf_choose_arm(struct btf_decoder *decoder, uint32_t union_id, const uint8_t *data, size_t size,
		   struct btf_arm_search *search, struct btf_arm *arm)
{
	uint32_t union_size = btf_type_at(btf_decoder_btf(decoder), union_id).size;
	struct marks marks = {.decoder = decoder, .data = data, .search = search};
	int result;

	*arm = (struct btf_arm){0};
	if (!search->left)
		return 0;
	search->left--;
	marks.size = union_size < size ? union_size : size;
	marks.bits = calloc(2, marks.size + 1);
	result = marks.bits ? choose(&marks, union_id, marks.bits + marks.size, arm) : -ENOMEM;
	free(marks.bits);
	return result;
}
