/* SPDX-License-Identifier: BSD-2-Clause */
/* test_parse_header.c - the header and the bounds of the sections: what is refused, and with what
 * words; what is odd and opened. */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>

#include "model/btf.h"
#include "samples.h"
#include <libbtf/types.h>

TEST(a_header_alone_is_an_empty_btf)
{
	const uint32_t header_sizes[] = {24, 32};

	drop_strings(b);
	for (size_t i = 0; i < COUNT(header_sizes); i++) {
		size_t size;

		set_header_size(b, header_sizes[i], 0);
		builder_bytes(b, &size);
		assert_int_equal(size, header_sizes[i]);
		const struct btf *btf = builder_open(b);

		assert_int_equal(btf_first_id(btf), 1);
		assert_int_equal(btf_id_end(btf), 1);
		assert_null(btf_string_at(btf, 0));
	}
}

TEST(too_few_bytes_for_a_header_are_refused)
{
	size_t size;
	const uint8_t *bytes = builder_bytes(b, &size);

	assert_refused(bytes, 0, NULL, -EINVAL, "header: 0 bytes are too short");
	assert_refused(bytes, 1, NULL, -EINVAL, "header: 1 bytes are too short");
	for (size_t cut = 2; cut < 24; cut++) {
		/* A block of just that size: nothing behind it may be read. */
		uint8_t *block = malloc(cut);

		memcpy(block, bytes, cut);
		assert_refused(block, cut, NULL, -EINVAL, "header: cut off after|at least 24");
		free(block);
	}
}

TEST(what_is_no_btf_is_refused_by_its_magic)
{
	builder_header(b)->magic = 0x457f;
	assert_builder_refused(b, NULL, -EINVAL, "header: magic is 0x457f, not 0xeb9f");
}

TEST(another_version_is_refused_by_its_number)
{
	builder_header(b)->version = 2;
	assert_builder_refused(b, NULL, -ENOTSUP, "header: version 2, only 1");
}

TEST(a_header_size_that_cannot_be_is_refused)
{
	const uint32_t sizes[] = {0, 23, 1000, UINT32_MAX - 1};

	for (size_t i = 0; i < COUNT(sizes); i++) {
		builder_header(b)->header_size = sizes[i];
		assert_builder_refused(b, NULL, -EINVAL,
				       "header: says that it has |24 to 25 can be");
	}
}

TEST(a_longer_header_whose_rest_is_zero_is_opened)
{
	add_samples(b);
	for (uint32_t size = 24; size <= 48; size += 4) {
		set_header_size(b, size, 0);
		assert_string_equal(btf_type_at(builder_open(b), SAMPLE_STRUCT).name, "point");
		assert_string_equal(btf_type_at(builder_open_swapped(b), SAMPLE_STRUCT).name,
				    "point");
	}
}

TEST(a_longer_header_with_something_in_its_rest_is_refused)
{
	set_header_size(b, 40, 1);
	assert_builder_refused(b, NULL, -ENOTSUP, "header: has fields behind byte 32");
}

/* Offsets count from the header's end. Behind it lie 4 bytes here: "\0ab\0". */

TEST(a_type_section_past_the_end_is_refused)
{
	struct header_overrides *header = builder_header(b);

	add_string(b, "ab");
	header->type_len = 5;
	assert_builder_refused(b, NULL, -EINVAL, "type section: bytes 0 to 5 |the file has 4");
	header->type_off = 5;
	header->type_len = 0;
	assert_builder_refused(b, NULL, -EINVAL, "type section: bytes 5 to 5 |the file has 4");
	header->type_off = header->type_len = 0xfffffffe;
	assert_builder_refused(b, NULL, -EINVAL, "type section: bytes 4294967294 to 8589934588 ");
}

TEST(a_string_section_past_the_end_is_refused)
{
	struct header_overrides *header = builder_header(b);

	add_string(b, "ab");
	header->str_off = 1;
	assert_builder_refused(b, NULL, -EINVAL, "string section: bytes 1 to 5 |the file has 4");
	header->str_off = 0xfffffffe;
	assert_builder_refused(b, NULL, -EINVAL, "string section: bytes 4294967294 to ");
}

