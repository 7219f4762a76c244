/* SPDX-License-Identifier: BSD-2-Clause */
/* value_show.c - a value as the kernel shows it: btf_type_seq_show(), bpf_snprintf_btf().
 *
 *	(struct list_head){
 *	 .next = (struct list_head *)0xffff888100000000,
 *	}
 *
 * Without `zero` what is zero is left out, and so is a struct or array in which nothing is left; so
 * its beginning waits until something in it is shown. Characters end at a NUL, and an array of any
 * integer of one byte is of characters; the name of an enumerator is shown for 0 too.
 *
 * Where the kernel is wrong it is not followed (tests/oracle/kernel_show.py compares, and counts):
 *
 * - every enum is read as 4 bytes;
 * - an array of pointers shows its first element again and again, and has no opening bracket;
 * - bitfields of a signed type show as unsigned;
 * - elements of an array that are structs or arrays have no opening bracket, and what is in them has
 *   no names, until an array in them has ended;
 * - a member whose own type is const, volatile or tagged has neither the name of its type nor an
 *   opening bracket;
 * - bytes from 0xa0 on are characters, in an encoding that few terminals have today;
 * - a member's name and its type are cut behind 79 characters.
 */
#include <libbtf/value_emit.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "emit/value_float.h"
#include <libbtf/resolve.h>

#define NAMES_MAX 8   /* typedefs, pointers and arrays around a type */
#define TEXT_MAX  512 /* of a scalar with its name */

struct shower {
	const struct btf *btf;
	const struct btf_value_type *type;
	const struct btf_value_show_options *options;
	struct btf_out *out;

	/* Groups that have begun and of which nothing was shown yet: those from `shown` on. */
	struct {
		struct btf_field field;
		enum btf_group_kind kind;
	} open[BTF_VALUE_DEPTH_MAX + 2];
	uint32_t depth, shown;

	bool is_text;  /* the elements of this array are characters */
	bool is_ended; /* and their NUL was there */
};

