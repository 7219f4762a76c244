/* SPDX-License-Identifier: BSD-2-Clause */
/* test_value.c - values as rows: every bit belongs to somebody, by small types and by all structs of a kernel. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "random.h"
#include "value.h"
#include <libbtf/load.h>

#define KERNEL          INPUTS "/vmlinux-6.1.btf"
#define SIZE_MAX_KERNEL 4096u

/* A value and all that it needs. */
struct opened {
	int fd;
	struct tui_source source;
	struct btf_decoder *decoder;
	struct value *value;
};

/* A file that holds these bytes and is nowhere. */
static int file_of(const void *bytes, size_t size)
{
	int fd = memfd_create("value", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), size);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static struct opened open_file(const struct btf *btf, const char *type, const void *bytes,
			       size_t size)
{
	struct opened opened = {.fd = file_of(bytes, size)};
	struct btf_error error = {.text = ""};

	opened.source = (struct tui_source){.name = "test",
					    .argument = "test",
					    .release = "",
					    .btf = btf,
					    .entries_name = "value",
					    .entries_word = "value",
					    .entries_type = type};
	opened.source.entries = btf_entries_open_fd("value", opened.fd, &error);
	opened.decoder = btf_decoder_new(btf, NULL);
	return opened;
}

/* Not part of open_file(), since the value keeps the address of its source. */
static void start(struct opened *opened)
{
	struct btf_error error = {.text = ""};

	assert_non_null(opened->source.entries);
	opened->value = value_new(&opened->source, opened->decoder, &error);
	if (!opened->value)
		fail_msg("%s", error.text);
}

static void finish(struct opened *opened)
{
	value_free(opened->value);
	btf_entries_close(opened->source.entries);
	btf_decoder_free(opened->decoder);
	if (opened->fd >= 0)
		close(opened->fd);
}

/* bpftool's JSON of some bytes: the form that no bytes can be mistaken for another. */
static size_t put_json(char *text, const uint8_t *bytes, size_t size)
{
	size_t length = (size_t)sprintf(text, "{\"key\":[\"0x00\"],\"value\":[");

	for (size_t i = 0; i < size; i++)
		length += (size_t)sprintf(text + length, "%s\"0x%02x\"", i ? "," : "", bytes[i]);
	return length + (size_t)sprintf(text + length, "]}");
}

static struct opened open_bytes(const struct btf *btf, const char *type, const uint8_t *bytes,
				size_t size)
{
	char text[8192] = "[";
	size_t length = 1 + put_json(text + 1, bytes, size);

	strcpy(text + length, "]");
	return open_file(btf, type, text, length + 1);
}

/* Rows as words: their depth; `{` a group, `+` one that is folded, `~` padding (`!` if it is not zero), `"` text,
 * `?` what is missing; FIRST:BITS. */
static const char *words_of(const struct value *value)
{
	static char text[4000];

	*text = '\0';
	for (uint32_t i = 0; i < value->count; i++) {
		static const char signs[] = {
			[VALUE_BEGIN] = '{',  [VALUE_END] = '}',  [VALUE_FOLDED] = '+',
			[VALUE_SCALAR] = ' ', [VALUE_TEXT] = '"', [VALUE_PADDING] = '~',
			[VALUE_MISSING] = '?'};
		const struct value_row *row = &value->rows[i];
		size_t length = strlen(text), room = sizeof(text) - length;
		const char sign[] = {signs[row->kind] == ' ' ? '\0' : signs[row->kind], '\0'};

		snprintf(text + length, room, "%s%u%s%s%s%u:%u", i ? " " : "", row->field.depth,
			 row->field.key, sign, row->is_dirty ? "!" : "=",
			 (unsigned int)row->field.bit_offset, (unsigned int)row->field.bits);
	}
	return text;
}

static void assert_words(const struct btf *btf, const char *type, const uint8_t *bytes, size_t size,
			 const char *words)
{
	struct opened opened = open_bytes(btf, type, bytes, size);

	start(&opened);
	assert_string_equal(words_of(opened.value), words);
	finish(&opened);
}

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

/* Rows */

