/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_gaps.c - where each member of a struct lies, and the unused bits between one and the next.
 *
 * A bitfield lies in a storage unit: an integer of its type, aligned to its size, which it shares
 * with its neighbours and, where that leaves whole bytes free, with members that are no bitfields.
 * So the bits between two members belong to three places at most:
 *
 *	|..bitfield....|........|....bitfield..|
 *	            ^^^ ^^^^^^^^ ^^^^
 *	    the rest of    |    the start of the next one's unit
 *	    the first's   bytes in no unit: a hole
 */
#include "query/layout_gaps.h"

#include <libbtf/resolve.h>

#include "model/record.h"

#define UNIT_MAX 16 /* bytes: __int128 */

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t most(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* The aligned unit of its type; or the bytes that it covers, where it does not lie in one unit or
 * the struct ends before the unit does, as it happens in packed structs. */
static void find_storage(struct btf_member_place *place, uint32_t unit, uint32_t struct_size)
{
	uint64_t first = place->bit_offset / 8;
	uint64_t end = (place->bit_offset + place->bits + 7) / 8;

	if (unit && unit <= UNIT_MAX) {
		uint64_t start = first - first % unit;

		if (end <= start + unit && start + unit <= struct_size) {
			place->storage_offset = start;
			place->storage_size = unit;
			return;
		}
	}
	place->storage_offset = first;
	place->storage_size = (uint32_t)(end - first);
}

/* Called for every member of every struct, some times: it reads records. */
struct btf_member_place btf_member_place(const struct btf *btf, uint32_t id, uint32_t index)
{
	const uint8_t *record = btf_record(btf, id);
	uint32_t type_id = btf_record_element(record, BTF_MEMBER_WORDS, index, 1);
	uint32_t bitfield_size = btf_record_member_bitfield_size(record, index), size = 0;
	struct btf_member_place place = {.bit_offset = btf_record_member_bit_offset(record, index)};

	place.has_size = btf_type_id_size(btf, &type_id, &size);
	place.bits = 8ull * size;
	if (bitfield_size) {
		place.is_bitfield = place.has_size = true;
		place.bits = bitfield_size;
	} else if (place.has_size && !btf_record_kflag(record) && btf_type_is_int(btf, type_id)) {
		struct btf_int_info bits = btf_int_of(btf, type_id);

		if (bits.bit_offset || bits.bits != place.bits) {
			place.is_bitfield = true;
			place.bit_offset += bits.bit_offset;
			place.bits = bits.bits;
		}
	}
	if (place.is_bitfield)
		find_storage(&place, size, btf_record_size_or_type(record));
	return place;
}

struct btf_gap_walk btf_gap_walk_of(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);

	return (struct btf_gap_walk){.is_union = type.kind == BTF_K_UNION,
				     .size_bits = 8ull * type.size};
}

bool btf_place_overlaps(const struct btf_gap_walk *walk, const struct btf_member_place *place)
{
	return !walk->is_union && place->bits && place->bit_offset < walk->end;
}

bool btf_place_is_beyond_end(const struct btf_gap_walk *walk, const struct btf_member_place *place)
{
	return place->bit_offset + place->bits > walk->size_bits;
}

/* What of `kind` would be bytes and is not, is bits. */
static void add_gap(struct btf_gaps *gaps, enum btf_layout_row_kind kind, uint64_t from,
		    uint64_t to)
{
	if (from >= to)
		return;
	if (from % 8 || to % 8) {
		if (kind == BTF_ROW_HOLE)
			kind = BTF_ROW_BIT_HOLE;
		else if (kind == BTF_ROW_PADDING)
			kind = BTF_ROW_BIT_PADDING;
	}
	gaps->gap[gaps->count++] =
		(struct btf_gap){.kind = kind, .bit_offset = from, .bits = to - from};
}

