/* SPDX-License-Identifier: BSD-2-Clause */
/* plan.h - what is decided of a header before its first definition is written: the order, all names,
 * all alignments. From then on a plan is only read, and threads write chunks of it side by side. */
#ifndef BTF_EMIT_PLAN_H
#define BTF_EMIT_PLAN_H

#include "base/crew.h"
#include "query/names.h"
#include "query/order.h"
#include "query/placement.h"

/* Some steps of the order. */
struct btf_chunk {
	size_t first, end;
	uint32_t enumerator; /* the number of the first enumerator in them */
};

struct btf_plan {
	const struct btf *btf;
	struct btf_order order;
	struct btf_names *names;
	struct btf_placer placer;
	uint8_t *bodies; /* enum btf_bodies by id, of the structs and unions in the list */
	struct btf_chunk *chunks;
	size_t chunk_count, chunk_capacity;
};

/* The options' flavor; a crew, or NULL. `plan` is zeroed before, and freed after. 0; -ENOMEM; -ELOOP for types that are nested too deep. */
int btf_plan_make(struct btf_plan *plan, const struct btf *btf, struct btf_id_list list,
		  const char *flavor, struct btf_crew *crew, struct btf_error *err);
void btf_plan_free(struct btf_plan *plan);

#endif
