/* SPDX-License-Identifier: BSD-2-Clause */
/* value_float.c - floats of a value as text: the fewest digits that come back as the same bits. */
#include "emit/value_float.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Half precision: a sign, 5 bits of exponent, 10 of fraction. */
static double half_value(uint32_t bits)
{
	int exponent = (int)(bits >> 10 & 31);
	double fraction = bits & 1023, value;

	if (exponent == 31)
		value = (bits & 1023) != 0 ? (double)NAN : (double)INFINITY;
	else if (exponent == 0)
		value = ldexp(fraction, -24);
	else
		value = ldexp(1024 + fraction, exponent - 25);
	return bits >> 15 ? -value : value;
}

static double value_of(uint64_t bits, uint32_t size)
{
	uint32_t narrow = (uint32_t)bits;
	double wide;
	float single;

	if (size == 16)
		return half_value(narrow);
	if (size == 32) {
		memcpy(&single, &narrow, sizeof(single));
		return (double)single;
	}
	memcpy(&wide, &bits, sizeof(wide));
	return wide;
}

static bool comes_back(const char *text, double value, uint32_t size)
{
	return size == 64 ? strtod(text, NULL) == value : strtof(text, NULL) == (float)value;
}

enum btf_float_kind btf_float_text(uint64_t bits, uint32_t size, char text[BTF_FLOAT_TEXT_MAX])
{
	double value;

	if (size != 16 && size != 32 && size != 64)
		return BTF_FLOAT_OTHER;
	value = value_of(bits, size);
	if (isnan(value)) {
		snprintf(text, BTF_FLOAT_TEXT_MAX, "nan:0x%llx", (unsigned long long)bits);
		return BTF_FLOAT_NAN;
	}
	if (isinf(value)) {
		strcpy(text, value < 0 ? "-inf" : "inf");
		return BTF_FLOAT_INFINITE;
	}
	for (int digits = size == 64 ? 15 : 5; digits <= 17; digits++) {
		snprintf(text, BTF_FLOAT_TEXT_MAX, "%.*g", digits, value);
		if (comes_back(text, value, size))
			break;
	}
	return BTF_FLOAT_FINITE;
}
