/* SPDX-License-Identifier: BSD-2-Clause */
/* test_types_total.c - accessors are total: whatever id, index or name offset they are given, they
 * answer, and an id that is no type reads as void. */
#include "unit.h"

#include "samples.h"
#include <libbtf/types.h>

/* All that is zeroes, "" and void. */
static void assert_reads_as_nothing(const struct btf *btf, uint32_t id, uint32_t index)
{
	assert_string_equal(btf_member_at(btf, id, index).name, "");
	assert_int_equal(btf_member_at(btf, id, index).type_id, 0);
	assert_int_equal(btf_member_at(btf, id, index).bit_offset, 0);
	assert_int_equal(btf_member_at(btf, id, index).bitfield_size, 0);
	assert_string_equal(btf_enumerator_at(btf, id, index).name, "");
	assert_int_equal(btf_enumerator_at(btf, id, index).value, 0);
	assert_string_equal(btf_param_at(btf, id, index).name, "");
	assert_int_equal(btf_param_at(btf, id, index).type_id, 0);
	assert_int_equal(btf_secinfo_at(btf, id, index).type_id, 0);
	assert_int_equal(btf_secinfo_at(btf, id, index).size, 0);
	assert_int_equal(btf_ref_at(btf, id, UINT32_MAX).type_id, 0);
}

static void assert_reads_as_void(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);

	assert_int_equal(type.kind, BTF_K_VOID);
	assert_string_equal(type.name, "");
	assert_int_equal(type.size, 0);
	assert_int_equal(type.type_id, 0);
	assert_int_equal(type.vlen, 0);
	assert_int_equal(btf_int_of(btf, id).bits, 0);
	assert_int_equal(btf_array_of(btf, id).nelems, 0);
	assert_false(btf_proto_is_variadic(btf, id));
	assert_int_equal(btf_linkage_of(btf, id), 0);
	assert_int_equal(btf_component_of(btf, id), -1);
	assert_int_equal(btf_ref_count(btf, id), 0);
	assert_reads_as_nothing(btf, id, 0);
}

TEST(an_id_that_is_no_type_reads_as_void)
{
	const uint32_t ids[] = {0, SAMPLE_ID_END, SAMPLE_ID_END + 1, 1u << 31, UINT32_MAX};

	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(ids); i++)
		assert_reads_as_void(btf, ids[i]);
}

TEST(in_an_empty_btf_every_id_reads_as_void)
{
	drop_strings(b);
	const struct btf *btf = builder_open(b);

	assert_reads_as_void(btf, 0);
	assert_reads_as_void(btf, 1);
	assert_null(btf_string_at(btf, 0));
	assert_null(btf_string_at(btf, 1));
}

TEST(an_index_past_the_end_reads_as_nothing)
{
	const uint32_t ids[] = {SAMPLE_STRUCT, SAMPLE_UNION, SAMPLE_ENUM,
				SAMPLE_ENUM64, SAMPLE_PROTO, SAMPLE_DATASEC};

	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(ids); i++) {
		assert_reads_as_nothing(btf, ids[i], btf_type_at(btf, ids[i]).vlen);
		assert_reads_as_nothing(btf, ids[i], UINT32_MAX);
	}
}

/* A FUNC's vlen is its linkage, and counts nothing that could be read. */
TEST(elements_are_read_from_kinds_that_have_them)
{
	add_samples(b);
	add_func(b, "f", 1, 100);
	const struct btf *btf = builder_open(b);

	for (uint32_t id = 1; id <= SAMPLE_ID_END; id++) {
		enum btf_kind kind = btf_type_at(btf, id).kind;
		bool has_members = kind == BTF_K_STRUCT || kind == BTF_K_UNION;
		bool has_values = kind == BTF_K_ENUM || kind == BTF_K_ENUM64;

		if (!has_members)
			assert_int_equal(btf_member_at(btf, id, 0).type_id, 0);
		if (!has_values)
			assert_string_equal(btf_enumerator_at(btf, id, 0).name, "");
		if (kind != BTF_K_FUNC_PROTO)
			assert_int_equal(btf_param_at(btf, id, 0).type_id, 0);
		if (kind != BTF_K_DATASEC)
			assert_int_equal(btf_secinfo_at(btf, id, 0).type_id, 0);
		if (kind != BTF_K_INT)
			assert_int_equal(btf_int_of(btf, id).bits, 0);
		if (kind != BTF_K_ARRAY)
			assert_int_equal(btf_array_of(btf, id).nelems, 0);
	}
}

TEST(a_name_that_leads_nowhere_is_empty_and_its_offset_stays)
{
	const uint32_t beyond[] = {1000, 1u << 31, UINT32_MAX};

	add_samples(b);
	for (size_t i = 0; i < COUNT(beyond); i++) {
		set_word(b, SAMPLE_STRUCT, 0, beyond[i]);
		set_word(b, SAMPLE_STRUCT, 3, beyond[i]);
		set_word(b, SAMPLE_ENUM, 3, beyond[i]);
		set_word(b, SAMPLE_PROTO, 3, beyond[i]);
		const struct btf *btf = builder_open(b);

		assert_string_equal(btf_type_at(btf, SAMPLE_STRUCT).name, "");
		assert_int_equal(btf_type_at(btf, SAMPLE_STRUCT).name_offset, beyond[i]);
		assert_string_equal(btf_member_at(btf, SAMPLE_STRUCT, 0).name, "");
		assert_int_equal(btf_member_at(btf, SAMPLE_STRUCT, 0).name_offset, beyond[i]);
		assert_string_equal(btf_enumerator_at(btf, SAMPLE_ENUM, 0).name, "");
		assert_string_equal(btf_param_at(btf, SAMPLE_PROTO, 0).name, "");
		assert_null(btf_string_at(btf, beyond[i]));
	}
}

TEST(strings_end_where_the_section_ends)
{
	add_samples(b);
	uint32_t last = add_string(b, "last");
	const struct btf *btf = builder_open(b);

	assert_string_equal(btf_string_at(btf, last), "last");
	assert_string_equal(btf_string_at(btf, last + 2), "st");
	assert_string_equal(btf_string_at(btf, last + 4), "");
	assert_null(btf_string_at(btf, last + 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(an_id_that_is_no_type_reads_as_void),
		RUN(in_an_empty_btf_every_id_reads_as_void),
		RUN(an_index_past_the_end_reads_as_nothing),
		RUN(elements_are_read_from_kinds_that_have_them),
		RUN(a_name_that_leads_nowhere_is_empty_and_its_offset_stays),
		RUN(strings_end_where_the_section_ends),
	};

	return cmocka_run_group_tests_name("model/types_total", tests, NULL, NULL);
}
