/* SPDX-License-Identifier: BSD-2-Clause */
/* test_image.c - kernel images around a tiny payload, and every header word set wrong. */
#include <stdio.h>
#include <string.h>

#include "builders.h"
#include "load/form.h"

static const char payload[] = "the payload";

static int open_form(const struct btf_form *form, const struct bytes *image,
		     struct btf_inside *inside, struct btf_error *err)
{
	struct btf_blob blob = blob_of(image);

	*inside = (struct btf_inside){0};
	*err = (struct btf_error){0};
	assert_true(form->probe(&blob));
	return form->open(&blob, inside, err);
}

static void assert_finds_payload(const struct btf_form *form, const struct bytes *image)
{
	struct btf_inside inside;
	struct btf_error err;

	if (open_form(form, image, &inside, &err))
		fail_msg("%s: %s", form->name, err.text);
	assert_false(inside.is_btf);
	assert_int_equal(inside.bytes.kind, BTF_BLOB_BORROWED);
	assert_int_equal(inside.bytes.size, sizeof(payload));
	assert_memory_equal(inside.bytes.data, payload, sizeof(payload));
}

static void assert_refuses(const struct btf_form *form, const struct bytes *image,
			   const char *words)
{
	struct btf_inside inside;
	struct btf_error err;

	assert_true(open_form(form, image, &inside, &err) < 0);
	assert_error_says(&err, words);
}

/* With one word of it set wrong; puts it right again. */
static void assert_refuses_with(const struct btf_form *form, struct bytes *image, size_t offset,
				uint32_t value, const char *words)
{
	uint8_t saved[4];

	memcpy(saved, image->data + offset, 4);
	set_number(image, offset, value, 4, false);
	assert_refuses(form, image, words);
	memcpy(image->data + offset, saved, 4);
}

/* A bzImage: the boot sector and `sectors` of setup, some protected-mode code, the payload. */
static void add_bzimage(struct bytes *image, unsigned int sectors)
{
	const size_t protected_mode = (sectors + 1) * 512, code_size = 100;

	add_zeros_to(image, 0x1f1);
	add_number(image, sectors, 1, false);
	add_zeros_to(image, 0x1fe);
	add_number(image, 0xaa55, 2, false);
	add_zeros_to(image, 0x202);
	add_text(image, "HdrS");
	add_number(image, 0x020f, 2, false);
	add_zeros_to(image, 0x248);
	add_number(image, code_size, 4, false);
	add_number(image, sizeof(payload), 4, false);
	add_zeros_to(image, protected_mode + code_size);
	add_bytes(image, payload, sizeof(payload));
}

static void test_bzimage(void **state)
{
	struct bytes image = {0};

	(void)state;
	add_bzimage(&image, 1);
	assert_finds_payload(&btf_form_bzimage, &image);
	image.size--;
	assert_refuses(&btf_form_bzimage, &image, "truncated");
	free_bytes(&image);
}

static void test_bzimage_sectors_0_means_4(void **state)
{
	struct bytes image = {0};

	(void)state;
	add_bzimage(&image, 4);
	image.data[0x1f1] = 0;
	assert_finds_payload(&btf_form_bzimage, &image);
	free_bytes(&image);
}

static void test_bzimage_header(void **state)
{
	const struct btf_form *form = &btf_form_bzimage;
	struct bytes image = {0};

	(void)state;
	add_bzimage(&image, 1);
	assert_refuses_with(form, &image, 0x206, 0x0207, "protocol 2.07");
	assert_refuses_with(form, &image, 0x248, 101, "run past the end");
	assert_refuses_with(form, &image, 0x248, UINT32_MAX, "run past the end");
	assert_refuses_with(form, &image, 0x24c, sizeof(payload) + 1, "run past the end");
	assert_refuses_with(form, &image, 0x24c, UINT32_MAX, "run past the end");
	assert_refuses_with(form, &image, 0x24c, 0, "is empty");
	image.data[0x1f1] = 255;
	assert_refuses(form, &image, "run past the end");
	for (image.size = 0x206; image.size < 0x250; image.size++)
		assert_refuses(form, &image, "cut off");
	free_bytes(&image);
}

static void add_zboot(struct bytes *image)
{
	add_text(image, "MZ");
	add_zeros_to(image, 4);
	add_text(image, "zimg");
	add_number(image, 0x40, 4, false);
	add_number(image, sizeof(payload), 4, false);
	add_zeros_to(image, 0x18);
	add_text(image, "gzip");
	add_zeros_to(image, 0x38);
	add_number(image, 0x818223cd, 4, false); /* LINUX_PE_MAGIC, as in an Image */
	add_zeros_to(image, 0x40);
	add_bytes(image, payload, sizeof(payload));
	add_zeros_to(image, 0x100);
}

static void test_zboot(void **state)
{
	const struct btf_form *form = &btf_form_zboot;
	struct bytes image = {0};

	(void)state;
	add_zboot(&image);
	assert_finds_payload(form, &image);
	assert_refuses_with(form, &image, 8, 0x101 - sizeof(payload), "run past the end");
	assert_refuses_with(form, &image, 8, UINT32_MAX, "run past the end");
	assert_refuses_with(form, &image, 12, 0xc1, "run past the end");
	assert_refuses_with(form, &image, 12, UINT32_MAX, "run past the end");
	assert_refuses_with(form, &image, 12, 0, "is empty");
	for (image.size = 8; image.size < 16; image.size++)
		assert_refuses(form, &image, "cut off");
	free_bytes(&image);
}

#define UKI_PE       0x80
#define UKI_SECTIONS (UKI_PE + 24 + 16)

