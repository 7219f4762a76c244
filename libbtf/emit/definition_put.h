/* SPDX-License-Identifier: BSD-2-Clause */
/* definition_put.h - pieces of definitions, shared by the files that write them. */
#ifndef BTF_EMIT_DEFINITION_PUT_H
#define BTF_EMIT_DEFINITION_PUT_H

#include "emit/definition.h"

static inline __attribute__((always_inline)) void put(struct btf_definer *definer,
						      const char *literal)
{
	btf_out_literal(definer->out, literal);
}

static inline void put_text(struct btf_definer *definer, const char *text)
{
	btf_out_string(definer->out, text);
}

static inline void indent(struct btf_definer *definer, int depth)
{
	for (int i = 0; i < depth; i++)
		put(definer, "\t");
}

__attribute__((format(printf, 2, 3))) void btf_put_format(struct btf_definer *definer,
							  const char *format, ...);

/* The integer of so many bits, as of an unnamed bitfield. */
const char *btf_unit_name(uint32_t bits);

/* `{ A = 0, ... }`, with what gives the enum its size. */
void btf_define_enum_body(struct btf_definer *definer, uint32_t id, int depth);

/* An INT or FLOAT that C has no name for, or another size: as the integer of its size. */
void btf_define_scalar(struct btf_definer *definer, uint32_t id);

#endif
