/* SPDX-License-Identifier: BSD-2-Clause */
/* test_layout.c - where members lie, and what lies unused between them; in the words of
 * layout_words.h. */
#include "layout_words.h"

#include "type_words.h"

#define MEMBERS_MAX 6

/* Members in the words of type_words.h; `bits` makes it a bitfield. */
struct member {
	const char *name, *type;
	uint32_t bit_offset;
	unsigned int bits;
};

struct sample {
	const char *what;
	const char *keyword;
	uint32_t size;
	struct member members[MEMBERS_MAX];
	const char *rows;
};

static const struct sample samples[] = {
	{"nothing unused", "struct", 8, {{"a", "int", 0, 0}, {"b", "int", 32, 0}}, "a 0+4 b 4+4"},
	{"no members", "struct", 0, {{0}}, ""},
	{"no members, but a size", "struct", 4, {{0}}, "padding 0+4"},
	{"a hole",
	 "struct",
	 16,
	 {{"a", "int:char/1", 0, 0}, {"b", "ptr void", 64, 0}},
	 "a 0+1 hole 1+7 b 8+8"},
	{"a hole before the first member", "struct", 8, {{"a", "int", 32, 0}}, "hole 0+4 a 4+4"},
	{"padding",
	 "struct",
	 8,
	 {{"a", "int", 0, 0}, {"b", "int:char/1", 32, 0}},
	 "a 0+4 b 4+1 padding 5+3"},

	/* bitfields */
	{"bits share a unit",
	 "struct",
	 4,
	 {{"a", "int", 0, 3}, {"b", "int", 3, 29}},
	 "a 0/4.0:3 b 0/4.3:29"},
	{"bits end in padding", "struct", 4, {{"a", "int", 0, 3}}, "a 0/4.0:3 padbits 0/4.3:29"},
	{"the rest of a unit before a member",
	 "struct",
	 8,
	 {{"a", "int", 0, 9}, {"b", "int", 32, 0}},
	 "a 0/4.0:9 bits 0/4.9:23 b 4+4"},
	{"a member within the unit",
	 "struct",
	 4,
	 {{"a", "int", 0, 3}, {"b", "int:char/1", 8, 0}},
	 "a 0/4.0:3 bits 0/4.3:5 b 1+1 padding 2+2"},
	{"bits behind a member, within the unit",
	 "struct",
	 4,
	 {{"a", "int:char/1", 0, 0}, {"b", "int", 12, 3}},
	 "a 0+1 bits 0/4.8:4 b 0/4.12:3 padbits 0/4.15:17"},
	{"a hole between units",
	 "struct",
	 16,
	 {{"a", "int:char/1", 0, 4}, {"b", "int:long/8", 64, 60}},
	 "a 0/1.0:4 bits 0/1.4:4 hole 1+7 b 8/8.0:60 padbits 8/8.60:4"},
	{"the rest of one unit, a hole, the start of the next",
	 "struct",
	 16,
	 {{"a", "int:char/1", 0, 4}, {"b", "int:long/8", 68, 60}},
	 "a 0/1.0:4 bits 0/1.4:4 hole 1+7 bits 8/8.0:4 b 8/8.4:60"},
	{"a wider unit around a narrow one",
	 "struct",
	 8,
	 {{"a", "int:long/8", 0, 33}, {"b", "int:char/1", 40, 2}},
	 "a 0/8.0:33 bits 0/8.33:7 b 5/1.0:2 padbits 0/8.42:22"},
	{"bits across two units of a packed struct",
	 "struct",
	 5,
	 {{"a", "int", 0, 20}, {"b", "int", 20, 20}},
	 "a 0/4.0:20 b 2/3.4:20"},
	{"a unit beyond the end of a packed struct",
	 "struct",
	 6,
	 {{"a", "int", 0, 0}, {"b", "int", 32, 4}, {"c", "int", 40, 4}},
	 "a 0+4 b 4/1.0:4 bits 4/1.4:4 c 5/1.0:4 padbits 5/1.4:4"},

	/* unions */
	{"arms have no holes",
	 "union",
	 8,
	 {{"a", "int", 0, 0}, {"b", "ptr void", 0, 0}},
	 "a 0+4 b 0+8"},
	{"a union's own padding",
	 "union",
	 8,
	 {{"a", "int", 0, 0}, {"b", "array[5] int:char/1", 0, 0}},
	 "a 0+4 b 0+5 padding 5+3"},
	{"bitfields in a union",
	 "union",
	 4,
	 {{"a", "int", 0, 3}, {"b", "int", 0, 9}},
	 "a 0/4.0:3 b 0/4.0:9"},

	/* members without bytes, or of an unknown number of them */
	{"a marker of no size",
	 "struct",
	 16,
	 {{"a", "ptr void", 0, 0},
	  {"mark", "array[0] int:char/1", 64, 0},
	  {"b", "ptr void", 64, 0}},
	 "a 0+8 mark 8+0 b 8+8"},
	{"a marker behind a hole",
	 "struct",
	 16,
	 {{"a", "int", 0, 0}, {"mark", "array[0] ptr void", 64, 0}, {"b", "ptr void", 64, 0}},
	 "a 0+4 hole 4+4 mark 8+0 b 8+8"},
	{"a flexible array",
	 "struct",
	 8,
	 {{"a", "int", 0, 0}, {"b", "int:char/1", 32, 0}, {"data", "array[0] int:char/1", 40, 0}},
	 "a 0+4 b 4+1 data 5+0 padding 5+3"},
	{"what follows a member without a size may be its",
	 "struct",
	 24,
	 {{"a", "fwd:sock", 0, 0}, {"b", "int", 64, 0}, {"c", "ptr void", 128, 0}},
	 "a 0+0? b 8+4 hole 12+4 c 16+8"},
	{"and so may what follows the last", "struct", 8, {{"a", "void", 0, 0}}, "a 0+0?"},
	{"an array of such", "struct", 8, {{"a", "array[2] fwd:sock", 0, 0}}, "a 0+0?"},
	{"a type that is none", "struct", 8, {{"a", "bad", 0, 0}}, "a 0+0?"},

	/* what no compiler makes */
	{"members overlap",
	 "struct",
	 8,
	 {{"a", "ptr void", 0, 0}, {"b", "int", 32, 0}, {"c", "int", 0, 0}},
	 "a 0+8 b 4+4! c 0+4!"},
	{"bitfields overlap",
	 "struct",
	 4,
	 {{"a", "int", 0, 5}, {"b", "int", 4, 28}},
	 "a 0/4.0:5 b 0/4.4:28!"},
	{"no order",
	 "struct",
	 8,
	 {{"a", "int", 32, 0}, {"b", "int", 0, 0}},
	 "hole 0+4 a 4+4 b 0+4!"},
	{"beyond the end",
	 "struct",
	 8,
	 {{"a", "int", 0, 0}, {"b", "ptr void", 32, 0}},
	 "a 0+4 b 4+8>"},
	{"far beyond it",
	 "struct",
	 8,
	 {{"a", "int", 0, 0}, {"b", "int", 0x70000000, 0}},
	 "a 0+4 hole 4+4 b 234881024+4>"},
	{"an arm beyond the end", "union", 4, {{"a", "ptr void", 0, 0}}, "a 0+8>"},
	{"a member that begins inside of a byte",
	 "struct",
	 8,
	 {{"a", "int", 3, 0}},
	 "bits .0:3 a .3:32 padbits .35:29"},
	{"a bitfield wider than its type",
	 "struct",
	 8,
	 {{"a", "int", 0, 40}},
	 "a 0/5.0:40 padding 5+3"},
	{"a bitfield of what has no size",
	 "struct",
	 4,
	 {{"a", "fwd:sock", 0, 3}},
	 "a 0/1.0:3 padbits 0/1.3:5 padding 1+3"},
};

