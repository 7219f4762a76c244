/* SPDX-License-Identifier: BSD-2-Clause */
/* test_json_valid.c - a JSON parser takes whatever is emitted, and reads in it what was meant: names
 * of any bytes, and numbers that a signed word can't hold. */
#include "json.h"
#include "random.h"
#include "samples.h"

static const char *name_at(const json_t *dump, size_t index)
{
	return json_string_value(json_object_get(type_at(dump, index), "name"));
}

/* A name of the input, and the string that a parser reads. */
static const struct {
	const char *name, *read;
} names[] = {
	{"task_struct", "task_struct"},
	{"say \"no\"", "say \"no\""},
	{"back\\slash", "back\\slash"},
	{"\\", "\\"},
	{"\"", "\""},
	{"a\nb\tc\rd", "a\nb\tc\rd"},
	{"\x01\x1f\x7f", "\x01\x1f\x7f"},
	{"\033[31m", "\033[31m"},
	{"caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\x9d", "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\x9d"},
	{"\xc2\x9b", "\xc2\x9b"},
	{"\xff", "\\xff"},
	{"\xc0\xaf", "\\xc0\\xaf"},
	{"\xed\xa0\x80", "\\xed\\xa0\\x80"},
	{"\xe2\x82", "\\xe2\\x82"},
	{"half \xf0\x9f\x90", "half \\xf0\\x9f\\x90"},
};

TEST(names_of_any_bytes_are_valid_json)
{
	for (size_t i = 0; i < COUNT(names); i++)
		add_struct(b, names[i].name, 4);
	json_t *dump = parse_dump(builder_open(b), false);

	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(name_at(dump, i), names[i].read);
	json_decref(dump);
}

TEST(names_of_members_and_in_declarations_are_valid_json)
{
	uint32_t odd = add_struct(b, "od\"d\\\x01\xff", 4);

	add_member(b, "mem\"ber\\\x02\xfe", odd, 0);
	add_enum(b, "e", 4);
	add_enumerator(b, "val\"ue\\\x03\xfd", 1);
	uint32_t proto = add_func_proto(b, odd);

	add_param(b, "par\"am\\\x04\xfc", odd);
	add_func(b, "fu\"nc\\\x05\xfb", proto, GLOBAL);
	const struct btf *btf = builder_open(b);
	json_t *dump = parse_dump(btf, true);
	const json_t *member = json_array_get(json_object_get(type_at(dump, 0), "members"), 0);

	assert_string_equal(json_string_value(json_object_get(member, "name")),
			    "mem\"ber\\\x02\\xfe");
	assert_string_equal(json_string_value(json_object_get(member, "type_name")),
			    "struct od\"d\\\x01\\xff");
	assert_string_equal(json_string_value(json_object_get(type_at(dump, 3), "c_name")),
			    "struct od\"d\\\x01\\xff fu\"nc\\\x05\\xfb(struct od\"d\\\x01\\xff "
			    "par\"am\\\x04\\xfc)");
	json_decref(dump);
}

TEST(names_of_random_bytes_are_valid_json)
{
	uint64_t state = random_seed();

	for (int i = 0; i < 3000; i++) {
		char name[64];
		size_t length = random_below(&state, sizeof(name));

		for (size_t at = 0; at < length; at++)
			name[at] = (char)(1 + random_below(&state, 255));
		name[length] = '\0';
		add_struct(b, name, 4);
	}
	const struct btf *btf = builder_open(b);

	json_decref(parse_dump(btf, false));
	json_decref(parse_dump(btf, true));
}

static json_int_t value_at(const json_t *dump, size_t type, size_t index)
{
	const json_t *values = json_object_get(type_at(dump, type), "values");

	return json_integer_value(json_object_get(json_array_get(values, index), "val"));
}

/* bpftool sign-extends these. */
TEST(an_unsigned_enumerator_of_2_to_the_31_is_unsigned)
{
	add_enum(b, "bits", 4);
	add_enumerator(b, "LAST_POSITIVE", 0x7fffffff);
	add_enumerator(b, "FIRST", 0x80000000);
	add_enumerator(b, "GFP", 0xf0000000);
	add_enumerator(b, "ALL", 0xffffffff);
	set_kflag(b, add_enum(b, "signed", 4));
	add_enumerator(b, "LEAST", 0x80000000);
	add_enumerator(b, "MINUS_ONE", 0xffffffff);
	json_t *dump = parse_dump(builder_open(b), false);

	assert_int_equal(value_at(dump, 0, 0), 2147483647);
	assert_int_equal(value_at(dump, 0, 1), 2147483648);
	assert_int_equal(value_at(dump, 0, 2), 4026531840);
	assert_int_equal(value_at(dump, 0, 3), 4294967295);
	assert_int_equal(value_at(dump, 1, 0), INT32_MIN);
	assert_int_equal(value_at(dump, 1, 1), -1);
	json_decref(dump);
}

TEST(the_kflag_of_tags_is_shown_where_it_is_set)
{
	add_type_tag(b, "plain", 0);
	set_kflag(b, add_type_tag(b, "attribute", 0));
	add_decl_tag(b, "plain", 0, -1);
	set_kflag(b, add_decl_tag(b, "attribute", 0, -1));
	json_t *dump = parse_dump(builder_open(b), false);

	assert_null(json_object_get(type_at(dump, 0), "kflag"));
	assert_true(json_is_true(json_object_get(type_at(dump, 1), "kflag")));
	assert_null(json_object_get(type_at(dump, 2), "kflag"));
	assert_true(json_is_true(json_object_get(type_at(dump, 3), "kflag")));
	json_decref(dump);
}

/* vlen counts what the array holds, id by id in their order. */
TEST(a_dump_holds_every_type_and_every_element)
{
	static const char *const arrays[] = {"members", "values", "params", "vars"};

	add_samples(b);
	set_word(b, SAMPLE_ENUM64, 8, INT32_MAX); /* jansson's integers are signed */
	const struct btf *btf = builder_open(b);
	json_t *dump = parse_dump(btf, true);

	assert_int_equal(json_array_size(json_object_get(dump, "types")), SAMPLE_ID_END - 1);
	for (uint32_t id = 1; id < SAMPLE_ID_END; id++) {
		const json_t *type = type_at(dump, id - 1), *vlen = json_object_get(type, "vlen");

		assert_int_equal(json_integer_value(json_object_get(type, "id")), id);
		assert_string_equal(json_string_value(json_object_get(type, "kind")),
				    btf_kind_name(btf_type_at(btf, id).kind));
		for (size_t i = 0; i < COUNT(arrays); i++) {
			const json_t *array = json_object_get(type, arrays[i]);

			if (array)
				assert_int_equal(json_array_size(array), json_integer_value(vlen));
		}
	}
	json_decref(dump);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(names_of_any_bytes_are_valid_json),
		RUN(names_of_members_and_in_declarations_are_valid_json),
		RUN(names_of_random_bytes_are_valid_json),
		RUN(an_unsigned_enumerator_of_2_to_the_31_is_unsigned),
		RUN(the_kflag_of_tags_is_shown_where_it_is_set),
		RUN(a_dump_holds_every_type_and_every_element),
	};

	return cmocka_run_group_tests_name("emit/json_valid", tests, NULL, NULL);
}