TEST(what_nobody_describes_is_padding_and_told_where_it_is_not_zero)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);
	const struct btf *btf;

	add_struct(b, "foo", 12);
	add_member(b, "a", byte, 0);
	add_member(b, "b", number, 32);
	btf = builder_open(b);
	assert_words(btf, "foo", BYTES(1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 9),
		     "0{=0:96 1a=0:8 1~=8:24 1b=32:32 1~!64:32");
	assert_words(btf, "foo", BYTES(1, 0, 7, 0, 2, 0, 0, 0, 0, 0, 0, 0),
		     "0{=0:96 1a=0:8 1~!8:24 1b=32:32 1~=64:32");
}

TEST(padding_lies_in_the_group_it_belongs_to)
{
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8), inner = add_struct(b, "inner", 2);

	add_member(b, "x", byte, 0);
	add_struct(b, "foo", 4);
	add_member(b, "in", inner, 0);
	add_member(b, "y", byte, 16);
	assert_words(builder_open(b), "foo", BYTES(1, 2, 3, 4),
		     "0{=0:32 1in{=0:16 2x=0:8 2~!8:8 1y=16:8 1~!24:8");
}

static const struct btf *add_bits(struct btf_builder *b, bool swapped)
{
	uint32_t number = add_int(b, "unsigned int", 4, 0, 32);

	add_struct(b, "bits", 4);
	add_bitfield(b, "a", number, 0, 3);
	add_bitfield(b, "b", number, 3, 12);
	add_bitfield(b, "c", number, 17, 8);
	return swapped ? builder_open_swapped(b) : builder_open(b);
}

TEST(bits_between_bitfields_are_padding)
{
	static const char clean[] = "0{=0:32 1a=0:3 1b=3:12 1~=15:1 1~=16:1 1c=17:8 1~=25:7";
	const struct btf *btf = add_bits(b, false);

	assert_words(btf, "bits", BYTES(0xff, 0x7f, 0xfe, 0x01), clean);
	assert_words(btf, "bits", BYTES(0, 0x80, 1, 0xfe),
		     "0{=0:32 1a=0:3 1b=3:12 1~!15:1 1~!16:1 1c=17:8 1~!25:7");
}

TEST(bits_of_the_other_byte_order_count_from_the_top)
{
	const struct btf *btf = add_bits(b, true);

	assert_words(btf, "bits", BYTES(0xff, 0xfe, 0x7f, 0x80),
		     "0{=0:32 1a=0:3 1b=3:12 1~=15:1 1~=16:1 1c=17:8 1~=25:7");
	assert_words(btf, "bits", BYTES(0, 1, 0x80, 0x7f),
		     "0{=0:32 1a=0:3 1b=3:12 1~!15:1 1~!16:1 1c=17:8 1~!25:7");
}

static const struct btf *add_union_of(struct btf_builder *b)
{
	uint32_t number = add_int(b, "unsigned int", 4, 0, 32);
	uint32_t half = add_int(b, "unsigned short", 2, 0, 16), inner = add_struct(b, "inner", 4);

	add_member(b, "low", half, 0);
	uint32_t outer = add_struct(b, "outer", 4);

	add_member(b, "in", inner, 0);
	add_union(b, "both", 8);
	add_member(b, "one", outer, 0);
	add_member(b, "two", outer, 0);
	add_member(b, "word", number, 0);
	return builder_open(b);
}

TEST(what_any_arm_of_a_union_describes_is_no_padding)
{
	assert_words(add_union_of(b), "union both", BYTES(1, 2, 3, 4, 5, 6, 7, 8),
		     "0{=0:64 1one{=0:32 2in{=0:32 3low=0:16 1two{=0:32 2in{=0:32 3low=0:16 "
		     "1word=0:32 1~!32:32");
}

TEST(folding_in_one_arm_leaves_the_other_as_it_is)
{
	struct opened opened =
		open_bytes(add_union_of(b), "union both", BYTES(1, 2, 3, 4, 5, 6, 7, 8));

	start(&opened);
	assert_int_equal(value_fold(opened.value, 5), 5);
	assert_string_equal(words_of(opened.value),
			    "0{=0:64 1one{=0:32 2in{=0:32 3low=0:16 1two{=0:32 2in+=0:32 "
			    "1word=0:32 1~!32:32");
	finish(&opened);
}

