/* SPDX-License-Identifier: BSD-2-Clause */
/* test_filter.c - names, how well they match, and what a query finds in which order. */
#include "unit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "filter.h"
#include "random.h"
#include <libbtf/load.h>

#define NAMES_MAX 8
#define KERNEL    "/sys/kernel/btf/vmlinux"

/* How well a name matches */

static int score_at(const char *pattern, const char *name, uint16_t *positions)
{
	char pattern_room[512], name_room[FUZZY_NAME_MAX + FUZZY_SLACK];
	struct fuzzy_pattern fuzzy = fuzzy_pattern_of(pattern, strlen(pattern), pattern_room);
	struct fuzzy_name of = fuzzy_name_of(name, name_room);

	return fuzzy_score(&fuzzy, &of, positions);
}

static const struct {
	const char *rule, *pattern, *name;
	int score;
} scores[] = {
	{"a letter in a word", "b", "abc", 16},
	{"the first letter of the name, twice", "a", "abc", 16 + 2 * 10},
	{"the first letter of a word, twice", "b", "a_b", 16 + 2 * 8},
	{"a dot is before a word", "b", "a.b", 16 + 2 * 8},
	{"a dash is before a word", "b", "a-b", 16 + 2 * 8},
	{"a colon is before a word", "b", "a:b", 16 + 2 * 8},
	{"a capital behind a small letter, twice", "b", "aB", 16 + 2 * 7},
	{"a digit behind a letter, twice", "1", "a1", 16 + 2 * 7},
	{"a digit behind a digit is nothing new", "2", "a12", 16},
	{"a capital behind a capital is nothing new", "b", "AB", 16},
	{"a run in a word", "bcd", "abcd", 3 * 16 + 2 * 4},
	{"a run goes on as it began", "abc", "abc", 3 * 16 + 4 * 10},
	{"a run that reaches a new word is worth that", "b_c", "ab_c", 3 * 16 + 4 + 8},
	{"a gap of one", "bd", "abcd", 2 * 16 - 3},
	{"a gap of three", "bf", "abcdef", 2 * 16 - 3 - 2},
	{"a bonus behind a gap counts once", "ab", "a_b", 2 * 16 + 2 * 10 - 3 + 8},
	{"a gap never costs more than there was", "bc", "ab------------------------c", 16 + 8},
	{"the best of all ways", "ab", "axb_ab", 2 * 16 + 3 * 8},
	{"of two gaps the shorter", "ab", "xaxxaxb", 2 * 16 - 3},
	{"or the one behind a better letter", "ab", "axaxb", 2 * 16 + 2 * 10 - 3 - 2},
	{"case does not matter", "ab", "AB", 2 * 16 + 3 * 10},
	{"a capital does", "aB", "ab", -1},
	{"and finds itself", "aB", "aB", 2 * 16 + 3 * 10},
	{"letters in another order", "ba", "ab", -1},
	{"more letters than there are", "aa", "a", -1},
	{"nothing in nothing", "", "", 0},
	{"something in nothing", "a", "", -1},
};

TEST(scores_add_up)
{
	for (size_t i = 0; i < COUNT(scores); i++) {
		int found = score_at(scores[i].pattern, scores[i].name, NULL);

		assert_row(found == scores[i].score, scores[i].rule, "%d, not %d", found,
			   scores[i].score);
	}
}

static int bonus_by_rule(const char *name, uint32_t at)
{
	static const char digits[] = "0123456789", capitals[] = "AB", small[] = "ab";

	if (!at)
		return 10;
	if (name[at - 1] == '_')
		return 8;
	if (strchr(capitals, name[at]))
		return strchr(small, name[at - 1]) ? 7 : 0;
	return strchr(digits, name[at]) && !strchr(digits, name[at - 1]) ? 7 : 0;
}

/* What the way to lay the letters into the name is worth. */
static int score_by_rule(const char *name, const uint16_t *positions, size_t count)
{
	int run = bonus_by_rule(name, positions[0]), score = 16 + 2 * run;

	for (size_t i = 1; i < count; i++) {
		int gap = positions[i] - positions[i - 1] - 1;
		int bonus = bonus_by_rule(name, positions[i]);

		if (gap) {
			score = score > gap + 2 ? score - gap - 2 : 0;
			run = bonus;
		} else {
			run = run > bonus ? run : bonus;
			run = run > 4 ? run : 4;
		}
		score += 16 + run;
	}
	return score;
}

