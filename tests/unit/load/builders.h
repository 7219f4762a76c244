/* SPDX-License-Identifier: BSD-2-Clause */
/* builders.h - makes inputs for the tests of load/, byte by byte. */
#ifndef TESTS_UNIT_LOAD_BUILDERS_H
#define TESTS_UNIT_LOAD_BUILDERS_H

/* cmocka.h wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/blob.h"
#include <libbtf/error.h>

/* Bytes that grow; zeroed memory is an empty one. */
struct bytes {
	uint8_t *data;
	size_t size, capacity;
};

void add_bytes(struct bytes *bytes, const void *data, size_t size);
void add_text(struct bytes *bytes, const char *text); /* without its NUL */
void add_zeros_to(struct bytes *bytes, size_t offset);
/* `size` is 1, 2, 4 or 8. */
void add_number(struct bytes *bytes, uint64_t value, unsigned int size, bool big_endian);
void set_number(struct bytes *bytes, size_t offset, uint64_t value, unsigned int size,
		bool big_endian);
void free_bytes(struct bytes *bytes);

struct btf_blob blob_of(const struct bytes *bytes);

/* `int`, `struct pair` of two of them: ids 1 and 2. */
#define BASE_ID_END 3
void add_base_btf(struct bytes *bytes, bool big_endian);

/* `pair_t`, a typedef of `struct pair`, split from the above: id 3. */
#define SPLIT_ID_END 4
void add_split_btf(struct bytes *bytes, bool big_endian);

struct elf_section {
	const char *name;
	uint32_t type;
	uint64_t flags;
	const struct bytes *content;
};

/* An ELF file of these sections (a name of NULL ends them) and their names' section. */
void add_elf(struct bytes *bytes, bool is_64_bit, bool big_endian,
	     const struct elf_section *sections);

/* The text of an error has to hold these words. */
void assert_error_says(const struct btf_error *err, const char *words);

#endif
