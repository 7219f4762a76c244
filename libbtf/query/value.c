/* SPDX-License-Identifier: BSD-2-Clause */
/* value.c - walks a value by its type, and tells a sink what it finds.
 *
 * Everything is told in the type's order, and every part of it once, whether its bytes are there or
 * not: a sink that prints need not keep count. Offsets are in bits from the beginning of the value.
 * `limit` is where the bytes end that a field may have: the end of the value or, if that is nearer,
 * of the struct around it. A struct whose last member goes on to the end of the data has no end of
 * its own.
 */
#include <libbtf/value.h>

#include <errno.h>
#include <stdlib.h>

#include "base/error.h"
#include "query/value_bits.h"
#include "query/value_shape.h"

#define FIELDS_MIN      (1u << 20)
#define FIELDS_PER_BYTE 64

struct btf_decoder {
	struct btf_shapes shapes;
	bool is_big_endian;
};

struct walk {
	struct btf_decoder *decoder;
	const struct btf_value_type *type;
	const struct btf_value_sink *sink;
	const uint8_t *data;
	uint64_t size; /* in bytes */
	uint64_t fields_left;
	int error;
};

/* The part of the data that a field may use, up to this bit. */
struct room {
	uint64_t limit;
	bool is_open; /* an array without elements at its end goes on to the limit */
};

struct btf_decoder *btf_decoder_new(const struct btf *btf, struct btf_error *err)
{
	struct btf_decoder *decoder = calloc(1, sizeof(*decoder));

	if (!decoder || btf_shapes_init(&decoder->shapes, btf)) {
		btf_decoder_free(decoder);
		btf_fail(err, -ENOMEM, "no memory");
		return NULL;
	}
	decoder->is_big_endian = btf_is_big_endian(btf);
	return decoder;
}

void btf_decoder_free(struct btf_decoder *decoder)
{
	if (!decoder)
		return;
	btf_shapes_free(&decoder->shapes);
	free(decoder);
}

const struct btf *btf_decoder_btf(const struct btf_decoder *decoder)
{
	return decoder->shapes.btf;
}

static void tell_missing(struct walk *walk, const struct btf_field *field)
{
	if (walk->sink->missing)
		walk->sink->missing(walk->sink->context, field);
}

static bool tell_begin(struct walk *walk, const struct btf_field *field,
		       const struct btf_group *group)
{
	return !walk->sink->begin || walk->sink->begin(walk->sink->context, field, group);
}

static void tell_end(struct walk *walk, const struct btf_field *field,
		     const struct btf_group *group)
{
	if (walk->sink->end)
		walk->sink->end(walk->sink->context, field, group);
}

/* The byte that a bit lies in; NULL behind the end. */
static const uint8_t *byte_at(const struct walk *walk, uint64_t bit)
{
	return bit / 8 < walk->size ? walk->data + bit / 8 : NULL;
}

static void walk_field(struct walk *walk, struct btf_field *field, const struct btf_shape **shape,
		       struct room room);

/* Whether there is no use in going on. */
static bool is_over(struct walk *walk, const struct btf_field *field)
{
	if (walk->error)
		return true;
	if (field->depth > BTF_VALUE_DEPTH_MAX)
		walk->error = -ELOOP;
	else if (!walk->fields_left--)
		walk->error = -E2BIG;
	return walk->error != 0;
}

/* Nearly all are of 64 bits or less, and need no arithmetic of 128. */
static void set_value(struct btf_scalar *scalar, struct btf_wide value)
{
	uint32_t unused = 64 - scalar->bits;

	if (!scalar->is_signed || scalar->kind == BTF_SCALAR_FLOAT) {
		scalar->low = value.low;
		scalar->high = value.high;
	} else if (scalar->bits <= 64) {
		int64_t extended = (int64_t)(value.low << unused) >> unused;

		scalar->low = (uint64_t)extended;
		scalar->high = extended < 0 ? UINT64_MAX : 0;
	} else {
		value = btf_extend_sign(value, scalar->bits);
		scalar->low = value.low;
		scalar->high = value.high;
	}
}

static void walk_scalar(struct walk *walk, struct btf_field *field, const struct btf_shape *shape,
			struct room room)
{
	struct btf_scalar scalar = shape->scalar;
	uint64_t at = field->bit_offset;
	struct btf_wide value;

