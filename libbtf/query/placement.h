/* SPDX-License-Identifier: BSD-2-Clause */
/* placement.h - how to write a struct or union in C so that a compiler lays it out as BTF says.
 *
 * BTF records where members are, and nothing of why: attributes such as packed and aligned are lost.
 * So a compiler's layout is followed member by member, and where it would place one elsewhere, the
 * difference is said in C: by unnamed bitfields, by packed, by aligned.
 */
#ifndef BTF_QUERY_PLACEMENT_H
#define BTF_QUERY_PLACEMENT_H

#include <libbtf/types.h>

/* What is known of a type. */
struct btf_placed {
	uint32_t size;       /* in bytes, of what has an alignment */
	uint8_t alignment;   /* in bytes, as the type is written; 0: not known yet */
	bool describes_bits; /* of what has an alignment: an INT of some bits alone */
	bool packed;         /* of a struct whose alignment is known: takes packed */
	bool natural;        /* of such a struct: no word more is needed, nor a bitfield's */
};

/* Follows the layout of many types: what was found of one is kept. One thread may use it; and when
 * the alignments of all types that are asked for are known, any number, as it does not change
 * then. */
struct btf_placer {
	const struct btf *btf;
	struct btf_placed *placed; /* by id */
	uint32_t wide_alignment;   /* of 8-byte scalars */
	uint32_t depth;            /* of structs in structs, while it looks */
};

/* 0, or -ENOMEM. */
int btf_placer_init(struct btf_placer *placer, const struct btf *btf);
void btf_placer_free(struct btf_placer *placer);

enum btf_place_kind {
	BTF_PLACE_MEMBER,   /* the member as it is */
	BTF_PLACE_BITFIELD, /* the member as a bitfield of `bits` */
	BTF_PLACE_PADDING,  /* an unnamed bitfield: `bits` of a unit of `unit` bits */
	BTF_PLACE_FILLER,   /* an array of `bits` / 8 bytes: what is too long for bitfields */
	BTF_PLACE_NOWHERE,  /* the member can't be said in C, for the reason `why` */
};

struct btf_place {
	enum btf_place_kind kind;
	uint32_t index; /* of the member */
	uint64_t bits;  /* of all but members and what is nowhere */
	uint32_t unit;
	const char *why;
};

struct btf_placement {
	struct btf_place *places; /* in the order to write them */
	size_t count, capacity;
	bool packed;
	uint32_t aligned;   /* in bytes, for an attribute; 0: none */
	uint32_t filler;    /* bytes of an arm that gives a union its size; 0: none */
	uint32_t alignment; /* in bytes, that the type then has */
};

/* Of a STRUCT or UNION. `placement` is zeroed before the first use, may be used for one type after the
 * other, and is freed after the last. 0, or -ENOMEM. */
int btf_place(struct btf_placer *placer, uint32_t id, struct btf_placement *placement);
void btf_placement_free(struct btf_placement *placement);

/* The alignment of any type as it is written; 0 where it has none or is nested too deep. */
uint32_t btf_placed_alignment(struct btf_placer *placer, uint32_t id);

#endif
