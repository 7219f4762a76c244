/* SPDX-License-Identifier: BSD-2-Clause */
/* test_value_show.c - values as the kernel shows them: its rules, and where it is wrong and not followed.
 * tests/oracle/kernel_show.py compares with a kernel. */
#include "unit.h"

#include <libbtf/value_emit.h>

static const struct btf_value_show_options plain = {0};
static const struct btf_value_show_options compact = {.compact = true};
static const struct btf_value_show_options brief = {.compact = true, .noname = true};
static const struct btf_value_show_options zeroes = {.compact = true, .zero = true};
static const struct btf_value_show_options seq = {.compact = true, .noname = true, .zero = true};

static void assert_show(const struct btf *btf, const char *type_text, const void *data, size_t size,
			const struct btf_value_show_options *options, const char *expected)
{
	struct btf_error error = {0};
	struct btf_decoder *decoder = btf_decoder_new(btf, &error);
	struct btf_out *out = btf_out_to_memory();
	struct btf_value_type type;
	size_t length;

	if (!btf_value_type_parse(btf, type_text, &type, &error))
		fail_msg("%s", error.text);
	const struct btf_value value = {&type, data, size};

	assert_int_equal(btf_emit_value_show(decoder, &value, options, out), 0);
	btf_out_write(out, "", 1);
	assert_string_equal(btf_out_text(out, &length), expected);
	btf_out_free(out);
	btf_decoder_free(decoder);
}

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

static const struct btf *open_list(struct btf_builder *b)
{
	uint32_t list = add_struct(b, "list_head", 16);

	add_member(b, "next", list + 1, 0);
	add_member(b, "prev", list + 1, 64);
	add_ptr(b, list);
	return builder_open(b);
}

TEST(all_flags)
{
	const struct btf *btf = open_list(b);
	const uint8_t bytes[16] = {0xef, 0xbe};

	assert_show(btf, "list_head", bytes, 16, &plain,
		    "(struct list_head){\n .next = (struct list_head *)0x000000000000beef,\n}\n");
	assert_show(btf, "list_head", bytes, 16, &compact,
		    "(struct list_head){.next = (struct list_head *)0x000000000000beef,}");
	assert_show(btf, "list_head", bytes, 16, &brief, "{0x000000000000beef,}");
	assert_show(btf, "list_head", bytes, 16, &seq, "{0x000000000000beef,0x0000000000000000,}");
}

TEST(a_value_that_is_zero)
{
	const struct btf *btf = open_list(b);
	const uint8_t bytes[16] = {0};

	assert_show(btf, "list_head", bytes, 16, &plain, "(struct list_head){\n}\n");
	assert_show(btf, "list_head", bytes, 16, &brief, "{}");
}

/* struct outer { struct inner { u8 x, y; } first; u8 numbers[2]; u32 words[2]; }; */
static const struct btf *open_nested(struct btf_builder *b)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), word = add_int(b, "u32", 4, 0, 32);
	uint32_t inner = add_struct(b, "inner", 2);
	uint32_t bytes, words;

	add_member(b, "x", byte, 0);
	add_member(b, "y", byte, 8);
	bytes = add_array(b, byte, word, 2);
	words = add_array(b, word, word, 2);
	add_struct(b, "outer", 12);
	add_member(b, "first", inner, 0);
	add_member(b, "numbers", bytes, 16);
	add_member(b, "words", words, 32);
	return builder_open(b);
}

TEST(groups_in_which_all_is_zero_are_left_out)
{
	const struct btf *btf = open_nested(b);

	assert_show(btf, "outer", BYTES(0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), &compact,
		    "(struct outer){.first = (struct inner){.y = (u8)7,},}");
	assert_show(btf, "outer", BYTES(0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0), &compact,
		    "(struct outer){.words = (u32[])[5,],}");
	assert_show(btf, "outer", BYTES(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), &zeroes,
		    "(struct outer){.first = (struct inner){.x = (u8)0,.y = (u8)0,},"
		    ".numbers = (u8[])[],.words = (u32[])[0,0,],}");
}

/* Any integers of one byte in an array are characters, and end at a NUL. */
TEST(characters)
{
	const struct btf *btf = open_nested(b);
	const uint8_t bytes[12] = {[2] = 'a', 9}, ended[12] = {[3] = 'b'};

	assert_show(btf, "outer", bytes, 12, &compact,
		    "(struct outer){.numbers = (u8[])['a',9,],}");
	assert_show(btf, "outer", ended, 12, &compact, "(struct outer){}");
}

TEST(bytes_of_more_than_ascii_are_numbers)
{
	const struct btf *btf = open_nested(b);
	const uint8_t bytes[12] = {[2] = 0xe4, 0x7f};

	assert_show(btf, "outer", bytes, 12, &compact,
		    "(struct outer){.numbers = (u8[])[228,127,],}");
}

TEST(an_enumerator_is_shown_though_it_is_zero)
{
	uint32_t colour = add_enum(b, "colour", 4);

	add_enumerator(b, "RED", 0);
	add_struct(b, "paint", 4);
	add_member(b, "colour", colour, 0);
	const struct btf *btf = builder_open(b);

	assert_show(btf, "paint", BYTES(0, 0, 0, 0), &compact,
		    "(struct paint){.colour = (enum colour)RED,}");
	assert_show(btf, "paint", BYTES(9, 0, 0, 0), &compact,
		    "(struct paint){.colour = (enum colour)9,}");
}

TEST(enums_of_other_sizes_are_read_as_such)
{
	uint32_t small = add_enum(b, "small", 1);

	add_enumerator(b, "A", 1);
	add_struct(b, "two", 2);
	add_member(b, "a", small, 0);
	add_member(b, "b", small, 8);
	assert_show(builder_open(b), "two", BYTES(1, 2), &brief, "{A,2,}");
}

