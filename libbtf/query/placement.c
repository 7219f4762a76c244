/* SPDX-License-Identifier: BSD-2-Clause */
/* placement.c - how to write a struct or union in C so that a compiler lays it out as BTF says.
 *
 * The layout of gcc and clang (System V): a member goes to the next multiple of its type's alignment;
 * a bitfield to the next bit, or, where it would cross more units of its type than it must, to the
 * next unit. With packed, every alignment is 1 and bitfields go to the next bit.
 *
 * A struct is walked without packed first. Gaps are filled with unnamed bitfields, which no debug
 * information shows and which, in units no wider than the struct's alignment, do not align
 * anything. Where that can't give the offsets or the size, the struct is packed, and then it always
 * can: unless members overlap or lie beyond the end, which C cannot say at all.
 */
#include "query/placement.h"

#include <errno.h>
#include <stdlib.h>

#include "base/table.h"
#include "model/record.h"
#include <libbtf/resolve.h>

#define ALIGNED_MAX  128        /* bytes; what a union may be aligned to for the sake of its size */
#define PADDING_MAX  (8u << 16) /* bits; a kernel aligns to pages, which are less */
#define NO_ALIGNMENT 255        /* in btf_placed.alignment: it has none */

static const char overlaps[] = "overlaps what is before it";
static const char beyond_end[] = "lies beyond the end";
static const char has_no_size[] = "has a type without a size";
static const char between_bytes[] = "begins inside of a byte";
static const char too_wide[] = "is wider than its type";
static const char off_start[] = "does not begin at the start of the union";

/* A member, as the compiler sees it. */
struct member {
	uint64_t offset; /* in bits */
	uint64_t size;   /* in bits; of a bitfield, those it has */
	uint64_t unit;   /* of a bitfield: the size of its type in bits */
	uint32_t alignment;
	bool is_bitfield;
	const char *why_not; /* what C has against it; NULL: nothing */
};

/* A walk over the members. */
struct walk {
	struct btf_placer *placer;
	const uint8_t *record;
	enum btf_kind kind;
	uint32_t vlen;
	bool kflag;
	bool packed;
	bool natural;              /* C puts all members there without a word more */
	uint64_t size;             /* of the type, in bits */
	uint64_t at;               /* in bits: where the next member can go */
	uint32_t alignment;        /* the strictest so far */
	struct btf_placement *out; /* NULL: only looks */
	int error;
};

/* Alignments are powers of two, and so is what is rounded up to. */
static uint64_t round_up(uint64_t value, uint64_t unit)
{
	return (value + unit - 1) & -unit;
}

static bool is_multiple(uint64_t value, uint64_t unit)
{
	return (value & (unit - 1)) == 0;
}

static uint64_t remainder_of(uint64_t value, uint64_t unit)
{
	return value & (unit - 1);
}

/* A 32-bit target aligns 64-bit scalars to 8 bytes (arm, mips) or to 4 (i386): a struct with one at
 * an odd multiple of 4 tells. */
static uint32_t find_wide_alignment(const struct btf *btf)
{
	if (btf_pointer_size(btf) == 8)
		return 8;
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		uint32_t vlen = btf_type_is_struct(btf, id) ? btf_type_vlen(btf, id) : 0;

		for (uint32_t i = 0; i < vlen; i++) {
			struct btf_member_info member = btf_member_at(btf, id, i);
			uint32_t stripped;

			if (!member.bitfield_size && member.bit_offset % 64 == 32 &&
			    btf_type_skip_modifiers(btf, member.type_id, &stripped) &&
			    btf_type_is_int(btf, stripped) && btf_type_at(btf, stripped).size == 8)
				return 4;
		}
	}
	return 8;
}

int btf_placer_init(struct btf_placer *placer, const struct btf *btf)
{
	placer->btf = btf;
	placer->depth = 0;
	placer->placed = btf_table_new(btf_id_end(btf), sizeof(*placer->placed));
	if (!placer->placed)
		return -ENOMEM;
	placer->wide_alignment = find_wide_alignment(btf);
	return 0;
}

void btf_placer_free(struct btf_placer *placer)
{
	free(placer->placed);
}

void btf_placement_free(struct btf_placement *placement)
{
	free(placement->places);
}

static void add_place(struct walk *walk, struct btf_place place)
{
	struct btf_placement *out = walk->out;

	if (!out || walk->error)
		return;
	if (out->count == out->capacity) {
		size_t capacity = out->capacity ? out->capacity * 2 : 64;
		struct btf_place *places = realloc(out->places, capacity * sizeof(*places));

		if (!places) {
			walk->error = -ENOMEM;
			return;
		}
		out->places = places;
		out->capacity = capacity;
	}
	out->places[out->count++] = place;
}

