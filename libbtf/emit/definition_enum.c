/* SPDX-License-Identifier: BSD-2-Clause */
/* definition_enum.c - the bodies of enums. */
#include "emit/definition_put.h"
#include "model/record.h"
#include <libbtf/resolve.h>

/* The least integers have no literal in C. */
static char *put_signed(char *at, int64_t value, bool is_wide)
{
	if (value == INT64_MIN)
		return btf_put(at, "-9223372036854775807LL - 1");
	if (value == INT32_MIN && !is_wide)
		return btf_put(at, "-2147483647 - 1");
	at = btf_put_i64(at, value);
	return is_wide ? btf_put(at, "LL") : at;
}

static char *put_constant(char *at, uint64_t value, bool is_wide)
{
	if (is_wide)
		return btf_put(btf_put_u64(at, value), "ULL");
	at = btf_put_u32(at, (uint32_t)value);
	return value > INT32_MAX ? btf_put(at, "U") : at;
}

static void put_enumerator(struct btf_definer *definer,
			   const struct btf_enumerator_info *enumerator, bool is_wide)
{
	char *at;

	put_text(definer, btf_names_of_enumerator(definer->names, definer->enumerator++,
						  enumerator->name, definer->name));
	at = btf_put(btf_out_room(definer->out), " = ");
	if (enumerator->is_signed)
		at = put_signed(at, (int64_t)enumerator->value, is_wide);
	else
		at = put_constant(at, enumerator->value, is_wide);
	definer->out->at = btf_put(at, ",\n");
}

static bool has_long_values(const struct btf *btf, uint32_t id)
{
	uint32_t vlen = btf_type_vlen(btf, id);
	bool is_long = false;

	for (uint32_t i = 0; i < vlen; i++) {
		struct btf_enumerator_info enumerator = btf_enumerator_at(btf, id, i);
		int64_t value = (int64_t)enumerator.value;

		is_long |= enumerator.is_signed ? value < INT32_MIN || value > INT32_MAX
						: enumerator.value > UINT32_MAX;
	}
	return is_long;
}

/* C's enums have the size of an int, or of a long where their values want it. */
static const char *enum_mode(const struct btf *btf, uint32_t id)
{
	uint32_t size = btf_type_at(btf, id).size;

	if (size == 1)
		return " __attribute__((mode(byte)))";
	if (size == 2)
		return " __attribute__((mode(HI)))";
	return size == 8 && !has_long_values(btf, id) ? " __attribute__((mode(DI)))" : "";
}

void btf_define_enum_body(struct btf_definer *definer, uint32_t id, int depth)
{
	uint32_t vlen = btf_type_vlen(definer->btf, id);
	bool is_wide = btf_kind_of(definer->btf, id) == BTF_K_ENUM64;

	put(definer, "{\n");
	for (uint32_t i = 0; i < vlen; i++) {
		struct btf_enumerator_info enumerator = btf_enumerator_at(definer->btf, id, i);

		indent(definer, depth + 1);
		put_enumerator(definer, &enumerator, is_wide);
	}
	if (!vlen) {
		indent(definer, depth + 1);
		btf_put_format(definer, "___no_enumerators_%u, /* C wants one */\n", id);
	}
	indent(definer, depth);
	put(definer, "}");
	put_text(definer, enum_mode(definer->btf, id));
}
