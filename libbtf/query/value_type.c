/* SPDX-License-Identifier: BSD-2-Clause */
/* value_type.c - the type of a value as one writes it: `struct foo`, `u64[4]`, `foo.list[0].next`.
 *
 * The text is a type's name, then any of `*`, `[n]` and `.member`. Names may have dots in them
 * (".data.rel"), so the longest piece up to a dot that names a type is the name.
 */
#include <libbtf/value.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "query/value_find.h"
#include "query/value_shape.h"
#include <libbtf/resolve.h>

#define TEXT_MAX 512

/* A text that is being read. */
struct reading {
	const struct btf *btf;
	const char *text, *at;
	struct btf_value_type *type;
	bool in_member; /* `[n]` takes an element then, and makes no array */
	struct btf_error *err;
};

static void skip_blanks(struct reading *reading)
{
	while (isspace((unsigned char)*reading->at))
		reading->at++;
}

/* The name and where it ends: the whole text up to the first `[` or `*`, or that up to a dot. */
static bool read_name(struct reading *reading)
{
	char name[TEXT_MAX];
	size_t length = strcspn(reading->text, "[*");

	if (length >= sizeof(name)) {
		btf_fail(reading->err, -EINVAL, "a type of %zu characters", length);
		return false;
	}
	for (;;) {
		size_t trimmed = length;
		int found;

		while (trimmed && isspace((unsigned char)reading->text[trimmed - 1]))
			trimmed--;
		memcpy(name, reading->text, trimmed);
		name[trimmed] = '\0';
		found = btf_find_value_type(reading->btf, name, &reading->type->type_id,
					    reading->err);
		reading->at = reading->text + length;
		if (found != -ENOENT)
			return found == 0;
		while (length && reading->text[length - 1] != '.')
			length--;
		if (length <= 1)
			break;
		length--;
	}
	btf_fail(reading->err, -ENOENT, "no type '%s'", reading->text);
	return false;
}

/* `*`: the BTF must have that pointer. */
static bool read_pointer(struct reading *reading)
{
	uint32_t end = btf_id_end(reading->btf), target = reading->type->type_id;

	reading->at++;
	for (uint32_t id = 1; id < end; id++) {
		struct btf_type_info type = btf_type_at(reading->btf, id);

		if (type.kind == BTF_K_PTR && type.type_id == target) {
			reading->type->type_id = id;
			return true;
		}
	}
	btf_fail(reading->err, -ENOENT, "%s: there is no such pointer in the BTF", reading->text);
	return false;
}

static bool read_number(struct reading *reading, uint32_t *number)
{
	char *end;
	unsigned long value;

	reading->at++;
	skip_blanks(reading);
	errno = 0;
	value = strtoul(reading->at, &end, 0);
	if (!isdigit((unsigned char)*reading->at) || errno || value > UINT32_MAX) {
		btf_fail(reading->err, -EINVAL, "%s: no number behind '['", reading->text);
		return false;
	}
	reading->at = end;
	skip_blanks(reading);
	if (*reading->at != ']') {
		btf_fail(reading->err, -EINVAL, "%s: no ']' behind %lu", reading->text, value);
		return false;
	}
	reading->at++;
	*number = (uint32_t)value;
	return true;
}

static bool take_element(struct reading *reading, uint32_t index)
{
	uint32_t id = btf_shape_id(reading->btf, reading->type->type_id);
	struct btf_array_info array = btf_array_of(reading->btf, id);

	if (btf_type_at(reading->btf, id).kind != BTF_K_ARRAY) {
		btf_fail(reading->err, -EINVAL, "%s: what stands before [%u] is no array",
			 reading->text, index);
		return false;
	}
	if (index >= array.nelems && array.nelems) {
		btf_fail(reading->err, -EINVAL, "%s: the array before [%u] has %u elements",
			 reading->text, index, array.nelems);
		return false;
	}
	reading->type->type_id = array.type_id;
	return true;
}

