/* SPDX-License-Identifier: BSD-2-Clause */
/* value_find.c - looks up what a value's type is made of: names of types, and of members. */
#include "query/value_find.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "query/value_shape.h"
#include <libbtf/resolve.h>
#include <libbtf/select.h>

#define MEMBERS_MAX 100000 /* that are looked at for one; structs without a name nest */

static bool has_size(const struct btf *btf, uint32_t id, uint32_t *size)
{
	uint32_t value_id = btf_shape_id(btf, id);

	return btf_type_id_size(btf, &value_id, size);
}

/* Several of one name are one where they have the same size. */
static int choose(const struct btf *btf, const char *name, const struct btf_selection *found,
		  uint32_t *id, struct btf_error *err)
{
	uint32_t chosen = 0, size, chosen_size = 0;

	for (uint32_t i = 0; i < found->count; i++) {
		if (!has_size(btf, found->ids[i], &size))
			continue;
		if (chosen && size != chosen_size)
			return btf_fail(err, -EEXIST,
					"'%s' is #%u of %u bytes and #%u of %u: say which", name,
					chosen, chosen_size, found->ids[i], size);
		if (!chosen)
			chosen = found->ids[i];
		chosen_size = size;
	}
	if (!chosen && found->count)
		return btf_fail(err, -EINVAL, "%s: a type without a size has no values", name);
	*id = chosen;
	return chosen ? 0 : -ENOENT;
}

static int find_by_name(const struct btf *btf, const char *name, uint32_t *id,
			struct btf_error *err)
{
	struct btf_selection found = {0};
	int result = 0;

	for (const struct btf *part = btf; part && !found.count && !result; part = btf_base(part))
		if (btf_select(part, name, BTF_ALL_KINDS, &found, err) < 0)
			result = -EINVAL;
	if (!result)
		result = choose(btf, name, &found, id, err);
	btf_selection_free(&found);
	return result;
}

/* C's integers */

/* `long unsigned int` and `unsigned long` are one. */
struct int_words {
	unsigned int chars, shorts, longs, signs, unsigneds, ints;
};

static bool read_int_words(const char *text, struct int_words *words)
{
	const struct {
		const char *word;
		unsigned int *count;
	} known[] = {{"char", &words->chars}, {"short", &words->shorts},
		     {"long", &words->longs}, {"signed", &words->signs},
		     {"int", &words->ints},   {"unsigned", &words->unsigneds}};

	while (*text) {
		size_t length = strcspn(text, " "), i = 0;

		while (i < sizeof(known) / sizeof(known[0]) &&
		       (strlen(known[i].word) != length || strncmp(known[i].word, text, length)))
			i++;
		if (i == sizeof(known) / sizeof(known[0]))
			return false;
		++*known[i].count;
		text += length;
		text += strspn(text, " ");
	}
	return true;
}

/* `char` alone is neither signed nor unsigned. */
static bool is_same_int(const struct int_words *a, const struct int_words *b)
{
	bool chars_agree = !a->chars || a->signs == b->signs;

	return a->chars == b->chars && a->shorts == b->shorts && a->longs == b->longs &&
	       a->unsigneds == b->unsigneds && chars_agree;
}

/* "u64", "__s8": a size and a sign. */
static uint32_t read_short_name(const char *name, bool *is_signed)
{
	static const struct {
		const char *digits;
		uint32_t size;
	} sizes[] = {{"8", 1}, {"16", 2}, {"32", 4}, {"64", 8}, {"128", 16}};

	name += strncmp(name, "__", 2) == 0 ? 2 : 0;
	*is_signed = *name == 's';
	for (size_t i = 0; (*name == 's' || *name == 'u') && i < sizeof(sizes) / sizeof(sizes[0]);
	     i++)
		if (strcmp(name + 1, sizes[i].digits) == 0)
			return sizes[i].size;
	return 0;
}

static int find_int(const struct btf *btf, const char *name, uint32_t *id)
{
	struct int_words words = {0};
	bool is_signed, by_words = read_int_words(name, &words);
	uint32_t size = read_short_name(name, &is_signed);

	if (!*name || (!by_words && !size))
		return -ENOENT;
	for (*id = 1; *id < btf_id_end(btf); ++*id) {
		struct int_words other = {0};

		if (!btf_type_is_int(btf, *id))
			continue;
		if (size && btf_type_at(btf, *id).size == size && !btf_int_of(btf, *id).is_bool &&
		    btf_int_of(btf, *id).is_signed == is_signed)
			return 0;
		if (by_words && read_int_words(btf_type_at(btf, *id).name, &other) &&
		    is_same_int(&words, &other))
			return 0;
	}
	return -ENOENT;
}

int btf_find_value_type(const struct btf *btf, const char *name, uint32_t *id,
			struct btf_error *err)
{
	int result;

	if (!*name || strpbrk(name, "*?["))
		return -ENOENT;
	result = find_by_name(btf, name, id, err);
	return result == -ENOENT ? find_int(btf, name, id) : result;
}

static bool find_member(const struct btf *btf, uint32_t type_id, const char *name,
			struct btf_member_info *member, uint32_t *left, int depth)
{
	uint32_t id = btf_shape_id(btf, type_id);
	uint32_t vlen = btf_type_is_struct(btf, id) ? btf_type_vlen(btf, id) : 0;

	for (uint32_t i = 0; i < vlen && (*left)-- > 1; i++) {
		*member = btf_member_at(btf, id, i);
		if (*member->name ? strcmp(member->name, name) == 0
				  : depth < BTF_MAX_RESOLVE_DEPTH &&
					    find_member(btf, member->type_id, name, member, left,
							depth + 1))
			return true;
	}
	return false;
}

bool btf_find_value_member(const struct btf *btf, uint32_t type_id, const char *name,
			   struct btf_member_info *member)
{
	uint32_t left = MEMBERS_MAX;

	return find_member(btf, type_id, name, member, &left, 0);
}