/* Bits of the storage unit from `start` to `end`. */
static void add_bit_gap(struct btf_gaps *gaps, enum btf_layout_row_kind kind, uint64_t from,
			uint64_t to, uint64_t start, uint64_t end)
{
	if (from >= to)
		return;
	gaps->gap[gaps->count++] = (struct btf_gap){.kind = kind,
						    .bit_offset = from,
						    .bits = to - from,
						    .storage_offset = start / 8,
						    .storage_size = (uint32_t)((end - start) / 8)};
}

/* The gaps up to a member, as far as the struct reaches. */
static struct btf_gaps gaps_up_to(const struct btf_gap_walk *walk,
				  const struct btf_member_place *place)
{
	struct btf_gaps gaps = {.count = 0};
	uint64_t to = least(place->bit_offset, walk->size_bits);
	uint64_t unit_end = most(walk->end, least(to, walk->unit_end));
	uint64_t storage = 8 * place->storage_offset;
	uint64_t unit_start = to;

	if (place->is_bitfield)
		unit_start = most(unit_end, least(to, storage));
	add_bit_gap(&gaps, BTF_ROW_BIT_HOLE, walk->end, unit_end, walk->unit_start, walk->unit_end);
	add_gap(&gaps, BTF_ROW_HOLE, unit_end, unit_start);
	add_bit_gap(&gaps, BTF_ROW_BIT_HOLE, unit_start, to, storage,
		    storage + 8ull * place->storage_size);
	return gaps;
}

/* The unit that is open behind a member: a wider one that it lies in stays. */
static void open_unit(struct btf_gap_walk *walk, const struct btf_member_place *place)
{
	uint64_t start = 8 * place->storage_offset, end = start + 8ull * place->storage_size;

	if (!place->is_bitfield) {
		walk->unit_start = walk->unit_end = 0;
	} else if (end > walk->unit_end) {
		walk->unit_start = start;
		walk->unit_end = end;
	}
}

struct btf_gaps btf_gaps_before(struct btf_gap_walk *walk, const struct btf_member_place *place)
{
	struct btf_gaps gaps = {.count = 0};
	uint64_t end = place->bit_offset + place->bits;

	if (walk->is_union) {
		if (place->is_bitfield)
			end = 8 * (place->storage_offset + place->storage_size);
		walk->open_ended |= !place->has_size;
	} else {
		if (!walk->open_ended && place->bit_offset > walk->end)
			gaps = gaps_up_to(walk, place);
		open_unit(walk, place);
		walk->open_ended = !place->has_size;
	}
	walk->end = most(walk->end, end);
	return gaps;
}

struct btf_gaps btf_gaps_at_end(const struct btf_gap_walk *walk)
{
	struct btf_gaps gaps = {.count = 0};
	uint64_t unit_end = most(walk->end, least(walk->size_bits, walk->unit_end));

	if (walk->open_ended || walk->end >= walk->size_bits)
		return gaps;
	add_bit_gap(&gaps, BTF_ROW_BIT_PADDING, walk->end, unit_end, walk->unit_start,
		    walk->unit_end);
	add_gap(&gaps, BTF_ROW_PADDING, unit_end, walk->size_bits);
	return gaps;
}

uint32_t btf_tail_padding(const struct btf *btf, uint32_t id)
{
	struct btf_gap_walk walk;
	struct btf_member_place last;
	struct btf_gaps gaps;
	uint32_t vlen;

	if (!btf_type_skip_modifiers(btf, id, &id) || btf_type_at(btf, id).kind != BTF_K_STRUCT)
		return 0;
	vlen = btf_type_vlen(btf, id);
	if (!vlen)
		return 0;
	walk = btf_gap_walk_of(btf, id);
	last = btf_member_place(btf, id, vlen - 1);
	btf_gaps_before(&walk, &last);
	gaps = btf_gaps_at_end(&walk);
	if (!gaps.count || gaps.gap[gaps.count - 1].kind != BTF_ROW_PADDING)
		return 0;
	return (uint32_t)(gaps.gap[gaps.count - 1].bits / 8);
}
