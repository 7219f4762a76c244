/* SPDX-License-Identifier: BSD-2-Clause */
/* make_seeds.c DIRECTORY - what fuzzing begins with: BTF of every kind, in both byte orders, alone and
 * split, with a layout section, and without anything. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "samples.h"

static void write_seed(const char *directory, const char *name, const uint8_t *bytes, size_t size)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
		perror(path);
		exit(EXIT_FAILURE);
	}
}

static void write_both_orders(const char *directory, const char *name, struct btf_builder *b)
{
	char swapped_name[64];
	size_t size;
	const uint8_t *bytes = builder_bytes(b, &size);

	write_seed(directory, name, bytes, size);
	snprintf(swapped_name, sizeof(swapped_name), "%s_swapped", name);
	bytes = builder_swapped_bytes(b, &size);
	write_seed(directory, swapped_name, bytes, size);
}

static void write_all(const char *directory)
{
	struct btf_builder *alone = builder_new(), *described = builder_new();
	struct btf_builder *empty = builder_new();

	add_samples(alone);
	struct btf_builder *split = builder_split(alone);

	add_split_samples(split);
	add_samples(described);
	set_known_layouts(described);
	set_layout(described, 20, 4, 8, 0);
	add_raw(described, 20, "new", 1, 0);
	for (uint32_t word = 0; word < 3; word++)
		add_word(described, word);
	drop_strings(empty);
	write_both_orders(directory, "alone", alone);
	write_both_orders(directory, "split", split);
	write_both_orders(directory, "described", described);
	write_both_orders(directory, "empty", empty);
	builder_free(alone);
	builder_free(described);
	builder_free(empty);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: %s DIRECTORY\n", argv[0]);
		return EXIT_FAILURE;
	}
	mkdir(argv[1], 0777);
	write_all(argv[1]);
	return EXIT_SUCCESS;
}
