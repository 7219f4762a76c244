/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_rows.c - saved values as rows with offsets: xxd, hexdump -C, od -t x1.
 *
 *	00000000: 0100 0000 0100 0000 ...  ........          xxd: groups up to two blanks
 *	00000000  01 00 00 00 01 00 00 00  ...  |........|   hexdump -C: bytes up to a bar
 *	0000000 01 00 00 00 01 00 00 00 ...                  od -t x1: bytes to the end of the line
 *	*                                                    rows like the one before, up to the next
 *
 * Offsets are hexadecimal, od's octal: the second row tells. They have to go on where the row before
 * ends; at 0 another dump may begin. Words of two or more bytes in this machine's order, as `hexdump`
 * and `od` print them without options, are refused: whose order they have nobody can tell.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "load/digits.h"
#include "load/entries.h"

#define OFFSET_DIGITS_MIN 6
#define OFFSET_DIGITS_MAX 16
#define XXD_DIGITS        8

static int fail_at(const struct btf_feed *feed, struct btf_error *err, const char *what)
{
	return btf_fail(err, -EINVAL, "line %llu: %s", (unsigned long long)feed->line, what);
}

/* How long the offset is that a row begins with; 0: there is none. */
static size_t offset_length(const char *line, size_t length)
{
	size_t digits = btf_count_digits(line, length);

	if (digits < OFFSET_DIGITS_MIN || digits > OFFSET_DIGITS_MAX)
		return 0;
	if (digits < length && line[digits] == ':')
		return digits >= XXD_DIGITS ? digits : 0;
	return digits == length || line[digits] == ' ' || line[digits] == '\r' ? digits : 0;
}

/* An offset, and bytes behind it that are shorter than it is. */
static bool probe(const char *text, size_t size)
{
	const char *end = memchr(text, '\n', size);
	size_t length = end ? (size_t)(end - text) : size;
	size_t offset = offset_length(text, length), at = offset, digits;

	if (!offset || offset == length)
		return false;
	if (text[offset] == ':')
		return true;
	while (at < length && text[at] == ' ')
		at++;
	digits = btf_count_digits(text + at, length - at);
	/* Seven digits can't be bytes: words of hexdump and od stand behind them. */
	return digits == 2 || (digits > 2 && offset == 7);
}

/* One byte or more from a group of digits. */
static int read_group(struct btf_entries *entries, const char *text, size_t digits,
		      struct btf_rows_state *row, struct btf_error *err)
{
	if (digits % 2)
		return fail_at(&entries->feed, err, "an odd number of digits in a group");
	for (size_t i = 0; i < digits; i += 2) {
		if (row->last_size == sizeof(row->last))
			return fail_at(&entries->feed, err, "a row of more than 32 bytes");
		row->last[row->last_size++] =
			(uint8_t)(btf_digit(text[i]) << 4 | btf_digit(text[i + 1]));
	}
	return 0;
}

/* The bytes of a row: behind the offset, and before the text. */
static int read_bytes(struct btf_entries *entries, const char *text, size_t length, bool is_xxd,
		      struct btf_error *err)
{
	struct btf_rows_state *row = &entries->rows;
	size_t at = 0;
	int result = 0;

	row->last_size = 0;
	while (!result && at < length) {
		size_t blanks = 0, digits;

		while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
			at++;
			blanks++;
		}
		digits = btf_count_digits(text + at, length - at);
		if (at == length || text[at] == '|' || (is_xxd && blanks > 1))
			break;
		if (!digits || (!is_xxd && digits > 2))
			return fail_at(&entries->feed, err,
				       digits ? "words of several bytes, whose order nobody can "
						"tell; use hexdump -C or xxd"
					      : "what stands there is no byte");
		result = read_group(entries, text + at, digits, row, err);
		at += digits;
	}
	return result;
}

static uint64_t number_of(const char *digits, size_t length, int base)
{
	char text[OFFSET_DIGITS_MAX + 1];

	memcpy(text, digits, length);
	text[length] = '\0';
	return strtoull(text, NULL, base);
}

/* Whether an offset is what it can be where `expected` would be the next one. */
static bool continues(const struct btf_rows_state *row, uint64_t offset)
{
	if (row->repeats)
		return row->last_size && offset > row->expected &&
		       (offset - row->expected) % row->last_size == 0;
	return offset == row->expected;
}

