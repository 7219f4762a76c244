/* SPDX-License-Identifier: BSD-2-Clause */
/* test_layout_text.c - structs with their layout, and other types, as people read them. */
#include "unit.h"

#include <errno.h>

#include "samples.h"
#include <libbtf/layout_emit.h>

static const struct btf_show_options plain = {.layout = {.cacheline_size = 64}};

static void assert_shown(const struct btf *btf, uint32_t id, const struct btf_show_options *options,
			 const char *text)
{
	struct btf_out *out = btf_out_to_memory();
	struct btf_error error = {0};

	if (btf_emit_show(btf, (struct btf_id_list){&id, 0, 1}, options, out, &error))
		fail_msg("type %u is not shown: %s", id, error.text);
	assert_out_holds(out, text);
}

/* Types that members of the struct below are of. */
struct members {
	uint32_t letter, number, tail, pair, state, pointer, callback, arms, const_arms, letters,
		sock;
};

static struct members add_members(struct btf_builder *b)
{
	struct members m = {.letter = add_int(b, "char", 1, 0, 8)};
	uint32_t proto, tails;

	m.number = add_int(b, "int", 4, 0, 32);
	m.tail = add_struct(b, "tail", 8);
	add_member(b, "a", m.number, 0);
	add_member(b, "b", m.letter, 32);
	m.pair = add_struct(b, NULL, 4);
	add_member(b, "x", m.number, 0);
	m.pair = add_typedef(b, "pair_t", m.pair);
	m.state = add_enum(b, NULL, 4);
	add_enumerator(b, "OFF", 0);
	add_enumerator(b, "ON", 1);
	m.pointer = add_ptr(b, add_struct(b, NULL, 4));
	proto = add_func_proto(b, m.number);
	add_param(b, "n", m.number);
	m.callback = add_ptr(b, proto);
	tails = add_array(b, m.tail, m.number, 2);
	m.arms = add_union(b, NULL, 24);
	add_member(b, "number", m.number, 0);
	add_member(b, "tails", tails, 0);
	m.const_arms = add_array(b, add_const(b, m.arms), m.number, 2);
	m.letters = add_array(b, m.letter, m.number, 20);
	m.sock = add_fwd(b, "sock", false);
	return m;
}

/* A struct with all that a row can say. */
static uint32_t add_everything(struct btf_builder *b)
{
	struct members m = add_members(b);
	uint32_t id = add_struct(b, "all", 180);

	add_bitfield(b, "first", m.letter, 0, 0);
	add_bitfield(b, "flag", m.number, 32, 1);
	add_bitfield(b, "wide", m.number, 33, 12);
	add_bitfield(b, "tail", m.tail, 64, 0);
	add_bitfield(b, "pair", m.pair, 128, 0);
	add_bitfield(b, "state", m.state, 160, 0);
	add_bitfield(b, "pointer", m.pointer, 192, 0);
	add_bitfield(b, "callback", m.callback, 256, 0);
	add_bitfield(b, NULL, m.arms, 320, 0);
	add_bitfield(b, "named", m.const_arms, 512, 0);
	add_bitfield(b, "letters", m.letters, 896, 0);
	add_bitfield(b, "sock", m.sock, 1088, 0);
	add_bitfield(b, "odd", m.letter, 1281, 0);
	add_bitfield(b, "last", m.number, 1344, 0);
	add_bitfield(b, "again", m.number, 1344, 0);
	add_bitfield(b, "beyond", m.pointer, 1408, 0);
	return id;
}

