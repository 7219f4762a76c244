/* SPDX-License-Identifier: BSD-2-Clause */
/* test_unpack.c - each packed form: whole, in several streams, cut off, broken, and without end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/unpack.h"
#include "packers.h"

static const char greeting[] = "not long, and packed all the same: all the same, packed";

/* Numbers that repeat now and then: they pack well, but not to nothing. */
static void add_content(struct bytes *bytes, size_t size)
{
	uint32_t number = 1;

	while (bytes->size < size) {
		number = number * 1664525 + 1013904223;
		add_number(bytes, number >> 24 & 15, 4, false);
	}
}

static int unpack(const struct packer *packer, const struct bytes *packed, struct btf_blob *out,
		  struct btf_error *err)
{
	struct btf_blob blob = blob_of(packed);
	struct btf_inside inside = {0};
	int result;

	*err = (struct btf_error){0};
	assert_true(packer->form->probe(&blob));
	result = packer->form->open(&blob, &inside, err);
	*out = inside.bytes;
	return result;
}

static void assert_unpacks(const struct packer *packer, const struct bytes *packed,
			   const void *content, size_t size)
{
	struct btf_blob out;
	struct btf_error err;

	if (unpack(packer, packed, &out, &err))
		fail_msg("%s: %s", packer->name, err.text);
	assert_int_equal(out.size, size);
	assert_int_equal(out.kind, BTF_BLOB_HEAP);
	assert_memory_equal(out.data, content, size);
	btf_blob_release(&out);
}

static void test_one_stream(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		packers[i].pack(&packed, greeting, sizeof(greeting));
		assert_unpacks(&packers[i], &packed, greeting, sizeof(greeting));
		free_bytes(&packed);
	}
}

/* More than the output's first allocation, and than one block of lz4's legacy format. */
static void test_much(void **state)
{
	struct bytes content = {0};

	(void)state;
	add_content(&content, (8 << 20) + 12345);
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		packers[i].pack(&packed, content.data, content.size);
		assert_unpacks(&packers[i], &packed, content.data, content.size);
		free_bytes(&packed);
	}
	free_bytes(&content);
}

static void test_streams_in_a_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		if (packers[i].pack == pack_lzma)
			continue; /* has no magic to tell that another one follows */
		packers[i].pack(&packed, greeting, 10);
		packers[i].pack(&packed, greeting + 10, 20);
		packers[i].pack(&packed, greeting + 30, sizeof(greeting) - 30);
		assert_unpacks(&packers[i], &packed, greeting, sizeof(greeting));
		free_bytes(&packed);
	}
}

static void add_skippable_frame(struct bytes *bytes)
{
	add_number(bytes, 0x184D2A53, 4, false);
	add_number(bytes, 3, 4, false);
	add_text(bytes, "abc");
}

static void test_skippable_frames(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		if (packers[i].pack != pack_zstd && packers[i].pack != pack_lz4)
			continue;
		add_skippable_frame(&packed);
		packers[i].pack(&packed, greeting, 10);
		add_skippable_frame(&packed);
		add_skippable_frame(&packed);
		packers[i].pack(&packed, greeting + 10, sizeof(greeting) - 10);
		add_skippable_frame(&packed);
		assert_unpacks(&packers[i], &packed, greeting, sizeof(greeting));
		free_bytes(&packed);
	}
}

static void test_xz_padding(void **state)
{
	struct bytes packed = {0};

	(void)state;
	pack_xz(&packed, greeting, 10);
	add_zeros_to(&packed, packed.size + 8);
	pack_xz(&packed, greeting + 10, sizeof(greeting) - 10);
	add_zeros_to(&packed, packed.size + 4);
	assert_unpacks(&packers[1], &packed, greeting, sizeof(greeting));
	free_bytes(&packed);
}

/* As the kernel's build does it. */
static void test_appended_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		packers[i].pack(&packed, greeting, sizeof(greeting));
		add_number(&packed, sizeof(greeting), 4, false);
		assert_unpacks(&packers[i], &packed, greeting, sizeof(greeting));
		free_bytes(&packed);
	}
}

/* However much is missing, it is noticed. */
static void test_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		const struct packer *packer = &packers[i];
		struct bytes packed = {0};

		packer->pack(&packed, greeting, sizeof(greeting));
		for (size_t cut = packed.size - 1; cut >= 14; cut--) {
			/* A block of its own, so that a sanitizer sees a read past its end. */
			struct bytes part = {malloc(cut), cut, cut};
			struct btf_blob out;
			struct btf_error err;

			memcpy(part.data, packed.data, cut);
			assert_true(unpack(packer, &part, &out, &err) < 0);
			assert_error_says(&err, "truncated");
			assert_null(out.data);
			free_bytes(&part);
		}
		free_bytes(&packed);
	}
}

/* Without an end mark, what follows can only be a block that is cut off, or a broken one. */
static void test_lz4_legacy_tail(void **state)
{
	const struct packer *legacy = &packers[5];
	struct bytes packed = {0};
	struct btf_blob out;
	struct btf_error err;

	(void)state;
	pack_lz4_legacy(&packed, greeting, sizeof(greeting));
	for (int i = 1; i < 8; i++) {
		add_number(&packed, 1, 1, false);
		assert_true(unpack(legacy, &packed, &out, &err) < 0);
		assert_error_says(&err, i < 4 ? "truncated" : "more than 8 MiB pack to");
	}
	free_bytes(&packed);
}

