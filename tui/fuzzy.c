/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzzy.c - how well does a name match a pattern?
 *
 * Only places where a letter of the pattern stands in the name take part: a row of hits for each letter of
 * the pattern, each hit with the best score of all ways to get there from the row before. Of the hits
 * before a gap one is the best for all that come later, since a gap costs the same for each byte: it is
 * carried along. So a row takes as long as there are hits in it, not as the name is long.
 */
#include "fuzzy.h"

#include <endian.h>
#include <string.h>

enum {
	SCORE_LETTER = 16,
	SCORE_GAP_START = -3,
	SCORE_GAP_MORE = -1,
	BONUS_NAME = 10,
	BONUS_WORD = 8,
	BONUS_CAMEL = 7,
	BONUS_RUN = 4,
};

/* Letters */

enum letter_class { OTHER, LETTER, CAPITAL, DIGIT, CLASSES };

/* Bytes above ASCII are parts of letters. */
static const uint8_t class_of[256] = {
	['0' ... '9'] = DIGIT,
	['A' ... 'Z'] = CAPITAL,
	['a' ... 'z'] = LETTER,
	[0x80 ... 0xff] = LETTER,
};

/* By what is before it, and what it is. */
static const uint8_t bonus_of[CLASSES][CLASSES] = {
	[OTHER] = {BONUS_WORD, BONUS_WORD, BONUS_WORD, BONUS_WORD},
	[LETTER] = {[CAPITAL] = BONUS_CAMEL, [DIGIT] = BONUS_CAMEL},
	[CAPITAL] = {[DIGIT] = BONUS_CAMEL},
};

static int bonus_at(const struct fuzzy_name *name, uint32_t at)
{
	const unsigned char *text = (const unsigned char *)name->text + at;

	return at ? bonus_of[class_of[text[-1]]][class_of[text[0]]] : BONUS_NAME;
}

static unsigned char lower_of(unsigned char byte)
{
	return (unsigned char)(byte + ('a' - 'A') * (class_of[byte] == CAPITAL));
}

/* Bits of a letter_set: all that is not named here, 26 letters, 10 digits; whether there are capitals; from
 * TWICE on the letters that are there twice. */
static const uint8_t bit_of[256] = {
	['a'] = 1,  ['b'] = 2,  ['c'] = 3,  ['d'] = 4,  ['e'] = 5,  ['f'] = 6,
	['g'] = 7,  ['h'] = 8,  ['i'] = 9,  ['j'] = 10, ['k'] = 11, ['l'] = 12,
	['m'] = 13, ['n'] = 14, ['o'] = 15, ['p'] = 16, ['q'] = 17, ['r'] = 18,
	['s'] = 19, ['t'] = 20, ['u'] = 21, ['v'] = 22, ['w'] = 23, ['x'] = 24,
	['y'] = 25, ['z'] = 26, ['0'] = 27, ['1'] = 28, ['2'] = 29, ['3'] = 30,
	['4'] = 31, ['5'] = 32, ['6'] = 33, ['7'] = 34, ['8'] = 35, ['9'] = 36,
};
#define FIRST_LETTER 1
#define LETTERS      ((1ull << 26) - 1)
#define TWICE        38

letter_set fuzzy_lower(char *lower, const char *text, size_t length)
{
	letter_set once = 0, twice = 0;
	unsigned char changed = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = lower_of((unsigned char)text[i]);
		letter_set bit = 1ull << bit_of[byte];

		changed |= byte ^ (unsigned char)text[i];
		lower[i] = (char)byte;
		twice |= once & bit;
		once |= bit;
	}
	if (changed)
		once |= LETTERS_CAPITAL;
	return once | (twice >> FIRST_LETTER & LETTERS) << TWICE;
}

struct fuzzy_name fuzzy_name_of(const char *text, char *room)
{
	size_t length = strnlen(text, FUZZY_NAME_MAX);
	bool is_cut = length == FUZZY_NAME_MAX && text[length] != '\0';

	fuzzy_lower(room, text, length);
	memset(room + length, 0, FUZZY_SLACK);
	return (struct fuzzy_name){text, room, (uint32_t)length, is_cut};
}

struct fuzzy_pattern fuzzy_pattern_of(const char *text, size_t length, char *room)
{
	letter_set letters = fuzzy_lower(room, text, length);

	return (struct fuzzy_pattern){text, room, (uint32_t)length, letters & LETTERS_CAPITAL,
				      letters};
}

/* Where letters stand */

#define EACH_BYTE 0x0101010101010101ull
#define LOW_BITS  (0x7f * EACH_BYTE)

