/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_show OBJECT SEED DENSITY - pseudo-random bytes as every struct and union of the running
 * kernel, shown by the kernel and by libbtf, with each combination of flags. For each a line
 *
 *	ID FLAGS BYTES KERNEL OURS
 *
 * the texts and bytes in hexadecimal. DENSITY: one byte in so many is not zero; 0: none is. Exits with
 * 77 where the kernel lets no program in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include <libbtf/load.h>
#include <libbtf/resolve.h>
#include <libbtf/value_emit.h>

#include "kernel_show.h"
#include "random.h"

#define EXIT_SKIPPED 77

/* Flags that change the text of what stands in memory: pointers are hashed without BTF_F_PTR_RAW. */
static const uint64_t flag_sets[] = {
	BTF_F_PTR_RAW,
	BTF_F_PTR_RAW | BTF_F_COMPACT,
	BTF_F_PTR_RAW | BTF_F_NONAME,
	BTF_F_PTR_RAW | BTF_F_COMPACT | BTF_F_NONAME,
	BTF_F_PTR_RAW | BTF_F_ZERO,
	BTF_F_PTR_RAW | BTF_F_ZERO | BTF_F_COMPACT,
	BTF_F_PTR_RAW | BTF_F_ZERO | BTF_F_NONAME,
	BTF_F_PTR_RAW | BTF_F_ZERO | BTF_F_COMPACT | BTF_F_NONAME,
};

struct comparison {
	struct bpf_object *object;
	struct btf_decoder *decoder;
	struct show_request *request;
	int program;
	uint64_t seed;
	unsigned int density;
};

static void die(const char *what, uint32_t id)
{
	fprintf(stderr, "kernel_show: type %u: %s\n", id, what);
	exit(1);
}

static void load(struct comparison *with, const char *path)
{
	void *memory = MAP_FAILED;

	libbpf_set_print(NULL);
	with->object = bpf_object__open_file(path, NULL);
	if (!with->object || bpf_object__load(with->object)) {
		fprintf(stderr, "no program can be loaded into the kernel here\n");
		bpf_object__close(with->object);
		exit(EXIT_SKIPPED);
	}
	with->program = bpf_program__fd(bpf_object__find_program_by_name(with->object, "show"));
	for (struct bpf_map *map = NULL; (map = bpf_object__next_map(with->object, map));)
		if (strstr(bpf_map__name(map), ".bss"))
			memory = mmap(NULL, sizeof(struct show_request), PROT_READ | PROT_WRITE,
				      MAP_SHARED, bpf_map__fd(map), 0);
	if (memory == MAP_FAILED)
		die("no memory is shared with the program", 0);
	with->request = memory;
}

static void print_hex(const void *bytes, size_t size)
{
	const uint8_t *byte = bytes;

	putchar(' ');
	for (size_t i = 0; i < size; i++)
		printf("%02x", byte[i]);
}

static void show_ours(const struct comparison *with, const struct btf_value_type *type)
{
	const struct show_request *request = with->request;
	const struct btf_value_show_options options = {.compact = request->flags & BTF_F_COMPACT,
						       .noname = request->flags & BTF_F_NONAME,
						       .zero = request->flags & BTF_F_ZERO};
	const struct btf_value value = {type, request->data, type->size};
	struct btf_out *out = btf_out_to_memory();
	const char *text;
	size_t length;

	if (!out || btf_emit_value_show(with->decoder, &value, &options, out))
		die("is not shown", type->type_id);
	text = btf_out_text(out, &length);
	print_hex(text, length);
	btf_out_free(out);
}

static void compare(struct comparison *with, const struct btf_value_type *type)
{
	struct show_request *request = with->request;
	LIBBPF_OPTS(bpf_test_run_opts, no_options);

	request->type_id = type->type_id;
	for (uint64_t i = 0; i < type->size; i++) {
		uint64_t number = random_next(&with->seed);
		bool is_zero = !with->density || number % with->density;

		request->data[i] = is_zero ? 0 : (uint8_t)(number >> 32);
	}
	for (size_t i = 0; i < sizeof(flag_sets) / sizeof(*flag_sets); i++) {
		request->flags = flag_sets[i];
		if (bpf_prog_test_run_opts(with->program, &no_options) || request->length < 0)
			die("the kernel does not show it", type->type_id);
		if (request->length >= SHOW_TEXT_MAX)
			die("its text is too long", type->type_id);
		printf("%u %u", type->type_id, (unsigned int)request->flags);
		print_hex(request->data, (size_t)type->size);
		print_hex(request->text, (size_t)request->length);
		show_ours(with, type);
		putchar('\n');
	}
}

int main(int argc, char **argv)
{
	struct btf_error error = {0};
	struct comparison with = {0};
	struct btf *btf;

	if (argc != 4) {
		fprintf(stderr, "usage: kernel_show OBJECT SEED DENSITY\n");
		return 1;
	}
	with.seed = strtoull(argv[2], NULL, 0);
	with.density = (unsigned int)atoi(argv[3]);
	load(&with, argv[1]);
	btf = btf_load("vmlinux", NULL, &error);
	with.decoder = btf ? btf_decoder_new(btf, &error) : NULL;
	if (!with.decoder) {
		fprintf(stderr, "%s\n", error.text);
		return EXIT_SKIPPED;
	}
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_value_type type;

		if (btf_type_is_struct(btf, id) && btf_value_type_of(btf, id, &type, &error) &&
		    type.size <= SHOW_DATA_MAX)
			compare(&with, &type);
	}
	btf_decoder_free(with.decoder);
	btf_free(btf);
	bpf_object__close(with.object);
	return 0;
}
