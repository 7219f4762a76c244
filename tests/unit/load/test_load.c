/* SPDX-License-Identifier: BSD-2-Clause */
/* test_load.c - from a source to a struct btf: forms in forms, bases, names, messages. */
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/load.h"
#include "model/btf.h"
#include "packers.h"

static struct btf *load(const struct bytes *bytes, const struct btf *base, struct btf_error *err)
{
	*err = (struct btf_error){0};
	return btf_load_bytes("input", bytes->data, bytes->size, base, err);
}

static void assert_loads(const struct bytes *bytes, const struct btf *base, uint32_t id_end)
{
	struct btf_error err;
	struct btf *btf = load(bytes, base, &err);

	if (!btf)
		fail_msg("%s", err.text);
	assert_int_equal(btf_id_end(btf), id_end);
	btf_free(btf);
}

static void assert_refuses(const struct bytes *bytes, const struct btf *base, const char *words)
{
	struct btf_error err;

	assert_null(load(bytes, base, &err));
	assert_error_says(&err, words);
	assert_null(btf_load_bytes("input", bytes->data, bytes->size, base, NULL));
}

static struct btf *open_base(struct bytes *bytes)
{
	struct btf *base;

	add_base_btf(bytes, false);
	base = btf_open_bytes(bytes->data, bytes->size, NULL, NULL);
	assert_non_null(base);
	return base;
}

static void add_elf_with_btf(struct bytes *elf)
{
	struct bytes btf = {0};
	const struct elf_section sections[] = {{".BTF", SHT_PROGBITS, 0, &btf}, {0}};

	add_base_btf(&btf, false);
	add_elf(elf, false, false, sections);
	free_bytes(&btf);
}

/* Around a payload, as far as load/payload.c reads it. */
static void add_bzimage(struct bytes *image, const struct bytes *payload)
{
	add_zeros_to(image, 0x1f1);
	add_number(image, 1, 1, false);
	add_zeros_to(image, 0x1fe);
	add_text(image, "\x55\xaa");
	add_zeros_to(image, 0x202);
	add_text(image, "HdrS\x0f\x02");
	add_zeros_to(image, 0x24c);
	add_number(image, payload->size, 4, false);
	add_zeros_to(image, 0x400);
	add_bytes(image, payload->data, payload->size);
}

static void test_raw(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		struct bytes btf = {0};

		add_base_btf(&btf, big_endian);
		assert_loads(&btf, NULL, BASE_ID_END);
		btf.size--;
		assert_refuses(&btf, NULL, "input: ");
		free_bytes(&btf);
	}
}

static void test_every_packing(void **state)
{
	struct bytes btf = {0};

	(void)state;
	add_base_btf(&btf, false);
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		packers[i].pack(&packed, btf.data, btf.size);
		assert_loads(&packed, NULL, BASE_ID_END);
		free_bytes(&packed);
	}
	free_bytes(&btf);
}

/* A kernel as distributions ship it, and the trail that a message leaves. */
static void test_forms_in_forms(void **state)
{
	struct bytes elf = {0}, payload = {0}, image = {0}, packed = {0};
	struct btf_error err;
	struct btf *btf;

	(void)state;
	add_elf_with_btf(&elf);
	add_zeros_to(&elf, 100000);
	pack_lz4_legacy(&payload, elf.data, elf.size);
	add_number(&payload, elf.size, 4, false);
	add_bzimage(&image, &payload);
	pack_zstd(&packed, image.data, image.size);

	btf = load(&packed, NULL, &err);
	assert_non_null(btf);
	assert_int_equal(btf_id_end(btf), BASE_ID_END);
	assert_int_equal(btf_pointer_size(btf), 4);
	/* It holds on to its own bytes only, not to the kernel's. */
	assert_int_equal(btf->backing.kind, BTF_BLOB_HEAP);
	assert_true(btf->backing.size < 1000);
	btf_free(btf);

	image.data[0x400 + payload.size - 10] ^= 0xff; /* in the only block */
	packed.size = 0;
	pack_zstd(&packed, image.data, image.size);
	assert_refuses(&packed, NULL, "input: zstd: bzImage: lz4: ");
	free_bytes(&elf);
	free_bytes(&payload);
	free_bytes(&image);
	free_bytes(&packed);
}

