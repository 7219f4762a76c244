/* SPDX-License-Identifier: BSD-2-Clause */
/* test_value.c - walks over values: what is told of which bytes; in the words of value_words.h. */
#include "value_words.h"

#include <errno.h>

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

TEST(scalars_by_size_and_sign)
{
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);

	add_typedef(b, "u8", byte);
	add_int(b, "short", 2, ENC_SIGNED, 16);
	add_int(b, "__int128", 16, ENC_SIGNED, 128);
	add_ptr(b, byte);
	const struct btf *btf = builder_open(b);

	assert_value(btf, "u8", BYTES(200), "200");
	assert_value(btf, "short", BYTES(0xfe, 0xff), "-2");
	assert_value(btf, "unsigned char *", BYTES(1, 2, 0, 0, 0, 0, 0, 0x80),
		     "9223372036854776321");
	assert_value(btf, "__int128", BYTES(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0xff),
		     "ff00000000000002'0000000000000001");
}

static const struct btf *add_foo(struct btf_builder *b, uint32_t *foo, bool swapped)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);
	uint32_t pair = add_array(b, number, number, 2);

	*foo = add_struct(b, "foo", 16);
	add_member(b, "a", byte, 0);
	add_member(b, "b", number, 32);
	add_member(b, "c", pair, 64);
	return swapped ? builder_open_swapped(b) : builder_open(b);
}

TEST(structs_and_arrays)
{
	uint32_t foo;

	assert_value(add_foo(b, &foo, false), "struct foo",
		     BYTES(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 255, 255, 255, 255),
		     "{a=1 b=2 c=[3 -1]}");
}

TEST(the_byte_order_is_that_of_the_btf)
{
	uint32_t foo;

	assert_value(add_foo(b, &foo, true), "struct foo",
		     BYTES(1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3, 255, 255, 255, 254),
		     "{a=1 b=2 c=[3 -2]}");
}

TEST(padding_is_told_where_it_is_not_zero)
{
	uint32_t foo;

	assert_value(add_foo(b, &foo, false), "struct foo",
		     BYTES(1, 0, 9, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0),
		     "{a=1 b=2 c=[3 4] ~8:24}");
}

static const struct btf *add_bits(struct btf_builder *b, bool swapped)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t plain = add_int(b, "unsigned int", 4, 0, 32);

	add_struct(b, "bits", 4);
	add_bitfield(b, "a", number, 0, 3);
	add_bitfield(b, "b", plain, 3, 12);
	add_bitfield(b, "c", plain, 17, 15);
	return swapped ? builder_open_swapped(b) : builder_open(b);
}

TEST(bitfields)
{
	/* a = 0b101, b = 0x801, bits 15 and 16 unused, c = 0x4001 */
	uint32_t word = 5 | 0x801u << 3 | 0x4001u << 17;

	assert_value(add_bits(b, false), "struct bits", &word, 4, "{a:3=-3 b:12=2049 c:15=16385}");
}

TEST(unused_bits_that_are_set_are_padding)
{
	uint32_t word = 1u << 16;

	assert_value(add_bits(b, false), "struct bits", &word, 4, "{a:3=0 b:12=0 c:15=0 ~15:2}");
}

TEST(bitfields_of_big_endian_values_count_from_the_top)
{
	uint32_t word = 5u << 29 | 0x801u << 17 | 0x4001u;
	const uint8_t bytes[] = {(uint8_t)(word >> 24), (uint8_t)(word >> 16), (uint8_t)(word >> 8),
				 (uint8_t)word};

	assert_value(add_bits(b, true), "struct bits", bytes, 4, "{a:3=-3 b:12=2049 c:15=16385}");
}

TEST(bitfields_of_old_are_said_by_their_int)
{
	uint32_t three = add_int(b, "int", 4, ENC_SIGNED, 3);
	uint32_t shifted = add_int(b, "unsigned int", 4, 0, 5);

	set_word(b, shifted, 3, 3 << 16 | 5);
	add_struct(b, "old", 4);
	add_member(b, "a", three, 0);
	add_member(b, "b", shifted, 0);
	assert_value(builder_open(b), "old", BYTES(0xff, 0, 0, 0), "{a:3=-1 b:5=31}");
}