static void random_text(char *text, size_t length, const char *letters, uint64_t *state)
{
	for (size_t i = 0; i < length; i++)
		text[i] = letters[random_below(state, (uint32_t)strlen(letters))];
	text[length] = '\0';
}

TEST(positions_are_letters_of_the_pattern_and_worth_the_score)
{
	uint64_t state = random_seed();

	for (int round = 0; round < 20000; round++) {
		char name[128], pattern[8];
		uint16_t positions[8];
		size_t length = 1 + random_below(&state, 5);
		int score;

		random_text(name, 1 + random_below(&state, 100), "abAB_12", &state);
		random_text(pattern, length, "ab_1", &state);
		score = score_at(pattern, name, positions);
		if (score < 0)
			continue;
		for (size_t i = 0; i < length; i++) {
			assert_int_equal(tolower((unsigned char)name[positions[i]]), pattern[i]);
			assert_true(!i || positions[i] > positions[i - 1]);
		}
		assert_int_equal(score, score_by_rule(name, positions, length));
	}
}

TEST(long_names_are_known_by_their_beginning)
{
	char name[2000], pattern[256];
	uint16_t positions[255];

	memset(name, 'a', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	memset(pattern, 'a', sizeof(pattern));
	pattern[255] = '\0';
	assert_int_equal(score_at(pattern, name, positions), 255 * 16 + 256 * 10);
	for (uint32_t i = 1; i < 255; i++)
		assert_true(positions[i] > positions[i - 1]);
	name[600] = 'b';
	assert_int_equal(score_at("b", name, NULL), -1);
	name[511] = 'b';
	assert_int_equal(score_at("b", name, NULL), 16);
}

TEST(the_end_of_a_name_that_is_cut_is_not_known)
{
	char name[FUZZY_NAME_MAX + 2], name_room[FUZZY_NAME_MAX + FUZZY_SLACK], room[1];
	struct fuzzy_pattern pattern = fuzzy_pattern_of("b", 1, room);
	struct fuzzy_name of;

	memset(name, 'b', sizeof(name));
	name[FUZZY_NAME_MAX + 1] = '\0';
	of = fuzzy_name_of(name, name_room);
	assert_int_equal(fuzzy_run_score(&pattern, &of, FUZZY_AT_END, NULL), -1);
	name[FUZZY_NAME_MAX] = '\0';
	of = fuzzy_name_of(name, name_room);
	assert_int_equal(fuzzy_run_score(&pattern, &of, FUZZY_AT_END, NULL), 16);
}

/* What a query finds */

struct asked {
	struct names *names;
	struct filter *filter;
	const uint32_t *ids;
	uint32_t count;
};

static struct asked ask(const struct btf *btf, const char *query, uint32_t groups, bool anonymous)
{
	struct asked asked;

	asked.names = names_new(btf);
	assert_non_null(asked.names);
	asked.filter = filter_new(btf, asked.names);
	assert_non_null(asked.filter);
	filter_set(asked.filter, query, groups, anonymous);
	asked.ids = filter_ids(asked.filter, &asked.count);
	return asked;
}

static void answered(struct asked *asked)
{
	filter_free(asked->filter);
	names_free(asked->names);
}

/* The names found, in their order, with blanks between; a type without one is #ID. */
static void assert_finds(const struct btf *btf, const char *rule, const char *query,
			 uint32_t groups, bool anonymous, const char *expected)
{
	struct asked asked = ask(btf, query, groups, anonymous);
	char found[4096] = "";

	for (uint32_t i = 0; i < asked.count; i++) {
		const char *name = btf_type_at(btf, asked.ids[i]).name;
		size_t length = strlen(found), room = sizeof(found) - length;

		if (*name)
			snprintf(found + length, room, "%s%s", i ? " " : "", name);
		else
			snprintf(found + length, room, "%s#%u", i ? " " : "", asked.ids[i]);
	}
	assert_row(strcmp(found, expected) == 0, rule, "\"%s\" finds \"%s\"", query, found);
	answered(&asked);
}

/* Structs of these names, and those of them that a query finds. */
static const struct {
	const char *rule;
	const char *names[NAMES_MAX];
	const char *query, *found;
} rules[] = {
	{"nothing asked is all, by id", {"b", "a"}, "", "b a"},
	{"letters in their order", {"tcp_ops", "ops_tcp"}, "tops", "tcp_ops"},
	{"words are all in the name", {"ab_cd", "cd_ab", "ab"}, "ab cd", "ab_cd cd_ab"},
	{"blanks around words say nothing", {"ab", "cd"}, "  ab\t ", "ab"},
	{"as it stands", {"a_b", "xab"}, "'ab", "xab"},
	{"at the start", {"xab", "abx"}, "^ab", "abx"},
	{"at the end", {"xab", "abx"}, "ab$", "xab"},
	{"the whole name", {"ab", "xab", "abx", "abab"}, "^ab$", "ab"},
	{"a run of letters that comes twice, at the end", {"abab"}, "ab$", "abab"},
	{"not", {"abc", "axb", "c"}, "!ab", "axb c"},
	{"not as it stands", {"abc", "axb"}, "!'ab", "axb"},
	{"not at the start", {"abc", "xab"}, "!^ab", "xab"},
	{"not at the end", {"abc", "xab"}, "!ab$", "abc"},
	{"not the whole name", {"ab", "abc"}, "!^ab$", "abc"},
	{"small letters in any case", {"AB", "ab", "aB"}, "'ab", "AB ab aB"},
	{"a capital as it is", {"aB", "AB", "ab"}, "'aB", "aB"},
	{"a capital counts for its word alone", {"aB_C", "ab_c"}, "c 'aB", "aB_C"},
	{"not, with a capital", {"aB", "ab"}, "!B", "ab"},
	{"the exact name first", {"abc", "ab", "a_b"}, "ab", "ab abc a_b"},
	{"the exact name first, of several words", {"b_ab", "ab"}, "b ab", "ab b_ab"},
	{"then by score", {"axb", "a_b", "abc"}, "ab", "abc a_b axb"},
	{"then by length", {"abxxx", "abx", "abxx"}, "ab", "abx abxx abxxx"},
	{"then by id", {"aby", "abx"}, "ab", "aby abx"},
	{"a prefix is scored as well", {"abxxx", "abx"}, "^ab", "abx abxxx"},
	{"a substring where it is worth most", {"xxabab", "xab_ab"}, "'ab", "xab_ab xxabab"},
	{"a name ends where it ends", {"bac", "b"}, "ab", ""},
	{"and so does a run in it", {"cab", "c"}, "'abc", ""},
	{"what is in no name", {"ab"}, "xyz", ""},
	{"a colon does not make a kind", {"x:ab", "xab"}, "x:a", "x:ab"},
	{"what is no size is a word", {"size>x", "s"}, "size>x", "size>x"},
	{"what is no id is a word", {"#a", "a"}, "#a", "#a"},
	{"bytes that are no ASCII", {"\xc3\xa4x", "ax"}, "\xc3\xa4", "\xc3\xa4x"},
	{"' alone says nothing yet", {"b", "a"}, "'", "b a"},
	{"^ alone says nothing yet", {"b", "a"}, "^", "b a"},
	{"$ alone says nothing yet", {"b", "a"}, "$", "b a"},
	{"^$ says nothing yet", {"b", "a"}, "^$", "b a"},
	{"! alone says nothing yet", {"b", "a"}, "!", "b a"},
	{"!' says nothing yet", {"b", "a"}, "!'", "b a"},
	{"# alone says nothing yet", {"b", "a"}, "#", "b a"},
	{"k: alone says nothing yet", {"b", "a"}, "k:", "b a"},
	{"!k: says nothing yet", {"b", "a"}, "!k:", "b a"},
	{"m: alone says nothing yet", {"b", "a"}, "m:", "b a"},
	{"size> alone says nothing yet", {"b", "a"}, "size>", "b a"},
	{"size>= alone says nothing yet", {"b", "a"}, "size>=", "b a"},
};

TEST(a_query_finds_what_it_says)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct btf_builder *one = builder_new();

		for (size_t n = 0; n < NAMES_MAX && rules[i].names[n]; n++)
			add_struct(one, rules[i].names[n], 4);
		assert_finds(builder_open(one), rules[i].rule, rules[i].query, GROUP_ALL, false,
			     rules[i].found);
		builder_free(one);
	}
}