static bool read_brackets(struct reading *reading)
{
	struct btf_value_type *type = reading->type;
	uint32_t number;

	if (!read_number(reading, &number))
		return false;
	if (reading->in_member)
		return take_element(reading, number);
	if (type->dim_count == BTF_VALUE_DIMS_MAX) {
		btf_fail(reading->err, -EINVAL, "%s: more than %d dimensions", reading->text,
			 BTF_VALUE_DIMS_MAX);
		return false;
	}
	type->dims[type->dim_count++] = number;
	return true;
}

static bool read_member(struct reading *reading)
{
	struct btf_member_info member;
	char name[TEXT_MAX];
	size_t length;

	reading->at++;
	skip_blanks(reading);
	length = strcspn(reading->at, ".[* ");
	if (reading->type->dim_count || !length || length >= sizeof(name)) {
		btf_fail(reading->err, -EINVAL, "%s: no member stands behind '.'", reading->text);
		return false;
	}
	memcpy(name, reading->at, length);
	name[length] = '\0';
	reading->at += length;
	if (!btf_find_value_member(reading->btf, reading->type->type_id, name, &member)) {
		btf_fail(reading->err, -ENOENT, "%s: no member '%s'", reading->text, name);
		return false;
	}
	if (member.bitfield_size) {
		btf_fail(reading->err, -EINVAL, "%s: a bitfield has no bytes of its own",
			 reading->text);
		return false;
	}
	reading->in_member = true;
	reading->type->type_id = member.type_id;
	return true;
}

static bool read_rest(struct reading *reading)
{
	for (skip_blanks(reading); *reading->at; skip_blanks(reading)) {
		bool done = false;

		if (*reading->at == '*' && !reading->type->dim_count)
			done = read_pointer(reading);
		else if (*reading->at == '[')
			done = read_brackets(reading);
		else if (*reading->at == '.')
			done = read_member(reading);
		else
			btf_fail(reading->err, -EINVAL, "%s: a type does not go on with '%s'",
				 reading->text, reading->at);
		if (!done)
			return false;
	}
	return true;
}

/* Multiplies the dimensions in. */
static bool find_size(const struct btf *btf, const char *text, struct btf_value_type *type,
		      struct btf_error *err)
{
	struct btf_shapes shapes = {0};
	const struct btf_shape *shape = NULL;
	bool done = false;

	if (!btf_shapes_init(&shapes, btf))
		shape = btf_shape_of(&shapes, btf_shape_id(btf, type->type_id));
	if (!shape) {
		btf_fail(err, -ENOMEM, "no memory");
	} else if (shape->kind == BTF_SHAPE_PARTS && shape->group.kind == BTF_GROUP_SECTION &&
		   !shape->size) {
		btf_fail(err, -EINVAL,
			 "%s: where its variables lie stands in no object, the loader finds it out",
			 text);
	} else if (shape->kind == BTF_SHAPE_NONE) {
		btf_fail(err, -EINVAL, "%s: a type without a size has no values", text);
	} else {
		done = true;
		type->size = shape->size;
		type->is_flexible = shape->is_flexible && !type->dim_count;
	}
	btf_shapes_free(&shapes);
	for (uint32_t i = 0; done && i < type->dim_count; i++) {
		type->size *= type->dims[i];
		if (type->size > UINT32_MAX) {
			btf_fail(err, -EINVAL, "%s: values of 2^32 bytes or more", text);
			done = false;
		}
	}
	return done;
}

bool btf_value_type_parse(const struct btf *btf, const char *text, struct btf_value_type *type,
			  struct btf_error *err)
{
	struct btf_value_type found = {0};

	while (isspace((unsigned char)*text))
		text++;
	struct reading reading = {.btf = btf, .text = text, .type = &found, .err = err};

	if (!read_name(&reading) || !read_rest(&reading) || !find_size(btf, text, &found, err))
		return false;
	*type = found;
	return true;
}

bool btf_value_type_of(const struct btf *btf, uint32_t type_id, struct btf_value_type *type,
		       struct btf_error *err)
{
	struct btf_value_type found = {.type_id = type_id};
	char text[32];

	snprintf(text, sizeof(text), "#%u", type_id);
	if (!find_size(btf, text, &found, err))
		return false;
	*type = found;
	return true;
}