static void test_second_stream_truncated(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};
		struct btf_blob out;
		struct btf_error err;

		if (packers[i].pack == pack_lzma)
			continue;
		packers[i].pack(&packed, greeting, 20);
		packers[i].pack(&packed, greeting, sizeof(greeting));
		packed.size -= 5;
		assert_true(unpack(&packers[i], &packed, &out, &err) < 0);
		assert_error_says(&err, "truncated");
		free_bytes(&packed);
	}
}

/* Whatever bit of a byte is turned, it either unpacks or is refused with words. */
static void test_broken_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < PACKER_COUNT; i++) {
		struct bytes packed = {0};

		packers[i].pack(&packed, greeting, sizeof(greeting));
		for (size_t at = 0; at < packed.size; at++) {
			struct btf_blob blob = blob_of(&packed);
			struct btf_inside inside = {0};
			struct btf_error err = {0};

			packed.data[at] ^= (uint8_t)(1 << at % 8);
			if (packers[i].form->probe(&blob)) {
				if (packers[i].form->open(&blob, &inside, &err))
					assert_error_says(&err, "byte ");
				btf_blob_release(&inside.bytes);
			}
			packed.data[at] ^= (uint8_t)(1 << at % 8);
		}
		free_bytes(&packed);
	}
}

static void test_gzip_checksum(void **state)
{
	struct bytes packed = {0};
	struct btf_blob out;
	struct btf_error err;

	(void)state;
	pack_gzip(&packed, greeting, sizeof(greeting));
	packed.data[packed.size - 8] ^= 1;
	assert_true(unpack(&packers[0], &packed, &out, &err) < 0);
	assert_error_says(&err, "incorrect data check");
	free_bytes(&packed);
}

/* A decoder that says that it gave all the output there was room for, and took nothing. */
static int endless_begin(void *state, struct btf_error *err)
{
	(void)state;
	(void)err;
	return 0;
}

static int endless_step(void *state, struct btf_unpacking *at, struct btf_error *err)
{
	(void)state;
	(void)err;
	at->output += at->output_left;
	at->output_left = 0;
	return BTF_UNPACK_MORE;
}

static void test_bomb(void **state)
{
	const struct btf_decoder endless = {NULL, endless_begin, endless_step, NULL, 0};
	const struct btf_blob packed = {(const uint8_t *)"x", 1, BTF_BLOB_BORROWED};
	struct btf_blob out;
	struct btf_error err = {0};

	(void)state;
	assert_true(btf_unpack(&btf_form_gzip, &endless, &packed, &out, &err) < 0);
	assert_error_says(&err, "holds more than 1073741824 bytes");
	assert_null(out.data);
}

/* No magic: so nothing else must look like it. */
static void test_lzma_is_told_from_others(void **state)
{
	static const struct {
		const char *bytes;
		bool is_lzma;
	} cases[] = {
		{"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0", true},
		{"\x5d\0\0\x80\0\0\x10\0\0\0\0\0\0\0", true},
		{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0", false},                     /* zeros */
		{"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\1", false}, /* the coder */
		{"\x5d\0\0\x90\0\xff\xff\xff\xff\xff\xff\xff\xff\0", false}, /* dictionary */
		{"\xe1\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0", false}, /* properties */
		{"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\x7f\0", false}, /* the size */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct btf_blob blob = {(const uint8_t *)cases[i].bytes, 14, BTF_BLOB_BORROWED};

		assert_int_equal(btf_form_lzma.probe(&blob), cases[i].is_lzma);
	}
}

static void test_known_by_name_only(void **state)
{
	struct btf_blob bzip2 = {(const uint8_t *)"BZh91AY&SY....", 14, BTF_BLOB_BORROWED};
	struct btf_blob lzop = {(const uint8_t *)"\x89LZO\0\r\n\x1a\n", 9, BTF_BLOB_BORROWED};
	struct btf_inside inside = {0};
	struct btf_error err;

	(void)state;
	assert_true(btf_form_bzip2.probe(&bzip2));
	assert_true(btf_form_lzop.probe(&lzop));
	assert_true(btf_form_bzip2.open(&bzip2, &inside, &err) < 0);
	assert_error_says(&err, "can't be unpacked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_stream),
		cmocka_unit_test(test_much),
		cmocka_unit_test(test_streams_in_a_row),
		cmocka_unit_test(test_skippable_frames),
		cmocka_unit_test(test_xz_padding),
		cmocka_unit_test(test_appended_size),
		cmocka_unit_test(test_truncation),
		cmocka_unit_test(test_lz4_legacy_tail),
		cmocka_unit_test(test_second_stream_truncated),
		cmocka_unit_test(test_broken_bytes),
		cmocka_unit_test(test_gzip_checksum),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_lzma_is_told_from_others),
		cmocka_unit_test(test_known_by_name_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
