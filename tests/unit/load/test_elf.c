/* SPDX-License-Identifier: BSD-2-Clause */
/* test_elf.c - the sections of ELF files of both classes and byte orders. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "builders.h"
#include "load/form.h"
#include <libbtf/load.h>

static int open_elf(const struct bytes *elf, struct btf_inside *inside, struct btf_error *err)
{
	struct btf_blob blob = blob_of(elf);

	*inside = (struct btf_inside){0};
	*err = (struct btf_error){0};
	assert_true(btf_form_elf.probe(&blob));
	return btf_form_elf.open(&blob, inside, err);
}

static void assert_same(const struct btf_blob *blob, const struct bytes *bytes)
{
	assert_int_equal(blob->size, bytes->size);
	assert_memory_equal(blob->data, bytes->data, bytes->size);
}

static void assert_refuses(const struct bytes *elf, const char *words)
{
	struct btf_inside inside;
	struct btf_error err;

	assert_true(open_elf(elf, &inside, &err) < 0);
	assert_error_says(&err, words);
	assert_null(inside.bytes.data);
	assert_null(inside.base_bytes.data);
}

static void assert_loads(const struct bytes *elf, uint32_t id_end)
{
	struct btf_error err;
	struct btf *btf = btf_load_bytes("input", elf->data, elf->size, NULL, &err);

	if (!btf)
		fail_msg("%s", err.text);
	assert_int_equal(btf_id_end(btf), id_end);
	btf_free(btf);
}

/* .BTF's byte order need not be the file's. */
static void test_classes_and_orders(void **state)
{
	(void)state;
	for (int i = 0; i < 8; i++) {
		const bool is_64_bit = i & 1, big_endian = i & 2;
		struct bytes btf = {0}, other = {0}, elf = {0};
		const struct elf_section sections[] = {
			{".BTF.ext", SHT_PROGBITS, 0, &other},
			{".BTF", SHT_PROGBITS, SHF_ALLOC, &btf},
			{0},
		};
		struct btf_inside inside;
		struct btf_error err;

		add_base_btf(&btf, i & 4);
		add_text(&other, "something else");
		add_elf(&elf, is_64_bit, big_endian, sections);
		if (open_elf(&elf, &inside, &err))
			fail_msg("%s", err.text);
		assert_true(inside.is_btf);
		assert_same(&inside.bytes, &btf);
		assert_int_equal(inside.bytes.kind, BTF_BLOB_BORROWED);
		assert_null(inside.base_bytes.data);
		assert_int_equal(inside.pointer_size, is_64_bit ? 8 : 4);
		free_bytes(&btf);
		free_bytes(&other);
		free_bytes(&elf);
	}
}

static void test_distilled_base(void **state)
{
	struct bytes base = {0}, split = {0}, elf = {0};
	const struct elf_section sections[] = {
		{".BTF", SHT_PROGBITS, 0, &split},
		{".BTF.base", SHT_PROGBITS, 0, &base},
		{0},
	};
	struct btf_inside inside;
	struct btf_error err;

	(void)state;
	add_base_btf(&base, false);
	add_split_btf(&split, false);
	add_elf(&elf, true, false, sections);
	assert_int_equal(open_elf(&elf, &inside, &err), 0);
	assert_same(&inside.bytes, &split);
	assert_same(&inside.base_bytes, &base);
	free_bytes(&base);
	free_bytes(&split);
	free_bytes(&elf);
}

static void add_compressed(struct bytes *section, const struct bytes *content, bool is_64_bit)
{
	uLongf size = compressBound(content->size);
	uint8_t *data = malloc(size);

	assert_int_equal(compress(data, &size, content->data, content->size), Z_OK);
	add_number(section, ELFCOMPRESS_ZLIB, is_64_bit ? 8 : 4, false);
	add_number(section, content->size, is_64_bit ? 8 : 4, false);
	add_number(section, 1, is_64_bit ? 8 : 4, false);
	add_bytes(section, data, size);
	free(data);
}

/* One of two is compressed: both have to be copies, for the file is given back. */
static void test_compressed(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		const bool is_64_bit = i & 1, base_is_packed = i & 2;
		struct bytes base = {0}, split = {0}, packed = {0}, elf = {0};
		const struct elf_section sections[] = {
			{".BTF", SHT_PROGBITS, base_is_packed ? 0 : SHF_COMPRESSED,
			 base_is_packed ? &split : &packed},
			{".BTF.base", SHT_PROGBITS, base_is_packed ? SHF_COMPRESSED : 0,
			 base_is_packed ? &packed : &base},
			{0},
		};
		struct btf_inside inside;
		struct btf_error err;

		add_base_btf(&base, false);
		add_split_btf(&split, false);
		add_compressed(&packed, base_is_packed ? &base : &split, is_64_bit);
		add_elf(&elf, is_64_bit, false, sections);
		if (open_elf(&elf, &inside, &err))
			fail_msg("%s", err.text);
		assert_same(&inside.bytes, &split);
		assert_same(&inside.base_bytes, &base);
		assert_int_equal(inside.bytes.kind, BTF_BLOB_HEAP);
		assert_int_equal(inside.base_bytes.kind, BTF_BLOB_HEAP);
		btf_blob_release(&inside.bytes);
		btf_blob_release(&inside.base_bytes);
		assert_loads(&elf, SPLIT_ID_END);
		free_bytes(&base);
		free_bytes(&split);
		free_bytes(&packed);
		free_bytes(&elf);
	}
}

