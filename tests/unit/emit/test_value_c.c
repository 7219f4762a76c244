/* SPDX-License-Identifier: BSD-2-Clause */
/* test_value_c.c - values as C initialisers: what each scalar is written as, which arm of a union is,
 * and what is said where C can't say it. tests/oracle/value_c.py has compilers read them. */
#include "unit.h"

#include <errno.h>

#include <libbtf/value_emit.h>

static void assert_c(const struct btf *btf, const char *type_text, const void *data, size_t size,
		     const char *expected)
{
	struct btf_error error = {0};
	struct btf_decoder *decoder = btf_decoder_new(btf, &error);
	struct btf_initializer *initializer = btf_initializer_new(decoder, &error);
	struct btf_out *out = btf_out_to_memory();
	struct btf_value_type type;
	size_t length;

	if (!btf_value_type_parse(btf, type_text, &type, &error))
		fail_msg("%s", error.text);
	const struct btf_value value = {&type, data, size};

	assert_int_equal(btf_emit_value_c(initializer, &value, out), 0);
	btf_out_write(out, "", 1);
	assert_string_equal(btf_out_text(out, &length), expected);
	btf_out_free(out);
	btf_initializer_free(initializer);
	btf_decoder_free(decoder);
}

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

TEST(integers)
{
	add_int(b, "u8", 1, 0, 8);
	add_int(b, "s32", 4, ENC_SIGNED, 32);
	add_int(b, "s64", 8, ENC_SIGNED, 64);
	add_int(b, "u64", 8, 0, 64);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "u8", BYTES(255), "255");
	assert_c(btf, "u8", BYTES(0), "0");
	assert_c(btf, "s32", "\xff\xff\xff\xff", 4, "-1");
	assert_c(btf, "s32", "\0\0\0\x80", 4, "(-2147483647 - 1)");
	assert_c(btf, "s64", "\0\0\0\0\0\0\0\x80", 8, "(-9223372036854775807LL - 1)");
	assert_c(btf, "u64", "\xff\xff\xff\xff\xff\xff\xff\xff", 8, "18446744073709551615ULL");
}

TEST(integers_of_128_bits)
{
	add_int(b, "__int128", 16, ENC_SIGNED, 128);
	add_int(b, "unsigned __int128", 16, 0, 128);
	const struct btf *btf = builder_open(b);
	const uint8_t bytes[16] = {1, [15] = 0x80};

	assert_c(btf, "#1", bytes, 16,
		 "(__int128)((unsigned __int128)0x8000000000000000ULL << 64 | 0x1ULL)");
	assert_c(btf, "#2", bytes, 16,
		 "(unsigned __int128)((unsigned __int128)0x8000000000000000ULL << 64 | 0x1ULL)");
}

TEST(booleans_pointers_and_enums)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);

	add_int(b, "_Bool", 1, ENC_BOOL, 8);
	add_ptr(b, add_func_proto(b, number));
	add_enum(b, "colour", 4);
	add_enumerator(b, "RED", 1);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "_Bool", BYTES(1), "1");
	assert_c(btf, "_Bool", BYTES(2), "1 /* a bool that is neither true nor false */");
	assert_c(btf, "#4", "\xef\xbe\0\0\0\0\0\0", 8, "(void *)0xbeef");
	assert_c(btf, "colour", BYTES(1, 0, 0, 0), "1 /* RED */");
	assert_c(btf, "colour", BYTES(2, 0, 0, 0), "2");
}

TEST(floats_keep_all_their_bits)
{
	add_float(b, "float", 4);
	add_float(b, "double", 8);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "float", "\0\0\xc0\x3f", 4, "0x1.8p+0f");
	assert_c(btf, "float", "\0\0\0\x80", 4, "-0x0p+0f");
	assert_c(btf, "float", "\x01\0\0\0", 4, "0x1p-149f");
	assert_c(btf, "float", "\0\0\x80\xff", 4, "-__builtin_inff()");
	assert_c(btf, "float", "\x05\0\xc0\x7f", 4, "__builtin_nanf(\"0x5\")");
	assert_c(btf, "float", "\x05\0\x80\x7f", 4, "__builtin_nansf(\"0x5\")");
	assert_c(btf, "double", "\x9a\x99\x99\x99\x99\x99\xb9\x3f", 8, "0x1.999999999999ap-4");
	assert_c(btf, "double", "\x01\0\0\0\0\0\xf0\xff", 8, "-__builtin_nans(\"0x1\")");
}

