/* SPDX-License-Identifier: BSD-2-Clause */
/* test_decl.c - types and declarations as C writes them: types in words (type_words.h) on the left,
 * what cdecl would say on the right. */
#include "unit.h"

#include <stdlib.h>

#include "samples.h"
#include "type_words.h"
#include <libbtf/decl.h>

static const struct {
	const char *type, *text;
} names[] = {
	/* types that stand alone */
	{"int", "int"},
	{"float:double", "double"},
	{"void", "void"},
	{"typedef:u32 int", "u32"},
	{"struct:sock", "struct sock"},
	{"union:bpf_attr", "union bpf_attr"},
	{"enum:color", "enum color"},
	{"enum64:mask", "enum mask"},
	{"fwd:sock", "struct sock"},
	{"fwd_union:bpf_attr", "union bpf_attr"},
	{"struct", "struct {...}"},
	{"union", "union {...}"},
	{"enum", "enum {...}"},
	{"enum64", "enum {...}"},
	{"fwd", "struct {...}"},

	/* pointers */
	{"ptr int", "int *"},
	{"ptr ptr int", "int **"},
	{"ptr void", "void *"},
	{"ptr struct", "struct {...} *"},
	{"ptr typedef:callback ptr func_proto() void", "callback *"},

	/* where qualifiers stand */
	{"const int", "const int"},
	{"volatile int", "volatile int"},
	{"const volatile int", "const volatile int"},
	{"volatile const int", "const volatile int"},
	{"const const int", "const int"},
	{"const void", "const void"},
	{"const struct:s", "const struct s"},
	{"const typedef:u32 int", "const u32"},
	{"ptr const int", "const int *"},
	{"const ptr int", "int *const"},
	{"const ptr const int", "const int *const"},
	{"restrict ptr int", "int *restrict"},
	{"const volatile restrict ptr int", "int *const volatile restrict"},
	{"ptr const ptr int", "int *const *"},
	{"const ptr const ptr const int", "const int *const *const"},

	/* arrays */
	{"array[4] int", "int [4]"},
	{"array[0] int", "int [0]"},
	{"array[4294967295] int", "int [4294967295]"},
	{"array[2] array[3] int", "int [2][3]"},
	{"array[4] ptr int", "int *[4]"},
	{"ptr array[4] int", "int (*)[4]"},
	{"array[4] ptr array[5] int", "int (*[4])[5]"},
	{"ptr ptr array[2] array[3] int", "int (**)[2][3]"},
	{"array[4] const ptr const int:char", "const char *const [4]"},
	{"const array[4] int", "const int [4]"},
	{"ptr const array[4] int", "const int (*)[4]"},
	{"array[2] typedef:row array[3] int", "row [2]"},

	/* functions */
	{"func_proto() void", "void (void)"},
	{"func_proto(int) ptr int:char", "char *(int)"},
	{"ptr func_proto() void", "void (*)(void)"},
	{"ptr func_proto(ptr struct:sock, typedef:u8 int) int", "int (*)(struct sock *, u8)"},
	{"ptr func_proto(int, ...) int", "int (*)(int, ...)"},
	{"ptr func_proto(...) int", "int (*)(...)"},
	{"const ptr func_proto() void", "void (*const)(void)"},
	{"array[3] ptr func_proto() void", "void (*[3])(void)"},
	{"ptr func_proto(ptr func_proto(int) void) void", "void (*)(void (*)(int))"},
	{"ptr func_proto(int) ptr func_proto(int:char) int:long", "long (*(*)(int))(char)"},
	{"func_proto(int) ptr func_proto(int) void", "void (*(int))(int)"},
	{"array[3] ptr func_proto() ptr array[2] int", "int (*(*[3])(void))[2]"},
	{"func_proto() const ptr int", "int *const (void)"},
	{"func_proto() const int", "const int (void)"},
	{"ptr const func_proto() int", "int (*)(void)"}, /* there is no such qualifier */
	{"ptr func_proto(array[2] int) void", "void (*)(int [2])"},

	/* type tags are passed over, wherever they stand */
	{"type_tag:user int", "int"},
	{"ptr type_tag:rcu struct:sock", "struct sock *"},
	{"type_tag:rcu ptr struct:sock", "struct sock *"},
	{"ptr type_tag:rcu array[2] int", "int (*)[2]"},
	{"const type_tag:rcu ptr int", "int *const"},

	/* what is not a type of C */
	{"func:main func_proto(int) int", "int main(int)"},
	{"func: func_proto(int) int", "int (int)"},
	{"func:f bad", "<invalid type 9999> f"},
	{"var:jiffies int", "int jiffies"},
	{"var:v const ptr int", "int *const v"},
	{"var:table array[2] ptr func_proto() void", "void (*table[2])(void)"},
	{"ptr func:f func_proto() void", "f *"},
	{"ptr var:v int", "v *"},
	{"decl_tag:preserve int", "preserve"},
	{"datasec:.data", ".data"},
	{"int:", "<anonymous INT 1>"},
	{"typedef: int", "<anonymous TYPEDEF 2>"},
	{"bad", "<invalid type 9999>"},
	{"ptr bad", "<invalid type 9999> *"},
	{"const bad", "const <invalid type 9999>"},
};

