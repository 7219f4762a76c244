/* SPDX-License-Identifier: BSD-2-Clause */
/* test_value_type.c - types as one writes them: which they are, and what is said of those that are
 * none. */
#include "unit.h"

#include <errno.h>

#include <libbtf/value.h>

struct ids {
	uint32_t number, u64, pointer, list, inner, foo;
};

static const struct btf *add_types(struct btf_builder *b, struct ids *ids)
{
	ids->number = add_int(b, "int", 4, ENC_SIGNED, 32);
	ids->u64 = add_int(b, "long unsigned int", 8, 0, 64);
	add_int(b, "_Bool", 1, ENC_BOOL, 8);
	ids->inner = add_struct(b, NULL, 8);
	add_member(b, "deep", ids->u64, 0);
	ids->list = add_array(b, ids->inner, ids->number, 3);
	ids->foo = add_struct(b, "foo", 40);
	add_member(b, "list", ids->list, 0);
	add_member(b, NULL, ids->inner, 192);
	add_bitfield(b, "bits", ids->number, 256, 3);
	ids->pointer = add_ptr(b, ids->foo);
	add_typedef(b, "foo_t", ids->foo);
	add_fwd(b, "far", false);
	add_func_proto(b, 0);
	add_struct(b, "twice", 4);
	add_struct(b, "twice", 8);
	add_datasec(b, ".data.rel", 16);
	return builder_open(b);
}

TEST(types_that_are)
{
	struct ids ids;
	const struct btf *btf = add_types(b, &ids);
	const struct {
		const char *text;
		uint32_t id;
		uint64_t size;
		uint32_t dims;
	} rows[] = {
		{"foo", ids.foo, 40, 0},
		{"struct foo", ids.foo, 40, 0},
		{"struct:foo", ids.foo, 40, 0},
		{"#6", ids.foo, 40, 0},
		{" struct foo ", ids.foo, 40, 0},
		{"struct foo *", ids.pointer, 8, 0},
		{"foo*[4]", ids.pointer, 32, 1},
		{"foo.list", ids.list, 24, 0},
		{"foo.list[2]", ids.inner, 8, 0},
		{"foo.list[2].deep", ids.u64, 8, 0},
		{"foo.deep", ids.u64, 8, 0},
		{"foo_t.deep", ids.u64, 8, 0},
		{"foo[2][3]", ids.foo, 240, 2},
		{"unsigned long", ids.u64, 8, 0},
		{"unsigned long int", ids.u64, 8, 0},
		{"u64", ids.u64, 8, 0},
		{"__u64[2]", ids.u64, 16, 1},
		{"s32", ids.number, 4, 0},
		{".data.rel", 0, 16, 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct btf_value_type type;
		struct btf_error error = {0};

		if (!btf_value_type_parse(btf, rows[i].text, &type, &error))
			fail_msg("%s: %s", rows[i].text, error.text);
		if (rows[i].id && type.type_id != rows[i].id)
			fail_msg("%s: #%u", rows[i].text, type.type_id);
		assert_int_equal(type.size, rows[i].size);
		assert_int_equal(type.dim_count, rows[i].dims);
	}
}

TEST(types_that_are_none)
{
	struct ids ids;
	const struct btf *btf = add_types(b, &ids);
	const struct {
		const char *text;
		int code;
		const char *error;
	} rows[] = {
		{"nothing", -ENOENT, "no type 'nothing'"},
		{"", -ENOENT, "no type ''"},
		{"u32", -ENOENT, "no type 'u32'"},
		{"f*o", -ENOENT, "no type 'f*o'"},
		{"foo.none", -ENOENT, "foo.none: no member 'none'"},
		{"foo.", -EINVAL, "foo.: no member stands behind '.'"},
		{"foo.bits", -EINVAL, "foo.bits: a bitfield has no bytes of its own"},
		{"foo.list[3]", -EINVAL, "foo.list[3]: the array before [3] has 3 elements"},
		{"foo.deep[0]", -EINVAL, "foo.deep[0]: what stands before [0] is no array"},
		{"foo[", -EINVAL, "foo[: no number behind '['"},
		{"foo[x]", -EINVAL, "foo[x]: no number behind '['"},
		{"foo[3", -EINVAL, "foo[3: no ']' behind 3"},
		{"foo[1][1][1][1][1]", -EINVAL, "foo[1][1][1][1][1]: more than 4 dimensions"},
		{"foo[4000000000]", -EINVAL, "foo[4000000000]: values of 2^32 bytes or more"},
		{"foo[2] x", -EINVAL, "foo[2] x: a type does not go on with 'x'"},
		{"int *", -ENOENT, "int *: there is no such pointer in the BTF"},
		{"far", -EINVAL, "far: a type without a size has no values"},
		{"twice", -EEXIST, "'twice' is #11 of 4 bytes and #12 of 8: say which"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct btf_value_type type;
		struct btf_error error = {0};

		if (btf_value_type_parse(btf, rows[i].text, &type, &error))
			fail_msg("%s: is #%u", rows[i].text, type.type_id);
		assert_string_equal(error.text, rows[i].error);
		assert_int_equal(error.code, rows[i].code);
	}
}

TEST(types_of_a_base_are_found)
{
	struct btf_value_type type;
	struct btf_error error;

	add_int(b, "int", 4, ENC_SIGNED, 32);
	struct btf_builder *module = builder_split(b);
	uint32_t own = add_struct(module, "own", 4);

	assert_true(btf_value_type_parse(builder_open(module), "int[2]", &type, &error));
	assert_int_equal(type.size, 8);
	assert_true(btf_value_type_parse(builder_open(module), "own", &type, &error));
	assert_int_equal(type.type_id, own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(types_that_are),
		RUN(types_that_are_none),
		RUN(types_of_a_base_are_found),
	};

	return cmocka_run_group_tests_name("query/value_type", tests, NULL, NULL);
}
