/* SPDX-License-Identifier: BSD-2-Clause */
/* test_split.c - split BTF: ids and string offsets that go on where the base's end, over chains of
 * bases. */
#include "unit.h"

#include <stdio.h>

#include "samples.h"
#include <libbtf/types.h>

TEST(ids_and_names_go_on_where_those_of_the_base_end)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const struct btf *btf = builder_open(split);

	assert_int_equal(btf_first_id(btf), SAMPLE_ID_END);
	assert_int_equal(btf_id_end(btf), SPLIT_ID_END);
	assert_string_equal(btf_type_at(btf, SPLIT_STRUCT).name, "local");
	assert_string_equal(btf_type_at(btf, SAMPLE_STRUCT).name, "point");
	/* A name that both have is the base's string. */
	assert_string_equal(btf_type_at(btf, SPLIT_SAME_NAME).name, "point");
	assert_int_equal(btf_type_at(btf, SPLIT_SAME_NAME).name_offset,
			 btf_type_at(btf, SAMPLE_STRUCT).name_offset);
	assert_string_equal(btf_member_at(btf, SPLIT_STRUCT, 2).name, "next");
	assert_int_equal(btf_member_at(btf, SPLIT_STRUCT, 0).type_id, SAMPLE_STRUCT);
}

TEST(the_base_does_not_know_what_is_split_from_it)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const struct btf *btf = builder_open(split), *base = btf_base(btf);

	assert_int_equal(btf_id_end(base), SAMPLE_ID_END);
	assert_int_equal(btf_type_at(base, SPLIT_STRUCT).kind, BTF_K_VOID);
	assert_null(btf_string_at(base, builder_string_end(b)));
	assert_null(btf_base(base));
}

TEST(own_ids_are_without_those_of_the_base)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	struct btf_id_list own = btf_own_ids(builder_open(split));

	assert_null(own.ids);
	assert_int_equal(own.first, SAMPLE_ID_END);
	assert_int_equal(own.count, SPLIT_ID_END - SAMPLE_ID_END);
}

TEST(a_module_that_adds_nothing_reads_as_its_base)
{
	add_samples(b);
	const struct btf *btf = builder_open(builder_split(b));

	assert_int_equal(btf_first_id(btf), SAMPLE_ID_END);
	assert_int_equal(btf_id_end(btf), SAMPLE_ID_END);
	assert_int_equal(btf_own_ids(btf).count, 0);
	assert_string_equal(btf_type_at(btf, SAMPLE_STRUCT).name, "point");
}

#define DEPTH 4

/* Each level has an INT named by its depth, and a PTR to that of the level below. */
static const struct btf *open_chain(struct btf_builder *b, bool swapped)
{
	struct btf_builder *level = b;
	uint32_t below = 0;

	for (int depth = 0; depth < DEPTH; depth++) {
		char name[16];

		if (depth)
			level = builder_split(level);
		snprintf(name, sizeof(name), "level%d", depth);
		uint32_t own = add_int(level, name, 4, 0, 32);

		add_ptr(level, below);
		below = own;
	}
	return swapped ? builder_open_swapped(level) : builder_open(level);
}

static void check_chain(const struct btf *btf)
{
	assert_int_equal(btf_id_end(btf), 1 + 2 * DEPTH);
	for (int depth = 0; depth < DEPTH; depth++) {
		uint32_t id = 1 + 2 * (uint32_t)depth;
		char name[16];

		snprintf(name, sizeof(name), "level%d", depth);
		assert_string_equal(btf_type_at(btf, id).name, name);
		assert_int_equal(btf_type_at(btf, id + 1).type_id, depth ? id - 2 : 0);
	}
	for (int depth = DEPTH - 1; depth >= 0; depth--) {
		assert_non_null(btf);
		assert_int_equal(btf_first_id(btf), 1 + 2 * depth);
		btf = btf_base(btf);
	}
	assert_null(btf);
}

TEST(bases_chain)
{
	check_chain(open_chain(b, false));
}

TEST(bases_chain_in_the_other_byte_order)
{
	check_chain(open_chain(b, true));
}

TEST(a_level_without_types_or_strings_may_stand_in_the_chain)
{
	add_samples(b);
	struct btf_builder *empty = builder_split(b), *top = builder_split(empty);

	add_split_samples(top);
	const struct btf *btf = builder_open(top);

	assert_int_equal(btf_first_id(btf), SAMPLE_ID_END);
	assert_string_equal(btf_type_at(btf, SPLIT_STRUCT).name, "local");
	assert_string_equal(btf_type_at(btf, SAMPLE_STRUCT).name, "point");
}

TEST(the_base_s_pointer_size_is_that_of_the_split)
{
	add_int(b, "long", 4, ENC_SIGNED, 32);
	struct btf_builder *split = builder_split(b);

	add_int(split, "long unsigned int", 8, 0, 64);
	assert_int_equal(btf_pointer_size(builder_open(split)), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(ids_and_names_go_on_where_those_of_the_base_end),
		RUN(the_base_does_not_know_what_is_split_from_it),
		RUN(own_ids_are_without_those_of_the_base),
		RUN(a_module_that_adds_nothing_reads_as_its_base),
		RUN(bases_chain),
		RUN(bases_chain_in_the_other_byte_order),
		RUN(a_level_without_types_or_strings_may_stand_in_the_chain),
		RUN(the_base_s_pointer_size_is_that_of_the_split),
	};

	return cmocka_run_group_tests_name("model/split", tests, NULL, NULL);
}
