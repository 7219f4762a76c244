/* SPDX-License-Identifier: BSD-2-Clause */
/* test_value_json.c - values as JSON: what a scalar is written as, and that it is JSON whatever the
 * bytes are. */
#include "json.h"

#include <libbtf/value_emit.h>

/* Integers of JSON have no limit; jansson's have. */
#define JSON_OPTIONS (JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL)

static const struct btf_value_json_options plain = {0};

/* The JSON of a value; free() it. */
static char *json_of(const struct btf *btf, const char *type_text, const void *data, size_t size,
		     const struct btf_value_json_options *options)
{
	struct btf_error error = {0};
	struct btf_decoder *decoder = btf_decoder_new(btf, &error);
	struct btf_out *out = btf_out_to_memory();
	struct btf_value_type type;
	size_t length;
	char *text;

	if (!btf_value_type_parse(btf, type_text, &type, &error))
		fail_msg("%s", error.text);
	const struct btf_value value = {&type, data, size};

	assert_int_equal(btf_emit_value_json(decoder, &value, options, out), 0);
	assert_int_equal(btf_out_finish(out), 0);
	const char *written = btf_out_text(out, &length);

	text = strndup(written, length);
	btf_out_free(out);
	btf_decoder_free(decoder);
	return text;
}

static void assert_json_with(const struct btf *btf, const char *type, const void *data, size_t size,
			     const struct btf_value_json_options *options, const char *expected)
{
	char *text = json_of(btf, type, data, size, options);
	json_t *parsed = json_loads(text, JSON_OPTIONS, NULL);

	assert_string_equal(text, expected);
	assert_non_null(parsed);
	json_decref(parsed);
	free(text);
}

static void assert_json(const struct btf *btf, const char *type, const void *data, size_t size,
			const char *expected)
{
	assert_json_with(btf, type, data, size, &plain, expected);
}

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

TEST(integers)
{
	add_int(b, "u8", 1, 0, 8);
	add_int(b, "s8", 1, ENC_SIGNED, 8);
	add_int(b, "u64", 8, 0, 64);
	add_int(b, "s64", 8, ENC_SIGNED, 64);
	add_int(b, "u128", 16, 0, 128);
	add_ptr(b, 0);
	const struct btf_value_json_options strings = {.int64_strings = true};
	const struct btf *btf = builder_open(b);

	assert_json(btf, "u8", BYTES(255), "255");
	assert_json(btf, "s8", BYTES(255), "-1");
	assert_json(btf, "u64", "\xff\xff\xff\xff\xff\xff\xff\xff", 8, "18446744073709551615");
	assert_json(btf, "s64", "\0\0\0\0\0\0\0\x80", 8, "-9223372036854775808");
	assert_json(btf, "#6", "\x01\0\0\0\0\0\0\x80", 8, "9223372036854775809");
	assert_json(btf, "u128", "\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16, "\"0x1\"");
	assert_json(btf, "u128", "\x01\0\0\0\0\0\0\0\x0f\0\0\0\0\0\0\0", 16,
		    "\"0xf0000000000000001\"");
	assert_json_with(btf, "u64", "\x01\0\0\0\0\0\0\0", 8, &strings, "\"1\"");
	assert_json_with(btf, "u8", "\x01", 1, &strings, "1");
}

TEST(booleans_that_are_neither_are_numbers)
{
	add_int(b, "_Bool", 1, ENC_BOOL, 8);
	const struct btf *btf = builder_open(b);

	assert_json(btf, "_Bool[3]", BYTES(0, 1, 2), "[false,true,2]");
}

TEST(characters)
{
	add_int(b, "char", 1, ENC_CHAR, 8);
	const struct btf *btf = builder_open(b);

	assert_json(btf, "#1", BYTES('a'), "\"a\"");
	assert_json(btf, "#1", BYTES(0), "0");
	assert_json(btf, "#1", BYTES(0xe4), "228");
}

TEST(r2_characters_that_json_escapes)
{
	add_int(b, "char", 1, ENC_CHAR, 8);
	uint32_t byte = add_int(b, "u8", 1, 0, 8);

	add_struct(b, "odd", 1);
	add_member(b, "a\n\"\\", byte, 0);
	const struct btf *btf = builder_open(b);

	assert_json(btf, "char", BYTES('"'), "\"\\\"\"");
	assert_json(btf, "char", BYTES('\\'), "\"\\\\\"");
	assert_json(btf, "char[4]", "a\"\\", 4, "\"a\\\"\\\\\"");
	assert_json(btf, "odd", BYTES(1), "{\"a\\u000a\\\"\\\\\":1}");
}