TEST(a_union_tells_all_its_members)
{
	uint32_t number = add_int(b, "unsigned int", 4, 0, 32);
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);
	uint32_t bytes = add_array(b, byte, number, 4);

	add_union(b, "both", 8);
	add_member(b, "word", number, 0);
	add_member(b, "bytes", bytes, 0);
	assert_value(builder_open(b), "union both", BYTES(1, 2, 0, 0, 7, 0, 0, 0),
		     "(word=513 bytes=[1 2 0 0] ~32:32)");
}

TEST(members_without_a_name_and_names_that_occur_twice_have_keys)
{
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);
	uint32_t inner = add_struct(b, NULL, 1);

	add_member(b, "x", byte, 0);
	add_struct(b, "outer", 6);
	add_member(b, NULL, inner, 0);
	add_member(b, "__anon0", byte, 8);
	add_member(b, NULL, inner, 16);
	add_member(b, "x", byte, 24);
	add_member(b, "x", byte, 32);
	add_member(b, "x__2", byte, 40);
	assert_value(builder_open(b), "outer", BYTES(1, 2, 3, 4, 5, 6),
		     "{__anon0_={x=1} __anon0=2 __anon1={x=3} x=4 x__2_=5 x__2=6}");
}

static const struct btf *add_flexible(struct btf_builder *b)
{
	uint32_t half = add_int(b, "unsigned short", 2, 0, 16);
	uint32_t open = add_array(b, half, half, 0);
	uint32_t tail = add_struct(b, "tail", 2);

	add_member(b, "n", half, 0);
	add_member(b, "list", open, 16);
	add_struct(b, "message", 4);
	add_member(b, "type", half, 0);
	add_member(b, "tail", tail, 16);
	add_struct(b, "closed", 6);
	add_member(b, "tail", tail, 0);
	add_member(b, "last", half, 32);
	return builder_open(b);
}

TEST(a_flexible_array_goes_on_to_the_end_of_the_data)
{
	const struct btf *btf = add_flexible(b);

	assert_value(btf, "tail", BYTES(1, 0), "{n=1 list=[]}");
	assert_value(btf, "tail", BYTES(1, 0, 2, 0, 3, 0, 9), "{n=1 list=[2 3]}");
	assert_value(btf, "message", BYTES(1, 0, 2, 0, 3, 0), "{type=1 tail={n=2 list=[3]}}");
}

TEST(an_array_without_elements_that_is_not_last_has_none)
{
	assert_value(add_flexible(b), "closed", BYTES(1, 0, 2, 0, 3, 0, 4, 0),
		     "{tail={n=1 list=[]} last=3 ~16:16}");
}

TEST(what_was_cut_is_missing)
{
	uint32_t foo;
	const struct btf *btf = add_foo(b, &foo, false);

	assert_value(btf, "foo", BYTES(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1), "{a=1 b=2 c=[3 ?]}");
	assert_value(btf, "foo", BYTES(1, 0, 0, 0, 2, 0), "{a=1 b=? c=?}");
	assert_value(btf, "foo", NULL, 0, "?");
	assert_value(btf, "foo[3]", BYTES(1, 0, 0, 0), "[{a=1 b=? c=?}]");
}

TEST(what_lies_beyond_the_end_of_its_struct_is_missing)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);

	add_struct(b, "short", 4);
	add_member(b, "a", number, 0);
	add_member(b, "b", number, 32);
	assert_value(builder_open(b), "struct short[2]", BYTES(1, 0, 0, 0, 2, 0, 0, 0),
		     "[{a=1 b=?} {a=2 b=?}]");
}

TEST(what_has_no_size_is_missing)
{
	uint32_t forward = add_fwd(b, "elsewhere", false);

	add_struct(b, "holder", 4);
	add_member(b, "it", forward, 0);
	add_member(b, "nothing", 0, 0);
	add_member(b, "wrong", 9999, 0);
	assert_value(builder_open(b), "holder", BYTES(0, 0, 0, 0), "{it=? nothing=? wrong=?}");
}

