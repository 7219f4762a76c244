/* SPDX-License-Identifier: BSD-2-Clause */
/* test_layout_limits.c - structs in structs without end, cachelines, paths. */
#include "layout_words.h"

#include <errno.h>

#include "random.h"
#include <libbtf/resolve.h>

static const struct btf_layout_options expand = {.expand = true};
static const struct btf_layout_options lines_of_8 = {.expand = true, .cacheline_size = 8};

static struct btf_layout *layout_of(const struct btf *btf, uint32_t id,
				    const struct btf_layout_options *options)
{
	struct btf_error error;
	struct btf_layout *layout = btf_layout_new(btf, id, options, &error);

	if (!layout)
		fail_msg("type %u has no layout: %s", id, error.text);
	return layout;
}

/* Nesting */

TEST(a_struct_in_itself_is_not_shown_in_itself)
{
	uint32_t outer = add_struct(b, "outer", 8), inner = outer + 1;

	add_member(b, "inner", inner, 0);
	add_struct(b, "inner", 8);
	add_member(b, "outer", outer, 0);
	add_member(b, "self", inner, 0);
	assert_rows(builder_open(b), outer, &expand, "inner{ 0+8 outer 0+8 self 0+8! }");
}

/* struct levelN { struct levelN+1 a, b; ... }, the last one empty: `first` is the id of the first. */
static uint32_t add_levels(struct btf_builder *b, uint32_t levels, unsigned int members)
{
	uint32_t first = builder_id_end(b);

	for (uint32_t level = 0; level < levels; level++) {
		add_struct(b, "level", 4);
		for (unsigned int i = 0; i < members && level + 1 < levels; i++)
			add_member(b, "m", first + level + 1, 0);
	}
	return first;
}

TEST(nesting_ends_at_the_depth_that_resolving_has)
{
	uint32_t id = add_levels(b, 100, 1);
	struct btf_layout *layout = layout_of(builder_open(b), id, &expand);
	uint32_t deepest = 0;

	for (uint32_t i = 0; i < layout->row_count; i++)
		if (layout->rows[i].depth > deepest)
			deepest = layout->rows[i].depth;
	assert_int_equal(deepest, BTF_MAX_RESOLVE_DEPTH);
	btf_layout_free(layout);
}

TEST(too_many_rows_are_refused)
{
	uint32_t id = add_levels(b, 25, 2);
	struct btf_error error = {0};

	assert_null(btf_layout_new(builder_open(b), id, &expand, &error));
	assert_int_equal(error.code, -E2BIG);
	assert_string_equal(error.text,
			    "level: shown with what it contains it takes more than 1048576 rows");
	btf_layout_free(layout_of(builder_open(b), id, &(struct btf_layout_options){0}));
}

TEST(many_rows_are_not)
{
	uint32_t id = add_levels(b, 18, 2);
	struct btf_layout *layout = layout_of(builder_open(b), id, &expand);

	/* A BEGIN and an END each, and in the innermost ones padding. */
	assert_int_equal(layout->row_count, 2 * ((1 << 18) - 1) + (1 << 17));
	btf_layout_free(layout);
}

/* Cachelines */

TEST(borders_stand_before_what_lies_behind_them)
{
	uint32_t number = add_int(b, "int", 4, 0, 32), letter = add_int(b, "char", 1, 0, 8);
	uint32_t array = add_array(b, letter, number, 30);
	uint32_t id = add_struct(b, "outer", 64);

	add_member(b, "a", number, 0);
	add_member(b, "b", number, 32);
	add_member(b, "c", number, 64);
	add_member(b, "array", array, 128);
	add_member(b, "d", number, 384);
	assert_rows(builder_open(b), id, &lines_of_8,
		    "a 0+4 b 4+4 |1-0 c 8+4 hole 12+4 |2-0 array 16+30 |5-6 hole 46+2 |6-0 d 48+4 "
		    "padding 52+12");
}

TEST(each_arm_of_a_union_has_its_borders)
{
	uint32_t number = add_int(b, "int", 4, 0, 32), pair, either, id;

	pair = add_struct(b, "pair", 12);
	add_member(b, "a", number, 0);
	add_member(b, "b", number, 64);
	either = add_union(b, NULL, 12);
	add_member(b, "x", pair, 0);
	add_member(b, "y", pair, 0);
	id = add_struct(b, "outer", 16);
	add_member(b, NULL, either, 0);
	add_member(b, "next", number, 96);
	assert_rows(
		builder_open(b), id, &lines_of_8,
		"{ 0+12 x{ 0+12 a 0+4 hole 4+4 |1-0 b 8+4 } y{ 0+12 a 0+4 hole 4+4 |1-0 b 8+4 } } "
		"|1-4 next 12+4");
}

TEST(a_cacheline_of_any_size)
{
	uint32_t number = add_int(b, "int", 4, 0, 32);
	uint32_t id = add_struct(b, "outer", 8);
	const struct btf_layout_options lines_of_3 = {.cacheline_size = 3};

	add_member(b, "a", number, 0);
	add_member(b, "b", number, 32);
	assert_rows(builder_open(b), id, &lines_of_3, "a 0+4 |1-1 b 4+4");
}

/* Paths */

static void assert_path(const struct btf *btf, const struct btf_layout *layout, uint32_t row,
			const char *path)
{
	char text[64];

	assert_int_equal(btf_layout_path(btf, layout, row, text, sizeof(text)), strlen(path));
	assert_string_equal(text, path);
}