/* The next unnamed bitfield: up to a byte, then in the widest units that fit. */
static struct btf_place next_padding(const struct walk *walk, uint64_t left)
{
	uint32_t widest = btf_pointer_size(walk->placer->btf);
	uint32_t unit =
		8 * (walk->packed || walk->out->alignment > widest ? widest : walk->out->alignment);
	uint64_t to_byte = 8 - walk->at % 8;

	while (unit > 8 && (walk->at % unit || left < unit))
		unit /= 2;
	if (unit == 8)
		return (struct btf_place){.kind = BTF_PLACE_PADDING,
					  .bits = to_byte < left ? to_byte : left,
					  .unit = unit};
	return (struct btf_place){.kind = BTF_PLACE_PADDING, .bits = unit, .unit = unit};
}

static void pad_to(struct walk *walk, uint64_t offset)
{
	while (walk->out && walk->at < offset && !walk->error) {
		uint64_t left = offset - walk->at;
		struct btf_place place = next_padding(walk, left);

		if (left > PADDING_MAX && walk->at % 8 == 0)
			place = (struct btf_place){.kind = BTF_PLACE_FILLER, .bits = left / 8 * 8};
		add_place(walk, place);
		walk->at += place.bits;
	}
}

/* An INT that is less than its bytes, as bitfields were before the kflag. */
static bool describes_bits(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = btf_record(btf, id);

	return btf_kind_of(btf, id) == BTF_K_INT &&
	       (btf_record_int_bit_offset(record) ||
		btf_record_int_bits(record) != 8 * btf_record_size_or_type(record));
}

static void look_at_bits(const struct btf *btf, uint32_t type_id, struct member *member)
{
	const uint8_t *record;

	if (!btf_type_skip_modifiers(btf, type_id, &type_id))
		return;
	record = btf_record(btf, type_id);
	member->is_bitfield = true;
	member->offset += btf_record_int_bit_offset(record);
	member->size = btf_record_int_bits(record);
}

static const char *what_is_wrong(const struct walk *walk, const struct member *member)
{
	if (member->is_bitfield && member->size > member->unit)
		return too_wide;
	if (!member->is_bitfield && member->offset % 8)
		return between_bytes;
	if (member->offset + member->size > walk->size)
		return beyond_end;
	return member->offset < walk->at ? overlaps : NULL;
}

static inline __attribute__((always_inline)) struct member look_at(struct walk *walk,
								   uint32_t index)
{
	struct btf_placer *placer = walk->placer;
	uint32_t type_id = btf_record_element(walk->record, BTF_MEMBER_WORDS, index, 1);
	uint32_t place = btf_record_element(walk->record, BTF_MEMBER_WORDS, index, 2);
	struct member member = {.offset = walk->kflag ? place & 0xffffff : place,
				.size = walk->kflag ? place >> 24 : 0};

	member.is_bitfield = member.size != 0;
	member.alignment = btf_placed_alignment(placer, type_id);
	if (!member.alignment) {
		member.why_not = has_no_size;
		return member;
	}
	member.unit = 8ull * placer->placed[type_id].size;
	if (!member.is_bitfield) {
		member.size = member.unit;
		if (!walk->kflag && placer->placed[type_id].describes_bits)
			look_at_bits(placer->btf, type_id, &member);
	}
	if (walk->packed)
		member.alignment = 1;
	member.why_not = what_is_wrong(walk, &member);
	return member;
}

/* Whether the compiler puts it at `member->offset` where that is the next free bit. */
static bool stays_there(const struct walk *walk, const struct member *member)
{
	uint64_t unit = 8ull * member->alignment;

	if (!member->is_bitfield)
		return is_multiple(member->offset, unit);
	return walk->packed || remainder_of(member->offset, unit) + member->size <= member->unit;
}

/* Where the compiler puts it behind what is there. */
static uint64_t natural_offset(const struct walk *walk, const struct member *member)
{
	uint64_t unit = 8ull * member->alignment;

	if (!member->is_bitfield)
		return round_up(walk->at, unit);
	if (walk->packed || remainder_of(walk->at, unit) + member->size <= member->unit)
		return walk->at;
	return round_up(walk->at, unit);
}

static void add_nowhere(struct walk *walk, uint32_t index, const char *why)
{
	add_place(walk, (struct btf_place){.kind = BTF_PLACE_NOWHERE, .index = index, .why = why});
}

