/* SPDX-License-Identifier: BSD-2-Clause */
/* alignment.c - how C aligns a type.
 *
 * BTF does not record it. A struct's follows from its members', recursively; nested structs that
 * each hold the one before twice would take 2^depth visits, so a question has a budget of visits,
 * and who asks for many types brings a memo: then no struct is gone through more than once for each
 * level that it may lie at.
 */
#include "model/alignment.h"

#include "model/record.h"

#define VISITS_MAX (1u << 20) /* members; the largest struct of a kernel takes some thousands */

/* What the memo holds by id: 0 (not known yet), the alignment, or one of */
#define MEMO_NONE     0x40 /* it has none */
#define MEMO_TOO_DEEP 0x80 /* | n: it has none at depth BTF_MAX_RESOLVE_DEPTH - n, nor deeper */

struct walk {
	const struct btf *btf;
	uint8_t *memo;        /* or NULL */
	uint32_t visits_left; /* without a memo */
	bool too_deep;        /* why there is no answer */
};

static uint32_t align_of(struct walk *walk, uint32_t id, int depth);

static uint32_t scalar_alignment(const struct btf *btf, uint32_t size)
{
	uint32_t pointer_size = btf_pointer_size(btf);

	if (size == 16 && pointer_size == 8)
		return 16;
	return size < pointer_size ? size : pointer_size;
}

static uint32_t struct_alignment(struct walk *walk, uint32_t id, int depth)
{
	struct btf_type_info type = btf_type_at(walk->btf, id);
	uint32_t strictest = 1;
	bool packed = false;

	if (depth == BTF_MAX_RESOLVE_DEPTH) {
		walk->too_deep = true;
		return 0;
	}
	for (uint32_t i = 0; i < type.vlen && !packed; i++) {
		struct btf_member_info member = btf_member_at(walk->btf, id, i);
		uint32_t alignment;

		if (!walk->memo && !walk->visits_left--)
			return 0;
		alignment = align_of(walk, member.type_id, depth + 1);
		if (!alignment)
			return 0;
		if (alignment > strictest)
			strictest = alignment;
		packed = !member.bitfield_size && member.bit_offset % (alignment * 8) != 0;
	}
	return packed || type.size % strictest ? 1 : strictest;
}

static uint32_t align_of_stripped(struct walk *walk, uint32_t id, int depth)
{
	struct btf_type_info type = btf_type_at(walk->btf, id);

	switch (type.kind) {
	case BTF_K_INT:
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
	case BTF_K_FLOAT:
		return scalar_alignment(walk->btf, type.size);
	case BTF_K_PTR:
		return btf_pointer_size(walk->btf);
	case BTF_K_STRUCT:
	case BTF_K_UNION:
		return struct_alignment(walk, id, depth);
	case BTF_K_VOID:
	case BTF_K_ARRAY:
	case BTF_K_FWD:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC:
	case BTF_K_FUNC_PROTO:
	case BTF_K_VAR:
	case BTF_K_DATASEC:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
	return 0;
}

/* Strips modifiers and arrays together; false for a bad id, a cycle or too many of them. */
static bool strip_to_element(const struct btf *btf, uint32_t *id)
{
	for (int depth = 0; depth <= BTF_MAX_DEPTH; depth++) {
		struct btf_type_info type = btf_type_at(btf, *id);

		if (type.kind == BTF_K_ARRAY)
			*id = btf_array_of(btf, *id).type_id;
		else if (btf_kind_is_modifier(type.kind))
			*id = type.type_id;
		else
			return true;
	}
	return false;
}

/* Looks into the memo; false where it does not say. */
static bool recall(struct walk *walk, uint8_t memo, int depth, uint32_t *alignment)
{
	*alignment = memo < MEMO_NONE ? memo : 0;
	if (!(memo & MEMO_TOO_DEEP))
		return memo;
	walk->too_deep = depth + (memo & ~MEMO_TOO_DEEP) >= BTF_MAX_RESOLVE_DEPTH;
	return walk->too_deep;
}

static uint32_t align_of(struct walk *walk, uint32_t id, int depth)
{
	uint32_t alignment;

	if (!strip_to_element(walk->btf, &id) || id >= walk->btf->id_end)
		return 0;
	if (!walk->memo)
		return align_of_stripped(walk, id, depth);
	if (recall(walk, walk->memo[id], depth, &alignment))
		return alignment;
	alignment = align_of_stripped(walk, id, depth);
	if (alignment)
		walk->memo[id] = (uint8_t)alignment;
	else if (walk->too_deep)
		walk->memo[id] = (uint8_t)(MEMO_TOO_DEEP | (BTF_MAX_RESOLVE_DEPTH - depth));
	else
		walk->memo[id] = MEMO_NONE;
	return alignment;
}

uint32_t btf_type_alignment_memo(const struct btf *btf, uint32_t id, uint8_t *memo)
{
	struct walk walk = {.btf = btf, .memo = memo, .visits_left = VISITS_MAX};

	return align_of(&walk, id, 0);
}

uint32_t btf_type_alignment(const struct btf *btf, uint32_t id)
{
	return btf_type_alignment_memo(btf, id, NULL);
}
