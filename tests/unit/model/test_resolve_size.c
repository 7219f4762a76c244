/* SPDX-License-Identifier: BSD-2-Clause */
/* test_resolve_size.c - btf_type_id_size() and btf_resolve_size(): the kernel's rules, a row each,
 * with types in words (type_words.h). A pointer has 8 bytes. */
#include "unit.h"

#include "type_words.h"
#include <libbtf/resolve.h>

#define FAILS     NULL
#define UNTOUCHED 0xdeadbeef

static const struct {
	const char *rule;
	const char *type;
	const char *result; /* the words of the type that it is the size of */
	uint32_t size;
} type_id_size[] = {
	{"an INT has its size", "int/2", "int/2", 2},
	{"a STRUCT has its size", "struct:s/24", "struct:s/24", 24},
	{"a UNION has its size", "union:u/5", "union:u/5", 5},
	{"an ENUM has its size", "enum/2", "enum/2", 2},
	{"an ENUM64 has its size", "enum64/8", "enum64/8", 8},
	{"a FLOAT has its size", "float/12", "float/12", 12},
	{"a DATASEC has its size", "datasec/100", "datasec/100", 100},
	{"a size may be 0", "struct/0", "struct/0", 0},
	{"a PTR has a pointer's, whatever it points to", "ptr void", "ptr void", 8},
	{"a PTR that leads nowhere too", "ptr bad", "ptr bad", 8},
	{"an ARRAY has nelems times its element's", "array[3] int", "array[3] int", 12},
	{"its element may be modified", "array[3] typedef const int", "array[3] typedef const int",
	 12},
	{"of an ARRAY of ARRAYs all dimensions count", "array[2] array[3] array[5] int/2",
	 "array[2] array[3] array[5] int/2", 60},
	{"an ARRAY of PTRs", "array[4] ptr struct/100", "array[4] ptr struct/100", 32},
	{"an ARRAY without elements has size 0", "array[0] int", "array[0] int", 0},
	{"so has one of such ARRAYs", "array[7] array[0] int", "array[7] array[0] int", 0},
	{"even of more than 2^32 of them", "array[65536] array[65536] array[0] int",
	 "array[65536] array[65536] array[0] int", 0},
	{"also where the element's size is 0", "array[65536] array[65536] struct/0",
	 "array[65536] array[65536] struct/0", 0},
	{"a modifier has its type's, and becomes it", "const int", "int", 4},
	{"so has a row of them", "typedef const volatile type_tag struct:s/24", "struct:s/24", 24},
	{"a modified ARRAY becomes the ARRAY", "typedef array[3] int", "array[3] int", 12},
	{"a modified PTR becomes the PTR", "typedef ptr int", "ptr int", 8},
	{"a VAR becomes its type", "var int", "int", 4},
	{"a VAR becomes its type stripped", "var const volatile struct:s/24", "struct:s/24", 24},
	{"void has none", "void", FAILS, 0},
	{"modified void has none", "typedef const void", FAILS, 0},
	{"a FWD has none", "fwd:sock", FAILS, 0},
	{"a modified FWD has none", "const fwd:sock", FAILS, 0},
	{"a FUNC_PROTO has none", "func_proto() int", FAILS, 0},
	{"a modified FUNC_PROTO has none", "typedef func_proto() int", FAILS, 0},
	{"a FUNC has none", "func func_proto() int", FAILS, 0},
	{"a DECL_TAG has none", "decl_tag int", FAILS, 0},
	{"a VAR of void has none", "var void", FAILS, 0},
	{"a VAR of a VAR has none", "var var int", FAILS, 0},
	{"a modified VAR has none", "const var int", FAILS, 0},
	{"an ARRAY of FWDs has none", "array[2] fwd:sock", FAILS, 0},
	{"an ARRAY of void has none", "array[2] void", FAILS, 0},
	{"an ARRAY of FUNC_PROTOs has none", "array[2] func_proto() int", FAILS, 0},
	{"an ARRAY of VARs has none", "array[2] var int", FAILS, 0},
	{"an ARRAY of what is no type has none", "array[2] bad", FAILS, 0},
	{"an id that is no type has none", "bad", FAILS, 0},
	{"a VAR of what is no type has none", "var bad", FAILS, 0},
	{"the largest there can be", "array[4294967295] int/1", "array[4294967295] int/1",
	 UINT32_MAX},
	{"one byte more is too much", "array[2147483648] int/2", FAILS, 0},
	{"also over dimensions", "array[65536] array[65536] int/1", FAILS, 0},
	{"a circle of modifiers has none", "const typedef loop", FAILS, 0},
	{"a circle of ARRAYs has none", "array[1] array[1] loop", FAILS, 0},
	{"an ARRAY of a circle has none", "array[2] const loop", FAILS, 0},
	{"a VAR of itself has none", "var loop", FAILS, 0},
};