static void add_member(struct walk *walk, uint32_t index, const struct member *member)
{
	add_place(walk, (struct btf_place){.kind = member->is_bitfield ? BTF_PLACE_BITFIELD
								       : BTF_PLACE_MEMBER,
					   .index = index,
					   .bits = member->size});
}

/* False: it takes packed. */
static bool walk_members(struct walk *walk)
{
	for (uint32_t i = 0; i < walk->vlen && !walk->error; i++) {
		struct member member = look_at(walk, i);

		if (member.why_not) {
			walk->natural = false;
			add_nowhere(walk, i, member.why_not);
			continue;
		}
		if (!stays_there(walk, &member))
			return false;
		if (natural_offset(walk, &member) != member.offset) {
			walk->natural = false;
			pad_to(walk, member.offset);
		}
		walk->natural &= !member.is_bitfield;
		add_member(walk, i, &member);
		walk->at = member.offset + member.size;
		if (member.alignment > walk->alignment)
			walk->alignment = member.alignment;
	}
	return true;
}

/* False: it takes packed. */
static bool walk_struct(struct walk *walk)
{
	walk->at = 0;
	walk->alignment = 1;
	walk->natural = !walk->packed;
	if (!walk_members(walk) || !is_multiple(walk->size, 8ull * walk->alignment))
		return false;
	if (round_up(walk->at, 8ull * walk->alignment) != walk->size) {
		walk->natural = false;
		pad_to(walk, walk->size);
	}
	return true;
}

/* Whether it takes packed, and its alignment then. */
static void try_struct(struct walk *walk, struct btf_placement *out)
{
	walk->packed = false;
	if (!walk_struct(walk)) {
		walk->packed = true;
		walk_struct(walk);
	}
	out->packed = walk->packed;
	out->alignment = walk->alignment;
}

/* The arms of a union; returns the size of the largest in bits. */
static uint64_t walk_arms(struct walk *walk)
{
	uint64_t largest = 0;

	walk->alignment = 1;
	for (uint32_t i = 0; i < walk->vlen && !walk->error; i++) {
		struct member member;

		walk->at = 0;
		member = look_at(walk, i);
		if (!member.why_not && member.offset)
			member.why_not = off_start;
		if (member.why_not) {
			add_nowhere(walk, i, member.why_not);
			continue;
		}
		add_member(walk, i, &member);
		if (member.size > largest)
			largest = member.size;
		if (member.alignment > walk->alignment)
			walk->alignment = member.alignment;
	}
	return largest;
}

/* The bytes that an alignment makes of `largest` bits. */
static uint64_t size_in_bytes(uint64_t largest, uint32_t alignment)
{
	return round_up(largest, 8ull * alignment) / 8;
}

static void place_union(struct walk *walk, struct btf_placement *out)
{
	uint64_t largest = walk_arms(walk), size = walk->size / 8;

	if (size_in_bytes(largest, walk->alignment) > size) {
		walk->packed = out->packed = true;
		walk->alignment = 1;
	}
	out->alignment = walk->alignment;
	if (size_in_bytes(largest, out->alignment) == size)
		return;
	while (out->alignment < ALIGNED_MAX && size_in_bytes(largest, out->alignment) < size)
		out->alignment *= 2;
	if (size_in_bytes(largest, out->alignment) == size) {
		out->aligned = out->alignment;
		return;
	}
	out->filler = (uint32_t)size;
	out->alignment = walk->alignment;
	out->packed = size % walk->alignment != 0;
	if (out->packed)
		out->alignment = 1;
}

static struct walk begin_walk(struct btf_placer *placer, uint32_t id)
{
	const uint8_t *record = btf_record(placer->btf, id);

	return (struct walk){.placer = placer,
			     .record = record,
			     .kind = btf_record_kind(record),
			     .vlen = btf_record_vlen(record),
			     .kflag = btf_record_kflag(record),
			     .size = 8ull * btf_record_size_or_type(record)};
}

static void place_naturally(struct walk *walk)
{
	for (uint32_t i = 0; i < walk->vlen; i++) {
		uint32_t type_id = btf_record_element(walk->record, BTF_MEMBER_WORDS, i, 1);

		add_place(walk,
			  (struct btf_place){.kind = BTF_PLACE_MEMBER,
					     .index = i,
					     .bits = 8ull * walk->placer->placed[type_id].size});
	}
}

