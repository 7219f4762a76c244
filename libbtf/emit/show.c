/* SPDX-License-Identifier: BSD-2-Clause */
/* show.c - C for people: which types are shown how, and the styles of it. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>

#include "base/out.h"
#include "emit/show.h"
#include "query/layout.h"

/* By enum btf_style: the terminal's own colours, none of which is unreadable on light or dark. */
static const char *const styles[] = {"\033[33m", "\033[36m", "\033[1m", "\033[31m", "\033[32m"};

void btf_show_begin(const struct btf_show *show, enum btf_style style)
{
	if (show->options->color)
		btf_out_string(show->out, styles[style]);
}

void btf_show_end(const struct btf_show *show)
{
	if (show->options->color)
		btf_out_string(show->out, "\033[0m");
}

void btf_show_print(const struct btf_show *show, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	btf_out_string(show->out, text);
}

void btf_show_text(const struct btf_show *show, const char *text)
{
	if (show->options->escaped)
		btf_out_write_escaped(show->out, text);
	else
		btf_out_string(show->out, text);
}

void btf_show_styled(const struct btf_show *show, enum btf_style style, const char *text)
{
	if (!*text)
		return;
	btf_show_begin(show, style);
	btf_show_text(show, text);
	btf_show_end(show);
}

/* Where the name stands in its declaration: the same declaration is made of the name between marks,
 * which are looked for where without them the two are the same. */
static size_t find_name(const struct btf *btf, uint32_t type_id, const char *name,
			const char *declaration)
{
	char marked_name[BTF_DECL_MAX], marked[BTF_DECL_MAX];
	size_t name_length = strlen(name), length = strlen(declaration);
	const char *at = marked;

	if (name_length + sizeof("\1\2") > sizeof(marked_name))
		return SIZE_MAX;
	snprintf(marked_name, sizeof(marked_name), "\1%s\2", name);
	btf_declaration(btf, type_id, marked_name, marked, sizeof(marked));
	while ((at = strstr(at, marked_name))) {
		size_t before = (size_t)(at - marked);

		if (before + name_length <= length && strncmp(marked, declaration, before) == 0 &&
		    strcmp(at + name_length + 2, declaration + before + name_length) == 0)
			return before;
		at++;
	}
	return SIZE_MAX;
}

void btf_show_declaration(const struct btf_show *show, uint32_t type_id, const char *name)
{
	char text[BTF_DECL_MAX];
	size_t at;

	btf_declaration(show->btf, type_id, name, text, sizeof(text));
	at = *name ? find_name(show->btf, type_id, name, text) : SIZE_MAX;
	if (at == SIZE_MAX) {
		btf_show_text(show, text);
		return;
	}
	text[at] = '\0';
	btf_show_text(show, text);
	btf_show_styled(show, BTF_STYLE_NAME, name);
	btf_show_text(show, text + at + strlen(name));
}

void btf_show_amount(const struct btf_show *show, uint64_t amount, const char *unit)
{
	btf_show_print(show, "%" PRIu64 " %s%s", amount, unit, amount == 1 ? "" : "s");
}

void btf_show_blanks(const struct btf_show *show, int count)
{
	static const char blanks[] = "                                ";
	const int piece = (int)sizeof(blanks) - 1;

	for (; count > 0; count -= piece)
		btf_out_write(show->out, blanks, (size_t)(count < piece ? count : piece));
}

static void put_right(const struct btf_show *show, int width, const char *digits, size_t count)
{
	btf_show_blanks(show, width - (int)count);
	btf_out_write(show->out, digits, count);
}

void btf_show_count(const struct btf_show *show, int width, uint64_t count)
{
	char digits[24];

	put_right(show, width, digits, (size_t)(btf_put_u64(digits, count) - digits));
}

void btf_show_number(const struct btf_show *show, int width, uint64_t number)
{
	char digits[24];

	if (show->options->hex)
		put_right(show, width, digits,
			  (size_t)snprintf(digits, sizeof(digits), "0x%" PRIx64, number));
	else
		btf_show_count(show, width, number);
}

int btf_show_width(const struct btf_show *show, uint64_t number)
{
	return snprintf(NULL, 0, show->options->hex ? "0x%" PRIx64 : "%" PRIu64, number);
}

/* False where its layout can't be had: nothing is printed then. */
static bool show_one(const struct btf_show *show, struct btf_alignments *alignments, uint32_t id,
		     bool first, struct btf_error *err)
{
	struct btf_layout *layout = NULL;

	if (btf_layout_struct_of(show->btf, id)) {
		layout = btf_layout_make(alignments, id, &show->options->layout, err);
		if (!layout)
			return false;
	}
	if (!first)
		btf_out_char(show->out, '\n');
	if (layout)
		btf_show_layout(show, layout);
	else
		btf_show_type(show, id);
	btf_layout_free(layout);
	return true;
}

int btf_emit_show(const struct btf *btf, struct btf_id_list list,
		  const struct btf_show_options *options, struct btf_out *out,
		  struct btf_error *err)
{
	const struct btf_show show = {btf, options, out};
	struct btf_error error = {0}, first_error = {0};
	struct btf_alignments alignments;
	bool first = true;

	if (btf_alignments_init(&alignments, btf, err))
		return -ENOMEM;
	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t id = list.ids ? list.ids[i] : list.first + i;

		if (show_one(&show, &alignments, id, first, &error))
			first = false;
		else if (!first_error.code)
			first_error = error;
	}
	btf_alignments_free(&alignments);
	if (first_error.code && err)
		*err = first_error;
	return first_error.code;
}
