/* SPDX-License-Identifier: BSD-2-Clause */
/* type_words.c - names of types and kinds. */
#include "type_words.h"

#include <stdio.h>

#include <libbtf/decl.h>
#include <libbtf/resolve.h>

uint32_t type_behind(const struct btf *btf, uint32_t id)
{
	for (int i = 0; i < BTF_MAX_DEPTH; i++) {
		struct btf_type_info type = btf_type_at(btf, id);

		if (type.kind == BTF_K_ARRAY)
			id = btf_array_of(btf, id).type_id;
		else if (type.kind == BTF_K_PTR ||
			 (btf_kind_is_modifier(type.kind) && type.kind != BTF_K_TYPEDEF))
			id = type.type_id;
		else
			return id;
	}
	return 0;
}

const char *kind_word(enum btf_kind kind)
{
	static const char *const words[] = {
		[BTF_K_VOID] = "void",        [BTF_K_INT] = "int",
		[BTF_K_PTR] = "ptr",          [BTF_K_ARRAY] = "array",
		[BTF_K_STRUCT] = "struct",    [BTF_K_UNION] = "union",
		[BTF_K_ENUM] = "enum",        [BTF_K_FWD] = "fwd",
		[BTF_K_TYPEDEF] = "typedef",  [BTF_K_VOLATILE] = "volatile",
		[BTF_K_CONST] = "const",      [BTF_K_RESTRICT] = "restrict",
		[BTF_K_FUNC] = "func",        [BTF_K_FUNC_PROTO] = "proto",
		[BTF_K_VAR] = "var",          [BTF_K_DATASEC] = "section",
		[BTF_K_FLOAT] = "float",      [BTF_K_DECL_TAG] = "decltag",
		[BTF_K_TYPE_TAG] = "typetag", [BTF_K_ENUM64] = "enum64",
	};

	return kind < sizeof(words) / sizeof(words[0]) ? words[kind] : "unknown";
}

void type_label(const struct btf *btf, uint32_t id, char *text, size_t size)
{
	struct btf_type_info type = btf_type_at(btf, id);

	if (!id)
		snprintf(text, size, "void");
	else if (*type.name && type.kind == BTF_K_ENUM64)
		snprintf(text, size, "enum %s", type.name);
	else if (*type.name && type.kind == BTF_K_INT)
		snprintf(text, size, "%s", type.name);
	else if (*type.name)
		snprintf(text, size, "%s %s", kind_word(type.kind), type.name);
	else
		btf_type_name(btf, id, text, size);
}
