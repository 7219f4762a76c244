/* SPDX-License-Identifier: BSD-2-Clause */
/* test_layout_figures.c - the summary of a layout, how far a struct can be packed, and tables. */
#include "unit.h"

#include <errno.h>

#include "type_words.h"
#include <libbtf/layout.h>

#define MEMBERS_MAX 6

static struct btf_layout_summary summary_of(const struct btf *btf, uint32_t id)
{
	const struct btf_layout_options options = {.cacheline_size = 64};
	struct btf_error error;
	struct btf_layout *layout = btf_layout_new(btf, id, &options, &error);
	struct btf_layout_summary summary;

	if (!layout)
		fail_msg("type %u has no layout: %s", id, error.text);
	summary = layout->summary;
	btf_layout_free(layout);
	return summary;
}

/* struct { char a; long b : 3, : 61; struct { int x; char y; } c; char d[100]; char e : 3; } */
TEST(all_figures_of_a_struct)
{
	uint32_t letter = add_int(b, "char", 1, 0, 8), number = add_int(b, "int", 4, 0, 32);
	uint32_t wide = add_int(b, "long", 8, 0, 64);
	uint32_t inner = add_struct(b, "inner", 8), array, id;

	add_member(b, "x", number, 0);
	add_member(b, "y", letter, 32);
	array = add_array(b, letter, number, 100);
	id = add_struct(b, "outer", 136);
	add_bitfield(b, "a", letter, 0, 0);
	add_bitfield(b, "b", wide, 64, 3);
	add_bitfield(b, "c", inner, 128, 0);
	add_bitfield(b, "d", array, 192, 0);
	add_bitfield(b, "e", letter, 992, 3);

	struct btf_layout_summary sum = summary_of(builder_open(b), id);

	assert_int_equal(sum.type_id, id);
	assert_int_equal(sum.name_id, id);
	assert_int_equal(sum.size, 136);
	assert_int_equal(sum.alignment, 8);
	assert_int_equal(sum.members, 5);
	assert_int_equal(sum.member_bytes, 1 + 8 + 100);
	assert_int_equal(sum.bitfield_bits, 3 + 3);
	assert_int_equal(sum.holes, 1);
	assert_int_equal(sum.hole_bytes, 7);
	assert_int_equal(sum.bit_holes, 1);
	assert_int_equal(sum.bit_hole_bits, 61);
	assert_int_equal(sum.padding, 11);
	assert_int_equal(sum.bit_padding, 5);
	assert_int_equal(sum.tail_paddings, 1);
	assert_int_equal(sum.tail_padding_bytes, 3);
	assert_int_equal(sum.misplaced, 0);
	assert_int_equal(sum.cacheline_size, 64);
	assert_int_equal(sum.cachelines, 3);
	assert_int_equal(sum.last_cacheline, 8);
}

TEST(members_that_are_misplaced_are_counted)
{
	uint32_t wide = add_int(b, "long", 8, 0, 64);
	uint32_t id = add_struct(b, "outer", 16);

	add_member(b, "a", wide, 0);
	add_member(b, "b", wide, 32);
	add_member(b, "c", wide, 96);

	struct btf_layout_summary sum = summary_of(builder_open(b), id);

	assert_int_equal(sum.misplaced, 2);
	assert_int_equal(sum.packable, 0);
	assert_int_equal(sum.hole_bytes, 0);
}

TEST(without_cachelines_there_are_no_figures_of_them)
{
	uint32_t id = add_struct(b, "outer", 100);
	const struct btf_layout_options none = {0};
	struct btf_layout *layout = btf_layout_new(builder_open(b), id, &none, NULL);

	assert_int_equal(layout->summary.cachelines, 0);
	assert_int_equal(layout->summary.last_cacheline, 0);
	btf_layout_free(layout);
}

/* What attributes show, and what ordering the members by alignment saves. Members in the words of
 * type_words.h, at byte offsets; with `bits` at a bit. */
