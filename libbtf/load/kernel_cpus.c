/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_cpus.c - which CPUs a per-CPU value has parts for. */
#include "load/kernel_cpus.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/blob.h"
#include "base/error.h"

#define POSSIBLE_CPUS "/sys/devices/system/cpu/possible"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool read_number(const char **at, uint32_t *number)
{
	uint32_t value = 0;

	if (!is_digit(**at))
		return false;
	for (; is_digit(**at); (*at)++) {
		value = 10 * value + (uint32_t)(**at - '0');
		if (value >= BTF_CPUS_MAX)
			return false;
	}
	*number = value;
	return true;
}

/* "4" or "0-3". */
static bool read_range(const char **at, uint32_t *first, uint32_t *last)
{
	if (!read_number(at, first))
		return false;
	*last = *first;
	if (**at != '-')
		return true;
	(*at)++;
	return read_number(at, last) && *last >= *first;
}

/* Adds the ranges to `ids`, which has room for BTF_CPUS_MAX: they must ascend. */
static bool read_list(const char *text, uint32_t *ids, uint32_t *count)
{
	uint32_t first, last, end = 0;

	for (;;) {
		if (!read_range(&text, &first, &last) || first < end)
			return false;
		for (uint32_t id = first; id <= last; id++)
			ids[(*count)++] = id;
		end = last + 1;
		if (*text != ',')
			break;
		text++;
	}
	return *text == '\0' || *text == '\n';
}

int btf_cpus_parse(const char *text, struct btf_cpus *cpus, struct btf_error *err)
{
	uint32_t *fitting;

	*cpus = (struct btf_cpus){malloc(BTF_CPUS_MAX * sizeof(*cpus->ids)), 0};
	if (!cpus->ids)
		return btf_fail(err, -ENOMEM, "not enough memory for a list of CPUs");
	if (!read_list(text, cpus->ids, &cpus->count)) {
		btf_cpus_release(cpus);
		return btf_fail(err, -EINVAL, "is no list of CPUs");
	}
	fitting = realloc(cpus->ids, cpus->count * sizeof(*fitting));
	if (fitting)
		cpus->ids = fitting;
	return 0;
}

int btf_cpus_possible(struct btf_cpus *cpus, struct btf_error *err)
{
	struct btf_blob file;
	char text[4096];
	int result;

	result = btf_blob_open(&file, POSSIBLE_CPUS, err);
	if (result == 0) {
		size_t size = file.size < sizeof(text) ? file.size : sizeof(text) - 1;

		memcpy(text, file.data, size);
		text[size] = '\0';
		btf_blob_release(&file);
		result = btf_cpus_parse(text, cpus, err);
	}
	/* To guess is no way out: the kernel writes as much as it has CPUs. */
	if (result)
		btf_error_prefix(err, "how many CPUs there can be: " POSSIBLE_CPUS);
	return result;
}

void btf_cpus_release(struct btf_cpus *cpus)
{
	free(cpus->ids);
	*cpus = (struct btf_cpus){0};
}
