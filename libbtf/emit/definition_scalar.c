/* SPDX-License-Identifier: BSD-2-Clause */
/* definition_scalar.c - typedefs for integers and floats that C does not have. */
#include "emit/definition_put.h"

const char *btf_unit_name(uint32_t bits)
{
	if (bits == 64)
		return "long long";
	if (bits == 32)
		return "int";
	return bits == 16 ? "short" : "char";
}

/* What stands for a FLOAT in C where there may be none: of its size and alignment. */
static void put_float(struct btf_definer *definer, uint32_t size, const char *name)
{
	if (size <= 8)
		btf_put_format(definer, "typedef unsigned %s %s;\n", btf_unit_name(8 * size), name);
	else if (size == 12)
		btf_put_format(definer, "typedef struct {\n\tunsigned int part[3];\n} %s;\n", name);
	else
		btf_put_format(
			definer,
			"typedef struct {\n\tunsigned long long part[2];\n} "
			"__attribute__((aligned(%u))) %s;\n",
			btf_pointer_size(definer->btf) == 8 ? 16 : definer->placer->wide_alignment,
			name);
}

void btf_define_scalar(struct btf_definer *definer, uint32_t id)
{
	struct btf_type_info type = btf_type_at(definer->btf, id);
	struct btf_int_info integer = btf_int_of(definer->btf, id);
	const char *sign = integer.is_signed ? "signed" : "unsigned";
	const char *name = btf_names_of(definer->names, id, definer->name);

	if (type.kind == BTF_K_FLOAT)
		put_float(definer, type.size, name);
	else if (integer.is_bool && type.size == 1)
		btf_put_format(definer, "typedef _Bool %s;\n", name);
	else if (type.size == 16)
		btf_put_format(definer, "typedef %s __int128 %s;\n", sign, name);
	else
		btf_put_format(definer, "typedef %s %s %s;\n", sign, btf_unit_name(8 * type.size),
			       name);
}
