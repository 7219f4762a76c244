/* SPDX-License-Identifier: BSD-2-Clause */
/* make_c_inputs.c - inputs for C headers that no compiler makes, or not everywhere: make_c_inputs FOLDER. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "btf_builder.h"

/* struct outer { struct inner __tag; } as -fms-extensions allows it: a member without a name, whose
 * type is a named struct behind a type tag. */
static void tagged_unnamed_member(struct btf_builder *b)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t inner = add_struct(b, "inner", 8);

	add_member(b, "first", word, 0);
	add_member(b, "second", word, 32);
	uint32_t tag = add_type_tag(b, "randomized", inner);

	add_struct(b, "outer", 12);
	add_member(b, "before", word, 0);
	add_member(b, NULL, tag, 32);
}

static void packed_unions(struct btf_builder *b)
{
	uint32_t byte = add_int(b, "char", 1, 0, 8), word = add_int(b, "int", 4, 0, 32);
	uint32_t bytes = add_array(b, byte, word, 5);
	uint32_t id = add_union(b, "packed_union", 5);

	add_member(b, "bytes", bytes, 0);
	add_member(b, "word", word, 0);
	add_union(b, "aligned_union", 64);
	add_member(b, "word", word, 0);
	add_union(b, "union_of_no_alignment", 7);
	add_member(b, "byte", byte, 0);
	add_struct(b, "holder", 6);
	add_member(b, "byte", byte, 0);
	add_member(b, "packed", id, 8);
}

static void unsayable(struct btf_builder *b)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t byte = add_int(b, "char", 1, 0, 8);

	add_struct(b, "overlapping", 12);
	add_member(b, "first", word, 0);
	add_member(b, "over_first", word, 16);
	add_member(b, "last", word, 64);
	add_struct(b, "beyond_the_end", 8);
	add_member(b, "inside", word, 0);
	add_member(b, "outside", word, 64);
	add_struct(b, "between_bytes", 8);
	add_member(b, "odd", word, 3);
	add_member(b, "even", word, 32);
	add_struct(b, "wide_bitfield", 8);
	add_bitfield(b, "wide", byte, 0, 12);
	add_bitfield(b, "plain", word, 32, 0);
	add_struct(b, "without_size", 8);
	add_member(b, "nothing", 0, 0);
	add_member(b, "word", word, 32);
	add_union(b, "arm_off_the_start", 8);
	add_member(b, "at_start", word, 0);
	add_member(b, "off_start", word, 32);
	add_struct(b, "holds_itself", 16);
	add_member(b, "word", word, 0);
	add_member(b, "self", builder_id_end(b) - 1, 32);
	add_struct(b, "huge", 0xfffffff0);
	add_member(b, "word", word, 0);
}

/* Bitfields where a compiler puts them only in a packed struct. */
static void straddling_bitfield(struct btf_builder *b)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);

	add_struct(b, "straddling", 8);
	add_bitfield(b, "low", word, 0, 30);
	add_bitfield(b, "across", word, 30, 8);
	add_bitfield(b, "after_a_gap", word, 45, 3);
}

static void same_names(struct btf_builder *b)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t first = add_struct(b, "twice", 4);

	add_member(b, "a", word, 0);
	uint32_t second = add_struct(b, "twice", 8);

	add_member(b, "a", word, 0);
	add_member(b, "b", word, 32);
	add_enum(b, "colours", 4);
	add_enumerator(b, "RED", 0);
	add_enum(b, "lights", 4);
	add_enumerator(b, "RED", 1);
	uint32_t fwd = add_fwd(b, "either", false);

	add_union(b, "either", 4);
	add_member(b, "word", word, 0);
	uint32_t pointer = add_ptr(b, fwd);

	add_struct(b, "user", 24);
	add_member(b, "first", first, 0);
	add_member(b, "second", second, 32);
	add_member(b, "either", pointer, 128);
}

static void reserved_names(struct btf_builder *b)
{
	uint32_t rust = add_int(b, "u8", 1, 0, 8);
	uint32_t boolean = add_int(b, "_Bool", 1, ENC_BOOL, 8);
	uint32_t alias = add_typedef(b, "bool", boolean);

	add_enum(b, NULL, 4);
	add_enumerator(b, "false", 0);
	add_enumerator(b, "true", 1);
	uint32_t option = add_struct(b, "Option<u8>", 2);

	add_member(b, "0", rust, 0);
	add_member(b, "int", alias, 8);
	add_typedef(b, "linux", option);
	add_typedef(b, "__builtin_va_list", option);
}

static void scalars(struct btf_builder *b)
{
	static const char *const names[] = {"_Float16", "float", "double", "__float80",
					    "long double"};
	static const uint32_t sizes[] = {2, 4, 8, 12, 16};
	uint32_t ids[6];

	for (int i = 0; i < 5; i++)
		ids[i] = add_float(b, names[i], sizes[i]);
	ids[5] = add_int(b, "__int128", 16, ENC_SIGNED, 128);
	add_struct(b, "scalars", 64);
	add_member(b, "half", ids[0], 0);
	add_member(b, "single", ids[1], 32);
	add_member(b, "whole", ids[2], 64);
	add_member(b, "extended", ids[3], 128);
	add_member(b, "quadruple", ids[4], 256);
	add_member(b, "integer", ids[5], 384);
}