TEST(packed_structs_have_no_padding)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);

	add_struct(b, "packed", 6);
	add_member(b, "a", byte, 0);
	add_member(b, "b", number, 8);
	add_member(b, "c", byte, 40);
	assert_words(builder_open(b), "packed", BYTES(1, 2, 3, 4, 5, 6),
		     "0{=0:48 1a=0:8 1b=8:32 1c=40:8");
}

TEST(text_is_a_leaf_and_told_where_there_is_more_behind_its_nul)
{
	uint32_t letter = add_int(b, "char", 1, ENC_CHAR | ENC_SIGNED, 8);
	uint32_t name = add_array(b, letter, letter, 4);
	const struct btf *btf;

	add_struct(b, "foo", 4);
	add_member(b, "name", name, 0);
	btf = builder_open(b);
	assert_words(btf, "foo", BYTES('a', 'b', 0, 0), "0{=0:32 1name\"=0:32");
	assert_words(btf, "foo", BYTES('a', 'b', 'c', 'd'), "0{=0:32 1name\"=0:32");
	assert_words(btf, "foo", BYTES('a', 0, 'c', 0), "0{=0:32 1name\"!0:32");
	assert_words(btf, "foo", BYTES('a', 1, 0, 0), "0{=0:32 1name+=0:32");
}

TEST(long_arrays_begin_folded)
{
	uint32_t number = add_int(b, "short", 2, ENC_SIGNED, 16);
	uint32_t some = add_array(b, number, number, VALUE_ARRAY_MAX);
	uint32_t many = add_array(b, number, number, VALUE_ARRAY_MAX + 1);
	uint8_t bytes[4 * VALUE_ARRAY_MAX + 2] = {0x80, 0};
	struct opened opened;

	add_struct(b, "foo", sizeof(bytes));
	add_member(b, "some", some, 0);
	add_member(b, "many", many, 16 * VALUE_ARRAY_MAX);
	opened = open_bytes(builder_open(b), "foo", bytes, sizeof(bytes));
	start(&opened);
	assert_int_equal(opened.value->count, 2 + VALUE_ARRAY_MAX + 1);
	assert_int_equal(opened.value->rows[opened.value->count - 1].kind, VALUE_FOLDED);
	assert_int_equal(value_unfold(opened.value, 66), 66);
	assert_int_equal(opened.value->count, 2 + VALUE_ARRAY_MAX + 1 + VALUE_ARRAY_MAX + 1);
	assert_int_equal(value_fold(opened.value, 70), 66);
	assert_int_equal(opened.value->count, 2 + VALUE_ARRAY_MAX + 1);
	finish(&opened);
}

TEST(arrays_of_bytes_begin_folded_and_others_of_that_size_do_not)
{
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8);
	uint32_t flag = add_int(b, "_Bool", 1, ENC_BOOL, 8);
	uint32_t named = add_typedef(b, "u8", byte), two = add_array(b, named, byte, 2);
	uint32_t flags = add_array(b, flag, byte, 2), nested = add_array(b, two, byte, 2);
	uint32_t small = add_struct(b, "small", 1), smalls;

	add_member(b, "x", byte, 0);
	smalls = add_array(b, small, byte, 2);
	add_struct(b, "foo", 10);
	add_member(b, "two", two, 0);
	add_member(b, "nested", nested, 16);
	add_member(b, "flags", flags, 48);
	add_member(b, "smalls", smalls, 64);
	assert_words(builder_open(b), "foo", BYTES(1, 2, 3, 4, 5, 6, 1, 0, 7, 8),
		     "0{=0:80 1two+=0:16 1nested{=16:32 2+=16:16 2+=32:16 1flags{=48:16 2=48:8 "
		     "2=56:8 1smalls{=64:16 2{=64:8 3x=64:8 2{=72:8 3x=72:8");
}

TEST(what_is_cut_is_missing_and_no_leaf)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	struct opened opened;

	add_struct(b, "foo", 8);
	add_member(b, "a", number, 0);
	add_member(b, "b", number, 32);
	opened = open_bytes(builder_open(b), "foo", BYTES(1, 0, 0, 0, 9));
	start(&opened);
	assert_string_equal(words_of(opened.value), "0{=0:64 1a=0:32 1b?=32:32 1~!32:8");
	assert_false(value_is_leaf(&opened.value->rows[2]));
	finish(&opened);
}

