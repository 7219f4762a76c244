/* SPDX-License-Identifier: BSD-2-Clause */
/* test_select.c - patterns: which types each selects. */
#include "unit.h"

#include <errno.h>

#include "samples.h"
#include <libbtf/select.h>

/* Types by the names that the tests below ask for. */
enum {
	TCP_OPS = 1, /* struct tcp_ops */
	TCP_OPS_FWD, /* struct tcp_ops; */
	TCP_TYPEDEF, /* typedef ... tcp_ops */
	UDP_OPS,     /* struct udp_ops */
	UNION_OPS,   /* union udp_ops */
	COLOR,       /* enum color */
	COLOR64,     /* enum color, of 64 bits */
	LONG_INT,    /* long unsigned int */
	PTR,         /* without a name */
	PATH,        /* a function called core::fmt */
	NEW,         /* of an unknown kind */
	ID_END,
};

static const struct btf *open_names(struct btf_builder *b)
{
	add_struct(b, "tcp_ops", 8);
	add_fwd(b, "tcp_ops", false);
	add_typedef(b, "tcp_ops", TCP_OPS);
	add_struct(b, "udp_ops", 8);
	add_union(b, "udp_ops", 8);
	add_enum(b, "color", 4);
	add_enum64(b, "color", 8);
	add_int(b, "long unsigned int", 8, 0, 64);
	add_ptr(b, TCP_OPS);
	add_func(b, "core::fmt", 0, GLOBAL);
	add_raw(b, 100, "new", 0, 0);
	set_layout(b, 100, 0, 0, 0);
	return builder_open(b);
}

#define SET(kind) (1u << (kind))
#define NONE      \
	{         \
		0 \
	}

static const struct {
	const char *pattern;
	btf_kind_set kinds;
	uint32_t ids[8]; /* ends with a 0 */
} patterns[] = {
	/* a name is of every kind */
	{"tcp_ops", BTF_ALL_KINDS, {TCP_OPS, TCP_OPS_FWD, TCP_TYPEDEF}},
	{"udp_ops", BTF_ALL_KINDS, {UDP_OPS, UNION_OPS}},
	{"color", BTF_ALL_KINDS, {COLOR, COLOR64}},
	{"long unsigned int", BTF_ALL_KINDS, {LONG_INT}},
	{"core::fmt", BTF_ALL_KINDS, {PATH}},
	{"new", BTF_ALL_KINDS, {NEW}},
	{"tcp", BTF_ALL_KINDS, NONE},
	{"TCP_OPS", BTF_ALL_KINDS, NONE},

	/* kinds narrow it down */
	{"tcp_ops", SET(BTF_K_STRUCT), {TCP_OPS}},
	{"tcp_ops", SET(BTF_K_FWD) | SET(BTF_K_TYPEDEF), {TCP_OPS_FWD, TCP_TYPEDEF}},
	{"tcp_ops", SET(BTF_K_UNION), NONE},
	{"tcp_ops", 0, NONE},
	{"new", 1u << 31, {NEW}},
	{"new", ~(1u << 31), NONE},

	/* a kind in the pattern */
	{"struct:tcp_ops", BTF_ALL_KINDS, {TCP_OPS}},
	{"fwd:tcp_ops", BTF_ALL_KINDS, {TCP_OPS_FWD}},
	{"typedef:tcp_ops", BTF_ALL_KINDS, {TCP_TYPEDEF}},
	{"union:udp_ops", BTF_ALL_KINDS, {UNION_OPS}},
	{"unknown:new", BTF_ALL_KINDS, {NEW}},
	{"int:long unsigned int", BTF_ALL_KINDS, {LONG_INT}},
	{"enum:color", BTF_ALL_KINDS, {COLOR, COLOR64}},
	{"enum64:color", BTF_ALL_KINDS, {COLOR64}},
	{"func:core::fmt", BTF_ALL_KINDS, {PATH}},
	{"struct:tcp_ops", SET(BTF_K_FWD), NONE},

	/* as C writes it */
	{"struct tcp_ops", BTF_ALL_KINDS, {TCP_OPS}},
	{"union udp_ops", BTF_ALL_KINDS, {UNION_OPS}},
	{"enum color", BTF_ALL_KINDS, {COLOR, COLOR64}},
	{"typedef tcp_ops", BTF_ALL_KINDS, NONE}, /* C does not write that */

	/* globs */
	{"*_ops", BTF_ALL_KINDS, {TCP_OPS, TCP_OPS_FWD, TCP_TYPEDEF, UDP_OPS, UNION_OPS}},
	{"struct:*_ops", BTF_ALL_KINDS, {TCP_OPS, UDP_OPS}},
	{"struct *_ops", BTF_ALL_KINDS, {TCP_OPS, UDP_OPS}},
	{"?cp_ops", SET(BTF_K_STRUCT), {TCP_OPS}},
	{"[a-t]cp_ops", SET(BTF_K_STRUCT), {TCP_OPS}},
	{"[!t]*_ops", SET(BTF_K_STRUCT), {UDP_OPS}},
	{"*", SET(BTF_K_PTR), NONE}, /* it has no name */
	{"*", SET(BTF_K_ENUM), {COLOR}},

	/* ids */
	{"#1", BTF_ALL_KINDS, {TCP_OPS}},
	{"#9", BTF_ALL_KINDS, {PTR}},
	{"#0", BTF_ALL_KINDS, NONE},
	{"#12", BTF_ALL_KINDS, NONE},
	{"#4294967297", BTF_ALL_KINDS, NONE},
	{"#99999999999999999999999", BTF_ALL_KINDS, NONE},
	{"#1", SET(BTF_K_UNION), NONE},
};