static const char everything[] =
	"   OFFSET  SIZE   BITS   struct all {\n"
	"        0     1              char first;\n"
	"!!      1     3              /* hole: 3 bytes */\n"
	"        4     4   0:1        int flag:1;\n"
	"        4     4   1:12       int wide:12;\n"
	"!!      4     4  13:19       /* hole: 19 bits */\n"
	"        8     8              struct tail tail;  /* ends in 3 bytes of padding */\n"
	"       16     4              pair_t pair;\n"
	"       20     4              enum {\n"
	"                                 OFF = 0,\n"
	"                                 ON = 1,\n"
	"                             } state;\n"
	"       24     8              struct {...} *pointer;  /* {...} is #7 */\n"
	"       32     8              int (*callback)(int);\n"
	"       40    24              union {\n"
	"       40     4                  int number;\n"
	"       40    16                  struct tail tails[2];\n"
	"!!     56     8                  /* padding: 8 bytes */\n"
	"                             };\n"
	"       64  ---- cacheline 1 ----\n"
	"       64    48              const union {  /* of an array of 2 */\n"
	"       64     4                  int number;\n"
	"       64    16                  struct tail tails[2];\n"
	"!!     80     8                  /* padding: 8 bytes */\n"
	"                             } named[2];\n"
	"      112    20              char letters[20];\n"
	"      128  ---- cacheline 2, 4 bytes ago ----\n"
	"!!    132     4              /* hole: 4 bytes */\n"
	"!!    136     ?              struct sock sock;  /* of unknown size */\n"
	"      160     1   1:8        char odd;\n"
	"!!    161     7   1:55       /* hole: 55 bits */\n"
	"      168     4              int last;\n"
	"!!    168     4              int again;  /* overlaps what is before it */\n"
	"!!    172     4              /* hole: 4 bytes */\n"
	"!!    176     8              struct {...} *beyond;  /* {...} is #7 */  /* ends behind the end of what it is in */\n"
	"                         };\n"
	"                         /* size 180, cachelines 3 (52 bytes in the last), members 16, #17 */\n"
	"                         /* holes 3 (11 bytes), bit holes 2 (74 bits), members that end in padding 1 (3 bytes) */\n"
	"!!                       /* members that overlap, or lie beyond the end, 2 */\n";

TEST(all_that_a_row_can_say)
{
	uint32_t id = add_everything(b);

	assert_shown(builder_open(b), id, &plain, everything);
	assert_shown(builder_open_swapped(b), id, &plain, everything);
}

static const char expanded[] =
	"   OFFSET  SIZE   struct outer {\n"
	"      0x0   0x8       struct tail {\n"
	"      0x0   0x4           int a;\n"
	"      0x4   0x1           char b;\n"
	"!!    0x5   0x3           /* padding: 3 bytes */\n"
	"                      } tail;\n"
	"      0x8   0x4       struct {  /* pair_t */\n"
	"      0x8   0x4           int x;\n"
	"                      } pair;\n"
	"      0xc   0x4       enum {\n"
	"                          OFF = 0x0,  /* 0 */\n"
	"                          ON = 0x1,  /* 1 */\n"
	"                      } state;\n"
	"     0x10  0x14       char letters[20];\n"
	"!!   0x24   0x4       /* padding: 4 bytes */\n"
	"                  } __attribute__((aligned(8)));\n"
	"                  /* size 0x28, align 0x4, members 4, #17 */\n"
	"                  /* padding 4 bytes, members that end in padding 1 (3 bytes) */\n";

TEST(nested_types_in_place_in_hexadecimal)
{
	struct btf_show_options options = {.layout = {.expand = true}, .hex = true};
	struct members m = add_members(b);
	uint32_t id = add_struct(b, "outer", 40);

	add_member(b, "tail", m.tail, 0);
	add_member(b, "pair", m.pair, 64);
	add_member(b, "state", m.state, 96);
	add_member(b, "letters", m.letters, 128);
	assert_shown(builder_open(b), id, &options, expanded);
}

static const char in_colours[] =
	"   OFFSET  SIZE   BITS   \033[36mstruct\033[0m \033[1mouter\\x09\033[0m {\n"
	"   \033[33m     0     4   0:3 \033[0m       int\\x1b \033[1ma\\x01\033[0m:3;\n"
	"\033[31m!!\033[0m \033[33m     0     4   3:29\033[0m       \033[31m/* hole: 29 bits */\033[0m\n"
	"   \033[32m     4  ---- cacheline 1 ----\033[0m\n"
	"\033[31m!!\033[0m \033[33m     4     4\033[0m              \033[31m/* hole: 4 bytes */\033[0m\n"
	"   \033[32m     8  ---- cacheline 2 ----\033[0m\n"
	"   \033[33m     8     8\033[0m              struct inner\\x0a *\033[1mb\\x7f\033[0m;\n"
	"   \033[32m    16  ---- cacheline 4 ----\033[0m\n"
	"   \033[33m    16     4\033[0m              int\\x1b;\n"
	"                         };\n"
	"                         /* size 20, align 1, cachelines 5, members 3, #4 */\n"
	"                         /* holes 1 (4 bytes), bit holes 1 (29 bits), packable by 4 bytes */\n";

