/* SPDX-License-Identifier: BSD-2-Clause */
/* refs.c - what a type refers to: the one place that knows it for every kind. Who-uses, closures
 * and checks stand on it. */
#include "model/refs.h"

/* How the elements of a kind refer to types. */
struct element_refs {
	enum btf_ref_role role;
	uint32_t words; /* of an element; 0: the elements refer to nothing */
	uint32_t word;  /* which of them is the type id */
};

static struct element_refs element_refs_of(enum btf_kind kind)
{
	switch (kind) {
	case BTF_K_STRUCT:
	case BTF_K_UNION:
		return (struct element_refs){BTF_REF_MEMBER, BTF_MEMBER_WORDS, 1};
	case BTF_K_FUNC_PROTO:
		return (struct element_refs){BTF_REF_PARAM, BTF_PARAM_WORDS, 1};
	case BTF_K_DATASEC:
		return (struct element_refs){BTF_REF_SECINFO, BTF_SECINFO_WORDS, 0};
	case BTF_K_VOID:
	case BTF_K_INT:
	case BTF_K_PTR:
	case BTF_K_ARRAY:
	case BTF_K_ENUM:
	case BTF_K_FWD:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC:
	case BTF_K_VAR:
	case BTF_K_FLOAT:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_ENUM64:
	case BTF_K_UNKNOWN:
		break;
	}
	return (struct element_refs){BTF_REF_TYPE, 0, 0};
}

/* References that stand before the elements. */
static uint32_t refs_before_elements(enum btf_kind kind)
{
	if (kind == BTF_K_ARRAY)
		return 2;
	return btf_kind_facts(kind)->third_word == BTF_WORD_TYPE;
}

uint32_t btf_ref_count(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = btf_record(btf, id);

	if (!record)
		return 0;
	enum btf_kind kind = btf_record_kind(record);

	return refs_before_elements(kind) +
	       (element_refs_of(kind).words ? btf_record_vlen(record) : 0);
}

struct btf_ref btf_ref_at(const struct btf *btf, uint32_t id, uint32_t n)
{
	const uint8_t *record = btf_record(btf, id);

	if (n >= btf_ref_count(btf, id))
		return (struct btf_ref){0};
	enum btf_kind kind = btf_record_kind(record);
	uint32_t before = refs_before_elements(kind);

	if (n >= before) {
		struct element_refs refs = element_refs_of(kind);
		uint32_t index = n - before;

		return (struct btf_ref){btf_record_element(record, refs.words, index, refs.word),
					refs.role, index};
	}
	if (kind == BTF_K_ARRAY)
		return (struct btf_ref){btf_record_extra(record, n),
					n ? BTF_REF_INDEX : BTF_REF_TYPE, 0};
	return (struct btf_ref){btf_record_size_or_type(record),
				kind == BTF_K_FUNC_PROTO ? BTF_REF_RETURN : BTF_REF_TYPE, 0};
}

struct btf_ref_walk btf_ref_walk_begin(const uint8_t *record)
{
	enum btf_kind kind = btf_record_kind(record);
	struct element_refs refs = element_refs_of(kind);
	uint32_t before = refs_before_elements(kind);

	return (struct btf_ref_walk){
		.left = before + (refs.words ? btf_record_vlen(record) : 0),
		.leading = before,
		/* An array's follow the three words, any other's is the third of them. */
		.at = record + (kind == BTF_K_ARRAY ? BTF_RECORD_SIZE : 8),
		.elements = record + BTF_RECORD_SIZE + (size_t)refs.word * 4,
		.stride = refs.words * 4,
	};
}