static uint32_t add_sample(struct btf_builder *b, const struct sample *sample)
{
	uint32_t types[MEMBERS_MAX], id;

	for (size_t i = 0; i < MEMBERS_MAX && sample->members[i].name; i++)
		types[i] = type_in_words(b, sample->members[i].type);
	id = strcmp(sample->keyword, "union") == 0 ? add_union(b, "sample", sample->size)
						   : add_struct(b, "sample", sample->size);
	for (size_t i = 0; i < MEMBERS_MAX && sample->members[i].name; i++) {
		const struct member *member = &sample->members[i];

		if (member->bits)
			add_bitfield(b, member->name, types[i], member->bit_offset, member->bits);
		else
			add_member(b, member->name, types[i], member->bit_offset);
	}
	return id;
}

TEST(members_and_what_is_unused)
{
	uint32_t ids[COUNT(samples)];

	for (size_t i = 0; i < COUNT(samples); i++)
		ids[i] = add_sample(b, &samples[i]);
	const struct btf *btf = builder_open(b), *swapped = builder_open_swapped(b);

	for (size_t i = 0; i < COUNT(samples); i++) {
		assert_plain_rows(btf, ids[i], samples[i].rows, samples[i].what);
		assert_plain_rows(swapped, ids[i], samples[i].rows, samples[i].what);
	}
}

