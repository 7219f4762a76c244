/* SPDX-License-Identifier: BSD-2-Clause */
/* kind.h - the table of kinds: what there is to know of each without looking at a type. */
#ifndef BTF_MODEL_KIND_H
#define BTF_MODEL_KIND_H

#include <libbtf/types.h>

enum btf_word_use { /* what the record's third word holds */
		    BTF_WORD_UNUSED,
		    BTF_WORD_SIZE,
		    BTF_WORD_TYPE,
};

struct btf_kind_facts {
	char name[15]; /* as bpftool and the kernel's document write it */
	uint8_t name_length;
	const char *keyword; /* as one types it: "struct", "func_proto" */
	enum btf_word_use third_word;
	uint8_t info_size;    /* bytes between the three words and the elements */
	uint8_t element_size; /* bytes an element, vlen of them; 0: vlen counts no elements */
};

#define BTF_K_COUNT (BTF_K_ENUM64 + 1) /* the kinds with a name, and void */

/* btf_kind_is_modifier() where it is asked for every type: a bit a kind. */
static inline bool btf_is_modifier(enum btf_kind kind)
{
	const uint32_t modifiers = 1u << BTF_K_TYPEDEF | 1u << BTF_K_VOLATILE | 1u << BTF_K_CONST |
				   1u << BTF_K_RESTRICT | 1u << BTF_K_TYPE_TAG;

	return (unsigned int)kind < BTF_K_COUNT && modifiers >> kind & 1;
}

/* Also for what is no kind: that is unknown. */
const struct btf_kind_facts *btf_kind_facts(enum btf_kind kind);

#endif
