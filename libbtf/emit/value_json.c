/* SPDX-License-Identifier: BSD-2-Clause */
/* value_json.c - a decoded value as JSON. docs/json.md describes it.
 *
 * Commas need no counting: a field tells whether it is the first by its index, and every field is
 * written, as null where its bytes are missing.
 */
#include <libbtf/value_emit.h>

#include "base/json.h"
#include "base/text.h"
#include "emit/value_float.h"

#define SAFE_BITS 53 /* a double, which is what a number of JSON is to many, holds */

struct writer {
	const struct btf *btf;
	const struct btf_value_json_options *options;
	struct btf_out *out;
	bool in_padding; /* its array has begun, in the struct that is being written */
};

static char *put_string(struct writer *writer, char *at, const char *text)
{
	return btf_json_put_string(writer->out, at, text, text + strlen(text) + 1);
}

static char *put_key(struct writer *writer, char *at, const char *key)
{
	at = put_string(writer, at, key);
	return btf_put(at, ":");
}

/* Nearly all are identifiers, and short. */
static char *put_field_key(struct writer *writer, char *at, const struct btf_field *field)
{
	if (!field->key_is_identifier || field->key_length > BTF_OUT_ROOM / 2)
		return put_key(writer, at, field->key);
	*at++ = '"';
	memcpy(at, field->key, field->key_length);
	return btf_put(at + field->key_length, "\":");
}

/* What stands before a value: a comma, a key, and the brackets that go with its place. */
static char *put_before(struct writer *writer, const struct btf_field *field)
{
	char *at = btf_out_room(writer->out);

	if (field->index)
		at = btf_put(at, ",");
	if (field->role == BTF_FIELD_VARIABLE)
		at = btf_put(at, "{");
	if (field->role == BTF_FIELD_VARIABLE || field->role == BTF_FIELD_MEMBER)
		at = put_field_key(writer, at, field);
	return at;
}

static void end_value(struct writer *writer, const struct btf_field *field, char *at)
{
	if (field->role == BTF_FIELD_VARIABLE)
		at = btf_put(at, "}");
	writer->out->at = at;
}

/* Scalars */

static char *put_hex(char *at, uint64_t value, int digits)
{
	static const char hex[] = "0123456789abcdef";

	for (int shift = 60; shift >= 0; shift -= 4)
		if (value >> shift || shift < 4 * digits)
			*at++ = hex[value >> shift & 15];
	return at;
}

/* What is no number elsewhere: "0x...". */
static char *put_wide(char *at, const struct btf_scalar *scalar)
{
	uint64_t high = scalar->bits > 64 ? scalar->high : 0;

	if (scalar->bits > 64 && scalar->bits < 128)
		high &= (1ull << (scalar->bits - 64)) - 1;
	at = btf_put(at, "\"0x");
	if (high) {
		at = put_hex(at, high, 1);
		at = put_hex(at, scalar->low, 16);
	} else {
		at = put_hex(at, scalar->low, 1);
	}
	return btf_put(at, "\"");
}

static char *put_number(const struct writer *writer, char *at, const struct btf_scalar *scalar)
{
	bool quoted = writer->options->int64_strings && scalar->bits > SAFE_BITS;

	if (scalar->bits > 64)
		return put_wide(at, scalar);
	if (quoted)
		at = btf_put(at, "\"");
	at = scalar->is_signed && (int64_t)scalar->low < 0 ? btf_put_i64(at, (int64_t)scalar->low)
							   : btf_put_u64(at, scalar->low);
	return quoted ? btf_put(at, "\"") : at;
}

static char *put_bool(const struct writer *writer, char *at, const struct btf_scalar *scalar)
{
	if (scalar->high || scalar->low > 1)
		return put_number(writer, at, scalar);
	return scalar->low ? btf_put(at, "true") : btf_put(at, "false");
}

/* In an array it is one of many, and these are numbers. */
static char *put_char(struct writer *writer, char *at, const struct btf_field *field,
		      const struct btf_scalar *scalar)
{
	const char text[] = {(char)scalar->low, '\0'};

	if (field->role == BTF_FIELD_ELEMENT || scalar->high || scalar->low < 0x20 ||
	    scalar->low > 0x7e)
		return put_number(writer, at, scalar);
	return put_string(writer, at, text);
}

static bool is_one_bit(uint64_t value)
{
	return value && (value & (value - 1)) == 0;
}