/* Types that differ in all but their first letter. */
static const struct btf *add_types(struct btf_builder *b)
{
	uint32_t integer = add_int(b, "int", 4, 0, 32), inner, proto; /* 1 */

	inner = add_union(b, NULL, 8); /* 2 */
	add_member(b, "deep_one", integer, 0);
	add_struct(b, "small", 16); /* 3 */
	add_member(b, "First", integer, 0);
	add_member(b, NULL, inner, 64);
	add_union(b, "some", 1024); /* 4 */
	add_member(b, "last", integer, 0);
	add_enum(b, "shade", 4); /* 5 */
	add_enumerator(b, "last", 0);
	add_enum64(b, "shade64", 8);          /* 6 */
	add_typedef(b, "std", integer);       /* 7 */
	add_ptr(b, integer);                  /* 8 */
	proto = add_func_proto(b, integer);   /* 9 */
	add_func(b, "start", proto, GLOBAL);  /* 10 */
	add_var(b, "state", integer, GLOBAL); /* 11 */
	add_datasec(b, ".s", 4096);           /* 12 */
	add_float(b, "single", 8);            /* 13 */
	add_fwd(b, "sock", false);            /* 14 */
	add_decl_tag(b, "stag", 3, -1);       /* 15 */
	return builder_open(b);
}

