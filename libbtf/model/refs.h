/* SPDX-License-Identifier: BSD-2-Clause */
/* refs.h - walks over the types that a type refers to: btf_ref_at() for who asks it of every type, and
 * wants the ids alone. */
#ifndef BTF_MODEL_REFS_H
#define BTF_MODEL_REFS_H

#include "model/record.h"

struct btf_ref_walk {
	uint32_t left;     /* how many are to come */
	uint32_t leading;  /* of these, words before the elements */
	const uint8_t *at; /* the next of them */
	const uint8_t *elements;
	uint32_t stride; /* in bytes, from element to element */
};

/* The order is that of btf_ref_at(). */
struct btf_ref_walk btf_ref_walk_begin(const uint8_t *record);

static inline uint32_t btf_ref_walk_next(struct btf_ref_walk *walk)
{
	uint32_t type_id;

	if (!walk->leading) {
		type_id = btf_word(walk->elements);
		walk->elements += walk->stride;
	} else {
		walk->leading--;
		type_id = btf_word(walk->at);
		walk->at += 4;
	}
	walk->left--;
	return type_id;
}

#endif