/* All bits that an enumerator of one bit stands for. */
static uint64_t bits_of_flags(const struct btf *btf, uint32_t enum_id)
{
	uint32_t vlen = btf_type_at(btf, enum_id).vlen;
	uint64_t bits = 0;

	for (uint32_t i = 0; i < vlen; i++) {
		uint64_t value = btf_enumerator_at(btf, enum_id, i).value;

		bits |= is_one_bit(value) ? value : 0;
	}
	return bits;
}

/* Whether its enumerators are bits, and what is made of them; 0, 1, 2, 3 are more likely a count. */
static bool is_of_flags(const struct btf *btf, uint32_t enum_id, uint64_t bits)
{
	uint32_t vlen = btf_type_at(btf, enum_id).vlen;
	uint64_t largest = 0;

	for (uint32_t i = 0; i < vlen; i++) {
		uint64_t value = btf_enumerator_at(btf, enum_id, i).value;

		if (value & ~bits)
			return false;
		largest = value > largest ? value : largest;
	}
	return largest > vlen;
}

/* The enumerators of one bit each that the value has, and a number for the bits that have none. */
static char *put_flags(struct writer *writer, char *at, uint32_t enum_id,
		       const struct btf_scalar *scalar)
{
	uint32_t vlen = btf_type_at(writer->btf, enum_id).vlen;
	struct btf_scalar rest = *scalar;
	bool is_first = true;

	at = btf_put(at, "[");
	for (uint32_t i = 0; i < vlen && rest.low; i++) {
		struct btf_enumerator_info flag = btf_enumerator_at(writer->btf, enum_id, i);

		if (!is_one_bit(flag.value) || !(rest.low & flag.value))
			continue;
		rest.low &= ~flag.value;
		at = is_first ? at : btf_put(at, ",");
		at = put_string(writer, at, flag.name);
		is_first = false;
	}
	if (rest.low) {
		at = is_first ? at : btf_put(at, ",");
		at = put_number(writer, at, &rest);
	}
	return btf_put(at, "]");
}

/* A set, where the enum is one of flags or the value has no name but as a set. */
static bool is_set(const struct writer *writer, uint32_t enum_id, uint64_t value, const char *name)
{
	uint64_t bits;

	if (writer->options->enums != BTF_VALUE_ENUM_FLAGS)
		return false;
	bits = bits_of_flags(writer->btf, enum_id);
	return is_of_flags(writer->btf, enum_id, bits) || (!name && value && !(value & ~bits));
}

static char *put_enum(struct writer *writer, char *at, uint32_t enum_id,
		      const struct btf_scalar *scalar)
{
	const char *name = NULL;

	if (writer->options->enums != BTF_VALUE_ENUM_NUMBERS)
		name = btf_enumerator_name(writer->btf, enum_id, scalar->low, scalar->bits);
	if (is_set(writer, enum_id, scalar->low, name))
		return put_flags(writer, at, enum_id, scalar);
	return name ? put_string(writer, at, name) : put_number(writer, at, scalar);
}

static char *put_float(char *at, const struct btf_scalar *scalar)
{
	char text[BTF_FLOAT_TEXT_MAX];
	enum btf_float_kind kind = btf_float_text(scalar->low, scalar->bits, text);

	if (kind == BTF_FLOAT_OTHER)
		return put_wide(at, scalar);
	if (kind != BTF_FLOAT_FINITE)
		at = btf_put(at, "\"");
	memcpy(at, text, strlen(text));
	at += strlen(text);
	return kind == BTF_FLOAT_FINITE ? at : btf_put(at, "\"");
}

static void put_scalar(void *context, const struct btf_field *field,
		       const struct btf_scalar *scalar)
{
	struct writer *writer = context;
	char *at = put_before(writer, field);

	switch (scalar->kind) {
	case BTF_SCALAR_INT:
	case BTF_SCALAR_POINTER:
		at = put_number(writer, at, scalar);
		break;
	case BTF_SCALAR_BOOL:
		at = put_bool(writer, at, scalar);
		break;
	case BTF_SCALAR_CHAR:
		at = put_char(writer, at, field, scalar);
		break;
	case BTF_SCALAR_ENUM:
		at = put_enum(writer, at, field->value_id, scalar);
		break;
	case BTF_SCALAR_FLOAT:
		at = put_float(at, scalar);
		break;
	}
	end_value(writer, field, at);
}

static void put_missing(void *context, const struct btf_field *field)
{
	struct writer *writer = context;

	end_value(writer, field, btf_put(put_before(writer, field), "null"));
}