TEST(r3_floats_of_every_size)
{
	uint32_t single = add_float(b, "float", 4), wide = add_float(b, "double", 8);
	uint32_t half = add_float(b, "_Float16", 2), extended = add_float(b, "long double", 16);
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	const float f = 1.5F;
	const double d = 0.1;
	uint8_t bytes[48] = {0};

	add_struct(b, "floats", 48);
	add_member(b, "f", single, 0);
	add_member(b, "h", half, 32);
	add_member(b, "d", wide, 64);
	add_member(b, "l", extended, 128);
	add_member(b, "behind", number, 256);
	memcpy(bytes, &f, 4);
	memcpy(bytes + 4, "\x00\xbc", 2);
	memcpy(bytes + 8, &d, 8);
	memcpy(bytes + 16, "\0\0\0\0\0\0\0\x80\xff\x3f", 10);
	bytes[32] = 7;
	assert_json(builder_open(b), "floats", bytes, sizeof(bytes),
		    "{\"f\":1.5,\"h\":-1,\"d\":0.1,\"l\":\"0x3fff8000000000000000\",\"behind\":7}");
}

TEST(floats_that_are_no_numbers)
{
	add_float(b, "float", 4);
	add_float(b, "double", 8);
	const struct btf *btf = builder_open(b);

	assert_json(btf, "float", BYTES(0, 0, 0x80, 0x7f), "\"inf\"");
	assert_json(btf, "float", BYTES(0, 0, 0x80, 0xff), "\"-inf\"");
	assert_json(btf, "float", BYTES(1, 0, 0xc0, 0x7f), "\"nan:0x7fc00001\"");
	assert_json(btf, "float", BYTES(0, 0, 0, 0x80), "-0");
	assert_json(btf, "float", BYTES(0xcd, 0xcc, 0xcc, 0x3d), "0.1");
	assert_json(btf, "double", BYTES(1, 0, 0, 0, 0, 0, 0, 0), "4.94065645841247e-324");
}

TEST(r4_members_without_a_name_have_keys_of_their_own)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8);
	uint32_t one = add_struct(b, NULL, 1);

	add_member(b, "a", byte, 0);
	uint32_t two = add_struct(b, NULL, 1);

	add_member(b, "b", byte, 0);
	add_struct(b, "holder", 2);
	add_member(b, NULL, one, 0);
	add_member(b, NULL, two, 8);
	assert_json(builder_open(b), "holder", BYTES(1, 2),
		    "{\"__anon0\":{\"a\":1},\"__anon1\":{\"b\":2}}");
}

TEST(r5_bitfields_are_signed_and_named_as_their_type_says)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t truth = add_int(b, "_Bool", 1, ENC_BOOL, 8);
	uint32_t color = add_enum(b, "color", 4);

	add_enumerator(b, "RED", 0);
	add_enumerator(b, "BLUE", 5);
	add_struct(b, "bits", 4);
	add_bitfield(b, "n", number, 0, 3);
	add_bitfield(b, "yes", truth, 3, 1);
	add_bitfield(b, "c", color, 4, 3);
	add_bitfield(b, "unknown", color, 7, 3);
	assert_json(builder_open(b), "bits", BYTES(0x07 | 0x08 | 0x50, 1, 0, 0),
		    "{\"n\":-1,\"yes\":true,\"c\":\"BLUE\",\"unknown\":2}");
}

TEST(r8_a_struct_whose_first_member_is_zero_is_there)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t inner = add_struct(b, "inner", 8);

	add_member(b, "first", number, 0);
	add_member(b, "second", number, 32);
	add_struct(b, "outer", 8);
	add_member(b, "in", inner, 0);
	assert_json(builder_open(b), "outer", BYTES(0, 0, 0, 0, 1, 0, 0, 0),
		    "{\"in\":{\"first\":0,\"second\":1}}");
}