static const struct {
	const char *rule, *query;
	uint32_t groups;
	bool anonymous;
	const char *found;
} type_rules[] = {
	{"a kind", "k:struct", GROUP_ALL, false, "small"},
	{"kinds", "k:struct,union", GROUP_ALL, false, "small some"},
	{"enums of 32 and 64 bits", "k:enum", GROUP_ALL, false, "shade shade64"},
	{"those of 64", "k:enum64", GROUP_ALL, false, "shade64"},
	{"a kind being typed", "k:st", GROUP_ALL, false, "small"},
	{"a second kind being typed", "k:struct,fl", GROUP_ALL, false, "small single"},
	{"a second kind not typed yet", "k:struct,", GROUP_ALL, false, "small"},
	{"a kind that is the beginning of another", "k:func", GROUP_ALL, true, "start"},
	{"the beginning of two kinds", "k:fun", GROUP_ALL, true, "#9 start"},
	{"no kind", "k:thing", GROUP_ALL, false, ""},
	{"not a kind", "!k:struct s", 1u << GROUP_STRUCT | 1u << GROUP_UNION, false, "some"},
	{"pointers, which have no name", "k:ptr", GROUP_ALL, true, "#8"},
	{"but they are not asked for", "k:ptr", GROUP_ALL, false, ""},
	{"all types", "", GROUP_ALL, true,
	 "int #2 small some shade shade64 std #8 #9 start state .s single sock stag"},
	{"groups", "", 1u << GROUP_VAR | 1u << GROUP_FWD, false, "state .s sock"},
	{"the other groups", "", 1u << GROUP_INT | 1u << GROUP_OTHER, true,
	 "int #8 #9 single stag"},
	{"kinds in their order", "^s", GROUP_ALL, false,
	 "small some std shade shade64 start state single sock stag"},
	{"a word is in no name that is none", "i", GROUP_ALL, true, "int single"},
	{"what is none has no letter", "!s k:union,ptr,struct", GROUP_ALL, true, "#2 #8"},
	{"a member", "m:irst", GROUP_ALL, false, "small"},
	{"a member in a nested union without a name", "m:deep", GROUP_ALL, true, "#2 small"},
	{"an enumerator", "m:last", GROUP_ALL, false, "some shade"},
	{"a member with a capital", "m:First", GROUP_ALL, false, "small"},
	{"a member without that capital", "m:fIrst", GROUP_ALL, false, ""},
	{"no such member", "!m:deep k:struct,union", GROUP_ALL, true, "some"},
	{"a size", "size=16", GROUP_ALL, false, "small"},
	{"a size as C compares it", "size==16", GROUP_ALL, false, "small"},
	{"larger", "size>16", GROUP_ALL, false, "some .s"},
	{"as large or larger", "size>=16", GROUP_ALL, false, "small some .s"},
	{"smaller", "size<8", GROUP_ALL, false, "int shade"},
	{"as small or smaller", "size<=8", GROUP_ALL, false, "int shade shade64 single"},
	{"kilobytes", "size>=1k", GROUP_ALL, false, "some .s"},
	{"kilobytes in capitals", "size=4K", GROUP_ALL, false, ".s"},
	{"megabytes", "size<1M size>1k", GROUP_ALL, false, ".s"},
	{"more than there can be", "size>99999999999999999999999", GROUP_ALL, false, ""},
	{"not a size, as of those that have none", "!size<=4096", GROUP_ALL, false,
	 "std start state sock stag"},
	{"an id, and those that begin so", "#1", GROUP_ALL, false,
	 "int start state .s single sock stag"},
	{"one id", "#12", GROUP_ALL, false, ".s"},
	{"an id of none", "#0", GROUP_ALL, false, ""},
	{"an id with a zero before it", "#01", GROUP_ALL, false, ""},
	{"an id larger than all", "#99999999999999999999", GROUP_ALL, false, ""},
	{"not an id", "!#1 !#3", GROUP_ALL, false, "some shade shade64 std"},
	{"the exact id first", "#1 t", GROUP_ALL, false, "int start state stag"},
	{"all of them", "k:struct,union size>8 m:last o", GROUP_ALL, false, "some"},
};

