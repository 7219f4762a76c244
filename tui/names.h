/* SPDX-License-Identifier: BSD-2-Clause */
/* names.h - what can a list of types show? All types, its own and those of its bases, with what filtering
 * and sorting ask of each, found out once.
 *
 * Entry n is the type of id n + 1. Read-only once it is made; the BTF must outlive it.
 */
#ifndef TUI_NAMES_H
#define TUI_NAMES_H

#include <libbtf/types.h>

#include "fuzzy.h"

/* What a key switches on and off; bit (1 << GROUP_STRUCT) and so on in a mask. */
enum kind_group {
	GROUP_STRUCT,
	GROUP_UNION,
	GROUP_ENUM, /* ENUM and ENUM64 */
	GROUP_TYPEDEF,
	GROUP_FUNC,
	GROUP_VAR, /* VAR and DATASEC */
	GROUP_INT, /* INT and FLOAT */
	GROUP_FWD,
	GROUP_OTHER,
	GROUP_COUNT,
};
#define GROUP_ALL ((1u << GROUP_COUNT) - 1)

enum kind_group kind_group_of(enum btf_kind kind);

struct name_entry {
	const char *text; /* as in the BTF; "" for an anonymous type */
	letter_set letters;
	uint32_t lower;    /* where it lies in the arena */
	uint32_t rank;     /* by name as bytes, then by id; those without a name come last */
	uint32_t size;     /* in bytes; 0 for a kind that has none (btf_kind_has_size) */
	uint16_t length;   /* FUZZY_NAME_MAX at most: see is_cut */
	uint8_t kind;      /* enum btf_kind */
	uint8_t group : 5; /* enum kind_group */
	uint8_t is_anonymous : 1;
	uint8_t is_cut : 1; /* its name is longer than `length` */
	uint8_t has_capitals : 1;
};

struct names;

/* NULL where there is no memory. Freeing NULL is fine. */
struct names *names_new(const struct btf *btf);
void names_free(struct names *names);

uint32_t names_count(const struct names *names);
uint32_t names_named_count(const struct names *names); /* of those that have a name */

/* All entries, in the order of ids. */
const struct name_entry *names_entries(const struct names *names);

/* All ids in the order of ranks. */
const uint32_t *names_ids_by_name(const struct names *names);

/* What fuzzy.h asks for of an entry. */
struct fuzzy_name names_fuzzy(const struct names *names, const struct name_entry *entry);

#endif
