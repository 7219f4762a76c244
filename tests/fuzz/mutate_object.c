/* SPDX-License-Identifier: BSD-2-Clause */
/* mutate_object OBJECT KERNEL - a BPF object with bytes changed, thousands of times: opened, and its
 * struct_ops checked against a kernel's. Whatever it is, it ends. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libbtf/load.h>
#include <libbtf/struct_ops_emit.h>

#include "mutate.h"
#include "random.h"

#define SIZE_MAX_READ (1 << 20)
#define MUTATIONS     3000

static void check(const struct btf *kernel, const struct btf_object *object)
{
	struct btf_error error = {0};
	struct btf_struct_ops_check *found = btf_struct_ops_check_new(kernel, object, &error);
	struct btf_out *out = btf_out_to_memory();

	if (found && out) {
		btf_emit_struct_ops_check(found, false, out);
		btf_emit_struct_ops_check(found, true, out);
	} else if (!*error.text) {
		abort();
	}
	btf_object_operation(object, "tcp_congestion_ops", "ssthresh");
	btf_out_free(out);
	btf_struct_ops_check_free(found);
}

/* Whether it could be opened. */
static bool try(const struct btf *kernel, const uint8_t *bytes, size_t size)
{
	struct btf_error error = {0};
	struct btf_object *object;
	char path[64];
	int fd = memfd_create("object", 0);

	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	object = btf_object_open(path, &error);
	if (object)
		check(kernel, object);
	else if (!*error.text)
		abort();
	btf_object_close(object);
	close(fd);
	return object != NULL;
}

int main(int argc, char **argv)
{
	static uint8_t original[SIZE_MAX_READ], bytes[SIZE_MAX_READ];
	FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
	struct btf_error error = {0};
	struct btf *kernel = file ? btf_load(argv[2], NULL, &error) : NULL;
	size_t size = file ? fread(original, 1, sizeof(original), file) : 0;
	uint64_t random = random_seed();
	int opened = 0;

	if (!kernel || !try(kernel, original, size)) {
		fprintf(stderr, "mutate_object OBJECT KERNEL: %s\n", error.text);
		return 1;
	}
	fclose(file);
	for (int i = 0; i < MUTATIONS; i++) {
		memcpy(bytes, original, size);
		opened += try(kernel, bytes, mutate(bytes, size, &random));
	}
	printf("%d of %d could be opened\n", opened, MUTATIONS);
	btf_free(kernel);
	return opened ? 0 : 1;
}
