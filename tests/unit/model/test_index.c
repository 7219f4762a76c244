/* SPDX-License-Identifier: BSD-2-Clause */
/* test_index.c - look-ups by name, by kind and by use, against plain scans that are slow and cannot
 * be wrong. */
#include "unit.h"

#include <stdio.h>

#include "random.h"
#include "samples.h"
#include <libbtf/index.h>

static void check_names(const struct btf *btf)
{
	struct btf_name_index *index = btf_name_index_new(btf, NULL);

	assert_non_null(index);
	for (uint32_t asked = 1; asked < btf_id_end(btf); asked++) {
		const char *name = btf_type_at(btf, asked).name;
		uint32_t found = 0;

		if (!*name)
			continue;
		for (uint32_t id = 1; id < btf_id_end(btf); id++)
			if (strcmp(btf_type_at(btf, id).name, name) == 0) {
				found = btf_name_index_find(index, name, found);
				assert_int_equal(found, id);
			}
		assert_int_equal(btf_name_index_find(index, name, found), 0);
	}
	btf_name_index_free(index);
}

static void check_kinds(const struct btf *btf)
{
	struct btf_kind_index *index = btf_kind_index_new(btf, NULL);

	assert_non_null(index);
	for (int kind = 0; kind <= BTF_K_UNKNOWN; kind++) {
		uint32_t count, at = 0;
		const uint32_t *ids = btf_kind_index_ids(index, (enum btf_kind)kind, &count);

		for (uint32_t id = 1; id < btf_id_end(btf); id++)
			if (btf_type_at(btf, id).kind == (enum btf_kind)kind) {
				assert_true(at < count);
				assert_int_equal(ids[at++], id);
			}
		assert_int_equal(at, count);
	}
	btf_kind_index_free(index);
}

static void check_uses_of(const struct btf *btf, const struct btf_use_index *index, uint32_t used)
{
	uint32_t count, at = 0;
	const struct btf_use *uses = btf_use_index_of(index, used, &count);

	for (uint32_t id = 1; id < btf_id_end(btf); id++)
		for (uint32_t n = 0; n < btf_ref_count(btf, id); n++)
			if (btf_ref_at(btf, id, n).type_id == used) {
				assert_true(at < count);
				assert_int_equal(uses[at].user_id, id);
				assert_int_equal(uses[at].n, n);
				at++;
			}
	assert_int_equal(at, count);
}

static void check_uses(const struct btf *btf)
{
	struct btf_use_index *index = btf_use_index_new(btf, NULL);

	assert_non_null(index);
	for (uint32_t used = 0; used < btf_id_end(btf); used++)
		check_uses_of(btf, index, used);
	btf_use_index_free(index);
}

static void check_all(const struct btf *btf)
{
	check_names(btf);
	check_kinds(btf);
	check_uses(btf);
}

TEST(the_samples_are_found_as_a_scan_finds_them)
{
	add_samples(b);
	check_all(builder_open(b));
}

TEST(a_split_btf_is_indexed_with_its_base)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	check_all(builder_open(split));
}

TEST(an_empty_btf_has_empty_indexes)
{
	drop_strings(b);
	check_all(builder_open(b));
}

/* Names that repeat, references to anywhere and past the end, unknown kinds. */
TEST(random_types_are_found_as_a_scan_finds_them)
{
	uint64_t state = random_seed();

	set_layout(b, 50, 0, 0, 0);
	for (int i = 0; i < 600; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%u", random_below(&state, 150));
		if (random_below(&state, 10) == 0)
			add_raw(b, 50, name, 0, 0);
		else if (random_below(&state, 3))
			add_typedef(b, name, random_below(&state, 620));
		else
			add_array(b, random_below(&state, 620), random_below(&state, 5), 1);
	}
	check_all(builder_open(b));
}

TEST(a_name_that_is_not_there_is_not_found)
{
	add_samples(b);
	struct btf_name_index *index = btf_name_index_new(builder_open(b), NULL);

	assert_int_equal(btf_name_index_find(index, "no such name", 0), 0);
	assert_int_equal(btf_name_index_find(index, "", 0), 0);
	assert_int_equal(btf_name_index_find(index, "int", UINT32_MAX), 0);
	btf_name_index_free(index);
}

TEST(what_is_no_kind_or_no_type_has_none)
{
	uint32_t count = 1;

	add_samples(b);
	const struct btf *btf = builder_open(b);
	struct btf_kind_index *kinds = btf_kind_index_new(btf, NULL);
	struct btf_use_index *uses = btf_use_index_new(btf, NULL);

	btf_kind_index_ids(kinds, (enum btf_kind)1000, &count);
	assert_int_equal(count, 0);
	count = 1;
	btf_use_index_of(uses, SAMPLE_ID_END, &count);
	assert_int_equal(count, 0);
	btf_kind_index_free(kinds);
	btf_use_index_free(uses);
}

TEST(freeing_none_is_fine)
{
	btf_name_index_free(NULL);
	btf_kind_index_free(NULL);
	btf_use_index_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(the_samples_are_found_as_a_scan_finds_them),
		RUN(a_split_btf_is_indexed_with_its_base),
		RUN(an_empty_btf_has_empty_indexes),
		RUN(random_types_are_found_as_a_scan_finds_them),
		RUN(a_name_that_is_not_there_is_not_found),
		RUN(what_is_no_kind_or_no_type_has_none),
		RUN(freeing_none_is_fine),
	};

	return cmocka_run_group_tests_name("model/index", tests, NULL, NULL);
}
