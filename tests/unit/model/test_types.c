/* SPDX-License-Identifier: BSD-2-Clause */
/* test_types.c - types, decoded: what the accessors say of each kind. */
#include "unit.h"

#include "samples.h"
#include <libbtf/types.h>

/* What btf_type_at() says of the samples. */
static const struct {
	uint32_t id;
	enum btf_kind kind;
	const char *name;
	uint32_t size, type_id, vlen;
	bool kflag;
} types[] = {
	{0, BTF_K_VOID, "", 0, 0, 0, false},
	{SAMPLE_INT, BTF_K_INT, "int", 4, 0, 0, false},
	{SAMPLE_ULONG, BTF_K_INT, "long unsigned int", 8, 0, 0, false},
	{SAMPLE_PTR, BTF_K_PTR, "", 0, SAMPLE_STRUCT, 0, false},
	{SAMPLE_ARRAY, BTF_K_ARRAY, "", 0, 0, 0, false},
	{SAMPLE_STRUCT, BTF_K_STRUCT, "point", 20, 0, 2, false},
	{SAMPLE_BITFIELDS, BTF_K_STRUCT, "flags", 8, 0, 3, true},
	{SAMPLE_UNION, BTF_K_UNION, "", 8, 0, 2, false},
	{SAMPLE_ENUM, BTF_K_ENUM, "color", 4, 0, 2, false},
	{SAMPLE_SIGNED_ENUM, BTF_K_ENUM, "", 4, 0, 2, true},
	{SAMPLE_FWD, BTF_K_FWD, "sock", 0, 0, 0, false},
	{SAMPLE_FWD_UNION, BTF_K_FWD, "bpf_attr", 0, 0, 0, true},
	{SAMPLE_TYPEDEF, BTF_K_TYPEDEF, "point_t", 0, SAMPLE_STRUCT, 0, false},
	{SAMPLE_VOLATILE, BTF_K_VOLATILE, "", 0, SAMPLE_INT, 0, false},
	{SAMPLE_CONST, BTF_K_CONST, "", 0, SAMPLE_CHAR, 0, false},
	{SAMPLE_RESTRICT, BTF_K_RESTRICT, "", 0, SAMPLE_PTR, 0, false},
	{SAMPLE_PROTO, BTF_K_FUNC_PROTO, "", 0, SAMPLE_INT, 3, false},
	{SAMPLE_FUNC, BTF_K_FUNC, "print", 0, SAMPLE_PROTO, EXTERN, false},
	{SAMPLE_VAR, BTF_K_VAR, "jiffies", 0, SAMPLE_VOLATILE, 0, false},
	{SAMPLE_DATASEC, BTF_K_DATASEC, ".data", 4, 0, 1, false},
	{SAMPLE_FLOAT, BTF_K_FLOAT, "double", 8, 0, 0, false},
	{SAMPLE_DECL_TAG, BTF_K_DECL_TAG, "preserve", 0, SAMPLE_STRUCT, 0, false},
	{SAMPLE_MEMBER_TAG, BTF_K_DECL_TAG, "aligned(4)", 0, SAMPLE_STRUCT, 0, true},
	{SAMPLE_TYPE_TAG, BTF_K_TYPE_TAG, "user", 0, SAMPLE_INT, 0, false},
	{SAMPLE_ATTRIBUTE, BTF_K_TYPE_TAG, "noderef", 0, SAMPLE_INT, 0, true},
	{SAMPLE_ENUM64, BTF_K_ENUM64, "mask", 8, 0, 2, false},
	{SAMPLE_SIGNED_ENUM64, BTF_K_ENUM64, "limit", 8, 0, 2, true},
};

