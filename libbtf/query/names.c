/* SPDX-License-Identifier: BSD-2-Clause */
/* names.c - what C can call things. */
#include "query/names.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "model/record.h"
#include <libbtf/resolve.h>

#define NAME_MAX_LENGTH 1024
#define KEYWORD_SLOTS   512

/* In btf_names.versions: the name is to be copied such that C takes it. */
#define ALTERED     0x8000
#define VERSION_MAX 0x7fff

/* A name that is in use. A kernel has 40,000: small entries keep the table in a core's cache. */
struct entry {
	uint32_t name_offset;
	uint16_t count; /* how often it was given */
	uint8_t kind;   /* enum btf_kind of the first type of that name; 0: the entry is free */
	uint8_t hash;   /* some bits more than its place has */
};

/* An enumerator that is not called by its own name. */
struct renamed {
	uint32_t number;
	uint32_t version;
};

struct btf_names {
	const struct btf *btf;
	const char *flavor;
	uint16_t *versions; /* by type id: 0: none yet; 1: the plain name; 2 and on: name___2 */
	struct entry *entries;
	uint32_t entry_mask, entry_count;
	struct renamed *renamed; /* sorted by number */
	size_t renamed_count, renamed_capacity;
	uint32_t enumerator_count;
	int error;
	const char *keywords[KEYWORD_SLOTS];
};

/* What C reserves, and compilers have a type for. */
static const char *const keywords[] = {
	/* clang-format off */
	"_Alignas", "_Alignof", "_Atomic", "_Bool", "_Complex", "_Generic", "_Imaginary",
	"_Noreturn", "_Static_assert", "_Thread_local", "asm", "auto", "break", "case", "char",
	"const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for",
	"goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
	"sizeof", "static", "struct", "switch", "typedef", "typeof", "union", "unsigned", "void",
	"volatile", "while", "__int128", "__builtin_va_list", "__float128", "_Float16", "_Float32",
	"_Float64", "_Float128", "__fp16", "__bf16",
	/* clang-format on */
};

/* Most names are told from a keyword by their length and first letter alone. */
static uint32_t keyword_slot(const char *name, size_t length)
{
	return ((unsigned char)name[0] * 5u + (unsigned char)name[1] + (uint32_t)length * 3u) %
	       KEYWORD_SLOTS;
}

static void fill_keywords(struct btf_names *names)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
		uint32_t slot = keyword_slot(keywords[i], strlen(keywords[i]));

		while (names->keywords[slot])
			slot = (slot + 1) % KEYWORD_SLOTS;
		names->keywords[slot] = keywords[i];
	}
}

struct btf_names *btf_names_new(const struct btf *btf, const char *flavor, size_t expected)
{
	struct btf_names *names = calloc(1, sizeof(*names));
	uint32_t slots = 256;

	if (!names)
		return NULL;
	while ((size_t)slots / 4 * 3 <= expected && slots < 1u << 30)
		slots *= 2;
	names->btf = btf;
	names->flavor = flavor;
	names->entry_mask = slots - 1;
	names->versions = btf_table_new(btf_id_end(btf), sizeof(*names->versions));
	names->entries = btf_table_new(slots, sizeof(*names->entries));
	fill_keywords(names);
	if (!names->versions || !names->entries) {
		btf_names_free(names);
		return NULL;
	}
	return names;
}

void btf_names_free(struct btf_names *names)
{
	if (!names)
		return;
	free(names->versions);
	free(names->entries);
	free(names->renamed);
	free(names);
}

int btf_names_error(const struct btf_names *names)
{
	return names->error;
}

uint32_t btf_names_enumerator_count(const struct btf_names *names)
{
	return names->enumerator_count;
}

static const char *text_at(const struct btf *btf, uint32_t offset)
{
	const char *text = offset ? btf_name_at(btf, offset).text : NULL;

	return text ? text : "";
}

static bool is_tag(uint8_t kind)
{
	return kind == BTF_K_STRUCT || kind == BTF_K_UNION || kind == BTF_K_ENUM ||
	       kind == BTF_K_ENUM64;
}

/* Eight bytes at a time. The upper bits of a product are the best. */
static uint32_t hash_name(const char *name, bool tag)
{
	size_t left = strlen(name);
	uint64_t sum = left * 2 + tag, word = 0;

	for (; left > sizeof(word); left -= sizeof(word), name += sizeof(word)) {
		memcpy(&word, name, sizeof(word));
		sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 32;
	}
	word = 0;
	memcpy(&word, name, left);
	return (uint32_t)(((sum ^ word) * 0x9e3779b97f4a7c15u) >> 32);
}

