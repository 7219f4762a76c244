/* SPDX-License-Identifier: BSD-2-Clause */
/* value.c - walks a value and keeps what it is told as rows; then looks which bits nobody has claimed. */
#include "value_inside.h"

#include <stdlib.h>
#include <string.h>

#include <libbtf/resolve.h>

/* Rows */

struct value_row *value_add_row(struct value *value, const struct btf_field *field,
				enum value_row_kind kind)
{
	struct value_row *row;

	if (value->count == VALUE_ROWS_MAX) {
		value->lacks_rows = true;
		return NULL;
	}
	if (value->count == value->room) {
		uint32_t room = value->room ? 2 * value->room : 64;
		struct value_row *rows = realloc(value->rows, room * sizeof(*rows));

		value->lacks_rows |= !rows;
		if (!rows)
			return NULL;
		value->rows = rows;
		value->room = room;
	}
	row = &value->rows[value->count++];
	*row = (struct value_row){.kind = kind, .field = *field};
	return row;
}

bool value_is_bytes(const struct value *value, const struct btf_field *field,
		    const struct btf_group *group)
{
	const struct btf *btf = value->source->btf;
	uint32_t id = field->value_id;

	if (group->kind != BTF_GROUP_ARRAY || !group->count || field->bit_offset % 8 ||
	    group->there != group->count || field->bits != 8 * group->count)
		return false;
	if (btf_type_at(btf, id).kind == BTF_K_ARRAY)
		id = btf_array_of(btf, id).type_id;
	return btf_type_skip_modifiers(btf, id, &id) && btf_type_is_int(btf, id) &&
	       !btf_int_of(btf, id).is_bool;
}

/* What is long, and bytes, which say more in one row. */
static bool starts_folded(const struct value *value, const struct btf_field *field,
			  const struct btf_group *group)
{
	return field->depth && group->kind == BTF_GROUP_ARRAY &&
	       (group->count > VALUE_ARRAY_MAX || value_is_bytes(value, field, group));
}

static uint32_t find_fold(const struct value *value, uint64_t place)
{
	uint32_t i = 0;

	while (i < value->fold_count && value->folds[i] != place)
		i++;
	return i;
}

/* Indexes on the way down tell two groups apart that lie at the same bits, as a union's arms do. */
static uint64_t place_of(struct value *value, const struct btf_field *field)
{
	uint32_t depth = field->depth;
	uint64_t around = depth ? value->places[depth - 1] : 1;

	value->places[depth] = (around + field->index + 1) * UINT64_C(0x9e3779b97f4a7c15);
	return value->places[depth];
}

/* A text is shown as one where all is there, and every byte before its first NUL can be shown. */
static bool is_text(const struct btf_field *field, const struct btf_group *group, bool *is_dirty)
{
	size_t size = (size_t)(field->bits / 8), length;
	bool printable = true;

	if (!group->is_text || group->there != group->count || field->bit_offset % 8 || !size)
		return false;
	length = strnlen((const char *)field->data, size);
	for (size_t i = 0; i < length && printable; i++)
		printable = field->data[i] >= ' ' && field->data[i] < 0x7f;
	for (size_t i = length; i < size; i++)
		*is_dirty |= field->data[i] != 0;
	return printable && (length || !*is_dirty);
}

static bool is_folded(const struct value *value, const struct btf_field *field,
		      const struct btf_group *group, uint64_t place)
{
	if (value->unfolds_all)
		return field->depth && value_is_bytes(value, field, group);
	return starts_folded(value, field, group) ^ (find_fold(value, place) < value->fold_count);
}

static bool begin(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct value *value = context;
	bool is_dirty = false, text = is_text(field, group, &is_dirty);
	uint64_t place = place_of(value, field);
	bool folded = is_folded(value, field, group, place);
	enum value_row_kind kind = text ? VALUE_TEXT : folded ? VALUE_FOLDED : VALUE_BEGIN;
	struct value_row *row = value_add_row(value, field, kind);

	if (!row)
		return false;
	row->group = *group;
	row->place = place;
	row->is_dirty = text && is_dirty;
	return kind == VALUE_BEGIN;
}

static void end(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct value_row *row = value_add_row(context, field, VALUE_END);

	if (row)
		row->group = *group;
}

static void scalar(void *context, const struct btf_field *field, const struct btf_scalar *what)
{
	struct value_row *row = value_add_row(context, field, VALUE_SCALAR);

	if (row)
		row->scalar = *what;
}

static void missing(void *context, const struct btf_field *field)
{
	value_add_row(context, field, VALUE_MISSING);
}

bool value_is_leaf(const struct value_row *row)
{
	return row->kind != VALUE_BEGIN && row->kind != VALUE_END && row->kind != VALUE_MISSING;
}

