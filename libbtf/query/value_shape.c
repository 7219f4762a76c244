/* SPDX-License-Identifier: BSD-2-Clause */
/* value_shape.c - what a walk over values wants to know of a type, found out once. */
#include "query/value_shape.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "query/value_bits.h"
#include "query/value_parts.h"
#include <libbtf/resolve.h>

#define SLOTS_MIN 64

int btf_shapes_init(struct btf_shapes *shapes, const struct btf *btf)
{
	*shapes = (struct btf_shapes){.btf = btf, .mask = SLOTS_MIN - 1};
	shapes->slots = calloc(SLOTS_MIN, sizeof(struct btf_shape *));
	return shapes->slots ? 0 : -ENOMEM;
}

void btf_shapes_free(struct btf_shapes *shapes)
{
	for (uint32_t i = 0; shapes->slots && i <= shapes->mask; i++) {
		if (shapes->slots[i])
			btf_shape_free_parts(shapes->slots[i]);
		free(shapes->slots[i]);
	}
	free(shapes->slots);
}

/* Where the shape of a type is, or is to go. */
static struct btf_shape **find_slot(struct btf_shape **slots, uint32_t mask, uint32_t id)
{
	uint32_t at = (id * 2654435769u) >> 7 & mask;

	while (slots[at] && slots[at]->id != id)
		at = (at + 1) & mask;
	return &slots[at];
}

/* Half of the slots stay free. */
static bool make_room(struct btf_shapes *shapes)
{
	uint32_t mask = shapes->mask * 2 + 1;
	struct btf_shape **slots;

	if (shapes->count <= shapes->mask / 2)
		return true;
	slots = calloc((size_t)mask + 1, sizeof(struct btf_shape *));
	if (!slots)
		return false;
	for (uint32_t i = 0; i <= shapes->mask; i++)
		if (shapes->slots[i])
			*find_slot(slots, mask, shapes->slots[i]->id) = shapes->slots[i];
	free(shapes->slots);
	shapes->slots = slots;
	shapes->mask = mask;
	return true;
}

uint32_t btf_shape_id(const struct btf *btf, uint32_t type_id)
{
	uint32_t stripped;

	if (btf_type_at(btf, type_id).kind == BTF_K_VAR)
		type_id = btf_type_at(btf, type_id).type_id;
	return btf_type_skip_modifiers(btf, type_id, &stripped) ? stripped : UINT32_MAX;
}

static void shape_scalar(struct btf_shape *shape, enum btf_scalar_kind kind, bool is_signed,
			 uint64_t bits)
{
	if (!bits || bits > BTF_WIDE_BITS)
		return;
	shape->kind = BTF_SHAPE_SCALAR;
	shape->scalar =
		(struct btf_scalar){.kind = kind, .is_signed = is_signed, .bits = (uint32_t)bits};
}

static enum btf_scalar_kind kind_of_int(const struct btf_int_info *integer)
{
	if (integer->is_bool)
		return BTF_SCALAR_BOOL;
	return integer->is_char ? BTF_SCALAR_CHAR : BTF_SCALAR_INT;
}

static void shape_int(const struct btf *btf, uint32_t id, struct btf_shape *shape)
{
	struct btf_int_info integer = btf_int_of(btf, id);

	if (integer.bit_offset + integer.bits > 8 * shape->size)
		return;
	shape_scalar(shape, kind_of_int(&integer), integer.is_signed, integer.bits);
	shape->scalar_offset = integer.bit_offset;
}

bool btf_shape_is_text(const struct btf *btf, uint32_t element_id)
{
	struct btf_type_info type = btf_type_at(btf, element_id);

	return type.kind == BTF_K_INT && type.size == 1 && btf_int_of(btf, element_id).bits == 8 &&
	       (strcmp(type.name, "char") == 0 || btf_int_of(btf, element_id).is_char);
}

static void shape_array(const struct btf *btf, uint32_t id, struct btf_shape *shape)
{
	struct btf_array_info array = btf_array_of(btf, id);
	uint32_t element = array.type_id, element_size;

	/* Behind the look-up the size is that of an element, stripped as btf_shape_id() does. */
	if (!btf_type_id_size(btf, &element, &element_size))
		return;
	shape->kind = BTF_SHAPE_ARRAY;
	shape->element_id = btf_shape_id(btf, array.type_id);
	shape->is_flexible = array.nelems == 0 && element_size;
	shape->group = (struct btf_group){.kind = BTF_GROUP_ARRAY,
					  .count = array.nelems,
					  .is_text = btf_shape_is_text(btf, shape->element_id)};
}

static void shape_kind(struct btf_shapes *shapes, uint32_t id, struct btf_shape *shape)
{
	const struct btf *btf = shapes->btf;
	enum btf_kind kind = btf_type_at(btf, id).kind;

	switch (kind) {
	case BTF_K_INT:
		shape_int(btf, id, shape);
		break;
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
		shape_scalar(shape, BTF_SCALAR_ENUM, btf_type_kflag(btf, id), 8 * shape->size);
		break;
	case BTF_K_FLOAT:
		shape_scalar(shape, BTF_SCALAR_FLOAT, true, 8 * shape->size);
		break;
	case BTF_K_PTR:
		shape_scalar(shape, BTF_SCALAR_POINTER, false, 8 * shape->size);
		break;
	case BTF_K_ARRAY:
		shape_array(btf, id, shape);
		break;
	case BTF_K_STRUCT:
	case BTF_K_UNION:
	case BTF_K_DATASEC:
		btf_shape_parts(shapes, id, shape);
		break;
	case BTF_K_VOID:
	case BTF_K_FWD:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC:
	case BTF_K_FUNC_PROTO:
	case BTF_K_VAR:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
}

/* What is no type, or has no size. */
static const struct btf_shape no_shape = {.kind = BTF_SHAPE_NONE};

const struct btf_shape *btf_shape_of(struct btf_shapes *shapes, uint32_t value_id)
{
	uint32_t id = value_id, size;
	struct btf_shape *shape = *find_slot(shapes->slots, shapes->mask, value_id);

	if (shape)
		return shape;
	if (!btf_type_id_size(shapes->btf, &id, &size))
		return &no_shape;
	shape = make_room(shapes) ? calloc(1, sizeof(*shape)) : NULL;
	if (!shape)
		return NULL;
	shape->id = value_id;
	shape->size = size;
	/* A struct that holds itself finds this. */
	*find_slot(shapes->slots, shapes->mask, value_id) = shape;
	shapes->count++;
	shape_kind(shapes, value_id, shape);
	return shape;
}
