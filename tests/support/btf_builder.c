/* SPDX-License-Identifier: BSD-2-Clause */
/* btf_builder.c - types, as the words of a type section. */
#include <stdlib.h>
#include <string.h>

#include "btf_builder_inside.h"

static void *grow(void *array, uint32_t *capacity, uint32_t wanted, size_t item_size)
{
	if (wanted <= *capacity)
		return array;
	*capacity = wanted * 2;
	array = realloc(array, *capacity * item_size);
	require(array, "no memory");
	return array;
}

/* Life */

static struct btf_builder *builder_empty(void)
{
	struct btf_builder *b = calloc(1, sizeof(*b));

	require(b, "no memory");
	b->first_id = 1;
	memset(&b->header, 0xff, sizeof(b->header)); /* all UNSET */
	return b;
}

struct btf_builder *builder_new(void)
{
	struct btf_builder *b = builder_empty();

	b->strings = grow(b->strings, &b->strings_capacity, 1, 1);
	b->strings[b->strings_size++] = '\0';
	return b;
}

struct btf_builder *builder_split(struct btf_builder *base)
{
	struct btf_builder *b = builder_empty();

	b->base = base;
	b->first_id = builder_id_end(base);
	b->first_string = builder_string_end(base);
	b->next_split = base->splits;
	base->splits = b;
	base->has_split = true;
	return b;
}

static void free_owned(struct owned *owned)
{
	struct owned *next;

	for (; owned; owned = next) {
		next = owned->next;
		btf_free(owned->btf);
		free(owned->bytes);
		free(owned);
	}
}

void builder_free(struct btf_builder *b)
{
	struct btf_builder *next;

	if (!b)
		return;
	for (struct btf_builder *split = b->splits; split; split = next) {
		next = split->next_split;
		builder_free(split);
	}
	free_owned(b->owned);
	free(b->words);
	free(b->record);
	free(b->strings);
	free(b);
}

struct owned *builder_own(struct btf_builder *b)
{
	struct owned *owned = calloc(1, sizeof(*owned));

	require(owned, "no memory");
	owned->next = b->owned;
	b->owned = owned;
	return owned;
}

uint32_t builder_first_id(const struct btf_builder *b)
{
	return b->first_id;
}

uint32_t builder_id_end(const struct btf_builder *b)
{
	return b->first_id + b->type_count;
}

uint32_t builder_string_end(const struct btf_builder *b)
{
	return b->first_string + b->strings_size;
}

/* Strings */

static bool find_string(const struct btf_builder *b, const char *text, uint32_t *offset)
{
	if (b->base && find_string(b->base, text, offset) && *offset < b->first_string)
		return true;
	for (uint32_t at = 0; at < b->strings_size; at += (uint32_t)strlen(b->strings + at) + 1)
		if (strcmp(b->strings + at, text) == 0) {
			*offset = b->first_string + at;
			return true;
		}
	return false;
}

uint32_t add_string(struct btf_builder *b, const char *text)
{
	uint32_t size = text ? (uint32_t)strlen(text) + 1 : 0;
	uint32_t offset;

	if (size <= 1)
		return 0;
	if (find_string(b, text, &offset))
		return offset;
	require(!b->has_split, "what is split from it counts its strings already");
	offset = builder_string_end(b);
	b->strings = grow(b->strings, &b->strings_capacity, b->strings_size + size, 1);
	memcpy(b->strings + b->strings_size, text, size);
	b->strings_size += size;
	return offset;
}

void drop_strings(struct btf_builder *b)
{
	require(b->strings_size <= 1, "there are names already");
	b->strings_size = 0;
}

/* Records */

static uint32_t *record_of(const struct btf_builder *b, uint32_t id)
{
	require(id >= b->first_id && id < builder_id_end(b), "no type of this builder");
	return &b->words[b->record[id - b->first_id]];
}

static unsigned int kind_of(const struct btf_builder *b, uint32_t id)
{
	return record_of(b, id)[1] >> 24 & 0x7f;
}

void add_word(struct btf_builder *b, uint32_t word)
{
	require(b->type_count, "no type to add a word to");
	b->words = grow(b->words, &b->word_capacity, b->word_count + 1, sizeof(*b->words));
	b->words[b->word_count++] = word;
}

uint32_t add_raw(struct btf_builder *b, unsigned int kind, const char *name, uint32_t vlen,
		 uint32_t size_or_type)
{
	require(kind < LAYOUT_MAX && vlen <= VLEN_MAX, "no kind, or too many elements");
	require(!b->has_split, "what is split from it counts its types already");
	b->record = grow(b->record, &b->type_capacity, b->type_count + 1, sizeof(*b->record));
	b->record[b->type_count++] = b->word_count;
	add_word(b, add_string(b, name));
	add_word(b, kind << 24 | vlen);
	add_word(b, size_or_type);
	return builder_id_end(b) - 1;
}

/* Counts one more element of the last type, which has to be of one of two kinds. */
static void begin_element(struct btf_builder *b, unsigned int kind, unsigned int other_kind)
{
	uint32_t id = builder_id_end(b) - 1;

	require(b->type_count, "no type to add an element to");
	require(kind_of(b, id) == kind || kind_of(b, id) == other_kind,
		"the last type has other elements");
	set_vlen(b, id, (record_of(b, id)[1] & VLEN_MAX) + 1);
}

void set_kflag(struct btf_builder *b, uint32_t id)
{
	record_of(b, id)[1] |= KFLAG;
}

void set_vlen(struct btf_builder *b, uint32_t id, uint32_t vlen)
{
	uint32_t *info = &record_of(b, id)[1];

	require(vlen <= VLEN_MAX, "vlen has 24 bits");
	*info = (*info & ~VLEN_MAX) | vlen;
}

