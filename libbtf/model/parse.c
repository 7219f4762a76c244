/* SPDX-License-Identifier: BSD-2-Clause */
/* parse.c - opens BTF: the header, the sections in bounds, one pass that finds every record.
 *
 * The door: what passes here can be read without a check. Nothing is copied but types of the other
 * byte order. Since everything in the type section is made of 32-bit words, swapping needs no
 * knowledge of kinds, except that an unknown kind may have smaller fields: it is refused.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/btf.h"
#include "model/record.h"

/* The sections of one file, in bounds. */
struct sections {
	const uint8_t *types, *strings, *layout;
	uint32_t types_size, strings_size, layout_size;
	bool swapped;
};

static void swap_words(uint8_t *to, const uint8_t *from, size_t size)
{
	for (size_t at = 0; at + 4 <= size; at += 4) {
		uint32_t word = __builtin_bswap32(btf_word(from + at));

		memcpy(to + at, &word, sizeof(word));
	}
}

static bool is_zero(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i])
			return false;
	return true;
}

/* Copies as much of the header as there is, in native order. */
static int read_header(const uint8_t *data, size_t size, struct btf_file_header *header,
		       bool *swapped, struct btf_error *err)
{
	uint16_t magic;
	uint32_t header_size;

	if (size < sizeof(magic))
		return btf_fail(err, -EINVAL, "header: %zu bytes are too short for BTF", size);
	memcpy(&magic, data, sizeof(magic));
	if (magic != BTF_MAGIC_NATIVE && magic != BTF_MAGIC_SWAPPED)
		return btf_fail(err, -EINVAL, "header: magic is 0x%04x, not 0x%04x", magic,
				BTF_MAGIC_NATIVE);
	if (size < BTF_HEADER_SIZE_MIN)
		return btf_fail(err, -EINVAL, "header: cut off after %zu of at least %u bytes",
				size, BTF_HEADER_SIZE_MIN);
	*swapped = magic == BTF_MAGIC_SWAPPED;
	header_size = btf_word(data + offsetof(struct btf_file_header, header_size));
	if (*swapped)
		header_size = __builtin_bswap32(header_size);
	if (data[2] != BTF_FORMAT_VERSION)
		return btf_fail(err, -ENOTSUP, "header: version %u, only %u is known", data[2],
				BTF_FORMAT_VERSION);
	if (header_size < BTF_HEADER_SIZE_MIN || header_size > size)
		return btf_fail(err, -EINVAL, "header: says that it has %u bytes; %u to %zu can be",
				header_size, BTF_HEADER_SIZE_MIN, size);
	if (header_size > sizeof(*header) &&
	    !is_zero(data + sizeof(*header), header_size - sizeof(*header)))
		return btf_fail(err, -ENOTSUP,
				"header: has fields behind byte %zu that nobody knows",
				sizeof(*header));

	size_t known = header_size < sizeof(*header) ? header_size : sizeof(*header);
	*header = (struct btf_file_header){0};
	memcpy(header, data, known);
	if (*swapped)
		swap_words((uint8_t *)&header->header_size, data + 4, known - 4);
	return 0;
}

/* A section, whose offset counts from the header's end, must lie within the file. */
static int check_section(const char *name, uint32_t offset, uint32_t length, size_t room,
			 struct btf_error *err)
{
	if ((uint64_t)offset + length <= room)
		return 0;
	return btf_fail(err, -EINVAL,
			"%s section: bytes %" PRIu32 " to %" PRIu64
			" behind the header, where the file has %zu",
			name, offset, (uint64_t)offset + length, room);
}

static int find_sections(const uint8_t *data, size_t size, struct sections *sections,
			 struct btf_error *err)
{
	struct btf_file_header header = {0};
	int result = read_header(data, size, &header, &sections->swapped, err);

	if (result)
		return result;
	const uint8_t *body = data + header.header_size;
	size_t room = size - header.header_size;

