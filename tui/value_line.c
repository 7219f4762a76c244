/* SPDX-License-Identifier: BSD-2-Clause */
/* value_line.c - the rows of a value as text. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/resolve.h>
#include <libbtf/value_emit.h>

#include "value.h"

/* ".name", "[3]" */
static void step_of(const struct value_row *row, char *text, size_t size)
{
	if (row->field.role == BTF_FIELD_ELEMENT)
		snprintf(text, size, "[%" PRIu64 "]", row->field.index);
	else if (*row->field.key)
		snprintf(text, size, ".%s", row->field.key);
	else
		*text = '\0';
}

void value_path(const struct value *value, uint32_t row, char *text, size_t size)
{
	char step[300], rest[2048] = "";

	for (; row < value->count; row = value->rows[row].parent) {
		const struct value_row *at = &value->rows[row];

		step_of(at, step, sizeof(step));
		if (*at->field.name || at->field.role == BTF_FIELD_ELEMENT) { /* as C gets at it */
			snprintf(text, size, "%s%s", step, rest);
			snprintf(rest, sizeof(rest), "%s", text);
		}
		if (row == at->parent)
			break;
	}
	snprintf(text, size, "%s", rest);
}

bool value_operation(const struct value *value, uint32_t row, struct btf_struct_ops_member *member)
{
	const struct btf_field *field = &value->rows[row].field;
	uint32_t count;

	if (!value->is_struct_ops || value->rows[row].kind != VALUE_SCALAR ||
	    field->owner_id != value->ops.struct_id)
		return false;
	count = btf_type_vlen(value->source->btf, value->ops.struct_id);
	if (field->index >= count)
		return false;
	*member = btf_struct_ops_member_at(value->source->btf, &value->ops, (uint32_t)field->index);
	return member->proto_id != 0;
}

/* Entries in a line */

static void put_hex(const uint8_t *data, size_t size, struct line *line)
{
	for (size_t i = 0; i < size && i < VALUE_BYTES_IN_A_LINE; i++)
		line_print(line, STYLE_NUMBER, "%s%02x", i ? " " : "", data[i]);
	if (size > VALUE_BYTES_IN_A_LINE)
		line_put(line, STYLE_NOTE, " ...");
}

/* As JSON has it. */
static void put_json(const struct value *value, const struct btf_value *what, struct line *line)
{
	const struct btf_value_json_options options = {.enums = BTF_VALUE_ENUM_NAMES};
	struct btf_out *out = btf_out_to_memory();
	const char *text;
	size_t size;

	if (!out)
		return;
	btf_emit_value_json(value->decoder, what, &options, out);
	text = btf_out_text(out, &size);
	line_print(line, STYLE_NUMBER, "%.*s", (int)(size < 1000 ? size : 1000), text);
	btf_out_free(out);
}

void value_key_text(const struct value *value, const struct entry *entry, struct line *line)
{
	const struct btf_value key = {&value->key_type, entry->key, entry->key_size};

	if (entry->key && value->has_key_type && entry->key_size == value->key_type.size)
		put_json(value, &key, line);
	else if (entry->key)
		put_hex(entry->key, entry->key_size, line);
}

void value_entry_text(const struct value *value, const struct entry *entry, struct line *line)
{
	const struct btf_value what = {&value->type, entry->value, entry->value_size};

	if (entry->error)
		line_put(line, STYLE_WARN, entry->error);
	else if (entry->value && value->has_type && entry->value_size <= 4096)
		put_json(value, &what, line);
	else if (entry->value)
		put_hex(entry->value, entry->value_size, line);
}

/* Scalars */

static void put_operation(const struct value *value, const struct value_row *row, struct line *line)
{
	uint64_t slot = row->scalar.low;
	const char *name = NULL;

	if (!slot) {
		line_put(line, STYLE_NOTE, "not implemented");
		return;
	}
	if (slot > UINT32_MAX) {
		line_print(line, STYLE_NUMBER, "0x%" PRIx64, slot);
		return;
	}
	line_print(line, STYLE_NUMBER, "prog id %" PRIu64, slot);
	if (value->source->programs)
		name = btf_program_name(value->source->programs, (uint32_t)slot);
	if (name) {
		line_put(line, STYLE_PLAIN, "  ");
		line_put(line, STYLE_NAME, name);
	}
}

static void put_integer(const struct btf_scalar *scalar, bool hex, struct line *line)
{
	uint64_t mask = scalar->bits < 64 ? (UINT64_C(1) << scalar->bits) - 1 : UINT64_MAX;

	if (scalar->bits > 64 && scalar->high)
		line_print(line, STYLE_NUMBER, "0x%" PRIx64 "%016" PRIx64, scalar->high,
			   scalar->low);
	else if (scalar->bits > 64 || hex)
		line_print(line, STYLE_NUMBER, "0x%" PRIx64, scalar->low & mask);
	else if (scalar->is_signed)
		line_print(line, STYLE_NUMBER, "%" PRId64, (int64_t)scalar->low);
	else
		line_print(line, STYLE_NUMBER, "%" PRIu64, scalar->low);
}

