/* SPDX-License-Identifier: BSD-2-Clause */
/* btf_builder_inside.h - what a builder is made of. A type becomes words at once (btf_builder.c);
 * words become bytes, of either order, at the end (btf_builder_file.c). */
#ifndef TESTS_SUPPORT_BTF_BUILDER_INSIDE_H
#define TESTS_SUPPORT_BTF_BUILDER_INSIDE_H

#include <stdio.h>
#include <stdlib.h>

#include "btf_builder.h"

#define require(condition, what)                                                  \
	do {                                                                      \
		if (!(condition)) {                                               \
			fprintf(stderr, "%s:%d: %s\n", __func__, __LINE__, what); \
			abort();                                                  \
		}                                                                 \
	} while (0)

enum {
	INT = 1,
	PTR,
	ARRAY,
	STRUCT,
	UNION,
	ENUM,
	FWD,
	TYPEDEF,
	VOLATILE,
	CONST,
	RESTRICT,
	FUNC,
	FUNC_PROTO,
	VAR,
	DATASEC,
	FLOAT,
	DECL_TAG,
	TYPE_TAG,
	ENUM64,
	KINDS,
};

#define MAGIC      0xeb9f
#define VLEN_MAX   0xffffffu
#define KFLAG      (1u << 31)
#define LAYOUT_MAX 128

struct layout {
	uint8_t info_size, element_size;
	uint16_t flags;
};

/* What is the builder's to free. */
struct owned {
	struct owned *next;
	void *bytes;
	struct btf *btf;
};

struct btf_builder {
	struct btf_builder *base;
	struct btf_builder *splits, *next_split;
	uint32_t first_id, first_string;
	bool has_split; /* then it may not grow */

	uint32_t *words; /* of the type section */
	uint32_t word_count, word_capacity;
	uint32_t *record; /* by id - first_id: the index of its first word */
	uint32_t type_count, type_capacity;

	char *strings;
	uint32_t strings_size, strings_capacity;

	bool has_layout;
	struct layout layout[LAYOUT_MAX];
	uint32_t layout_count;

	struct header_overrides header;
	uint32_t header_size; /* 0: what the sections need */
	uint8_t header_rest;

	struct owned *owned;
	struct btf *opened[2]; /* in this machine's byte order, in the other */
};

/* Something to be freed with the builder, the last one first. */
struct owned *builder_own(struct btf_builder *b);

#endif