	if ((result = check_section("type", header.type_off, header.type_len, room, err)) ||
	    (result = check_section("string", header.str_off, header.str_len, room, err)) ||
	    (result = check_section("layout", header.layout_off, header.layout_len, room, err)))
		return result;
	if (header.str_len && body[header.str_off + header.str_len - 1] != '\0')
		return btf_fail(err, -EINVAL, "string section: its last string does not end");
	sections->types = body + header.type_off;
	sections->types_size = header.type_len;
	sections->strings = body + header.str_off;
	sections->strings_size = header.str_len;
	sections->layout = body + header.layout_off;
	sections->layout_size = header.layout_len;
	return 0;
}

/* The kinds that are known here are laid out as the table says, whatever the section says. */
static void read_layout(struct btf *btf, const struct sections *sections)
{
	for (unsigned int kind = 0; kind < BTF_KIND_LIMIT; kind++) {
		struct btf_kind_layout *layout = &btf->layout[kind];
		struct btf_file_layout entry;

		if (kind && kind < BTF_K_COUNT) {
			const struct btf_kind_facts *facts = btf_kind_facts((enum btf_kind)kind);

			*layout = (struct btf_kind_layout){true, facts->info_size,
							   facts->element_size};
		} else if ((kind + 1) * sizeof(entry) <= sections->layout_size) {
			memcpy(&entry, sections->layout + kind * sizeof(entry), sizeof(entry));
			*layout =
				(struct btf_kind_layout){true, entry.info_size, entry.element_size};
		} else if (btf->base) {
			*layout = btf->base->layout[kind];
		}
	}
}

/* Whether an INT is C's `long` or `unsigned long`, in any of the ways to spell it: those words, in
 * any order, once each (so no `long long`). */
static bool is_long(const char *name)
{
	static const char *const words[] = {"long", "int", "unsigned"};
	unsigned int seen = 0;

	while (*name) {
		size_t length = strcspn(name, " ");
		unsigned int word = 0;

		while (word < 3 &&
		       (strlen(words[word]) != length || strncmp(name, words[word], length) != 0))
			word++;
		if (word == 3 || seen & 1u << word)
			return false;
		seen |= 1u << word;
		name += length;
		name += *name == ' ';
	}
	return seen & 1;
}

/* Where the record at `offset` ends; 0 after an error. */
static uint64_t record_end(const struct btf *btf, uint32_t offset, uint32_t types_size,
			   struct btf_error *err)
{
	const uint8_t *record = btf->types + offset;
	const struct btf_kind_layout *layout;
	uint64_t end = (uint64_t)offset + BTF_RECORD_SIZE;

	if (end > types_size) {
		btf_fail(err, -EINVAL,
			 "type [%u] at byte %u of the type section: cut off after %u of its %u "
			 "bytes",
			 btf->id_end, offset, types_size - offset, BTF_RECORD_SIZE);
		return 0;
	}
	uint8_t number = btf_record_kind_number(record);

	layout = &btf->layout[number];
	if (!layout->known || (btf->swapped_types && btf_record_kind(record) == BTF_K_UNKNOWN)) {
		btf_fail(err, -ENOTSUP, "type [%u] at byte %u of the type section: kind %u %s",
			 btf->id_end, offset, number,
			 layout->known ? "is unknown, and can't be read in the other byte order"
				       : "is unknown, and no layout section describes it");
		return 0;
	}
	end += layout->info_size + (uint64_t)btf_record_vlen(record) * layout->element_size;
	if (end > types_size) {
		btf_fail(err, -EINVAL,
			 "type [%u] at byte %u of the type section: %s with vlen %u takes %" PRIu64
			 " bytes, where %u are left",
			 btf->id_end, offset, btf_kind_name(btf_record_kind(record)),
			 btf_record_vlen(record), end - offset, types_size - offset);
		return 0;
	}
	return end;
}