int btf_place(struct btf_placer *placer, uint32_t id, struct btf_placement *placement)
{
	struct walk walk = begin_walk(placer, id);

	*placement = (struct btf_placement){.places = placement->places,
					    .capacity = placement->capacity};
	if (walk.kind == BTF_K_UNION) {
		place_union(&walk, placement);
		walk.out = placement;
		walk_arms(&walk);
		return walk.error;
	}
	placement->alignment = btf_placed_alignment(placer, id);
	walk.out = placement;
	if (placer->placed[id].natural) {
		place_naturally(&walk);
		return walk.error;
	}
	placement->packed = walk.packed = placer->placed[id].packed;
	walk_struct(&walk);
	return walk.error;
}

static uint32_t struct_alignment(struct btf_placer *placer, uint32_t id)
{
	struct btf_placement placement = {0};
	struct walk walk = begin_walk(placer, id);

	if (placer->depth == BTF_MAX_RESOLVE_DEPTH)
		return 0;
	placer->depth++;
	if (walk.kind == BTF_K_UNION)
		place_union(&walk, &placement);
	else
		try_struct(&walk, &placement);
	placer->depth--;
	placer->placed[id].packed = placement.packed;
	placer->placed[id].natural = walk.natural;
	return placement.alignment;
}

static uint32_t scalar_alignment(const struct btf_placer *placer, uint32_t size)
{
	uint32_t pointer_size = btf_pointer_size(placer->btf);

	if (size == 8)
		return placer->wide_alignment;
	if (size == 12) /* the long double of i386 */
		return 4;
	if (size == 16)
		return pointer_size == 8 ? 16 : placer->wide_alignment;
	return size == 1 || size == 2 || size == 4 ? size : 0;
}

/* Of what is neither modifier nor array. */
static uint32_t find_alignment(struct btf_placer *placer, uint32_t id, const uint8_t *record)
{
	switch (btf_record_kind(record)) {
	case BTF_K_INT:
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
	case BTF_K_FLOAT:
		return scalar_alignment(placer, btf_record_size_or_type(record));
	case BTF_K_PTR:
		return btf_pointer_size(placer->btf);
	case BTF_K_STRUCT:
	case BTF_K_UNION:
		return struct_alignment(placer, id);
	case BTF_K_VOID:
	case BTF_K_ARRAY:
	case BTF_K_FWD:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC:
	case BTF_K_FUNC_PROTO:
	case BTF_K_VAR:
	case BTF_K_DATASEC:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
	return 0;
}

/* Without modifiers and arrays; 0 for too many of them. */
static uint32_t strip(const struct btf *btf, uint32_t id)
{
	for (int depth = 0; depth <= BTF_MAX_DEPTH; depth++) {
		const uint8_t *record = btf_record(btf, id);
		enum btf_kind kind = btf_kind_of(btf, id);

		if (kind == BTF_K_ARRAY)
			id = btf_record_extra(record, 0);
		else if (btf_is_modifier(kind))
			id = btf_record_size_or_type(record);
		else
			return record ? id : 0;
	}
	return 0;
}

/* The size of what has an alignment; false where it is too large. */
static bool find_size(struct btf_placer *placer, uint32_t id, enum btf_kind kind)
{
	struct btf_placed *placed = &placer->placed[id];
	uint32_t resolved = id;

	if (kind == BTF_K_PTR) {
		placed->size = btf_pointer_size(placer->btf);
		return true;
	}
	if (!btf_type_id_size(placer->btf, &resolved, &placed->size))
		return false;
	placed->describes_bits = describes_bits(placer->btf, resolved);
	return true;
}

static uint32_t align(struct btf_placer *placer, uint32_t id)
{
	struct btf_placed *placed = &placer->placed[id];
	const uint8_t *record = btf_record(placer->btf, id);
	enum btf_kind kind = btf_record_kind(record);
	uint32_t alignment;

	/* A struct that holds itself finds this. */
	placed->alignment = NO_ALIGNMENT;
	if (kind == BTF_K_ARRAY || btf_is_modifier(kind))
		alignment = btf_placed_alignment(placer, strip(placer->btf, id));
	else
		alignment = find_alignment(placer, id, record);
	if (alignment && find_size(placer, id, kind))
		placed->alignment = (uint8_t)alignment;
	return placed->alignment;
}

uint32_t btf_placed_alignment(struct btf_placer *placer, uint32_t id)
{
	uint32_t alignment;

	if (!id || id >= btf_id_end(placer->btf))
		return 0;
	alignment = placer->placed[id].alignment;
	if (!alignment)
		alignment = align(placer, id);
	return alignment == NO_ALIGNMENT ? 0 : alignment;
}