static const struct {
	const char *what;
	uint32_t size;
	struct {
		const char *type;
		uint32_t offset;
		unsigned int bits;
	} members[MEMBERS_MAX];
	uint32_t packable, aligned;
	bool packed;
} orders[] = {
	{"nothing to gain", 16, {{"ptr void", 0, 0}, {"int", 8, 0}}, 0, 0, false},
	{"a hole and the padding become one",
	 24,
	 {{"int", 0, 0}, {"ptr void", 8, 0}, {"int", 16, 0}},
	 8,
	 0,
	 false},
	{"a hole that padding takes the place of",
	 16,
	 {{"int", 0, 0}, {"ptr void", 8, 0}},
	 0,
	 0,
	 false},
	{"letters go to the end",
	 12,
	 {{"int:char/1", 0, 0}, {"int", 4, 0}, {"int:char/1", 8, 0}},
	 4,
	 0,
	 false},
	{"arrays are aligned as their elements",
	 16,
	 {{"array[3] int:char/1", 0, 0}, {"int", 4, 0}, {"array[5] int:char/1", 8, 0}},
	 4,
	 0,
	 false},
	{"a run of bitfields goes where its bytes fit",
	 16,
	 {{"int", 0, 3}, {"ptr void", 8, 0}},
	 0,
	 0,
	 false},
	{"and takes no more than them",
	 24,
	 {{"int", 0, 3}, {"ptr void", 8, 0}, {"int:char/1", 16, 0}, {"int:short/2", 18, 0}},
	 8,
	 0,
	 false},
	{"and need not be aligned as its type is",
	 24,
	 {{"int:char/1", 0, 0},
	  {"ptr void", 8, 0},
	  {"array[3] int:short/2", 16, 0},
	  {"int", 22, 3}},
	 8,
	 0,
	 false},
	{"a packed struct is full", 5, {{"int:char/1", 0, 0}, {"int", 1, 0}}, 0, 0, true},
	{"a packed struct by its size", 5, {{"int", 0, 0}, {"int:char/1", 4, 0}}, 0, 0, true},
	{"a struct of letters is not packed", 5, {{"array[5] int:char/1", 0, 0}}, 0, 0, false},
	{"one with a hole neither",
	 16,
	 {{"int:char/1", 0, 0}, {"int", 4, 0}, {"int", 9, 0}},
	 4,
	 0,
	 false},
	{"a member aligned to a cacheline",
	 128,
	 {{"int", 0, 0}, {"int", 64, 0}, {"int", 68, 0}},
	 64,
	 64,
	 false},
	{"unless its struct is not of whole ones",
	 72,
	 {{"int", 0, 0}, {"ptr void", 64, 0}},
	 56,
	 0,
	 false},
	{"a struct aligned to one", 64, {{"ptr void", 0, 0}}, 0, 64, false},
	{"aligned to 16", 48, {{"int", 0, 0}, {"ptr void", 16, 0}, {"int", 24, 0}}, 32, 16, false},
	{"a page", 8192, {{"int", 0, 0}, {"int", 4096, 0}}, 4096, 4096, false},
	{"no page, but far off", 0x30004, {{"int", 0, 0}, {"int", 0x30000, 0}}, 0x2fffc, 0, false},
	{"a member without a size",
	 24,
	 {{"int", 0, 0}, {"fwd:s", 8, 0}, {"int", 16, 0}},
	 0,
	 0,
	 false},
};

static uint32_t add_order(struct btf_builder *b, size_t row)
{
	uint32_t types[MEMBERS_MAX], id, count = 0;

	for (; count < MEMBERS_MAX && orders[row].members[count].type; count++)
		types[count] = type_in_words(b, orders[row].members[count].type);
	id = add_struct(b, "sample", orders[row].size);
	for (uint32_t i = 0; i < count; i++)
		add_bitfield(b, "m", types[i], 8 * orders[row].members[i].offset,
			     orders[row].members[i].bits);
	return id;
}

TEST(what_order_saves_and_attributes_show)
{
	uint32_t ids[COUNT(orders)];

	for (size_t i = 0; i < COUNT(orders); i++)
		ids[i] = add_order(b, i);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(orders); i++) {
		struct btf_layout_summary sum = summary_of(btf, ids[i]);

		assert_row(sum.packable == orders[i].packable, orders[i].what, "packable by %u",
			   sum.packable);
		assert_row(sum.aligned == orders[i].aligned, orders[i].what, "aligned to %u",
			   sum.aligned);
		assert_row(sum.packed == orders[i].packed, orders[i].what, "packed: %d",
			   sum.packed);
	}
}

/* What a nested type shows counts where it lies, if it lies so. */
TEST(an_alignment_that_shows_is_handed_on)
{
	uint32_t number = add_int(b, "int", 4, 0, 32), inner, outer, misaligned;

	inner = add_struct(b, "inner", 64);
	add_member(b, "a", number, 0);
	outer = add_struct(b, "outer", 192);
	add_member(b, "a", number, 0);
	add_member(b, "inner", inner, 512);
	add_member(b, "b", number, 1024);
	misaligned = add_struct(b, "misaligned", 72);
	add_member(b, "a", number, 0);
	add_member(b, "inner", inner, 64);
	const struct btf *btf = builder_open(b);

	assert_int_equal(summary_of(btf, outer).aligned, 64);
	assert_int_equal(summary_of(btf, outer).packable, 64);
	assert_int_equal(summary_of(btf, misaligned).aligned, 8);
}