TEST(a_type_of_every_kind_is_decoded)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(types); i++) {
		struct btf_type_info type = btf_type_at(btf, types[i].id);

		assert_string_equal(type.name, types[i].name);
		assert_int_equal(type.kind, types[i].kind);
		assert_int_equal(type.kind_number, types[i].kind);
		assert_int_equal(type.size, types[i].size);
		assert_int_equal(type.type_id, types[i].type_id);
		assert_int_equal(type.vlen, types[i].vlen);
		assert_int_equal(type.kflag, types[i].kflag);
	}
}

TEST(an_int_has_its_encoding_bits_and_offset)
{
	uint32_t all = add_int(b, "odd", 16, ENC_SIGNED | ENC_CHAR | ENC_BOOL, 128);

	set_word(b, all, 3, 0xf7058000u | 128);
	uint32_t plain = add_int(b, "int", 4, ENC_SIGNED, 32);
	const struct btf *btf = builder_open(b);
	struct btf_int_info odd = btf_int_of(btf, all), integer = btf_int_of(btf, plain);

	assert_true(odd.is_signed && odd.is_char && odd.is_bool);
	assert_int_equal(odd.encoding, 7);
	assert_int_equal(odd.bit_offset, 5);
	assert_int_equal(odd.bits, 128);
	assert_true(integer.is_signed && !integer.is_char && !integer.is_bool);
	assert_int_equal(integer.bits, 32);
	assert_int_equal(integer.bit_offset, 0);
}

TEST(an_array_has_its_element_its_index_and_its_number)
{
	uint32_t id = add_array(b, 7, 8, UINT32_MAX);
	struct btf_array_info array = btf_array_of(builder_open(b), id);

	assert_int_equal(array.type_id, 7);
	assert_int_equal(array.index_type_id, 8);
	assert_int_equal(array.nelems, UINT32_MAX);
}

/* Without the kflag all 32 bits are the offset; with it 24 are, and 8 the bitfield's size. */
TEST(the_kflag_tells_how_a_member_s_offset_reads)
{
	uint32_t plain = add_struct(b, "plain", 8);

	add_member(b, "a", 1, 0xff123456);
	uint32_t flagged = add_union(b, "flagged", 8);

	add_member(b, "a", 1, 0xff123456);
	set_kflag(b, flagged);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_member_at(btf, plain, 0).bit_offset, 0xff123456);
	assert_int_equal(btf_member_at(btf, plain, 0).bitfield_size, 0);
	assert_int_equal(btf_member_at(btf, flagged, 0).bit_offset, 0x123456);
	assert_int_equal(btf_member_at(btf, flagged, 0).bitfield_size, 0xff);
}

TEST(members_have_names_and_types)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);
	struct btf_member_info anonymous = btf_member_at(btf, SAMPLE_UNION, 1);

	assert_string_equal(btf_member_at(btf, SAMPLE_STRUCT, 0).name, "x");
	assert_string_equal(btf_member_at(btf, SAMPLE_STRUCT, 1).name, "y");
	assert_int_equal(btf_member_at(btf, SAMPLE_STRUCT, 1).type_id, SAMPLE_ARRAY);
	assert_string_equal(anonymous.name, "");
	assert_int_equal(anonymous.name_offset, 0);
	assert_int_equal(anonymous.type_id, SAMPLE_BITFIELDS);
}

static const struct {
	const char *name;
	uint32_t id, index;
	uint64_t value;
	bool is_signed;
} enumerators[] = {
	{"RED", SAMPLE_ENUM, 0, 0, false},
	{"BLUE", SAMPLE_ENUM, 1, 4026531840, false},
	{"FAILED", SAMPLE_SIGNED_ENUM, 0, UINT64_MAX, true},
	{"DONE", SAMPLE_SIGNED_ENUM, 1, 1, true},
	{"NONE", SAMPLE_ENUM64, 0, 0, false},
	{"ALL", SAMPLE_ENUM64, 1, UINT64_MAX, false},
	{"LEAST", SAMPLE_SIGNED_ENUM64, 0, (uint64_t)INT64_MIN, true},
	{"MOST", SAMPLE_SIGNED_ENUM64, 1, INT64_MAX, true},
};

