/* SPDX-License-Identifier: BSD-2-Clause */
/* decode_print.c - entries, one after another: as JSON in the shapes that bpftool has for them, as C,
 * as the kernel shows them. */
#include "decode.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>

static void put(struct decode_printer *printer, const char *text)
{
	btf_out_write(printer->out, text, strlen(text));
}

__attribute__((format(printf, 2, 3))) static void put_format(struct decode_printer *printer,
							     const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	put(printer, text);
}

static struct btf_value key_of(const struct decode_printer *printer, const struct btf_entry *entry)
{
	return (struct btf_value){&printer->types->key, entry->key, entry->key_size};
}

static struct btf_value value_of(const struct decode_printer *printer,
				 const struct btf_entry *entry)
{
	return (struct btf_value){&printer->types->value, entry->value, entry->value_size};
}

/* JSON */

/* A text of the source; what is no printable ASCII there has no place in a name. */
static void put_json_text(struct decode_printer *printer, const char *text)
{
	put(printer, "\"");
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			put_format(printer, "\\%c", c);
		else if (c < 0x20 || c > 0x7e)
			put_format(printer, "\\u%04x", c);
		else
			btf_out_write(printer->out, text, 1);
	}
	put(printer, "\"");
}

/* As bpftool does where it has no type: ["0x0a","0x00"] */
static void put_raw(struct decode_printer *printer, const uint8_t *bytes, size_t size)
{
	put(printer, "[");
	for (size_t i = 0; i < size; i++)
		put_format(printer, "%s\"0x%02x\"", i ? "," : "", bytes[i]);
	put(printer, "]");
}

static int put_key(struct decode_printer *printer, const struct btf_entry *entry)
{
	struct btf_value key = key_of(printer, entry);
	int result = 0;

	if (!entry->key)
		return 0;
	put(printer, "\"key\":");
	if (printer->types->has_key)
		result = btf_emit_value_json(printer->decoder, &key, &printer->wish->json,
					     printer->out);
	else
		put_raw(printer, entry->key, entry->key_size);
	put(printer, ",");
	return result;
}

static int put_value(struct decode_printer *printer, const struct btf_entry *entry)
{
	struct btf_value value = value_of(printer, entry);

	put(printer, "\"value\":");
	if (entry->value)
		return btf_emit_value_json(printer->decoder, &value, &printer->wish->json,
					   printer->out);
	put(printer, "{\"error\":");
	put_json_text(printer, entry->error ? entry->error : "no value");
	put(printer, "}");
	return 0;
}

static void close_cpus(struct decode_printer *printer)
{
	if (printer->in_cpus)
		put(printer, "]}");
	printer->in_cpus = false;
}

/* A line stands alone: it says what map it is of. */
static int begin_entry(struct decode_printer *printer, const struct btf_entry *entry)
{
	put(printer, "{");
	if (printer->with_maps && printer->wish->form == DECODE_LINES) {
		put_format(printer, "\"map_id\":%u,\"map\":", entry->map->id);
		put_json_text(printer, entry->map->name);
		put(printer, ",");
	}
	return put_key(printer, entry);
}

/* A key of a per-CPU map is written once, with a list of values. */
static int put_cpu_entry(struct decode_printer *printer, const struct btf_entry *entry)
{
	int result = 0;

	if (!entry->same_key) {
		result = begin_entry(printer, entry);
		put(printer, "\"values\":[");
		printer->in_cpus = true;
	} else {
		put(printer, ",");
	}
	put_format(printer, "{\"cpu\":%d,", entry->cpu);
	result = result ? result : put_value(printer, entry);
	put(printer, "}");
	return result;
}

static void open_map(struct decode_printer *printer, const struct btf_map_info *map)
{
	if (printer->count)
		put(printer, "]},");
	put_format(printer, "{\"id\":%u,\"type\":", map->id);
	put_json_text(printer, map->type_name);
	put(printer, ",\"name\":");
	put_json_text(printer, map->name);
	put_format(printer, ",\"flags\":%u,\"elements\":[", map->flags);
	printer->map_count = 0;
}

static int print_json(struct decode_printer *printer, const struct btf_entry *entry)
{
	bool is_line = printer->wish->form == DECODE_LINES;
	int result;

	if (!entry->same_key)
		close_cpus(printer);
	if (printer->with_maps && !is_line && (!printer->count || !entry->same_map))
		open_map(printer, entry->map);
	if (!entry->same_key && printer->map_count)
		put(printer, is_line ? "\n" : ",");
	printer->map_count++;
	if (entry->cpu >= 0)
		return put_cpu_entry(printer, entry);
	result = begin_entry(printer, entry);
	result = result ? result : put_value(printer, entry);
	put(printer, "}");
	return result;
}

static void end_json(struct decode_printer *printer)
{
	close_cpus(printer);
	if (printer->wish->form == DECODE_LINES) {
		put(printer, printer->count ? "\n" : "");
		return;
	}
	if (printer->with_maps && printer->count)
		put(printer, "]}");
	put(printer, "]\n");
}

