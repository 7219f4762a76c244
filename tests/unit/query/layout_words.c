/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_words.c - the rows of a layout as one writes them down. */
#include "layout_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct words {
	char text[8192];
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void put(struct words *words, const char *format, ...)
{
	size_t room = sizeof(words->text) - words->length;
	va_list args;

	va_start(args, format);
	words->length += (size_t)vsnprintf(words->text + words->length, room, format, args);
	va_end(args);
	if (words->length >= sizeof(words->text))
		fail_msg("more rows than the words have room for");
}

static void put_place(struct words *words, const struct btf_layout_row *row)
{
	if (row->storage_size)
		put(words, "%" PRIu64 "/%" PRIu32 ".%" PRIu64 ":%" PRIu64, row->storage_offset,
		    row->storage_size, row->bit_offset - 8 * row->storage_offset, row->bits);
	else if (row->bit_offset % 8 || row->bits % 8)
		put(words, ".%" PRIu64 ":%" PRIu64, row->bit_offset, row->bits);
	else
		put(words, "%" PRIu64 "+%" PRIu64, row->bit_offset / 8, row->bits / 8);
}

static void put_row(struct words *words, const struct btf *btf, const struct btf_layout_row *row,
		    uint32_t cacheline_size)
{
	const char *name = btf_member_at(btf, row->owner_id, row->member_index).name;

	switch (row->kind) {
	case BTF_ROW_MEMBER:
		put(words, "%s ", name);
		break;
	case BTF_ROW_BEGIN:
		put(words, "%s{ ", name);
		break;
	case BTF_ROW_END:
		put(words, "}");
		return;
	case BTF_ROW_HOLE:
		put(words, "hole ");
		break;
	case BTF_ROW_BIT_HOLE:
		put(words, "bits ");
		break;
	case BTF_ROW_PADDING:
		put(words, "padding ");
		break;
	case BTF_ROW_BIT_PADDING:
		put(words, "padbits ");
		break;
	case BTF_ROW_CACHELINE:
		put(words, "|%" PRIu64 "-%" PRIu64, row->bit_offset / 8 / cacheline_size,
		    row->bits / 8);
		return;
	}
	put_place(words, row);
	put(words, "%s%s%s", row->overlaps ? "!" : "", row->beyond_end ? ">" : "",
	    row->has_size ? "" : "?");
	if (row->tail_padding)
		put(words, "~%" PRIu32, row->tail_padding);
}

/* What holds for the rows of every layout. */
static void check(const struct btf_layout *layout)
{
	for (uint32_t i = 0; i < layout->row_count; i++) {
		const struct btf_layout_row *row = &layout->rows[i];
		const struct btf_layout_row *parent = &layout->rows[row->parent];

		assert_true(row->parent <= i);
		assert_int_equal(parent->kind, BTF_ROW_BEGIN);
		if (row->depth) {
			assert_int_equal(row->depth, parent->depth + 1);
			assert_int_equal(row->owner_id, parent->struct_id);
		}
	}
	assert_int_equal(layout->rows[0].kind, BTF_ROW_BEGIN);
	assert_int_equal(layout->rows[layout->row_count - 1].kind, BTF_ROW_END);
	assert_int_equal(layout->rows[layout->row_count - 1].depth, 0);
}

static struct words rows_in_words(const struct btf *btf, uint32_t id,
				  const struct btf_layout_options *options)
{
	struct words words = {"", 0};
	struct btf_error error;
	struct btf_layout *layout = btf_layout_new(btf, id, options, &error);

	if (!layout)
		fail_msg("type %u has no layout: %s", id, error.text);
	check(layout);
	for (uint32_t i = 1; i + 1 < layout->row_count; i++) {
		if (i > 1)
			put(&words, " ");
		put_row(&words, btf, &layout->rows[i], options->cacheline_size);
	}
	btf_layout_free(layout);
	return words;
}

void assert_rows(const struct btf *btf, uint32_t id, const struct btf_layout_options *options,
		 const char *words)
{
	struct words found = rows_in_words(btf, id, options);

	assert_string_equal(found.text, words);
}

void assert_plain_rows(const struct btf *btf, uint32_t id, const char *words, const char *row)
{
	const struct btf_layout_options plain = {0};
	struct words found = rows_in_words(btf, id, &plain);

	assert_row(strcmp(found.text, words) == 0, row, "its rows are \"%s\"", found.text);
}
