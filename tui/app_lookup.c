/* SPDX-License-Identifier: BSD-2-Clause */
/* app_lookup.c - what a text means, and going there: a type, a member of it, one of its bytes, an enumerator. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/select.h>

#include "app.h"
#include "sheet.h"
#include "type_words.h"

/* Which of several types of one name one means: the lower, the more there is to show. */
static unsigned int precedence(enum btf_kind kind)
{
	static const enum btf_kind order[] = {
		BTF_K_STRUCT, BTF_K_UNION, BTF_K_ENUM, BTF_K_ENUM64,  BTF_K_TYPEDEF, BTF_K_INT,
		BTF_K_FLOAT,  BTF_K_FUNC,  BTF_K_VAR,  BTF_K_DATASEC, BTF_K_FWD};
	unsigned int i = 0;

	while (i < sizeof(order) / sizeof(order[0]) && order[i] != kind)
		i++;
	return i;
}

static bool is_kind(enum btf_kind kind, const char *word, size_t length)
{
	const char *name = kind_word(kind == BTF_K_ENUM64 ? BTF_K_ENUM : kind);

	return !length || (strlen(name) == length && memcmp(name, word, length) == 0);
}

static uint32_t find_named(const struct app *app, const char *kind, size_t kind_length,
			   const char *name, size_t length)
{
	const struct name_entry *entries = names_entries(app->names);
	uint32_t best = 0, count = names_count(app->names);
	size_t known = length < FUZZY_NAME_MAX ? length : FUZZY_NAME_MAX;

	for (uint32_t i = 0; i < count; i++) {
		enum btf_kind found = (enum btf_kind)entries[i].kind;

		if (entries[i].length != known || entries[i].is_anonymous ||
		    strncmp(entries[i].text, name, length) != 0 || entries[i].text[length] ||
		    !is_kind(found, kind, kind_length))
			continue;
		if (!best || precedence(found) < precedence((enum btf_kind)entries[best - 1].kind))
			best = i + 1;
	}
	return best;
}

/* "12" */
static uint32_t find_id(const struct app *app, const char *text, size_t length)
{
	uint64_t id = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || id >= btf_id_end(app->btf))
			return 0;
		id = 10 * id + (uint64_t)(text[i] - '0');
	}
	return id < btf_id_end(app->btf) ? (uint32_t)id : 0;
}

uint32_t app_find_type(const struct app *app, const char *text, size_t length)
{
	const char *separator = memchr(text, ' ', length);
	uint32_t id = find_named(app, "", 0, text, length); /* "unsigned int" */

	if (!id)
		id = *text == '#' ? find_id(app, text + 1, length - 1) : find_id(app, text, length);
	if (!separator)
		separator = memchr(text, ':', length);
	if (id || !separator)
		return id;
	return find_named(app, text, (size_t)(separator - text), separator + 1,
			  length - (size_t)(separator + 1 - text));
}

/* Going there */

/* "sk->sk_prot" as "sk.sk_prot" */
static void copy_path(const char *text, char *path, size_t room)
{
	size_t length = 0;

	while (*text && length + 1 < room) {
		bool is_arrow = text[0] == '-' && text[1] == '>';

		path[length++] = is_arrow ? '.' : *text;
		text += is_arrow ? 2 : 1;
	}
	path[length] = '\0';
}

/* "task_struct.mm", "task_struct->mm" */
static bool go_to_member(struct app *app, const char *text)
{
	char path[BTF_PATH_MAX];
	size_t length;
	uint32_t id;

	copy_path(text, path, sizeof(path));
	length = strcspn(path, ".");
	id = length ? app_find_type(app, path, length) : 0;
	if (!id || !path[length])
		return false;
	app_open_path(app, id, path + length + 1);
	return true;
}

/* "tcp_sock+0x5a4"; on the page of a type "+0x5a4" */
static bool go_to_byte(struct app *app, const char *text)
{
	const char *plus = strrchr(text, '+');
	const struct page *page = app_page(app);
	uint64_t byte;
	uint32_t id;
	char *end;

	if (!plus || plus[1] < '0' || plus[1] > '9')
		return false;
	byte = strtoull(plus + 1, &end, plus[1] == '0' && plus[2] == 'x' ? 16 : 10);
	id = plus > text                ? app_find_type(app, text, (size_t)(plus - text))
	     : page->view == &view_type ? view_type_id(page)
					: 0;
	if (*end || !id)
		return false;
	app_open_byte(app, id, byte);
	return true;
}

static bool go_to_enumerator(struct app *app, const char *text)
{
	for (uint32_t id = 1; id < btf_id_end(app->btf); id++) {
		struct btf_type_info type = btf_type_at(app->btf, id);

		if (type.kind != BTF_K_ENUM && type.kind != BTF_K_ENUM64)
			continue;
		for (uint32_t i = 0; i < type.vlen; i++) {
			if (strcmp(btf_enumerator_at(app->btf, id, i).name, text) != 0)
				continue;
			app_open_type(app, id);
			if (app_page(app)->view == &view_type)
				view_type_go_enumerator(app_page(app), i);
			return true;
		}
	}
	return false;
}

static void say_what_is_near(struct app *app, const char *text)
{
	const char *near[3];
	size_t count = btf_near_names(app->btf, text, near, 3);

	app_error(app, "nothing is called '%s'%s%s%s%s%s%s", text, count ? "; near it: " : "",
		  count ? near[0] : "", count > 1 ? ", " : "", count > 1 ? near[1] : "",
		  count > 2 ? ", " : "", count > 2 ? near[2] : "");
}

void app_go_to(struct app *app, const char *text)
{
	uint32_t id = app_find_type(app, text, strlen(text));

	if (id)
		app_open_type(app, id);
	else if (!go_to_member(app, text) && !go_to_byte(app, text) && !go_to_enumerator(app, text))
		say_what_is_near(app, text);
}
