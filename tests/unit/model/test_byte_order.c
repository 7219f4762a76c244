/* SPDX-License-Identifier: BSD-2-Clause */
/* test_byte_order.c - the same BTF in both byte orders reads as the same types. */
#include "unit.h"

#include "samples.h"
#include <libbtf/types.h>

static void assert_same_type(const struct btf *x, const struct btf *y, uint32_t id)
{
	struct btf_type_info a = btf_type_at(x, id), c = btf_type_at(y, id);

	assert_int_equal(a.kind, c.kind);
	assert_int_equal(a.kind_number, c.kind_number);
	assert_int_equal(a.kflag, c.kflag);
	assert_int_equal(a.vlen, c.vlen);
	assert_int_equal(a.size, c.size);
	assert_int_equal(a.type_id, c.type_id);
	assert_int_equal(a.name_offset, c.name_offset);
	assert_string_equal(a.name, c.name);
}

static void assert_same_extras(const struct btf *x, const struct btf *y, uint32_t id)
{
	struct btf_int_info a = btf_int_of(x, id), c = btf_int_of(y, id);

	assert_int_equal(a.encoding, c.encoding);
	assert_int_equal(a.bit_offset, c.bit_offset);
	assert_int_equal(a.bits, c.bits);
	assert_int_equal(btf_array_of(x, id).nelems, btf_array_of(y, id).nelems);
	assert_int_equal(btf_linkage_of(x, id), btf_linkage_of(y, id));
	assert_int_equal(btf_component_of(x, id), btf_component_of(y, id));
	assert_int_equal(btf_proto_is_variadic(x, id), btf_proto_is_variadic(y, id));
}

static void assert_same_element(const struct btf *x, const struct btf *y, uint32_t id, uint32_t i)
{
	assert_string_equal(btf_member_at(x, id, i).name, btf_member_at(y, id, i).name);
	assert_int_equal(btf_member_at(x, id, i).bit_offset, btf_member_at(y, id, i).bit_offset);
	assert_int_equal(btf_member_at(x, id, i).bitfield_size,
			 btf_member_at(y, id, i).bitfield_size);
	assert_string_equal(btf_enumerator_at(x, id, i).name, btf_enumerator_at(y, id, i).name);
	assert_int_equal(btf_enumerator_at(x, id, i).value, btf_enumerator_at(y, id, i).value);
	assert_int_equal(btf_enumerator_at(x, id, i).is_signed,
			 btf_enumerator_at(y, id, i).is_signed);
	assert_string_equal(btf_param_at(x, id, i).name, btf_param_at(y, id, i).name);
	assert_int_equal(btf_secinfo_at(x, id, i).offset, btf_secinfo_at(y, id, i).offset);
	assert_int_equal(btf_secinfo_at(x, id, i).size, btf_secinfo_at(y, id, i).size);
}

static void assert_same_refs(const struct btf *x, const struct btf *y, uint32_t id)
{
	assert_int_equal(btf_ref_count(x, id), btf_ref_count(y, id));
	for (uint32_t n = 0; n < btf_ref_count(x, id); n++)
		assert_int_equal(btf_ref_at(x, id, n).type_id, btf_ref_at(y, id, n).type_id);
}

static void assert_same_types(const struct btf *x, const struct btf *y)
{
	assert_int_equal(btf_first_id(x), btf_first_id(y));
	assert_int_equal(btf_id_end(x), btf_id_end(y));
	assert_int_equal(btf_pointer_size(x), btf_pointer_size(y));
	for (uint32_t id = 0; id < btf_id_end(x); id++) {
		assert_same_type(x, y, id);
		assert_same_extras(x, y, id);
		assert_same_refs(x, y, id);
		for (uint32_t i = 0; i < btf_type_at(x, id).vlen; i++)
			assert_same_element(x, y, id, i);
	}
}

TEST(every_kind_reads_the_same_in_both_orders)
{
	add_samples(b);
	assert_same_types(builder_open(b), builder_open_swapped(b));
}

TEST(a_split_btf_reads_the_same_in_both_orders)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	assert_same_types(builder_open(split), builder_open_swapped(split));
}

TEST(the_order_is_that_of_the_bytes)
{
	bool host_is_big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;

	add_samples(b);
	assert_int_equal(btf_is_big_endian(builder_open(b)), host_is_big);
	assert_int_equal(btf_is_big_endian(builder_open_swapped(b)), !host_is_big);
}

TEST(an_empty_btf_of_the_other_order_is_opened)
{
	drop_strings(b);
	assert_int_equal(btf_id_end(builder_open_swapped(b)), 1);
}

/* A module for another machine, on a base that was converted: nothing speaks against it. */
TEST(a_base_may_be_of_the_other_order)
{
	size_t size;

	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const uint8_t *bytes = builder_bytes(split, &size);
	struct btf *mixed = btf_open_bytes(bytes, size, builder_open_swapped(b), NULL);

	assert_same_types(mixed, builder_open(split));
	btf_free(mixed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_kind_reads_the_same_in_both_orders),
		RUN(a_split_btf_reads_the_same_in_both_orders),
		RUN(the_order_is_that_of_the_bytes),
		RUN(an_empty_btf_of_the_other_order_is_opened),
		RUN(a_base_may_be_of_the_other_order),
	};

	return cmocka_run_group_tests_name("model/byte_order", tests, NULL, NULL);
}
