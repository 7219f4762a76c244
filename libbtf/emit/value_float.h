/* SPDX-License-Identifier: BSD-2-Clause */
/* value_float.h - floats of a value as text: the fewest digits that come back as the same bits. */
#ifndef BTF_EMIT_VALUE_FLOAT_H
#define BTF_EMIT_VALUE_FLOAT_H

#include <stdint.h>

#define BTF_FLOAT_TEXT_MAX 40

enum btf_float_kind {
	BTF_FLOAT_FINITE,   /* "1.5e-07", "-0" */
	BTF_FLOAT_INFINITE, /* "inf", "-inf" */
	BTF_FLOAT_NAN,      /* "nan:0x7fc00000": its bits say which */
	BTF_FLOAT_OTHER, /* wider than a double: formats differ by target, and BTF does not say */
};

/* Of 16, 32 or 64 bits, as IEEE 754 has them. */
enum btf_float_kind btf_float_text(uint64_t bits, uint32_t size, char text[BTF_FLOAT_TEXT_MAX]);

#endif
