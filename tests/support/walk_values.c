/* SPDX-License-Identifier: BSD-2-Clause */
/* walk_values.c - bytes decoded as every type, and what holds for that whatever the BTF: what begins
 * ends, and JSON is whole. */
#include <string.h>

#include <libbtf/value_emit.h>

#include "walk_inside.h"

#define BYTES_MAX 4096
#define NAMES_MAX 1000 /* a name is looked for among all types */

/* Braces, brackets and strings of what was written, counted. */
static void check_json(const char *text, size_t size)
{
	bool in_string = false;
	long depth = 0;

	for (size_t i = 0; i < size; i++) {
		if (in_string && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			in_string = !in_string;
		else if (!in_string)
			depth += (text[i] == '{' || text[i] == '[') -
				 (text[i] == '}' || text[i] == ']');
		must(depth >= 0);
		must((unsigned char)text[i] >= 0x20);
	}
	must(depth == 0 && !in_string);
}

/* The same of C: braces that are neither in a text nor in a comment. */
static void check_c(const char *text, size_t size)
{
	enum { CODE, TEXT, COMMENT } in = CODE;
	long depth = 0;

	for (size_t i = 0; i < size; i++) {
		char next = i + 1 < size ? text[i + 1] : '\0';

		must(text[i] == '\n' || text[i] == '\t' || (text[i] >= 0x20 && text[i] < 0x7f));
		if (in == COMMENT)
			in = text[i] == '*' && next == '/' ? CODE : COMMENT;
		else if (in == TEXT && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			in = in == TEXT ? CODE : TEXT;
		else if (in == CODE && text[i] == '/' && next == '*')
			in = COMMENT;
		else if (in == CODE)
			depth += (text[i] == '{') - (text[i] == '}');
		must(depth >= 0);
	}
	must(depth == 0 && in == CODE);
}

static void write_value(struct btf_decoder *decoder, const struct btf_value_type *type,
			const uint8_t *bytes, size_t size, struct btf_out *out)
{
	const struct btf_value_json_options options = {.enums = BTF_VALUE_ENUM_FLAGS};
	const struct btf_value value = {type, bytes, size};

	btf_emit_value_json(decoder, &value, &options, out);
}

/* As the kernel shows it, which has no braces to count: it ends. */
static void show_value(struct btf_decoder *decoder, const struct btf_value *value)
{
	const struct btf_value_show_options options = {.compact = value->size % 2,
						       .zero = value->size % 3 == 0};
	struct btf_out *out = btf_out_to_memory();

	must(out);
	btf_emit_value_show(decoder, value, &options, out);
	must(btf_out_finish(out) == 0);
	btf_out_free(out);
}

/* As C: whole, cut, and with nothing there. */
static void write_c(struct btf_initializer *initializer, const struct btf_value *value)
{
	struct btf_value cut = *value, empty = *value;
	struct btf_out *out = btf_out_to_memory();
	const char *text;
	size_t length;

	must(out);
	cut.size /= 2;
	empty.size = 0;
	btf_emit_value_c(initializer, value, out);
	btf_emit_value_c(initializer, &cut, out);
	btf_emit_value_c(initializer, &empty, out);
	must(btf_out_finish(out) == 0);
	text = btf_out_text(out, &length);
	must(length > 0);
	check_c(text, length);
	btf_out_free(out);
}

/* More bytes than the type has, as many, and fewer: in a block of their own, so that a sanitizer sees
 * a read behind them. */
static void walk_type(struct btf_decoder *decoder, struct btf_initializer *initializer,
		      const struct btf_value_type *type)
{
	size_t size = type->size < BYTES_MAX ? type->size : BYTES_MAX, length;
	struct btf_out *out = btf_out_to_memory();
	uint8_t *bytes = malloc(size + 5);
	const char *text;

	must(bytes && out);
	for (size_t i = 0; i < size + 5; i++)
		bytes[i] = (uint8_t)(i * 37 + 11);
	write_value(decoder, type, bytes, size + 5, out);
	bytes = realloc(bytes, size ? size : 1);
	must(bytes);
	write_value(decoder, type, bytes, size, out);
	show_value(decoder, &(struct btf_value){type, bytes, size});
	write_c(initializer, &(struct btf_value){type, bytes, size});
	write_value(decoder, type, bytes, size / 2, out);
	must(btf_out_finish(out) == 0);
	text = btf_out_text(out, &length);
	must(length > 0);
	check_json(text, length);
	btf_out_free(out);
	free(bytes);
}

void walk_values(const struct btf *btf)
{
	struct btf_error err = {0};
	struct btf_decoder *decoder = btf_decoder_new(btf, &err);
	struct btf_initializer *initializer = decoder ? btf_initializer_new(decoder, &err) : NULL;
	struct btf_value_type type;

	must(initializer);
	for (uint32_t id = 0; id <= btf_id_end(btf); id++) {
		err = (struct btf_error){0};
		if (btf_value_type_of(btf, id, &type, &err))
			walk_type(decoder, initializer, &type);
		else
			must(err.code < 0 && *err.text);
		if (btf_id_end(btf) < NAMES_MAX)
			btf_value_type_parse(btf, btf_type_at(btf, id).name, &type, &err);
	}
	btf_initializer_free(initializer);
	btf_decoder_free(decoder);
}
