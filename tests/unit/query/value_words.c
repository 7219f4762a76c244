/* SPDX-License-Identifier: BSD-2-Clause */
/* value_words.c - what a walk over a value tells, in words. */
#include "value_words.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

struct words {
	char text[4096];
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void say(struct words *words, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	words->length += (size_t)vsnprintf(words->text + words->length,
					   sizeof(words->text) - words->length, format, args);
	va_end(args);
	assert_true(words->length < sizeof(words->text));
}

static void say_name(struct words *words, const struct btf_field *field)
{
	char last = words->length ? words->text[words->length - 1] : '{';

	if (!strchr("{[(<", last))
		say(words, " ");
	if (field->role == BTF_FIELD_MEMBER || field->role == BTF_FIELD_VARIABLE) {
		say(words, "%s", field->key);
		assert_int_equal(strlen(field->key), field->key_length);
		if (field->is_bitfield)
			say(words, ":%" PRIu64, field->bits);
		say(words, "=");
	}
}

static bool say_begin(void *context, const struct btf_field *field, const struct btf_group *group)
{
	static const char *const marks[] = {[BTF_GROUP_STRUCT] = "{",
					    [BTF_GROUP_UNION] = "(",
					    [BTF_GROUP_ARRAY] = "[",
					    [BTF_GROUP_SECTION] = "<"};

	say_name(context, field);
	say(context, "%s", marks[group->kind]);
	return true;
}

static void say_end(void *context, const struct btf_field *field, const struct btf_group *group)
{
	static const char *const marks[] = {[BTF_GROUP_STRUCT] = "}",
					    [BTF_GROUP_UNION] = ")",
					    [BTF_GROUP_ARRAY] = "]",
					    [BTF_GROUP_SECTION] = ">"};

	(void)field;
	say(context, "%s", marks[group->kind]);
}

static void say_scalar(void *context, const struct btf_field *field,
		       const struct btf_scalar *scalar)
{
	say_name(context, field);
	if (scalar->bits > 64)
		say(context, "%" PRIx64 "'%016" PRIx64, scalar->high, scalar->low);
	else if (scalar->is_signed)
		say(context, "%" PRId64, (int64_t)scalar->low);
	else
		say(context, "%" PRIu64, scalar->low);
}

static void say_padding(void *context, const struct btf_field *field, const struct btf_group *group,
			const struct btf_padding *padding)
{
	(void)field;
	(void)group;
	say(context, " ~%" PRIu64 ":%" PRIu64, padding->bit_offset, padding->bits);
}

static void say_missing(void *context, const struct btf_field *field)
{
	say_name(context, field);
	say(context, "?");
}

void assert_value_ends(const struct btf *btf, const char *type, const void *data, size_t size,
		       const char *expected, int result)
{
	struct words words = {0};
	const struct btf_value_sink sink = {&words,     say_begin,   say_end,
					    say_scalar, say_padding, say_missing};
	struct btf_error error = {0};
	struct btf_decoder *decoder = btf_decoder_new(btf, &error);
	struct btf_value_type parsed;

	assert_non_null(decoder);
	if (!btf_value_type_parse(btf, type, &parsed, &error))
		fail_msg("%s", error.text);
	assert_int_equal(btf_decode(decoder, &parsed, data, size, &sink), result);
	if (expected)
		assert_string_equal(words.text, expected);
	btf_decoder_free(decoder);
}

void assert_value(const struct btf *btf, const char *type, const void *data, size_t size,
		  const char *words)
{
	assert_value_ends(btf, type, data, size, words, 0);
}
