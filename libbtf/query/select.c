/* SPDX-License-Identifier: BSD-2-Clause */
/* select.c - which types a user means: patterns to ids. */
#include <libbtf/select.h>

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model/record.h"

static btf_kind_set kind_bit(enum btf_kind kind)
{
	return kind == BTF_K_UNKNOWN ? 1u << 31 : 1u << kind;
}

/* The kinds that a word of `length` letters names; 0: none. */
static btf_kind_set kinds_of_word(const char *word, size_t length)
{
	for (unsigned int kind = BTF_K_INT; kind <= BTF_K_COUNT; kind++) {
		enum btf_kind named = kind < BTF_K_COUNT ? (enum btf_kind)kind : BTF_K_UNKNOWN;
		const char *keyword = btf_kind_facts(named)->keyword;

		if (strlen(keyword) != length || strncmp(keyword, word, length) != 0)
			continue;
		if (named == BTF_K_ENUM)
			return kind_bit(BTF_K_ENUM) | kind_bit(BTF_K_ENUM64);
		return kind_bit(named);
	}
	return 0;
}

bool btf_kind_set_parse(const char *words, btf_kind_set *set, struct btf_error *err)
{
	btf_kind_set found = 0;

	for (;;) {
		size_t length = strcspn(words, ",");
		btf_kind_set kinds = kinds_of_word(words, length);

		if (!kinds) {
			btf_fail(
				err, -EINVAL,
				"'%.*s' is no kind of type; the kinds are int, ptr, array, struct, "
				"union, enum, fwd, typedef, volatile, const, restrict, func, "
				"func_proto, var, datasec, float, decl_tag, type_tag, enum64, "
				"unknown",
				(int)(length < 40 ? length : 40), words);
			return false;
		}
		found |= kinds;
		if (words[length] == '\0')
			break;
		words += length + 1;
	}
	*set = found;
	return true;
}

static int add(struct btf_selection *selection, uint32_t id, struct btf_error *err)
{
	if (selection->count == selection->capacity) {
		uint32_t capacity = selection->capacity ? selection->capacity * 2 : 64;
		uint32_t *ids = realloc(selection->ids, capacity * sizeof(*ids));

		if (!ids)
			return btf_fail(err, -ENOMEM, "no memory for %u types", capacity);
		selection->ids = ids;
		selection->capacity = capacity;
	}
	selection->ids[selection->count++] = id;
	return 0;
}

/* A pattern taken apart. */
struct pattern {
	const char *name; /* NULL: every name, and none */
	bool is_glob;
	btf_kind_set kinds;
};

static bool matches(const struct btf *btf, const uint8_t *record, const struct pattern *pattern)
{
	struct btf_name name;

	if (!(pattern->kinds & kind_bit(btf_record_kind(record))))
		return false;
	if (!pattern->name)
		return true;
	name = btf_name_at(btf, btf_record_name(record));
	if (!btf_record_name(record) || !name.text)
		return false;
	return pattern->is_glob ? fnmatch(pattern->name, name.text, 0) == 0
				: strcmp(pattern->name, name.text) == 0;
}

static int64_t add_matches(const struct btf *btf, const struct pattern *pattern,
			   struct btf_selection *selection, struct btf_error *err)
{
	int64_t added = 0;

	for (uint32_t id = btf->first_id; id < btf->id_end; id++) {
		int result;

		if (!matches(btf, btf_record(btf, id), pattern))
			continue;
		result = add(selection, id, err);
		if (result)
			return result;
		added++;
	}
	return added;
}

/* "struct:name" and "struct name"; a word before a colon that is no kind is part of the name. */
static struct pattern parse_pattern(const char *text, btf_kind_set kinds)
{
	size_t word = strcspn(text, ": ");
	btf_kind_set named = text[word] ? kinds_of_word(text, word) : 0;
	const btf_kind_set tagged = kind_bit(BTF_K_STRUCT) | kind_bit(BTF_K_UNION) |
				    kind_bit(BTF_K_ENUM) | kind_bit(BTF_K_ENUM64);

	if (named && (text[word] == ':' || (named & tagged) == named)) {
		text += word + 1;
		kinds &= named;
	}
	return (struct pattern){text, strpbrk(text, "*?[") != NULL, kinds};
}

static int64_t add_id(const struct btf *btf, const char *text, btf_kind_set kinds,
		      struct btf_selection *selection, struct btf_error *err)
{
	char *end;
	unsigned long long id = strtoull(text + 1, &end, 10);
	const uint8_t *record;
	int result;

	if (text[1] < '0' || text[1] > '9' || *end)
		return btf_fail(err, -EINVAL, "'%.40s' is no type id, as #123 is one", text);
	record = id <= UINT32_MAX ? btf_record(btf, (uint32_t)id) : NULL;
	if (!record || !(kinds & kind_bit(btf_record_kind(record))))
		return 0;
	result = add(selection, (uint32_t)id, err);
	return result ? result : 1;
}

int64_t btf_select(const struct btf *btf, const char *text, btf_kind_set kinds,
		   struct btf_selection *selection, struct btf_error *err)
{
	struct pattern pattern;

	if (*text == '#')
		return add_id(btf, text, kinds, selection, err);
	pattern = parse_pattern(text, kinds);
	if (!*pattern.name)
		return btf_fail(err, -EINVAL, "'%.40s' names no type", text);
	return add_matches(btf, &pattern, selection, err);
}

int64_t btf_select_kinds(const struct btf *btf, btf_kind_set kinds, struct btf_selection *selection,
			 struct btf_error *err)
{
	return add_matches(btf, &(struct pattern){.kinds = kinds}, selection, err);
}

static int compare_numbers(uint32_t left, uint32_t right)
{
	return (left > right) - (left < right);
}

static int compare_ids(const void *a, const void *b)
{
	return compare_numbers(*(const uint32_t *)a, *(const uint32_t *)b);
}

void btf_selection_sort(struct btf_selection *selection)
{
	uint32_t kept = 0;

	if (!selection->count)
		return;
	qsort(selection->ids, selection->count, sizeof(*selection->ids), compare_ids);
	for (uint32_t i = 1; i < selection->count; i++)
		if (selection->ids[i] != selection->ids[kept])
			selection->ids[++kept] = selection->ids[i];
	selection->count = kept + 1;
}

static int compare_names(const void *a, const void *b, void *btf)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	struct btf_type_info x = btf_type_at(btf, left), y = btf_type_at(btf, right);
	int result = strcmp(x.name, y.name);

	if (!result)
		result = compare_numbers(x.kind, y.kind);
	if (!result)
		result = compare_numbers(x.size, y.size);
	if (!result)
		result = compare_numbers(x.vlen, y.vlen);
	return result ? result : compare_numbers(left, right);
}

void btf_selection_sort_by_name(const struct btf *btf, struct btf_selection *selection)
{
	if (selection->count)
		qsort_r(selection->ids, selection->count, sizeof(*selection->ids), compare_names,
			(void *)(uintptr_t)btf);
}

struct btf_id_list btf_selection_list(const struct btf_selection *selection)
{
	return (struct btf_id_list){selection->ids, 0, selection->ids ? selection->count : 0};
}

void btf_selection_free(struct btf_selection *selection)
{
	free(selection->ids);
	*selection = (struct btf_selection){0};
}