TEST(a_query_finds_types_by_more_than_their_name)
{
	const struct btf *btf = add_types(b);

	for (size_t i = 0; i < COUNT(type_rules); i++)
		assert_finds(btf, type_rules[i].rule, type_rules[i].query, type_rules[i].groups,
			     type_rules[i].anonymous, type_rules[i].found);
}

TEST(a_union_that_is_in_itself_has_an_end)
{
	add_union(b, NULL, 4);
	for (int i = 0; i < 100; i++)
		add_member(b, NULL, 1, 0);
	assert_finds(builder_open(b), "a loop", "m:a", GROUP_ALL, true, "");
}

TEST(types_of_the_base_are_found_too)
{
	struct btf_builder *split;

	add_struct(b, "ab_base", 4);
	split = builder_split(b);
	add_struct(split, "ab", 4);
	assert_finds(builder_open(split), "split", "ab", GROUP_ALL, false, "ab ab_base");
}

TEST(no_types_are_no_problem)
{
	assert_finds(builder_open(b), "empty", "ab", GROUP_ALL, true, "");
}

TEST(ranks_are_by_bytes_and_those_without_a_name_last)
{
	static const char *const sorted[] = {"B",     "_a",    "a",        "abcd",
					     "abcdE", "abcde", "abcdefgh", "b"};
	static const uint8_t order[] = {5, 2, 7, 0, 4, 1, 6, 3};
	const struct name_entry *entries;
	struct names *names;

	add_ptr(b, 0);
	for (size_t i = 0; i < COUNT(order); i++)
		add_struct(b, sorted[order[i]], 4);
	add_struct(b, "b", 4);
	names = names_new(builder_open(b));
	assert_non_null(names);
	assert_int_equal(names_count(names), COUNT(order) + 2);
	assert_int_equal(names_named_count(names), COUNT(order) + 1);
	entries = names_entries(names);
	for (size_t i = 0; i < COUNT(order); i++)
		assert_int_equal(entries[i + 1].rank, order[i]);
	assert_int_equal(entries[COUNT(order) + 1].rank, COUNT(order));
	assert_int_equal(entries[0].rank, COUNT(order) + 1);
	for (uint32_t i = 0; i < names_count(names); i++)
		assert_int_equal(entries[names_ids_by_name(names)[i] - 1].rank, i);
	names_free(names);
}