TEST(enumerators_are_extended_by_their_sign)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(enumerators); i++) {
		struct btf_enumerator_info found =
			btf_enumerator_at(btf, enumerators[i].id, enumerators[i].index);

		assert_string_equal(found.name, enumerators[i].name);
		assert_int_equal(found.value, enumerators[i].value);
		assert_int_equal(found.is_signed, enumerators[i].is_signed);
	}
}

TEST(parameters_have_names_and_types)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_string_equal(btf_param_at(btf, SAMPLE_PROTO, 0).name, "count");
	assert_int_equal(btf_param_at(btf, SAMPLE_PROTO, 0).type_id, SAMPLE_INT);
	assert_string_equal(btf_param_at(btf, SAMPLE_PROTO, 1).name, "");
	assert_int_equal(btf_param_at(btf, SAMPLE_PROTO, 1).type_id, SAMPLE_CONST);
	assert_int_equal(btf_param_at(btf, SAMPLE_PROTO, 2).type_id, 0);
}

/* Only a last parameter that has neither name nor type is `...`. */
TEST(a_prototype_is_variadic_or_not)
{
	uint32_t none = add_func_proto(b, 0), only = add_func_proto(b, 0);

	add_ellipsis(b);
	uint32_t first = add_func_proto(b, 0);

	add_ellipsis(b);
	add_param(b, NULL, 1);
	uint32_t named = add_func_proto(b, 0);

	add_param(b, "x", 0);
	uint32_t typed = add_func_proto(b, 0);

	add_param(b, NULL, 1);
	const struct btf *btf = builder_open(b);

	assert_false(btf_proto_is_variadic(btf, none));
	assert_true(btf_proto_is_variadic(btf, only));
	assert_false(btf_proto_is_variadic(btf, first));
	assert_false(btf_proto_is_variadic(btf, named));
	assert_false(btf_proto_is_variadic(btf, typed));
}

TEST(functions_and_variables_have_a_linkage)
{
	add_samples(b);
	uint32_t odd = add_func(b, "odd", SAMPLE_PROTO, 77);
	uint32_t global = add_var(b, "v", SAMPLE_INT, GLOBAL);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_linkage_of(btf, SAMPLE_FUNC), EXTERN);
	assert_int_equal(btf_linkage_of(btf, SAMPLE_VAR), STATIC);
	assert_int_equal(btf_linkage_of(btf, global), GLOBAL);
	assert_int_equal(btf_linkage_of(btf, odd), 77);
}

TEST(a_section_says_where_its_variables_lie)
{
	add_datasec(b, ".bss", 12);
	add_secinfo(b, 1, 0, 4);
	add_secinfo(b, 2, 4, 8);
	struct btf_secinfo_info second = btf_secinfo_at(builder_open(b), 1, 1);

	assert_int_equal(second.type_id, 2);
	assert_int_equal(second.offset, 4);
	assert_int_equal(second.size, 8);
}

TEST(a_tag_says_what_it_is_put_on)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_component_of(btf, SAMPLE_DECL_TAG), -1);
	assert_int_equal(btf_component_of(btf, SAMPLE_MEMBER_TAG), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_type_of_every_kind_is_decoded),
		RUN(an_int_has_its_encoding_bits_and_offset),
		RUN(an_array_has_its_element_its_index_and_its_number),
		RUN(the_kflag_tells_how_a_member_s_offset_reads),
		RUN(members_have_names_and_types),
		RUN(enumerators_are_extended_by_their_sign),
		RUN(parameters_have_names_and_types),
		RUN(a_prototype_is_variadic_or_not),
		RUN(functions_and_variables_have_a_linkage),
		RUN(a_section_says_where_its_variables_lie),
		RUN(a_tag_says_what_it_is_put_on),
	};

	return cmocka_run_group_tests_name("model/types", tests, NULL, NULL);
}
