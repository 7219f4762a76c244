/* SPDX-License-Identifier: BSD-2-Clause */
/* test_placement.c - how structs are written so that a compiler lays them out as BTF says; in words:
 *
 *	a b:3      the members in order, a bitfield with its bits
 *	~24/8      an unnamed bitfield: 24 bits in units of 8
 *	[9000]     a filler of so many bytes
 *	!c(why)    a member that can't be said
 *	packed, aligned(16), filler(5), = alignment      what holds for the whole
 */
#include "unit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "query/placement.h"

struct words {
	char text[2000];
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void say(struct words *words, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	words->length += (size_t)vsnprintf(words->text + words->length,
					   sizeof(words->text) - words->length, format, args);
	va_end(args);
	assert_true(words->length < sizeof(words->text));
}

static void say_place(struct words *words, const struct btf *btf, uint32_t id,
		      const struct btf_place *place)
{
	const char *name = btf_member_at(btf, id, place->index).name;

	switch (place->kind) {
	case BTF_PLACE_MEMBER:
		say(words, "%s ", name);
		break;
	case BTF_PLACE_BITFIELD:
		say(words, "%s: ", name);
		break;
	case BTF_PLACE_PADDING:
		say(words, "~%" PRIu64 "/%u ", place->bits, place->unit);
		break;
	case BTF_PLACE_FILLER:
		say(words, "[%" PRIu64 "] ", place->bits / 8);
		break;
	case BTF_PLACE_NOWHERE:
		say(words, "!%s(%s) ", name, place->why);
		break;
	}
}

static void assert_placed(struct btf_builder *b, uint32_t id, const char *expected)
{
	const struct btf *btf = builder_open(b);
	struct btf_placement placement = {0};
	struct words words = {0};
	struct btf_placer placer;

	assert_int_equal(btf_placer_init(&placer, btf), 0);
	assert_int_equal(btf_place(&placer, id, &placement), 0);
	for (size_t i = 0; i < placement.count; i++)
		say_place(&words, btf, id, &placement.places[i]);
	if (placement.packed)
		say(&words, "packed ");
	if (placement.aligned)
		say(&words, "aligned(%u) ", placement.aligned);
	if (placement.filler)
		say(&words, "filler(%u) ", placement.filler);
	say(&words, "= %u", placement.alignment);
	btf_placement_free(&placement);
	btf_placer_free(&placer);
	assert_string_equal(words.text, expected);
}

struct scalars {
	uint32_t byte, half, word, wide;
};

static struct scalars add_scalars(struct btf_builder *b)
{
	return (struct scalars){
		add_int(b, "unsigned char", 1, 0, 8), add_int(b, "short unsigned int", 2, 0, 16),
		add_int(b, "unsigned int", 4, 0, 32), add_int(b, "long unsigned int", 8, 0, 64)};
}

TEST(members_that_lie_where_a_compiler_puts_them)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 16);

	add_member(b, "a", s.byte, 0);
	add_member(b, "b", s.word, 32);
	add_member(b, "c", s.wide, 64);
	assert_placed(b, id, "a b c = 8");
}

TEST(a_hole_is_filled_with_unnamed_bitfields)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 12);

	add_member(b, "a", s.byte, 0);
	add_member(b, "b", s.word, 64);
	assert_placed(b, id, "a ~8/8 ~16/16 ~32/32 b = 4");
}

TEST(so_is_what_lies_behind_the_last_member)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 16);

	add_member(b, "a", s.word, 0);
	assert_placed(b, id, "a ~32/32 ~32/32 ~32/32 = 4");
}

TEST(an_odd_offset_is_packed)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 5);

	add_member(b, "a", s.byte, 0);
	add_member(b, "b", s.word, 8);
	assert_placed(b, id, "a b packed = 1");
}

TEST(an_odd_size_is_packed)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 5);

	add_member(b, "a", s.word, 0);
	add_member(b, "b", s.byte, 32);
	assert_placed(b, id, "a b packed = 1");
}

TEST(bitfields_next_to_each_other)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 4);

	add_bitfield(b, "a", s.word, 0, 3);
	add_bitfield(b, "b", s.word, 3, 29);
	assert_placed(b, id, "a: b: = 4");
}

TEST(bits_between_them_are_padding)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 4);

	add_bitfield(b, "a", s.word, 0, 3);
	add_bitfield(b, "b", s.word, 5, 3);
	assert_placed(b, id, "a: ~2/8 b: = 4");
}

TEST(a_bitfield_across_its_unit_is_packed)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 8);

	add_bitfield(b, "a", s.word, 0, 30);
	add_bitfield(b, "b", s.word, 30, 5);
	assert_placed(b, id, "a: b: ~5/8 ~8/8 ~16/16 packed = 1");
}

TEST(an_int_of_some_bits_is_a_bitfield)
{
	uint32_t three = add_int(b, "unsigned int", 4, 0, 3);
	uint32_t id = add_struct(b, "s", 4);

	add_member(b, "a", three, 0);
	add_member(b, "b", three, 3);
	assert_placed(b, id, "a: b: = 4");
}