/* Most strings are there once, so that their offsets tell; split BTF may have some again. */
static bool is_entry_of(const struct btf *btf, const struct entry *entry,
			const struct entry *wanted, const char *name)
{
	return entry->hash == wanted->hash && is_tag(entry->kind) == is_tag(wanted->kind) &&
	       (entry->name_offset == wanted->name_offset ||
		strcmp(text_at(btf, entry->name_offset), name) == 0);
}

/* The entry of a name, or a free one where it is to go, for `wanted`. */
static struct entry *find(const struct btf_names *names, struct entry *wanted)
{
	const char *name = text_at(names->btf, wanted->name_offset);
	uint32_t hash = hash_name(name, is_tag(wanted->kind));
	uint32_t at = hash & names->entry_mask;

	wanted->hash = (uint8_t)(hash >> 24);
	while (names->entries[at].kind &&
	       !is_entry_of(names->btf, &names->entries[at], wanted, name))
		at = (at + 1) & names->entry_mask;
	return &names->entries[at];
}

/* Keeps a quarter of the entries free. */
static bool make_room(struct btf_names *names)
{
	struct entry *old = names->entries;
	uint32_t old_mask = names->entry_mask;

	if (names->entry_count < old_mask / 4 * 3)
		return true;
	names->entries = btf_table_new((size_t)old_mask * 2 + 2, sizeof(*old));
	if (!names->entries) {
		names->entries = old;
		names->error = -ENOMEM;
		return false;
	}
	names->entry_mask = old_mask * 2 + 1;
	for (uint32_t i = 0; i <= old_mask; i++)
		if (old[i].kind)
			*find(names, &old[i]) = old[i];
	free(old);
	return true;
}

/* The entry of a name, made for `kind` where there was none; NULL where there is no memory. */
static struct entry *obtain(struct btf_names *names, uint32_t name_offset, enum btf_kind kind)
{
	struct entry wanted = {.name_offset = name_offset, .kind = (uint8_t)kind};
	struct entry *entry;

	if (!make_room(names))
		return NULL;
	entry = find(names, &wanted);
	if (!entry->kind) {
		*entry = wanted;
		names->entry_count++;
	}
	return entry;
}

/* How often an identifier was given, this time included. */
static uint32_t take_identifier(struct btf_names *names, uint32_t name_offset)
{
	struct entry *entry = obtain(names, name_offset, BTF_K_FUNC);

	if (entry && entry->count < VERSION_MAX)
		entry->count++;
	return entry ? entry->count : 1;
}

static bool is_keyword(const struct btf_names *names, const char *name, size_t length)
{
	uint32_t slot = length ? keyword_slot(name, length) : 0;

	while (length && names->keywords[slot]) {
		if (strcmp(names->keywords[slot], name) == 0)
			return true;
		slot = (slot + 1) % KEYWORD_SLOTS;
	}
	return false;
}

