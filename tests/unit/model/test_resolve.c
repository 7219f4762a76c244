/* SPDX-License-Identifier: BSD-2-Clause */
/* test_resolve.c - modifiers, pointers and pointers to functions: the rules of include/linux/btf.h,
 * a row each. Types are in words (type_words.h), from the outside in; what a row expects is the end
 * of its words. */
#include "unit.h"

#include "type_words.h"
#include <libbtf/resolve.h>

#define FAILS NULL

struct rule {
	const char *rule;
	const char *type;
	const char *result; /* the words of the type that comes out */
};

typedef bool resolve_fn(const struct btf *btf, uint32_t id, uint32_t *res);

#define UNTOUCHED 0xdeadbeef

static void check(resolve_fn *resolve, const struct rule *rule)
{
	struct btf_builder *b = builder_new();
	uint32_t expected, res = UNTOUCHED;
	uint32_t id =
		type_and_rest(b, rule->type, rule->result ? rule->result : rule->type, &expected);
	bool found = resolve(builder_open(b), id, &res);

	builder_free(b);
	assert_row(found == (rule->result != FAILS), rule->rule, "it %s",
		   found ? "succeeds" : "fails");
	if (!found)
		expected = UNTOUCHED;
	assert_row(res == expected, rule->rule, "type %u, and not %u", res, expected);
}

static const struct rule skip_modifiers[] = {
	{"void stays void", "void", "void"},
	{"TYPEDEF is stripped", "typedef int", "int"},
	{"VOLATILE is stripped", "volatile int", "int"},
	{"CONST is stripped", "const int", "int"},
	{"RESTRICT is stripped", "restrict ptr int", "ptr int"},
	{"TYPE_TAG is stripped", "type_tag int", "int"},
	{"a row of them is stripped", "typedef const volatile type_tag const struct:s", "struct:s"},
	{"modified void is void", "typedef const void", "void"},
	{"a PTR ends it", "const ptr const int", "ptr const int"},
	{"an ARRAY ends it", "typedef array[2] typedef int", "array[2] typedef int"},
	{"a VAR is no modifier", "var const int", "var const int"},
	{"a FUNC is none", "func func_proto() void", "func func_proto() void"},
	{"a DECL_TAG is none", "decl_tag int", "decl_tag int"},
	{"a FWD is an answer", "const fwd:sock", "fwd:sock"},
	{"a DATASEC is an answer", "const datasec", "datasec"},
	{"an id that is no type fails", "bad", FAILS},
	{"one behind modifiers fails", "const typedef bad", FAILS},
	{"a modifier of itself fails", "const loop", FAILS},
	{"a circle of two fails", "const typedef loop", FAILS},
	{"a circle behind a PTR is none here", "const ptr loop", "ptr loop"},
};

TEST(btf_type_skip_modifiers_keeps_its_rules)
{
	for (size_t i = 0; i < COUNT(skip_modifiers); i++)
		check(btf_type_skip_modifiers, &skip_modifiers[i]);
}

static const struct rule resolve_ptr[] = {
	{"a PTR resolves to what it points to", "ptr int", "int"},
	{"modifiers of the PTR are stripped", "typedef const volatile ptr int", "int"},
	{"modifiers of the pointee are stripped", "ptr typedef const struct:s", "struct:s"},
	{"both are", "typedef const ptr type_tag volatile struct:s", "struct:s"},
	{"only one PTR is", "ptr ptr int", "ptr int"},
	{"a PTR to void resolves to void", "ptr void", "void"},
	{"a PTR to modified void too", "ptr const void", "void"},
	{"a PTR to a FUNC_PROTO resolves to it", "ptr func_proto() int", "func_proto() int"},
	{"a PTR to an ARRAY resolves to the ARRAY", "ptr array[2] int", "array[2] int"},
	{"void is no PTR", "void", FAILS},
	{"an INT is no PTR", "const int", FAILS},
	{"an ARRAY is no PTR", "array[2] ptr int", FAILS},
	{"a FUNC_PROTO is no PTR", "func_proto() int", FAILS},
	{"a VAR is not resolved", "var ptr int", FAILS},
	{"a pointee that is no type fails", "ptr bad", FAILS},
	{"an id that is no type fails", "bad", FAILS},
	{"a PTR to itself resolves to itself", "ptr loop", "ptr loop"},
	{"a PTR to a circle of modifiers fails", "ptr const loop", "ptr const loop"},
	{"a circle of modifiers fails", "const typedef loop", FAILS},
};

TEST(btf_type_resolve_ptr_keeps_its_rules)
{
	for (size_t i = 0; i < COUNT(resolve_ptr); i++)
		check(btf_type_resolve_ptr, &resolve_ptr[i]);
}

static const struct rule resolve_func_ptr[] = {
	{"a PTR to a FUNC_PROTO resolves to it", "ptr func_proto(int) int", "func_proto(int) int"},
	{"modifiers around the PTR are stripped", "typedef const ptr func_proto() void",
	 "func_proto() void"},
	{"modifiers around the FUNC_PROTO are stripped", "ptr typedef func_proto() void",
	 "func_proto() void"},
	{"a FUNC_PROTO alone is no pointer", "func_proto() void", FAILS},
	{"a PTR to a FUNC is none to a FUNC_PROTO", "ptr func func_proto() void", FAILS},
	{"a PTR to a PTR to one is none", "ptr ptr func_proto() void", FAILS},
	/* the kernel fails too, and writes the pointee; here nothing is written */
	{"a PTR to something else fails", "ptr const int", FAILS},
	{"a PTR to void fails", "ptr void", FAILS},
	{"an INT fails", "int", FAILS},
	{"void fails", "void", FAILS},
	{"an id that is no type fails", "bad", FAILS},
	{"a pointee that is no type fails", "ptr bad", FAILS},
};

TEST(btf_type_resolve_func_ptr_keeps_its_rules)
{
	for (size_t i = 0; i < COUNT(resolve_func_ptr); i++)
		check(btf_type_resolve_func_ptr, &resolve_func_ptr[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(btf_type_skip_modifiers_keeps_its_rules),
		RUN(btf_type_resolve_ptr_keeps_its_rules),
		RUN(btf_type_resolve_func_ptr_keeps_its_rules),
	};

	return cmocka_run_group_tests_name("model/resolve", tests, NULL, NULL);
}