static void test_endless_nesting(void **state)
{
	struct bytes inner = {0};

	(void)state;
	add_base_btf(&inner, false);
	for (int i = 0; i < 8; i++) {
		struct bytes outer = {0};

		pack_gzip(&outer, inner.data, inner.size);
		free_bytes(&inner);
		inner = outer;
		if (i == 6)
			assert_loads(&inner, NULL, BASE_ID_END);
	}
	assert_refuses(&inner, NULL, "gzip: gzip: no BTF in 8 forms");
	free_bytes(&inner);
}

static void test_unknown(void **state)
{
	struct bytes bytes = {0}, packed = {0};

	(void)state;
	assert_refuses(&bytes, NULL, "input: is empty");
	add_text(&bytes, "#!");
	assert_refuses(&bytes, NULL, "begins with 23 21");
	add_text(&bytes, "/bin/true");
	assert_refuses(&bytes, NULL, "begins with 23 21 2f 62 69 6e 2f 74");
	pack_xz(&packed, bytes.data, bytes.size);
	assert_refuses(&packed, NULL, "input: xz: is neither BTF nor");
	packed.size = 0;
	pack_xz(&packed, "", 0);
	assert_refuses(&packed, NULL, "input: xz: is empty");
	free_bytes(&bytes);
	free_bytes(&packed);
}

static void test_split(void **state)
{
	struct bytes base_bytes = {0}, split = {0};
	struct btf *base = open_base(&base_bytes);

	(void)state;
	add_split_btf(&split, false);
	assert_loads(&split, base, SPLIT_ID_END);
	assert_refuses(&split, NULL, "split BTF");
	btf_free(base);
	free_bytes(&base_bytes);
	free_bytes(&split);
}

static void test_distilled_base(void **state)
{
	struct bytes base_bytes = {0}, base_copy = {0}, split = {0}, elf = {0}, packed = {0};
	struct btf *other = open_base(&base_bytes);
	const struct elf_section sections[] = {
		{".BTF.base", SHT_PROGBITS, 0, &base_copy},
		{".BTF", SHT_PROGBITS, 0, &split},
		{0},
	};

	(void)state;
	add_base_btf(&base_copy, false);
	add_split_btf(&split, false);
	add_elf(&elf, true, false, sections);
	assert_loads(&elf, NULL, SPLIT_ID_END);
	assert_refuses(&elf, other, "input: ELF: .BTF: brings its own base along");
	pack_zstd(&packed, elf.data, elf.size);
	assert_loads(&packed, NULL, SPLIT_ID_END);
	free_bytes(&elf);

	base_copy.data[2] = 9; /* the version */
	add_elf(&elf, true, false, sections);
	assert_refuses(&elf, NULL, "input: ELF: .BTF: its base, .BTF.base: ");
	btf_free(other);
	free_bytes(&base_bytes);
	free_bytes(&base_copy);
	free_bytes(&split);
	free_bytes(&elf);
	free_bytes(&packed);
}

/* A directory with files in it, where a test is; gone when it ends. */
struct place {
	char directory[64];
	char old[4096];
};

static void write_file(const char *path, const struct bytes *bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes->data, 1, bytes->size, file), bytes->size);
	assert_int_equal(fclose(file), 0);
}

static int enter_place(void **state)
{
	struct place *place = calloc(1, sizeof(*place));
	struct bytes base = {0}, split = {0};

	*state = place;
	strcpy(place->directory, "/tmp/test_load.XXXXXX");
	assert_non_null(getcwd(place->old, sizeof(place->old)));
	assert_non_null(mkdtemp(place->directory));
	assert_int_equal(chdir(place->directory), 0);
	assert_int_equal(mkdir("sysfs", 0700), 0);
	assert_int_equal(mkdir("empty", 0700), 0);
	assert_int_equal(mkdir("btrfs", 0700), 0);
	add_base_btf(&base, false);
	add_split_btf(&split, false);
	write_file("sysfs/vmlinux", &base);
	write_file("sysfs/btrfs", &split);
	write_file("sysfs/shadowed", &split);
	write_file("shadowed", &base);
	write_file("file", &base);
	free_bytes(&base);
	free_bytes(&split);
	return 0;
}