TEST(btf_type_id_size_keeps_its_rules)
{
	for (size_t i = 0; i < COUNT(type_id_size); i++) {
		const char *rule = type_id_size[i].rule, *type = type_id_size[i].type;
		const char *result = type_id_size[i].result;
		struct btf_builder *one = builder_new();
		uint32_t expected, size = UNTOUCHED, expected_size = UNTOUCHED;
		uint32_t asked = type_and_rest(one, type, result ? result : type, &expected);
		uint32_t id = asked, id_alone = asked;
		bool found = btf_type_id_size(builder_open(one), &id, &size);
		bool found_alone = btf_type_id_size(builder_open(one), &id_alone, NULL);

		builder_free(one);
		if (result)
			expected_size = type_id_size[i].size;
		else
			expected = asked;
		assert_row(found == (result != FAILS), rule, "%s", found ? "it has one" : "none");
		assert_row(id == expected, rule, "id %u, and not %u", id, expected);
		assert_row(size == expected_size, rule, "%u bytes", size);
		assert_row(found_alone == found && id_alone == id, rule, "not so without a size");
	}
}

static const struct {
	const char *rule;
	const char *type;
	const char *result, *element; /* the words of those types */
	uint32_t size, nelems;
} resolve_size[] = {
	{"an INT is one element of itself", "int", "int", "int", 4, 1},
	{"a STRUCT is", "struct:s/24", "struct:s/24", "struct:s/24", 24, 1},
	{"a UNION is", "union:u/24", "union:u/24", "union:u/24", 24, 1},
	{"an ENUM is", "enum", "enum", "enum", 4, 1},
	{"an ENUM64 is", "enum64", "enum64", "enum64", 8, 1},
	{"a FLOAT is", "float/8", "float/8", "float/8", 8, 1},
	{"a PTR is, of a pointer's size", "ptr struct/100", "ptr struct/100", "ptr struct/100", 8,
	 1},
	{"modifiers are stripped", "typedef const volatile restrict type_tag int", "int", "int", 4,
	 1},
	{"an ARRAY has its elements", "array[3] int", "array[3] int", "int", 12, 3},
	{"modifiers around it are stripped", "typedef const array[3] int", "array[3] int", "int",
	 12, 3},
	{"those around its element are", "array[3] typedef const int", "array[3] typedef const int",
	 "int", 12, 3},
	{"the outermost ARRAY and the innermost element count",
	 "typedef array[2] typedef array[3] const array[5] volatile int/2",
	 "array[2] typedef array[3] const array[5] volatile int/2", "int/2", 60, 30},
	{"a PTR ends it", "array[2] ptr array[3] int", "array[2] ptr array[3] int",
	 "ptr array[3] int", 16, 2},
	{"a dimension of 0 makes 0", "array[0] int", "array[0] int", "int", 0, 0},
	{"an outer one does", "array[0] array[3] int", "array[0] array[3] int", "int", 0, 0},
	{"an inner one does", "array[3] array[0] int", "array[3] array[0] int", "int", 0, 0},
	{"behind a 0 nothing is too large", "array[0] array[65536] array[65536] int",
	 "array[0] array[65536] array[65536] int", "int", 0, 0},
	{"elements without a size make 0", "array[9] struct:s/0", "array[9] struct:s/0",
	 "struct:s/0", 0, 9},
	{"the largest there can be", "array[4294967295] int/1", "array[4294967295] int/1", "int/1",
	 UINT32_MAX, UINT32_MAX},
	{"2^32 bytes are too many", "array[2147483648] int/2", FAILS, FAILS, 0, 0},
	{"2^32 elements are too many", "array[65536] array[65536] int/1", FAILS, FAILS, 0, 0},
	{"they are before a 0 comes", "array[65536] array[65536] array[0] int", FAILS, FAILS, 0, 0},
	{"void fails", "void", FAILS, FAILS, 0, 0},
	{"modified void fails", "const void", FAILS, FAILS, 0, 0},
	{"a FWD fails", "fwd:sock", FAILS, FAILS, 0, 0},
	{"a FUNC fails", "func func_proto() void", FAILS, FAILS, 0, 0},
	{"a FUNC_PROTO fails", "func_proto() void", FAILS, FAILS, 0, 0},
	{"a VAR fails", "var int", FAILS, FAILS, 0, 0},
	{"a DATASEC fails", "datasec", FAILS, FAILS, 0, 0},
	{"a DECL_TAG fails", "decl_tag int", FAILS, FAILS, 0, 0},
	{"an ARRAY of such fails", "array[2] fwd:sock", FAILS, FAILS, 0, 0},
	{"an id that is no type fails", "bad", FAILS, FAILS, 0, 0},
	{"an ARRAY of such fails too", "array[2] bad", FAILS, FAILS, 0, 0},
	{"a circle of modifiers fails", "const typedef loop", FAILS, FAILS, 0, 0},
	{"a circle of ARRAYs fails", "array[1] loop", FAILS, FAILS, 0, 0},
};

