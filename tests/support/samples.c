/* SPDX-License-Identifier: BSD-2-Clause */
/* samples.c - BTF that more than one test wants, as samples.h shows it. */
#include "samples.h"

static void add_scalars(struct btf_builder *b)
{
	add_int(b, "int", 4, ENC_SIGNED, 32);
	add_int(b, "unsigned int", 4, 0, 32);
	add_int(b, "char", 1, ENC_CHAR, 8);
	add_int(b, "_Bool", 1, ENC_BOOL, 8);
	add_int(b, "long unsigned int", 8, 0, 64);
}

static void add_structs(struct btf_builder *b)
{
	add_ptr(b, SAMPLE_STRUCT);
	add_array(b, SAMPLE_INT, SAMPLE_UINT, 4);
	add_struct(b, "point", 20);
	add_member(b, "x", SAMPLE_INT, 0);
	add_member(b, "y", SAMPLE_ARRAY, 32);
	add_struct(b, "flags", 8);
	add_bitfield(b, "a", SAMPLE_UINT, 0, 3);
	add_bitfield(b, "b", SAMPLE_UINT, 3, 29);
	add_bitfield(b, "c", SAMPLE_CHAR, 32, 0);
	add_union(b, NULL, 8);
	add_member(b, "i", SAMPLE_INT, 0);
	add_member(b, NULL, SAMPLE_BITFIELDS, 0);
}

static void add_enums(struct btf_builder *b)
{
	add_enum(b, "color", 4);
	add_enumerator(b, "RED", 0);
	add_enumerator(b, "BLUE", 4026531840);
	set_kflag(b, add_enum(b, NULL, 4));
	add_enumerator(b, "FAILED", (uint64_t)-1);
	add_enumerator(b, "DONE", 1);
}

static void add_modifiers(struct btf_builder *b)
{
	add_fwd(b, "sock", false);
	add_fwd(b, "bpf_attr", true);
	add_typedef(b, "point_t", SAMPLE_STRUCT);
	add_volatile(b, SAMPLE_INT);
	add_const(b, SAMPLE_CHAR);
	add_restrict(b, SAMPLE_PTR);
}

static void add_symbols(struct btf_builder *b)
{
	add_func_proto(b, SAMPLE_INT);
	add_param(b, "count", SAMPLE_INT);
	add_param(b, NULL, SAMPLE_CONST);
	add_ellipsis(b);
	add_func(b, "print", SAMPLE_PROTO, EXTERN);
	add_var(b, "jiffies", SAMPLE_VOLATILE, STATIC);
	add_datasec(b, ".data", 4);
	add_secinfo(b, SAMPLE_VAR, 0, 4);
}

static void add_tags(struct btf_builder *b)
{
	add_float(b, "double", 8);
	add_decl_tag(b, "preserve", SAMPLE_STRUCT, -1);
	set_kflag(b, add_decl_tag(b, "aligned(4)", SAMPLE_STRUCT, 1));
	add_type_tag(b, "user", SAMPLE_INT);
	set_kflag(b, add_type_tag(b, "noderef", SAMPLE_INT));
}

static void add_enums64(struct btf_builder *b)
{
	add_enum64(b, "mask", 8);
	add_enumerator(b, "NONE", 0);
	add_enumerator(b, "ALL", UINT64_MAX);
	set_kflag(b, add_enum64(b, "limit", 8));
	add_enumerator(b, "LEAST", (uint64_t)INT64_MIN);
	add_enumerator(b, "MOST", INT64_MAX);
}

void add_samples(struct btf_builder *b)
{
	add_scalars(b);
	add_structs(b);
	add_enums(b);
	add_modifiers(b);
	add_symbols(b);
	add_tags(b);
	add_enums64(b);
}

void add_split_samples(struct btf_builder *split)
{
	add_struct(split, "local", 40);
	add_member(split, "at", SAMPLE_STRUCT, 0);
	add_member(split, "color", SAMPLE_ENUM, 160);
	add_member(split, "next", SPLIT_PTR, 192);
	add_ptr(split, SPLIT_STRUCT);
	add_func_proto(split, 0);
	add_param(split, "local", SPLIT_PTR);
	add_func(split, "local_init", SPLIT_PROTO, STATIC);
	add_struct(split, "point", 8);
	add_member(split, "xy", SAMPLE_ULONG, 0);
}