static void add_uki(struct bytes *image)
{
	add_text(image, "MZ");
	add_zeros_to(image, 0x3c);
	add_number(image, UKI_PE, 4, false);
	add_zeros_to(image, UKI_PE);
	add_bytes(image, "PE\0", 4);
	add_zeros_to(image, UKI_PE + 6);
	add_number(image, 2, 2, false);
	add_zeros_to(image, UKI_PE + 20);
	add_number(image, 16, 2, false); /* the optional header's size */
	add_zeros_to(image, UKI_SECTIONS);
	add_text(image, ".osrel");
	add_zeros_to(image, UKI_SECTIONS + 40);
	add_bytes(image, ".linux\0", 8);
	add_number(image, sizeof(payload), 4, false);
	add_number(image, 0x1000, 4, false); /* its address */
	add_number(image, 0x200, 4, false);
	add_number(image, 0x200, 4, false);
	add_zeros_to(image, 0x200);
	add_bytes(image, payload, sizeof(payload));
	add_zeros_to(image, 0x400);
}

static void test_uki(void **state)
{
	const struct btf_form *form = &btf_form_uki;
	const size_t section = UKI_SECTIONS + 40;
	struct bytes image = {0};

	(void)state;
	add_uki(&image);
	assert_finds_payload(form, &image);
	assert_refuses_with(form, &image, section + 20, 0x3f8, "run past the end");
	assert_refuses_with(form, &image, section + 20, UINT32_MAX, "run past the end");
	assert_refuses_with(form, &image, section + 8, 0, "is empty");
	/* As it is on disk, where that is the smaller: the rest would be zeros in memory. */
	set_number(&image, section + 16, sizeof(payload), 4, false);
	set_number(&image, section + 8, UINT32_MAX, 4, false);
	assert_finds_payload(form, &image);
	free_bytes(&image);
}

/* Any PE program comes by here. */
static void test_not_a_uki(void **state)
{
	static const struct {
		size_t offset;
		uint32_t value;
	} cases[] = {
		{0x3c, UINT32_MAX}, /* where the PE header is */
		{0x3c, 0x400 - 8},
		{UKI_PE, 0},                     /* its magic */
		{UKI_PE + 4, 1 << 16},           /* one section */
		{UKI_PE + 20, 0xffff},           /* where the sections are */
		{UKI_SECTIONS + 40, 0x6d656d2e}, /* .mem */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes image = {0};

		add_uki(&image);
		set_number(&image, cases[i].offset, cases[i].value, 4, false);
		struct btf_blob blob = blob_of(&image);

		assert_false(btf_form_uki.probe(&blob));
		free_bytes(&image);
	}
}

static void add_image_header(struct bytes *image, const char *magic)
{
	add_zeros_to(image, 0x38);
	add_text(image, magic);
	add_zeros_to(image, 0x1003); /* BTF need not be aligned */
}

static void assert_finds_btf(const struct bytes *image, size_t offset, size_t size)
{
	struct btf_inside inside;
	struct btf_error err;

	if (open_form(&btf_form_image, image, &inside, &err))
		fail_msg("%s", err.text);
	assert_true(inside.is_btf);
	assert_int_equal(inside.bytes.kind, BTF_BLOB_BORROWED);
	assert_int_equal(inside.bytes.data - image->data, offset);
	assert_int_equal(inside.bytes.size, size);
}

static void test_image(void **state)
{
	static const char *const magics[] = {"ARM\x64", "RSC\x05", "\xcd\x23\x82\x81"};

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct bytes image = {0};

		add_image_header(&image, magics[i / 2]);
		size_t offset = image.size;

		add_base_btf(&image, i % 2);
		size_t size = image.size - offset;

		add_zeros_to(&image, image.size + 100);
		assert_finds_btf(&image, offset, size);
		image.size = offset + size;
		assert_finds_btf(&image, offset, size);
		image.size--;
		assert_refuses(&btf_form_image, &image, "no BTF in its");
		free_bytes(&image);
	}
}

/* Things that look like BTF before the kernel's: the constant in its code, a header that leads
 * past the end, BTF with a broken record, a whole one that is smaller. */
static void test_image_with_decoys(void **state)
{
	struct bytes image = {0}, btf = {0};

	(void)state;
	add_base_btf(&btf, false);
	add_image_header(&image, "ARM\x64");
	add_bytes(&image, "\x9f\xeb\x01\x00\x9f\xeb\x01\x00", 8);
	add_bytes(&image, btf.data, 24);
	add_bytes(&image, btf.data, btf.size);
	image.data[image.size - btf.size + 12] += 128; /* the length of the types */
	add_bytes(&image, btf.data, btf.size);
	image.data[image.size - btf.size + 24 + 7] = 127; /* the kind of the first type */
	size_t small = image.size;

	/* A split one, made to stand alone: its strings begin with an empty one. */
	add_split_btf(&image, false);
	image.data[small + 24 + 12] = '\0';
	size_t real = image.size;

	add_bytes(&image, btf.data, btf.size);
	assert_finds_btf(&image, real, btf.size);
	add_bytes(&image, image.data + small, real - small);
	assert_finds_btf(&image, real, btf.size);
	image.size = real;
	assert_finds_btf(&image, small, real - small);
	image.data[small + 24 + 12] = 'p';
	assert_refuses(&btf_form_image, &image, "no BTF in its");
	free_bytes(&image);
	free_bytes(&btf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bzimage),
		cmocka_unit_test(test_bzimage_sectors_0_means_4),
		cmocka_unit_test(test_bzimage_header),
		cmocka_unit_test(test_zboot),
		cmocka_unit_test(test_uki),
		cmocka_unit_test(test_not_a_uki),
		cmocka_unit_test(test_image),
		cmocka_unit_test(test_image_with_decoys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
