/* SPDX-License-Identifier: BSD-2-Clause */
/* test_parse_layout.c - kinds that are not known here: a layout section says how long their records
 * are, and the types behind them are read as if they were not there. */
#include "unit.h"

#include <errno.h>

#include "samples.h"
#include <libbtf/types.h>

#define NEW_KIND  20 /* after ENUM64 */
#define LAST_KIND 127

/* A kind of one fixed word and two elements of two. */
static uint32_t add_new(struct btf_builder *b, const char *name)
{
	uint32_t id = add_raw(b, NEW_KIND, name, 2, 77);

	for (uint32_t i = 0; i < 5; i++)
		add_word(b, 0xffffffff);
	return id;
}

TEST(an_unknown_kind_without_a_layout_section_is_refused)
{
	add_int(b, "int", 4, ENC_SIGNED, 32);
	add_new(b, "new");
	assert_builder_refused(b, NULL, -ENOTSUP,
			       "type [2] at byte 16 of the type section: kind 20 is unknown|no "
			       "layout section describes it");
}

TEST(an_unknown_kind_that_is_described_is_skipped)
{
	add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t unknown = add_new(b, "new");
	uint32_t behind = add_struct(b, "behind", 8);

	set_known_layouts(b);
	set_layout(b, NEW_KIND, 4, 8, 0);
	const struct btf *btf = builder_open(b);
	struct btf_type_info type = btf_type_at(btf, unknown);

	assert_int_equal(type.kind, BTF_K_UNKNOWN);
	assert_int_equal(type.kind_number, NEW_KIND);
	assert_int_equal(type.vlen, 2);
	assert_string_equal(type.name, "new");
	assert_int_equal(type.size, 0);
	assert_int_equal(type.type_id, 0);
	assert_int_equal(btf_ref_count(btf, unknown), 0);
	assert_string_equal(btf_type_at(btf, behind).name, "behind");
}

TEST(kinds_go_up_to_127)
{
	uint32_t unknown = add_raw(b, LAST_KIND, "last", 0, 0);

	add_word(b, 0);
	uint32_t behind = add_ptr(b, unknown);

	set_kflag(b, unknown);
	set_layout(b, LAST_KIND, 4, 0, 0);
	const struct btf *btf = builder_open(b);
	struct btf_type_info type = btf_type_at(btf, unknown);

	assert_int_equal(type.kind, BTF_K_UNKNOWN);
	assert_int_equal(type.kind_number, LAST_KIND);
	assert_true(type.kflag);
	assert_int_equal(btf_type_at(btf, behind).type_id, unknown);
}

TEST(a_layout_section_that_ends_before_the_kind_does_not_describe_it)
{
	add_new(b, NULL);
	set_known_layouts(b);
	assert_builder_refused(b, NULL, -ENOTSUP, "kind 20 is unknown, and no layout section");
}

/* Its last entry may lack a byte: then there is no such entry. */
TEST(a_layout_entry_that_is_cut_off_describes_nothing)
{
	add_new(b, NULL);
	set_layout(b, NEW_KIND, 4, 8, 0);
	builder_header(b)->layout_len = NEW_KIND * 4 + 3;
	assert_builder_refused(b, NULL, -ENOTSUP, "kind 20 is unknown, and no layout section");
}

TEST(an_unknown_record_past_the_end_is_refused)
{
	add_new(b, NULL);
	set_layout(b, NEW_KIND, 4, 12, 0);
	assert_builder_refused(
		b, NULL, -EINVAL,
		"type [1] at byte 0 |UNKNOWN with vlen 2 takes 40 bytes|32 are left");
	set_layout(b, NEW_KIND, 24, 0, 0);
	assert_builder_refused(b, NULL, -EINVAL, "UNKNOWN with vlen 2 takes 36 bytes");
}

TEST(kinds_that_are_known_are_not_taken_from_the_section)
{
	add_samples(b);
	for (unsigned int kind = 0; kind <= NEW_KIND; kind++)
		set_layout(b, kind, 252, 252, 0xffff);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_id_end(btf), SAMPLE_ID_END);
	assert_string_equal(btf_type_at(btf, SAMPLE_SIGNED_ENUM64).name, "limit");
}

TEST(a_kind_of_number_0_is_no_kind)
{
	add_raw(b, 0, NULL, 0, 0);
	assert_builder_refused(b, NULL, -ENOTSUP, "type [1] at byte 0 |kind 0 is unknown");
}

TEST(a_split_btf_inherits_the_layout_of_its_base)
{
	add_samples(b);
	set_known_layouts(b);
	set_layout(b, NEW_KIND, 4, 8, 0);
	struct btf_builder *module = builder_split(b);
	uint32_t in_module = add_new(module, NULL);

	assert_int_equal(btf_type_at(builder_open(module), in_module).kind, BTF_K_UNKNOWN);
	struct btf_builder *third = builder_split(module);
	uint32_t in_third = add_new(third, NULL);

	assert_int_equal(btf_type_at(builder_open(third), in_third).kind_number, NEW_KIND);
}

TEST(a_split_btf_may_bring_a_layout_of_its_own)
{
	add_samples(b);
	struct btf_builder *module = builder_split(b);
	uint32_t id = add_new(module, NULL);

	set_layout(module, NEW_KIND, 4, 8, 0);
	assert_int_equal(btf_type_at(builder_open(module), id).kind, BTF_K_UNKNOWN);
}

/* Its words may hold smaller fields, which are swapped otherwise. */
TEST(an_unknown_kind_in_the_other_byte_order_is_refused)
{
	size_t size;

	add_int(b, "int", 4, ENC_SIGNED, 32);
	add_new(b, NULL);
	set_known_layouts(b);
	set_layout(b, NEW_KIND, 4, 8, 0);
	const uint8_t *bytes = builder_swapped_bytes(b, &size);

	assert_refused(bytes, size, NULL, -ENOTSUP,
		       "type [2] at byte 16 |kind 20 is unknown|in the other byte order");
}

TEST(a_layout_section_in_the_other_byte_order_does_no_harm)
{
	add_samples(b);
	set_known_layouts(b);
	set_layout(b, NEW_KIND, 4, 8, 0x1234);
	assert_int_equal(btf_id_end(builder_open_swapped(b)), SAMPLE_ID_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(an_unknown_kind_without_a_layout_section_is_refused),
		RUN(an_unknown_kind_that_is_described_is_skipped),
		RUN(kinds_go_up_to_127),
		RUN(a_layout_section_that_ends_before_the_kind_does_not_describe_it),
		RUN(a_layout_entry_that_is_cut_off_describes_nothing),
		RUN(an_unknown_record_past_the_end_is_refused),
		RUN(kinds_that_are_known_are_not_taken_from_the_section),
		RUN(a_kind_of_number_0_is_no_kind),
		RUN(a_split_btf_inherits_the_layout_of_its_base),
		RUN(a_split_btf_may_bring_a_layout_of_its_own),
		RUN(an_unknown_kind_in_the_other_byte_order_is_refused),
		RUN(a_layout_section_in_the_other_byte_order_does_no_harm),
	};

	return cmocka_run_group_tests_name("model/parse_layout", tests, NULL, NULL);
}
