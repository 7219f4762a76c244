/* SPDX-License-Identifier: BSD-2-Clause */
/* definition.h - C definitions of types, laid out as BTF says. */
#ifndef BTF_EMIT_DEFINITION_H
#define BTF_EMIT_DEFINITION_H

#include "base/out.h"
#include "emit/declared.h"
#include "query/decl.h"
#include "query/names.h"
#include "query/placement.h"

/* What all definitions of a header share. */
struct btf_definer {
	const struct btf *btf;
	struct btf_out *out;
	struct btf_names *names;
	struct btf_placer placer;
	struct btf_decl_style style;
	struct btf_declared_cache declared;
};

/* "struct foo", as it is called. */
void btf_define_tag(struct btf_definer *definer, uint32_t id);

/* `struct foo { ... };`, an enum, a typedef, or what stands for an INT that C has no name for. */
int btf_define(struct btf_definer *definer, uint32_t id);

#endif