static uint32_t word_index(const struct btf_builder *b, uint32_t id, uint32_t n)
{
	uint32_t index = id - b->first_id;

	require(id >= b->first_id && index < b->type_count, "no type of this builder");
	uint32_t end = index + 1 < b->type_count ? b->record[index + 1] : b->word_count;

	require(n < end - b->record[index], "the record has fewer words");
	return b->record[index] + n;
}

void set_word(struct btf_builder *b, uint32_t id, uint32_t n, uint32_t word)
{
	b->words[word_index(b, id, n)] = word;
}

uint32_t word_of(const struct btf_builder *b, uint32_t id, uint32_t n)
{
	return b->words[word_index(b, id, n)];
}

/* Kinds */

uint32_t add_int(struct btf_builder *b, const char *name, uint32_t size, unsigned int encoding,
		 unsigned int bits)
{
	uint32_t id = add_raw(b, INT, name, 0, size);

	require(encoding < 16 && bits < 256, "an encoding has 4 bits, nr_bits has 8");
	add_word(b, encoding << 24 | bits);
	return id;
}

uint32_t add_float(struct btf_builder *b, const char *name, uint32_t size)
{
	return add_raw(b, FLOAT, name, 0, size);
}

uint32_t add_ptr(struct btf_builder *b, uint32_t type)
{
	return add_raw(b, PTR, NULL, 0, type);
}

uint32_t add_const(struct btf_builder *b, uint32_t type)
{
	return add_raw(b, CONST, NULL, 0, type);
}

uint32_t add_volatile(struct btf_builder *b, uint32_t type)
{
	return add_raw(b, VOLATILE, NULL, 0, type);
}

uint32_t add_restrict(struct btf_builder *b, uint32_t type)
{
	return add_raw(b, RESTRICT, NULL, 0, type);
}

uint32_t add_typedef(struct btf_builder *b, const char *name, uint32_t type)
{
	return add_raw(b, TYPEDEF, name, 0, type);
}

uint32_t add_type_tag(struct btf_builder *b, const char *value, uint32_t type)
{
	return add_raw(b, TYPE_TAG, value, 0, type);
}

uint32_t add_decl_tag(struct btf_builder *b, const char *value, uint32_t type, int32_t component)
{
	uint32_t id = add_raw(b, DECL_TAG, value, 0, type);

	add_word(b, (uint32_t)component);
	return id;
}

uint32_t add_array(struct btf_builder *b, uint32_t type, uint32_t index_type, uint32_t nelems)
{
	uint32_t id = add_raw(b, ARRAY, NULL, 0, 0);

	add_word(b, type);
	add_word(b, index_type);
	add_word(b, nelems);
	return id;
}

uint32_t add_fwd(struct btf_builder *b, const char *name, bool is_union)
{
	uint32_t id = add_raw(b, FWD, name, 0, 0);

	if (is_union)
		set_kflag(b, id);
	return id;
}

uint32_t add_struct(struct btf_builder *b, const char *name, uint32_t size)
{
	return add_raw(b, STRUCT, name, 0, size);
}

uint32_t add_union(struct btf_builder *b, const char *name, uint32_t size)
{
	return add_raw(b, UNION, name, 0, size);
}

void add_member(struct btf_builder *b, const char *name, uint32_t type, uint32_t bit_offset)
{
	begin_element(b, STRUCT, UNION);
	add_word(b, add_string(b, name));
	add_word(b, type);
	add_word(b, bit_offset);
}

void add_bitfield(struct btf_builder *b, const char *name, uint32_t type, uint32_t bit_offset,
		  unsigned int bits)
{
	require(bit_offset < 1 << 24 && bits < 256, "with kflag, offsets have 24 bits, sizes 8");
	add_member(b, name, type, bits << 24 | bit_offset);
	set_kflag(b, builder_id_end(b) - 1);
}

uint32_t add_enum(struct btf_builder *b, const char *name, uint32_t size)
{
	return add_raw(b, ENUM, name, 0, size);
}

uint32_t add_enum64(struct btf_builder *b, const char *name, uint32_t size)
{
	return add_raw(b, ENUM64, name, 0, size);
}

void add_enumerator(struct btf_builder *b, const char *name, uint64_t value)
{
	begin_element(b, ENUM, ENUM64);
	add_word(b, add_string(b, name));
	add_word(b, (uint32_t)value);
	if (kind_of(b, builder_id_end(b) - 1) == ENUM64)
		add_word(b, (uint32_t)(value >> 32));
}

uint32_t add_func_proto(struct btf_builder *b, uint32_t return_type)
{
	return add_raw(b, FUNC_PROTO, NULL, 0, return_type);
}

void add_param(struct btf_builder *b, const char *name, uint32_t type)
{
	begin_element(b, FUNC_PROTO, FUNC_PROTO);
	add_word(b, add_string(b, name));
	add_word(b, type);
}

void add_ellipsis(struct btf_builder *b)
{
	add_param(b, NULL, 0);
}

uint32_t add_func(struct btf_builder *b, const char *name, uint32_t proto, uint32_t linkage)
{
	return add_raw(b, FUNC, name, linkage, proto);
}

uint32_t add_var(struct btf_builder *b, const char *name, uint32_t type, uint32_t linkage)
{
	uint32_t id = add_raw(b, VAR, name, 0, type);

	add_word(b, linkage);
	return id;
}

uint32_t add_datasec(struct btf_builder *b, const char *name, uint32_t size)
{
	return add_raw(b, DATASEC, name, 0, size);
}

void add_secinfo(struct btf_builder *b, uint32_t type, uint32_t offset, uint32_t size)
{
	begin_element(b, DATASEC, DATASEC);
	add_word(b, type);
	add_word(b, offset);
	add_word(b, size);
}
