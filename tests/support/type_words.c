/* SPDX-License-Identifier: BSD-2-Clause */
/* type_words.c - parses types in words; a type is added when those inside of it are. */
#include "type_words.h"

#include <ctype.h>
#include <string.h>

#include "btf_builder_inside.h"

#define NO_TYPE    0xfffffff0u
#define LOOP       0xfffffff1u /* until the id of the outermost is known */
#define PARAMS_MAX 8

struct word {
	char kind[16], name[64];
	bool is_named;
	uint32_t number; /* size or nelems; 0: none */
	bool has_number;
	uint32_t params[PARAMS_MAX];
	uint32_t param_count;
	uint32_t inner; /* the type that it is of */
};

struct parser {
	struct btf_builder *b;
	const char *at;
	const char *rest;
	uint32_t rest_id;
};

static uint32_t parse_type(struct parser *parser);

static void parse_letters(struct parser *parser, char *text, size_t size, const char *end)
{
	size_t length = strcspn(parser->at, end);

	require(length < size, "a word is too long");
	memcpy(text, parser->at, length);
	text[length] = '\0';
	parser->at += length;
}

static bool skip(struct parser *parser, char c)
{
	if (*parser->at != c)
		return false;
	parser->at++;
	return true;
}

static void parse_number(struct parser *parser, struct word *word)
{
	char *end;

	require(isdigit((unsigned char)*parser->at), "a number is missing");
	word->number = (uint32_t)strtoul(parser->at, &end, 10);
	word->has_number = true;
	parser->at = end;
}

static void parse_params(struct parser *parser, struct word *word)
{
	while (*parser->at && *parser->at != ')') {
		require(word->param_count < PARAMS_MAX, "too many parameters");
		word->params[word->param_count++] = parse_type(parser);
		if (skip(parser, ','))
			skip(parser, ' ');
	}
	require(skip(parser, ')'), "no parenthesis after the parameters");
}

static struct word parse_word(struct parser *parser)
{
	struct word word = {.inner = NO_TYPE};

	parse_letters(parser, word.kind, sizeof(word.kind), ":/[( ,)");
	word.is_named = skip(parser, ':');
	if (word.is_named)
		parse_letters(parser, word.name, sizeof(word.name), "/[( ,)");
	if (skip(parser, '/'))
		parse_number(parser, &word);
	if (skip(parser, '[')) {
		parse_number(parser, &word);
		require(skip(parser, ']'), "no bracket after the number of elements");
	}
	if (skip(parser, '('))
		parse_params(parser, &word);
	if (skip(parser, ' '))
		word.inner = parse_type(parser);
	return word;
}

/* The kinds, with the name and the size that they have if none is said; what is without a size is
 * of a type. */
static const struct kind_word {
	const char *word;
	unsigned int kind;
	const char *name;
	uint32_t size;
} kind_words[] = {
	{"int", INT, "int", 4},
	{"float", FLOAT, "double", 8},
	{"struct", STRUCT, NULL, 8},
	{"union", UNION, NULL, 8},
	{"enum", ENUM, NULL, 4},
	{"enum64", ENUM64, NULL, 8},
	{"datasec", DATASEC, ".data", 8},
	{"fwd", FWD, NULL, 0},
	{"fwd_union", FWD, NULL, 0},
	{"array", ARRAY, NULL, 0},
	{"ptr", PTR, NULL, 0},
	{"const", CONST, NULL, 0},
	{"volatile", VOLATILE, NULL, 0},
	{"restrict", RESTRICT, NULL, 0},
	{"typedef", TYPEDEF, "T", 0},
	{"type_tag", TYPE_TAG, "tag", 0},
	{"decl_tag", DECL_TAG, "tag", 0},
	{"func_proto", FUNC_PROTO, NULL, 0},
	{"func", FUNC, "f", 0},
	{"var", VAR, "v", 0},
};

static const struct kind_word *find_kind(const char *word)
{
	for (size_t i = 0; i < sizeof(kind_words) / sizeof(kind_words[0]); i++)
		if (strcmp(kind_words[i].word, word) == 0)
			return &kind_words[i];
	require(false, word);
	return NULL;
}

/* What a kind adds to its three words. */
static void add_details(struct btf_builder *b, uint32_t id, const struct word *word,
			unsigned int kind)
{
	switch (kind) {
	case INT:
		add_word(b, word_of(b, id, 2) * 8);
		break;
	case ARRAY:
		add_word(b, word->inner);
		add_word(b, 0);
		add_word(b, word->number);
		break;
	case FUNC:
		set_vlen(b, id, GLOBAL);
		break;
	case FUNC_PROTO:
		for (uint32_t i = 0; i < word->param_count; i++)
			add_param(b, NULL, word->params[i]);
		break;
	case VAR:
		add_word(b, GLOBAL);
		break;
	case DECL_TAG:
		add_word(b, UINT32_MAX);
		break;
	}
	if (strcmp(word->kind, "fwd_union") == 0)
		set_kflag(b, id);
}

static uint32_t add_type(struct btf_builder *b, const struct word *word)
{
	const struct kind_word *known = find_kind(word->kind);
	uint32_t size_or_type = word->has_number ? word->number : known->size;
	uint32_t id;

	require(!known->size || word->inner == NO_TYPE, "what has a size is of no type");
	if (!known->size && known->kind != FWD) {
		require(word->inner != NO_TYPE, "the words end too early");
		size_or_type = known->kind == ARRAY ? 0 : word->inner;
	}
	id = add_raw(b, known->kind, word->is_named ? word->name : known->name, 0, size_or_type);
	add_details(b, id, word, known->kind);
	return id;
}

static uint32_t parse_type(struct parser *parser)
{
	bool is_rest = parser->at == parser->rest;
	struct word word = parse_word(parser);
	uint32_t id;

	if (strcmp(word.kind, "void") == 0 || strcmp(word.kind, "...") == 0)
		id = 0;
	else if (strcmp(word.kind, "bad") == 0)
		id = BAD_TYPE;
	else if (strcmp(word.kind, "loop") == 0)
		id = LOOP;
	else
		id = add_type(parser->b, &word);
	if (is_rest)
		parser->rest_id = id;
	return id;
}

uint32_t type_and_rest(struct btf_builder *b, const char *words, const char *rest,
		       uint32_t *rest_id)
{
	size_t length = strlen(words), rest_length = strlen(rest);
	uint32_t first_word = b->word_count;

	require(length >= rest_length && strcmp(words + length - rest_length, rest) == 0,
		"the rest is not what the words end with");
	struct parser parser = {b, words, words + length - rest_length, NO_TYPE};
	uint32_t id = parse_type(&parser);

	require(*parser.at == '\0' && parser.rest_id != NO_TYPE, "the words are no type");
	for (uint32_t i = first_word; i < b->word_count; i++)
		if (b->words[i] == LOOP)
			b->words[i] = id;
	*rest_id = parser.rest_id;
	return id;
}

uint32_t type_in_words(struct btf_builder *b, const char *words)
{
	uint32_t id;

	return type_and_rest(b, words, words, &id);
}