/* C */

/* "values[]", with the dimensions of a type that is an array of its own making. */
static void put_declaration(struct decode_printer *printer, const struct btf_value_type *type,
			    const char *identifier)
{
	char name[128], text[BTF_DECL_MAX];

	snprintf(name, sizeof(name), "%s", identifier);
	for (uint32_t i = 0; i < type->dim_count; i++) {
		size_t length = strlen(name);

		snprintf(name + length, sizeof(name) - length, "[%u]", type->dims[i]);
	}
	btf_declaration(btf_decoder_btf(printer->decoder), type->type_id, name, text, sizeof(text));
	put(printer, text);
}

static void begin_c(struct decode_printer *printer)
{
	const struct decode_types *types = printer->types;

	/* What ends in an array without a size can't be an element of one. */
	if (types->value.is_flexible)
		return;
	if (types->has_key) {
		put(printer, "struct {\n\t");
		put_declaration(printer, &types->key, "key");
		put(printer, ";\n\t");
		put_declaration(printer, &types->value, "value");
		put(printer, ";\n} entries[]");
	} else {
		put_declaration(printer, &types->value, "values[]");
	}
	put(printer, " = {\n");
}

/* `struct foo value_0 = { ... };` */
static int print_c_alone(struct decode_printer *printer, const char *stem,
			 const struct btf_value *value)
{
	char name[40];
	int result;

	snprintf(name, sizeof(name), "%s_%llu", stem, (unsigned long long)printer->count);
	put_declaration(printer, value->type, name);
	put(printer, " = ");
	result = btf_emit_value_c(printer->initializer, value, printer->out);
	put(printer, ";\n");
	return result;
}

static int print_c_flexible(struct decode_printer *printer, const struct btf_entry *entry)
{
	struct btf_value key = key_of(printer, entry), value = value_of(printer, entry);
	int result = 0;

	if (printer->types->has_key && entry->key)
		result = print_c_alone(printer, "key", &key);
	return result ? result : print_c_alone(printer, "value", &value);
}

static int print_c_element(struct decode_printer *printer, const struct btf_entry *entry)
{
	struct btf_value key = key_of(printer, entry), value = value_of(printer, entry);
	bool with_key = printer->types->has_key && entry->key;
	int result = 0;

	if (with_key) {
		put(printer, "{ .key = ");
		result = btf_emit_value_c(printer->initializer, &key, printer->out);
		put(printer, ", .value = ");
	}
	result = result ? result : btf_emit_value_c(printer->initializer, &value, printer->out);
	put(printer, with_key ? " },\n" : ",\n");
	return result;
}

static int print_c(struct decode_printer *printer, const struct btf_entry *entry)
{
	if (!entry->value) {
		put(printer, "/* no value */\n");
		return 0;
	}
	return printer->types->value.is_flexible ? print_c_flexible(printer, entry)
						 : print_c_element(printer, entry);
}

static void end_c(struct decode_printer *printer)
{
	if (!printer->types->value.is_flexible)
		put(printer, "};\n");
}

/* As the kernel shows an entry: "key: value" */

static int print_show(struct decode_printer *printer, const struct btf_entry *entry)
{
	const struct btf_value_show_options *options = &printer->wish->show;
	struct btf_value_show_options of_key = {true, options->noname, options->zero};
	struct btf_value key = key_of(printer, entry), value = value_of(printer, entry);
	int result = 0;

	if (printer->types->has_key && entry->key) {
		result = btf_emit_value_show(printer->decoder, &key, &of_key, printer->out);
		put(printer, ": ");
	}
	if (entry->cpu >= 0)
		put_format(printer, "cpu%d: ", entry->cpu);
	if (entry->value)
		result = result ? result
				: btf_emit_value_show(printer->decoder, &value, options,
						      printer->out);
	else
		put(printer, entry->error ? entry->error : "no value");
	/* The other form ends in one. */
	if (options->compact || !entry->value)
		put(printer, "\n");
	return result;
}

void decode_print_begin(struct decode_printer *printer)
{
	if (printer->wish->form == DECODE_C)
		begin_c(printer);
	else if (printer->wish->form == DECODE_JSON || printer->wish->form == DECODE_PRETTY)
		put(printer, "[");
}

int decode_print_entry(struct decode_printer *printer, const struct btf_entry *entry)
{
	int result = 0;

	switch (printer->wish->form) {
	case DECODE_C:
		result = print_c(printer, entry);
		break;
	case DECODE_SHOW:
		result = print_show(printer, entry);
		break;
	case DECODE_JSON:
	case DECODE_PRETTY:
	case DECODE_LINES:
		result = print_json(printer, entry);
		break;
	}
	printer->count++;
	return result;
}

void decode_print_end(struct decode_printer *printer)
{
	if (printer->wish->form == DECODE_C)
		end_c(printer);
	else if (printer->wish->form != DECODE_SHOW)
		end_json(printer);
}