TEST(what_c_cannot_say)
{
	struct scalars s = add_scalars(b);
	uint32_t forward = add_fwd(b, "elsewhere", false), id = add_struct(b, "s", 8);

	add_bitfield(b, "a", s.word, 0, 0);
	add_bitfield(b, "b", s.half, 16, 0);
	add_bitfield(b, "c", s.word, 35, 0);
	add_bitfield(b, "d", s.byte, 40, 9);
	add_bitfield(b, "e", s.wide, 64, 0);
	add_bitfield(b, "f", forward, 32, 0);
	assert_placed(b, id,
		      "a !b(overlaps what is before it) !c(begins inside of a byte) "
		      "!d(is wider than its type) !e(lies beyond the end) "
		      "!f(has a type without a size) ~32/32 = 4");
}

TEST(a_union_is_as_large_as_its_largest_arm)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_union(b, "u", 8);

	add_member(b, "a", s.byte, 0);
	add_member(b, "b", s.wide, 0);
	assert_placed(b, id, "a b = 8");
}

TEST(a_union_that_is_larger_is_aligned)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_union(b, "u", 16);

	add_member(b, "a", s.wide, 0);
	assert_placed(b, id, "a aligned(16) = 16");
}

TEST(a_union_of_a_size_that_no_alignment_makes_has_a_filler)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_union(b, "u", 12);

	add_member(b, "a", s.word, 0);
	assert_placed(b, id, "a filler(12) = 4");
}

TEST(a_union_that_is_smaller_than_its_alignment_is_packed)
{
	struct scalars s = add_scalars(b);
	uint32_t index = add_array(b, s.byte, s.word, 5), id = add_union(b, "u", 5);

	add_member(b, "a", s.word, 0);
	add_member(b, "b", index, 0);
	assert_placed(b, id, "a b packed = 1");
}

TEST(an_arm_that_does_not_begin_at_the_start)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_union(b, "u", 4);

	add_member(b, "a", s.word, 0);
	add_member(b, "b", s.byte, 8);
	assert_placed(b, id, "a !b(does not begin at the start of the union) = 4");
}

TEST(a_hole_too_long_for_bitfields_is_an_array)
{
	struct scalars s = add_scalars(b);
	uint32_t id = add_struct(b, "s", 100008);

	add_member(b, "a", s.wide, 0);
	add_member(b, "b", s.wide, 800000);
	assert_placed(b, id, "a [99992] b = 8");
}

static uint32_t alignment_of(struct btf_builder *b, uint32_t id)
{
	struct btf_placer placer;
	uint32_t alignment;

	assert_int_equal(btf_placer_init(&placer, builder_open(b)), 0);
	alignment = btf_placed_alignment(&placer, id);
	btf_placer_free(&placer);
	return alignment;
}

TEST(alignment_passes_through_typedefs_and_arrays)
{
	struct scalars s = add_scalars(b);
	uint32_t array = add_array(b, add_typedef(b, "t", s.wide), s.word, 3);

	assert_int_equal(alignment_of(b, array), 8);
}

TEST(a_target_of_32_bits_shows_how_it_aligns_64)
{
	uint32_t word = add_int(b, "long unsigned int", 4, 0, 32);
	uint32_t wide = add_int(b, "long long unsigned int", 8, 0, 64);
	uint32_t id = add_struct(b, "s", 12);

	add_member(b, "a", word, 0);
	add_member(b, "b", wide, 32);
	assert_placed(b, id, "a b = 4");
}

TEST(a_struct_that_holds_itself_ends)
{
	uint32_t id = add_struct(b, "loop", 4);

	add_member(b, "again", id, 0);
	assert_placed(b, id, "again = 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(members_that_lie_where_a_compiler_puts_them),
		RUN(a_hole_is_filled_with_unnamed_bitfields),
		RUN(so_is_what_lies_behind_the_last_member),
		RUN(an_odd_offset_is_packed),
		RUN(an_odd_size_is_packed),
		RUN(bitfields_next_to_each_other),
		RUN(bits_between_them_are_padding),
		RUN(a_bitfield_across_its_unit_is_packed),
		RUN(an_int_of_some_bits_is_a_bitfield),
		RUN(what_c_cannot_say),
		RUN(a_union_is_as_large_as_its_largest_arm),
		RUN(a_union_that_is_larger_is_aligned),
		RUN(a_union_of_a_size_that_no_alignment_makes_has_a_filler),
		RUN(a_union_that_is_smaller_than_its_alignment_is_packed),
		RUN(an_arm_that_does_not_begin_at_the_start),
		RUN(a_hole_too_long_for_bitfields_is_an_array),
		RUN(alignment_passes_through_typedefs_and_arrays),
		RUN(a_target_of_32_bits_shows_how_it_aligns_64),
		RUN(a_struct_that_holds_itself_ends),
	};

	return cmocka_run_group_tests_name("query/placement", tests, NULL, NULL);
}
