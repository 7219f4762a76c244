/* SPDX-License-Identifier: BSD-2-Clause */
/* view_value_head.c - the row above a value's panes: which it is, of how many, and what it is of. */
#include <inttypes.h>
#include <string.h>

#include <libbtf/decl.h>

#include "type_words.h"
#include "view_value.h"

const char *value_page_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static void put_map(const struct value_page *page, const struct entry *entry, struct line *line)
{
	if (entry->map_id)
		line_print(line, STYLE_PLAIN, "map %u ", entry->map_id);
	if (entry->map_name && *entry->map_name)
		line_print(line, STYLE_NAME, "\"%s\" ", entry->map_name);
	if (entry->map_type && *entry->map_type)
		line_print(line, STYLE_PLAIN, "%s ", entry->map_type);
	if (!entry->map_id)
		line_print(line, STYLE_PLAIN, "%s ",
			   value_page_file_name(page->value->source->entries_name));
}

/* What the enumerators of the state have in common says nothing. */
static const char *short_state(const char *name)
{
	static const char prefix[] = "BPF_STRUCT_OPS_STATE_";

	if (!name)
		return "unknown state";
	return strncmp(name, prefix, sizeof(prefix) - 1) == 0 ? name + sizeof(prefix) - 1 : name;
}

static void put_type(const struct app *app, const struct value_page *page, struct line *line)
{
	const struct value *value = page->value;
	struct btf_struct_ops_head head;
	char text[BTF_DECL_MAX];

	if (!value->has_type)
		return;
	if (value->is_struct_ops &&
	    btf_struct_ops_head_of(app->btf, &value->ops, value->data, value->size, &head))
		line_print(line, STYLE_NAME, "%s refcount %" PRIu64 " ",
			   short_state(head.state_name), head.refcount);
	type_label(app->btf, value->type.type_id, text, sizeof(text));
	line_print(line, STYLE_TITLE, "> %s", text);
	for (uint32_t i = 0; i < value->type.dim_count; i++)
		line_print(line, STYLE_TITLE, "[%u]", value->type.dims[i]);
}

static void put_key(const struct value_page *page, const struct entry *entry, struct line *line)
{
	if (!entry->key)
		return;
	line_put(line, STYLE_PLAIN, "  key ");
	value_key_text(page->value, entry, line);
}

static void put_entry(const struct value_page *page, const struct entry *entry, struct line *line)
{
	const char *error;
	bool is_all;
	uint64_t count = entry_list_count(page->value->entries, &is_all, &error);

	line_print(line, STYLE_PLAIN, "  entry %" PRIu64 "/%" PRIu64 "%s", page->value->entry + 1,
		   count, is_all ? "" : "+");
	if (entry->cpu >= 0)
		line_print(line, STYLE_PLAIN, " cpu %d", entry->cpu);
	line_print(line, STYLE_PLAIN, "  %zu B  %s", entry->value_size,
		   btf_is_big_endian(page->value->source->btf) ? "BE" : "LE");
	if (error || entry->error)
		line_print(line, STYLE_WARN, "  %s", error ? error : entry->error);
}

/* What it is on the left; on the right which of how many, with its key where there is room. */
void value_page_draw_head(struct app *app, struct value_page *page, struct canvas *canvas,
			  struct rect area)
{
	struct line *line = &app->line;
	int left, limit = area.x + area.width - 1;
	struct entry entry;

	if (!entry_list_get(page->value->entries, page->value->entry, &entry))
		return;
	line_begin(line, app->ascii);
	put_map(page, &entry, line);
	put_type(app, page, line);
	left = line->columns;
	line_begin(line, app->ascii);
	put_entry(page, &entry, line);
	put_key(page, &entry, line);
	if (left + line->columns + 2 > area.width) {
		line_begin(line, app->ascii);
		put_entry(page, &entry, line);
	}
	if (line->columns < area.width) {
		limit -= line->columns;
		line_draw(line, canvas, limit, area.y, area.x + area.width, 0);
	}
	line_begin(line, app->ascii);
	put_map(page, &entry, line);
	put_type(app, page, line);
	line_draw(line, canvas, area.x + 1, area.y, limit, 0);
}
