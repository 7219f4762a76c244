/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_packing.c - how small a struct would be if its members were ordered by alignment.
 *
 * A member's size is a multiple of its alignment. So where the members stand in the order of their
 * alignment, the strictest first, each begins where the one before it ends, and what is unused is
 * the padding behind the last one at most. The exception are runs of bitfields: one is kept as it
 * is, and the bytes that it leaves of its last unit are open to what is aligned less.
 *
 * Attributes are not in BTF, but they can be seen. A compiler leaves fewer bytes free before a
 * member than its alignment: a member that has more before it was aligned by hand, to the least
 * power of two that is larger than what is free and divides its offset, or to a cacheline. Padding
 * tells the same of a struct.
 */
#include <libbtf/resolve.h>

#include "model/alignment.h"
#include "query/layout.h"

/* What would be aligned to more than 64 KiB was moved there by something else. */
#define ALIGNED_MAX_LOG 16
#define ALIGNED_MAX     (1u << ALIGNED_MAX_LOG)
#define CACHELINE       64

/* What `shown` holds: 0, one of these, or 1 + the alignment's binary logarithm. */
enum {
	SHOWN_OPEN = 254, /* being asked for: it is nested in itself */
	SHOWN_UNKNOWN = 255,
};

static uint64_t round_up(uint64_t value, uint64_t unit)
{
	return (value + unit - 1) / unit * unit;
}

/* The alignment of what lies at `offset` (or ends there) behind `unused` bytes, in a struct of that
 * size. Of the powers of two that it may be, the least, or the size of a cacheline. */
static uint32_t alignment_from_gap(uint64_t unused, uint64_t offset, uint32_t natural,
				   uint32_t struct_size)
{
	uint64_t alignment = natural;

	if (unused < natural)
		return natural;
	while (alignment <= unused)
		alignment *= 2;
	if (alignment < CACHELINE && (offset | struct_size) % CACHELINE == 0)
		alignment = CACHELINE;
	if (alignment > ALIGNED_MAX || (offset | struct_size) % alignment)
		return natural;
	return (uint32_t)alignment;
}

/* The bytes of the hole or padding among the gaps. */
static uint64_t unused_bytes(const struct btf_gaps *gaps)
{
	for (unsigned int i = 0; i < gaps->count; i++)
		if (gaps->gap[i].kind == BTF_ROW_HOLE || gaps->gap[i].kind == BTF_ROW_PADDING)
			return gaps->gap[i].bits / 8;
	return 0;
}

bool btf_is_packed(struct btf_alignments *alignments, uint32_t id)
{
	const struct btf *btf = alignments->btf;
	struct btf_gap_walk walk = btf_gap_walk_of(btf, id);
	uint32_t vlen = btf_type_vlen(btf, id);
	bool is_aligned_less = false;

	if (btf_type_alignment_memo(btf, id, alignments->natural) != 1)
		return false;
	for (uint32_t i = 0; i < vlen; i++) {
		struct btf_member_place place = btf_member_place(btf, id, i);
		struct btf_gaps gaps = btf_gaps_before(&walk, &place);
		uint32_t type_id = btf_member_at(btf, id, i).type_id;

		if (unused_bytes(&gaps))
			return false;
		if (!place.is_bitfield)
			is_aligned_less |=
				btf_type_alignment_memo(btf, type_id, alignments->natural) > 1;
	}
	return is_aligned_less;
}

/* Members of one alignment, by its binary logarithm, laid one behind the other. */
struct class
{
	uint64_t bytes; /* each rounded up to the alignment */
	uint64_t slack; /* by how much one of them was: it is put last */
};

struct packing {
	struct btf_alignments *alignments;
	uint32_t id;
	struct btf_gap_walk walk;
	uint32_t size;
	uint32_t strictest;
	bool packed;
	struct class classes[ALIGNED_MAX_LOG + 1];

	/* A run of bitfields that is not closed yet, in bytes from `run_start`; 0: none */
	uint64_t run_start, run_size;
	uint32_t run_alignment;
};

static void add_to_class(struct packing *packing, uint64_t size, uint32_t alignment)
{
	struct class *class = &packing->classes[__builtin_ctz(alignment)];
	uint64_t rounded = round_up(size, alignment);

	class->bytes += rounded;
	if (rounded - size > class->slack)
		class->slack = rounded - size;
}

/* A run needs to begin so that it crosses no unit that it does not cross now. */
static void close_run(struct packing *packing)
{
	uint32_t alignment = 1;

	if (!packing->run_size)
		return;
	while (alignment < packing->run_alignment && alignment < packing->run_size)
		alignment *= 2;
	add_to_class(packing, packing->run_size, alignment);
	packing->run_size = 0;
}