/* Of a struct, behind whatever names; an array of such ends in it too, but so does each element. */
TEST(padding_that_a_member_ends_in)
{
	uint32_t number = add_int(b, "int", 4, 0, 32), letter = add_int(b, "char", 1, 0, 8);
	uint32_t inner = add_struct(b, "inner", 8), alias, array, id;

	add_member(b, "a", number, 0);
	add_member(b, "b", letter, 32);
	alias = add_typedef(b, "inner_t", add_const(b, inner));
	array = add_array(b, inner, number, 2);
	id = add_struct(b, "outer", 32);
	add_member(b, "a", inner, 0);
	add_member(b, "b", alias, 64);
	add_member(b, "c", array, 128);
	assert_plain_rows(builder_open(b), id, "a 0+8~3 b 8+8~3 c 16+16", "outer");
}

/* Before the kflag: the INT has the bits. */
TEST(bitfields_of_old)
{
	uint32_t plain = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t three = add_int(b, "int", 4, ENC_SIGNED, 3);
	uint32_t five = add_int(b, "int", 4, ENC_SIGNED, 5);
	uint32_t moved = add_int(b, "int", 4, ENC_SIGNED, 2);
	uint32_t id;

	set_word(b, moved, 3, ENC_SIGNED << 24 | 9 << 16 | 2);
	id = add_struct(b, "old", 8);
	add_member(b, "a", three, 0);
	add_member(b, "b", five, 3);
	add_member(b, "c", moved, 0);
	add_member(b, "d", plain, 32);
	assert_plain_rows(builder_open(b), id,
			  "a 0/4.0:3 b 0/4.3:5 bits 0/4.8:1 c 0/4.9:2 bits 0/4.11:21 d 4+4", "old");

	/* With the kflag it is an INT like any other. */
	id = add_struct(b, "new", 4);
	add_member(b, "a", three, 0);
	set_kflag(b, id);
	assert_plain_rows(builder_open(b), id, "a 0+4", "new");
}

/* struct { int head; struct { char x; int y; } named[2]; union { long l; }; } of nested types as
 * `name` calls them. */
struct nested {
	uint32_t letter, number, inner, arm, outer;
};

static struct nested add_nested(struct btf_builder *b, const char *name)
{
	struct nested n = {.letter = add_int(b, "char", 1, 0, 8),
			   .number = add_int(b, "int", 4, 0, 32)};
	uint32_t array;

	n.inner = add_struct(b, name, 8);
	add_member(b, "x", n.letter, 0);
	add_member(b, "y", n.number, 32);
	array = add_array(b, add_const(b, n.inner), n.number, 2);
	n.arm = add_union(b, NULL, 8);
	add_member(b, "l", n.number, 0);
	n.outer = add_struct(b, "outer", 28);
	add_member(b, "head", n.number, 0);
	add_member(b, "named", array, 32);
	add_member(b, NULL, n.arm, 160);
	return n;
}

static const char in_place[] =
	"head 0+4 named{ 4+16 x 4+1 hole 5+3 y 8+4 } { 20+8 l 20+4 padding 24+4 }";
static const char not_in_place[] = "head 0+4 named 4+16 { 20+8 l 20+4 padding 24+4 }";

