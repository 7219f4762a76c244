/* SPDX-License-Identifier: BSD-2-Clause */
/* names.h - what C can call things: each name once in its name space, and none that C reserves.
 *
 * BTF has several types of one name; C has tags (of structs, unions, enums) and identifiers (typedefs,
 * enumerators, functions), each once. The second and later ones become `name___2`, `name___3`: what
 * follows three underscores BPF loaders pass over when they look for a type in the running kernel.
 *
 * Names are given first, by one thread, in the order in which the header has them. From then on the
 * table only answers, and any number of threads may ask.
 */
#ifndef BTF_QUERY_NAMES_H
#define BTF_QUERY_NAMES_H

#include <libbtf/types.h>

struct btf_names;

/* Room for a name as C takes it. */
#define BTF_NAME_ROOM 1152

/* `flavor` is put behind the name of every type and enumerator as `name___flavor`; NULL: nothing
 * is. `expected` is how many names will be given, as far as is known. NULL where there is no
 * memory. */
struct btf_names *btf_names_new(const struct btf *btf, const char *flavor, size_t expected);
void btf_names_free(struct btf_names *names);

/* -ENOMEM where a name could not be kept: asked once, when all are given. */
int btf_names_error(const struct btf_names *names);

/* Gives a type its name; once is enough. */
void btf_names_add(struct btf_names *names, uint32_t id);

/* Gives the enumerators of an enum their names; again for each time that the enum is written. All
 * enumerators of a header are numbered, from 0 on. */
void btf_names_add_enumerators(struct btf_names *names, uint32_t id);
uint32_t btf_names_enumerator_count(const struct btf_names *names);

/* Whether the identifier of a FUNC or VAR is still free; it is taken then. */
bool btf_names_take(struct btf_names *names, uint32_t id);

/* What a type is called that was given a name; `text` is room for it where it is not its own. The
 * signature is that of btf_decl_style.name. */
const char *btf_names_of(const void *names, uint32_t id, char text[BTF_NAME_ROOM]);

/* What enumerator `number` is called, whose own name is `name`. */
const char *btf_names_of_enumerator(const struct btf_names *names, uint32_t number,
				    const char *name, char text[BTF_NAME_ROOM]);

/* A member's name, such that C takes it. Its length goes to `*length`. */
const char *btf_names_of_member(const struct btf_names *names, const char *name, size_t *length,
				char text[BTF_NAME_ROOM]);

#endif