__attribute__((format(printf, 2, 3))) static void put(struct shower *shower, const char *format,
						      ...)
{
	char text[2 * TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	btf_out_write(shower->out, text, strlen(text));
}

static void put_indent(struct shower *shower, uint32_t depth)
{
	for (uint32_t i = 0; !shower->options->compact && i < depth; i++)
		btf_out_write(shower->out, " ", 1);
}

static const char *newline(const struct shower *shower)
{
	return shower->options->compact ? "" : "\n";
}

/* The first typedef's name, or that of what all pointers and arrays lead to. */
struct shown_name {
	const char *prefix, *name;
	unsigned int stars, brackets;
};

static const char *prefix_of(enum btf_kind kind)
{
	if (kind == BTF_K_STRUCT)
		return "struct";
	if (kind == BTF_K_UNION)
		return "union";
	return kind == BTF_K_ENUM || kind == BTF_K_ENUM64 ? "enum" : "";
}

static struct shown_name name_of(const struct btf *btf, uint32_t id)
{
	struct shown_name found = {.prefix = ""};

	for (int i = 0; i < NAMES_MAX; i++) {
		struct btf_type_info type = btf_type_at(btf, id);

		if (type.kind == BTF_K_TYPEDEF && !found.name)
			found.name = type.name;
		found.stars += type.kind == BTF_K_PTR;
		found.brackets += type.kind == BTF_K_ARRAY;
		if (type.kind == BTF_K_ARRAY) {
			id = btf_array_of(btf, id).type_id;
		} else if (type.kind == BTF_K_PTR || type.kind == BTF_K_VAR ||
			   btf_kind_is_modifier(type.kind)) {
			id = type.type_id;
		} else {
			if (!found.name)
				found.prefix = prefix_of(type.kind);
			break;
		}
	}
	if (!found.name)
		found.name = btf_type_at(btf, id).name;
	return found;
}

/* ".next = (struct list_head *)" */
static void put_name(struct shower *shower, const struct btf_field *field)
{
	struct shown_name shown;
	bool is_named = field->role == BTF_FIELD_MEMBER || field->role == BTF_FIELD_VARIABLE;

	if (shower->options->noname || field->role == BTF_FIELD_ELEMENT)
		return;
	shown = name_of(shower->btf, field->type_id);
	if (is_named && *field->name)
		put(shower, ".%.200s = ", field->name);
	put(shower, "(%s%s%.200s%s", shown.prefix, *shown.prefix && *shown.name ? " " : "",
	    shown.name, shown.stars ? " " : "");
	for (unsigned int i = 0; i < shown.stars; i++)
		put(shower, "*");
	for (unsigned int i = 0; i < shown.brackets + shower->type->dim_count; i++)
		if (i >= shower->type->dim_count || field->role == BTF_FIELD_VALUE)
			put(shower, "[]");
	put(shower, ")");
}

/* Something is shown: so is the beginning of all that it is in. */
static void begin_pending(struct shower *shower)
{
	for (; shower->shown < shower->depth; shower->shown++) {
		bool is_array = shower->open[shower->shown].kind == BTF_GROUP_ARRAY;

		put_indent(shower, shower->shown);
		put_name(shower, &shower->open[shower->shown].field);
		put(shower, "%s%s", is_array ? "[" : "{", newline(shower));
	}
}

/* Whether the elements of an array are shown as characters. */
static bool is_of_bytes(const struct shower *shower, const struct btf_field *field,
			const struct btf_group *group)
{
	uint32_t element = field->value_id;

	if (group->kind != BTF_GROUP_ARRAY)
		return false;
	if (btf_type_at(shower->btf, element).kind == BTF_K_ARRAY)
		btf_type_skip_modifiers(shower->btf, btf_array_of(shower->btf, element).type_id,
					&element);
	return btf_type_is_int(shower->btf, element) && btf_type_at(shower->btf, element).size == 1;
}

static bool show_begin(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct shower *shower = context;

	shower->is_text = is_of_bytes(shower, field, group);
	shower->is_ended = false;
	shower->open[shower->depth].field = *field;
	shower->open[shower->depth].kind = group->kind;
	shower->depth++;
	if (shower->depth == 1 || shower->options->zero)
		begin_pending(shower);
	return true;
}

static void show_end(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct shower *shower = context;

	(void)field;
	shower->is_text = false;
	shower->depth--;
	if (shower->shown <= shower->depth)
		return;
	shower->shown = shower->depth;
	put_indent(shower, shower->depth);
	put(shower, "%s%s%s", group->kind == BTF_GROUP_ARRAY ? "]" : "}", shower->depth ? "," : "",
	    newline(shower));
}

static void show_text(struct shower *shower, const struct btf_field *field, const char *text)
{
	begin_pending(shower);
	put_indent(shower, shower->depth);
	put_name(shower, field);
	put(shower, "%s%s%s", text, shower->depth ? "," : "", newline(shower));
}

/* The digits of an integer of more than 64 bits. */
static void format_wide(const struct btf_scalar *scalar, char text[TEXT_MAX])
{
	uint64_t high = scalar->bits > 64 ? scalar->high : 0;

	if (scalar->bits > 64 && scalar->bits < 128)
		high &= (1ull << (scalar->bits - 64)) - 1;
	if (high)
		snprintf(text, TEXT_MAX, "0x%" PRIx64 "%016" PRIx64, high, scalar->low);
	else
		snprintf(text, TEXT_MAX, "0x%" PRIx64, scalar->low);
}

/* Integers of a processor's sizes in decimal, others and bitfields in hexadecimal. */
static void format_int(const struct btf_field *field, const struct btf_scalar *scalar,
		       char text[TEXT_MAX])
{
	bool is_whole = !field->is_bitfield && scalar->bits <= 64;

	if (scalar->is_signed && (int64_t)scalar->low < 0 && scalar->bits <= 64)
		snprintf(text, TEXT_MAX, "%" PRId64, (int64_t)scalar->low);
	else if (is_whole)
		snprintf(text, TEXT_MAX, "%" PRIu64, scalar->low);
	else
		format_wide(scalar, text);
}

static void format_scalar(const struct shower *shower, const struct btf_field *field,
			  const struct btf_scalar *scalar, char text[TEXT_MAX])
{
	const char *name;

	switch (scalar->kind) {
	case BTF_SCALAR_POINTER:
		snprintf(text, TEXT_MAX, "0x%0*" PRIx64, (int)scalar->bits / 4, scalar->low);
		return;
	case BTF_SCALAR_ENUM:
		name = btf_enumerator_name(shower->btf, field->value_id, scalar->low, scalar->bits);
		if (name && !field->is_bitfield) {
			snprintf(text, TEXT_MAX, "%s", name);
			return;
		}
		break;
	case BTF_SCALAR_FLOAT:
		if (btf_float_text(scalar->low, scalar->bits, text) == BTF_FLOAT_OTHER)
			format_wide(scalar, text);
		return;
	case BTF_SCALAR_INT:
	case BTF_SCALAR_BOOL:
	case BTF_SCALAR_CHAR:
		break;
	}
	format_int(field, scalar, text);
}

/* A character of an array; false where it is shown as a number. */
static bool show_character(struct shower *shower, const struct btf_field *field,
			   const struct btf_scalar *scalar)
{
	char text[] = "' '";

	shower->is_ended |= scalar->low == 0;
	if (shower->is_ended)
		return true;
	if (scalar->low < 0x20 || scalar->low > 0x7e)
		return false;
	text[1] = (char)scalar->low;
	show_text(shower, field, text);
	return true;
}

static void show_scalar(void *context, const struct btf_field *field,
			const struct btf_scalar *scalar)
{
	struct shower *shower = context;
	char text[TEXT_MAX];
	bool is_named;

	if (shower->is_text && field->role == BTF_FIELD_ELEMENT &&
	    show_character(shower, field, scalar))
		return;
	is_named = scalar->kind == BTF_SCALAR_ENUM && !field->is_bitfield &&
		   btf_enumerator_name(shower->btf, field->value_id, scalar->low, scalar->bits);
	if (!scalar->low && !scalar->high && !shower->options->zero && shower->depth && !is_named)
		return;
	format_scalar(shower, field, scalar, text);
	show_text(shower, field, text);
}

static void show_missing(void *context, const struct btf_field *field)
{
	show_text(context, field, "?");
}

int btf_emit_value_show(struct btf_decoder *decoder, const struct btf_value *value,
			const struct btf_value_show_options *options, struct btf_out *out)
{
	struct shower shower = {.btf = btf_decoder_btf(decoder),
				.type = value->type,
				.options = options,
				.out = out};
	const struct btf_value_sink sink = {.context = &shower,
					    .begin = show_begin,
					    .end = show_end,
					    .scalar = show_scalar,
					    .missing = show_missing};

	return btf_decode(decoder, value->type, value->data, value->size, &sink);
}
