/* SPDX-License-Identifier: BSD-2-Clause */
/* value_parts.c - the parts of a struct, union or section, with keys of their own, and the gaps
 * between them.
 *
 * A key is a member's name. Members without one get `__anon0`, `__anon1`, ... and a name that is there
 * a second time (C forbids it, BTF does not) `name__2`; what is made so is lengthened by `_` until
 * no member is called that.
 */
#include "query/value_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/resolve.h>

void btf_shape_free_parts(struct btf_shape *shape)
{
	for (uint64_t i = 0; shape->parts && i < shape->group.count; i++)
		if (shape->parts[i].owns_key)
			free((char *)(uintptr_t)shape->parts[i].key);
	free(shape->parts);
	free(shape->gaps);
	free(shape->owned_padding_key);
}

/* Keys */

static int compare_names(const void *a, const void *b)
{
	const struct btf_shape_part *left = *(const struct btf_shape_part *const *)a;
	const struct btf_shape_part *right = *(const struct btf_shape_part *const *)b;
	int order = strcmp(left->name, right->name);

	if (order)
		return order;
	return left < right ? -1 : left > right;
}

/* The parts by name, those of one name in their order. */
struct sorted {
	struct btf_shape_part **parts;
	size_t count;
};

static bool is_name(const struct sorted *sorted, const char *text)
{
	const struct btf_shape_part wanted = {.name = text};
	size_t low = 0, high = sorted->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(sorted->parts[middle]->name, wanted.name);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* "stem", a number, and underscores until it is no name. NULL: no memory. */
static char *make_key(const struct sorted *sorted, const char *stem, const char *infix,
		      uint32_t number)
{
	size_t size = strlen(stem) + strlen(infix) + 11, length;
	char *key = malloc(size + 1);

	if (!key)
		return NULL;
	length = (size_t)snprintf(key, size, "%s%s%u", stem, infix, number);
	while (is_name(sorted, key)) {
		char *longer = realloc(key, length + 2);

		if (!longer) {
			free(key);
			return NULL;
		}
		key = longer;
		key[length++] = '_';
		key[length] = '\0';
	}
	return key;
}

static bool give_key(struct btf_shape_part *part, char *key)
{
	part->key = key ? key : "";
	part->owns_key = key != NULL;
	return key != NULL;
}

/* False: no memory. */
static bool name_keys(const struct sorted *sorted)
{
	uint32_t anonymous = 0, same = 1;

	for (size_t i = 0; i < sorted->count; i++) {
		struct btf_shape_part *part = sorted->parts[i];
		bool again = i && strcmp(sorted->parts[i - 1]->name, part->name) == 0;

		same = again ? same + 1 : 1;
		part->key = part->name;
		if (!*part->name) {
			if (!give_key(part, make_key(sorted, "__anon", "", anonymous++)))
				return false;
		} else if (again && !give_key(part, make_key(sorted, part->name, "__", same))) {
			return false;
		}
	}
	return true;
}

/* "__padding", but where a member has that name. */
static bool name_padding(const struct sorted *sorted, struct btf_shape *shape)
{
	shape->group.padding_key = "__padding";
	if (!is_name(sorted, shape->group.padding_key))
		return true;
	shape->owned_padding_key = make_key(sorted, "__padding", "__", 2);
	shape->group.padding_key = shape->owned_padding_key;
	return shape->owned_padding_key != NULL;
}

static void measure_key(struct btf_shape_part *part)
{
	const char *at = part->key;

	while ((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') ||
	       (*at >= 'a' && *at <= 'z') || *at == '_')
		at++;
	part->key_is_identifier = *at == '\0';
	part->key_length = (uint32_t)strlen(part->key);
}

static bool make_keys(struct btf_shape *shape)
{
	struct sorted sorted = {.count = shape->group.count};
	bool done;

	sorted.parts = malloc((sorted.count + 1) * sizeof(struct btf_shape_part *));
	if (!sorted.parts)
		return false;
	for (size_t i = 0; i < sorted.count; i++)
		sorted.parts[i] = &shape->parts[i];
	qsort(sorted.parts, sorted.count, sizeof(*sorted.parts), compare_names);
	done = name_keys(&sorted) && name_padding(&sorted, shape);
	for (size_t i = 0; done && i < sorted.count; i++)
		measure_key(sorted.parts[i]);
	free(sorted.parts);
	return done;
}

/* Gaps */

static int compare_starts(const void *a, const void *b)
{
	const struct btf_shape_gap *left = a, *right = b;

	if (left->bit_offset != right->bit_offset)
		return left->bit_offset < right->bit_offset ? -1 : 1;
	return 0;
}

/* How many bits a part covers; 0 for what has no size. */
static uint64_t bits_of(const struct btf *btf, const struct btf_shape_part *part)
{
	uint32_t id = part->value_id, size;

	if (part->bitfield_size)
		return part->bitfield_size;
	if (!btf_type_id_size(btf, &id, &size))
		return 0;
	if (btf_type_is_int(btf, id))
		return btf_int_of(btf, id).bits;
	return 8ull * size;
}

static uint64_t start_of(const struct btf *btf, const struct btf_shape_part *part)
{
	uint64_t start = part->bit_offset;

	if (!part->bitfield_size && btf_type_is_int(btf, part->value_id))
		start += btf_int_of(btf, part->value_id).bit_offset;
	return start;
}

/* What the parts cover, turned in place into what they do not. Both are sorted by where they begin,
 * and there is no more of the second than of the first and one. */
static uint32_t turn_into_gaps(struct btf_shape_gap *ranges, size_t count, uint64_t end)
{
	uint64_t covered = 0;
	uint32_t gaps = 0;

	for (size_t i = 0; i <= count; i++) {
		struct btf_shape_gap range = i < count ? ranges[i] : (struct btf_shape_gap){end, 0};
		uint64_t start = range.bit_offset < end ? range.bit_offset : end;

		if (!range.bits && i < count)
			continue;
		if (start > covered)
			ranges[gaps++] = (struct btf_shape_gap){covered, start - covered};
		if (range.bit_offset + range.bits > covered)
			covered = range.bit_offset + range.bits;
	}
	return gaps;
}

static bool find_gaps(const struct btf *btf, struct btf_shape *shape)
{
	size_t count = shape->group.count;

	shape->gaps = malloc((count + 1) * sizeof(*shape->gaps));
	if (!shape->gaps)
		return false;
	for (size_t i = 0; i < count; i++)
		shape->gaps[i] = (struct btf_shape_gap){start_of(btf, &shape->parts[i]),
							bits_of(btf, &shape->parts[i])};
	qsort(shape->gaps, count, sizeof(*shape->gaps), compare_starts);
	shape->gap_count = turn_into_gaps(shape->gaps, count, 8 * shape->size);
	return true;
}

/* Parts */

static struct btf_shape_part member_part(const struct btf *btf, uint32_t id, uint32_t index)
{
	struct btf_member_info member = btf_member_at(btf, id, index);

	return (struct btf_shape_part){.name = member.name,
				       .type_id = member.type_id,
				       .value_id = btf_shape_id(btf, member.type_id),
				       .bit_offset = member.bit_offset,
				       .bitfield_size = member.bitfield_size};
}

static struct btf_shape_part variable_part(const struct btf *btf, uint32_t id, uint32_t index)
{
	struct btf_secinfo_info variable = btf_secinfo_at(btf, id, index);

	return (struct btf_shape_part){.name = btf_type_at(btf, variable.type_id).name,
				       .type_id = variable.type_id,
				       .value_id = btf_shape_id(btf, variable.type_id),
				       .bit_offset = 8ull * variable.offset};
}

static enum btf_group_kind group_kind(enum btf_kind kind)
{
	if (kind == BTF_K_UNION)
		return BTF_GROUP_UNION;
	return kind == BTF_K_STRUCT ? BTF_GROUP_STRUCT : BTF_GROUP_SECTION;
}

/* A struct ends in its last member; a union in each. Nobody nests them deeper than is looked here. */
static bool is_flexible(struct btf_shapes *shapes, const struct btf_shape *shape)
{
	uint64_t count = shape->group.count;
	uint64_t first = shape->group.kind == BTF_GROUP_UNION || !count ? 0 : count - 1;

	if (shape->group.kind == BTF_GROUP_SECTION || shapes->depth > BTF_VALUE_DEPTH_MAX)
		return false;
	for (uint64_t i = first; i < count; i++) {
		const struct btf_shape *last = btf_shape_of(shapes, shape->parts[i].value_id);

		if (last && last->is_flexible)
			return true;
	}
	return false;
}

void btf_shape_parts(struct btf_shapes *shapes, uint32_t id, struct btf_shape *shape)
{
	struct btf_type_info type = btf_type_at(shapes->btf, id);

	shape->parts = calloc((size_t)type.vlen + 1, sizeof(*shape->parts));
	if (!shape->parts)
		return;
	shape->group = (struct btf_group){
		.kind = group_kind(type.kind), .count = type.vlen, .there = type.vlen};
	for (uint32_t i = 0; i < type.vlen; i++)
		shape->parts[i] = type.kind == BTF_K_DATASEC ? variable_part(shapes->btf, id, i)
							     : member_part(shapes->btf, id, i);
	if (!make_keys(shape) || !find_gaps(shapes->btf, shape))
		return;
	shape->kind = BTF_SHAPE_PARTS;
	shapes->depth++;
	shape->is_flexible = is_flexible(shapes, shape);
	shapes->depth--;
}
