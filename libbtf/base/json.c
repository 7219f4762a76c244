/* SPDX-License-Identifier: BSD-2-Clause */
/* json.c - strings as JSON, and JSON indented. */
#include "base/json.h"

#include <stdlib.h>

#include "base/swar.h"
#include "base/text.h"

static char *put_escape(char *at, const char *prefix, unsigned char byte)
{
	static const char hex[] = "0123456789abcdef";
	size_t length = strlen(prefix);

	memcpy(at, prefix, length);
	at += length;
	*at++ = hex[byte >> 4];
	*at++ = hex[byte & 15];
	return at;
}

/* Writes the character at `*text` in whatever way it must be, and moves on to the next. */
static char *put_character(char *at, const char **text, const char *end)
{
	const char *from = *text;
	unsigned char byte = (unsigned char)*from;
	size_t length = btf_text_printable(from, end);

	if (byte == '"' || byte == '\\') {
		*at++ = '\\';
		*at++ = *from;
		*text += 1;
		return at;
	}
	if (length) {
		memcpy(at, from, length);
		*text += length;
		return at + length;
	}
	if (byte == 0xc2 && end - from > 1 && (from[1] & 0xe0) == 0x80) { /* U+0080 to U+009F */
		*text += 2;
		return put_escape(at, "\\u00", (unsigned char)from[1]);
	}
	*text += 1;
	return put_escape(at, byte < 0x80 ? "\\u00" : "\\\\x", byte);
}

/* Bytes of a string that can't stand as they are in JSON, or need a look; NUL among them. */
static inline uint64_t special_bytes(uint64_t word)
{
	return swar_below(word, 0x20) | swar_equal(word, '"') | swar_equal(word, '\\') |
	       swar_from_del(word);
}

char *btf_json_put_string(struct btf_out *out, char *at, const char *text, const char *limit)
{
	*at++ = '"';
	while (limit - text >= 8) {
		uint64_t special = special_bytes(swar_load(text));
		unsigned int plain = special ? swar_first(special) : 8;

		memcpy(at, text, 8);
		at += plain;
		text += plain;
		if (special && *text == '\0')
			goto end;
		if (special)
			at = put_character(at, &text, text + strnlen(text, 4));
		at = btf_out_more_room(out, at);
	}
	for (const char *end = text + strlen(text); text < end;)
		at = put_character(at, &text, end);
end:
	*at++ = '"';
	return btf_out_more_room(out, at);
}

/* Where the indenting is; the text comes in pieces, cut anywhere. */
struct btf_json_indent {
	unsigned int depth;
	bool in_string, after_backslash;
	bool opened; /* the last character opened an array or object */
};

static void start_line(const struct btf_json_indent *state, struct btf_out *out)
{
	btf_out_char(out, '\n');
	for (unsigned int i = 0; i < state->depth; i++)
		btf_out_string(out, "  ");
}

/* A character outside of strings. */
static void indent_structure(struct btf_json_indent *state, char c, struct btf_out *out)
{
	bool closes = c == '}' || c == ']';

	state->depth -= closes;
	if (state->opened != closes)
		start_line(state, out);
	state->opened = c == '{' || c == '[';
	state->depth += state->opened;
	btf_out_char(out, c);
	if (c == ',')
		start_line(state, out);
	else if (c == ':')
		btf_out_char(out, ' ');
}

static void indent_text(struct btf_out *out, const char *text, size_t size)
{
	struct btf_json_indent *state = out->indent;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (!state->in_string && c != '\n') {
			indent_structure(state, c, out->next);
			state->in_string = c == '"';
			continue;
		}
		btf_out_char(out->next, c);
		if (state->after_backslash)
			state->after_backslash = false;
		else if (c == '\\')
			state->after_backslash = true;
		else if (c == '"')
			state->in_string = false;
	}
}

struct btf_out *btf_out_to_indented_json(struct btf_out *next)
{
	struct btf_out *out = btf_out_new();

	if (!out)
		return NULL;
	out->indent = calloc(1, sizeof(*out->indent));
	if (!out->indent) {
		btf_out_free(out);
		return NULL;
	}
	out->sink = indent_text;
	out->next = next;
	return out;
}