/* The top bits of those of eight bytes that are this one; the first byte's is the lowest. */
static uint64_t equal_bytes(const char *bytes, uint64_t wanted)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	word = le64toh(word) ^ wanted;
	return ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
}

/* The places from `from` on where letter `n` of the pattern stands, and how many they are. */
static uint32_t places_of(const struct fuzzy_pattern *pattern, uint32_t n,
			  const struct fuzzy_name *name, uint32_t from,
			  uint16_t places[FUZZY_NAME_MAX])
{
	uint64_t wanted = (unsigned char)pattern->lower[n] * EACH_BYTE;
	uint32_t count = 0;

	for (; from < name->length; from += 8) {
		uint64_t equal = equal_bytes(name->lower + from, wanted);

		if (name->length - from < 8)
			equal &= (1ull << 8 * (name->length - from)) - 1;
		for (; equal; equal &= equal - 1) {
			uint32_t at = from + (uint32_t)__builtin_ctzll(equal) / 8;

			if (pattern->is_exact_case && name->text[at] != pattern->text[n])
				continue;
			places[count++] = (uint16_t)at;
		}
	}
	return count;
}

/* Rows of hits */

struct hit {
	uint16_t at;
	uint16_t from;  /* the hit of the row before that it is reached from */
	uint16_t score; /* 32 * FUZZY_NAME_MAX at most */
	uint8_t bonus;  /* the best of its run */
};

#define HITS_MAX (4 * FUZZY_NAME_MAX) /* two rows at least */

struct rows {
	uint32_t start, end; /* the last row */
	struct hit hits[HITS_MAX];
};

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static void put_first_row(struct rows *rows, const struct fuzzy_pattern *pattern,
			  const struct fuzzy_name *name)
{
	uint16_t places[FUZZY_NAME_MAX];
	uint32_t count = places_of(pattern, 0, name, 0, places);

	for (uint32_t i = 0; i < count; i++) {
		int bonus = bonus_at(name, places[i]);

		rows->hits[i] = (struct hit){
			.at = places[i],
			.score = (uint16_t)(SCORE_LETTER + 2 * bonus),
			.bonus = (uint8_t)bonus,
		};
	}
	rows->start = 0;
	rows->end = count;
}

/* The best of the hits that a gap leads on from. Each byte on, all of them lose the same. */
struct carried {
	int score; /* if it were carried on to place 0 */
	uint32_t hit;
};

static struct hit next_hit(const struct rows *rows, uint32_t before, const struct carried *carried,
			   const struct fuzzy_name *name, uint16_t at)
{
	int bonus = bonus_at(name, at);
	int gap = -1, run = -1, run_bonus = 0;

	if (carried->score >= 0)
		gap = larger(carried->score + SCORE_GAP_START + SCORE_GAP_MORE * (at - 2), 0) +
		      bonus;
	if (before < rows->end && rows->hits[before].at + 1 == at) {
		run_bonus = larger(larger(rows->hits[before].bonus, bonus), BONUS_RUN);
		run = rows->hits[before].score + run_bonus;
	}
	if (run >= gap)
		return (struct hit){at, (uint16_t)before, (uint16_t)(run + SCORE_LETTER),
				    (uint8_t)run_bonus};
	return (struct hit){at, (uint16_t)carried->hit, (uint16_t)(gap + SCORE_LETTER),
			    (uint8_t)bonus};
}

/* Puts a row behind the last one. False where it has no hits. */
static bool put_row(struct rows *rows, const struct fuzzy_name *name, const uint16_t *places,
		    uint32_t count)
{
	struct carried carried = {-1, 0};
	uint32_t before = rows->start;

	for (uint32_t i = 0; i < count; i++) {
		for (; before < rows->end && rows->hits[before].at + 1 < places[i]; before++) {
			int score =
				rows->hits[before].score - SCORE_GAP_MORE * rows->hits[before].at;

			if (score >= carried.score)
				carried = (struct carried){score, before};
		}
		rows->hits[rows->end + i] = next_hit(rows, before, &carried, name, places[i]);
	}
	rows->start = rows->end;
	rows->end += count;
	return count;
}

static void drop_older_rows(struct rows *rows)
{
	rows->end -= rows->start;
	memmove(rows->hits, rows->hits + rows->start, rows->end * sizeof(*rows->hits));
	rows->start = 0;
}

/* Puts the rows of all letters. Where `*keep`, all of them stay; where there is no room for that `*keep`
 * becomes false. False: no match. */
