/* SPDX-License-Identifier: BSD-2-Clause */
/* assertions.h - static assertions that a compiler lays types out as BTF says. */
#ifndef BTF_EMIT_ASSERTIONS_H
#define BTF_EMIT_ASSERTIONS_H

#include "emit/definition.h"
#include "query/order.h"

/* For every type that the order defines: its size, and the offset of each member that C can name. */
void btf_assert_layout(struct btf_definer *definer, const struct btf_order *order);

#endif