TEST(a_pattern_selects_its_types)
{
	const struct btf *btf = open_names(b);

	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct btf_selection selection = {0};
		int64_t added =
			btf_select(btf, patterns[i].pattern, patterns[i].kinds, &selection, NULL);
		uint32_t count = 0;

		while (patterns[i].ids[count])
			count++;
		assert_row(added == count, patterns[i].pattern, "%d types, not %u", (int)added,
			   count);
		assert_int_equal(selection.count, count);
		for (uint32_t at = 0; at < count; at++)
			assert_row(selection.ids[at] == patterns[i].ids[at], patterns[i].pattern,
				   "%u selected", selection.ids[at]);
		btf_selection_free(&selection);
	}
}

static const struct {
	const char *pattern, *words;
} refused[] = {
	{"", "''"},     {"struct:", "'struct:'"}, {"struct ", "'struct '"}, {"#", "'#'"},
	{"#x", "'#x'"}, {"#-1", "'#-1'"},         {"# 1", "'# 1'"},         {"#1x", "'#1x'"},
};

TEST(what_is_no_pattern_is_refused_by_name)
{
	const struct btf *btf = open_names(b);

	for (size_t i = 0; i < COUNT(refused); i++) {
		struct btf_selection selection = {0};
		struct btf_error err = {0};

		assert_int_equal(
			btf_select(btf, refused[i].pattern, BTF_ALL_KINDS, &selection, &err),
			-EINVAL);
		assert_int_equal(err.code, -EINVAL);
		assert_row(strstr(err.text, refused[i].words) != NULL, refused[i].pattern, "\"%s\"",
			   err.text);
		assert_int_equal(selection.count, 0);
		btf_selection_free(&selection);
	}
}

TEST(selections_add_up_and_are_sorted_once)
{
	const struct btf *btf = open_names(b);
	const uint32_t sorted[] = {TCP_OPS, TCP_OPS_FWD, TCP_TYPEDEF, UDP_OPS, UNION_OPS};
	struct btf_selection selection = {0};

	assert_int_equal(btf_select(btf, "udp_ops", BTF_ALL_KINDS, &selection, NULL), 2);
	assert_int_equal(btf_select(btf, "*_ops", BTF_ALL_KINDS, &selection, NULL), 5);
	assert_int_equal(btf_select(btf, "#1", BTF_ALL_KINDS, &selection, NULL), 1);
	assert_int_equal(selection.count, 8);
	assert_int_equal(selection.ids[0], UDP_OPS);
	btf_selection_sort(&selection);
	assert_int_equal(selection.count, COUNT(sorted));
	assert_memory_equal(selection.ids, sorted, sizeof(sorted));
	struct btf_id_list list = btf_selection_list(&selection);

	assert_int_equal(list.count, COUNT(sorted));
	assert_ptr_equal(list.ids, selection.ids);
	btf_selection_free(&selection);
	assert_int_equal(selection.count, 0);
}

/* A list without ids would mean all from `first` on: it must not. */
TEST(an_empty_selection_is_a_list_of_none)
{
	struct btf_selection selection = {0};

	btf_selection_sort(&selection);
	assert_int_equal(btf_selection_list(&selection).count, 0);
	btf_selection_free(&selection);
}

TEST(more_types_than_a_selection_begins_with)
{
	struct btf_selection selection = {0};

	for (int i = 0; i < 10000; i++)
		add_struct(b, "many", 4);
	assert_int_equal(btf_select(builder_open(b), "many", BTF_ALL_KINDS, &selection, NULL),
			 10000);
	for (uint32_t i = 0; i < 10000; i++)
		assert_int_equal(selection.ids[i], i + 1);
	btf_selection_free(&selection);
}

