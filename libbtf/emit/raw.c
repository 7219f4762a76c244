/* SPDX-License-Identifier: BSD-2-Clause */
/* raw.c - types as `bpftool btf dump file FILE format raw` prints them, byte for byte:
 *
 *	[12] STRUCT 'list_head' size=16 vlen=2
 *		'next' type_id=13 bits_offset=0
 *		'prev' type_id=13 bits_offset=64
 */
#include <libbtf/emit.h>

#include "base/text.h"
#include "emit/words.h"

struct raw {
	const struct btf *btf;
	struct btf_out *out;
	bool color, escaped;
};

static inline char *paint(const struct raw *raw, char *at, const char *ansi)
{
	return __builtin_expect(raw->color, 0) ? btf_put_word(at, ansi) : at;
}

static inline char *put_name(const struct raw *raw, char *at, uint32_t offset)
{
	struct btf_name name = btf_word_name(raw->btf, offset);

	*at++ = '\'';
	at = paint(raw, at, "\033[1m");
	if (__builtin_expect(raw->escaped, 0)) {
		raw->out->at = at;
		btf_out_write_escaped(raw->out, name.text);
		at = btf_out_room(raw->out);
	} else {
		at = btf_put_bounded(raw->out, at, name.text, name.limit);
	}
	at = paint(raw, at, "\033[0m");
	*at++ = '\'';
	return at;
}

static inline __attribute__((always_inline)) char *put_field(char *at, const char *label,
							     uint32_t value)
{
	return btf_put_u32(btf_put(at, label), value);
}

static inline __attribute__((always_inline)) char *put_word(char *at, const char *label,
							    const char *word)
{
	return btf_put_word(btf_put(at, label), word);
}

/* The line of an element begins with its name. */
static inline char *begin_element(const struct raw *raw, char *at, uint32_t name_offset)
{
	return put_name(raw, btf_put(at, "\n\t"), name_offset);
}

static char *put_members(const struct raw *raw, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_field(at, " size=", btf_record_size_or_type(record));
	at = put_field(at, " vlen=", vlen);
	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t bitfield_size = btf_record_member_bitfield_size(record, i);

		at = begin_element(raw, at, btf_record_element(record, BTF_MEMBER_WORDS, i, 0));
		at = put_field(at, " type_id=", btf_record_element(record, BTF_MEMBER_WORDS, i, 1));
		at = put_field(at, " bits_offset=", btf_record_member_bit_offset(record, i));
		if (bitfield_size)
			at = put_field(at, " bitfield_size=", bitfield_size);
	}
	return at;
}

static char *put_enum_head(char *at, const uint8_t *record)
{
	at = put_word(at, " encoding=", btf_word_signedness(record));
	at = put_field(at, " size=", btf_record_size_or_type(record));
	return put_field(at, " vlen=", btf_record_vlen(record));
}

static char *put_enum(const struct raw *raw, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_enum_head(at, record);
	for (uint32_t i = 0; i < vlen; i++) {
		at = begin_element(raw, at, btf_record_element(record, BTF_ENUM_WORDS, i, 0));
		at = btf_put(at, " val=");
		at = btf_put_i64(at, (int64_t)btf_record_enum_value(record, i));
	}
	return at;
}

static char *put_enum64(const struct raw *raw, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_enum_head(at, record);
	for (uint32_t i = 0; i < vlen; i++) {
		uint64_t value = btf_record_enum64_value(record, i);

		at = begin_element(raw, at, btf_record_element(record, BTF_ENUM64_WORDS, i, 0));
		at = btf_put(at, " val=");
		if (btf_record_kflag(record))
			at = btf_put(btf_put_i64(at, (int64_t)value), "LL");
		else
			at = btf_put(btf_put_u64(at, value), "ULL");
	}
	return at;
}

static char *put_params(const struct raw *raw, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_field(at, " ret_type_id=", btf_record_size_or_type(record));
	at = put_field(at, " vlen=", vlen);
	for (uint32_t i = 0; i < vlen; i++) {
		at = begin_element(raw, at, btf_record_element(record, BTF_PARAM_WORDS, i, 0));
		at = put_field(at, " type_id=", btf_record_element(record, BTF_PARAM_WORDS, i, 1));
	}
	return at;
}