static void enums(struct btf_builder *b)
{
	uint32_t ids[7];

	ids[0] = add_enum(b, "one_byte", 1);
	add_enumerator(b, "ONE_BYTE", 200);
	ids[1] = add_enum(b, "two_bytes", 2);
	add_enumerator(b, "TWO_BYTES", 60000);
	ids[2] = add_enum(b, "negative", 4);
	add_enumerator(b, "NEGATIVE_LEAST", 0x80000000u);
	set_kflag(b, ids[2]);
	ids[3] = add_enum(b, "top", 4);
	add_enumerator(b, "TOP", 4026531840u);
	ids[4] = add_enum64(b, "wide", 8);
	add_enumerator(b, "WIDE_TOP", UINT64_MAX);
	ids[5] = add_enum64(b, "wide_negative", 8);
	add_enumerator(b, "WIDE_LEAST", (uint64_t)INT64_MIN);
	set_kflag(b, ids[5]);
	ids[6] = add_enum64(b, "wide_but_small", 8);
	add_enumerator(b, "WIDE_BUT_SMALL", 1);
	add_enum(b, "without_enumerators", 4);
	add_struct(b, "enums", 40);
	add_member(b, "one", ids[0], 0);
	add_member(b, "two", ids[1], 16);
	add_member(b, "negative", ids[2], 32);
	add_member(b, "top", ids[3], 64);
	add_member(b, "wide", ids[4], 128);
	add_member(b, "wide_negative", ids[5], 192);
	add_member(b, "wide_but_small", ids[6], 256);
}

static void functions(struct btf_builder *b)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t opaque = add_ptr(b, add_type_tag(b, "user", add_fwd(b, "opaque", false)));
	uint32_t inner = add_func_proto(b, word);

	add_param(b, "text", opaque);
	add_ellipsis(b);
	uint32_t pointer = add_ptr(b, add_func_proto(b, add_ptr(b, inner)));

	add_struct(b, "operations", 16);
	add_member(b, "choose", pointer, 0);
	add_member(b, "tagged", opaque, 64);
	uint32_t handler = add_typedef(b, "handler_t", add_ptr(b, inner));
	uint32_t install = add_func_proto(b, 0);

	add_param(b, "handler", handler);
	uint32_t kfunc = add_func(b, "bpf_install", install, GLOBAL);

	add_decl_tag(b, "bpf_kfunc", kfunc, -1);
	add_func(b, "other", install, STATIC);
	add_func(b, "other", inner, STATIC);
	add_var(b, "counter", word, GLOBAL);
}

/* `long` of 4 bytes, and 64-bit members aligned as i386 does, or as arm does. */
static void target_32(struct btf_builder *b, uint32_t offset_of_wide)
{
	uint32_t word = add_int(b, "long int", 4, ENC_SIGNED, 32);
	uint32_t wide = add_int(b, "long long unsigned int", 8, 0, 64);
	uint32_t pointer = add_ptr(b, word);

	add_struct(b, "of_32_bits", offset_of_wide + 12 + (offset_of_wide == 8 ? 4 : 0));
	add_member(b, "pointer", pointer, 0);
	add_member(b, "wide", wide, offset_of_wide * 8);
	add_member(b, "word", word, (offset_of_wide + 8) * 8);
}

static void i386(struct btf_builder *b)
{
	target_32(b, 4);
}

static void arm(struct btf_builder *b)
{
	target_32(b, 8);
}

/* A type of a kind without a name, and a member of it. */
static void unknown_member(struct btf_builder *b)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);

	set_known_layouts(b);
	set_layout(b, 30, 0, 0, 0);
	uint32_t unknown = add_raw(b, 30, "mystery", 0, 4);

	add_struct(b, "with_unknown", 8);
	add_member(b, "mystery", unknown, 0);
	add_member(b, "word", word, 32);
}

static void write_file(const char *name, const uint8_t *data, size_t size)
{
	FILE *file = fopen(name, "wb");

	if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
		perror(name);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*make)(struct btf_builder *b);
	} inputs[] = {
		{"c_tagged_unnamed_member.btf", tagged_unnamed_member},
		{"c_packed_union.btf", packed_unions},
		{"c_unsayable.btf", unsayable},
		{"c_straddling_bitfield.btf", straddling_bitfield},
		{"c_same_names.btf", same_names},
		{"c_reserved_names.btf", reserved_names},
		{"c_scalars.btf", scalars},
		{"c_enums.btf", enums},
		{"c_functions.btf", functions},
		{"c_i386.btf", i386},
		{"c_arm.btf", arm},
		{"c_unknown_member.btf", unknown_member},
	};

	if (argc != 2 || chdir(argv[1]) != 0) {
		fputs("usage: make_c_inputs FOLDER\n", stderr);
		return 2;
	}
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
		struct btf_builder *b = builder_new();
		size_t size;

		inputs[i].make(b);
		const uint8_t *data = builder_bytes(b, &size);

		write_file(inputs[i].name, data, size);
		builder_free(b);
	}
	return 0;
}