/* The header has structs of integers for them. */
TEST(wide_floats_are_integers)
{
	add_float(b, "long double", 16);
	add_float(b, "x87", 12);
	const struct btf *btf = builder_open(b);
	const uint8_t bytes[16] = {[7] = 0x80, [8] = 0xff, [9] = 0x3f};

	assert_c(btf, "#1", bytes, 16, "{ { 0x8000000000000000ULL, 0x3fffULL } }");
	assert_c(btf, "#2", bytes, 12, "{ { 0x0U, 0x80000000U, 0x3fffU } }");
}

TEST(texts)
{
	add_int(b, "char", 1, ENC_CHAR, 8);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "char[4]", "abc", 4, "\"abc\"");
	assert_c(btf, "char[3]", "abc", 3, "\"abc\"");
	assert_c(btf, "char[6]", "?\?=\"\\", 6, "\"\\?\\?=\\\"\\\\\"");
	assert_c(btf, "char[4]", "\0\0\0\0", 4, "{}");
	assert_c(btf, "char[4]", "a\0b", 4, "{ 97, [2] = 98, }");
	assert_c(btf, "char[2]", "\x80", 2, "{ 128, }");
}

TEST(arrays)
{
	add_int(b, "u8", 1, 0, 8);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "u8[4]", BYTES(1, 2, 0, 0), "{ 1, 2, }");
	assert_c(btf, "u8[4]", BYTES(0, 2, 3, 0), "{ [1] = 2, 3, }");
	assert_c(btf, "u8[4]", BYTES(0, 0, 0, 0), "{}");
	assert_c(btf, "u8[2][2]", BYTES(0, 0, 3, 4), "{ [1] = { 3, 4, }, }");
}

TEST(structs_and_what_is_zero)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8);
	uint32_t inner = add_struct(b, "inner", 2);

	add_member(b, "x", byte, 0);
	add_member(b, "y", byte, 8);
	add_struct(b, "outer", 5);
	add_member(b, "a", byte, 0);
	add_member(b, "first", inner, 8);
	add_member(b, "second", inner, 24);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "outer", BYTES(1, 0, 0, 0, 2),
		 "{\n\t.a = 1,\n\t.second = {\n\t\t.y = 2,\n\t},\n}");
	assert_c(btf, "outer", BYTES(0, 0, 0, 0, 0), "{}");
}

TEST(bitfields)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);

	add_struct(b, "bits", 4);
	add_bitfield(b, "low", number, 0, 3);
	add_bitfield(b, "high", number, 3, 5);
	assert_c(builder_open(b), "bits", BYTES(0x0f, 0, 0, 0), "{\n\t.low = -1,\n\t.high = 1,\n}");
}

TEST(names_that_c_reserves)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8);

	add_struct(b, "odd", 1);
	add_member(b, "class", byte, 0);
	add_struct(b, "odder", 1);
	add_member(b, "int", byte, 0);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "odd", BYTES(1), "{\n\t.class = 1,\n}");
	assert_c(btf, "odder", BYTES(1), "{\n\t.int_ = 1,\n}");
}

/* union { u8 byte; u16 half; struct { u8 a, b, c; } three; }; */
static const struct btf *open_union(struct btf_builder *b)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), half = add_int(b, "u16", 2, 0, 16);
	uint32_t three = add_struct(b, "three", 3);

	add_member(b, "a", byte, 0);
	add_member(b, "b", byte, 8);
	add_member(b, "c", byte, 16);
	add_union(b, "choice", 4);
	add_member(b, "byte", byte, 0);
	add_member(b, "half", half, 0);
	add_member(b, "three", three, 0);
	return builder_open(b);
}

TEST(the_first_arm_that_says_all)
{
	const struct btf *btf = open_union(b);

	assert_c(btf, "choice", BYTES(1, 0, 0, 0), "{\n\t.byte = 1,\n}");
	assert_c(btf, "choice", BYTES(1, 1, 0, 0), "{\n\t.half = 257,\n}");
	assert_c(btf, "choice", BYTES(0, 0, 1, 0), "{\n\t.three = {\n\t\t.c = 1,\n\t},\n}");
	assert_c(btf, "choice", BYTES(0, 0, 0, 0), "{}");
}

