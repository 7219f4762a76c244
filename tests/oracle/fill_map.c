/* SPDX-License-Identifier: BSD-2-Clause */
/* fill_map.c OBJECT TYPE ENTRIES COMMAND... - makes the map of a BPF object, as that type of map (as
 * bpftool calls it; "-": as the object says), fills it with that many entries, and runs the command,
 * which finds its id in MAP_ID. The map is gone when the command has ended. Keys count up from 0;
 * values are pseudo-random bytes that are the same in every run. Exits as the command does, or with
 * 77 where there can be no such map.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "random.h"

#define EXIT_SKIPPED 77
#define BATCH        1024
#define SEED         0x9e3779b97f4a7c15

struct filling {
	int fd;
	uint32_t entries;
	size_t key_size, value_size; /* value_size: of all CPUs */
	uint64_t random;
	uint8_t *keys, *values; /* of a batch */
};

static int set_type(struct bpf_map *map, const char *name)
{
	const char *known;

	if (strcmp(name, "-") == 0)
		return 0;
	for (enum bpf_map_type type = 1; (known = libbpf_bpf_map_type_str(type)); type++)
		if (strcmp(known, name) == 0)
			return bpf_map__set_type(map, type);
	return -EINVAL;
}

/* Whether values have a part for each CPU, each a multiple of 8 bytes. */
static size_t bytes_of_a_key(const struct bpf_map *map)
{
	size_t size = bpf_map__value_size(map);
	enum bpf_map_type type = bpf_map__type(map);

	if (type == BPF_MAP_TYPE_PERCPU_ARRAY || type == BPF_MAP_TYPE_PERCPU_HASH ||
	    type == BPF_MAP_TYPE_LRU_PERCPU_HASH)
		size = (size + 7) / 8 * 8 * (size_t)libbpf_num_possible_cpus();
	return size;
}

static void make_batch(struct filling *filling, uint32_t first, uint32_t count)
{
	memset(filling->keys, 0, BATCH * filling->key_size);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t key = first + i;

		memcpy(filling->keys + i * filling->key_size, &key, sizeof(key));
	}
	for (size_t i = 0; i < count * filling->value_size; i++)
		filling->values[i] = (uint8_t)(random_next(&filling->random) >> 56);
}

static int fill(struct filling *filling)
{
	int result = 0;

	for (uint32_t first = 0; first < filling->entries && !result; first += BATCH) {
		uint32_t left = filling->entries - first;
		uint32_t count = left < BATCH ? left : BATCH;

		make_batch(filling, first, count);
		result = bpf_map_update_batch(filling->fd, filling->keys, filling->values, &count,
					      NULL);
	}
	return result;
}

static int fill_map(const struct bpf_map *map)
{
	struct filling filling = {
		.fd = bpf_map__fd(map),
		.entries = bpf_map__max_entries(map),
		.key_size = bpf_map__key_size(map),
		.value_size = bytes_of_a_key(map),
		.random = SEED,
	};
	int result = -EINVAL;

	filling.keys = malloc(BATCH * filling.key_size);
	filling.values = malloc(BATCH * filling.value_size);
	if (filling.keys && filling.values && filling.key_size >= sizeof(uint32_t))
		result = fill(&filling);
	free(filling.keys);
	free(filling.values);
	return result;
}

static int run(const struct bpf_map *map, char **command)
{
	struct bpf_map_info info = {0};
	uint32_t size = sizeof(info);
	char id[16];
	int status = 0;
	pid_t pid;

	if (bpf_obj_get_info_by_fd(bpf_map__fd(map), &info, &size))
		return EXIT_FAILURE;
	snprintf(id, sizeof(id), "%u", info.id);
	setenv("MAP_ID", id, 1);
	pid = fork();
	if (pid == 0) {
		execvp(command[0], command);
		perror(command[0]);
		_exit(EXIT_FAILURE);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return EXIT_FAILURE;
	return WEXITSTATUS(status);
}

static int print_nothing(enum libbpf_print_level level, const char *format, va_list args)
{
	(void)level;
	(void)format;
	(void)args;
	return 0;
}

static int make_and_run(struct bpf_object *object, char **argv)
{
	struct bpf_map *map = bpf_object__next_map(object, NULL);
	int result;

	if (!map || set_type(map, argv[2]) ||
	    bpf_map__set_max_entries(map, (uint32_t)strtoul(argv[3], NULL, 0))) {
		fprintf(stderr, "%s: no map that can be a %s\n", argv[1], argv[2]);
		return EXIT_FAILURE;
	}
	result = bpf_object__load(object);
	if (result) {
		fprintf(stderr, "%s: can't be loaded here: %s\n", argv[1], strerror(-result));
		return EXIT_SKIPPED;
	}
	result = fill_map(map);
	if (result) {
		fprintf(stderr, "%s: the map can't be filled: %s\n", argv[1], strerror(-result));
		return EXIT_FAILURE;
	}
	return run(map, argv + 4);
}

int main(int argc, char **argv)
{
	struct bpf_object *object;
	int status;

	if (argc < 5) {
		fprintf(stderr, "usage: fill_map OBJECT TYPE ENTRIES COMMAND...\n");
		return EXIT_FAILURE;
	}
	libbpf_set_print(print_nothing);
	object = bpf_object__open_file(argv[1], NULL);
	if (!object) {
		fprintf(stderr, "%s: is no BPF object\n", argv[1]);
		return EXIT_FAILURE;
	}
	status = make_and_run(object, argv);
	bpf_object__close(object);
	return status;
}
