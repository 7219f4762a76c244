/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_json_scan.c - where the next object of a long JSON text ends.
 *
 * Brackets are counted outside of strings, and nothing else is looked at: whether the object is JSON,
 * who parses it finds out. A map's object holds all of its entries, in its "elements"; it is cut there
 * (the comma before that key becomes the brace that closes it) and its elements follow one by one.
 */
#include "load/entries_json_scan.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "load/digits.h"

static int fail_at(const struct btf_feed *feed, struct btf_error *err, const char *what)
{
	return btf_fail(err, -EINVAL, "line %llu: %s", (unsigned long long)feed->line, what);
}

/* The next character that is no blank; '\0' at the end. */
static int peek(struct btf_feed *feed, char *c, struct btf_error *err)
{
	int result;

	while (!(result = btf_feed_want(feed, 1, err)) && btf_feed_size(feed) &&
	       btf_is_blank(*btf_feed_bytes(feed)))
		btf_feed_use(feed, 1);
	*c = '\0';
	if (!result && btf_feed_size(feed))
		*c = *btf_feed_bytes(feed);
	return result;
}

/* A walk over an object. Positions are in the feed's window, which moves when more is read. */
struct walk {
	struct btf_feed *feed;
	size_t at;
	size_t string;      /* where the last string outside of inner objects begins ... */
	size_t string_size; /* ... and its size, without the quotes */
	long depth;
	bool in_string;
};

/* The end of a string that `at` is in: behind its quote; the window's end where it has none yet. */
static size_t string_end(const char *text, size_t at, size_t size)
{
	while (at < size && text[at] != '"')
		at += text[at] == '\\' ? 2 : 1;
	return at;
}

static bool is_elements(const struct walk *walk)
{
	static const char word[] = "elements";

	return walk->depth == 1 && walk->string_size == sizeof(word) - 1 &&
	       memcmp(btf_feed_bytes(walk->feed) + walk->string, word, sizeof(word) - 1) == 0;
}

/* What a character does to the walk; true where it ends it. */
static bool step(struct walk *walk, char c)
{
	if (c == '[' && is_elements(walk))
		return true;
	if (c == '{' || c == '[')
		walk->depth++;
	if (c == '}' || c == ']')
		walk->depth--;
	if (c == ',' && walk->depth == 1)
		walk->string_size = 0;
	return walk->depth == 0;
}

/* Over what the window has; true where the walk has ended, before `at`. */
static bool walk_window(struct walk *walk)
{
	const char *text = btf_feed_bytes(walk->feed);
	size_t size = btf_feed_size(walk->feed);

	while (walk->at < size) {
		if (walk->in_string) {
			size_t end = string_end(text, walk->at, size);

			/* A backslash may be the last that there is. */
			if (end >= size) {
				walk->at = end > size ? size - 1 : size;
				return false;
			}
			walk->in_string = false;
			if (walk->depth == 1)
				walk->string_size = end - walk->string;
			walk->at = end + 1;
		} else if (text[walk->at] == '"') {
			walk->in_string = true;
			walk->at++;
			if (walk->depth == 1)
				walk->string = walk->at;
		} else if (step(walk, text[walk->at++])) {
			return true;
		}
	}
	return false;
}

/* Up to the end of the object that the feed is at, or its elements. */
static int walk_object(struct walk *walk, struct btf_error *err)
{
	while (!walk_window(walk)) {
		size_t before = btf_feed_size(walk->feed);
		int result = btf_feed_more(walk->feed, err);

		if (result)
			return result;
		if (btf_feed_size(walk->feed) == before)
			return fail_at(walk->feed, err,
				       "ends within an object that begins on this line");
	}
	return 0;
}

/* The piece that ends at the brackets of the elements. Its text is changed, in the feed's own bytes. */
static int cut_map(struct walk *walk, struct btf_json_piece *piece, struct btf_error *err)
{
	char *text = walk->feed->bytes + walk->feed->begin;
	size_t at = walk->string - 1;

	while (at > 0 && text[at] != ',' && text[at] != '{')
		at--;
	if (text[at] == ',')
		text[at] = '}';
	else if (walk->string < 2)
		return fail_at(walk->feed, err, "is no JSON");
	else
		text[++at] = '}';
	*piece = (struct btf_json_piece){BTF_JSON_PIECE_MAP, text, at + 1, walk->at};
	return 0;
}

static int scan_object(struct btf_json_scan *scan, struct btf_feed *feed,
		       struct btf_json_piece *piece, struct btf_error *err)
{
	struct walk walk = {.feed = feed};
	int result = walk_object(&walk, err);

	if (result)
		return result;
	if (walk.depth) {
		if (scan->place == BTF_JSON_IN_ELEMENTS)
			return fail_at(feed, err, "elements within elements");
		result = cut_map(&walk, piece, err);
	} else {
		*piece = (struct btf_json_piece){BTF_JSON_PIECE_ENTRY, btf_feed_bytes(feed),
						 walk.at, walk.at};
	}
	return result ? result : 1;
}

/* Behind a map's elements its object goes on, and ends. */
static int leave_elements(struct btf_json_scan *scan, struct btf_feed *feed, struct btf_error *err)
{
	struct walk walk = {.feed = feed, .depth = 1};
	int result;

	btf_feed_use(feed, 1);
	result = walk_object(&walk, err);
	if (result)
		return result;
	if (walk.depth)
		return fail_at(feed, err, "a map with elements twice");
	btf_feed_use(feed, walk.at);
	scan->place = scan->is_alone ? BTF_JSON_BEHIND : BTF_JSON_IN_ARRAY;
	return 0;
}

/* Uses up what stands between objects. 1: an object is next; 0: the end. */
static int find_object(struct btf_json_scan *scan, struct btf_feed *feed, struct btf_error *err)
{
	for (;;) {
		char c;
		int result = peek(feed, &c, err);

		if (result)
			return result;
		if (scan->place == BTF_JSON_BEHIND)
			return c ? fail_at(feed, err, "goes on behind the end of its JSON") : 0;
		if (c == '{') {
			scan->is_alone |= scan->place == BTF_JSON_BEFORE;
			return 1;
		}
		if (!c)
			return fail_at(feed, err, "ends before its JSON does");
		if (c == ']' && scan->place == BTF_JSON_IN_ELEMENTS) {
			result = leave_elements(scan, feed, err);
			if (result)
				return result;
			continue;
		}
		if (c == '[' && scan->place == BTF_JSON_BEFORE)
			scan->place = BTF_JSON_IN_ARRAY;
		else if (c == ']' && scan->place == BTF_JSON_IN_ARRAY)
			scan->place = BTF_JSON_BEHIND;
		else if (c != ',' || scan->place == BTF_JSON_BEFORE)
			return fail_at(feed, err, "is no array of objects, as bpftool writes them");
		btf_feed_use(feed, 1);
	}
}

int btf_json_scan(struct btf_json_scan *scan, struct btf_feed *feed, struct btf_json_piece *piece,
		  struct btf_error *err)
{
	int result = find_object(scan, feed, err);

	return result > 0 ? scan_object(scan, feed, piece, err) : result;
}

void btf_json_scan_use(struct btf_json_scan *scan, struct btf_feed *feed,
		       const struct btf_json_piece *piece)
{
	btf_feed_use(feed, piece->used);
	if (piece->kind == BTF_JSON_PIECE_MAP)
		scan->place = BTF_JSON_IN_ELEMENTS;
	else if (scan->place == BTF_JSON_BEFORE)
		scan->place = BTF_JSON_BEHIND;
}