/* Tables */

static const struct btf_layout_table_options by_size = {.cacheline_size = 64};

/* Three structs, a union, a struct that a typedef names, and what has no layout. */
static void add_table(struct btf_builder *b)
{
	uint32_t letter = add_int(b, "char", 1, 0, 8), wide = add_int(b, "long", 8, 0, 64);

	add_struct(b, "small", 8);
	add_member(b, "a", wide, 0);
	add_struct(b, "holes", 24);
	add_member(b, "a", letter, 0);
	add_member(b, "b", wide, 64);
	add_member(b, "c", letter, 128);
	add_struct(b, "also_small", 8);
	add_member(b, "a", letter, 0);
	add_member(b, "b", letter, 16);
	add_union(b, "either", 16);
	add_typedef(b, "alias_t", add_struct(b, NULL, 100));
	add_typedef(b, "second_t", builder_id_end(b) - 2);
}

/* The names in their order. */
static void assert_table(const struct btf *btf, struct btf_id_list list,
			 const struct btf_layout_table_options *options, const char *names)
{
	struct btf_layout_table *table = btf_layout_table_new(btf, list, options, NULL);
	char found[256] = "";

	assert_non_null(table);
	for (uint32_t i = 0; i < table->count; i++) {
		strcat(found, i ? " " : "");
		strcat(found, btf_type_at(btf, table->rows[i].name_id).name);
	}
	assert_string_equal(found, names);
	btf_layout_table_free(table);
}

static const struct {
	const char *column, *names;
} sorted[] = {
	{"size", "alias_t holes either also_small small"},
	{"cachelines", "alias_t also_small either holes small"},
	{"members", "holes also_small small alias_t either"},
	{"holes", "also_small holes alias_t either small"},
	{"hole-bytes", "holes also_small alias_t either small"},
	{"padding", "alias_t either holes also_small small"},
	{"packable", "holes alias_t also_small either small"},
	{"name", "alias_t also_small either holes small"},
};

static struct btf_id_list structs_of(uint32_t *ids, const struct btf *btf)
{
	struct btf_id_list list = {ids, 0, 0};

	for (uint32_t id = 1; id < btf_id_end(btf); id++)
		if (btf_type_at(btf, id).kind == BTF_K_STRUCT ||
		    btf_type_at(btf, id).kind == BTF_K_UNION)
			ids[list.count++] = id;
	return list;
}

TEST(tables_are_sorted_by_a_column)
{
	add_table(b);
	const struct btf *btf = builder_open(b);
	uint32_t ids[16];
	struct btf_id_list list = structs_of(ids, btf);

	for (size_t i = 0; i < COUNT(sorted); i++) {
		struct btf_layout_table_options options = by_size;

		assert_true(btf_layout_column_parse(sorted[i].column, &options.sort, NULL));
		assert_table(btf, list, &options, sorted[i].names);
	}
}

TEST(tables_of_those_with_holes)
{
	struct btf_layout_table_options options = {.with_holes = true};
	uint32_t ids[16];

	add_table(b);
	const struct btf *btf = builder_open(b);

	assert_table(btf, structs_of(ids, btf), &options, "holes also_small");
}

/* A typedef that is asked for is called as it was; all else is left out. */
TEST(tables_of_any_types)
{
	add_table(b);
	const struct btf *btf = builder_open(b);

	assert_table(btf, btf_own_ids(btf), &by_size,
		     "alias_t alias_t second_t holes either also_small small");
	assert_table(btf, (struct btf_id_list){0}, &by_size, "");
	btf_layout_table_free(NULL);
}

TEST(a_column_that_is_none)
{
	enum btf_layout_column column = BTF_COLUMN_HOLES;
	struct btf_error error = {0};

	assert_false(btf_layout_column_parse("hole", &column, &error));
	assert_int_equal(error.code, -EINVAL);
	assert_non_null(strstr(error.text, "'hole' is no column; the columns are size, "));
	assert_int_equal(column, BTF_COLUMN_HOLES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(all_figures_of_a_struct),
		RUN(members_that_are_misplaced_are_counted),
		RUN(without_cachelines_there_are_no_figures_of_them),
		RUN(what_order_saves_and_attributes_show),
		RUN(an_alignment_that_shows_is_handed_on),
		RUN(tables_are_sorted_by_a_column),
		RUN(tables_of_those_with_holes),
		RUN(tables_of_any_types),
		RUN(a_column_that_is_none),
	};

	return cmocka_run_group_tests_name("query/layout_figures", tests, NULL, NULL);
}