/* A name that writes to a terminal, in every place that a name can have. */
TEST(colours_and_escapes)
{
	struct btf_show_options options = {
		.layout = {.cacheline_size = 4}, .color = true, .escaped = true};
	uint32_t number = add_int(b, "int\033", 4, 0, 32);
	uint32_t inner = add_struct(b, "inner\n", 4), pointer, id;

	pointer = add_ptr(b, inner);
	id = add_struct(b, "outer\t", 20);
	add_bitfield(b, "a\001", number, 0, 3);
	add_member(b, "b\x7f", pointer, 64);
	add_bitfield(b, NULL, number, 128, 0);
	assert_shown(builder_open(b), id, &options, in_colours);
}

/* A name of the bytes that the name is found by in its declaration. */
TEST(names_that_look_like_marks)
{
	uint32_t number = add_int(b, "\1a\2", 4, 0, 32);
	uint32_t id = add_struct(b, "s", 4);
	const struct btf_show_options none = {0};

	add_member(b, "a", number, 0);
	assert_shown(builder_open(b), id, &none,
		     "   OFFSET  SIZE   struct s {\n"
		     "        0     4       \001a\002 a;\n"
		     "                  };\n"
		     "                  /* size 4, align 4, members 1, #2 */\n");
}

static const char packed_text[] = "   OFFSET  SIZE   typedef volatile struct {\n"
				  "        0     1       char a;\n"
				  "        1     4       int b;\n"
				  "                  } __attribute__((packed)) packed_t;\n"
				  "                  /* size 5, align 1, members 2, #5 */\n";

static const char aligned_text[] = "   OFFSET  SIZE   struct aligned {\n"
				   "        0     4       int a;\n"
				   "!!      4    60       /* padding: 60 bytes */\n"
				   "                  } __attribute__((aligned(64)));\n"
				   "                  /* size 64, align 4, members 1, #6 */\n"
				   "                  /* padding 60 bytes */\n";

TEST(attributes_that_show)
{
	uint32_t letter = add_int(b, "char", 1, 0, 8), number = add_int(b, "int", 4, 0, 32);
	uint32_t packed = add_struct(b, NULL, 5);
	const struct btf_show_options none = {0};

	add_member(b, "a", letter, 0);
	add_member(b, "b", number, 8);
	uint32_t id = add_typedef(b, "packed_t", add_volatile(b, packed));

	assert_shown(builder_open(b), id, &none, packed_text);
	id = add_struct(b, "aligned", 64);
	add_member(b, "a", number, 0);
	assert_shown(builder_open(b), id, &none, aligned_text);
}

