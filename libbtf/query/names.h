/* SPDX-License-Identifier: BSD-2-Clause */
/* names.h - what C can call things: each name once in its name space, and none that C reserves.
 *
 * BTF has several types of one name; C has tags (of structs, unions, enums) and identifiers (typedefs,
 * enumerators, functions), each once. The second and later ones become `name___2`, `name___3`: what
 * follows three underscores BPF loaders pass over when they look for a type in the running kernel.
 */
#ifndef BTF_QUERY_NAMES_H
#define BTF_QUERY_NAMES_H

#include <libbtf/types.h>

struct btf_names;

/* `flavor` is put behind the name of every type and enumerator as `name___flavor`; NULL: nothing
 * is. NULL where there is no memory. */
struct btf_names *btf_names_new(const struct btf *btf, const char *flavor);
void btf_names_free(struct btf_names *names);

/* Gives a type its name, before it is declared or defined; once is enough. */
void btf_names_add(struct btf_names *names, uint32_t id);

/* What a type is called, which btf_names_add() has seen. Valid until the next call. The signature is
 * that of btf_decl_style.name. */
const char *btf_names_of(const void *names, uint32_t id);

/* Gives an enumerator its name, and says it. Valid until the next call. */
const char *btf_names_add_enumerator(struct btf_names *names, const char *name);

/* Whether the identifier of a function or variable is still free; it is taken then. */
bool btf_names_take(struct btf_names *names, const char *name);

/* A member's name, such that C takes it. Valid until the next call. */
const char *btf_names_of_member(struct btf_names *names, const char *name);

#endif
