/* SPDX-License-Identifier: BSD-2-Clause */
/* test_kernel.c - what reading live maps takes and needs no kernel: lists of CPUs, types of maps,
 * the room of values. What needs one is in tests/oracle/live_maps.py. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <linux/bpf.h>

#include "load/bpf_syscall.h"
#include "load/kernel_cpus.h"
#include "load/kernel_map.h"
#include <libbtf/kernel.h>

/* As "0 1 2 8"; "" for what is refused. */
static void read_cpus(const char *text, char *said, size_t size)
{
	struct btf_cpus cpus;
	int result = btf_cpus_parse(text, &cpus, NULL);
	size_t length = 0;

	*said = '\0';
	assert_int_equal(result, cpus.count ? 0 : -EINVAL);
	for (uint32_t i = 0; i < cpus.count && length < size; i++)
		length += (size_t)snprintf(said + length, size - length, "%s%u", i ? " " : "",
					   cpus.ids[i]);
	btf_cpus_release(&cpus);
}

static const struct {
	const char *text, *cpus;
} cpu_lists[] = {
	{"0\n", "0"},
	{"0", "0"},
	{"0-3\n", "0 1 2 3"},
	{"0-3,8\n", "0 1 2 3 8"},
	{"2,4-5,7", "2 4 5 7"},
	{"1-1", "1"},
	/* None of these does the kernel write. */
	{"", ""},
	{"\n", ""},
	{"a", ""},
	{"0-", ""},
	{"-3", ""},
	{"0,", ""},
	{"0,,1", ""},
	{"3-1", ""},
	{"0-3,3", ""},
	{"4,1", ""},
	{"0 1", ""},
	{"0-3x", ""},
	{"65536", ""},
	{"4294967296", ""},
	{"0-99999999999", ""},
};

TEST(a_list_of_cpus_is_read_as_the_kernel_writes_it)
{
	char said[256];

	for (size_t i = 0; i < COUNT(cpu_lists); i++) {
		read_cpus(cpu_lists[i].text, said, sizeof(said));
		assert_row(strcmp(said, cpu_lists[i].cpus) == 0, cpu_lists[i].text, "read as %s",
			   said);
	}
}

TEST(all_cpus_that_there_can_be_fit)
{
	struct btf_cpus cpus;

	assert_int_equal(btf_cpus_parse("0-65535", &cpus, NULL), 0);
	assert_int_equal(cpus.count, BTF_CPUS_MAX);
	assert_int_equal(cpus.ids[BTF_CPUS_MAX - 1], BTF_CPUS_MAX - 1);
	btf_cpus_release(&cpus);
}

static const struct {
	uint32_t type;
	const char *name;
	enum btf_map_reading reading;
} map_types[] = {
	{BPF_MAP_TYPE_HASH, "hash", BTF_MAP_BY_KEYS},
	{BPF_MAP_TYPE_LRU_PERCPU_HASH, "lru_percpu_hash", BTF_MAP_BY_CPUS},
	{BPF_MAP_TYPE_PERCPU_ARRAY, "percpu_array", BTF_MAP_BY_CPUS},
	{BPF_MAP_TYPE_STACK, "stack", BTF_MAP_BY_PEEK},
	{BPF_MAP_TYPE_STRUCT_OPS, "struct_ops", BTF_MAP_BY_KEYS},
	{BPF_MAP_TYPE_RINGBUF, "ringbuf", BTF_MAP_CLOSED},
	{BPF_MAP_TYPE_USER_RINGBUF, "user_ringbuf", BTF_MAP_CLOSED},
	{32, "cgrp_storage", BTF_MAP_CLOSED},
	{33, "arena", BTF_MAP_CLOSED},
};

TEST(types_of_maps_have_the_names_that_bpftool_gives_them)
{
	for (size_t i = 0; i < COUNT(map_types); i++) {
		const struct btf_map_type *type = btf_map_type_of(map_types[i].type);

		assert_non_null(type);
		assert_string_equal(type->name, map_types[i].name);
		assert_int_equal(type->reading, map_types[i].reading);
	}
}

/* Each type that is known has a name, and what is closed has words. */
TEST(the_table_of_types_has_no_gaps)
{
	uint32_t count = 0;

	for (; btf_map_type_of(count); count++) {
		const struct btf_map_type *type = btf_map_type_of(count);

		assert_non_null(type->name);
		assert_true(*type->name &&
			    strlen(type->name) < sizeof(((struct btf_map_info *)0)->type_name));
		assert_true((type->why != NULL) == (type->reading == BTF_MAP_CLOSED));
	}
	assert_true(count > BPF_MAP_TYPE_USER_RINGBUF);
	assert_null(btf_map_type_of(UINT32_MAX));
}

TEST(a_value_of_a_cpu_takes_a_multiple_of_8_bytes)
{
	assert_int_equal(btf_map_cpu_stride(1), 8);
	assert_int_equal(btf_map_cpu_stride(8), 8);
	assert_int_equal(btf_map_cpu_stride(9), 16);
	assert_int_equal(btf_map_cpu_stride(UINT32_MAX), UINT64_C(1) << 32);
}

TEST(errors_of_bpf_are_said_in_words)
{
	struct btf_error err;
	char buffer[128];

	assert_int_equal(btf_bpf_fail(&err, -EPERM, "map 3"), -EPERM);
	assert_non_null(strstr(err.text, "map 3: may not be read"));
	assert_non_null(strstr(err.text, "CAP_BPF"));
	assert_int_equal(btf_bpf_fail(&err, -BTF_BPF_ENOTSUPP, "map 3"), -EOPNOTSUPP);
	assert_string_equal(btf_bpf_words(BTF_BPF_ENOTSUPP, buffer, sizeof(buffer)),
			    "Operation not supported");
	assert_int_equal(btf_bpf_fail(NULL, -EIO, "map 3"), -EIO);
}

static void assert_no_map(const char *path, int code, const char *words)
{
	struct btf_error err = {0};

	assert_null(btf_kernel_map_pinned(path, &err));
	assert_int_equal(err.code, code);
	assert_row(strstr(err.text, words), path, "%s", err.text);
}

/* Also where bpf(2) is forbidden. */
TEST(a_path_without_a_map_is_refused_with_the_reason)
{
	assert_no_map("/nowhere/at/all", -ENOENT, "/nowhere/at/all: No such file");
	assert_no_map("/", -EISDIR, "is a directory");
	assert_no_map("/proc/self/status", -EINVAL, "outside of the BPF file system");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_list_of_cpus_is_read_as_the_kernel_writes_it),
		RUN(all_cpus_that_there_can_be_fit),
		RUN(types_of_maps_have_the_names_that_bpftool_gives_them),
		RUN(the_table_of_types_has_no_gaps),
		RUN(a_value_of_a_cpu_takes_a_multiple_of_8_bytes),
		RUN(errors_of_bpf_are_said_in_words),
		RUN(a_path_without_a_map_is_refused_with_the_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
