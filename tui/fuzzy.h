/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzzy.h - how well does a name match a pattern, and with which of its bytes?
 *
 * Fuzzy: the pattern's letters occur in the name in that order. Of all the ways to lay them into it the best
 * counts (a modified Smith-Waterman): a letter is worth 16, a gap costs 3 and 1 more for each byte behind
 * its first; the first letter of the name gets 10, one at the start of a word (behind what is neither letter
 * nor digit, `_` too) 8, one that begins a camelCase word or a number 7; each letter of a run gets at least 4
 * and as much as any before it in the run; the bonus of the pattern's first letter counts twice. A run that
 * is asked for as such (a substring, a prefix, ...) is scored on the same scale.
 *
 * A name is known by its first FUZZY_NAME_MAX bytes: what lies behind them matches nothing.
 */
#ifndef TUI_FUZZY_H
#define TUI_FUZZY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FUZZY_NAME_MAX 512 /* the kernel's own limit, KSYM_NAME_LEN */
#define FUZZY_SLACK    8   /* bytes that can be read behind the end of a name's `lower` */

/* Letters, digits, whether there are capitals and whether there is anything else; and letters that occur
 * twice: a name can match only where its set has all of the pattern's. */
typedef uint64_t letter_set;
#define LETTERS_CAPITAL (1ull << 37)

/* Copies a text in small letters (of ASCII: bytes above are as they are), and says what letters it has. */
letter_set fuzzy_lower(char *lower, const char *text, size_t length);

struct fuzzy_name {
	const char *text;  /* as it is; may be `lower` where it has no capitals */
	const char *lower; /* the same in small letters, with FUZZY_SLACK behind it */
	uint32_t length;   /* FUZZY_NAME_MAX at most */
	bool is_cut;       /* it is longer than that */
};

/* A name from anywhere; `room` holds FUZZY_NAME_MAX + FUZZY_SLACK bytes. */
struct fuzzy_name fuzzy_name_of(const char *text, char *room);

struct fuzzy_pattern {
	const char *text;
	const char *lower;
	uint32_t length;
	bool is_exact_case; /* smart case: it has a capital */
	letter_set letters;
};

/* `room` holds `length` bytes. Both must stay as long as the pattern is used. */
struct fuzzy_pattern fuzzy_pattern_of(const char *text, size_t length, char *room);

/* The score, above 0 for a pattern of any length; -1: no match. An empty pattern matches with 0. `positions`,
 * where it is not NULL, has room for pattern->length: the bytes of the name, ascending. */
int fuzzy_score(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
		uint16_t *positions);

/* The same for the pattern as one run. `*at`, where it is not NULL, is where in the name it begins. */
enum fuzzy_anchor {
	FUZZY_ANYWHERE,
	FUZZY_AT_START,
	FUZZY_AT_END,
	FUZZY_WHOLE,
};

int fuzzy_run_score(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
		    enum fuzzy_anchor anchor, uint16_t *at);

/* Whether a text holds the pattern, by its rule of case; for a yes or no on texts of any length. */
bool fuzzy_is_in(const struct fuzzy_pattern *pattern, const char *text);

#endif
