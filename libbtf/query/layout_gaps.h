/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_gaps.h - where each member of a struct lies, and the unused bits between one and the next:
 * what the rows and the figures of a layout are both made of. */
#ifndef BTF_QUERY_LAYOUT_GAPS_H
#define BTF_QUERY_LAYOUT_GAPS_H

#include <libbtf/layout.h>

/* Offsets count from the start of the struct or union that the member is in. */
struct btf_member_place {
	uint64_t bit_offset;
	uint64_t bits;
	bool has_size;
	bool is_bitfield;
	uint32_t storage_size;   /* of a bitfield in bytes */
	uint64_t storage_offset; /* in bytes */
};

/* Of a STRUCT or UNION that has such a member. Bitfields as the kflag has them, and as INTs of old
 * described them. */
struct btf_member_place btf_member_place(const struct btf *btf, uint32_t id, uint32_t index);

struct btf_gap {
	enum btf_layout_row_kind kind; /* one of the four for what is unused */
	uint64_t bit_offset, bits;
	uint32_t storage_size; /* in bytes, of the unit that the bits are of; 0: of none */
	uint64_t storage_offset;
};

/* Unused bits in a row: the rest of a storage unit, whole bytes, the start of a storage unit. */
struct btf_gaps {
	struct btf_gap gap[3];
	unsigned int count;
};

/* A walk over the members of a STRUCT or UNION, in their order. */
struct btf_gap_walk {
	bool is_union;
	uint64_t size_bits;
	uint64_t end;                  /* of what was passed, in bits */
	uint64_t unit_start, unit_end; /* of the storage unit that the last bitfield lies in, in
					* bits; 0: the last was none */
	bool open_ended;               /* the last member has no size: what follows may be its */
};

struct btf_gap_walk btf_gap_walk_of(const struct btf *btf, uint32_t id);

/* Passes a member: what is unused before it. */
struct btf_gaps btf_gaps_before(struct btf_gap_walk *walk, const struct btf_member_place *place);

/* What is unused behind the last one. */
struct btf_gaps btf_gaps_at_end(const struct btf_gap_walk *walk);

/* To be asked before the member is passed. */
bool btf_place_overlaps(const struct btf_gap_walk *walk, const struct btf_member_place *place);
bool btf_place_is_beyond_end(const struct btf_gap_walk *walk, const struct btf_member_place *place);

/* The bytes behind the last member of a struct that a type is or comes to, by its last member
 * alone; 0 for all else. */
uint32_t btf_tail_padding(const struct btf *btf, uint32_t id);

#endif
