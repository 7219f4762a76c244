/* SPDX-License-Identifier: BSD-2-Clause */
/* record.h - reads type records: the only place that knows their bits. Inline, because the dumps
 * read every record of a kernel and are measured in milliseconds; everybody else calls
 * libbtf/types.h, which is made of this.
 *
 * A record pointer comes from btf_record() and is in bounds with all its elements: parse.c saw to
 * that. `index` is trusted to be below vlen.
 */
#ifndef BTF_MODEL_RECORD_H
#define BTF_MODEL_RECORD_H

#include <string.h>

#include "model/btf.h"
#include "model/kind.h"

/* Types lie where the file has them, at any address. */
static inline uint32_t btf_word(const uint8_t *bytes)
{
	uint32_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* The record of a type, its own or of a base; NULL for void and for an id that is no type. */
static inline const uint8_t *btf_record(const struct btf *btf, uint32_t id)
{
	while (btf && id < btf->first_id)
		btf = btf->base;
	if (!btf || id >= btf->id_end)
		return NULL;
	return btf->types + btf->record_offset[id - btf->first_id];
}

static inline uint32_t btf_record_name(const uint8_t *record)
{
	return btf_word(record);
}

static inline uint8_t btf_record_kind_number(const uint8_t *record)
{
	return btf_word(record + 4) >> BTF_INFO_KIND_SHIFT & BTF_INFO_KIND_MASK;
}

static inline enum btf_kind btf_record_kind(const uint8_t *record)
{
	uint8_t number = btf_record_kind_number(record);

	return number && number < BTF_K_COUNT ? (enum btf_kind)number : BTF_K_UNKNOWN;
}

/* The kind of a type; BTF_K_VOID for void, and for what is no type. Whoever walks over many types
 * and wants no more of them asks this, and not btf_type_at(). */
static inline enum btf_kind btf_kind_of(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = btf_record(btf, id);

	return record ? btf_record_kind(record) : BTF_K_VOID;
}

static inline uint32_t btf_record_vlen(const uint8_t *record)
{
	return btf_word(record + 4) & BTF_INFO_VLEN_MASK;
}

static inline bool btf_record_kflag(const uint8_t *record)
{
	return btf_word(record + 4) >> BTF_INFO_KFLAG_SHIFT;
}

/* The third word: the size or the type, as the kind has it. */
static inline uint32_t btf_record_size_or_type(const uint8_t *record)
{
	return btf_word(record + 8);
}

/* Word `n` of those that follow the three; for kinds without elements. */
static inline uint32_t btf_record_extra(const uint8_t *record, uint32_t n)
{
	return btf_word(record + BTF_RECORD_SIZE + (size_t)n * 4);
}

/* Word `n` of an element of `words` words; for kinds without extra words before them. */
static inline uint32_t btf_record_element(const uint8_t *record, uint32_t words, uint32_t index,
					  uint32_t n)
{
	return btf_word(record + BTF_RECORD_SIZE + ((size_t)index * words + n) * 4);
}

/* A name or parameter has two words, the other elements have three. */
enum {
	BTF_MEMBER_WORDS = 3,
	BTF_ENUM_WORDS = 2,
	BTF_ENUM64_WORDS = 3,
	BTF_PARAM_WORDS = 2,
	BTF_SECINFO_WORDS = 3
};

/* A member's third word: with kflag the bitfield's size in the upper 8 bits. */
static inline uint32_t btf_record_member_bit_offset(const uint8_t *record, uint32_t index)
{
	uint32_t word = btf_record_element(record, BTF_MEMBER_WORDS, index, 2);

	return btf_record_kflag(record) ? word & 0xffffff : word;
}

static inline uint32_t btf_record_member_bitfield_size(const uint8_t *record, uint32_t index)
{
	uint32_t word = btf_record_element(record, BTF_MEMBER_WORDS, index, 2);

	return btf_record_kflag(record) ? word >> 24 : 0;
}

/* An ENUM's value, extended by its sign. */
static inline uint64_t btf_record_enum_value(const uint8_t *record, uint32_t index)
{
	uint32_t word = btf_record_element(record, BTF_ENUM_WORDS, index, 1);

	return btf_record_kflag(record) ? (uint64_t)(int64_t)(int32_t)word : word;
}

static inline uint64_t btf_record_enum64_value(const uint8_t *record, uint32_t index)
{
	return btf_record_element(record, BTF_ENUM64_WORDS, index, 1) |
	       (uint64_t)btf_record_element(record, BTF_ENUM64_WORDS, index, 2) << 32;
}

static inline uint8_t btf_record_int_encoding(const uint8_t *record)
{
	return btf_record_extra(record, 0) >> 24 & 0xf;
}

static inline uint8_t btf_record_int_bit_offset(const uint8_t *record)
{
	return btf_record_extra(record, 0) >> 16 & 0xff;
}

static inline uint8_t btf_record_int_bits(const uint8_t *record)
{
	return btf_record_extra(record, 0) & 0xff;
}

/* A string and the end of the section that it lies in; NUL-terminated before that end. */
struct btf_name {
	const char *text; /* NULL: the offset leads nowhere */
	const char *limit;
};

static inline struct btf_name btf_name_at(const struct btf *btf, uint32_t offset)
{
	while (btf && offset < btf->first_string)
		btf = btf->base;
	if (!btf || offset - btf->first_string >= btf->strings_size)
		return (struct btf_name){NULL, NULL};
	return (struct btf_name){btf->strings + (offset - btf->first_string),
				 btf->strings + btf->strings_size};
}

/* Whether a type has a name that is not empty. */
static inline bool btf_record_is_named(const struct btf *btf, const uint8_t *record)
{
	uint32_t offset = btf_record_name(record);
	struct btf_name name = btf_name_at(btf, offset);

	return offset && name.text && *name.text;
}

#endif