static void put_enum(const struct value *value, const struct value_row *row, bool hex,
		     struct line *line)
{
	const char *name = btf_enumerator_name(value->source->btf, row->field.value_id,
					       row->scalar.low, row->scalar.bits);

	if (name) {
		line_put(line, STYLE_NAME, name);
		line_put(line, STYLE_PLAIN, " = ");
	}
	put_integer(&row->scalar, hex, line);
}

static void put_float(const struct value *value, const struct value_row *row, struct line *line)
{
	struct btf_value what = {.data = row->field.data, .size = (size_t)(row->field.bits / 8)};
	struct btf_value_type type;

	if (!btf_value_type_of(value->source->btf, row->field.value_id, &type, NULL))
		return;
	what.type = &type;
	put_json(value, &what, line);
}

static void put_char(const struct btf_scalar *scalar, bool hex, struct line *line)
{
	put_integer(scalar, hex, line);
	if (scalar->low >= ' ' && scalar->low < 0x7f)
		line_print(line, STYLE_NOTE, " '%c'", (char)scalar->low);
}

static void put_scalar(const struct value *value, uint32_t index, bool hex, struct line *line)
{
	const struct value_row *row = &value->rows[index];
	struct btf_struct_ops_member member;

	if (value_operation(value, index, &member)) {
		put_operation(value, row, line);
		return;
	}
	switch (row->scalar.kind) {
	case BTF_SCALAR_INT:
		put_integer(&row->scalar, hex, line);
		break;
	case BTF_SCALAR_CHAR:
		put_char(&row->scalar, hex, line);
		break;
	case BTF_SCALAR_BOOL:
		if (row->scalar.low > 1)
			put_integer(&row->scalar, hex, line);
		else
			line_put(line, STYLE_NUMBER, row->scalar.low ? "true" : "false");
		break;
	case BTF_SCALAR_ENUM:
		put_enum(value, row, hex, line);
		break;
	case BTF_SCALAR_FLOAT:
		put_float(value, row, line);
		break;
	case BTF_SCALAR_POINTER:
		line_print(line, STYLE_NUMBER, row->scalar.low ? "0x%" PRIx64 : "NULL",
			   row->scalar.low);
		break;
	}
}

static void put_text(const struct value_row *row, struct line *line)
{
	size_t length = strnlen((const char *)row->field.data, (size_t)(row->field.bits / 8));

	char text[LINE_ROOM];

	snprintf(text, sizeof(text), "%.*s", (int)length, (const char *)row->field.data);
	line_put(line, STYLE_NAME, "\"");
	line_put(line, STYLE_NAME, text);
	line_put(line, STYLE_NAME, "\"");
	if (row->is_dirty)
		line_put(line, STYLE_WARN, " and more behind its NUL");
}

/* There is more of the value than of its type. */
static bool is_beyond(const struct value *value, const struct value_row *row)
{
	return row->kind == VALUE_PADDING && value->has_type && !value->type.is_flexible &&
	       row->field.bit_offset >= 8 * (uint64_t)value->type.size;
}

static void put_padding(const struct value *value, const struct value_row *row, struct line *line)
{
	const char *what = is_beyond(value, row) ? "beyond the type" : "padding";
	const uint8_t *data = row->field.data;
	uint64_t bytes = row->field.bits / 8;

	if (!value->has_type) {
		line_print(line, STYLE_NOTE, "%" PRIu64 " bytes of no type yet", bytes);
		return;
	}

	if (row->field.bits % 8)
		line_print(line, STYLE_NOTE, "%s: %" PRIu64 " bits", what, row->field.bits);
	else
		line_print(line, STYLE_NOTE, "%s: %" PRIu64 " byte%s", what, bytes,
			   bytes == 1 ? "" : "s");
	if (!row->is_dirty)
		return;
	line_put(line, STYLE_WARN, " NOT ZERO:");
	for (uint64_t i = 0; i < bytes && i < 16; i++)
		line_print(line, STYLE_WARN, " %02x", data[i]);
	if (!bytes)
		line_print(line, STYLE_WARN, " in %02x", *data);
}

static void put_group(const struct value *value, const struct value_row *row, struct line *line)
{
	static const char *const words[] = {"struct", "union", "array", "section"};
	char text[BTF_DECL_MAX];

	if (!row->field.depth && !value->type.dim_count) {
		btf_type_name(value->source->btf, value->type.type_id, text, sizeof(text));
		line_put(line, STYLE_NOTE, text);
		return;
	}

	if (row->group.kind == BTF_GROUP_ARRAY)
		line_print(line, STYLE_NOTE, "[%" PRIu64 "]", row->group.count);
	else
		line_put(line, STYLE_NOTE, words[row->group.kind]);
}

