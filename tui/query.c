/* SPDX-License-Identifier: BSD-2-Clause */
/* query.c - reads queries. */
#include "query.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* The readers of terms take the text from `text` to `end` and return false where it says nothing yet. */

static bool read_pattern(struct query *query, struct term *term, const char *text, const char *end)
{
	char *room = query->lower + (text - query->text);

	term->pattern = fuzzy_pattern_of(text, (size_t)(end - text), room);
	return text < end;
}

static bool read_word(struct query *query, struct term *term, const char *text, const char *end)
{
	bool at_start = false, at_end = false;

	term->kind = term->is_not ? TERM_RUN : TERM_FUZZY;
	term->anchor = FUZZY_ANYWHERE;
	if (text < end && *text == '\'') {
		term->kind = TERM_RUN;
		return read_pattern(query, term, text + 1, end);
	}
	if (text < end && *text == '^') {
		at_start = true;
		text++;
	}
	if (text < end && end[-1] == '$') {
		at_end = true;
		end--;
	}
	if (at_start || at_end)
		term->kind = TERM_RUN;
	if (at_start)
		term->anchor = at_end ? FUZZY_WHOLE : FUZZY_AT_START;
	else if (at_end)
		term->anchor = FUZZY_AT_END;
	return read_pattern(query, term, text, end);
}

/* The kinds of that name, or else those whose name begins so. */
static btf_kind_set kinds_of(const char *word, size_t length)
{
	char name[16] = "";
	btf_kind_set kinds = 0;

	if (length >= sizeof(name))
		return 0;
	memcpy(name, word, length);
	if (btf_kind_set_parse(name, &kinds, NULL))
		return kinds;
	for (unsigned int kind = BTF_K_INT; kind <= BTF_K_ENUM64; kind++)
		if (strncasecmp(btf_kind_name((enum btf_kind)kind), name, length) == 0)
			kinds |= 1u << kind;
	if (strncasecmp(btf_kind_name(BTF_K_UNKNOWN), name, length) == 0)
		kinds |= 1u << 31;
	return kinds;
}

static bool read_kinds(struct term *term, const char *text, const char *end)
{
	bool has_words = false;

	term->kind = TERM_KIND;
	term->kinds = 0;
	for (const char *word = text; word < end; word++) {
		const char *comma = memchr(word, ',', (size_t)(end - word));
		size_t length = (size_t)((comma ? comma : end) - word);

		if (length) {
			has_words = true;
			term->kinds |= kinds_of(word, length);
		}
		word += length;
	}
	return has_words;
}

/* Returns where the digits end; a number too large is UINT32_MAX + 1, which no size and no id is. */
static const char *read_number(const char *text, const char *end, uint64_t *number)
{
	*number = 0;
	for (; text < end && is_digit(*text); text++)
		if (*number <= UINT32_MAX)
			*number = *number * 10 + (uint64_t)(*text - '0');
	if (*number > UINT32_MAX)
		*number = 1ull << 32;
	return text;
}

#define SIZE_WORD "size"

/* Whether it reads as a size so far; what it is not is a word. */
static bool is_size(const char *text, const char *end)
{
	size_t word = sizeof(SIZE_WORD) - 1;
	uint64_t number;

	if ((size_t)(end - text) <= word || memcmp(text, SIZE_WORD, word) != 0 ||
	    !strchr("<>=", text[word]))
		return false;
	text += word + 1;
	if (text < end && *text == '=')
		text++;
	text = read_number(text, end, &number);
	if (text < end && is_digit(text[-1]) && strchr("kKmM", *text))
		text++;
	return text == end;
}

static bool read_size(struct term *term, const char *text, const char *end)
{
	term->kind = TERM_SIZE;
	term->comparison = 0;
	for (text += sizeof(SIZE_WORD) - 1; text < end && strchr("<>=", *text); text++)
		term->comparison |= *text == '<' ? LESS : *text == '>' ? GREATER : EQUAL;
	if (text == end)
		return false;
	text = read_number(text, end, &term->number);
	if (text < end)
		term->number <<= *text == 'k' || *text == 'K' ? 10 : 20;
	return true;
}

static bool is_id(const char *text, const char *end)
{
	if (text == end || *text++ != '#')
		return false;
	while (text < end && is_digit(*text))
		text++;
	return text == end;
}

