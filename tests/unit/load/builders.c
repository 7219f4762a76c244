/* SPDX-License-Identifier: BSD-2-Clause */
/* builders.c - makes inputs for the tests of load/. */
#include "builders.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void add_bytes(struct bytes *bytes, const void *data, size_t size)
{
	if (bytes->size + size > bytes->capacity) {
		bytes->capacity = 2 * (bytes->size + size);
		bytes->data = realloc(bytes->data, bytes->capacity);
		assert_non_null(bytes->data);
	}
	if (size)
		memcpy(bytes->data + bytes->size, data, size);
	bytes->size += size;
}

void add_text(struct bytes *bytes, const char *text)
{
	add_bytes(bytes, text, strlen(text));
}

void add_zeros_to(struct bytes *bytes, size_t offset)
{
	while (bytes->size < offset)
		add_bytes(bytes, "", 1);
}

void add_number(struct bytes *bytes, uint64_t value, unsigned int size, bool big_endian)
{
	size_t offset = bytes->size;

	add_zeros_to(bytes, offset + size);
	set_number(bytes, offset, value, size, big_endian);
}

void set_number(struct bytes *bytes, size_t offset, uint64_t value, unsigned int size,
		bool big_endian)
{
	assert_true(offset + size <= bytes->size);
	for (unsigned int i = 0; i < size; i++)
		bytes->data[offset + (big_endian ? size - 1 - i : i)] = (uint8_t)(value >> 8 * i);
}

void free_bytes(struct bytes *bytes)
{
	free(bytes->data);
	*bytes = (struct bytes){0};
}

struct btf_blob blob_of(const struct bytes *bytes)
{
	return (struct btf_blob){bytes->data, bytes->size, BTF_BLOB_BORROWED};
}

static void add_btf(struct bytes *bytes, const uint32_t *words, size_t words_size,
		    const char *strings, size_t strings_size, bool big_endian)
{
	add_number(bytes, 0xeb9f, 2, big_endian);
	add_number(bytes, 1, 1, big_endian);
	add_number(bytes, 0, 1, big_endian);
	add_number(bytes, 24, 4, big_endian);
	add_number(bytes, 0, 4, big_endian);
	add_number(bytes, words_size, 4, big_endian);
	add_number(bytes, words_size, 4, big_endian);
	add_number(bytes, strings_size, 4, big_endian);
	for (size_t i = 0; i < words_size / 4; i++)
		add_number(bytes, words[i], 4, big_endian);
	add_bytes(bytes, strings, strings_size);
}

#define INT     (1u << 24)
#define STRUCT  (4u << 24)
#define TYPEDEF (8u << 24)

static const char base_strings[] = "\0int\0pair\0first\0second";
#define NAME_INT    1
#define NAME_PAIR   5
#define NAME_FIRST  10
#define NAME_SECOND 16

void add_base_btf(struct bytes *bytes, bool big_endian)
{
	static const uint32_t words[] = {
		NAME_INT,    INT,        4,  1 << 24 | 32, /* signed, 32 bits */
		NAME_PAIR,   STRUCT | 2, 8,                /* two members */
		NAME_FIRST,  1,          0,                /* an int at bit 0 */
		NAME_SECOND, 1,          32,
	};

	add_btf(bytes, words, sizeof(words), base_strings, sizeof(base_strings), big_endian);
}

void add_split_btf(struct bytes *bytes, bool big_endian)
{
	static const uint32_t words[] = {sizeof(base_strings), TYPEDEF, 2};

	add_btf(bytes, words, sizeof(words), "pair_t", sizeof("pair_t"), big_endian);
}

/* What is put into a section header; the names' are in the order of the file. */
struct section_facts {
	uint64_t name, type, flags, offset, size;
};

static void add_section_header(struct bytes *bytes, bool is_64_bit, bool big_endian,
			       const struct section_facts *facts)
{
	unsigned int word = is_64_bit ? 8 : 4;

	add_number(bytes, facts->name, 4, big_endian);
	add_number(bytes, facts->type, 4, big_endian);
	add_number(bytes, facts->flags, word, big_endian);
	add_number(bytes, 0, word, big_endian); /* address */
	add_number(bytes, facts->offset, word, big_endian);
	add_number(bytes, facts->size, word, big_endian);
	add_number(bytes, 0, 8, big_endian); /* link, info */
	add_number(bytes, 1, word, big_endian);
	add_number(bytes, 0, word, big_endian); /* alignment, entry size */
}

static void add_elf_header(struct bytes *bytes, bool is_64_bit, bool big_endian)
{
	unsigned int word = is_64_bit ? 8 : 4;

	add_bytes(bytes, ELFMAG, SELFMAG);
	add_number(bytes, is_64_bit ? ELFCLASS64 : ELFCLASS32, 1, big_endian);
	add_number(bytes, big_endian ? ELFDATA2MSB : ELFDATA2LSB, 1, big_endian);
	add_number(bytes, EV_CURRENT, 1, big_endian);
	add_zeros_to(bytes, EI_NIDENT);
	add_number(bytes, ET_REL, 2, big_endian);
	add_number(bytes, EM_NONE, 2, big_endian);
	add_number(bytes, EV_CURRENT, 4, big_endian);
	add_zeros_to(bytes, bytes->size + 3 * word + 4); /* entry, both tables, flags */
	add_number(bytes, is_64_bit ? 64 : 52, 2, big_endian);
	add_zeros_to(bytes, bytes->size + 4); /* no program headers */
	add_number(bytes, is_64_bit ? 64 : 40, 2, big_endian);
	add_zeros_to(bytes, bytes->size + 4); /* the count, the names' index: set at the end */
}

void add_elf(struct bytes *bytes, bool is_64_bit, bool big_endian,
	     const struct elf_section *sections)
{
	struct section_facts facts[8] = {{0}};
	struct bytes names = {0};
	size_t count = 1; /* the first section header is empty */

	assert_int_equal(bytes->size, 0); /* offsets count from here */
	add_elf_header(bytes, is_64_bit, big_endian);
	add_bytes(&names, "", 1);
	for (; sections->name; sections++, count++) {
		facts[count] = (struct section_facts){names.size, sections->type, sections->flags,
						      bytes->size, sections->content->size};
		add_bytes(&names, sections->name, strlen(sections->name) + 1);
		add_bytes(bytes, sections->content->data, sections->content->size);
	}
	facts[count] = (struct section_facts){0, SHT_STRTAB, 0, bytes->size, names.size};
	add_bytes(bytes, names.data, names.size);
	free_bytes(&names);

	add_zeros_to(bytes, (bytes->size + 7) / 8 * 8);
	set_number(bytes, is_64_bit ? 40 : 32, bytes->size, is_64_bit ? 8 : 4, big_endian);
	set_number(bytes, is_64_bit ? 60 : 48, count + 1, 2, big_endian);
	set_number(bytes, is_64_bit ? 62 : 50, count, 2, big_endian);
	for (size_t i = 0; i <= count; i++)
		add_section_header(bytes, is_64_bit, big_endian, &facts[i]);
}

void assert_error_says(const struct btf_error *err, const char *words)
{
	if (!strstr(err->text, words))
		fail_msg("\"%s\" does not say \"%s\"", err->text, words);
	assert_true(err->code < 0);
	assert_null(strchr(err->text, '\n'));
}