TEST(btf_resolve_size_keeps_its_rules)
{
	const struct btf_resolved_size untouched = {UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED};

	for (size_t i = 0; i < COUNT(resolve_size); i++) {
		const char *rule = resolve_size[i].rule, *type = resolve_size[i].type;
		const char *result = resolve_size[i].result, *element = resolve_size[i].element;
		struct btf_builder *one = builder_new();
		struct btf_resolved_size found = untouched, expected = untouched;
		uint32_t id = type_and_rest(one, type, result ? result : type, &expected.type_id);
		/* The same words again have ids as far from their first one. */
		uint32_t again =
			type_and_rest(one, type, element ? element : type, &expected.elem_id);
		bool success = btf_resolve_size(builder_open(one), id, &found);

		builder_free(one);
		assert_row(success == (result != FAILS), rule, "%s", success ? "it has" : "fails");
		if (!success) {
			assert_row(memcmp(&found, &untouched, sizeof(found)) == 0, rule, "written");
			continue;
		}
		expected.elem_id -= again - id;
		assert_row(found.type_id == expected.type_id, rule, "type %u", found.type_id);
		assert_row(found.elem_id == expected.elem_id, rule, "element %u", found.elem_id);
		assert_row(found.size == resolve_size[i].size, rule, "%u bytes", found.size);
		assert_row(found.nelems == resolve_size[i].nelems, rule, "%u of them",
			   found.nelems);
	}
}

TEST(a_pointer_has_the_size_that_the_btf_says)
{
	uint32_t size = 0;

	add_int(b, "long int", 4, ENC_SIGNED, 32);
	uint32_t ptr = type_in_words(b, "ptr void");
	uint32_t array = type_in_words(b, "array[5] ptr void");
	const struct btf *btf = builder_open(b);
	struct btf_resolved_size resolved;

	assert_true(btf_type_id_size(btf, &ptr, &size));
	assert_int_equal(size, 4);
	assert_true(btf_resolve_size(btf, array, &resolved));
	assert_int_equal(resolved.size, 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(btf_type_id_size_keeps_its_rules),
		RUN(btf_resolve_size_keeps_its_rules),
		RUN(a_pointer_has_the_size_that_the_btf_says),
	};

	return cmocka_run_group_tests_name("model/resolve_size", tests, NULL, NULL);
}
