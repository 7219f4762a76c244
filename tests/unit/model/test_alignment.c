/* SPDX-License-Identifier: BSD-2-Clause */
/* test_alignment.c - how C aligns a type, of which BTF says nothing. */
#include "unit.h"

#include <stdlib.h>

#include "model/alignment.h"
#include "samples.h"
#include "type_words.h"

/* For a target whose pointers have 8 bytes, and for one whose have 4. */
static const struct {
	const char *rule;
	const char *type;
	uint32_t of_64_bit, of_32_bit;
} types[] = {
	{"a scalar has its size", "int/1", 1, 1},
	{"a scalar of 2 bytes", "int/2", 2, 2},
	{"a scalar of 4 bytes", "int/4", 4, 4},
	{"a scalar has a pointer's at most", "int/8", 8, 4},
	{"but for one of 16 bytes on 64 bit", "int/16", 16, 4},
	{"and a FLOAT of 16", "float/16", 16, 4},
	{"a FLOAT has its size", "float/4", 4, 4},
	{"a FLOAT of 12 bytes is of 32 bit", "float/12", 8, 4},
	{"an ENUM has its size", "enum/1", 1, 1},
	{"an ENUM64 has its size", "enum64/8", 8, 4},
	{"a PTR has a pointer's", "ptr void", 8, 4},
	{"an ARRAY has its element's", "array[3] int/2", 2, 2},
	{"also one without elements", "array[0] int/4", 4, 4},
	{"and one of ARRAYs", "array[3] array[5] int/1", 1, 1},
	{"modifiers do not matter", "typedef const volatile type_tag int/4", 4, 4},
	{"nor among ARRAYs", "const array[3] typedef array[5] const int/2", 2, 2},
	{"an empty STRUCT has 1", "struct/0", 1, 1},
	{"void has none", "void", 0, 0},
	{"a FWD has none", "fwd:sock", 0, 0},
	{"a FUNC_PROTO has none", "func_proto() int", 0, 0},
	{"a FUNC has none", "func func_proto() int", 0, 0},
	{"a VAR has none", "var int", 0, 0},
	{"a DATASEC has none", "datasec", 0, 0},
	{"a DECL_TAG has none", "decl_tag int", 0, 0},
	{"an ARRAY of what has none has none", "array[2] fwd:sock", 0, 0},
	{"what is no type has none", "bad", 0, 0},
	{"a circle has none", "const array[1] loop", 0, 0},
};

TEST(a_type_has_the_alignment_of_c)
{
	for (size_t i = 0; i < COUNT(types); i++) {
		struct btf_builder *one = builder_new(), *small = builder_new();

		add_int(small, "long", 4, ENC_SIGNED, 32);
		uint32_t id = type_in_words(one, types[i].type);
		uint32_t small_id = type_in_words(small, types[i].type);
		uint32_t found = btf_type_alignment(builder_open(one), id);
		uint32_t found_small = btf_type_alignment(builder_open(small), small_id);

		builder_free(one);
		builder_free(small);
		assert_row(found == types[i].of_64_bit, types[i].rule, "%u, and not %u", found,
			   types[i].of_64_bit);
		assert_row(found_small == types[i].of_32_bit, types[i].rule,
			   "%u, and not %u of 32 bit", found_small, types[i].of_32_bit);
	}
}

/* Structs of two members. */
static const struct {
	const char *rule;
	const char *first, *second;
	uint32_t second_bit_offset, size;
	uint32_t alignment;
} structs[] = {
	{"the strictest member's", "int/1", "int/8", 64, 16, 8},
	{"wherever it stands", "int/8", "int/1", 64, 16, 8},
	{"an ARRAY's counts", "int/1", "array[3] int/4", 32, 16, 4},
	{"a STRUCT's does", "int/1", "struct/3", 8, 4, 1},
	{"an offset that is not aligned shows that it is packed", "int/1", "int/4", 8, 5, 1},
	{"also where the size is a multiple", "int/4", "int/4", 24, 8, 1},
	{"a size that is no multiple shows it too", "int/4", "int/1", 32, 5, 1},
	{"a member without alignment leaves it without", "int/4", "fwd:sock", 32, 8, 0},
	{"so does one that is no type", "int/4", "bad", 32, 8, 0},
};

TEST(a_struct_has_that_of_its_members_unless_it_is_packed)
{
	for (size_t i = 0; i < COUNT(structs); i++) {
		struct btf_builder *one = builder_new();
		uint32_t first = type_in_words(one, structs[i].first);
		uint32_t second = type_in_words(one, structs[i].second);
		uint32_t id = add_struct(one, "s", structs[i].size);

		add_member(one, "a", first, 0);
		add_member(one, "b", second, structs[i].second_bit_offset);
		uint32_t found = btf_type_alignment(builder_open(one), id);

		builder_free(one);
		assert_row(found == structs[i].alignment, structs[i].rule, "%u, and not %u", found,
			   structs[i].alignment);
	}
}

TEST(a_bitfield_does_not_make_a_struct_packed)
{
	uint32_t unsigned_int = add_int(b, "unsigned int", 4, 0, 32);
	uint32_t id = add_struct(b, "bits", 4);

	add_bitfield(b, "a", unsigned_int, 0, 3);
	add_bitfield(b, "b", unsigned_int, 3, 5);
	assert_int_equal(btf_type_alignment(builder_open(b), id), 4);
}

TEST(a_struct_in_a_struct_counts_with_its_own)
{
	uint32_t u64 = add_int(b, "u64", 8, 0, 64), u8 = add_int(b, "u8", 1, 0, 8);
	uint32_t packed = add_struct(b, "packed", 9);

	add_member(b, "a", u8, 0);
	add_member(b, "b", u64, 8);
	uint32_t plain = add_struct(b, "plain", 8);

	add_member(b, "a", u64, 0);
	uint32_t of_packed = add_struct(b, NULL, 10);

	add_member(b, "a", u8, 0);
	add_member(b, "b", packed, 8);
	uint32_t of_plain = add_union(b, NULL, 8);

	add_member(b, "a", u8, 0);
	add_member(b, "b", plain, 0);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_type_alignment(btf, packed), 1);
	assert_int_equal(btf_type_alignment(btf, plain), 8);
	assert_int_equal(btf_type_alignment(btf, of_packed), 1);
	assert_int_equal(btf_type_alignment(btf, of_plain), 8);
}

TEST(a_memo_changes_no_answer)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const struct btf *btf = builder_open(split);
	uint8_t *memo = calloc(btf_id_end(btf), 1);

	for (int round = 0; round < 2; round++)
		for (uint32_t id = 0; id <= btf_id_end(btf); id++)
			assert_int_equal(btf_type_alignment_memo(btf, id, memo),
					 btf_type_alignment(btf, id));
	free(memo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_type_has_the_alignment_of_c),
		RUN(a_struct_has_that_of_its_members_unless_it_is_packed),
		RUN(a_bitfield_does_not_make_a_struct_packed),
		RUN(a_struct_in_a_struct_counts_with_its_own),
		RUN(a_memo_changes_no_answer),
	};

	return cmocka_run_group_tests_name("model/alignment", tests, NULL, NULL);
}
