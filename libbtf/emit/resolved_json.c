/* SPDX-License-Identifier: BSD-2-Clause */
/* resolved_json.c - what `--resolve` adds: docs/json.md, "Resolved fields". A field that a type has
 * no answer for (the size of void, the alignment of a function) is left out. */
#include "emit/resolved_json.h"

#include <libbtf/decl.h>
#include <libbtf/resolve.h>

#include "emit/words.h"
#include "model/alignment.h"

#define KEY(name) "," BTF_JSON_KEY(name)

char *btf_put_resolved_name(const struct btf_resolver *resolver, char *at, const char *key,
			    uint32_t id)
{
	char name[BTF_DECL_MAX];
	size_t length = btf_type_name(resolver->btf, id, name, sizeof(name));

	at = btf_put_word(at, key);
	return btf_json_put_string(resolver->out, at, name, name + length + 1);
}

static char *put_size_and_alignment(const struct btf_resolver *resolver, char *at, uint32_t id)
{
	uint32_t resolved = id, size;
	uint32_t alignment = btf_type_alignment_memo(resolver->btf, id, resolver->alignments);

	if (btf_type_id_size(resolver->btf, &resolved, &size))
		at = btf_put_u32(btf_put(at, KEY("byte_size")), size);
	if (alignment)
		at = btf_put_u32(btf_put(at, KEY("alignment")), alignment);
	return btf_out_more_room(resolver->out, at);
}

char *btf_put_resolved_member(const struct btf_resolver *resolver, char *at, uint32_t id,
			      uint32_t index)
{
	struct btf_member_info member = btf_member_at(resolver->btf, id, index);

	at = btf_put_resolved_name(resolver, at, KEY("type_name"), member.type_id);
	at = btf_put_u32(btf_put(at, KEY("byte_offset")), member.bit_offset / 8);
	return put_size_and_alignment(resolver, at, member.type_id);
}

/* For the type ids that stand in the type itself, and not in its elements. */
static const char *name_key(enum btf_ref_role role)
{
	switch (role) {
	case BTF_REF_TYPE:
		return KEY("type_name");
	case BTF_REF_INDEX:
		return KEY("index_type_name");
	case BTF_REF_RETURN:
		return KEY("ret_type_name");
	case BTF_REF_MEMBER:
	case BTF_REF_PARAM:
	case BTF_REF_SECINFO:
		break;
	}
	return NULL;
}

char *btf_put_resolved_type(const struct btf_resolver *resolver, char *at, uint32_t id)
{
	uint32_t refs = btf_ref_count(resolver->btf, id);

	at = btf_put_resolved_name(resolver, btf_out_more_room(resolver->out, at), KEY("c_name"),
				   id);
	for (uint32_t n = 0; n < refs; n++) {
		struct btf_ref ref = btf_ref_at(resolver->btf, id, n);
		const char *key = name_key(ref.role);

		if (!key)
			break;
		at = btf_put_resolved_name(resolver, at, key, ref.type_id);
	}
	return put_size_and_alignment(resolver, at, id);
}