TEST(positions_are_those_of_all_words)
{
	static const uint16_t expected[] = {0, 4, 5, 6, 10, 11};
	uint16_t positions[COUNT(expected)];
	struct asked asked;

	add_struct(b, "tcp_cong_ops", 4);
	asked = ask(builder_open(b), "t 'con !x k:struct ps$", GROUP_ALL, false);
	assert_int_equal(asked.count, 1);
	assert_int_equal(
		filter_positions(asked.filter, "tcp_cong_ops", positions, COUNT(positions)),
		COUNT(expected));
	assert_memory_equal(positions, expected, sizeof(expected));
	assert_int_equal(filter_positions(asked.filter, "tcp_cong_ops", positions, 2), 2);
	assert_int_equal(filter_positions(asked.filter, "tcp_cong", positions, 2), 0);
	answered(&asked);
}

/* Typing */

static void add_random_types(struct btf_builder *b, uint64_t *state)
{
	uint32_t integer = add_int(b, "int", 4, 0, 32);

	for (int i = 0; i < 300; i++) {
		char name[16], member[4];

		random_text(name, random_below(state, 8), "aabA_1", state);
		random_text(member, random_below(state, 3), "abA", state);
		switch (random_below(state, 5)) {
		case 0:
			add_struct(b, name, random_below(state, 2000));
			add_member(b, member, integer, 0);
			break;
		case 1:
			add_union(b, name, random_below(state, 20));
			add_member(b, member, 1 + random_below(state, (uint32_t)i + 1), 0);
			break;
		case 2:
			add_typedef(b, name, integer);
			break;
		case 3:
			add_enum(b, name, 4);
			break;
		default:
			add_ptr(b, integer);
		}
	}
}

/* Types a little, or deletes a little. */
static void press(char *query, uint64_t *state)
{
	static const char *const keys[] = {
		"a",    "b", "A",  "_",  "1",  " ",  " ",  "'",    "^",     "$",     "!",    "k:",
		"k:st", "t", "m:", "m:", "s",  "#",  "#1", "size", "size>", "size<", "=",    "k",
		"2",    ",", "u",  " !", " '", " ^", "$ ", "a",    "a",     " k:e",  " m:a", " #",
	};
	size_t length = strlen(query);
	uint32_t what = random_below(state, 100);
	size_t deleted = what < 30 ? 1 : what < 33 ? 4 : what < 34 ? length : 0;

	if (deleted) {
		query[length > deleted ? length - deleted : 0] = '\0';
	} else if (what < 36 && length) {
		query[random_below(state, (uint32_t)length)] = 'a';
	} else {
		const char *key = keys[random_below(state, COUNT(keys))];

		if (length + strlen(key) < 40)
			memcpy(query + length, key, strlen(key) + 1);
	}
}

TEST(typing_finds_what_the_whole_query_finds)
{
	uint64_t state = random_seed();
	uint32_t groups = GROUP_ALL;
	bool anonymous = true;
	const struct btf *btf;
	struct asked typed;
	char query[64] = "";

	add_random_types(b, &state);
	btf = builder_open(b);
	typed = ask(btf, "", groups, anonymous);
	for (int i = 0; i < 10000; i++) {
		struct asked whole;

		press(query, &state);
		if (!random_below(&state, 50))
			groups = random_below(&state, 3) ? GROUP_ALL
							 : random_below(&state, GROUP_ALL + 1);
		if (!random_below(&state, 50))
			anonymous = !anonymous;
		filter_set(typed.filter, query, groups, anonymous);
		typed.ids = filter_ids(typed.filter, &typed.count);
		whole = ask(btf, query, groups, anonymous);
		assert_row(typed.count == whole.count, query, "%u, not %u", typed.count,
			   whole.count);
		assert_memory_equal(typed.ids, whole.ids, whole.count * sizeof(*whole.ids));
		assert_int_equal(filter_is_scored(typed.filter), filter_is_scored(whole.filter));
		answered(&whole);
	}
	answered(&typed);
}

