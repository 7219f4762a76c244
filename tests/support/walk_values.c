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

static void write_value(struct btf_decoder *decoder, const struct btf_value_type *type,
			const uint8_t *bytes, size_t size, struct btf_out *out)
{
	const struct btf_value_json_options options = {.enums = BTF_VALUE_ENUM_FLAGS};
	const struct btf_value value = {type, bytes, size};

	btf_emit_value_json(decoder, &value, &options, out);
}

/* As C and as the kernel shows it: whatever is in them, they end. */
static void write_text(struct btf_decoder *decoder, struct btf_initializer *initializer,
		       const struct btf_value_type *type, const uint8_t *bytes, size_t size)
{
	const struct btf_value_show_options options = {.compact = size % 2, .zero = size % 3 == 0};
	const struct btf_value value = {type, bytes, size};
	struct btf_out *out = btf_out_to_memory();

	must(out);
	btf_emit_value_show(decoder, &value, &options, out);
	btf_emit_value_c(initializer, &value, out);
	must(btf_out_finish(out) == 0);
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
	write_text(decoder, initializer, type, bytes, size);
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
