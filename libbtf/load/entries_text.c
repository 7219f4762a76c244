/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_text.c - saved values as bpftool's plain text.
 *
 *	key: 00 00 00 00  value: 01 00 00 00 00 00 00 00         short ones on a line
 *	key:                                                     long ones below their names
 *	00 00 00 00
 *	value:
 *	01 00 00 00 00 00 00 00  02 00 00 00 00 00 00 00
 *	value (CPU 01): 00 00 00 00                              one for each CPU
 *	key: 01 00 00 00  value: <no entry>                      what could not be looked up
 *	7: hash  name flows  flags 0x0                           the map that what follows is of
 *	Found 2 elements
 *
 * An entry ends where something that is not its own begins.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "load/digits.h"
#include "load/entries.h"

/* A line, and how far it was read. */
struct line {
	const char *text;
	size_t length, at;
	uint64_t number;
};

static void skip_blanks(struct line *line)
{
	while (line->at < line->length && btf_is_blank(line->text[line->at]))
		line->at++;
}

static bool skip_word(struct line *line, const char *word)
{
	size_t length = strlen(word);

	if (line->length - line->at < length || memcmp(line->text + line->at, word, length) != 0)
		return false;
	line->at += length;
	return true;
}

static bool has_word(const struct line *line, const char *word)
{
	struct line copy = *line;

	return skip_word(&copy, word);
}

/* `7: hash  name flows  flags 0x0`; the name may be left out. */
static bool read_map(const char *text, size_t length, struct btf_map_info *map)
{
	struct btf_map_info found = {0};
	char copy[256];

	if (length >= sizeof(copy) || !length || *text < '0' || *text > '9')
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (sscanf(copy, "%u: %31s name %63s flags %x", &found.id, found.type_name, found.name,
		   &found.flags) != 4 &&
	    sscanf(copy, "%u: %31s flags %x", &found.id, found.type_name, &found.flags) != 3)
		return false;
	*map = found;
	return true;
}

static bool probe(const char *text, size_t size)
{
	const char *end = memchr(text, '\n', size);
	size_t length = end ? (size_t)(end - text) : size;
	struct line line = {.text = text, .length = length};
	struct btf_map_info map;

	return has_word(&line, "key:") || has_word(&line, "value:") ||
	       has_word(&line, "value (CPU ") || has_word(&line, "Found ") ||
	       read_map(text, length, &map);
}

/* Digits as long as there are; -EINVAL for half a byte. */
static int read_bytes(struct btf_entries *entries, struct line *line, struct btf_gathered *gathered,
		      struct btf_error *err)
{
	int result = 0;

	for (skip_blanks(line); !result && line->at < line->length; skip_blanks(line)) {
		const char *text = line->text + line->at;
		size_t left = line->length - line->at, digits = btf_count_digits(text, left);

		if (digits < 2 || (digits == 2 && left > 2 && !btf_is_blank(text[2])) || digits > 2)
			break;
		result = btf_gather(gathered,
				    (uint8_t)(btf_digit(text[0]) << 4 | btf_digit(text[1])), err);
		line->at += 2;
	}
	(void)entries;
	return result;
}

static int fail_at(const struct line *line, struct btf_error *err)
{
	return btf_fail(err, -EINVAL, "line %llu: '%.*s' is no byte",
			(unsigned long long)line->number,
			(int)(line->length - line->at < 20 ? line->length - line->at : 20),
			line->text + line->at);
}

/* What stands in place of a value. */
static void read_error(struct btf_entries *entries, struct line *line, struct btf_entry *entry)
{
	size_t length = line->length - line->at;

	while (length && btf_is_blank(line->text[line->at + length - 1]))
		length--;
	snprintf(entries->error, sizeof(entries->error), "%.*s", (int)length,
		 line->text + line->at);
	entry->error = entries->error;
	line->at = line->length;
}

/* Where in an entry reading stands. */
enum part {
	PART_NONE,
	PART_KEY,
	PART_VALUE,
};

struct reading {
	struct btf_entries *entries;
	struct btf_entry *entry;
	enum part part;
	bool has_key, has_value;
};