/* Letters, digits and the underscore, by byte. */
static const bool legal[256] = {
	['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['_'] = true};

static bool is_legal(char c)
{
	return legal[(unsigned char)c];
}

/* Whether C takes a name as it is. */
static bool is_identifier(const struct btf_names *names, const char *name, size_t *length)
{
	const char *end = name;

	while (is_legal(*end))
		end++;
	*length = (size_t)(end - name);
	return !*end && !(*name >= '0' && *name <= '9') && !is_keyword(names, name, *length);
}

/* Copies a name such that C takes it: what is no letter, digit or underscore becomes one. */
static size_t copy_legal(const struct btf_names *names, const char *name, char *text)
{
	size_t length = 0;

	if (*name >= '0' && *name <= '9')
		text[length++] = '_';
	for (; *name && length < NAME_MAX_LENGTH; name++)
		text[length++] = (char)(is_legal(*name) ? *name : '_');
	text[length] = '\0';
	if (is_keyword(names, text, length)) {
		text[length++] = '_';
		text[length] = '\0';
	}
	return length;
}

static const char *put_version(const struct btf_names *names, const char *name, uint32_t version,
			       char *text)
{
	size_t length = copy_legal(names, name, text);

	if (names->flavor)
		length += (size_t)snprintf(text + length, 40, "___%.32s", names->flavor);
	if (version > 1)
		snprintf(text + length, 16, "___%u", version);
	return text;
}

/* Whether it takes put_version() to say a name. */
static bool is_altered(const struct btf_names *names, const char *name, uint32_t version)
{
	size_t length;

	return version > 1 || names->flavor || !is_identifier(names, name, &length);
}

/* A FWD declares what a struct or union of its name defines, be it before or behind: they share the
 * name. One that is of the other kind has the name for itself. */
static uint32_t type_version(struct btf_names *names, const uint8_t *record)
{
	enum btf_kind kind = btf_record_kind(record);
	bool is_forward = kind == BTF_K_FWD;
	struct entry *entry;

	if (is_forward)
		kind = btf_record_kflag(record) ? BTF_K_UNION : BTF_K_STRUCT;
	entry = obtain(names, btf_record_name(record), kind);
	if (!entry || (is_forward && entry->kind == kind))
		return 1;
	if (entry->count == 0 && entry->kind != kind)
		entry->count = 1;
	if (entry->count < VERSION_MAX)
		entry->count++;
	return entry->count;
}

void btf_names_add(struct btf_names *names, uint32_t id)
{
	const uint8_t *record = btf_record(names->btf, id);
	uint32_t version;

	if (!record || names->versions[id] || !btf_record_is_named(names->btf, record))
		return;
	version = type_version(names, record);
	if (is_altered(names, text_at(names->btf, btf_record_name(record)), version))
		version |= ALTERED;
	names->versions[id] = (uint16_t)version;
}

static void add_renamed(struct btf_names *names, uint32_t version)
{
	if (names->renamed_count == names->renamed_capacity) {
		size_t capacity = names->renamed_capacity ? 2 * names->renamed_capacity : 64;
		struct renamed *renamed = reallocarray(names->renamed, capacity, sizeof(*renamed));

		if (!renamed) {
			names->error = -ENOMEM;
			return;
		}
		names->renamed = renamed;
		names->renamed_capacity = capacity;
	}
	names->renamed[names->renamed_count++] = (struct renamed){names->enumerator_count, version};
}

void btf_names_add_enumerators(struct btf_names *names, uint32_t id)
{
	const uint8_t *record = btf_record(names->btf, id);
	uint32_t words = btf_record_kind(record) == BTF_K_ENUM ? BTF_ENUM_WORDS : BTF_ENUM64_WORDS;
	uint32_t vlen = btf_record_vlen(record);

	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t offset = btf_record_element(record, words, i, 0);
		uint32_t version = take_identifier(names, offset);

		if (is_altered(names, text_at(names->btf, offset), version))
			add_renamed(names, version);
		names->enumerator_count++;
	}
}

bool btf_names_take(struct btf_names *names, uint32_t id)
{
	struct btf_type_info type = btf_type_at(names->btf, id);

	return take_identifier(names, type.name_offset) == 1 &&
	       !is_keyword(names, type.name, strlen(type.name));
}

const char *btf_names_of(const void *context, uint32_t id, char text[BTF_NAME_ROOM])
{
	const struct btf_names *names = context;
	const char *name = text_at(names->btf, btf_record_name(btf_record(names->btf, id)));
	uint16_t version = names->versions[id];
	enum btf_kind kind;

	if (version && !(version & ALTERED))
		return name;
	kind = btf_kind_of(names->btf, id);
	/* What C knows by its name was given none. */
	if ((kind == BTF_K_INT || kind == BTF_K_FLOAT) && !version)
		return name;
	if (is_altered(names, name, version & VERSION_MAX))
		return put_version(names, name, version & VERSION_MAX, text);
	return name;
}

const char *btf_names_of_enumerator(const struct btf_names *names, uint32_t number,
				    const char *name, char text[BTF_NAME_ROOM])
{
	size_t first = 0, end = names->renamed_count;

	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (names->renamed[middle].number < number)
			first = middle + 1;
		else
			end = middle;
	}
	if (first == names->renamed_count || names->renamed[first].number != number)
		return name;
	return put_version(names, name, names->renamed[first].version, text);
}

const char *btf_names_of_member(const struct btf_names *names, const char *name, size_t *length,
				char text[BTF_NAME_ROOM])
{
	if (is_identifier(names, name, length))
		return name;
	*length = copy_legal(names, name, text);
	return text;
}
