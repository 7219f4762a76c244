/* SPDX-License-Identifier: BSD-2-Clause */
/* test_fit.c - does a BTF go with the base that it was opened on? */
#include "unit.h"

#include <errno.h>
#include <stdio.h>

#include "samples.h"
#include <libbtf/types.h>

static void assert_fits(const struct btf *btf)
{
	struct btf_error err = {0};

	if (!btf_fits_base(btf, &err))
		fail_msg("%s", err.text);
	assert_int_equal(err.code, 0);
	assert_true(btf_fits_base(btf, NULL));
}

static void assert_does_not_fit(const struct btf *btf, const char *why, const char *figures)
{
	struct btf_error err = {0};

	assert_false(btf_fits_base(btf, NULL));
	assert_false(btf_fits_base(btf, &err));
	assert_int_equal(err.code, -EXDEV);
	if (!strstr(err.text, why) || !strstr(err.text, figures))
		fail_msg("\"%s\" says neither \"%s\" nor \"%s\"", err.text, why, figures);
	assert_null(strchr(err.text, '\n'));
}

static struct btf *open_on(struct btf_builder *b, const struct btf *base)
{
	size_t size;
	const uint8_t *bytes = builder_bytes(b, &size);
	struct btf *btf = btf_open_bytes(bytes, size, base, NULL);

	assert_non_null(btf);
	return btf;
}

TEST(what_stands_alone_fits)
{
	add_samples(b);
	assert_fits(builder_open(b));
	assert_fits(builder_open_swapped(b));
}

TEST(an_empty_btf_fits_anything)
{
	drop_strings(b);
	assert_fits(builder_open(b));
	assert_fits(builder_open(builder_split(b)));
}

TEST(a_split_btf_fits_its_base)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	assert_fits(builder_open(split));
}

TEST(a_split_btf_without_its_base_is_told_by_its_strings)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	struct btf *alone = open_on(split, NULL);

	assert_does_not_fit(alone, "without its base", "strings do not begin with an empty one");
	btf_free(alone);
}

TEST(a_split_btf_without_its_base_is_told_by_its_ids)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_ptr(split, SAMPLE_STRUCT);
	add_ptr(split, SAMPLE_ENUM64);
	add_ptr(split, 0);
	struct btf *alone = open_on(split, NULL);

	assert_does_not_fit(alone, "without its base", "2 of 3 type ids lie past the last one, 3");
	btf_free(alone);
}

TEST(a_base_with_fewer_types_is_told_by_the_ids)
{
	struct btf_builder *small = builder_new();

	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	struct btf *btf = open_on(split, builder_open(small));

	assert_does_not_fit(btf, "on a base that does not fit", "type ids lie past the last one");
	btf_free(btf);
	builder_free(small);
}

/* The same ids, and strings of other lengths: names lead into the middle of words. */
TEST(another_base_is_told_by_its_strings)
{
	struct btf_builder *other = builder_new();

	add_struct(other,
		   "a_name_that_is_longer_than_all_of_those_of_the_samples_taken_together_"
		   "so_that_nearly_every_offset_leads_into_the_middle_of_a_word",
		   4);
	for (uint32_t id = 2; id < SAMPLE_ID_END; id++)
		add_int(other, NULL, 4, 0, 32);
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++)
		add_var(split, id % 2 ? "flags" : "color", id, GLOBAL);
	struct btf *btf = open_on(split, builder_open(other));

	assert_does_not_fit(btf, "on a base that does not fit",
			    "of 29 names 0 lie past the strings' end and 29 inside of a string");
	btf_free(btf);
	builder_free(other);
}

TEST(a_base_with_fewer_strings_is_told_by_the_names)
{
	struct btf_builder *other = builder_new();

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++)
		add_int(other, NULL, 4, 0, 32);
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_var(split, "limit", SAMPLE_INT, GLOBAL);
	add_var(split, "mask", SAMPLE_INT, GLOBAL);
	struct btf *btf = open_on(split, builder_open(other));

	assert_does_not_fit(btf, "on a base that does not fit",
			    "of 2 names 2 lie past the strings' end and 0 inside");
	btf_free(btf);
	builder_free(other);
}

/* Broken BTF is to be looked at: a half of it may lead nowhere. */
TEST(a_minority_that_leads_nowhere_does_not_matter)
{
	add_ptr(b, 1);
	add_ptr(b, 1000);
	assert_fits(builder_open(b));
}

/* The first string of a split BTF has no NUL before it: there is another section. */
TEST(the_first_string_of_a_base_in_the_middle_is_the_start_of_a_string)
{
	add_samples(b);
	struct btf_builder *middle = builder_split(b);

	add_struct(middle, "middle", 4);
	add_decl_tag(middle, NULL, 1, -1); /* ends in bytes that are not 0 */
	struct btf_builder *top = builder_split(middle);

	for (int i = 0; i < 3; i++)
		add_struct(top, "middle", 4);
	assert_fits(builder_open(top));
}

/* A kernel's worth of types is sampled, and not gone through: both ends are seen. */
TEST(a_large_btf_is_sampled)
{
	for (uint32_t i = 0; i < 50000; i++)
		add_ptr(b, 60000 + i);
	assert_does_not_fit(builder_open(b), "without its base", "type ids lie past the last one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(what_stands_alone_fits),
		RUN(an_empty_btf_fits_anything),
		RUN(a_split_btf_fits_its_base),
		RUN(a_split_btf_without_its_base_is_told_by_its_strings),
		RUN(a_split_btf_without_its_base_is_told_by_its_ids),
		RUN(a_base_with_fewer_types_is_told_by_the_ids),
		RUN(another_base_is_told_by_its_strings),
		RUN(a_base_with_fewer_strings_is_told_by_the_names),
		RUN(a_minority_that_leads_nowhere_does_not_matter),
		RUN(the_first_string_of_a_base_in_the_middle_is_the_start_of_a_string),
		RUN(a_large_btf_is_sampled),
	};

	return cmocka_run_group_tests_name("model/fit", tests, NULL, NULL);
}