/* The pass over the records: fills record_offset and id_end, and finds the size of `long`. */
static int index_records(struct btf *btf, uint32_t types_size, struct btf_error *err)
{
	/* No record is shorter than 12 bytes; a kernel's have 25 on average. */
	size_t capacity = types_size / 20 + 16;
	uint32_t *offsets = malloc(capacity * sizeof(*offsets));
	uint32_t count = 0, long_size = 0;

	if (!offsets)
		return btf_fail(err, -ENOMEM, "no memory for %zu types", capacity);
	btf->record_offset = offsets;
	for (uint64_t offset = 0; offset < types_size;) {
		const uint8_t *record = btf->types + offset;
		uint64_t end = record_end(btf, (uint32_t)offset, types_size, err);

		if (!end)
			return err ? err->code : -EINVAL;
		if (btf->id_end == UINT32_MAX)
			return btf_fail(err, -E2BIG, "more types than ids");
		if (count == capacity) {
			capacity *= 2;
			offsets = realloc(offsets, capacity * sizeof(*offsets));
			if (!offsets)
				return btf_fail(err, -ENOMEM, "no memory for %zu types", capacity);
			btf->record_offset = offsets;
		}
		offsets[count++] = (uint32_t)offset;
		btf->id_end++;
		if (!long_size && btf_record_kind(record) == BTF_K_INT) {
			struct btf_name name = btf_name_at(btf, btf_record_name(record));
			uint32_t size = btf_record_size_or_type(record);

			if (name.text && (size == 4 || size == 8) && is_long(name.text))
				long_size = size;
		}
		offset = end;
	}
	if (!btf->pointer_size)
		btf->pointer_size = long_size ? long_size : 8;
	return 0;
}

static int open_sections(struct btf *btf, const struct sections *sections, struct btf_error *err)
{
	const uint16_t probe = 1;
	bool host_is_big = *(const uint8_t *)&probe == 0;

	btf->big_endian = sections->swapped != host_is_big;
	btf->strings = (const char *)sections->strings;
	btf->strings_size = sections->strings_size;
	btf->types = sections->types;
	if (sections->swapped) {
		btf->swapped_types = malloc((size_t)sections->types_size + 1);
		if (!btf->swapped_types)
			return btf_fail(err, -ENOMEM, "no memory for %u bytes of types",
					sections->types_size);
		swap_words(btf->swapped_types, sections->types, sections->types_size);
		btf->types = btf->swapped_types;
	}
	read_layout(btf, sections);
	return index_records(btf, sections->types_size, err);
}

struct btf *btf_open_in_context(const uint8_t *data, size_t size,
				const struct btf_open_context *context, struct btf_error *err)
{
	struct sections sections = {0};
	struct btf *btf;

	if (find_sections(data, size, &sections, err))
		return NULL;
	btf = calloc(1, sizeof(*btf));
	if (!btf) {
		btf_fail(err, -ENOMEM, "no memory");
		return NULL;
	}
	btf->base = context->base;
	btf->first_id = btf->id_end = 1;
	btf->pointer_size = context->pointer_size;
	if (btf->base) {
		if (UINT32_MAX - btf->base->first_string < btf->base->strings_size) {
			btf_fail(err, -E2BIG, "its bases hold more than 4 GiB of strings");
			free(btf);
			return NULL;
		}
		btf->first_id = btf->id_end = btf->base->id_end;
		btf->first_string = btf->base->first_string + btf->base->strings_size;
		btf->pointer_size = btf->base->pointer_size;
	}
	if (open_sections(btf, &sections, err)) {
		btf_free(btf);
		return NULL;
	}
	return btf;
}

struct btf *btf_open_bytes(const void *data, size_t size, const struct btf *base,
			   struct btf_error *err)
{
	return btf_open_in_context(data, size, &(struct btf_open_context){.base = base}, err);
}

void btf_free(struct btf *btf)
{
	if (!btf)
		return;
	free(btf->record_offset);
	free(btf->swapped_types);
	btf_blob_release(&btf->backing);
	btf_free(btf->owned_base);
	free(btf);
}
