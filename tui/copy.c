/* SPDX-License-Identifier: BSD-2-Clause */
/* copy.c - types as text to take elsewhere. */
#include "copy.h"
#include "type_words.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/emit.h>
#include <libbtf/header.h>
#include <libbtf/layout_emit.h>

static void put(struct btf_out *out, const char *text)
{
	btf_out_write(out, text, strlen(text));
}

void copy_source(const struct tui_source *source, struct btf_out *out)
{
	copy_quoted(out, source->argument);
	for (const char *const *base = source->bases; base && *base; base++) {
		put(out, " -B ");
		copy_quoted(out, *base);
	}
}

void copy_quoted(struct btf_out *out, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "_-+=.,/:@%";

	if (*text && !text[strspn(text, plain)]) {
		put(out, text);
		return;
	}
	put(out, "'");
	for (; *text; text++) {
		if (*text == '\'')
			put(out, "'\\''");
		else
			btf_out_write(out, text, 1);
	}
	put(out, "'");
}

/* Fit for a terminal that it is pasted into. */
static bool is_printable(const char *text)
{
	struct glyph glyphs[GLYPHS_MAX];
	size_t size = strlen(text);
	unsigned int count;

	while (size) {
		size_t length = glyph_next(text, size, false, glyphs, &count);

		if (count != 1)
			return false;
		text += length;
		size -= length;
	}
	return true;
}

/* "datasec:.bss": kinds as the command line has them. */
static void put_kind(char *text, size_t size, enum btf_kind kind, const char *name)
{
	snprintf(text, size, "%s:%s", btf_kind_name(kind), name);
	for (; *text != ':'; text++)
		*text = (char)tolower((unsigned char)*text);
}

/* What names a type on the command line: where its name would be a glob, or is long, its id. */
static void pattern_of(const struct btf *btf, uint32_t id, char *text, size_t size)
{
	struct btf_type_info type = btf_type_at(btf, id);

	if (*type.name && id >= btf_first_id(btf) && is_printable(type.name) &&
	    !type.name[strcspn(type.name, "*?[\\")] && strlen(type.name) + 16 < size)
		put_kind(text, size, type.kind == BTF_K_ENUM64 ? BTF_K_ENUM : type.kind, type.name);
	else
		snprintf(text, size, "#%u", id);
}

static bool put_command(struct app *app, uint32_t id, struct btf_out *out)
{
	char pattern[600];

	if (!*app->source->argument)
		return false; /* a live map's own BTF has no name */
	pattern_of(app->btf, id, pattern, sizeof(pattern));
	put(out, "btfdump show ");
	copy_source(app->source, out);
	put(out, " ");
	copy_quoted(out, pattern);
	return true;
}

static bool put_json(struct app *app, struct btf_id_list list, struct btf_out *out)
{
	const struct btf_layout_options layout = {.cacheline_size = 64};
	struct btf_out *indented = btf_out_to_indented_json(out);
	int result = -ENOMEM;

	if (indented) {
		result = btf_emit_show_json(app->btf, list, &layout, false, indented, NULL);
		if (!result)
			result = btf_out_finish(indented);
	}
	btf_out_free(indented);
	return result == 0;
}

static bool put_text(struct app *app, struct btf_id_list list, struct btf_out *out)
{
	const struct btf_show_options options = {
		.layout = {.cacheline_size = 64}, .hex = app->hex, .escaped = true};

	return btf_emit_show(app->btf, list, &options, out, NULL) == 0;
}

/* As the form C of a type shows it: structs and unions without columns. */
static void put_c(struct app *app, uint32_t id, struct btf_out *out)
{
	struct sheet *sheet = sheet_new(app->btf, id, false);

	if (!sheet)
		return;
	if (sheet->layout)
		sheet_set_form(sheet, SHEET_C, 0);
	for (uint32_t i = 0; i < sheet->count && sheet->rows[i].kind != SHEET_REF; i++) {
		line_begin(&app->line, app->ascii);
		sheet_line(sheet, i, 0, &app->line);
		put(out, app->line.text + (sheet->layout ? 0 : SHEET_GUTTER));
		put(out, "\n");
	}
	sheet_free(sheet);
}

static bool put_header(struct app *app, struct btf_id_list list, struct btf_out *out)
{
	const struct btf_header_options options = {.guard = NULL};

	return btf_emit_header(app->btf, list, &options, out, NULL) == 0;
}

bool copy_type(struct app *app, enum action what, uint32_t id, struct btf_out *out)
{
	const struct btf_id_list list = {.ids = &id, .count = 1};
	char text[BTF_DECL_MAX];

	if (!id)
		return false;
	if (what == ACTION_COPY_NAME || what == ACTION_COPY_PATH) {
		if (*btf_type_at(app->btf, id).name)
			snprintf(text, sizeof(text), "%s", btf_type_at(app->btf, id).name);
		else
			btf_type_name(app->btf, id, text, sizeof(text));
		btf_out_write_escaped(out, text);
	} else if (what == ACTION_COPY_C) {
		put_c(app, id, out);
	} else if (what == ACTION_COPY_JSON) {
		return put_json(app, list, out);
	} else if (what == ACTION_COPY_COMMAND) {
		return put_command(app, id, out);
	} else {
		return false;
	}
	return true;
}

bool copy_row(struct app *app, enum action what, const struct sheet *sheet, uint32_t row,
	      struct btf_out *out)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);
	char path[BTF_PATH_MAX], text[BTF_PATH_MAX + 600];

	sheet_path(sheet, row, path, sizeof(path));
	if (!record || !record->depth)
		return copy_type(app, what, sheet->id, out);
	if (what == ACTION_COPY_OFFSET) {
		snprintf(text, sizeof(text), app->hex ? "0x%" PRIx64 : "%" PRIu64,
			 record->bit_offset / 8);
	} else if (what == ACTION_COPY_PATH) {
		snprintf(text, sizeof(text), "%s%s%s", btf_type_at(app->btf, sheet->id).name,
			 *path ? "." : "", path);
	} else if (what == ACTION_COPY_NAME && *path) {
		snprintf(text, sizeof(text), "%s",
			 btf_member_at(app->btf, record->owner_id, record->member_index).name);
	} else {
		return copy_type(app, what, sheet->id, out);
	}
	btf_out_write_escaped(out, text);
	return true;
}

enum copy_form copy_form_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	if (!dot || dot == path)
		return COPY_TEXT;
	if (strcmp(dot, ".json") == 0)
		return COPY_JSON;
	return strcmp(dot, ".h") == 0 || strcmp(dot, ".c") == 0 ? COPY_C : COPY_TEXT;
}

bool copy_list(struct app *app, enum copy_form form, const uint32_t *ids, uint32_t count,
	       struct btf_out *out)
{
	const struct btf_id_list list = {.ids = ids, .count = count};

	if (!count)
		return false;
	if (form == COPY_JSON)
		return put_json(app, list, out);
	return form == COPY_C ? put_header(app, list, out) : put_text(app, list, out);
}
