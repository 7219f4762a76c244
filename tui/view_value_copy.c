/* SPDX-License-Identifier: BSD-2-Clause */
/* view_value_copy.c - what is copied and exported of a value. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/value_emit.h>

#include "copy.h"
#include "view_value.h"

/* A part would look like all of it. */
static bool is_whole(struct app *app, const struct value *value)
{
	if (value->size == value->whole_size)
		return true;
	app_error(app, "only its first %zu bytes are here: btfdump decode prints all %zu",
		  value->size, value->whole_size);
	return false;
}

static bool put_json(struct app *app, const struct value *value, struct btf_out *out)
{
	const struct btf_value whole = {&value->type, value->data, value->size};
	const struct btf_value_json_options options = {.enums = BTF_VALUE_ENUM_NAMES};
	struct btf_out *indented = btf_out_to_indented_json(out);
	int error = -ENOMEM;

	if (indented) {
		btf_emit_value_json(app->decoder, &whole, &options, indented);
		error = btf_out_finish(indented);
	}
	btf_out_free(indented);
	return !error;
}

static bool put_initializer(struct app *app, const struct value *value, struct btf_out *out)
{
	const struct btf_value whole = {&value->type, value->data, value->size};
	struct btf_initializer *initializer = btf_initializer_new(app->decoder, NULL);

	if (!initializer)
		return false;
	btf_emit_value_c(initializer, &whole, out);
	btf_initializer_free(initializer);
	return true;
}

static bool put_value(struct app *app, const struct value *value, enum copy_form form,
		      struct btf_out *out)
{
	if (!value->has_type || !is_whole(app, value))
		return false;
	return form == COPY_JSON ? put_json(app, value, out) : put_initializer(app, value, out);
}

/* Its name, where that means it; else its id. */
static void put_type_word(struct app *app, const struct value *value, struct btf_out *out)
{
	const struct btf_value_type *type = &value->type;
	struct btf_value_type meant;
	char word[BTF_DECL_MAX];
	size_t length;

	btf_type_name(app->btf, type->type_id, word, sizeof(word));
	if (!btf_value_type_parse(app->btf, word, &meant, NULL) || meant.type_id != type->type_id)
		snprintf(word, sizeof(word), "#%u", type->type_id);
	for (uint32_t i = 0; i < type->dim_count; i++) {
		length = strlen(word);
		snprintf(word + length, sizeof(word) - length, "[%u]", type->dims[i]);
	}
	btf_out_write_escaped(out, " ");
	copy_quoted(out, word);
}

/* What the values are of: the map, where SOURCE declares it; else their type. */
static void put_what(struct app *app, const struct value *value, struct btf_out *out)
{
	if (value->source->entries_map && !value->is_chosen) {
		btf_out_write_escaped(out, " --map ");
		copy_quoted(out, value->source->entries_map);
	} else if (value->has_type) {
		put_type_word(app, value, out);
	}
}

static void put_command(struct app *app, const struct value *value, struct btf_out *out)
{
	const struct tui_source *source = value->source;
	bool is_struct_ops = value->is_struct_ops && *source->argument;

	btf_out_write_escaped(out,
			      is_struct_ops ? "btfdump struct-ops decode " : "btfdump decode ");
	if (*source->argument) { /* else the map knows its types */
		copy_source(source, out);
		if (!is_struct_ops)
			put_what(app, value, out);
		btf_out_write_escaped(out, " ");
	}
	if (source->entries_option) {
		btf_out_write_escaped(out, source->entries_option);
		btf_out_write_escaped(out, " ");
	}
	copy_quoted(out, source->entries_word);
	if (is_struct_ops && source->programs_word) {
		btf_out_write_escaped(out, " --progs ");
		copy_quoted(out, source->programs_word);
	}
}

/* A text, or an array of bytes in one row. */
static bool is_run(const struct value *value, const struct value_row *row)
{
	return row->kind == VALUE_TEXT ||
	       (row->kind == VALUE_FOLDED && value_is_bytes(value, &row->field, &row->group));
}

static size_t text_length(const struct value_row *row)
{
	return strnlen((const char *)row->field.data, (size_t)(row->field.bits / 8));
}