TEST(a_type_has_the_name_that_c_gives_it)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		struct btf_builder *one = builder_new();
		uint32_t id = type_in_words(one, names[i].type);
		char text[256];
		size_t length = btf_type_name(builder_open(one), id, text, sizeof(text));

		builder_free(one);
		assert_row(strcmp(text, names[i].text) == 0, names[i].type, "\"%s\", not \"%s\"",
			   text, names[i].text);
		assert_int_equal(length, strlen(text));
	}
}

static const struct {
	const char *type, *identifier, *text;
} declarations[] = {
	{"int", "x", "int x"},
	{"int", "", "int"},
	{"ptr int", "p", "int *p"},
	{"const ptr int", "p", "int *const p"},
	{"ptr const int", "p", "const int *p"},
	{"array[4] ptr int", "a", "int *a[4]"},
	{"ptr array[4] int", "p", "int (*p)[4]"},
	{"array[4] const ptr const int:char", "names", "const char *const names[4]"},
	{"func_proto(int) int", "f", "int f(int)"},
	{"func_proto() ptr int", "f", "int *f(void)"},
	{"ptr func_proto() int", "fn", "int (*fn)(void)"},
	{"typedef:fn_t ptr func_proto() int", "fn", "fn_t fn"},
	{"ptr func_proto(int) ptr func_proto(int:char) int:long", "f", "long (*(*f)(int))(char)"},
	{"struct", "s", "struct {...} s"},
	{"bad", "x", "<invalid type 9999> x"},
};

TEST(a_declaration_has_the_identifier_in_its_middle)
{
	for (size_t i = 0; i < COUNT(declarations); i++) {
		struct btf_builder *one = builder_new();
		uint32_t id = type_in_words(one, declarations[i].type);
		char text[256];
		size_t length = btf_declaration(builder_open(one), id, declarations[i].identifier,
						text, sizeof(text));

		builder_free(one);
		assert_row(strcmp(text, declarations[i].text) == 0, declarations[i].type,
			   "\"%s\", not \"%s\"", text, declarations[i].text);
		assert_int_equal(length, strlen(text));
	}
}

static void assert_name(const struct btf *btf, uint32_t id, const char *expected)
{
	char text[256];

	btf_type_name(btf, id, text, sizeof(text));
	assert_string_equal(text, expected);
}

/* Names of parameters are a function's, and not a type's. */
TEST(parameters_have_their_names_where_a_function_is_declared)
{
	uint32_t integer = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t callback = add_func_proto(b, 0);

	add_param(b, "status", integer);
	uint32_t pointer = add_ptr(b, callback);
	uint32_t proto = add_func_proto(b, integer);

	add_param(b, "count", integer);
	add_param(b, "done", pointer);
	add_param(b, NULL, integer);
	add_ellipsis(b);
	uint32_t func = add_func(b, "start", proto, GLOBAL);
	const struct btf *btf = builder_open(b);
	char text[256];

	assert_name(btf, func, "int start(int count, void (*done)(int), int, ...)");
	assert_name(btf, proto, "int (int, void (*)(int), int, ...)");
	btf_declaration(btf, proto, "f", text, sizeof(text));
	assert_string_equal(text, "int f(int count, void (*done)(int), int, ...)");
	btf_declaration(btf, pointer, "fn", text, sizeof(text));
	assert_string_equal(text, "void (*fn)(int)");
}

TEST(types_of_the_base_are_named_too)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	uint32_t ptr = add_ptr(split, SAMPLE_ENUM);
	const struct btf *btf = builder_open(split);

	assert_name(btf, ptr, "enum color *");
	assert_name(btf, SPLIT_FUNC, "void local_init(struct local *local)");
	assert_name(btf, SAMPLE_FUNC, "int print(int count, const char, ...)");
}

/* As much as fits of the text and a NUL, in room of every size: behind it nothing is written. */
static void check_every_size(const struct btf *btf, uint32_t id, const char *whole)
{
	size_t length = strlen(whole);

	for (size_t size = 0; size <= length + 2; size++) {
		char *room = malloc(size ? size : 1);

		assert_int_equal(btf_type_name(btf, id, size ? room : NULL, size), length);
		if (size) {
			size_t copied = size - 1 < length ? size - 1 : length;

			assert_memory_equal(room, whole, copied);
			assert_int_equal(room[copied], '\0');
		}
		free(room);
	}
}

TEST(text_is_cut_to_the_room_as_snprintf_does)
{
	uint32_t id = type_in_words(b, "array[3] ptr func_proto(ptr struct:sock) ptr array[2] int");

	check_every_size(builder_open(b), id, "int (*(*[3])(struct sock *))[2]");
	check_every_size(builder_open(b), 0, "void");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_type_has_the_name_that_c_gives_it),
		RUN(a_declaration_has_the_identifier_in_its_middle),
		RUN(parameters_have_their_names_where_a_function_is_declared),
		RUN(types_of_the_base_are_named_too),
		RUN(text_is_cut_to_the_room_as_snprintf_does),
	};

	return cmocka_run_group_tests_name("query/decl", tests, NULL, NULL);
}