	if (field->is_bitfield) {
		scalar.bits = (uint32_t)field->bits;
	} else {
		at += shape->scalar_offset;
		field->bits = scalar.bits;
		field->is_bitfield = scalar.bits != 8 * shape->size;
	}
	field->bit_offset = at;
	field->data = byte_at(walk, at);
	if (at + scalar.bits > room.limit || scalar.bits > BTF_WIDE_BITS) {
		tell_missing(walk, field);
		return;
	}
	if (!walk->sink->scalar)
		return;
	value = btf_read_bits(field->data, at % 8, scalar.bits, walk->decoder->is_big_endian);
	set_value(&scalar, value);
	walk->sink->scalar(walk->sink->context, field, &scalar);
}

static bool is_zero(const struct walk *walk, const struct btf_shape_gap *gap)
{
	uint64_t left = gap->bits, at = gap->bit_offset;

	while (left) {
		uint32_t bits = left < 64 - at % 8 ? (uint32_t)left : (uint32_t)(64 - at % 8);

		if (btf_read_bits(walk->data + at / 8, at % 8, bits, walk->decoder->is_big_endian)
			    .low)
			return false;
		at += bits;
		left -= bits;
	}
	return true;
}

static void walk_padding(struct walk *walk, const struct btf_field *field,
			 const struct btf_shape *shape, struct room room)
{
	for (uint32_t i = 0; walk->sink->padding && i < shape->gap_count; i++) {
		struct btf_shape_gap gap = shape->gaps[i];
		struct btf_padding padding = {gap.bit_offset, gap.bits, NULL};

		gap.bit_offset += field->bit_offset;
		padding.data = byte_at(walk, gap.bit_offset);
		if (gap.bit_offset + gap.bits <= room.limit && !is_zero(walk, &gap))
			walk->sink->padding(walk->sink->context, field, &shape->group, &padding);
	}
}

static void walk_part(struct walk *walk, const struct btf_field *parent,
		      const struct btf_shape *shape, uint64_t index, struct room room)
{
	struct btf_shape_part *part = &shape->parts[index];
	bool is_section = shape->group.kind == BTF_GROUP_SECTION;
	struct btf_field field = {
		.role = is_section ? BTF_FIELD_VARIABLE : BTF_FIELD_MEMBER,
		.depth = parent->depth + 1,
		.name = part->name,
		.key = part->key,
		.key_length = part->key_length,
		.key_is_identifier = part->key_is_identifier,
		.owner_id = parent->value_id,
		.index = index,
		.type_id = part->type_id,
		.value_id = part->value_id,
		.bit_offset = parent->bit_offset + part->bit_offset,
		.bits = part->bitfield_size,
		.is_bitfield = part->bitfield_size != 0,
	};

	/* In a struct, what stands behind the last member alone is open. */
	room.is_open = room.is_open &&
		       (shape->group.kind == BTF_GROUP_UNION || index + 1 == shape->group.count);
	walk_field(walk, &field, &part->shape, room);
}

static void walk_parts(struct walk *walk, struct btf_field *field, const struct btf_shape *shape,
		       struct room room)
{
	uint64_t end = field->bit_offset + 8 * shape->size;

	if (!tell_begin(walk, field, &shape->group))
		return;
	room.is_open = room.is_open && shape->is_flexible;
	if (!room.is_open && end < room.limit)
		room.limit = end;
	for (uint64_t i = 0; i < shape->group.count; i++)
		walk_part(walk, field, shape, i, room);
	walk_padding(walk, field, shape, room);
	tell_end(walk, field, &shape->group);
}

/* Elements without parts, which most arrays have: what does not change is set once. */
static void walk_scalars(struct walk *walk, const struct btf_field *array, uint64_t count,
			 struct btf_field *element, const struct btf_shape *shape, struct room room)
{
	uint64_t bits = 8 * shape->size;

	for (uint64_t i = 0; i < count && !walk->error; i++) {
		element->index = i;
		element->bit_offset = array->bit_offset + i * bits;
		element->is_bitfield = false;
		if (is_over(walk, element))
			tell_missing(walk, element);
		else
			walk_scalar(walk, element, shape, room);
		if (element->bit_offset + bits > room.limit)
			break;
	}
}