TEST(padding_of_a_union_is_told_though_no_arm_is_set)
{
	assert_c(open_union(b), "choice", BYTES(0, 0, 0, 1),
		 "{\n\t/* padding that is not zero: 8 bits at bit 24 */\n}");
}

TEST(a_union_that_no_arm_says)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), half = add_int(b, "u16", 2, 0, 16);
	uint32_t left = add_struct(b, "left", 4), right;

	add_member(b, "half", half, 0);
	add_member(b, "byte", byte, 16);
	right = add_struct(b, "right", 4);
	add_member(b, "byte", byte, 24);
	add_union(b, "both", 4);
	add_member(b, "left", left, 0);
	add_member(b, "right", right, 0);
	assert_c(builder_open(b), "both", BYTES(1, 0, 0, 1),
		 "{\n\t/* no arm of this union has all bits that are set in it */\n"
		 "\t.left = {\n\t\t.half = 1,\n"
		 "\t\t/* padding that is not zero: 8 bits at bit 24 */\n\t},\n}");
}

/* No compiler writes that. Only that it ends is of interest. */
TEST(a_union_within_itself)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8);
	struct btf_error error = {0};
	struct btf_value_type type;
	struct btf_out *out = btf_out_to_memory();

	add_union(b, "loop", 1);
	add_member(b, "again", byte + 1, 0);
	add_member(b, "byte", byte, 0);
	struct btf_decoder *decoder = btf_decoder_new(builder_open(b), &error);
	struct btf_initializer *initializer = btf_initializer_new(decoder, &error);

	assert_true(btf_value_type_of(btf_decoder_btf(decoder), byte + 1, &type, &error));
	assert_int_equal(btf_emit_value_c(initializer, &(struct btf_value){&type, "\1", 1}, out),
			 -ELOOP);
	btf_out_free(out);
	btf_initializer_free(initializer);
	btf_decoder_free(decoder);
}

TEST(anonymous_members_have_no_braces)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8);
	uint32_t inner = add_struct(b, NULL, 2), arms;

	add_member(b, "x", byte, 0);
	add_member(b, "y", byte, 8);
	arms = add_union(b, NULL, 2);
	add_member(b, "one", byte, 0);
	add_member(b, NULL, inner, 0);
	add_struct(b, "outer", 3);
	add_member(b, "a", byte, 0);
	add_member(b, NULL, arms, 8);
	assert_c(builder_open(b), "outer", BYTES(1, 2, 3), "{\n\t.a = 1,\n\t.x = 2,\n\t.y = 3,\n}");
}

TEST(padding_that_is_not_zero)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), word = add_int(b, "u32", 4, 0, 32);

	add_struct(b, "holes", 8);
	add_member(b, "a", byte, 0);
	add_member(b, "b", word, 32);
	assert_c(builder_open(b), "holes", BYTES(1, 0, 7, 0, 0, 0, 0, 0),
		 "{\n\t.a = 1,\n\t/* padding that is not zero: 24 bits at bit 8 */\n}");
}

/* Members in one another, which C has no words for. */
static const struct btf *open_overlapping(struct btf_builder *b)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), word = add_int(b, "u32", 4, 0, 32);
	uint32_t inner = add_struct(b, "inner", 1);

	add_member(b, "x", byte, 0);
	add_struct(b, "overlap", 4);
	add_member(b, "word", word, 0);
	add_member(b, "byte", byte, 8);
	add_member(b, "inner", inner, 16);
	return builder_open(b);
}

TEST(members_that_c_cannot_say)
{
	assert_c(open_overlapping(b), "overlap", BYTES(1, 2, 3, 0),
		 "{\n\t.word = 197121,\n"
		 "\t/* 'byte' overlaps what is before it: C can't say that */\n"
		 "\t/* 'inner' overlaps what is before it: C can't say that */\n}");
}

TEST(members_that_c_cannot_say_are_not_told_where_they_are_zero)
{
	assert_c(open_overlapping(b), "overlap", BYTES(1, 0, 0, 0), "{\n\t.word = 1,\n}");
}

