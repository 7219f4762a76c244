/* SPDX-License-Identifier: BSD-2-Clause */
/* test_names.c - what C can call things: types in the order in which they get their names, and the
 * names that they get. */
#include "unit.h"

#include <stdio.h>

#include "query/names.h"

/* Some types, and what asks for their names. */
struct naming {
	const struct btf *btf;
	struct btf_names *names;
	char text[BTF_NAME_ROOM];
};

static struct naming name_all(struct btf_builder *b, const char *flavor)
{
	struct naming naming = {.btf = builder_open(b)};

	naming.names = btf_names_new(naming.btf, flavor, 0);
	assert_non_null(naming.names);
	for (uint32_t id = 1; id < btf_id_end(naming.btf); id++)
		btf_names_add(naming.names, id);
	return naming;
}

static void assert_name(struct naming *naming, uint32_t id, const char *name)
{
	assert_string_equal(btf_names_of(naming->names, id, naming->text), name);
}

static void end(struct naming *naming)
{
	assert_int_equal(btf_names_error(naming->names), 0);
	btf_names_free(naming->names);
}

static const struct {
	const char *own, *in_c;
} words[] = {
	{"list_head", "list_head"},
	{"_x9", "_x9"},
	{"int", "int_"},
	{"struct", "struct_"},
	{"__int128", "__int128_"},
	{"_Float16", "_Float16_"},
	{"interval", "interval"},
	{"in", "in"},
	{"x", "x"},
	{"a.b-c", "a_b_c"},
	{"caf\xc3\xa9", "caf__"},
	{"9p", "_9p"},
	{"9-p", "_9_p"},
	{"$", "_"},
};

TEST(words_become_identifiers)
{
	uint32_t ids[COUNT(words)];
	struct naming naming;

	for (size_t i = 0; i < COUNT(words); i++)
		ids[i] = add_struct(b, words[i].own, 0);
	naming = name_all(b, NULL);
	for (size_t i = 0; i < COUNT(words); i++) {
		size_t length;

		assert_name(&naming, ids[i], words[i].in_c);
		assert_string_equal(
			btf_names_of_member(naming.names, words[i].own, &length, naming.text),
			words[i].in_c);
		assert_int_equal(length, strlen(words[i].in_c));
	}
	end(&naming);
}

TEST(the_second_of_a_name_is_renamed)
{
	uint32_t first = add_struct(b, "s", 4), second = add_struct(b, "s", 8);
	uint32_t third = add_union(b, "s", 4), other = add_enum(b, "s", 4);
	struct naming naming = name_all(b, NULL);

	assert_name(&naming, first, "s");
	assert_name(&naming, second, "s___2");
	assert_name(&naming, third, "s___3");
	assert_name(&naming, other, "s___4");
	/* Once is enough. */
	btf_names_add(naming.names, first);
	assert_name(&naming, first, "s");
	end(&naming);
}

TEST(tags_and_identifiers_are_apart)
{
	uint32_t tag = add_struct(b, "list", 4), word = add_typedef(b, "list", tag);
	uint32_t again = add_typedef(b, "list", word);
	struct naming naming = name_all(b, NULL);

	assert_name(&naming, tag, "list");
	assert_name(&naming, word, "list");
	assert_name(&naming, again, "list___2");
	end(&naming);
}

TEST(a_forward_shares_the_name_of_its_struct)
{
	uint32_t before = add_fwd(b, "before", false), s = add_struct(b, "before", 4);
	uint32_t u = add_union(b, "behind", 4), behind = add_fwd(b, "behind", true);
	struct naming naming = name_all(b, NULL);

	assert_name(&naming, before, "before");
	assert_name(&naming, s, "before");
	assert_name(&naming, u, "behind");
	assert_name(&naming, behind, "behind");
	end(&naming);
}

TEST(a_forward_of_another_kind_does_not)
{
	uint32_t s = add_struct(b, "a", 4), fwd_union = add_fwd(b, "a", true);
	uint32_t fwd_struct = add_fwd(b, "b", false), u = add_union(b, "b", 4);
	struct naming naming = name_all(b, NULL);

	assert_name(&naming, s, "a");
	assert_name(&naming, fwd_union, "a___2");
	assert_name(&naming, fwd_struct, "b");
	assert_name(&naming, u, "b___2");
	end(&naming);
}

TEST(a_flavor_stands_behind_the_name)
{
	uint32_t s = add_struct(b, "s", 4), keyword = add_struct(b, "int", 4);
	uint32_t second = add_struct(b, "s", 4);
	struct naming naming = name_all(b, "v6");
	size_t length;

	assert_name(&naming, s, "s___v6");
	assert_name(&naming, keyword, "int____v6");
	assert_name(&naming, second, "s___v6___2");
	/* Members are asked for by their own names. */
	assert_string_equal(btf_names_of_member(naming.names, "s", &length, naming.text), "s");
	end(&naming);
}

