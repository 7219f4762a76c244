/* SPDX-License-Identifier: BSD-2-Clause */
/* assertions.h - static assertions that a compiler lays types out as BTF says. */
#ifndef BTF_EMIT_ASSERTIONS_H
#define BTF_EMIT_ASSERTIONS_H

#include "base/out.h"
#include "emit/plan.h"

/* For every type that the plan defines: its size, and the offset of each member that C can name. */
void btf_assert_layout(struct btf_plan *plan, bool tags, struct btf_out *out);

#endif