static bool put_rows(struct rows *rows, const struct fuzzy_pattern *pattern,
		     const struct fuzzy_name *name, bool *keep)
{
	uint16_t places[FUZZY_NAME_MAX];

	put_first_row(rows, pattern, name);
	if (rows->end == 0)
		return false;
	for (uint32_t n = 1; n < pattern->length; n++) {
		uint32_t from = rows->hits[rows->start].at + 1u;
		uint32_t count = places_of(pattern, n, name, from, places);

		if (rows->end + count > HITS_MAX) {
			drop_older_rows(rows);
			*keep = false;
		}
		if (!put_row(rows, name, places, count))
			return false;
	}
	return true;
}

/* The first places that will do: for patterns and names that make too many hits to keep. */
static void first_positions(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
			    uint16_t *positions)
{
	uint16_t places[FUZZY_NAME_MAX];
	uint32_t from = 0;

	for (uint32_t n = 0; n < pattern->length; n++) {
		places_of(pattern, n, name, from, places);
		positions[n] = places[0];
		from = places[0] + 1u;
	}
}

static uint32_t best_of_last_row(const struct rows *rows)
{
	uint32_t best = rows->start;

	for (uint32_t i = rows->start + 1; i < rows->end; i++)
		if (rows->hits[i].score > rows->hits[best].score)
			best = i;
	return best;
}

int fuzzy_score(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
		uint16_t *positions)
{
	struct rows rows;
	bool keep = true;
	uint32_t best;

	if (pattern->length == 0)
		return 0;
	if (pattern->length > name->length || !put_rows(&rows, pattern, name, &keep))
		return -1;
	best = best_of_last_row(&rows);
	if (positions && !keep)
		first_positions(pattern, name, positions);
	else if (positions)
		for (uint32_t n = pattern->length, hit = best; n-- > 0; hit = rows.hits[hit].from)
			positions[n] = rows.hits[hit].at;
	return rows.hits[best].score;
}

/* Runs */

static int run_score_at(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
			uint32_t at)
{
	int bonus = bonus_at(name, at);
	int score = SCORE_LETTER * (int)pattern->length + 2 * bonus;

	for (uint32_t n = 1; n < pattern->length; n++) {
		bonus = larger(larger(bonus, bonus_at(name, at + n)), BONUS_RUN);
		score += bonus;
	}
	return score;
}

static bool is_run_at(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
		      uint32_t at)
{
	const char *text = pattern->is_exact_case ? name->text : name->lower;
	const char *wanted = pattern->is_exact_case ? pattern->text : pattern->lower;

	return memcmp(text + at, wanted, pattern->length) == 0;
}

/* Where the run may begin. */
static uint32_t run_places(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
			   enum fuzzy_anchor anchor, uint16_t places[FUZZY_NAME_MAX])
{
	uint32_t last = name->length - pattern->length;
	uint32_t count;

	if (anchor == FUZZY_ANYWHERE) {
		count = places_of(pattern, 0, name, 0, places);
		while (count && places[count - 1] > last)
			count--;
		return count;
	}
	places[0] = anchor == FUZZY_AT_END ? (uint16_t)last : 0;
	if (anchor == FUZZY_AT_END || anchor == FUZZY_WHOLE)
		return !name->is_cut && (anchor == FUZZY_AT_END || last == 0);
	return 1;
}

int fuzzy_run_score(const struct fuzzy_pattern *pattern, const struct fuzzy_name *name,
		    enum fuzzy_anchor anchor, uint16_t *at)
{
	uint16_t places[FUZZY_NAME_MAX];
	uint32_t count;
	int best = -1;

	if (pattern->length == 0)
		return 0;
	if (pattern->length > name->length)
		return -1;
	count = run_places(pattern, name, anchor, places);
	for (uint32_t i = 0; i < count; i++) {
		int score = is_run_at(pattern, name, places[i])
				    ? run_score_at(pattern, name, places[i])
				    : -1;

		if (score > best) {
			best = score;
			if (at)
				*at = places[i];
		}
	}
	return best;
}

bool fuzzy_is_in(const struct fuzzy_pattern *pattern, const char *text)
{
	const char *wanted = pattern->is_exact_case ? pattern->text : pattern->lower;

	for (;; text++) {
		uint32_t n = 0;

		while (n < pattern->length &&
		       wanted[n] == (pattern->is_exact_case
					     ? text[n]
					     : (char)lower_of((unsigned char)text[n])))
			n++;
		if (n == pattern->length)
			return true;
		if (!*text)
			return false;
	}
}