TEST(sections_have_variables)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t a = add_var(b, "a", number, GLOBAL), c = add_var(b, "c", number, STATIC);

	add_datasec(b, ".data", 12);
	add_secinfo(b, a, 0, 4);
	add_secinfo(b, c, 8, 4);
	assert_value(builder_open(b), ".data", BYTES(1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0),
		     "<a=1 c=2>");
}

TEST(a_struct_that_holds_itself_ends)
{
	uint32_t loop = add_struct(b, "loop", 4);

	add_member(b, "again", loop, 0);
	assert_value_ends(builder_open(b), "loop", BYTES(0, 0, 0, 0), NULL, -ELOOP);
}

TEST(more_fields_than_a_value_can_have_end)
{
	uint32_t index = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t empty = add_struct(b, "empty", 0);

	add_array(b, empty, index, UINT32_MAX);
	uint32_t many = add_array(b, empty, index, 4000000000u);

	add_struct(b, "crowd", 4);
	add_member(b, "all", many, 0);
	struct btf_error error = {0};
	const struct btf *btf = builder_open(b);
	struct btf_decoder *decoder = btf_decoder_new(btf, &error);
	const struct btf_value_sink nobody = {0};
	struct btf_value_type type;

	assert_true(btf_value_type_parse(btf, "crowd", &type, &error));
	assert_int_equal(btf_decode(decoder, &type, "abcd", 4, &nobody), -E2BIG);
	btf_decoder_free(decoder);
}

TEST(enumerators_by_value)
{
	uint32_t plain = add_enum(b, "plain", 4);

	add_enumerator(b, "ZERO", 0);
	add_enumerator(b, "TWO", 2);
	add_enumerator(b, "ALSO_TWO", 2);
	uint32_t old = add_enum(b, "old", 4);

	add_enumerator(b, "MINUS_ONE", UINT32_MAX);
	uint32_t wide = add_enum64(b, "wide", 8);

	set_kflag(b, wide);
	add_enumerator(b, "LEAST", (uint64_t)INT64_MIN);
	const struct btf *btf = builder_open(b);

	assert_string_equal(btf_enumerator_name(btf, plain, 2, 32), "TWO");
	assert_null(btf_enumerator_name(btf, plain, 1, 32));
	assert_string_equal(btf_enumerator_name(btf, old, UINT32_MAX, 32), "MINUS_ONE");
	assert_string_equal(btf_enumerator_name(btf, old, 7, 3), "MINUS_ONE");
	assert_null(btf_enumerator_name(btf, old, 3, 3));
	assert_string_equal(btf_enumerator_name(btf, wide, (uint64_t)INT64_MIN, 64), "LEAST");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(scalars_by_size_and_sign),
		RUN(structs_and_arrays),
		RUN(the_byte_order_is_that_of_the_btf),
		RUN(padding_is_told_where_it_is_not_zero),
		RUN(bitfields),
		RUN(unused_bits_that_are_set_are_padding),
		RUN(bitfields_of_big_endian_values_count_from_the_top),
		RUN(bitfields_of_old_are_said_by_their_int),
		RUN(a_union_tells_all_its_members),
		RUN(members_without_a_name_and_names_that_occur_twice_have_keys),
		RUN(a_flexible_array_goes_on_to_the_end_of_the_data),
		RUN(an_array_without_elements_that_is_not_last_has_none),
		RUN(what_was_cut_is_missing),
		RUN(what_lies_beyond_the_end_of_its_struct_is_missing),
		RUN(what_has_no_size_is_missing),
		RUN(sections_have_variables),
		RUN(a_struct_that_holds_itself_ends),
		RUN(more_fields_than_a_value_can_have_end),
		RUN(enumerators_by_value),
	};

	return cmocka_run_group_tests_name("query/value", tests, NULL, NULL);
}