/* Text */

/* How long the text in an array is: up to its NUL. False where it is none, or where something stands
 * behind the NUL. */
static bool is_text(const char *text, uint64_t size, uint64_t *length)
{
	const char *end = text + size, *at = text;

	while (at < end && *at) {
		size_t character = *at >= 0x20 && *at < 0x7f ? 1 : btf_text_printable(at, end);

		if (!character)
			return false;
		at += character;
	}
	*length = (uint64_t)(at - text);
	while (at < end)
		if (*at++)
			return false;
	return true;
}

static char *put_text(struct writer *writer, char *at, const char *text, uint64_t length)
{
	at = btf_put(at, "\"");
	for (uint64_t i = 0; i < length; i++) {
		at = btf_out_more_room(writer->out, at);
		if (text[i] == '"' || text[i] == '\\')
			*at++ = '\\';
		*at++ = text[i];
	}
	return btf_put(at, "\"");
}

/* Groups */

static bool put_begin(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct writer *writer = context;
	char *at = put_before(writer, field);
	uint64_t length;

	if (group->is_text && !writer->options->char_arrays && group->there == group->count &&
	    is_text((const char *)field->data, group->count, &length)) {
		at = put_text(writer, at, (const char *)field->data, length);
		end_value(writer, field, at);
		return false;
	}
	if (group->kind == BTF_GROUP_SECTION) {
		at = btf_put(at, "{");
		at = put_key(writer, at, btf_type_at(writer->btf, field->value_id).name);
		at = btf_put(at, "[");
	} else {
		at = group->kind == BTF_GROUP_ARRAY ? btf_put(at, "[") : btf_put(at, "{");
	}
	writer->out->at = at;
	return true;
}

static void put_end(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct writer *writer = context;
	char *at = btf_out_room(writer->out);

	if (writer->in_padding)
		at = btf_put(at, "]");
	writer->in_padding = false;
	if (group->kind == BTF_GROUP_SECTION)
		at = btf_put(at, "]}");
	else
		at = group->kind == BTF_GROUP_ARRAY ? btf_put(at, "]") : btf_put(at, "}");
	end_value(writer, field, at);
}

/* Padding */

/* Byte `index` of those that the padding lies in, without the bits that are none of it. */
static uint8_t padding_byte(const struct btf_padding *padding, uint64_t index, bool is_big_endian)
{
	uint64_t first = padding->bit_offset % 8, end = first + padding->bits;
	unsigned int mask = 0;

	for (unsigned int bit = 0; bit < 8; bit++)
		if (8 * index + bit >= first && 8 * index + bit < end)
			mask |= is_big_endian ? 0x80u >> bit : 1u << bit;
	return (uint8_t)(padding->data[index] & mask);
}

static void put_padding(void *context, const struct btf_field *field, const struct btf_group *group,
			const struct btf_padding *padding)
{
	uint64_t size = (padding->bit_offset % 8 + padding->bits + 7) / 8;
	struct writer *writer = context;
	char *at = btf_out_room(writer->out);

	(void)field;
	if (writer->in_padding || group->count)
		at = btf_put(at, ",");
	if (!writer->in_padding) {
		at = put_key(writer, at, group->padding_key);
		at = btf_put(at, "[");
	}
	writer->in_padding = true;
	at = btf_put(at, "{" BTF_JSON_KEY("bit_offset"));
	at = btf_put_u64(at, padding->bit_offset);
	at = btf_put(at, "," BTF_JSON_KEY("bits"));
	at = btf_put_u64(at, padding->bits);
	at = btf_put(at, "," BTF_JSON_KEY("bytes") "[");
	for (uint64_t i = 0; i < size; i++) {
		at = btf_out_more_room(writer->out, at);
		at = i ? btf_put(at, ",") : at;
		at = btf_put_u32(at, padding_byte(padding, i, btf_is_big_endian(writer->btf)));
	}
	writer->out->at = btf_put(at, "]}");
}

int btf_emit_value_json(struct btf_decoder *decoder, const struct btf_value *value,
			const struct btf_value_json_options *options, struct btf_out *out)
{
	struct writer writer = {.btf = btf_decoder_btf(decoder), .options = options, .out = out};
	const struct btf_value_sink sink = {.context = &writer,
					    .begin = put_begin,
					    .end = put_end,
					    .scalar = put_scalar,
					    .padding = put_padding,
					    .missing = put_missing};

	return btf_decode(decoder, value->type, value->data, value->size, &sink);
}
