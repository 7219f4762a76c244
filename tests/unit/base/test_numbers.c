/* SPDX-License-Identifier: BSD-2-Clause */
/* test_numbers.c - decimal numbers, against those of snprintf(). */
#include "unit.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/out.h"
#include "random.h"

#define RANDOM_COUNT 1000000

/* What was put, as a string; `end` is what the function returned. */
static const char *ended(char *text, char *end)
{
	*end = '\0';
	return text;
}

static void check_u32(uint32_t value)
{
	char text[BTF_OUT_ROOM], expected[32];

	snprintf(expected, sizeof(expected), "%" PRIu32, value);
	assert_string_equal(ended(text, btf_put_u32(text, value)), expected);
}

static void check_u64(uint64_t value)
{
	char text[BTF_OUT_ROOM], expected[32];

	snprintf(expected, sizeof(expected), "%" PRIu64, value);
	assert_string_equal(ended(text, btf_put_u64(text, value)), expected);
}

static void check_i64(int64_t value)
{
	char text[BTF_OUT_ROOM], expected[32];

	snprintf(expected, sizeof(expected), "%" PRId64, value);
	assert_string_equal(ended(text, btf_put_i64(text, value)), expected);
}

static void check_all(uint64_t value)
{
	check_u32((uint32_t)value);
	check_u64(value);
	check_i64((int64_t)value);
	check_i64(-(int64_t)(value >> 1));
}

TEST(every_number_around_a_power_of_ten)
{
	uint64_t power = 1;

	for (int digits = 1; digits <= 20; digits++) {
		check_all(power - 1);
		check_all(power);
		check_all(power + 1);
		check_all(power * 9);
		power *= 10;
	}
}

TEST(every_number_around_a_power_of_two)
{
	for (int bit = 0; bit < 64; bit++) {
		check_all((1ull << bit) - 1);
		check_all(1ull << bit);
		check_all((1ull << bit) + 1);
	}
}

TEST(the_smallest_and_the_largest)
{
	check_u32(UINT32_MAX);
	check_u64(UINT64_MAX);
	check_i64(INT64_MAX);
	check_i64(INT64_MIN);
	check_i64(INT64_MIN + 1);
	check_i64(-1);
}

TEST(every_number_of_up_to_four_digits)
{
	for (uint32_t value = 0; value < 10000; value++) {
		check_u32(value);
		check_u32(value * 10000);
	}
}

/* Of every length alike: of numbers drawn plainly, nearly all would have 19 digits. */
TEST(a_million_random_numbers)
{
	uint64_t state = random_seed();

	for (int i = 0; i < RANDOM_COUNT; i++) {
		uint64_t bits = random_next(&state);

		check_all(bits >> (random_next(&state) & 63));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_number_around_a_power_of_ten), RUN(every_number_around_a_power_of_two),
		RUN(the_smallest_and_the_largest),       RUN(every_number_of_up_to_four_digits),
		RUN(a_million_random_numbers),
	};

	return cmocka_run_group_tests_name("base/numbers", tests, NULL, NULL);
}
