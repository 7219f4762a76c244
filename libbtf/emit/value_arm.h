/* SPDX-License-Identifier: BSD-2-Clause */
/* value_arm.h - which arm of a union says what is in its bytes. */
#ifndef BTF_EMIT_VALUE_ARM_H
#define BTF_EMIT_VALUE_ARM_H

#include <libbtf/value.h>

struct btf_arm {
	uint32_t index; /* of the member */
	bool is_zero;   /* no arm has a bit that is set */
	bool is_whole;  /* the arm has all bits that any has */
};

/* What bounds the search: a union may be made of unions, in broken BTF without an end. */
struct btf_arm_search {
	uint32_t left;  /* unions that may still be looked at */
	uint32_t depth; /* of unions in unions */
};

/* The arm that has most of the bits that are set; the first of equals. `data` is where the union
 * begins, of which `size` bytes are there. 0, or -ENOMEM. */
int btf_choose_arm(struct btf_decoder *decoder, uint32_t union_id, const uint8_t *data, size_t size,
		   struct btf_arm_search *search, struct btf_arm *arm);

#endif