TEST(what_has_no_name_is_shown_in_place)
{
	struct nested n = add_nested(b, NULL);

	assert_plain_rows(builder_open(b), n.outer, in_place, "anonymous");
}

TEST(what_has_a_name_only_where_that_is_wanted)
{
	struct nested n = add_nested(b, "inner");
	const struct btf_layout_options expand = {.expand = true};

	assert_plain_rows(builder_open(b), n.outer, not_in_place, "named");
	assert_rows(builder_open(b), n.outer, &expand, in_place);
}

/* A typedef is a name too; a pointer keeps what it points to out. */
TEST(a_typedef_gives_a_name)
{
	struct nested n = add_nested(b, NULL);
	uint32_t alias = add_typedef(b, "inner_t", n.inner), pointer = add_ptr(b, n.inner);
	uint32_t id = add_struct(b, "holder", 16);

	add_member(b, "alias", alias, 0);
	add_member(b, "pointer", pointer, 64);
	const struct btf_layout_options expand = {.expand = true};

	assert_plain_rows(builder_open(b), id, "alias 0+8 pointer 8+8", "not expanded");
	assert_rows(builder_open(b), id, &expand, "alias{ 0+8 x 0+1 hole 1+3 y 4+4 } pointer 8+8");
}

TEST(a_row_in_place_says_what_it_shows)
{
	struct nested n = add_nested(b, NULL);
	const struct btf *btf = builder_open(b);
	const struct btf_layout_options options = {0};
	struct btf_layout *layout = btf_layout_new(btf, n.outer, &options, NULL);
	const struct btf_layout_row *array = &layout->rows[2];

	assert_int_equal(array->kind, BTF_ROW_BEGIN);
	assert_int_equal(array->struct_id, n.inner);
	assert_int_equal(array->nelems, 2);
	assert_int_equal(array->member_index, 1);
	assert_int_equal(layout->rows[3].parent, 2);
	assert_int_equal(layout->rows[6].kind, BTF_ROW_END);
	assert_int_equal(layout->rows[6].struct_id, n.inner);
	btf_layout_free(layout);
}

TEST(a_typedef_without_another_name_has_a_layout)
{
	struct nested n = add_nested(b, NULL);
	uint32_t alias = add_typedef(b, "inner_t", add_const(b, n.inner));
	uint32_t of_alias = add_typedef(b, "again_t", alias);
	uint32_t of_named = add_typedef(b, "outer_t", n.outer);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_layout_struct_of(btf, alias), n.inner);
	assert_int_equal(btf_layout_struct_of(btf, n.outer), n.outer);
	assert_int_equal(btf_layout_struct_of(btf, of_alias), 0);
	assert_int_equal(btf_layout_struct_of(btf, of_named), 0);
	assert_int_equal(btf_layout_struct_of(btf, n.letter), 0);
	assert_int_equal(btf_layout_struct_of(btf, 0), 0);
	assert_int_equal(btf_layout_struct_of(btf, 99), 0);
	assert_plain_rows(btf, alias, "x 0+1 hole 1+3 y 4+4", "typedef");
}

TEST(what_is_no_struct_has_no_layout)
{
	uint32_t id = add_int(b, "int", 4, 0, 32);
	const struct btf_layout_options options = {0};
	struct btf_error error = {0};

	assert_null(btf_layout_new(builder_open(b), id, &options, &error));
	assert_int_equal(error.code, -22);
	assert_string_equal(error.text, "type 1 is no struct or union");
	assert_null(btf_layout_new(builder_open(b), 77, &options, NULL));
	btf_layout_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(members_and_what_is_unused),
		RUN(padding_that_a_member_ends_in),
		RUN(bitfields_of_old),
		RUN(what_has_no_name_is_shown_in_place),
		RUN(what_has_a_name_only_where_that_is_wanted),
		RUN(a_typedef_gives_a_name),
		RUN(a_row_in_place_says_what_it_shows),
		RUN(a_typedef_without_another_name_has_a_layout),
		RUN(what_is_no_struct_has_no_layout),
	};

	return cmocka_run_group_tests_name("query/layout", tests, NULL, NULL);
}