/* What a DATASEC's entry refers to; void is of a kind that bpftool has no name for. */
static char *put_secinfo_type(const struct raw *raw, char *at, uint32_t id)
{
	const uint8_t *record = btf_record(raw->btf, id);

	if (id && !record)
		return at;
	at = btf_put(at, " (");
	at = btf_put_kind(at, record ? btf_record_kind(record) : BTF_K_UNKNOWN);
	*at++ = ' ';
	at = put_name(raw, at, record ? btf_record_name(record) : 0);
	*at++ = ')';
	return at;
}

static char *put_datasec(const struct raw *raw, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_field(at, " size=", btf_record_size_or_type(record));
	at = put_field(at, " vlen=", vlen);
	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t id = btf_record_element(record, BTF_SECINFO_WORDS, i, 0);
		uint32_t offset = btf_record_element(record, BTF_SECINFO_WORDS, i, 1);
		uint32_t size = btf_record_element(record, BTF_SECINFO_WORDS, i, 2);

		at = btf_out_more_room(raw->out, at);
		at = put_field(at, "\n\ttype_id=", id);
		at = put_field(at, " offset=", offset);
		at = put_field(at, " size=", size);
		at = put_secinfo_type(raw, at, id);
	}
	return at;
}

static char *put_int(char *at, const uint8_t *record)
{
	at = put_field(at, " size=", btf_record_size_or_type(record));
	at = put_field(at, " bits_offset=", btf_record_int_bit_offset(record));
	at = put_field(at, " nr_bits=", btf_record_int_bits(record));
	return put_word(at, " encoding=", btf_word_int_encoding(btf_record_int_encoding(record)));
}

static char *put_array(char *at, const uint8_t *record)
{
	at = put_field(at, " type_id=", btf_record_extra(record, 0));
	at = put_field(at, " index_type_id=", btf_record_extra(record, 1));
	return put_field(at, " nr_elems=", btf_record_extra(record, 2));
}

/* What follows the kind and the name. */
static char *put_details(const struct raw *raw, char *at, const uint8_t *record)
{
	uint32_t size_or_type = btf_record_size_or_type(record);

	switch (btf_record_kind(record)) {
	case BTF_K_INT:
		return put_int(at, record);
	case BTF_K_PTR:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_TYPE_TAG:
		return put_field(at, " type_id=", size_or_type);
	case BTF_K_ARRAY:
		return put_array(at, record);
	case BTF_K_STRUCT:
	case BTF_K_UNION:
		return put_members(raw, at, record);
	case BTF_K_ENUM:
		return put_enum(raw, at, record);
	case BTF_K_ENUM64:
		return put_enum64(raw, at, record);
	case BTF_K_FWD:
		return put_word(at, " fwd_kind=", btf_word_fwd_kind(record));
	case BTF_K_FUNC:
		at = put_field(at, " type_id=", size_or_type);
		return put_word(at, " linkage=", btf_word_linkage(btf_record_vlen(record)));
	case BTF_K_FUNC_PROTO:
		return put_params(raw, at, record);
	case BTF_K_VAR:
		at = put_field(at, " type_id=", size_or_type);
		return put_word(at, ", linkage=", btf_word_linkage(btf_record_extra(record, 0)));
	case BTF_K_DATASEC:
		return put_datasec(raw, at, record);
	case BTF_K_FLOAT:
		return put_field(at, " size=", size_or_type);
	case BTF_K_DECL_TAG:
		at = put_field(at, " type_id=", size_or_type);
		at = btf_put(at, " component_idx=");
		return btf_put_i64(at, (int32_t)btf_record_extra(record, 0));
	case BTF_K_VOID:
	case BTF_K_UNKNOWN:
		break;
	}
	return at;
}

static void put_type(const struct raw *raw, uint32_t id, const uint8_t *record)
{
	char *at = btf_out_room(raw->out);

	at = paint(raw, at, "\033[33m");
	at = put_field(at, "[", id);
	*at++ = ']';
	at = paint(raw, at, "\033[36m");
	*at++ = ' ';
	at = btf_put_kind(at, btf_record_kind(record));
	at = paint(raw, at, "\033[0m");
	*at++ = ' ';
	at = put_name(raw, at, btf_record_name(record));
	at = put_details(raw, at, record);
	*at++ = '\n';
	raw->out->at = at;
}

void btf_emit_raw(const struct btf *btf, struct btf_id_list list,
		  const struct btf_raw_options *options, struct btf_out *out)
{
	const struct raw raw = {btf, out, options->color, options->escaped};

	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t id = list.ids ? list.ids[i] : list.first + i;
		const uint8_t *record = btf_record(btf, id);

		if (record)
			put_type(&raw, id, record);
	}
}
