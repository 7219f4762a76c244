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
	bool is_modifier;
	uint8_t info_size;    /* bytes between the three words and the elements */
	uint8_t element_size; /* bytes an element, vlen of them; 0: vlen counts no elements */
};

#define BTF_K_COUNT (BTF_K_ENUM64 + 1) /* the kinds with a name, and void */

/* Also for what is no kind: that is unknown. */
const struct btf_kind_facts *btf_kind_facts(enum btf_kind kind);

#endif