TEST(bytes_without_a_type_are_one_padding)
{
	struct opened opened = open_bytes(builder_open(b), NULL, BYTES(1, 2));

	start(&opened);
	assert_false(opened.value->has_type);
	assert_string_equal(words_of(opened.value), "0~!0:16");
	finish(&opened);
}

TEST(paths_are_as_c_gets_at_it)
{
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8), inner = add_struct(b, "inner", 1);
	uint32_t anonymous, list;
	struct opened opened;
	char text[100], found[400] = "";

	add_member(b, "x", byte, 0);
	list = add_array(b, inner, byte, 2);
	anonymous = add_struct(b, NULL, 3);
	add_member(b, "list", list, 0);
	add_member(b, "y", byte, 16);
	add_struct(b, "foo", 4);
	add_member(b, NULL, anonymous, 0);
	add_member(b, "z", byte, 24);
	opened = open_bytes(builder_open(b), "foo[2]", BYTES(1, 2, 3, 4, 5, 6, 7, 8));
	start(&opened);
	for (uint32_t i = 0; i < opened.value->count; i++) {
		value_path(opened.value, i, text, sizeof(text));
		strcat(strcat(found, text), " ");
		if (i == 9)
			break;
	}
	assert_string_equal(found, " [0] [0] [0].list [0].list[0] [0].list[0].x [0].list[1] "
				   "[0].list[1].x [0].y [0].z ");
	finish(&opened);
}

/* Entries */

TEST(raw_bytes_are_cut_into_entries_where_that_goes_evenly)
{
	uint32_t byte = add_int(b, "unsigned char", 1, 0, 8), three = add_array(b, byte, byte, 3);
	static const uint8_t bytes[] = {0x80, 1, 2, 3, 4, 5};
	const char *error;
	struct opened opened;
	bool is_all;

	add_struct(b, "half", 3);
	add_member(b, "all", three, 0);
	add_struct(b, "odd", 4);
	add_member(b, "all", three, 0);
	opened = open_file(builder_open(b), "half", bytes, sizeof(bytes));
	start(&opened);
	assert_int_equal(entry_list_count(opened.value->entries, &is_all, &error), 2);
	assert_true(is_all);
	assert_null(error);
	assert_int_equal(opened.value->size, 3);
	assert_true(value_go(opened.value, 1));
	assert_int_equal(opened.value->entry, 1);
	assert_memory_equal(opened.value->data, bytes + 3, 3);
	assert_false(value_go(opened.value, 2));
	assert_int_equal(opened.value->entry, 1);
	assert_true(value_parse_type(opened.value, "odd", NULL));
	assert_int_equal(opened.value->entry, 0);
	assert_int_equal(opened.value->size, sizeof(bytes));
	assert_int_equal(entry_list_count(opened.value->entries, &is_all, &error), 1);
	finish(&opened);
}

/* So many entries of which the nth holds n; their number is above what is read ahead. */
TEST(entries_with_borders_are_paged_through_as_they_are)
{
	enum { ENTRIES = 1500 };
	uint32_t half = add_int(b, "unsigned short", 2, 0, 16);
	char *text = malloc(ENTRIES * 64);
	size_t length = 0;
	struct opened opened;
	const char *error;
	bool is_all;

	for (unsigned int i = 0; i < ENTRIES; i++) {
		const uint8_t bytes[] = {(uint8_t)i, (uint8_t)(i >> 8), 0, 0};

		text[length++] = i ? ',' : '[';
		length += put_json(text + length, bytes, sizeof(bytes));
	}
	text[length++] = ']';
	add_struct(b, "foo", 2);
	add_member(b, "n", half, 0);
	opened = open_file(builder_open(b), "foo", text, length);
	free(text);
	start(&opened);
	assert_in_range(entry_list_count(opened.value->entries, &is_all, &error), 1, ENTRIES);
	assert_int_equal(opened.value->size, 4); /* not cut by the size of its type */
	for (uint64_t i = 0; i < ENTRIES; i++) {
		assert_true(value_go(opened.value, i));
		assert_int_equal(opened.value->rows[1].scalar.low, i);
	}
	assert_false(value_go(opened.value, ENTRIES));
	assert_int_equal(entry_list_count(opened.value->entries, &is_all, &error), ENTRIES);
	assert_true(is_all);
	assert_null(error);
	assert_true(value_go(opened.value, 3));
	assert_int_equal(opened.value->rows[1].scalar.low, 3);
	finish(&opened);
}