/* Sets how many bytes of repeated rows come before this one. */
static int check_offset(struct btf_entries *entries, const char *digits, size_t length,
			struct btf_error *err)
{
	struct btf_rows_state *row = &entries->rows;
	uint64_t hexadecimal = number_of(digits, length, 16);
	uint64_t octal = number_of(digits, length, 8), offset;

	if (row->base == 0 && row->expected && hexadecimal != octal)
		row->base = !continues(row, hexadecimal) && continues(row, octal) ? 8 : 16;
	offset = row->base == 8 ? octal : hexadecimal;
	if (!row->repeats && offset == 0)
		row->expected = 0;
	if (!continues(row, offset))
		return btf_fail(err, -EINVAL,
				"line %llu: offset 0x%llx stands where 0x%llx should: rows are "
				"missing",
				(unsigned long long)entries->feed.line, (unsigned long long)offset,
				(unsigned long long)row->expected);
	row->left = offset - row->expected;
	row->expected = offset;
	row->repeats = false;
	return 0;
}

static bool is_empty(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!btf_is_blank(line[i]))
			return false;
	return true;
}

/* The bytes that a `*` stands for, until there are `wanted` (0: all). */
static int repeat_rows(struct btf_entries *entries, size_t wanted, struct btf_error *err)
{
	struct btf_rows_state *row = &entries->rows;
	int result = 0;

	while (row->left && !result && (!wanted || entries->value.size < wanted)) {
		size_t at = (size_t)(row->left % row->last_size);

		result = btf_gather(&entries->value, row->last[at ? row->last_size - at : 0], err);
		row->left--;
	}
	return result;
}

/* A row that repeated ones stand before is not used up, but read again behind them. */
static int read_row(struct btf_entries *entries, const char *line, size_t length,
		    struct btf_error *err)
{
	struct btf_rows_state *row = &entries->rows;
	size_t offset = offset_length(line, length);
	bool is_xxd = offset && offset < length && line[offset] == ':';
	int result;

	if (!offset)
		return fail_at(&entries->feed, err, "does not begin with an offset");
	result = check_offset(entries, line, offset, err);
	if (result || row->left)
		return result;
	offset += is_xxd;
	result = read_bytes(entries, line + offset, length - offset, is_xxd, err);
	for (size_t i = 0; !result && i < row->last_size; i++)
		result = btf_gather(&entries->value, row->last[i], err);
	row->expected += row->last_size;
	if (!result)
		btf_feed_use_line(&entries->feed, length);
	return result;
}

static int read_line(struct btf_entries *entries, const char *line, size_t length,
		     struct btf_error *err)
{
	if (length && *line == '*')
		entries->rows.repeats = true;
	else if (!is_empty(line, length))
		return read_row(entries, line, length, err);
	btf_feed_use_line(&entries->feed, length);
	return 0;
}

/* Reads rows until there are so many bytes (0: all that there are). */
static int gather_rows(struct btf_entries *entries, size_t wanted, struct btf_error *err)
{
	const char *line;
	size_t length;
	int result = 0;

	while (!result && (!wanted || entries->value.size < wanted)) {
		if (entries->rows.left) {
			result = repeat_rows(entries, wanted, err);
			continue;
		}
		result = btf_feed_line(&entries->feed, &line, &length, err);
		if (result <= 0)
			return result;
		result = read_line(entries, line, length, err);
	}
	return result;
}

/* What a row has beyond the end of a value is kept for the next one. */
static int next(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_gathered *value = &entries->value;
	int result;

	if (entries->was_read && value->size) {
		size_t used = entries->split && entries->split < value->size ? entries->split
									     : value->size;

		memmove(value->bytes, value->bytes + used, value->size - used);
		value->size -= used;
	}
	entries->was_read = true;
	entry->place = entries->feed.line;
	result = gather_rows(entries, entries->split, err);
	if (result)
		return result;
	entry->value = value->bytes;
	entry->value_size = value->size;
	if (entries->split && entry->value_size > entries->split)
		entry->value_size = entries->split;
	return entry->value_size ? 1 : 0;
}

const struct btf_entries_reader btf_entries_rows = {BTF_ENTRIES_ROWS, probe, next};
