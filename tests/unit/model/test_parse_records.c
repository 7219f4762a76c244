/* SPDX-License-Identifier: BSD-2-Clause */
/* test_parse_records.c - type records: how long each kind's is, and what runs past the end of the
 * type section is refused by its place. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>

#include "samples.h"
#include <libbtf/types.h>

/* The size in bytes of a record with vlen 1: Documentation/bpf/btf.rst. */
static const struct {
	const char *name;
	unsigned int kind;
	uint32_t size;
} kinds[] = {
	{"INT", BTF_K_INT, 12 + 4},
	{"PTR", BTF_K_PTR, 12},
	{"ARRAY", BTF_K_ARRAY, 12 + 12},
	{"STRUCT", BTF_K_STRUCT, 12 + 12},
	{"UNION", BTF_K_UNION, 12 + 12},
	{"ENUM", BTF_K_ENUM, 12 + 8},
	{"FWD", BTF_K_FWD, 12},
	{"TYPEDEF", BTF_K_TYPEDEF, 12},
	{"VOLATILE", BTF_K_VOLATILE, 12},
	{"CONST", BTF_K_CONST, 12},
	{"RESTRICT", BTF_K_RESTRICT, 12},
	{"FUNC", BTF_K_FUNC, 12},
	{"FUNC_PROTO", BTF_K_FUNC_PROTO, 12 + 8},
	{"VAR", BTF_K_VAR, 12 + 4},
	{"DATASEC", BTF_K_DATASEC, 12 + 12},
	{"FLOAT", BTF_K_FLOAT, 12},
	{"DECL_TAG", BTF_K_DECL_TAG, 12 + 4},
	{"TYPE_TAG", BTF_K_TYPE_TAG, 12},
	{"ENUM64", BTF_K_ENUM64, 12 + 12},
};

TEST(a_record_of_every_kind_ends_where_the_format_says)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct btf_builder *one = builder_new();

		add_raw(one, kinds[i].kind, NULL, 1, 0);
		for (uint32_t at = 12; at < kinds[i].size; at += 4)
			add_word(one, 0);
		assert_int_equal(btf_id_end(builder_open(one)), 2);
		builder_free(one);
	}
}

TEST(a_record_of_every_kind_that_is_a_word_short_is_refused)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct btf_builder *one = builder_new();
		char words[96];

		if (kinds[i].size == 12)
			snprintf(words, sizeof(words),
				 "type [1] at byte 0 of the type section: cut off after 8 of its "
				 "12");
		else
			snprintf(words, sizeof(words),
				 "type [1] at byte 0 |: %s with vlen 1 takes %u bytes, where %u ",
				 kinds[i].name, kinds[i].size, kinds[i].size - 4);
		add_raw(one, kinds[i].kind, NULL, 1, 0);
		for (uint32_t at = 12; at < kinds[i].size; at += 4)
			add_word(one, 0);
		builder_header(one)->type_len = kinds[i].size - 4;
		assert_builder_refused(one, NULL, -EINVAL, words);
		builder_free(one);
	}
}

TEST(a_record_cut_off_in_its_first_words_is_refused)
{
	add_ptr(b, 0);
	add_ptr(b, 0);
	for (uint32_t length = 13; length < 24; length++) {
		builder_header(b)->type_len = length;
		assert_builder_refused(
			b, NULL, -EINVAL,
			"type [2] at byte 12 of the type section: cut off|of its 12");
	}
}

TEST(a_vlen_that_leads_past_the_end_is_refused)
{
	uint32_t id = add_struct(b, "foo", 8);

	add_member(b, "a", 0, 0);
	set_vlen(b, id, 2);
	assert_builder_refused(b, NULL, -EINVAL,
			       "type [1] at byte 0 |STRUCT with vlen 2 takes 36 bytes|24 are left");
	set_vlen(b, id, 0xffffff);
	assert_builder_refused(b, NULL, -EINVAL, "STRUCT with vlen 16777215 takes 201326592 bytes");
}

/* The place is that of the record, and not of one before or behind it. */
TEST(the_place_of_a_broken_record_is_named)
{
	add_samples(b);
	set_vlen(b, SAMPLE_SIGNED_ENUM64, 1000);
	assert_builder_refused(b, NULL, -EINVAL, "type [29] at byte |ENUM64 with vlen 1000");
}

TEST(vlen_has_24_bits)
{
	const uint32_t count = 70000;
	uint32_t structure = add_struct(b, "large", 4);

	for (uint32_t i = 0; i < count; i++)
		add_member(b, i == count - 1 ? "last" : NULL, 0, i);
	uint32_t behind = add_int(b, "int", 4, ENC_SIGNED, 32);
	const struct btf *opened[] = {builder_open(b), builder_open_swapped(b)};

	for (size_t i = 0; i < COUNT(opened); i++) {
		assert_int_equal(btf_type_at(opened[i], structure).vlen, count);
		assert_string_equal(btf_member_at(opened[i], structure, count - 1).name, "last");
		assert_int_equal(btf_member_at(opened[i], structure, count - 1).bit_offset,
				 count - 1);
		assert_string_equal(btf_type_at(opened[i], behind).name, "int");
	}
}

/* The table of records grows as it is filled: the shortest records make the longest table. */
TEST(a_hundred_thousand_types_are_indexed)
{
	const uint32_t count = 100000;

	for (uint32_t i = 0; i < count; i++)
		add_ptr(b, i);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_id_end(btf), count + 1);
	for (uint32_t id = 1; id <= count; id++)
		assert_int_equal(btf_type_at(btf, id).type_id, id - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_record_of_every_kind_ends_where_the_format_says),
		RUN(a_record_of_every_kind_that_is_a_word_short_is_refused),
		RUN(a_record_cut_off_in_its_first_words_is_refused),
		RUN(a_vlen_that_leads_past_the_end_is_refused),
		RUN(the_place_of_a_broken_record_is_named),
		RUN(vlen_has_24_bits),
		RUN(a_hundred_thousand_types_are_indexed),
	};

	return cmocka_run_group_tests_name("model/parse_records", tests, NULL, NULL);
}