/* Whether the line begins what is no more of this entry. */
static bool ends_entry(const struct reading *reading, const struct line *line)
{
	struct btf_map_info map;

	if (!reading->has_key && !reading->has_value)
		return false;
	if (has_word(line, "key:") || has_word(line, "Found ") ||
	    read_map(line->text, line->length, &map))
		return true;
	return reading->has_value && has_word(line, "value");
}

/* "value:" or "value (CPU 01):" */
static bool begin_value(struct reading *reading, struct line *line)
{
	char *end;

	if (skip_word(line, "value (CPU ")) {
		reading->entry->cpu = (int32_t)strtol(line->text + line->at, &end, 10);
		line->at = (size_t)(end - line->text);
		if (!skip_word(line, "):"))
			return false;
	} else if (!skip_word(line, "value:")) {
		return false;
	}
	reading->part = PART_VALUE;
	reading->has_value = true;
	return true;
}

/* Bytes of the key or of the value; or, where these can't be, what stands in place of a value. */
static int read_part(struct reading *reading, struct line *line, struct btf_error *err)
{
	struct btf_entries *entries = reading->entries;
	bool is_key = reading->part == PART_KEY;
	struct btf_gathered *gathered = is_key ? &entries->key : &entries->value;
	size_t before = line->at;
	int result = read_bytes(entries, line, gathered, err);

	/* A key that was not found is followed by words on a line of their own. */
	if (!result && line->at == before && (is_key ? gathered->size && !before : !gathered->size))
		read_error(entries, line, reading->entry);
	return result;
}

static int read_words(struct reading *reading, struct line *line, struct btf_error *err)
{
	struct btf_entries *entries = reading->entries;
	int result = 0;

	for (skip_blanks(line); !result && line->at < line->length; skip_blanks(line)) {
		size_t before = line->at;

		if (skip_word(line, "key:")) {
			reading->part = PART_KEY;
			reading->has_key = true;
			entries->key.size = 0;
		} else if (!begin_value(reading, line) && reading->part != PART_NONE) {
			result = read_part(reading, line, err);
		}
		if (!result && line->at == before)
			return fail_at(line, err);
	}
	return result;
}

/* Lines without an entry in them: a map's, and the count at the end. */
static bool read_other(struct btf_entries *entries, const struct line *line)
{
	if (read_map(line->text, line->length, &entries->map)) {
		entries->new_map = true;
		return true;
	}
	return has_word(line, "Found ");
}

/* 1: the line is used up; 0: it is another entry's. */
static int read_line(struct reading *reading, struct line *line, struct btf_error *err)
{
	bool is_first = !reading->has_key && !reading->has_value;
	int result;

	if (ends_entry(reading, line))
		return 0;
	if (is_first && read_other(reading->entries, line))
		return 1;
	result = read_words(reading, line, err);
	if (is_first && (reading->has_key || reading->has_value))
		reading->entry->place = line->number;
	return result ? result : 1;
}

static void hand_out(const struct reading *reading)
{
	struct btf_entries *entries = reading->entries;
	struct btf_entry *entry = reading->entry;

	/* The values of further CPUs stand behind the first one's key. */
	entry->same_key = !reading->has_key && entry->cpu >= 0;
	if (reading->has_key || entry->same_key) {
		entry->key = entries->key.bytes;
		entry->key_size = entries->key.size;
	}
	if (!entry->error && reading->has_value) {
		entry->value = entries->value.bytes;
		entry->value_size = entries->value.size;
	} else if (!entry->error) {
		entry->error = "a key without a value";
	}
}

static int next(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct reading reading = {.entries = entries, .entry = entry};
	int result;

	entries->value.size = 0;
	do {
		struct line line = {.number = entries->feed.line};

		result = btf_feed_line(&entries->feed, &line.text, &line.length, err);
		if (result <= 0)
			break;
		result = read_line(&reading, &line, err);
		if (result > 0)
			btf_feed_use_line(&entries->feed, line.length);
	} while (result > 0);
	if (result < 0 || (!reading.has_key && !reading.has_value))
		return result;
	hand_out(&reading);
	return 1;
}

const struct btf_entries_reader btf_entries_text = {BTF_ENTRIES_TEXT, probe, next};
