/* SPDX-License-Identifier: BSD-2-Clause */
/* order.h - in which order C wants types: each behind what it is made of. */
#ifndef BTF_QUERY_ORDER_H
#define BTF_QUERY_ORDER_H

#include <libbtf/types.h>

enum btf_step_kind {
	BTF_STEP_FORWARD, /* declare a struct or union: something refers to it by pointer */
	BTF_STEP_DEFINE, /* a struct, union, enum, typedef; an INT or FLOAT that C has no name for */
	BTF_STEP_DECLARE, /* a function or variable; these stand behind all types */
};

struct btf_step {
	enum btf_step_kind kind;
	uint32_t id;
};

struct btf_order {
	struct btf_step *steps;
	size_t count, capacity;
};

/* What takes to declare and define the types of a list, each once. Named structs and unions that
 * are only pointed to are declared and not defined. `order` is zeroed before, and freed after.
 * 0; -ENOMEM; -ELOOP for types nested deeper than any compiler takes. */
int btf_order_types(const struct btf *btf, struct btf_id_list list, struct btf_order *order,
		    struct btf_error *err);
void btf_order_free(struct btf_order *order);

/* Whether C knows an INT or FLOAT by its name, and it has the size there that it has here. A float
 * that is neither float nor double is not of the same size, if there at all, on every target. */
bool btf_is_c_scalar(const struct btf *btf, uint32_t id);

#endif