/* Where what is typed on finds what was not found before. */
static const struct {
	const char *query, *typed_on;
} growing[] = {
	{"!s", "!st"},
	{"!#1", "!#12"},
	{"!size>8", "!size>80"},
	{"!m:l", "!m:la"},
	{"size=1", "size=16"},
	{"size<1", "size<16"},
	{"size<16", "size<16k"},
	{"size<", "size<="},
	{"s", "size>1"},
	{"k", "k:int"},
	{"k:func", "k:func_proto"},
	{"k:struct", "k:struct,union"},
	{"m", "m:last"},
	{"e$", "e$x"},
	{"^int$", "^int$x"},
};

TEST(typing_on_finds_what_was_not_found_before)
{
	const struct btf *btf = add_types(b);

	for (size_t i = 0; i < COUNT(growing); i++) {
		struct asked typed = ask(btf, growing[i].query, GROUP_ALL, true);
		struct asked whole = ask(btf, growing[i].typed_on, GROUP_ALL, true);

		filter_set(typed.filter, growing[i].typed_on, GROUP_ALL, true);
		typed.ids = filter_ids(typed.filter, &typed.count);
		assert_row(typed.count == whole.count, growing[i].typed_on, "%u, not %u",
			   typed.count, whole.count);
		assert_memory_equal(typed.ids, whole.ids, whole.count * sizeof(*whole.ids));
		answered(&typed);
		answered(&whole);
	}
}

TEST(many_levels_of_what_matches_all_have_room)
{
	char query[400] = "";
	struct asked typed;

	for (int i = 0; i < 50; i++)
		add_struct(b, "aaaaaaaaaaaaaaaaaaaa", 4);
	typed = ask(builder_open(b), "", GROUP_ALL, false);
	for (size_t i = 0; i + 1 < sizeof(query); i++) {
		query[i] = i % 2 ? ' ' : 'a';
		filter_set(typed.filter, query, GROUP_ALL, false);
		filter_ids(typed.filter, &typed.count);
		assert_int_equal(typed.count, 50);
	}
	for (size_t i = sizeof(query) - 1; i-- > 0;) {
		query[i] = '\0';
		filter_set(typed.filter, query, GROUP_ALL, false);
		filter_ids(typed.filter, &typed.count);
		assert_int_equal(typed.count, 50);
	}
	answered(&typed);
}

/* A kernel */

static const struct {
	const char *query, *first;
} kernel_facts[] = {
	{"tcpcongops", "tcp_congestion_ops"},
	{"skbuff", "sk_buff"},
	{"bpfstops", "bpf_struct_ops"},
	{"task_struct", "task_struct"},
};

TEST(a_kernels_names_are_found_by_few_letters)
{
	struct btf_error error;
	struct btf *btf;

	if (access(KERNEL, R_OK)) {
		print_message("skipped: there is no " KERNEL "\n");
		skip();
	}
	btf = btf_load(KERNEL, NULL, &error);
	assert_non_null(btf);
	for (size_t i = 0; i < COUNT(kernel_facts); i++) {
		struct asked asked = ask(btf, kernel_facts[i].query, GROUP_ALL, false);
		struct btf_type_info first = btf_type_at(btf, asked.count ? asked.ids[0] : 0);

		assert_row(first.kind == BTF_K_STRUCT && !strcmp(first.name, kernel_facts[i].first),
			   kernel_facts[i].query, "\"%s\" is first", first.name);
		answered(&asked);
	}
	btf_free(btf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(scores_add_up),
		RUN(positions_are_letters_of_the_pattern_and_worth_the_score),
		RUN(long_names_are_known_by_their_beginning),
		RUN(the_end_of_a_name_that_is_cut_is_not_known),
		RUN(a_query_finds_what_it_says),
		RUN(a_query_finds_types_by_more_than_their_name),
		RUN(a_union_that_is_in_itself_has_an_end),
		RUN(types_of_the_base_are_found_too),
		RUN(no_types_are_no_problem),
		RUN(ranks_are_by_bytes_and_those_without_a_name_last),
		RUN(positions_are_those_of_all_words),
		RUN(typing_finds_what_the_whole_query_finds),
		RUN(typing_on_finds_what_was_not_found_before),
		RUN(many_levels_of_what_matches_all_have_room),
		RUN(a_kernels_names_are_found_by_few_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
