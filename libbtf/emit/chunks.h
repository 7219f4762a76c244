/* SPDX-License-Identifier: BSD-2-Clause */
/* chunks.h - the definitions of a header, written by one thread or some. */
#ifndef BTF_EMIT_CHUNKS_H
#define BTF_EMIT_CHUNKS_H

#include "base/crew.h"
#include "base/out.h"
#include "emit/plan.h"

/* Writes all chunks of a plan in their order, with the help of a crew or without. 0; -ENOMEM;
 * -ELOOP. */
int btf_write_chunks(struct btf_plan *plan, bool tags, struct btf_crew *crew, struct btf_out *out);

#endif
