/* SPDX-License-Identifier: BSD-2-Clause */
/* test_mutations.c - BTF of every kind, broken in every way that comes to mind and in many thousands
 * that don't: it is refused with a word, or else it can be asked everything. */
#include "unit.h"

#include <stdlib.h>

#include "mutate.h"
#include "random.h"
#include "samples.h"
#include "walk.h"

#define MUTATIONS 8000 /* of each of the files below */

struct counts {
	unsigned int opened, refused;
};

/* Opens bytes that may be anything; what is refused must be so with one line. */
static struct btf *open_any(const uint8_t *bytes, size_t size, const struct btf *base,
			    struct counts *counts)
{
	struct btf_error err = {0};
	struct btf *btf = btf_open_bytes(bytes, size, base, &err);

	counts->opened += btf != NULL;
	counts->refused += btf == NULL;
	if (!btf) {
		assert_true(err.code < 0);
		assert_true(strlen(err.text) > 0);
		assert_null(strchr(err.text, '\n'));
	}
	return btf;
}

/* `then` is a BTF split from the broken one, as it was; or NULL. */
static void try(const uint8_t *bytes, size_t size, const struct btf *base, const uint8_t *then,
		size_t then_size, struct counts *counts)
{
	/* A block of just that size: a sanitizer sees who reads behind it. */
	uint8_t *block = malloc(size ? size : 1);

	memcpy(block, bytes, size);
	struct btf *btf = open_any(block, size, base, counts);

	if (btf)
		walk_btf(btf);
	if (btf && then) {
		struct btf *split = open_any(then, then_size, btf, counts);

		if (split)
			walk_btf(split);
		btf_free(split);
	}
	btf_free(btf);
	free(block);
}

static void try_mutations(const uint8_t *bytes, size_t size, const struct btf *base)
{
	uint64_t state = random_seed();
	uint8_t *mutated = malloc(size);
	struct counts counts = {0};

	for (int i = 0; i < MUTATIONS; i++) {
		memcpy(mutated, bytes, size);
		try(mutated, mutate(mutated, size, &state), base, NULL, 0, &counts);
	}
	free(mutated);
	print_message("%u opened, %u refused\n", counts.opened, counts.refused);
	/* Were nearly all of one sort, the rest would not be tested. */
	assert_true(counts.opened > MUTATIONS / 5);
	assert_true(counts.refused > MUTATIONS / 20);
}

static void try_truncations(const uint8_t *bytes, size_t size, const struct btf *base)
{
	struct counts counts = {0};

	for (size_t cut = 0; cut < size; cut++)
		try(bytes, cut, base, NULL, 0, &counts);
	assert_int_equal(counts.refused, size);
}

/* With a layout section and a kind that it describes. */
static void add_everything(struct btf_builder *b)
{
	add_samples(b);
	set_known_layouts(b);
	set_layout(b, 20, 4, 8, 0);
	add_raw(b, 20, "new", 1, 0);
	add_word(b, 1);
	add_word(b, 2);
	add_word(b, 3);
}

TEST(what_is_cut_off_anywhere_is_refused)
{
	size_t size;

	add_everything(b);
	const uint8_t *bytes = builder_bytes(b, &size);

	try_truncations(bytes, size, NULL);
}

TEST(what_is_cut_off_in_the_other_byte_order_is_refused)
{
	size_t size;

	add_samples(b);
	const uint8_t *bytes = builder_swapped_bytes(b, &size);

	try_truncations(bytes, size, NULL);
}

TEST(mutated_bytes_can_be_asked_everything)
{
	size_t size;

	add_everything(b);
	const uint8_t *bytes = builder_bytes(b, &size);

	try_mutations(bytes, size, NULL);
}

TEST(mutated_bytes_of_the_other_order_can)
{
	size_t size;

	add_samples(b);
	const uint8_t *bytes = builder_swapped_bytes(b, &size);

	try_mutations(bytes, size, NULL);
}

TEST(a_mutated_split_btf_can)
{
	size_t size;

	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const uint8_t *bytes = builder_bytes(split, &size);

	try_mutations(bytes, size, builder_open(b));
}

/* The base breaks, and what is split from it stays as it was. */
TEST(a_split_btf_on_a_mutated_base_can)
{
	uint64_t state = random_seed();
	struct counts counts = {0};
	size_t size, split_size;

	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	const uint8_t *bytes = builder_bytes(b, &size);
	const uint8_t *split_bytes = builder_bytes(split, &split_size);
	uint8_t *mutated = malloc(size);

	for (int i = 0; i < MUTATIONS / 4; i++) {
		memcpy(mutated, bytes, size);
		try(mutated, mutate(mutated, size, &state), NULL, split_bytes, split_size, &counts);
	}
	free(mutated);
	print_message("%u opened, %u refused\n", counts.opened, counts.refused);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(what_is_cut_off_anywhere_is_refused),
		RUN(what_is_cut_off_in_the_other_byte_order_is_refused),
		RUN(mutated_bytes_can_be_asked_everything),
		RUN(mutated_bytes_of_the_other_order_can),
		RUN(a_mutated_split_btf_can),
		RUN(a_split_btf_on_a_mutated_base_can),
	};

	return cmocka_run_group_tests_name("model/mutations", tests, NULL, NULL);
}