TEST(flexible_arrays)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), tail = add_array(b, byte, byte, 0);
	uint32_t message = add_struct(b, "message", 1);

	add_member(b, "length", byte, 0);
	add_member(b, "data", tail, 8);
	add_struct(b, "packet", 2);
	add_member(b, "kind", byte, 0);
	add_member(b, "message", message, 8);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "message", BYTES(2, 5, 6), "{\n\t.length = 2,\n\t.data = { 5, 6, },\n}");
	assert_c(btf, "message", BYTES(2), "{\n\t.length = 2,\n}");
	/* No compiler takes one that is in another struct. */
	assert_c(
		btf, "packet", BYTES(1, 2, 5, 6),
		"{\n\t.kind = 1,\n\t.message = {\n\t\t.length = 2,\n"
		"\t\t/* 'data' is a flexible array in another struct: C can't say that */\n\t},\n}");
}

TEST(long_runs_of_equal_elements)
{
	add_int(b, "u8", 1, 0, 8);
	const struct btf *btf = builder_open(b);
	uint8_t bytes[64];

	memset(bytes, 7, sizeof(bytes));
	assert_c(btf, "u8[64]", bytes, 64, "{ [0 ... 63] = 7, }");
	bytes[0] = 1;
	bytes[63] = 2;
	assert_c(btf, "u8[64]", bytes, 64, "{ 1, [1 ... 62] = 7, 2, }");
	assert_c(btf, "u8[4]", BYTES(7, 7, 7, 7), "{ 7, 7, 7, 7, }");
}

TEST(long_arrays_go_on_over_lines)
{
	add_int(b, "u32", 4, 0, 32);
	const struct btf *btf = builder_open(b);
	uint32_t numbers[20];

	for (uint32_t i = 0; i < 20; i++)
		numbers[i] = 1000000000 + i;
	assert_c(btf, "u32[20]", numbers, sizeof(numbers),
		 "{ 1000000000, 1000000001, 1000000002, 1000000003, 1000000004, 1000000005, "
		 "1000000006,\n\t1000000007, 1000000008, 1000000009, 1000000010, 1000000011, "
		 "1000000012, 1000000013,\n\t1000000014, 1000000015, 1000000016, 1000000017, "
		 "1000000018, 1000000019, }");
}

TEST(what_is_missing)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8);

	add_struct(b, "two", 2);
	add_member(b, "a", byte, 0);
	add_member(b, "b", byte, 8);
	const struct btf *btf = builder_open(b);

	assert_c(btf, "two", BYTES(1), "{\n\t.a = 1,\n\t/* b is missing */\n}");
	assert_c(btf, "u8", "", 0, "0 /* missing */");
	assert_c(btf, "two", "", 0, "{} /* missing */");
}

TEST(other_byte_order)
{
	uint32_t word = add_int(b, "u32", 4, 0, 32);

	add_struct(b, "pair", 8);
	add_member(b, "a", word, 0);
	add_bitfield(b, "b", word, 32, 4);
	add_bitfield(b, "c", word, 36, 28);
	assert_c(builder_open_swapped(b), "pair", BYTES(0, 0, 1, 2, 0x50, 0, 0, 9),
		 "{\n\t.a = 258,\n\t.b = 5,\n\t.c = 9,\n}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(integers),
		RUN(integers_of_128_bits),
		RUN(booleans_pointers_and_enums),
		RUN(floats_keep_all_their_bits),
		RUN(wide_floats_are_integers),
		RUN(texts),
		RUN(arrays),
		RUN(structs_and_what_is_zero),
		RUN(bitfields),
		RUN(names_that_c_reserves),
		RUN(the_first_arm_that_says_all),
		RUN(padding_of_a_union_is_told_though_no_arm_is_set),
		RUN(a_union_that_no_arm_says),
		RUN(a_union_within_itself),
		RUN(anonymous_members_have_no_braces),
		RUN(padding_that_is_not_zero),
		RUN(members_that_c_cannot_say),
		RUN(members_that_c_cannot_say_are_not_told_where_they_are_zero),
		RUN(flexible_arrays),
		RUN(long_runs_of_equal_elements),
		RUN(long_arrays_go_on_over_lines),
		RUN(what_is_missing),
		RUN(other_byte_order),
	};

	return cmocka_run_group_tests_name("emit/value_c", tests, NULL, NULL);
}
