/* SPDX-License-Identifier: BSD-2-Clause */
/* value_enum.c - which enumerator a value stands for. */
#include <libbtf/value.h>

#include "query/value_bits.h"

/* The kflag of an ENUM says that it is signed; what was made before 2022 does not say it, and has
 * negative values as large ones. A value of a smaller type was not extended to 32 bits then. */
static bool is_same(const struct btf_enumerator_info *enumerator, uint64_t value, uint32_t bits)
{
	struct btf_wide extended = {value, 0};

	if (enumerator->value == value)
		return true;
	if (enumerator->is_signed || bits >= 32 || enumerator->value > UINT32_MAX ||
	    enumerator->value <= INT32_MAX)
		return false;
	extended = btf_extend_sign(extended, bits);
	return (uint32_t)extended.low == enumerator->value;
}

const char *btf_enumerator_name(const struct btf *btf, uint32_t enum_id, uint64_t value,
				uint32_t bits)
{
	uint32_t vlen = btf_type_at(btf, enum_id).vlen;

	for (uint32_t i = 0; i < vlen; i++) {
		struct btf_enumerator_info enumerator = btf_enumerator_at(btf, enum_id, i);

		if (is_same(&enumerator, value, bits))
			return enumerator.name;
	}
	return NULL;
}