static bool read_id(struct query *query, struct term *term, const char *text, const char *end)
{
	term->kind = TERM_ID;
	read_number(text + 1, end, &term->number);
	return read_pattern(query, term, text + 1, end);
}

static bool has_prefix(const char *text, const char *end, const char *prefix)
{
	return (size_t)(end - text) >= strlen(prefix) && memcmp(text, prefix, strlen(prefix)) == 0;
}

/* "struct sock", as C has it: a word for a kind that something follows. */
static bool is_kind_word(const char *text, const char *end, const char *limit)
{
	static const char *const words[] = {"struct", "union", "enum", "typedef", "func", "var"};
	size_t length = (size_t)(end - text);

	for (size_t i = 0; end < limit && i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0)
			return true;
	return false;
}

/* A term of a text that goes on to `limit`. */
static bool read_term(struct query *query, struct term *term, const char *text, const char *end,
		      const char *limit)
{
	*term = (struct term){
		.raw = text, .raw_length = (size_t)(end - text), .is_not = *text == '!'};
	if (term->is_not)
		text++;
	if (has_prefix(text, end, "k:"))
		return read_kinds(term, text + 2, end);
	if (is_kind_word(text, end, limit))
		return read_kinds(term, text, end);
	if (has_prefix(text, end, "m:")) {
		term->kind = TERM_MEMBER;
		return read_pattern(query, term, text + 2, end);
	}
	if (is_size(text, end))
		return read_size(term, text, end);
	if (is_id(text, end))
		return read_id(query, term, text, end);
	return read_word(query, term, text, end);
}

bool term_is_scored(const struct term *term)
{
	return !term->is_not && (term->kind == TERM_FUZZY || term->kind == TERM_RUN);
}

static void put_in_order(struct query *query, struct term term)
{
	uint32_t at = query->count++;

	for (; at && query->terms[at - 1].kind > term.kind; at--)
		;
	memmove(query->terms + at + 1, query->terms + at, (query->count - 1 - at) * sizeof(term));
	query->terms[at] = term;
}

void query_read(struct query *query, const char *text)
{
	size_t length = strnlen(text, FILTER_QUERY_MAX);
	const char *end = query->text + length, *word = query->text, *behind;
	struct term term;

	memcpy(query->text, text, length);
	query->text[length] = '\0';
	query->count = 0;
	query->letters = 0;
	query->is_scored = false;
	for (; word < end; word = behind) {
		for (behind = word; behind < end && !is_blank(*behind); behind++)
			;
		if (word == behind++ || !read_term(query, &term, word, behind - 1, end))
			continue;
		put_in_order(query, term);
		if (term_is_scored(&term)) {
			query->letters |= term.pattern.letters;
			query->is_scored = true;
		}
	}
}

static bool continues(const struct fuzzy_pattern *pattern, const struct fuzzy_pattern *beginning)
{
	if (pattern->length < beginning->length)
		return false;
	if (beginning->is_exact_case)
		return memcmp(pattern->text, beginning->text, beginning->length) == 0;
	return memcmp(pattern->lower, beginning->lower, beginning->length) == 0;
}

/* Whether all that one term holds for, the other holds for too. False is always right. */
static bool term_implies(const struct term *term, const struct term *other)
{
	if (term->kind == other->kind && term->raw_length == other->raw_length &&
	    memcmp(term->raw, other->raw, term->raw_length) == 0)
		return true;
	if (term->is_not || other->is_not)
		return false;
	switch (other->kind) {
	case TERM_FUZZY:
		return term_is_scored(term) && continues(&term->pattern, &other->pattern);
	case TERM_RUN:
		if (term->kind != TERM_RUN || !continues(&term->pattern, &other->pattern))
			return false;
		return other->anchor == FUZZY_ANYWHERE ||
		       (other->anchor == FUZZY_AT_START &&
			(term->anchor == FUZZY_AT_START || term->anchor == FUZZY_WHOLE));
	case TERM_MEMBER:
	case TERM_ID:
		return term->kind == other->kind && continues(&term->pattern, &other->pattern);
	case TERM_KIND:
	case TERM_SIZE:
		break;
	}
	return false;
}

bool query_implies(const struct query *query, const struct query *other)
{
	for (uint32_t i = 0; i < other->count; i++) {
		uint32_t n = 0;

		while (n < query->count && !term_implies(&query->terms[n], &other->terms[i]))
			n++;
		if (n == query->count)
			return false;
	}
	return true;
}