/* A row of the screen does not hold all of it. */
static bool is_cut(const struct value *value, const struct value_row *row)
{
	if (!is_run(value, row))
		return false;
	return row->kind == VALUE_TEXT ? text_length(row) > LINE_ROOM / 2
				       : row->group.count > VALUE_BYTES_IN_A_LINE;
}

static void put_run(const struct value_row *row, struct btf_out *out)
{
	const uint8_t *data = row->field.data;
	size_t size = (size_t)(row->field.bits / 8);
	char byte[4];

	if (row->kind == VALUE_TEXT) {
		btf_out_write(out, "\"", 1);
		btf_out_write(out, (const char *)data, text_length(row));
		btf_out_write(out, "\"", 1);
		return;
	}
	for (size_t i = 0; i < size; i++) {
		snprintf(byte, sizeof(byte), "%s%02x", i ? " " : "", data[i]);
		btf_out_write(out, byte, strlen(byte));
	}
}

static void put_field(struct app *app, const struct value *value, uint32_t index,
		      struct btf_out *out)
{
	const struct value_row *row = &value->rows[index];
	struct line *line = &app->line;

	line_begin(line, app->ascii);
	if (is_cut(value, row)) {
		char path[2100];

		value_path(value, index, path, sizeof(path));
		line_print(line, STYLE_PLAIN, "%s  ", path);
		btf_out_write(out, line->text, line->length);
		put_run(row, out);
		if (row->is_dirty)
			btf_out_write_escaped(out, " and more behind its NUL");
	} else {
		value_line(value, index, app->hex, line);
		btf_out_write(out, line->text, line->length);
	}
	btf_out_write(out, "\n", 1);
}

/* All fields, a line each. */
static void put_fields(struct app *app, const struct value *value, struct btf_out *out)
{
	for (uint32_t i = 0; i < value->count; i++)
		put_field(app, value, i, out);
}

static bool export_fields(struct app *app, struct value *value, struct btf_out *out)
{
	bool lacks_rows;

	value_unfold_all(value, true);
	lacks_rows = value->lacks_rows;
	if (!lacks_rows)
		put_fields(app, value, out);
	value_unfold_all(value, false);
	if (lacks_rows)
		app_error(app, "it has more fields than are shown: .json and .c have all of them");
	return !lacks_rows && value->count;
}

bool value_page_export(struct app *app, struct page *base, enum copy_form form, struct btf_out *out)
{
	const struct value_page *page = (struct value_page *)base;

	if (form != COPY_TEXT)
		return put_value(app, page->value, form, out);
	return is_whole(app, page->value) && export_fields(app, page->value, out);
}

bool value_page_copy(struct app *app, struct page *base, enum action what, struct btf_out *out)
{
	struct value_page *page = (struct value_page *)base;
	const struct value_row *row = value_page_row(page);
	struct line *line = &app->line;
	char text[2100];

	if (!row)
		return false;
	line_begin(line, app->ascii);
	if (what == ACTION_COPY_JSON || what == ACTION_COPY_C)
		return put_value(app, page->value, what == ACTION_COPY_C ? COPY_C : COPY_JSON, out);
	if (what == ACTION_COPY_COMMAND) {
		put_command(app, page->value, out);
		return true;
	}
	if (what == ACTION_COPY_VALUE && is_run(page->value, row)) {
		put_run(row, out);
		return true;
	}
	if (what == ACTION_COPY_OFFSET)
		line_print(line, STYLE_PLAIN, app->hex ? "0x%" PRIx64 : "%" PRIu64,
			   row->field.bit_offset / 8);
	else if (what == ACTION_COPY_VALUE || what == ACTION_COPY_LINE)
		value_text(page->value, page->fields.cursor, app->hex, line);
	else if (what == ACTION_COPY_NAME)
		line_put(line, STYLE_PLAIN, row->field.key);
	value_path(page->value, page->fields.cursor, text, sizeof(text));
	if (what == ACTION_COPY_PATH)
		line_put(line, STYLE_PLAIN, text + (*text == '.'));
	btf_out_write(out, line->text, line->length);
	return line->length != 0;
}
