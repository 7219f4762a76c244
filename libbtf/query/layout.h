/* SPDX-License-Identifier: BSD-2-Clause */
/* layout.h - the inside of libbtf/layout.h: figures, and what is kept from one layout to the next. */
#ifndef BTF_QUERY_LAYOUT_H
#define BTF_QUERY_LAYOUT_H

#include <libbtf/layout.h>

#include "query/layout_gaps.h"

/* What is found of alignments and asked again for other types. */
struct btf_alignments {
	const struct btf *btf;
	uint8_t *natural; /* the memo of btf_type_alignment_memo() */
	uint8_t *shown;   /* by id: what layout_packing.c finds */
	int depth;        /* of the structs that are asked for while one is */
};

/* 0, or -ENOMEM with `err`. */
int btf_alignments_init(struct btf_alignments *alignments, const struct btf *btf,
			struct btf_error *err);
void btf_alignments_free(struct btf_alignments *alignments);

/* btf_layout_new() for who asks for many. */
struct btf_layout *btf_layout_make(struct btf_alignments *alignments, uint32_t id,
				   const struct btf_layout_options *options, struct btf_error *err);

/* `id` is one that btf_layout_struct_of() is not 0 for. */
struct btf_layout_summary btf_layout_summarize(struct btf_alignments *alignments, uint32_t id,
					       uint32_t cacheline_size);

/* The alignment that a type has, or that its members' offsets and its size show it to have been
 * given; 0: unknown. */
uint32_t btf_shown_alignment(struct btf_alignments *alignments, uint32_t id);

/* Whether members are aligned less than by themselves, and nothing is left free between them. */
bool btf_is_packed(struct btf_alignments *alignments, uint32_t id);

/* The size of a STRUCT were its members ordered by alignment; 0: unknown. To be asked where all members
 * have a size, and none overlaps another. */
uint64_t btf_packed_size(struct btf_alignments *alignments, uint32_t id);

#endif