void value_text(const struct value *value, uint32_t index, bool hex, struct line *line)
{
	const struct value_row *row = &value->rows[index];

	switch (row->kind) {
	case VALUE_BEGIN:
		put_group(value, row, line);
		break;
	case VALUE_FOLDED:
		put_group(value, row, line);
		if (value_is_bytes(value, &row->field, &row->group)) {
			line_put(line, STYLE_PLAIN, " ");
			put_hex(row->field.data, (size_t)row->group.count, line);
		} else {
			line_put(line, STYLE_NOTE, " folded");
		}
		break;
	case VALUE_END:
		break;
	case VALUE_SCALAR:
		put_scalar(value, index, hex, line);
		break;
	case VALUE_TEXT:
		put_text(row, line);
		break;
	case VALUE_PADDING:
		put_padding(value, row, line);
		break;
	case VALUE_MISSING:
		line_put(line, STYLE_WARN, "its bytes are not there");
		break;
	}
}

/* The names of what stands side by side are followed by values in one column. */
#define NAME_COLUMNS 16
#define INDENT_MAX   60

/* What one should look at. */
static bool is_odd(const struct value *value, const struct value_row *row)
{
	return value->has_type && (row->is_dirty || row->kind == VALUE_MISSING);
}

void value_line(const struct value *value, uint32_t index, bool hex, struct line *line)
{
	const struct value_row *row = &value->rows[index];
	int indent = row->field.depth ? 2 * (int)row->field.depth - 2 : 0;
	const char *sign = " ";
	char step[300];

	if (is_odd(value, row))
		line_put(line, STYLE_WARN, "!!");
	else if (value_is_leaf(row) &&
		 value_has_changed(value, row->field.bit_offset, row->field.bits))
		line_put(line, STYLE_MATCH, "~ ");
	else
		line_put(line, STYLE_PLAIN, "  ");
	indent = 2 + (indent < INDENT_MAX ? indent : INDENT_MAX);
	line_tab(line, indent, 0);
	if (row->field.depth && row->kind == VALUE_FOLDED)
		sign = "+";
	else if (row->field.depth && row->kind == VALUE_BEGIN)
		sign = "-";
	line_put(line, *sign == ' ' ? STYLE_PLAIN : STYLE_KEY, sign);
	step_of(row, step, sizeof(step));
	line_put(line, STYLE_PLAIN, step);
	if (*step)
		line_tab(line, indent + NAME_COLUMNS, 1);
	value_text(value, index, hex, line);
}

static const char *role_of(const struct value *value, const struct value_row *row)
{
	if (row->kind == VALUE_PADDING && value->has_type)
		return is_beyond(value, row) ? "beyond the type" : "padding";
	return row->field.depth ? "(anonymous)" : "the value";
}

static void put_type_name(const struct value *value, uint32_t index, struct line *line)
{
	const struct btf *btf = value->source->btf;
	const struct btf_field *field = &value->rows[index].field;
	uint32_t type_id = field->type_id;
	struct btf_struct_ops_member member;
	char text[BTF_DECL_MAX];

	if (field->role == BTF_FIELD_ELEMENT && btf_type_at(btf, type_id).kind == BTF_K_ARRAY)
		type_id = btf_array_of(btf, type_id).type_id;
	if (value_operation(value, index, &member))
		btf_declaration(btf, member.proto_id, member.name, text, sizeof(text));
	else
		btf_type_name(btf, type_id, text, sizeof(text));
	line_print(line, STYLE_PLAIN, "  %s", text);
	for (uint32_t i = 0; !field->depth && i < value->type.dim_count; i++)
		line_print(line, STYLE_PLAIN, "[%u]", value->type.dims[i]);
}

/* What it is worth stands before what it is, which may be long. */
void value_status(const struct value *value, uint32_t index, bool hex, struct line *line)
{
	const struct value_row *row = &value->rows[index];
	uint64_t byte = row->field.bit_offset / 8;
	char text[BTF_DECL_MAX];

	value_path(value, index, text, sizeof(text));
	line_put(line, STYLE_NAME, *text ? text : role_of(value, row));
	line_print(line, STYLE_NUMBER, "  off %" PRIu64 " (0x%" PRIx64 ")", byte, byte);
	if (row->field.bits % 8 || row->field.bit_offset % 8)
		line_print(line, STYLE_NUMBER, " bit %" PRIu64 " len %" PRIu64 " bits",
			   row->field.bit_offset % 8, row->field.bits);
	else
		line_print(line, STYLE_NUMBER, " len %" PRIu64, row->field.bits / 8);
	if (value_is_leaf(row)) {
		line_put(line, STYLE_PLAIN, "  ");
		value_text(value, index, hex, line);
	}
	if (row->kind != VALUE_PADDING && row->field.type_id)
		put_type_name(value, index, line);
}
