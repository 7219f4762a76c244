/* SPDX-License-Identifier: BSD-2-Clause */
/* kind.c - THE table of kinds. A new kind begins here; the compiler then names the switches that
 * want it (-Wswitch-enum). */
#include "model/kind.h"

#define NAME(text) text, sizeof(text) - 1

static const struct btf_kind_facts kinds[BTF_K_COUNT] = {
	[BTF_K_VOID] = {NAME("VOID"), "void", BTF_WORD_UNUSED, 0, 0},
	[BTF_K_INT] = {NAME("INT"), "int", BTF_WORD_SIZE, 4, 0},
	[BTF_K_PTR] = {NAME("PTR"), "ptr", BTF_WORD_TYPE, 0, 0},
	[BTF_K_ARRAY] = {NAME("ARRAY"), "array", BTF_WORD_UNUSED, 12, 0},
	[BTF_K_STRUCT] = {NAME("STRUCT"), "struct", BTF_WORD_SIZE, 0, 12},
	[BTF_K_UNION] = {NAME("UNION"), "union", BTF_WORD_SIZE, 0, 12},
	[BTF_K_ENUM] = {NAME("ENUM"), "enum", BTF_WORD_SIZE, 0, 8},
	[BTF_K_FWD] = {NAME("FWD"), "fwd", BTF_WORD_UNUSED, 0, 0},
	[BTF_K_TYPEDEF] = {NAME("TYPEDEF"), "typedef", BTF_WORD_TYPE, 0, 0},
	[BTF_K_VOLATILE] = {NAME("VOLATILE"), "volatile", BTF_WORD_TYPE, 0, 0},
	[BTF_K_CONST] = {NAME("CONST"), "const", BTF_WORD_TYPE, 0, 0},
	[BTF_K_RESTRICT] = {NAME("RESTRICT"), "restrict", BTF_WORD_TYPE, 0, 0},
	[BTF_K_FUNC] = {NAME("FUNC"), "func", BTF_WORD_TYPE, 0, 0},
	[BTF_K_FUNC_PROTO] = {NAME("FUNC_PROTO"), "func_proto", BTF_WORD_TYPE, 0, 8},
	[BTF_K_VAR] = {NAME("VAR"), "var", BTF_WORD_TYPE, 4, 0},
	[BTF_K_DATASEC] = {NAME("DATASEC"), "datasec", BTF_WORD_SIZE, 0, 12},
	[BTF_K_FLOAT] = {NAME("FLOAT"), "float", BTF_WORD_SIZE, 0, 0},
	[BTF_K_DECL_TAG] = {NAME("DECL_TAG"), "decl_tag", BTF_WORD_TYPE, 4, 0},
	[BTF_K_TYPE_TAG] = {NAME("TYPE_TAG"), "type_tag", BTF_WORD_TYPE, 0, 0},
	[BTF_K_ENUM64] = {NAME("ENUM64"), "enum64", BTF_WORD_SIZE, 0, 12},
};

static const struct btf_kind_facts unknown = {NAME("UNKNOWN"), "unknown", BTF_WORD_UNUSED, 0, 0};

const struct btf_kind_facts *btf_kind_facts(enum btf_kind kind)
{
	return (unsigned int)kind < BTF_K_COUNT ? &kinds[kind] : &unknown;
}

const char *btf_kind_name(enum btf_kind kind)
{
	return btf_kind_facts(kind)->name;
}

bool btf_kind_is_modifier(enum btf_kind kind)
{
	return btf_is_modifier(kind);
}

bool btf_kind_has_size(enum btf_kind kind)
{
	return btf_kind_facts(kind)->third_word == BTF_WORD_SIZE;
}