static void test_compressed_wrongly(void **state)
{
	struct bytes btf = {0}, packed = {0}, elf = {0};
	const struct elf_section sections[] = {
		{".BTF", SHT_PROGBITS, SHF_COMPRESSED, &packed},
		{0},
	};

	(void)state;
	add_base_btf(&btf, false);
	add_compressed(&packed, &btf, true);
	add_elf(&elf, true, false, sections);
	set_number(&elf, 64 + 8, (uint64_t)1 << 40, 8, false); /* of the header: its size */
	assert_refuses(&elf, ".BTF: compressed: holds more than");
	set_number(&elf, 64 + 8, btf.size + 1, 8, false);
	assert_refuses(&elf, ".BTF: compressed");
	set_number(&elf, 64, 77, 4, false); /* its way of compression */
	assert_refuses(&elf, ".BTF: compressed");
	free_bytes(&btf);
	free_bytes(&packed);
	free_bytes(&elf);
}

static void test_no_btf(void **state)
{
	struct bytes content = {0}, elf = {0};
	const struct elf_section other[] = {{".BTF.ext", SHT_PROGBITS, 0, &content}, {0}};
	const struct elf_section only_base[] = {{".BTF.base", SHT_PROGBITS, 0, &content}, {0}};
	const struct elf_section nobits[] = {{".BTF", SHT_NOBITS, 0, &content}, {0}};

	(void)state;
	add_base_btf(&content, false);
	add_elf(&elf, true, false, other);
	assert_refuses(&elf, "no .BTF section");
	free_bytes(&elf);
	add_elf(&elf, true, false, only_base);
	assert_refuses(&elf, "no .BTF section");
	free_bytes(&elf);
	add_elf(&elf, true, false, nobits);
	assert_refuses(&elf, ".BTF: is not in this file");
	free_bytes(&elf);
	free_bytes(&content);
}

/* Where the header of section 1, .BTF, begins in a 64-bit file. */
static size_t btf_section_header(const struct bytes *elf)
{
	uint64_t table;

	memcpy(&table, elf->data + 40, sizeof(table));
	return (size_t)table + 64;
}

static void test_section_out_of_bounds(void **state)
{
	struct bytes btf = {0}, elf = {0};
	const struct elf_section sections[] = {{".BTF", SHT_PROGBITS, 0, &btf}, {0}};

	(void)state;
	add_base_btf(&btf, false);
	add_elf(&elf, true, false, sections);
	size_t header = btf_section_header(&elf);

	set_number(&elf, header + 24, elf.size - btf.size + 1, 8, false);
	assert_refuses(&elf, ".BTF: its ");
	set_number(&elf, header + 24, UINT64_MAX, 8, false);
	assert_refuses(&elf, ".BTF: its ");
	set_number(&elf, header + 24, 64, 8, false);
	set_number(&elf, header + 32, UINT64_MAX - 32, 8, false);
	assert_refuses(&elf, ".BTF: its ");
	free_bytes(&btf);
	free_bytes(&elf);
}

static void test_truncation(void **state)
{
	struct bytes btf = {0}, elf = {0};
	const struct elf_section sections[] = {{".BTF", SHT_PROGBITS, 0, &btf}, {0}};

	(void)state;
	add_base_btf(&btf, false);
	add_elf(&elf, true, false, sections);
	for (size_t cut = elf.size - 1; cut >= 4; cut--) {
		/* A block of its own, so that a sanitizer sees a read past its end. */
		struct bytes part = {malloc(cut), cut, cut};

		memcpy(part.data, elf.data, cut);
		assert_refuses(&part, "");
		free_bytes(&part);
	}
	free_bytes(&btf);
	free_bytes(&elf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes_and_orders),
		cmocka_unit_test(test_distilled_base),
		cmocka_unit_test(test_compressed),
		cmocka_unit_test(test_compressed_wrongly),
		cmocka_unit_test(test_no_btf),
		cmocka_unit_test(test_section_out_of_bounds),
		cmocka_unit_test(test_truncation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