TEST(paths_lead_from_the_outermost_struct)
{
	uint32_t number = add_int(b, "int", 4, 0, 32), inner, matrix, either, id;

	inner = add_struct(b, "inner", 4);
	add_member(b, "x", number, 0);
	matrix = add_array(b, add_array(b, inner, number, 3), number, 2);
	either = add_union(b, NULL, 24);
	add_member(b, "m", matrix, 0);
	add_member(b, NULL, number, 0);
	id = add_struct(b, "outer", 24);
	add_member(b, NULL, either, 0);
	const struct btf *btf = builder_open(b);
	struct btf_layout *layout = layout_of(btf, id, &expand);

	assert_path(btf, layout, 0, "");  /* outer { */
	assert_path(btf, layout, 1, "");  /* union { */
	assert_path(btf, layout, 2, "m"); /* inner m[2][3] { */
	assert_path(btf, layout, 3, "m[0][0].x");
	assert_path(btf, layout, 4, "m"); /* } */
	assert_path(btf, layout, 5, "");  /* without a name */
	assert_path(btf, layout, layout->row_count - 1, "");
	assert_path(btf, layout, layout->row_count, "");

	char cut[4];

	assert_int_equal(btf_layout_path(btf, layout, 3, cut, sizeof(cut)), 9);
	assert_string_equal(cut, "m[0");
	assert_int_equal(btf_layout_path(btf, layout, 3, NULL, 0), 9);
	btf_layout_free(layout);
}

TEST(a_path_is_cut_where_names_have_no_end)
{
	static char name[3000], text[2 * BTF_PATH_MAX];
	uint32_t number = add_int(b, "int", 4, 0, 32), inner, id;

	memset(name, 'n', sizeof(name) - 1);
	inner = add_struct(b, NULL, 4);
	add_member(b, name, number, 0);
	id = add_struct(b, "outer", 4);
	add_member(b, name, inner, 0);
	const struct btf *btf = builder_open(b);
	struct btf_layout *layout = layout_of(btf, id, &expand);

	assert_int_equal(btf_layout_path(btf, layout, 2, text, sizeof(text)), BTF_PATH_MAX - 1);
	assert_int_equal(strlen(text), BTF_PATH_MAX - 1);
	btf_layout_free(layout);
}

/* Random structs of members that do not overlap: every bit is a member's, or said to be unused. */

#define MEMBERS_MAX 12

static uint32_t add_random_struct(struct btf_builder *b, const uint32_t *types, uint64_t *state)
{
	uint32_t count = random_below(state, MEMBERS_MAX), at = 0, size;
	uint32_t id = add_struct(b, "random", 0);

	for (uint32_t i = 0; i < count; i++) {
		unsigned int log = random_below(state, 4), unit = 8u << log;

		if (random_below(state, 2)) {
			unsigned int bits = 1 + random_below(state, unit);

			at += random_below(state, 20);
			if (random_below(state, 4) && at % unit + bits > unit)
				at = (at + unit - 1) / unit * unit;
			add_bitfield(b, "f", types[log], at, bits);
			at += bits;
		} else {
			at = (at + 7 + 8 * random_below(state, 20)) / 8 * 8;
			add_member(b, "m", types[log], at);
			at += unit;
		}
	}
	size = (at + 7) / 8 + random_below(state, 12);
	set_word(b, id, 2, size);
	return id;
}

static void assert_all_bits_are_said(const struct btf *btf, uint32_t id)
{
	struct btf_layout *layout = layout_of(btf, id, &expand);
	uint64_t at = 0;

	for (uint32_t i = 1; i + 1 < layout->row_count; i++) {
		assert_int_equal(layout->rows[i].bit_offset, at);
		at += layout->rows[i].bits;
		assert_false(layout->rows[i].overlaps || layout->rows[i].beyond_end);
	}
	assert_int_equal(at, 8ull * layout->summary.size);

	const struct btf_layout_summary *sum = &layout->summary;

	assert_int_equal(8 * (sum->member_bytes + sum->hole_bytes + sum->padding) +
				 sum->bitfield_bits + sum->bit_hole_bits + sum->bit_padding,
			 8ull * sum->size);
	assert_int_equal(sum->misplaced, 0);
	assert_true(sum->packable < sum->size || !sum->size);
	btf_layout_free(layout);
}

TEST(every_bit_of_random_structs)
{
	uint64_t state = random_seed();
	uint32_t types[4], ids[200];

	for (unsigned int log = 0; log < 4; log++)
		types[log] = add_int(b, "int", 1u << log, 0, 8u << log);
	for (size_t i = 0; i < COUNT(ids); i++)
		ids[i] = add_random_struct(b, types, &state);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(ids); i++)
		assert_all_bits_are_said(btf, ids[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_struct_in_itself_is_not_shown_in_itself),
		RUN(nesting_ends_at_the_depth_that_resolving_has),
		RUN(too_many_rows_are_refused),
		RUN(many_rows_are_not),
		RUN(borders_stand_before_what_lies_behind_them),
		RUN(each_arm_of_a_union_has_its_borders),
		RUN(a_cacheline_of_any_size),
		RUN(paths_lead_from_the_outermost_struct),
		RUN(a_path_is_cut_where_names_have_no_end),
		RUN(every_bit_of_random_structs),
	};

	return cmocka_run_group_tests_name("query/layout_limits", tests, NULL, NULL);
}
