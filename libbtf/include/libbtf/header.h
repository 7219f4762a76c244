/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/header.h - a C header of types: one that compiles, and lays everything out as BTF says. */
#ifndef LIBBTF_HEADER_H
#define LIBBTF_HEADER_H

#include <libbtf/out.h>
#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which functions of the list are declared. */
enum btf_header_functions {
	BTF_HEADER_NO_FUNCTIONS,
	BTF_HEADER_KFUNCS, /* what has the decl tag bpf_kfunc: what BPF programs may call */
	BTF_HEADER_ALL_FUNCTIONS,
};

struct btf_header_options {
	const char *guard;  /* the macro that guards the header; NULL: "__VMLINUX_H__" */
	const char *flavor; /* called NAME___FLAVOR are all types and enumerators; NULL: NAME */
	bool core;          /* BPF programs: accesses are relocated (preserve_access_index) */
	enum btf_header_functions functions;
	bool vars;    /* declares the variables of the list */
	bool tags;    /* type tags as attributes, for compilers that know them */
	bool asserts; /* static assertions for every size, and every offset that C can say */

	/* How many threads may work on it, the caller's among them; 0 or 1: no other. More than 4
	 * are not used, and none for what takes less time than to begin one. The text is the
	 * same with any number of them. */
	unsigned int threads;
};

/* Writes the types of `list` and what they need, in the list's order where C allows it. The same
 * types make the same text.
 *
 * What C cannot say (members that overlap, or a bitfield where no compiler puts one) is said in a
 * comment at its place; the sizes are right all the same. Types whose names C reserves, or that
 * share one, are renamed: name_, name___2.
 *
 * 0; -ENOMEM; -ELOOP for types nested too deep for any compiler. */
BTF_API int btf_emit_header(const struct btf *btf, struct btf_id_list list,
			    const struct btf_header_options *options, struct btf_out *out,
			    struct btf_error *err);

#ifdef __cplusplus
}
#endif

#endif