static void add_bitfield(struct packing *packing, const struct btf_member_place *place,
			 uint32_t alignment, const struct btf_gaps *gaps)
{
	if (unused_bytes(gaps))
		close_run(packing);
	if (!packing->run_size) {
		packing->run_start = place->bit_offset / 8;
		packing->run_alignment = 1;
	}
	packing->run_size = (place->bit_offset + place->bits + 7) / 8 - packing->run_start;
	if (alignment > packing->run_alignment)
		packing->run_alignment = alignment;
}

/* What the type shows of itself holds only where the member lies accordingly: one that is aligned less
 * is of a packed type that does not look packed, or its struct is packed. */
static uint32_t member_alignment(struct btf_alignments *alignments, uint32_t type_id,
				 const struct btf_member_place *place)
{
	uint32_t alignment = btf_shown_alignment(alignments, type_id);

	while (alignment && !place->is_bitfield && place->bit_offset % (8ull * alignment) &&
	       alignment > 1)
		alignment /= 2;
	return alignment;
}

/* False where the alignment is unknown. */
static bool pass_member(struct packing *packing, uint32_t index)
{
	const struct btf *btf = packing->alignments->btf;
	struct btf_member_place place = btf_member_place(btf, packing->id, index);
	uint32_t type_id = btf_member_at(btf, packing->id, index).type_id;
	uint32_t alignment = member_alignment(packing->alignments, type_id, &place);
	struct btf_gaps gaps = btf_gaps_before(&packing->walk, &place);

	if (!alignment)
		return false;
	if (packing->packed)
		alignment = 1;
	if (place.is_bitfield) {
		add_bitfield(packing, &place, alignment, &gaps);
	} else {
		close_run(packing);
		alignment = alignment_from_gap(unused_bytes(&gaps), place.bit_offset / 8, alignment,
					       packing->size);
		add_to_class(packing, place.bits / 8, alignment);
	}
	if (alignment > packing->strictest)
		packing->strictest = alignment;
	return true;
}

static bool pass_members(struct packing *packing)
{
	const struct btf *btf = packing->alignments->btf;
	uint32_t vlen = btf_type_vlen(btf, packing->id);
	struct btf_gaps gaps;

	packing->size = btf_type_at(btf, packing->id).size;
	packing->walk = btf_gap_walk_of(btf, packing->id);
	packing->strictest = 1;
	packing->packed = btf_is_packed(packing->alignments, packing->id);
	for (uint32_t i = 0; i < vlen; i++)
		if (!pass_member(packing, i))
			return false;
	close_run(packing);
	gaps = btf_gaps_at_end(&packing->walk);
	packing->strictest = alignment_from_gap(unused_bytes(&gaps), packing->size,
						packing->strictest, packing->size);
	return true;
}

static uint32_t shown_alignment_of_struct(struct btf_alignments *alignments, uint32_t id)
{
	struct packing packing = {.alignments = alignments, .id = id};
	bool known;

	if (alignments->depth == BTF_MAX_RESOLVE_DEPTH)
		return 0;
	alignments->depth++;
	known = pass_members(&packing);
	alignments->depth--;
	return known ? packing.strictest : 0;
}

static uint32_t find_shown_alignment(struct btf_alignments *alignments, uint32_t id)
{
	struct btf_resolved_size resolved;
	uint32_t alignment;

	if (btf_type_is_struct(alignments->btf, id))
		return shown_alignment_of_struct(alignments, id);
	if (!btf_resolve_size(alignments->btf, id, &resolved))
		return 0;
	if (resolved.elem_id != id)
		return btf_shown_alignment(alignments, resolved.elem_id);
	alignment = btf_type_alignment_memo(alignments->btf, id, alignments->natural);
	return alignment & (alignment - 1) ? 0 : alignment;
}

uint32_t btf_shown_alignment(struct btf_alignments *alignments, uint32_t id)
{
	uint32_t alignment;
	uint8_t *shown;

	if (id >= btf_id_end(alignments->btf))
		return 0;
	shown = &alignments->shown[id];
	if (*shown)
		return *shown < SHOWN_OPEN ? 1u << (*shown - 1) : 0;
	*shown = SHOWN_OPEN;
	alignment = find_shown_alignment(alignments, id);
	*shown = alignment ? (uint8_t)(__builtin_ctz(alignment) + 1) : SHOWN_UNKNOWN;
	return alignment;
}

uint64_t btf_packed_size(struct btf_alignments *alignments, uint32_t id)
{
	struct packing packing = {.alignments = alignments, .id = id};
	uint64_t size = 0;

	if (btf_type_at(alignments->btf, id).kind != BTF_K_STRUCT || !pass_members(&packing))
		return 0;
	for (int log = ALIGNED_MAX_LOG; log >= 0; log--)
		if (packing.classes[log].bytes)
			size = round_up(size, 1ull << log) + packing.classes[log].bytes -
			       packing.classes[log].slack;
	return round_up(size, packing.strictest);
}
