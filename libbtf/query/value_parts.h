/* SPDX-License-Identifier: BSD-2-Clause */
/* value_parts.h - the parts of a struct, union or section, with keys of their own, and the gaps
 * between them. */
#ifndef BTF_QUERY_VALUE_PARTS_H
#define BTF_QUERY_VALUE_PARTS_H

#include "query/value_shape.h"

/* Fills the shape of a STRUCT, UNION or DATASEC, whose size stands there; where there is no memory it
 * is left as BTF_SHAPE_NONE. */
void btf_shape_parts(struct btf_shapes *shapes, uint32_t id, struct btf_shape *shape);

void btf_shape_free_parts(struct btf_shape *shape);

#endif