TEST(kinds_select_types_without_a_name_too)
{
	const struct btf *btf = open_names(b);
	struct btf_selection selection = {0};

	assert_int_equal(btf_select_kinds(btf, SET(BTF_K_PTR), &selection, NULL), 1);
	assert_int_equal(selection.ids[0], PTR);
	assert_int_equal(btf_select_kinds(btf, BTF_ALL_KINDS, &selection, NULL), ID_END - 1);
	assert_int_equal(btf_select_kinds(btf, 0, &selection, NULL), 0);
	btf_selection_free(&selection);
}

TEST(only_an_id_reaches_into_the_base)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const struct btf *btf = builder_open(split);
	struct btf_selection selection = {0};

	assert_int_equal(btf_select(btf, "point", BTF_ALL_KINDS, &selection, NULL), 1);
	assert_int_equal(selection.ids[0], SPLIT_SAME_NAME);
	assert_int_equal(btf_select(btf, "color", BTF_ALL_KINDS, &selection, NULL), 0);
	assert_int_equal(btf_select(btf, "#8", BTF_ALL_KINDS, &selection, NULL), 1);
	assert_int_equal(selection.ids[1], SAMPLE_STRUCT);
	btf_selection_free(&selection);
}

TEST(a_name_that_leads_nowhere_matches_nothing)
{
	struct btf_selection selection = {0};

	set_word(b, add_struct(b, NULL, 4), 0, 1000);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_select(btf, "*", BTF_ALL_KINDS, &selection, NULL), 0);
	assert_int_equal(btf_select_kinds(btf, BTF_ALL_KINDS, &selection, NULL), 1);
	btf_selection_free(&selection);
}

static const struct {
	const char *words;
	btf_kind_set set;
} kind_sets[] = {
	{"struct", SET(BTF_K_STRUCT)},
	{"struct,union", SET(BTF_K_STRUCT) | SET(BTF_K_UNION)},
	{"enum", SET(BTF_K_ENUM) | SET(BTF_K_ENUM64)},
	{"enum64", SET(BTF_K_ENUM64)},
	{"unknown", 1u << 31},
	{"int,ptr,array,struct,union,enum,fwd,typedef,volatile,const,restrict,func,func_proto,var,"
	 "datasec,float,decl_tag,type_tag,enum64",
	 0xffffe},
	{"struct,struct", SET(BTF_K_STRUCT)},
};

TEST(kinds_are_read_in_small_letters)
{
	for (size_t i = 0; i < COUNT(kind_sets); i++) {
		btf_kind_set set = 0;

		assert_true(btf_kind_set_parse(kind_sets[i].words, &set, NULL));
		assert_row(set == kind_sets[i].set, kind_sets[i].words, "0x%x", set);
	}
}

static const struct {
	const char *words, *wrong;
} no_kinds[] = {
	{"", "''"},
	{"structs", "'structs'"},
	{"struct,", "''"},
	{",struct", "''"},
	{"STRUCT", "'STRUCT'"},
	{"struct,foo,union", "'foo'"},
	{"struct union", "'struct union'"},
	{"void", "'void'"},
	{"str", "'str'"},
};

TEST(a_word_that_is_no_kind_is_refused_by_name)
{
	for (size_t i = 0; i < COUNT(no_kinds); i++) {
		btf_kind_set set = 77;
		struct btf_error err = {0};

		assert_false(btf_kind_set_parse(no_kinds[i].words, &set, &err));
		assert_int_equal(err.code, -EINVAL);
		assert_row(strncmp(err.text, no_kinds[i].wrong, strlen(no_kinds[i].wrong)) == 0,
			   no_kinds[i].words, "\"%s\"", err.text);
		assert_int_equal(set, 77);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_pattern_selects_its_types),
		RUN(what_is_no_pattern_is_refused_by_name),
		RUN(selections_add_up_and_are_sorted_once),
		RUN(an_empty_selection_is_a_list_of_none),
		RUN(more_types_than_a_selection_begins_with),
		RUN(kinds_select_types_without_a_name_too),
		RUN(only_an_id_reaches_into_the_base),
		RUN(a_name_that_leads_nowhere_matches_nothing),
		RUN(kinds_are_read_in_small_letters),
		RUN(a_word_that_is_no_kind_is_refused_by_name),
	};

	return cmocka_run_group_tests_name("query/select", tests, NULL, NULL);
}
