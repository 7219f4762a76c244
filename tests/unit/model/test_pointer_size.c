/* SPDX-License-Identifier: BSD-2-Clause */
/* test_pointer_size.c - the size of a pointer, which only the size of C's `long` tells. */
#include "unit.h"

#include "model/btf.h"

static const struct {
	const char *name;
	uint32_t size;
	uint32_t pointer_size;
} ints[] = {
	/* every way to spell it */
	{"long", 4, 4},
	{"long", 8, 8},
	{"long int", 4, 4},
	{"int long", 4, 4},
	{"unsigned long", 4, 4},
	{"long unsigned", 4, 4},
	{"unsigned long int", 4, 4},
	{"unsigned int long", 4, 4},
	{"long unsigned int", 4, 4},
	{"long int unsigned", 4, 4},
	{"int unsigned long", 4, 4},
	{"int long unsigned", 4, 4},
	/* what is no `long` tells nothing: 8 */
	{"int", 4, 8},
	{"unsigned int", 4, 8},
	{"long long", 4, 8},
	{"long long int", 4, 8},
	{"long long unsigned int", 4, 8},
	{"unsigned long long", 4, 8},
	{"long double", 4, 8},
	{"longer", 4, 8},
	{"along", 4, 8},
	{"long_int", 4, 8},
	{"int unsigned", 4, 8},
	{"", 4, 8},
	/* nor does a `long` that no pointer is as large as */
	{"long", 2, 8},
	{"long", 16, 8},
	{"long", 0, 8},
};

TEST(the_size_of_long_is_that_of_a_pointer)
{
	for (size_t i = 0; i < COUNT(ints); i++) {
		struct btf_builder *one = builder_new();

		add_int(one, ints[i].name, ints[i].size, 0, 32);
		uint32_t native = btf_pointer_size(builder_open(one));
		uint32_t swapped = btf_pointer_size(builder_open_swapped(one));

		builder_free(one);
		assert_row(native == ints[i].pointer_size && swapped == native, ints[i].name,
			   "%u and %u bytes", native, swapped);
	}
}

TEST(the_first_long_that_can_be_one_counts)
{
	add_int(b, "long", 2, 0, 16);
	add_int(b, "long int", 4, 0, 32);
	add_int(b, "long unsigned int", 8, 0, 64);
	assert_int_equal(btf_pointer_size(builder_open(b)), 4);
}

TEST(only_an_int_is_a_long)
{
	add_typedef(b, "long", 0);
	add_struct(b, "long", 4);
	add_float(b, "long", 4);
	assert_int_equal(btf_pointer_size(builder_open(b)), 8);
}

TEST(who_knows_better_is_believed)
{
	const struct btf_open_context context = {.pointer_size = 4};
	size_t size;

	add_int(b, "long", 8, 0, 64);
	const uint8_t *bytes = builder_bytes(b, &size);
	struct btf *btf = btf_open_in_context(bytes, size, &context, NULL);

	assert_int_equal(btf_pointer_size(btf), 4);
	btf_free(btf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(the_size_of_long_is_that_of_a_pointer),
		RUN(the_first_long_that_can_be_one_counts),
		RUN(only_an_int_is_a_long),
		RUN(who_knows_better_is_believed),
	};

	return cmocka_run_group_tests_name("model/pointer_size", tests, NULL, NULL);
}
