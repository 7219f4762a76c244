/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_hex.c - saved values as hexadecimal digits, two a byte: in one row, or with blanks, commas,
 * colons and 0x between them. */
#include <errno.h>

#include "base/error.h"
#include "load/digits.h"
#include "load/entries.h"

static bool is_separator(char c)
{
	return btf_is_blank(c) || c == ',' || c == ':' || c == ';';
}

/* Every character is a digit or stands between digits, and there is at least one byte. A raw value of
 * nothing but these characters would be text in a file of its own. */
static bool probe(const char *text, size_t size)
{
	size_t digits = 0;

	for (size_t i = 0; i < size; i++) {
		bool is_prefix = (text[i] == 'x' || text[i] == 'X') && i && text[i - 1] == '0';

		if (btf_digit(text[i]) >= 0)
			digits++;
		else if (!is_separator(text[i]) && !is_prefix)
			return false;
	}
	return digits >= 2;
}

/* Uses up what stands between digits, "0x" too. */
static int skip_separators(struct btf_feed *feed, struct btf_error *err)
{
	for (;;) {
		int result = btf_feed_want(feed, 2, err);
		const char *text = btf_feed_bytes(feed);
		size_t size = btf_feed_size(feed);

		if (result || !size)
			return result;
		if (is_separator(*text))
			btf_feed_use(feed, 1);
		else if (size > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
			btf_feed_use(feed, 2);
		else
			return 0;
	}
}

static int read_byte(struct btf_entries *entries, struct btf_error *err)
{
	struct btf_feed *feed = &entries->feed;
	const char *text = btf_feed_bytes(feed);
	int high = btf_digit(text[0]);
	int low = btf_feed_size(feed) > 1 ? btf_digit(text[1]) : -1;
	int result;

	if (high < 0)
		return btf_fail(err, -EINVAL, "line %llu: '%c' is no hexadecimal digit",
				(unsigned long long)feed->line, *text);
	if (low < 0)
		return btf_fail(err, -EINVAL,
				"line %llu: an odd number of digits: '%c' has no second one",
				(unsigned long long)feed->line, *text);
	result = btf_gather(&entries->value, (uint8_t)(high << 4 | low), err);
	btf_feed_use(feed, 2);
	return result;
}

static int next(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_feed *feed = &entries->feed;
	int result = skip_separators(feed, err);

	entries->value.size = 0;
	entry->place = feed->line;
	while (!result && btf_feed_size(feed) &&
	       (!entries->split || entries->value.size < entries->split)) {
		result = read_byte(entries, err);
		if (!result)
			result = skip_separators(feed, err);
	}
	entry->value = entries->value.bytes;
	entry->value_size = entries->value.size;
	return result ? result : entry->value_size != 0;
}

const struct btf_entries_reader btf_entries_hex = {BTF_ENTRIES_HEX, probe, next};