/* Rows know what they are in by their depth. Where a group ends is of no more use then. */
static void seal(struct value *value)
{
	uint32_t open[BTF_VALUE_DEPTH_MAX + 4] = {0}, depth = 0, count = 0;

	for (uint32_t i = 0; i < value->count; i++) {
		struct value_row row = value->rows[i];

		if (row.kind == VALUE_END) {
			depth -= depth > 0;
			continue;
		}
		row.parent = depth ? open[depth - 1] : 0;
		if (row.kind == VALUE_BEGIN && depth < BTF_VALUE_DEPTH_MAX + 3)
			open[depth++] = count;
		value->rows[count++] = row;
	}
	value->count = count;
}

static void decode(struct value *value)
{
	const struct btf_value_sink sink = {value, begin, end, scalar, NULL, missing};

	value->count = 0;
	value->lacks_rows = false;
	if (!value->data)
		return;
	if (value->has_type &&
	    btf_decode(value->decoder, &value->type, value->data, value->size, &sink))
		value->lacks_rows = true;
	value_add_paddings(value);
	seal(value);
}

bool value_go(struct value *value, uint64_t index)
{
	struct entry entry;

	if (!entry_list_get(value->entries, index, &entry))
		return false;
	free(value->before);
	value->before = NULL;
	value->entry = index;
	value->data = entry.value;
	value->whole_size = entry.value_size;
	value->size = entry.value_size < VALUE_SHOWN_MAX ? entry.value_size : VALUE_SHOWN_MAX;
	decode(value);
	return true;
}

bool value_has_changed(const struct value *value, uint64_t bit_offset, uint64_t bits)
{
	uint64_t bit = bit_offset, end = bit_offset + bits;
	bool changed = false;

	end = end < 8 * (uint64_t)value->size ? end : 8 * (uint64_t)value->size;
	while (value->before && bit < end && !changed) {
		bool whole = bit % 8 == 0 && end - bit >= 8;
		uint8_t mask = whole ? 0xff : value_bit_mask(value, bit);

		changed = ((value->before[bit / 8] ^ value->data[bit / 8]) & mask) != 0;
		bit += whole ? 8 : 1;
	}
	return changed;
}

/* Types */

bool value_take_type(struct value *value, const struct btf_value_type *type)
{
	value->type = *type;
	value->has_type = true;
	value->fold_count = 0;
	value->is_struct_ops = !type->dim_count &&
			       btf_struct_ops_of(value->source->btf, type->type_id, &value->ops);
	entry_list_slice(value->entries, type->is_flexible ? 0 : (size_t)type->size);
	return value_go(value, 0);
}

bool value_set_type(struct value *value, uint32_t type_id, struct btf_error *err)
{
	struct btf_value_type type;

	return btf_value_type_of(value->source->btf, type_id, &type, err) &&
	       value_take_type(value, &type);
}

bool value_parse_type(struct value *value, const char *text, struct btf_error *err)
{
	struct btf_value_type type;

	return btf_value_type_parse(value->source->btf, text, &type, err) &&
	       value_take_type(value, &type);
}

/* Folding */

static bool toggle(struct value *value, uint64_t place)
{
	uint32_t at = find_fold(value, place);
	uint64_t *folds;

	if (at < value->fold_count) {
		value->folds[at] = value->folds[--value->fold_count];
		return true;
	}
	folds = realloc(value->folds, (value->fold_count + 1) * sizeof(*folds));
	if (!folds)
		return false;
	value->folds = folds;
	folds[value->fold_count++] = place;
	return true;
}

static uint32_t toggle_row(struct value *value, uint32_t row)
{
	uint64_t place = value->rows[row].place;

	if (!toggle(value, place))
		return row;
	decode(value);
	for (uint32_t i = 0; i < value->count; i++)
		if (value->rows[i].place == place)
			return i;
	return 0;
}

uint32_t value_unfold(struct value *value, uint32_t row)
{
	if (row >= value->count || value->rows[row].kind != VALUE_FOLDED)
		return row;
	return toggle_row(value, row);
}

void value_unfold_all(struct value *value, bool all)
{
	value->unfolds_all = all;
	decode(value);
}

uint32_t value_fold(struct value *value, uint32_t row)
{
	if (row >= value->count)
		return row;
	if (value->rows[row].kind != VALUE_BEGIN)
		row = value->rows[row].parent;
	return value->rows[row].field.depth && value->rows[row].kind == VALUE_BEGIN
		       ? toggle_row(value, row)
		       : row;
}

uint32_t value_leaf_at(const struct value *value, uint64_t bit, uint32_t near)
{
	uint32_t found = UINT32_MAX;

	for (uint32_t i = 0; i < value->count; i++) {
		const struct btf_field *field = &value->rows[i].field;

		if (!value_is_leaf(&value->rows[i]) || bit < field->bit_offset ||
		    bit >= field->bit_offset + field->bits)
			continue;
		if (i == near || found == UINT32_MAX)
			found = i;
	}
	return found == UINT32_MAX ? 0 : found;
}
