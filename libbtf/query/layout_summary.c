/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_summary.c - the figures of a struct: one walk over its members. */
#include <errno.h>
#include <stdlib.h>

#include <libbtf/resolve.h>

#include "base/error.h"
#include "model/alignment.h"
#include "query/layout.h"

int btf_alignments_init(struct btf_alignments *alignments, const struct btf *btf,
			struct btf_error *err)
{
	*alignments = (struct btf_alignments){.btf = btf};
	alignments->natural = calloc(btf_id_end(btf), 1);
	alignments->shown = calloc(btf_id_end(btf), 1);
	if (alignments->natural && alignments->shown)
		return 0;
	btf_alignments_free(alignments);
	return btf_fail(err, -ENOMEM, "no memory for a layout");
}

void btf_alignments_free(struct btf_alignments *alignments)
{
	free(alignments->natural);
	free(alignments->shown);
}

static void count_gaps(struct btf_layout_summary *summary, const struct btf_gaps *gaps)
{
	for (unsigned int i = 0; i < gaps->count; i++) {
		uint64_t bits = gaps->gap[i].bits;

		switch (gaps->gap[i].kind) {
		case BTF_ROW_HOLE:
			summary->holes++;
			summary->hole_bytes += bits / 8;
			break;
		case BTF_ROW_BIT_HOLE:
			summary->bit_holes++;
			summary->bit_hole_bits += bits;
			break;
		case BTF_ROW_PADDING:
			summary->padding += bits / 8;
			break;
		case BTF_ROW_BIT_PADDING:
			summary->bit_padding += bits;
			break;
		case BTF_ROW_MEMBER:
		case BTF_ROW_BEGIN:
		case BTF_ROW_END:
		case BTF_ROW_CACHELINE:
			break;
		}
	}
}

/* True where it is something that C could not have placed there, or has no size. */
static bool count_member(const struct btf *btf, struct btf_layout_summary *summary,
			 struct btf_gap_walk *walk, uint32_t index)
{
	struct btf_member_place place = btf_member_place(btf, summary->type_id, index);
	bool misplaced = btf_place_overlaps(walk, &place) || btf_place_is_beyond_end(walk, &place);
	struct btf_gaps gaps = btf_gaps_before(walk, &place);
	uint32_t tail = 0;

	count_gaps(summary, &gaps);
	if (place.is_bitfield) {
		summary->bitfield_bits += place.bits;
	} else {
		summary->member_bytes += place.bits / 8;
		tail = btf_tail_padding(btf, btf_member_at(btf, summary->type_id, index).type_id);
	}
	summary->tail_paddings += tail != 0;
	summary->tail_padding_bytes += tail;
	summary->misplaced += misplaced;
	return misplaced || !place.has_size;
}

static void count_cachelines(struct btf_layout_summary *summary, uint32_t cacheline_size)
{
	summary->cacheline_size = cacheline_size;
	if (!cacheline_size)
		return;
	summary->cachelines = summary->size / cacheline_size;
	summary->last_cacheline = summary->size % cacheline_size;
	summary->cachelines += summary->last_cacheline != 0;
}

/* What its members ask for: a type that seems to be packed because one of them lies where C would
 * not put it, and has holes all the same, is aligned as the others are. */
static uint32_t natural_alignment(struct btf_alignments *alignments,
				  const struct btf_layout_summary *summary)
{
	const struct btf *btf = alignments->btf;
	uint32_t strictest = summary->alignment;

	for (uint32_t i = 0; i < summary->members && summary->alignment == 1 && !summary->packed;
	     i++) {
		struct btf_member_info member = btf_member_at(btf, summary->type_id, i);
		uint32_t alignment =
			btf_type_alignment_memo(btf, member.type_id, alignments->natural);

		if (alignment > strictest)
			strictest = alignment;
	}
	return strictest;
}

/* Of a type whose members are where C puts members. */
static void look_at_alignment(struct btf_alignments *alignments, struct btf_layout_summary *summary)
{
	uint32_t shown = btf_shown_alignment(alignments, summary->type_id);
	uint64_t packed_size;

	if (summary->alignment && shown > natural_alignment(alignments, summary) &&
	    summary->size % shown == 0)
		summary->aligned = shown;
	if (!summary->hole_bytes && !summary->bit_hole_bits && !summary->padding)
		return;
	packed_size = btf_packed_size(alignments, summary->type_id);
	if (packed_size && packed_size < summary->size)
		summary->packable = summary->size - (uint32_t)packed_size;
}

struct btf_layout_summary btf_layout_summarize(struct btf_alignments *alignments, uint32_t id,
					       uint32_t cacheline_size)
{
	const struct btf *btf = alignments->btf;
	uint32_t struct_id = btf_layout_struct_of(btf, id);
	struct btf_type_info type = btf_type_at(btf, struct_id);
	struct btf_layout_summary summary = {.type_id = struct_id, .name_id = id};
	struct btf_gap_walk walk = btf_gap_walk_of(btf, struct_id);
	bool well_formed = true;
	struct btf_gaps gaps;

	summary.size = type.size;
	summary.members = type.vlen;
	summary.alignment = btf_type_alignment_memo(btf, struct_id, alignments->natural);
	for (uint32_t i = 0; i < type.vlen; i++)
		if (count_member(btf, &summary, &walk, i))
			well_formed = false;
	gaps = btf_gaps_at_end(&walk);
	count_gaps(&summary, &gaps);
	count_cachelines(&summary, cacheline_size);
	if (well_formed) {
		summary.packed = btf_is_packed(alignments, struct_id);
		look_at_alignment(alignments, &summary);
	}
	return summary;
}