static int leave_place(void **state)
{
	static const char *const files[] = {"sysfs/vmlinux", "sysfs/btrfs", "sysfs/shadowed",
					    "shadowed", "file"};
	struct place *place = *state;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(files[i]);
	rmdir("sysfs");
	rmdir("empty");
	rmdir("btrfs");
	assert_int_equal(chdir(place->old), 0);
	assert_int_equal(rmdir(place->directory), 0);
	free(place);
	return 0;
}

/* What a name stands for: `id_end` of what is loaded, or the words of the refusal. */
static void test_names(void **state)
{
	static const struct {
		const char *directory, *name;
		uint32_t id_end;
		const char *words;
	} cases[] = {
		{"sysfs", "file", BASE_ID_END, NULL},
		{"sysfs", "./file", BASE_ID_END, NULL},
		{"sysfs", "vmlinux", BASE_ID_END, NULL},
		{"sysfs", "btrfs", SPLIT_ID_END, NULL}, /* a directory of that name is no file */
		{"sysfs", "shadowed", BASE_ID_END, NULL},
		{"sysfs", "./btrfs", 0, "./btrfs: Is a directory"},
		{"sysfs", "..", 0, "..: Is a directory"},
		{"sysfs", "nothing", 0, "nothing: no such file, and the running kernel has no mod"},
		{"sysfs", "./nothing", 0, "./nothing: No such file"},
		{"sysfs", "", 0, "No such file"},
		{"empty", "vmlinux", 0, "vmlinux: no such file, and the running kernel has no BTF"},
		{"empty", "btrfs", 0, "btrfs: Is a directory"},
		{"sysfs", "sysfs/btrfs", 0, "split BTF"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct btf_error err = {0};
		struct btf *btf = btf_load_in(cases[i].directory, cases[i].name, NULL, &err);

		if (cases[i].words) {
			assert_null(btf);
			assert_error_says(&err, cases[i].words);
		} else {
			if (!btf)
				fail_msg("%s", err.text);
			assert_int_equal(btf_id_end(btf), cases[i].id_end);
		}
		btf_free(btf);
	}
}

static void test_module_on_a_given_base(void **state)
{
	struct btf_error err = {0};
	struct btf *base = btf_load("file", NULL, &err);
	struct btf *module = btf_load_in("sysfs", "btrfs", base, &err);

	(void)state;
	assert_non_null(module);
	assert_ptr_equal(btf_base(module), base);
	btf_free(module);
	btf_free(base);
}

static void test_module_without_vmlinux(void **state)
{
	struct btf_error err = {0};

	(void)state;
	assert_int_equal(unlink("sysfs/vmlinux"), 0);
	assert_null(btf_load_in("sysfs", "btrfs", NULL, &err));
	assert_error_says(&err, "sysfs/vmlinux: No such file");
}

static void test_standard_input(void **state)
{
	struct btf_error err = {0};
	int saved = dup(STDIN_FILENO), file = open("file", O_RDONLY);
	struct btf *btf;

	(void)state;
	assert_true(dup2(file, STDIN_FILENO) == STDIN_FILENO);
	btf = btf_load("-", NULL, &err);
	assert_non_null(btf);
	btf_free(btf);
	assert_null(btf_load("-", NULL, &err)); /* it is read to its end by now */
	assert_error_says(&err, "standard input: is empty");
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_every_packing),
		cmocka_unit_test(test_forms_in_forms),
		cmocka_unit_test(test_endless_nesting),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_distilled_base),
		cmocka_unit_test_setup_teardown(test_names, enter_place, leave_place),
		cmocka_unit_test_setup_teardown(test_module_on_a_given_base, enter_place,
						leave_place),
		cmocka_unit_test_setup_teardown(test_module_without_vmlinux, enter_place,
						leave_place),
		cmocka_unit_test_setup_teardown(test_standard_input, enter_place, leave_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
