/* SPDX-License-Identifier: BSD-2-Clause */
/* value_literal.c - scalars and texts as literals of C. */
#include "emit/value_literal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "query/order.h"

/* The least integers have no literal in C. */
static void format_signed(int64_t value, char text[BTF_LITERAL_MAX])
{
	if (value == INT64_MIN)
		snprintf(text, BTF_LITERAL_MAX, "(-9223372036854775807LL - 1)");
	else if (value < INT32_MIN || value > INT32_MAX)
		snprintf(text, BTF_LITERAL_MAX, "%" PRId64 "LL", value);
	else if (value == INT32_MIN)
		snprintf(text, BTF_LITERAL_MAX, "(-2147483647 - 1)");
	else
		snprintf(text, BTF_LITERAL_MAX, "%" PRId64, value);
}

static void format_unsigned(uint64_t value, char text[BTF_LITERAL_MAX])
{
	const char *suffix = value > UINT32_MAX ? "ULL" : value > INT32_MAX ? "U" : "";

	snprintf(text, BTF_LITERAL_MAX, "%" PRIu64 "%s", value, suffix);
}

static void format_int(const struct btf_scalar *scalar, char text[BTF_LITERAL_MAX])
{
	if (scalar->bits > 64)
		snprintf(text, BTF_LITERAL_MAX,
			 "(%s__int128)((unsigned __int128)0x%" PRIx64 "ULL << 64 | 0x%" PRIx64
			 "ULL)",
			 scalar->is_signed ? "" : "unsigned ", scalar->high, scalar->low);
	else if (scalar->is_signed)
		format_signed((int64_t)scalar->low, text);
	else
		format_unsigned(scalar->low, text);
}

static void format_real(uint64_t bits, uint32_t size, char text[BTF_LITERAL_MAX])
{
	uint32_t narrow = (uint32_t)bits;
	double value;
	float single;

	if (size == 32) {
		memcpy(&single, &narrow, sizeof(single));
		value = (double)single;
	} else {
		memcpy(&value, &bits, sizeof(value));
	}
	if (__builtin_isinf(value))
		snprintf(text, BTF_LITERAL_MAX, "%s__builtin_inf%s()", value < 0 ? "-" : "",
			 size == 32 ? "f" : "");
	else
		snprintf(text, BTF_LITERAL_MAX, "%a%s", value, size == 32 ? "f" : "");
}

static bool is_nan(uint64_t bits, uint32_t size)
{
	if (size == 32)
		return (bits & 0x7fffffff) > 0x7f800000;
	return (bits & INT64_MAX) > 0x7ff0000000000000;
}

/* Its payload is all bits behind the one that says whether it is quiet. */
static void format_nan(uint64_t bits, uint32_t size, char text[BTF_LITERAL_MAX])
{
	uint64_t quiet = size == 32 ? 0x400000 : 0x8000000000000;
	bool is_negative = bits >> (size - 1) & 1;

	snprintf(text, BTF_LITERAL_MAX, "%s__builtin_nan%s%s(\"0x%" PRIx64 "\")",
		 is_negative ? "-" : "", bits & quiet ? "" : "s", size == 32 ? "f" : "",
		 bits & (quiet - 1));
}

/* What C has no float for, a header has an integer, or two or three in a struct. */
static void format_float(const struct btf *btf, uint32_t id, const struct btf_scalar *scalar,
			 char text[BTF_LITERAL_MAX])
{
	if (scalar->bits == 96)
		snprintf(text, BTF_LITERAL_MAX,
			 "{ { 0x%" PRIx32 "U, 0x%" PRIx32 "U, 0x%" PRIx32 "U } }",
			 (uint32_t)scalar->low, (uint32_t)(scalar->low >> 32),
			 (uint32_t)scalar->high);
	else if (scalar->bits > 64)
		snprintf(text, BTF_LITERAL_MAX, "{ { 0x%" PRIx64 "ULL, 0x%" PRIx64 "ULL } }",
			 btf_is_big_endian(btf) ? scalar->high : scalar->low,
			 btf_is_big_endian(btf) ? scalar->low : scalar->high);
	else if (!btf_is_c_scalar(btf, id))
		format_unsigned(scalar->low, text);
	else if (is_nan(scalar->low, scalar->bits))
		format_nan(scalar->low, scalar->bits, text);
	else
		format_real(scalar->low, scalar->bits, text);
}

const char *btf_format_literal(const struct btf *btf, const struct btf_field *field,
			       const struct btf_scalar *scalar, char text[BTF_LITERAL_MAX])
{
	switch (scalar->kind) {
	case BTF_SCALAR_BOOL:
		if (scalar->low > 1 && (field->bits <= 8 || field->is_bitfield)) {
			snprintf(text, BTF_LITERAL_MAX, "1");
			return "a bool that is neither true nor false";
		}
		break;
	case BTF_SCALAR_POINTER:
		snprintf(text, BTF_LITERAL_MAX, "(void *)0x%" PRIx64, scalar->low);
		return NULL;
	case BTF_SCALAR_ENUM:
		format_int(scalar, text);
		return btf_enumerator_name(btf, field->value_id, scalar->low, scalar->bits);
	case BTF_SCALAR_FLOAT:
		format_float(btf, field->value_id, scalar, text);
		return NULL;
	case BTF_SCALAR_INT:
	case BTF_SCALAR_CHAR:
		break;
	}
	format_int(scalar, text);
	return NULL;
}

bool btf_is_c_text(const char *text, uint64_t size, size_t *length)
{
	uint64_t end = 0;

	while (end < size && text[end] >= 0x20 && text[end] < 0x7f)
		end++;
	*length = (size_t)end;
	for (uint64_t i = end; i < size; i++)
		if (text[i])
			return false;
	return true;
}

void btf_put_c_text(struct btf_out *out, const char *text, size_t length)
{
	btf_out_write(out, "\"", 1);
	for (size_t i = 0; i < length; i++) {
		/* `??=` is another character to some compilers. */
		if (text[i] == '"' || text[i] == '\\' || text[i] == '?')
			btf_out_write(out, "\\", 1);
		btf_out_write(out, &text[i], 1);
	}
	btf_out_write(out, "\"", 1);
}

void btf_put_comment(struct btf_out *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool is_plain = c >= 0x20 && c < 0x7f && !(c == '/' && text[1] == '*') &&
				!(c == '*' && text[1] == '/');

		btf_out_write(out, is_plain ? text : "?", 1);
	}
}
