/* SPDX-License-Identifier: BSD-2-Clause */
/* names.c - what C can call things. */
#include "query/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_LENGTH 1024
#define KEYWORD_SLOTS   512

enum space {
	SPACE_TAG,
	SPACE_IDENTIFIER,
};

/* A name that is in use. */
struct entry {
	const char *name; /* NULL: free */
	uint32_t hash;
	uint16_t count; /* how often it was given */
	uint8_t space;  /* enum space */
	uint8_t kind;   /* enum btf_kind of the first type of that name */
};

struct btf_names {
	const struct btf *btf;
	const char *flavor;
	uint16_t *versions; /* by type id: 0: none yet; 1: the plain name; 2 and on: name___2 */
	struct entry *entries;
	uint32_t entry_mask, entry_count;
	const char *keywords[KEYWORD_SLOTS];
	char text[NAME_MAX_LENGTH + 64]; /* what was asked for last */
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

struct btf_names *btf_names_new(const struct btf *btf, const char *flavor)
{
	struct btf_names *names = calloc(1, sizeof(*names));

	if (!names)
		return NULL;
	names->btf = btf;
	names->flavor = flavor;
	/* Enough for a kernel; what is not used of it is never touched. */
	names->entry_mask = (1u << 17) - 1;
	names->versions = calloc(btf_id_end(btf), sizeof(*names->versions));
	names->entries = calloc(names->entry_mask + 1, sizeof(*names->entries));
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
	free(names);
}

static uint32_t hash_name(const char *name, enum space space)
{
	uint32_t sum = 2166136261u + (uint32_t)space;

	for (; *name; name++)
		sum = (sum ^ (unsigned char)*name) * 16777619u;
	return sum ^ sum >> 15;
}

/* The entry of a name, or a free one where it is to go. */
static struct entry *find(struct entry *entries, uint32_t mask, const struct entry *wanted)
{
	uint32_t at = wanted->hash & mask;

	while (entries[at].name &&
	       (entries[at].hash != wanted->hash || entries[at].space != wanted->space ||
		strcmp(entries[at].name, wanted->name) != 0))
		at = (at + 1) & mask;
	return &entries[at];
}

/* Keeps a quarter of the entries free. False: it is full, and there is no memory for more. */
static bool make_room(struct btf_names *names)
{
	uint32_t mask = names->entry_mask * 2 + 1;
	struct entry *entries;

	if (names->entry_count < names->entry_mask / 4 * 3)
		return true;
	entries = calloc((size_t)mask + 1, sizeof(*entries));
	if (!entries)
		return names->entry_count < names->entry_mask;
	for (uint32_t i = 0; i <= names->entry_mask; i++)
		if (names->entries[i].name)
			*find(entries, mask, &names->entries[i]) = names->entries[i];
	free(names->entries);
	names->entries = entries;
	names->entry_mask = mask;
	return true;
}

/* The entry of a name, made for `kind` where there was none; NULL where there is no memory. */
static struct entry *obtain(struct btf_names *names, const char *name, enum space space,
			    enum btf_kind kind)
{
	const struct entry wanted = {name, hash_name(name, space), 0, (uint8_t)space,
				     (uint8_t)kind};
	struct entry *entry;

	if (!make_room(names))
		return NULL;
	entry = find(names->entries, names->entry_mask, &wanted);
	if (!entry->name) {
		*entry = wanted;
		names->entry_count++;
	}
	return entry;
}

/* How often an identifier was given, this time included. */
static uint32_t take_identifier(struct btf_names *names, const char *name)
{
	struct entry *entry = obtain(names, name, SPACE_IDENTIFIER, BTF_K_VOID);

	if (entry && entry->count < UINT16_MAX)
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
static bool is_identifier(const struct btf_names *names, const char *name)
{
	const char *end = name;

	while (is_legal(*end))
		end++;
	return !*end && !(*name >= '0' && *name <= '9') &&
	       !is_keyword(names, name, (size_t)(end - name));
}

/* Copies a name such that C takes it: what is no letter, digit or underscore becomes one. */
static size_t copy_legal(struct btf_names *names, const char *name)
{
	char *text = names->text;
	size_t length = 0;

	if (*name >= '0' && *name <= '9')
		text[length++] = '_';
	for (; *name && length < NAME_MAX_LENGTH; name++)
		text[length++] = is_legal(*name) ? *name : '_';
	text[length] = '\0';
	if (is_keyword(names, text, length)) {
		text[length++] = '_';
		text[length] = '\0';
	}
	return length;
}

static const char *name_with_version(struct btf_names *names, const char *name, uint32_t version)
{
	size_t length;

	if (version <= 1 && !names->flavor && is_identifier(names, name))
		return name;
	length = copy_legal(names, name);
	if (names->flavor)
		length += (size_t)snprintf(names->text + length, 40, "___%.32s", names->flavor);
	if (version > 1)
		snprintf(names->text + length, 16, "___%u", version);
	return names->text;
}

static enum space space_of(enum btf_kind kind)
{
	switch (kind) {
	case BTF_K_STRUCT:
	case BTF_K_UNION:
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
	case BTF_K_FWD:
		return SPACE_TAG;
	case BTF_K_VOID:
	case BTF_K_INT:
	case BTF_K_PTR:
	case BTF_K_ARRAY:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC:
	case BTF_K_FUNC_PROTO:
	case BTF_K_VAR:
	case BTF_K_DATASEC:
	case BTF_K_FLOAT:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
	return SPACE_IDENTIFIER;
}

/* A FWD declares what a struct or union of its name defines, be it before or behind: they share the
 * name. One that is of the other kind has the name for itself. */
void btf_names_add(struct btf_names *names, uint32_t id)
{
	struct btf_type_info type = btf_type_at(names->btf, id);
	bool is_forward = type.kind == BTF_K_FWD;
	struct entry *entry;

	if (!*type.name || names->versions[id])
		return;
	if (is_forward)
		type.kind = type.kflag ? BTF_K_UNION : BTF_K_STRUCT;
	entry = obtain(names, type.name, space_of(type.kind), type.kind);
	names->versions[id] = 1;
	if (!entry || (is_forward && entry->kind == type.kind))
		return;
	if (entry->count == 0 && entry->kind != type.kind)
		entry->count = 1;
	if (entry->count < UINT16_MAX)
		entry->count++;
	names->versions[id] = (uint16_t)entry->count;
}

const char *btf_names_of(const void *context, uint32_t id)
{
	/* The text that is handed out is all that changes. */
	struct btf_names *names = (struct btf_names *)(uintptr_t)context;
	struct btf_type_info type = btf_type_at(names->btf, id);

	if ((type.kind == BTF_K_INT || type.kind == BTF_K_FLOAT) && names->versions[id] == 0)
		return type.name;
	return name_with_version(names, type.name, names->versions[id]);
}

const char *btf_names_add_enumerator(struct btf_names *names, const char *name)
{
	return name_with_version(names, name, take_identifier(names, name));
}

bool btf_names_take(struct btf_names *names, const char *name)
{
	return take_identifier(names, name) == 1 && !is_keyword(names, name, strlen(name));
}

const char *btf_names_of_member(struct btf_names *names, const char *name)
{
	if (is_identifier(names, name))
		return name;
	copy_legal(names, name);
	return names->text;
}