TEST(r9_zeroes_behind_a_text_are_there)
{
	uint32_t letter = add_int(b, "char", 1, ENC_SIGNED, 8);
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t name = add_array(b, letter, number, 4), list = add_array(b, number, number, 2);

	add_struct(b, "named", 12);
	add_member(b, "name", name, 0);
	add_member(b, "list", list, 32);
	assert_json(builder_open(b), "named", BYTES('a', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
		    "{\"name\":\"a\",\"list\":[0,0]}");
}

TEST(text_only_where_nothing_is_lost)
{
	const struct btf_value_json_options arrays = {.char_arrays = true};

	add_int(b, "char", 1, ENC_SIGNED, 8);
	add_int(b, "u8", 1, 0, 8);
	const struct btf *btf = builder_open(b);

	assert_json(btf, "char[4]", "ab\0", 4, "\"ab\"");
	assert_json(btf, "char[4]", "abcd", 4, "\"abcd\"");
	assert_json(btf, "char[4]", "\0\0\0", 4, "\"\"");
	assert_json(btf, "char[4]", "a\0b", 4, "[97,0,98,0]");
	assert_json(btf, "char[4]", "a\n\0", 4, "[97,10,0,0]");
	assert_json(btf, "char[4]", "\xc3\xa4\0", 4, "\"\xc3\xa4\"");
	assert_json(btf, "char[4]", "\xc3\0\0", 4, "[-61,0,0,0]");
	assert_json(btf, "u8[4]", "abcd", 4, "[97,98,99,100]");
	assert_json_with(btf, "char[4]", "ab\0", 4, &arrays, "[97,98,0,0]");
}

static const struct btf *add_flags(struct btf_builder *b)
{
	add_enum(b, "mode", 4);
	add_enumerator(b, "NONE", 0);
	add_enumerator(b, "READ", 1);
	add_enumerator(b, "WRITE", 2);
	add_enumerator(b, "BOTH", 3);
	add_enumerator(b, "SYNC", 0x80000000);
	return builder_open(b);
}

TEST(enums_as_names_numbers_and_sets)
{
	const struct btf_value_json_options numbers = {.enums = BTF_VALUE_ENUM_NUMBERS};
	const struct btf_value_json_options flags = {.enums = BTF_VALUE_ENUM_FLAGS};
	const struct btf *btf = add_flags(b);

	assert_json(btf, "mode", BYTES(2, 0, 0, 0), "\"WRITE\"");
	assert_json(btf, "mode", BYTES(9, 0, 0, 0), "9");
	assert_json_with(btf, "mode", BYTES(2, 0, 0, 0), &numbers, "2");
	assert_json_with(btf, "mode", BYTES(0, 0, 0, 0x80), &numbers, "2147483648");
	assert_json_with(btf, "mode", BYTES(3, 0, 0, 0), &flags, "[\"READ\",\"WRITE\"]");
	assert_json_with(btf, "mode", BYTES(2, 0, 0, 0), &flags, "[\"WRITE\"]");
	assert_json_with(btf, "mode", BYTES(9, 0, 0, 0x80), &flags, "[\"READ\",\"SYNC\",8]");
	assert_json_with(btf, "mode", BYTES(0, 0, 0, 0), &flags, "[]");
}

TEST(an_enum_that_counts_is_no_set)
{
	const struct btf_value_json_options flags = {.enums = BTF_VALUE_ENUM_FLAGS};

	add_enum(b, "state", 4);
	add_enumerator(b, "NEW", 0);
	add_enumerator(b, "READY", 1);
	add_enumerator(b, "DONE", 2);
	const struct btf *btf = builder_open(b);

	assert_json_with(btf, "state", BYTES(2, 0, 0, 0), &flags, "\"DONE\"");
	assert_json_with(btf, "state", BYTES(3, 0, 0, 0), &flags, "[\"READY\",\"DONE\"]");
	assert_json_with(btf, "state", BYTES(9, 0, 0, 0), &flags, "9");
}

TEST(padding_that_is_not_zero_is_told)
{
	uint32_t byte = add_int(b, "u8", 1, 0, 8), word = add_int(b, "u32", 4, 0, 32);

	add_struct(b, "holes", 12);
	add_member(b, "a", byte, 0);
	add_member(b, "b", word, 32);
	add_bitfield(b, "c", byte, 64, 3);
	assert_json(builder_open(b), "holes", BYTES(1, 0, 2, 0, 3, 0, 0, 0, 0xff, 0, 0, 4),
		    "{\"a\":1,\"b\":3,\"c\":7,\"__padding\":["
		    "{\"bit_offset\":8,\"bits\":24,\"bytes\":[0,2,0]},"
		    "{\"bit_offset\":67,\"bits\":29,\"bytes\":[248,0,0,4]}]}");
}

TEST(what_is_missing_is_null)
{
	uint32_t word = add_int(b, "u32", 4, 0, 32);

	add_struct(b, "pair", 8);
	add_member(b, "a", word, 0);
	add_member(b, "b", word, 32);
	const struct btf *btf = builder_open(b);

	assert_json(btf, "pair", BYTES(1, 0, 0, 0, 2), "{\"a\":1,\"b\":null}");
	assert_json(btf, "pair[3]", BYTES(1, 0, 0, 0), "[{\"a\":1,\"b\":null}]");
}

TEST(sections_as_bpftool_writes_them)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t a = add_var(b, "a", number, GLOBAL), c = add_var(b, "c", number, STATIC);

	add_datasec(b, ".bss", 8);
	add_secinfo(b, a, 0, 4);
	add_secinfo(b, c, 4, 4);
	assert_json(builder_open(b), ".bss", BYTES(1, 0, 0, 0, 2, 0, 0, 0),
		    "{\".bss\":[{\"a\":1},{\"c\":2}]}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(integers),
		RUN(booleans_that_are_neither_are_numbers),
		RUN(characters),
		RUN(r2_characters_that_json_escapes),
		RUN(r3_floats_of_every_size),
		RUN(floats_that_are_no_numbers),
		RUN(r4_members_without_a_name_have_keys_of_their_own),
		RUN(r5_bitfields_are_signed_and_named_as_their_type_says),
		RUN(r8_a_struct_whose_first_member_is_zero_is_there),
		RUN(r9_zeroes_behind_a_text_are_there),
		RUN(text_only_where_nothing_is_lost),
		RUN(enums_as_names_numbers_and_sets),
		RUN(an_enum_that_counts_is_no_set),
		RUN(padding_that_is_not_zero_is_told),
		RUN(what_is_missing_is_null),
		RUN(sections_as_bpftool_writes_them),
	};

	return cmocka_run_group_tests_name("emit/value_json", tests, NULL, NULL);
}