/* Of all kinds (samples.h). */
static const struct {
	uint32_t id;
	const char *text;
} kinds[] = {
	{SAMPLE_INT, "int  /* int, size 4, align 4, #1 */\n"},
	{SAMPLE_PTR, "struct point *  /* ptr, size 8, align 8, #6 */\n"},
	{SAMPLE_ARRAY, "int [4]  /* array, size 16, align 4, #7 */\n"},
	{SAMPLE_ENUM, "enum color {  /* unsigned, 2 values, size 4, align 4, #11 */\n"
		      "    RED = 0,\n"
		      "    BLUE = 4026531840,\n"
		      "};\n"},
	{SAMPLE_SIGNED_ENUM, "enum {  /* signed, 2 values, size 4, align 4, #12 */\n"
			     "    FAILED = -1,\n"
			     "    DONE = 1,\n"
			     "};\n"},
	{SAMPLE_FWD, "struct sock;  /* declared, and not defined, #13 */\n"},
	{SAMPLE_FWD_UNION, "union bpf_attr;  /* declared, and not defined, #14 */\n"},
	{SAMPLE_TYPEDEF,
	 "typedef struct point point_t;  /* struct point is #8, size 20, align 4, #15 */\n"},
	{SAMPLE_VOLATILE, "volatile int  /* volatile, size 4, align 4, #16 */\n"},
	{SAMPLE_CONST, "const char  /* const, size 1, align 1, #17 */\n"},
	{SAMPLE_RESTRICT, "struct point *restrict  /* restrict, size 8, align 8, #18 */\n"},
	{SAMPLE_PROTO, "int (int, const char, ...)  /* func_proto, #19 */\n"},
	{SAMPLE_FUNC, "extern int print(int count, const char, ...);  /* #20 */\n"},
	{SAMPLE_VAR, "volatile int jiffies;  /* size 4, #21 */\n"},
	{SAMPLE_DATASEC, "   OFFSET    SIZE   section .data {  /* size 4, #22 */\n"
			 "        0       4       volatile int jiffies;\n"
			 "                    };\n"},
	{SAMPLE_FLOAT, "double  /* float, size 8, align 8, #23 */\n"},
	{SAMPLE_DECL_TAG, "preserve  /* decl_tag of struct point, #24 */\n"},
	{SAMPLE_MEMBER_TAG, "aligned(4)  /* decl_tag of struct point, its member y, #25 */\n"},
	{SAMPLE_TYPE_TAG, "int  /* type_tag user, size 4, align 4, #26 */\n"},
	{SAMPLE_ATTRIBUTE, "int  /* type_tag noderef, size 4, align 4, #27 */\n"},
	{SAMPLE_ENUM64, "enum mask {  /* unsigned, 2 values, size 8, align 8, #28 */\n"
			"    NONE = 0,\n"
			"    ALL = 18446744073709551615,\n"
			"};\n"},
	{SAMPLE_SIGNED_ENUM64, "enum limit {  /* signed, 2 values, size 8, align 8, #29 */\n"
			       "    LEAST = -9223372036854775808,\n"
			       "    MOST = 9223372036854775807,\n"
			       "};\n"},
	{0, "void  /* void, #0 */\n"},
	{SAMPLE_UNION,
	 "   OFFSET  SIZE   union {\n"
	 "        0     4       int i;\n"
	 "        0     8       struct flags;  /* ends in 3 bytes of padding */\n"
	 "                  };\n"
	 "                  /* size 8, align 4, cachelines 1 (8 bytes in the last), members 2, #10 */\n"
	 "                  /* members that end in padding 1 (3 bytes) */\n"},
};

TEST(types_without_a_layout)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(kinds); i++)
		assert_shown(btf, kinds[i].id, &plain, kinds[i].text);
}

/* As for structs. */
TEST(a_typedef_of_an_enum_without_a_name)
{
	uint32_t named = add_enum(b, "color", 4), unnamed;

	add_enumerator(b, "RED", 1);
	unnamed = add_enum64(b, NULL, 8);
	add_enumerator(b, "ON", 2);
	uint32_t of_named = add_typedef(b, "color_t", named);
	uint32_t of_unnamed = add_typedef(b, "state_t", add_const(b, unnamed));
	const struct btf *btf = builder_open(b);

	assert_shown(btf, of_named, &plain,
		     "typedef enum color color_t;  /* enum color is #1, size 4, align 4, #3 */\n");
	assert_shown(btf, of_unnamed, &plain,
		     "typedef const enum {  /* unsigned, 1 value, size 8, align 8, #5 */\n"
		     "    ON = 2,\n"
		     "} state_t;\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(all_that_a_row_can_say),
		RUN(nested_types_in_place_in_hexadecimal),
		RUN(colours_and_escapes),
		RUN(names_that_look_like_marks),
		RUN(attributes_that_show),
		RUN(types_without_a_layout),
		RUN(a_typedef_of_an_enum_without_a_name),
	};

	return cmocka_run_group_tests_name("emit/layout_text", tests, NULL, NULL);
}
