/* SPDX-License-Identifier: BSD-2-Clause */
/* inside.h - the structs, unions and enums whose bodies stand within a definition. */
#ifndef BTF_EMIT_INSIDE_H
#define BTF_EMIT_INSIDE_H

#include "query/placement.h"

/* How deep bodies stand in bodies; no compiler takes so many. */
#define BTF_BODIES_MAX 33

/* The struct, union or enum that a declaration has in place: an anonymous one, or a named one of a
 * member without a name, which a plain compiler does not see (-fms-extensions). 0: none. */
uint32_t btf_written_in_place(const struct btf *btf, uint32_t base_id, bool has_no_name);

/* Whether bodies stand within that of a struct or union. Most have none. */
enum btf_bodies {
	BTF_BODIES_UNKNOWN,
	BTF_BODIES_NONE,
	BTF_BODIES_SOME,
};

/* Of a struct or union, whose alignment and whose members' alignments the placer knows then. */
enum btf_bodies btf_bodies_inside(struct btf_placer *placer, uint32_t id);

/* A walk over the enums that are written, in the order in which they are. */
struct btf_enum_walk {
	struct btf_placer *placer;
	const uint8_t *bodies; /* enum btf_bodies by id, as far as known */
	void (*found)(void *context, uint32_t id);
	void *context;
};

/* Those of a struct, union or enum with its body, and of a declaration of that type, which stand in
 * `depth` bodies. 0; -ENOMEM; -ELOOP for bodies that are too deep.
 *
 * Afterwards the placer knows all that writing this takes. */
int btf_walk_enums_of_body(const struct btf_enum_walk *walk, uint32_t id, int depth);
int btf_walk_enums_of_type(const struct btf_enum_walk *walk, uint32_t type_id, bool has_no_name,
			   int depth);

#endif
