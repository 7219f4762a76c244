/* SPDX-License-Identifier: BSD-2-Clause */
/* kinds.c - the numbers of the kinds are those of the kernel's header. */
#include <linux/btf.h>

#include <libbtf/types.h>

#define SAME(kind) _Static_assert((int)BTF_K_##kind == (int)BTF_KIND_##kind, #kind)

_Static_assert((int)BTF_K_VOID == (int)BTF_KIND_UNKN, "void is kind 0");
SAME(INT);
SAME(PTR);
SAME(ARRAY);
SAME(STRUCT);
SAME(UNION);
SAME(ENUM);
SAME(FWD);
SAME(TYPEDEF);
SAME(VOLATILE);
SAME(CONST);
SAME(RESTRICT);
SAME(FUNC);
SAME(FUNC_PROTO);
SAME(VAR);
SAME(DATASEC);
SAME(FLOAT);
SAME(DECL_TAG);
SAME(TYPE_TAG);
SAME(ENUM64);