TEST(bitfields_are_hexadecimal_but_negative_ones)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);

	add_struct(b, "bits", 4);
	add_bitfield(b, "a", number, 0, 4);
	add_bitfield(b, "b", number, 4, 12);
	add_bitfield(b, "c", number, 16, 16);
	assert_show(builder_open(b), "bits", BYTES(0xcf, 0x07, 0, 0), &compact,
		    "(struct bits){.a = (int)-1,.b = (int)0x7c,}");
}

TEST(integers_of_128_bits)
{
	add_int(b, "u128", 16, 0, 128);
	const struct btf *btf = builder_open(b);
	const uint8_t small[16] = {0x1f}, large[16] = {1, [8] = 2};

	assert_show(btf, "u128", small, 16, &compact, "(u128)0x1f");
	assert_show(btf, "u128", large, 16, &compact, "(u128)0x20000000000000001");
}

TEST(the_first_typedef_gives_the_name)
{
	uint32_t word = add_int(b, "unsigned int", 4, 0, 32);
	uint32_t inner = add_typedef(b, "inner_t", word), outer = add_typedef(b, "outer_t", inner);

	add_struct(b, "one", 4);
	add_member(b, "a", outer, 0);
	assert_show(builder_open(b), "one", BYTES(1, 0, 0, 0), &compact,
		    "(struct one){.a = (outer_t)1,}");
}

TEST(pointers)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t function = add_ptr(b, add_func_proto(b, word)), nothing = add_ptr(b, 0);
	uint32_t twice = add_ptr(b, add_ptr(b, add_const(b, word)));
	uint8_t bytes[24] = {1, [8] = 2, [16] = 3};

	add_struct(b, "pointers", 24);
	add_member(b, "function", function, 0);
	add_member(b, "nothing", nothing, 64);
	add_member(b, "twice", twice, 128);
	assert_show(builder_open(b), "pointers", bytes, 24, &compact,
		    "(struct pointers){.function = ( *)0x0000000000000001,"
		    ".nothing = ( *)0x0000000000000002,.twice = (int **)0x0000000000000003,}");
}

TEST(arrays_of_pointers_show_each)
{
	uint32_t word = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t array = add_array(b, add_ptr(b, word), word, 2);
	uint8_t bytes[16] = {1, [8] = 2};

	add_struct(b, "both", 16);
	add_member(b, "p", array, 0);
	assert_show(builder_open(b), "both", bytes, 16, &compact,
		    "(struct both){.p = (int *[])[0x0000000000000001,0x0000000000000002,],}");
}

TEST(elements_have_their_brackets_and_names)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), item = add_struct(b, "item", 1), items;

	add_member(b, "x", byte, 0);
	items = add_array(b, item, byte, 3);
	add_struct(b, "list", 3);
	add_member(b, "items", items, 0);
	const struct btf *btf = builder_open(b);

	assert_show(btf, "list", BYTES(1, 0, 2), &compact,
		    "(struct list){.items = (struct item[])[{.x = (u8)1,},{.x = (u8)2,},],}");
	assert_show(btf, "list", BYTES(1, 0, 2), &seq, "{[{1,},{0,},{2,},],}");
}

TEST(qualified_members_have_the_name_of_their_type)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), inner = add_struct(b, "inner", 1), constant;

	add_member(b, "x", byte, 0);
	constant = add_const(b, inner);
	add_struct(b, "outer", 1);
	add_member(b, "a", constant, 0);
	assert_show(builder_open(b), "outer", BYTES(2), &compact,
		    "(struct outer){.a = (struct inner){.x = (u8)2,},}");
}

TEST(members_without_a_name)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), arms = add_union(b, NULL, 1);

	add_member(b, "one", byte, 0);
	add_member(b, "two", byte, 0);
	add_struct(b, "outer", 1);
	add_member(b, NULL, arms, 0);
	assert_show(builder_open(b), "outer", BYTES(3), &compact,
		    "(struct outer){(union){.one = (u8)3,.two = (u8)3,},}");
}

TEST(what_is_missing)
{
	assert_show(open_nested(b), "outer", BYTES(1), &compact,
		    "(struct outer){.first = (struct inner){.x = (u8)1,.y = (u8)?,},"
		    ".numbers = (u8[])?,.words = (u32[])?,}");
}

TEST(other_byte_order)
{
	uint32_t word = add_int(b, "u32", 4, 0, 32);

	add_struct(b, "pair", 8);
	add_member(b, "a", word, 0);
	add_bitfield(b, "b", word, 32, 4);
	add_bitfield(b, "c", word, 36, 28);
	assert_show(builder_open_swapped(b), "pair", BYTES(0, 0, 1, 2, 0x50, 0, 0, 9), &compact,
		    "(struct pair){.a = (u32)258,.b = (u32)0x5,.c = (u32)0x9,}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(all_flags),
		RUN(a_value_that_is_zero),
		RUN(groups_in_which_all_is_zero_are_left_out),
		RUN(characters),
		RUN(bytes_of_more_than_ascii_are_numbers),
		RUN(an_enumerator_is_shown_though_it_is_zero),
		RUN(enums_of_other_sizes_are_read_as_such),
		RUN(bitfields_are_hexadecimal_but_negative_ones),
		RUN(integers_of_128_bits),
		RUN(the_first_typedef_gives_the_name),
		RUN(pointers),
		RUN(arrays_of_pointers_show_each),
		RUN(elements_have_their_brackets_and_names),
		RUN(qualified_members_have_the_name_of_their_type),
		RUN(members_without_a_name),
		RUN(what_is_missing),
		RUN(other_byte_order),
	};

	return cmocka_run_group_tests_name("emit/value_show", tests, NULL, NULL);
}