/* The elements of an array, which are `group->count` of `size` bytes each. */
static void walk_elements(struct walk *walk, struct btf_field *array, struct btf_group *group,
			  uint64_t size, const struct btf_field *model, struct room room)
{
	struct btf_field element = *model;
	const struct btf_shape *shape = NULL;
	uint64_t bits = 8 * size;

	group->there = group->count;
	if (bits && array->bit_offset + group->count * bits > room.limit)
		group->there = (room.limit - array->bit_offset) / bits;
	if (!tell_begin(walk, array, group))
		return;
	element.role = BTF_FIELD_ELEMENT;
	element.depth = array->depth + 1;
	element.name = element.key = "";
	if (element.depth >= walk->type->dim_count)
		shape = btf_shape_of(&walk->decoder->shapes, element.value_id);
	if (shape && shape->kind == BTF_SHAPE_SCALAR) {
		walk_scalars(walk, array, group->count, &element, shape, room);
		tell_end(walk, array, group);
		return;
	}
	for (uint64_t i = 0; i < group->count; i++) {
		struct btf_field each = element;

		each.index = i;
		each.bit_offset = array->bit_offset + i * bits;
		walk_field(walk, &each, &shape, room);
		if (walk->error || (bits && each.bit_offset + bits > room.limit))
			break;
	}
	tell_end(walk, array, group);
}

/* What no BTF has: an array as the type was asked for. Such are the outermost fields. */
static void walk_dim(struct walk *walk, struct btf_field *field, const struct btf_shape *shape,
		     struct room room)
{
	const struct btf_value_type *type = walk->type;
	const struct btf_field model = {.type_id = field->type_id, .value_id = field->value_id};
	struct btf_group group = {.kind = BTF_GROUP_ARRAY, .count = type->dims[field->depth]};
	uint64_t size = shape->size;

	group.is_text = field->depth + 1 == type->dim_count &&
			btf_shape_is_text(walk->decoder->shapes.btf, field->value_id);
	for (uint32_t dim = field->depth + 1; dim < type->dim_count; dim++)
		size *= type->dims[dim];
	field->bits = 8 * size * group.count;
	field->data = byte_at(walk, field->bit_offset);
	walk_elements(walk, field, &group, size, &model, room);
}

static void walk_array(struct walk *walk, struct btf_field *field, const struct btf_shape *shape,
		       struct room room)
{
	const struct btf_shape *element = btf_shape_of(&walk->decoder->shapes, shape->element_id);
	const struct btf_field model = {.type_id = field->type_id, .value_id = shape->element_id};
	struct btf_group group = shape->group;

	if (!element) {
		walk->error = -ENOMEM;
		tell_missing(walk, field);
		return;
	}
	if (!group.count && room.is_open && element->size)
		group.count = (room.limit - field->bit_offset) / (8 * element->size);
	room.is_open = false;
	walk_elements(walk, field, &group, element->size, &model, room);
}

static void walk_shape(struct walk *walk, struct btf_field *field, const struct btf_shape *shape,
		       struct room room)
{
	if (shape->kind == BTF_SHAPE_SCALAR) {
		walk_scalar(walk, field, shape, room);
		return;
	}
	field->bits = 8 * shape->size;
	field->is_bitfield = false;
	field->data = byte_at(walk, field->bit_offset);
	if (shape->kind == BTF_SHAPE_NONE || field->bit_offset % 8 ||
	    field->bit_offset > room.limit || (shape->size && field->bit_offset == room.limit))
		tell_missing(walk, field);
	else if (shape->kind == BTF_SHAPE_ARRAY)
		walk_array(walk, field, shape, room);
	else
		walk_parts(walk, field, shape, room);
}

/* `*shape` is that of the field's type, or NULL: it is looked up then, and kept there. */
static void walk_field(struct walk *walk, struct btf_field *field, const struct btf_shape **shape,
		       struct room room)
{
	if (is_over(walk, field)) {
		tell_missing(walk, field);
		return;
	}
	if (!*shape)
		*shape = btf_shape_of(&walk->decoder->shapes, field->value_id);
	if (!*shape) {
		walk->error = -ENOMEM;
		tell_missing(walk, field);
	} else if (field->depth < walk->type->dim_count) {
		walk_dim(walk, field, *shape, room);
	} else {
		walk_shape(walk, field, *shape, room);
	}
}

int btf_decode(struct btf_decoder *decoder, const struct btf_value_type *type, const void *data,
	       size_t size, const struct btf_value_sink *sink)
{
	struct walk walk = {.decoder = decoder,
			    .type = type,
			    .sink = sink,
			    .data = data,
			    .size = size,
			    .fields_left = FIELDS_MIN + (uint64_t)size * FIELDS_PER_BYTE};
	struct btf_field field = {.role = BTF_FIELD_VALUE,
				  .name = "",
				  .key = "",
				  .type_id = type->type_id,
				  .value_id = btf_shape_id(decoder->shapes.btf, type->type_id)};
	struct room room = {8 * (uint64_t)size, type->is_flexible && size > type->size};

	const struct btf_shape *shape = NULL;

	walk_field(&walk, &field, &shape, room);
	return walk.error;
}
