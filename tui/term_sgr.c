/* SPDX-License-Identifier: BSD-2-Clause */
/* term_sgr.c - merges changes of attributes. */
#include "term_sgr.h"

#include <stdbool.h>
#include <string.h>

#define ESC          '\033'
#define PARAMS_MAX   64 /* of what was put together; more than that starts a new sequence */
#define ASCII_LENGTH 3  /* of ESC ( B */

/* What is not written yet. */
struct pending {
	bool is_there;
	char params[PARAMS_MAX];
	size_t length;
};

/* The length of the sequence that begins there; 0: it is none. Its parameters are *params. */
static size_t read_sgr(const char *at, const char *end, const char **params, size_t *length)
{
	const char *from = at + 2;

	if (end - at < 3 || at[0] != ESC || at[1] != '[')
		return 0;
	while (from < end && ((*from >= '0' && *from <= '9') || *from == ';'))
		from++;
	if (from == end || *from != 'm')
		return 0;
	*params = at + 2;
	*length = (size_t)(from - at - 2);
	return (size_t)(from + 1 - at);
}

static bool is_ascii_switch(const char *at, const char *end)
{
	return end - at >= ASCII_LENGTH && at[0] == ESC && at[1] == '(' && at[2] == 'B';
}

/* "", "0", "0;1": whatever was set before is so no more. */
static bool begins_with_reset(const char *params, size_t length)
{
	return !length || *params == ';' || (*params == '0' && (length == 1 || params[1] == ';'));
}

static char *write_pending(struct pending *pending, char *to)
{
	if (!pending->is_there)
		return to;
	*to++ = ESC;
	*to++ = '[';
	memcpy(to, pending->params, pending->length);
	to += pending->length;
	*to++ = 'm';
	pending->is_there = false;
	return to;
}

/* What is written is never longer than what was read: a `;` stands for the `m ESC [` between two. */
static char *add(struct pending *pending, const char *params, size_t length, char *to)
{
	if (!begins_with_reset(params, length) && pending->is_there) {
		size_t before = pending->length;

		if (before + length + 2 <= PARAMS_MAX) {
			if (!before)
				pending->params[before++] = '0';
			pending->params[before++] = ';';
			memcpy(pending->params + before, params, length);
			pending->length = before + length;
			return to;
		}
		to = write_pending(pending, to);
	}
	if (length > PARAMS_MAX)
		length = PARAMS_MAX;
	memcpy(pending->params, params, length);
	pending->length = length;
	pending->is_there = true;
	return to;
}

static bool switches_sets(const char *bytes, size_t size)
{
	return memchr(bytes, '\016', size) || memmem(bytes, size, "\033(0", 3);
}

size_t term_sgr_merge(char *bytes, size_t size)
{
	struct pending pending = {.is_there = false};
	const char *from = bytes, *end = bytes + size, *params;
	bool keeps_sets = switches_sets(bytes, size);
	char *to = bytes;

	while (from < end) {
		size_t length, taken = read_sgr(from, end, &params, &length);

		if (taken) {
			to = add(&pending, params, length, to);
		} else if (!keeps_sets && is_ascii_switch(from, end)) {
			taken = ASCII_LENGTH;
		} else {
			to = write_pending(&pending, to);
			*to++ = *from;
			taken = 1;
		}
		from += taken;
	}
	return (size_t)(write_pending(&pending, to) - bytes);
}