/* Their numbers are those of the order in which they were given. */
static void assert_enumerators(struct naming *naming, uint32_t first, const char *const *pairs)
{
	for (; *pairs; pairs += 2)
		assert_string_equal(
			btf_names_of_enumerator(naming->names, first++, pairs[0], naming->text),
			pairs[1]);
}

TEST(enumerators_are_identifiers)
{
	static const char *const expected[] = {"A",    "A",    "list", "list___2", "A", "A___2",
					       "true", "true", "int",  "int_",     NULL};
	uint32_t first = add_enum(b, NULL, 4), second;
	struct naming naming;

	add_enumerator(b, "A", 0);
	add_enumerator(b, "list", 1);
	second = add_enum64(b, NULL, 8);
	add_enumerator(b, "A", 2);
	add_enumerator(b, "true", 3);
	add_enumerator(b, "int", 4);
	add_typedef(b, "list", first);
	naming = name_all(b, NULL);
	btf_names_add_enumerators(naming.names, first);
	btf_names_add_enumerators(naming.names, second);
	assert_int_equal(btf_names_enumerator_count(naming.names), 5);
	assert_enumerators(&naming, 0, expected);
	end(&naming);
}

TEST(an_enum_that_is_written_twice_has_other_enumerators_then)
{
	static const char *const expected[] = {"A",     "A", "B",     "B", "A",
					       "A___2", "B", "B___2", NULL};
	static const char *const flavored[] = {"A", "A___x", "B", "B___x", "A", "A___x___2", NULL};
	uint32_t id = add_enum(b, NULL, 4);

	add_enumerator(b, "A", 0);
	add_enumerator(b, "B", 1);
	for (int i = 0; i < 2; i++) {
		struct naming naming = name_all(b, i ? "x" : NULL);

		btf_names_add_enumerators(naming.names, id);
		btf_names_add_enumerators(naming.names, id);
		assert_enumerators(&naming, 0, i ? flavored : expected);
		end(&naming);
	}
}

TEST(functions_get_a_name_that_is_free)
{
	uint32_t proto = add_func_proto(b, 0), e = add_enum(b, "e", 4);
	uint32_t f, again, taken, keyword, tag;
	struct naming naming;

	add_enumerator(b, "A", 0);
	f = add_func(b, "f", proto, GLOBAL);
	again = add_var(b, "f", e, GLOBAL);
	taken = add_func(b, "A", proto, GLOBAL);
	keyword = add_func(b, "if", proto, GLOBAL);
	tag = add_func(b, "e", proto, GLOBAL);
	naming = (struct naming){.btf = builder_open(b)};
	naming.names = btf_names_new(naming.btf, NULL, 0);
	btf_names_add(naming.names, e);
	btf_names_add_enumerators(naming.names, e);
	assert_true(btf_names_take(naming.names, f));
	assert_false(btf_names_take(naming.names, again));
	assert_false(btf_names_take(naming.names, taken));
	assert_false(btf_names_take(naming.names, keyword));
	assert_true(btf_names_take(naming.names, tag));
	end(&naming);
}

/* An INT that C knows by its name is given none. */
TEST(what_c_knows_keeps_its_name)
{
	uint32_t known = add_int(b, "unsigned int", 4, 0, 32), named = add_int(b, "u24", 3, 0, 24);
	struct naming naming = {.btf = builder_open(b)};

	naming.names = btf_names_new(naming.btf, "x", 0);
	btf_names_add(naming.names, named);
	assert_name(&naming, known, "unsigned int");
	assert_name(&naming, named, "u24___x");
	end(&naming);
}

TEST(a_name_that_is_too_long_is_cut)
{
	char name[2001], cut[1025];
	uint32_t id;
	struct naming naming;

	memset(name, '-', sizeof(name) - 1);
	memset(cut, '_', sizeof(cut) - 1);
	name[2000] = cut[1024] = '\0';
	id = add_struct(b, name, 4);
	naming = name_all(b, NULL);
	assert_name(&naming, id, cut);
	end(&naming);
}

/* More than was expected, in a base and what is split from it. */
TEST(the_table_grows)
{
	struct btf_builder *split;
	struct naming naming;
	char name[16];

	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		add_struct(b, name, 4);
	}
	split = builder_split(b);
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		add_struct(split, name, 8);
	}
	naming = name_all(split, NULL);
	for (uint32_t i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "s%u", i);
		assert_name(&naming, 1 + i, name);
		snprintf(name, sizeof(name), "s%u___2", i);
		assert_name(&naming, 1001 + i, name);
	}
	end(&naming);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(words_become_identifiers),
		RUN(the_second_of_a_name_is_renamed),
		RUN(tags_and_identifiers_are_apart),
		RUN(a_forward_shares_the_name_of_its_struct),
		RUN(a_forward_of_another_kind_does_not),
		RUN(a_flavor_stands_behind_the_name),
		RUN(enumerators_are_identifiers),
		RUN(an_enum_that_is_written_twice_has_other_enumerators_then),
		RUN(functions_get_a_name_that_is_free),
		RUN(what_c_knows_keeps_its_name),
		RUN(a_name_that_is_too_long_is_cut),
		RUN(the_table_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