TEST(a_layout_section_past_the_end_is_refused)
{
	struct header_overrides *header = builder_header(b);

	add_string(b, "ab");
	set_header_size(b, 32, 0);
	header->layout_off = 4;
	header->layout_len = 4;
	assert_builder_refused(b, NULL, -EINVAL, "layout section: bytes 4 to 8 |the file has 4");
}

TEST(a_last_string_without_an_end_is_refused)
{
	add_string(b, "ab");
	builder_header(b)->str_len = 3;
	assert_builder_refused(b, NULL, -EINVAL, "string section: its last string does not end");
}

/* The kernel's rules of order and gaps are for its verifier: nothing here depends on them. */
TEST(sections_that_overlap_are_opened)
{
	add_ptr(b, 0);
	builder_header(b)->str_off = 0; /* the PTR's name, which is four bytes of 0 */
	builder_header(b)->str_len = 4;
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_id_end(btf), 2);
	assert_string_equal(btf_string_at(btf, 3), "");
}

TEST(bytes_behind_the_last_section_are_ignored)
{
	size_t size;

	add_samples(b);
	const uint8_t *bytes = builder_bytes(b, &size);
	uint8_t *longer = calloc(1, size + 100);

	memcpy(longer, bytes, size);
	memset(longer + size, 0xaa, 100);
	struct btf *btf = btf_open_bytes(longer, size + 100, NULL, NULL);

	assert_int_equal(btf_id_end(btf), SAMPLE_ID_END);
	btf_free(btf);
	free(longer);
}

TEST(bytes_at_any_address_are_opened)
{
	size_t size;

	add_samples(b);
	const uint8_t *bytes = builder_bytes(b, &size);
	uint8_t *room = malloc(size + 3);

	for (size_t shift = 0; shift < 4; shift++) {
		memmove(room + shift, bytes, size);
		struct btf *btf = btf_open_bytes(room + shift, size, NULL, NULL);

		assert_int_equal(btf_id_end(btf), SAMPLE_ID_END);
		assert_string_equal(btf_member_at(btf, SAMPLE_STRUCT, 1).name, "y");
		btf_free(btf);
	}
	free(room);
}

TEST(native_bytes_are_used_where_they_are)
{
	size_t size;

	add_samples(b);
	const uint8_t *bytes = builder_bytes(b, &size);
	struct btf *btf = btf_open_bytes(bytes, size, NULL, NULL);
	const uint8_t *name = (const uint8_t *)btf_type_at(btf, SAMPLE_STRUCT).name;

	assert_in_range((uintptr_t)btf->types, (uintptr_t)bytes, (uintptr_t)(bytes + size));
	assert_in_range((uintptr_t)name, (uintptr_t)bytes, (uintptr_t)(bytes + size));
	assert_null(btf->swapped_types);
	btf_free(btf);
}

TEST(freeing_nothing_is_fine)
{
	btf_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_header_alone_is_an_empty_btf),
		RUN(too_few_bytes_for_a_header_are_refused),
		RUN(what_is_no_btf_is_refused_by_its_magic),
		RUN(another_version_is_refused_by_its_number),
		RUN(a_header_size_that_cannot_be_is_refused),
		RUN(a_longer_header_whose_rest_is_zero_is_opened),
		RUN(a_longer_header_with_something_in_its_rest_is_refused),
		RUN(a_type_section_past_the_end_is_refused),
		RUN(a_string_section_past_the_end_is_refused),
		RUN(a_layout_section_past_the_end_is_refused),
		RUN(a_last_string_without_an_end_is_refused),
		RUN(sections_that_overlap_are_opened),
		RUN(bytes_behind_the_last_section_are_ignored),
		RUN(bytes_at_any_address_are_opened),
		RUN(native_bytes_are_used_where_they_are),
		RUN(freeing_nothing_is_fine),
	};

	return cmocka_run_group_tests_name("model/parse_header", tests, NULL, NULL);
}