static void write_entries(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* Bits 0 to 2, 3 to 7, and the second byte. */
static const struct btf *add_two_bytes(struct btf_builder *b)
{
	uint32_t number = add_int(b, "unsigned char", 1, 0, 8);

	add_struct(b, "bits", 2);
	add_bitfield(b, "low", number, 0, 3);
	add_bitfield(b, "high", number, 3, 5);
	add_bitfield(b, "whole", number, 8, 0);
	return builder_open(b);
}

TEST(what_is_read_again_is_the_entry_of_its_key_with_what_changed)
{
	static const struct {
		uint64_t bit, bits;
		bool changed;
	} parts[] = {{0, 3, false}, {3, 5, true}, {8, 8, false}};
	char path[] = "/tmp/btfdump-value-XXXXXX";
	int fd = mkstemp(path);
	struct btf_error error = {.text = ""};
	struct opened opened = open_file(add_two_bytes(b), "bits", "", 0);
	struct value *old, *value;

	assert_true(fd >= 0);
	close(fd);
	write_entries(path, "[{\"key\":[\"0x00\"],\"value\":[\"0x00\",\"0x00\"]},"
			    "{\"key\":[\"0x01\"],\"value\":[\"0x07\",\"0x09\"]}]");
	old = value_open(&opened.source, path, opened.decoder, &error);
	assert_non_null(old);
	assert_true(value_parse_type(old, "bits", &error));
	assert_true(value_go(old, 1));
	write_entries(path, "[{\"key\":[\"0x01\"],\"value\":[\"0x0f\",\"0x09\"]},"
			    "{\"key\":[\"0x02\"],\"value\":[\"0x00\",\"0x00\"]}]");
	value = value_reopen(old, &error);
	assert_non_null(value);
	assert_true(value->has_type);
	assert_int_equal(value->entry, 0);
	for (size_t i = 0; i < COUNT(parts); i++)
		assert_int_equal(value_has_changed(value, parts[i].bit, parts[i].bits),
				 parts[i].changed);
	assert_true(value_go(value, 1));
	assert_false(value_has_changed(value, 0, 16)); /* that is another entry */
	value_free(value);
	write_entries(path, "[{\"key\":[\"0x05\"],\"value\":[\"0x0f\",\"0x09\"]},"
			    "{\"key\":[\"0x06\"],\"value\":[\"0x00\",\"0x00\"]}]");
	value = value_reopen(old, &error);
	assert_non_null(value);
	assert_null(value->before); /* its key is gone: what is there is something else */
	unlink(path);
	assert_null(value_reopen(old, &error));
	assert_non_null(strstr(error.text, "No such file"));
	value_free(value);
	value_free(old);
	finish(&opened);
}

TEST(what_ends_the_entries_is_told)
{
	static const char text[] = "[{\"key\":[\"0x00\"],\"value\":[\"0x01\"]},{\"key\":[";
	struct opened opened = open_file(builder_open(b), NULL, text, sizeof(text) - 1);
	const char *error;
	bool is_all;

	start(&opened);
	assert_int_equal(entry_list_count(opened.value->entries, &is_all, &error), 1);
	assert_true(is_all);
	assert_non_null(error);
	finish(&opened);
}

/* All structs of a kernel, with bytes that mean nothing */

static bool bit_at(const struct value *value, uint64_t bit)
{
	uint8_t byte = value->data[bit / 8];

	return btf_is_big_endian(value->source->btf) ? byte & 0x80u >> bit % 8
						     : byte >> bit % 8 & 1;
}

static void check_coverage(const struct value *value, const char *name)
{
	static uint8_t leaves[8 * SIZE_MAX_KERNEL], paddings[8 * SIZE_MAX_KERNEL];
	uint64_t bits = 8 * (uint64_t)value->size;
	bool has_union = false;

	memset(leaves, 0, sizeof(leaves));
	memset(paddings, 0, sizeof(paddings));
	for (uint32_t i = 0; i < value->count; i++) {
		const struct value_row *row = &value->rows[i];
		uint64_t end = row->field.bit_offset + row->field.bits;
		bool is_padding = row->kind == VALUE_PADDING, dirty = false;

		has_union |= (row->kind == VALUE_BEGIN || row->kind == VALUE_FOLDED) &&
			     row->group.kind == BTF_GROUP_UNION;
		if (!value_is_leaf(row))
			continue;
		assert_row(end <= bits, name, "row %u ends at %" PRIu64, i, end);
		for (uint64_t bit = row->field.bit_offset; bit < end; bit++) {
			uint8_t *count = is_padding ? &paddings[bit] : &leaves[bit];

			*count += *count < 2;
			dirty |= bit_at(value, bit);
		}
		if (is_padding)
			assert_row(row->is_dirty == dirty, name, "row %u is dirty or not", i);
	}
	for (uint64_t bit = 0; bit < bits; bit++) {
		assert_row(leaves[bit] || paddings[bit], name, "bit %" PRIu64 " is nobody's", bit);
		assert_row(!paddings[bit] || (!leaves[bit] && paddings[bit] == 1), name,
			   "padding at bit %" PRIu64 " is no padding", bit);
		assert_row(has_union || leaves[bit] + paddings[bit] == 1, name,
			   "bit %" PRIu64 " is of several", bit);
	}
}

static bool covers(const struct value_row *row, uint64_t bit)
{
	return value_is_leaf(row) && bit >= row->field.bit_offset &&
	       bit < row->field.bit_offset + row->field.bits;
}

static void check_leaves(const struct value *value, const char *name)
{
	size_t step = value->size > 512 ? 7 : 1;

	for (uint64_t byte = 0; byte < value->size; byte += step) {
		uint32_t leaf = value_leaf_at(value, 8 * byte, 0);

		assert_row(covers(&value->rows[leaf], 8 * byte), name, "row %u of byte %" PRIu64,
			   leaf, byte);
	}
	for (uint32_t i = 0; i < value->count; i += (uint32_t)step)
		if (value_is_leaf(&value->rows[i]) && value->rows[i].field.bits)
			assert_row(value_leaf_at(value, value->rows[i].field.bit_offset, i) == i,
				   name, "row %u is not near itself", i);
}

static void check_paths(const struct value *value, const char *name)
{
	static const size_t rooms[] = {1, 8, 40, 2100};
	char text[2100 + 1];

	for (uint32_t i = 0; i < value->count; i++) {
		for (size_t k = 0; k < COUNT(rooms); k++) {
			memset(text, 'x', sizeof(text));
			value_path(value, i, text, rooms[k]);
			assert_row(memchr(text, '\0', rooms[k]) && text[rooms[k]] == 'x', name,
				   "the path of row %u has no end", i);
		}
	}
}

static bool is_same(const struct value_row *a, const struct value_row *b)
{
	return a->kind == b->kind && a->parent == b->parent && a->field.depth == b->field.depth &&
	       a->field.bit_offset == b->field.bit_offset && a->field.bits == b->field.bits &&
	       a->field.type_id == b->field.type_id && a->field.index == b->field.index &&
	       a->is_dirty == b->is_dirty;
}

/* Whether rows stand for the same, by all that they are in; which row that is may change: what is folded in one
 * arm of a union takes the padding of another. */
static bool is_same_place(const struct value_row *a, uint32_t i, const struct value_row *b,
			  uint32_t k)
{
	while (a[i].field.bit_offset == b[k].field.bit_offset &&
	       a[i].field.index == b[k].field.index && a[i].field.depth == b[k].field.depth) {
		if (!a[i].field.depth)
			return true;
		i = a[i].parent;
		k = b[k].parent;
	}
	return false;
}

static void check_folds(struct value *value, const char *name)
{
	uint32_t count = value->count, step = count / 40 + 1;
	struct value_row *rows = malloc(count * sizeof(*rows) + 1);

	memcpy(rows, value->rows, count * sizeof(*rows));
	for (uint32_t i = 1; i < count; i += step) {
		bool folded = rows[i].kind == VALUE_FOLDED;
		uint32_t now;

		if (!folded && rows[i].kind != VALUE_BEGIN)
			continue;
		now = folded ? value_unfold(value, i) : value_fold(value, i);
		assert_row(is_same_place(rows, i, value->rows, now), name,
			   "row %u turns into another one, %u", i, now);
		assert_int_equal(value->rows[now].kind, folded ? VALUE_BEGIN : VALUE_FOLDED);
		check_coverage(value, name);
		now = folded ? value_fold(value, now) : value_unfold(value, now);
		assert_row(now == i, name, "row %u comes back as %u", i, now);
		assert_int_equal(value->count, count);
		for (uint32_t k = 0; k < count; k++)
			assert_row(is_same(&rows[k], &value->rows[k]), name,
				   "row %u is not as it was", k);
	}
	free(rows);
}

/* Bytes that can't be text: some of them random, in runs; the others zero. */
static struct opened open_random(const struct btf *btf, size_t size, const char *type,
				 uint64_t *state)
{
	static uint8_t bytes[SIZE_MAX_KERNEL];
	bool is_zero = false;

	for (size_t i = 0; i < size; i++) {
		if (random_below(state, 4) == 0)
			is_zero = !is_zero;
		bytes[i] = is_zero ? 0 : (uint8_t)random_below(state, 256);
	}
	bytes[0] |= 0x80;
	return open_file(btf, type, bytes, size);
}

TEST(every_bit_of_a_kernels_structs_belongs_to_somebody)
{
	static struct opened by_size[SIZE_MAX_KERNEL + 1];
	uint64_t state = random_seed();
	struct btf_error error;
	struct btf *btf;
	uint32_t checked = 0;

	btf = btf_load(KERNEL, NULL, &error);
	assert_non_null(btf);
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_type_info type = btf_type_at(btf, id);
		struct opened *opened = &by_size[type.size <= SIZE_MAX_KERNEL ? type.size : 0];
		char name[300];

		if ((type.kind != BTF_K_STRUCT && type.kind != BTF_K_UNION) || !type.size ||
		    type.size > SIZE_MAX_KERNEL)
			continue;
		snprintf(name, sizeof(name), "#%u", id);
		if (!opened->value) {
			*opened = open_random(btf, type.size, name, &state);
			start(opened);
			close(opened->fd); /* all of it is read; there are many sizes */
			opened->fd = -1;
		}
		snprintf(name, sizeof(name), "%s #%u", type.name, id);
		assert_row(value_set_type(opened->value, id, &error), name, "%s", error.text);
		assert_int_equal(opened->value->size, type.size);
		assert_false(opened->value->lacks_rows);
		check_coverage(opened->value, name);
		check_leaves(opened->value, name);
		check_paths(opened->value, name);
		check_folds(opened->value, name);
		checked++;
	}
	print_message("%u types\n", checked);
	for (size_t i = 0; i <= SIZE_MAX_KERNEL; i++)
		if (by_size[i].value)
			finish(&by_size[i]);
	btf_free(btf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(what_nobody_describes_is_padding_and_told_where_it_is_not_zero),
		RUN(padding_lies_in_the_group_it_belongs_to),
		RUN(bits_between_bitfields_are_padding),
		RUN(bits_of_the_other_byte_order_count_from_the_top),
		RUN(what_any_arm_of_a_union_describes_is_no_padding),
		RUN(folding_in_one_arm_leaves_the_other_as_it_is),
		RUN(packed_structs_have_no_padding),
		RUN(text_is_a_leaf_and_told_where_there_is_more_behind_its_nul),
		RUN(long_arrays_begin_folded),
		RUN(arrays_of_bytes_begin_folded_and_others_of_that_size_do_not),
		RUN(what_is_cut_is_missing_and_no_leaf),
		RUN(bytes_without_a_type_are_one_padding),
		RUN(paths_are_as_c_gets_at_it),
		RUN(raw_bytes_are_cut_into_entries_where_that_goes_evenly),
		RUN(entries_with_borders_are_paged_through_as_they_are),
		RUN(what_is_read_again_is_the_entry_of_its_key_with_what_changed),
		RUN(what_ends_the_entries_is_told),
		RUN(every_bit_of_a_kernels_structs_belongs_to_somebody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
