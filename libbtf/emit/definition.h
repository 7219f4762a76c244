/* SPDX-License-Identifier: BSD-2-Clause */
/* definition.h - C definitions of types, laid out as BTF says. */
#ifndef BTF_EMIT_DEFINITION_H
#define BTF_EMIT_DEFINITION_H

#include "base/out.h"
#include "emit/declared.h"
#include "emit/inside.h"
#include "emit/plan.h"
#include "query/decl.h"

/* Writes definitions of a plan: of each thread its own. */
struct btf_definer {
	const struct btf *btf;
	struct btf_out *out;
	const struct btf_names *names;
	struct btf_placer *placer; /* knows all: see plan.h */
	const uint8_t *bodies;
	struct btf_decl_style style;
	struct btf_declared_cache declared;
	struct btf_placement placements[BTF_BODIES_MAX + 1]; /* by depth; kept for their memory */
	uint32_t enumerator;                                 /* the number of the next */
	char name[BTF_NAME_ROOM];
};

/* 0, or -ENOMEM. A definer does not move, and is freed in any case. */
int btf_definer_init(struct btf_definer *definer, struct btf_plan *plan, bool tags,
		     struct btf_out *out);
void btf_definer_free(struct btf_definer *definer);

/* Declares and defines what a chunk holds. 0; -ENOMEM; -ELOOP. */
int btf_define_chunk(struct btf_definer *definer, const struct btf_order *order,
		     const struct btf_chunk *chunk);

#endif
