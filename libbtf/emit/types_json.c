/* SPDX-License-Identifier: BSD-2-Clause */
/* types_json.c - types as JSON, in the shape of `bpftool -j btf dump file FILE`, and right where
 * that is wrong: unsigned enumerators of 2^31 and more, strings that need escaping, unknown kinds,
 * the kflag of tags. docs/json.md describes it; what is added stands behind the fields that bpftool
 * has.
 */
#include <libbtf/emit.h>

#include <stdlib.h>

#include "base/json.h"
#include "emit/resolved_json.h"
#include "emit/words.h"

struct dump {
	const struct btf *btf;
	struct btf_out *out;
	const struct btf_resolver *resolver; /* NULL: adds nothing */
};

/* A field behind the first of an object. */
#define KEY(name) "," BTF_JSON_KEY(name)

static inline __attribute__((always_inline)) char *put_u32(char *at, const char *key,
							   uint32_t value)
{
	return btf_put_u32(btf_put(at, key), value);
}

static inline __attribute__((always_inline)) char *put_word(char *at, const char *key,
							    const char *word)
{
	at = btf_put_word(btf_put(btf_put(at, key), "\""), word);
	return btf_put(at, "\"");
}

static inline __attribute__((always_inline)) char *put_name(const struct dump *dump, char *at,
							    const char *key, uint32_t offset)
{
	struct btf_name name = btf_word_name(dump->btf, offset);

	return btf_json_put_string(dump->out, btf_put(at, key), name.text, name.limit);
}

/* An element of an array that is an object; its first field is its name. */
static inline __attribute__((always_inline)) char *begin_named(const struct dump *dump, char *at,
							       uint32_t index, uint32_t offset)
{
	if (index)
		*at++ = ',';
	return put_name(dump, at, "{" BTF_JSON_KEY("name"), offset);
}

static char *put_members(const struct dump *dump, char *at, uint32_t id, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_u32(at, KEY("size"), btf_record_size_or_type(record));
	at = put_u32(at, KEY("vlen"), vlen);
	at = btf_put(at, KEY("members") "[");
	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t bitfield_size = btf_record_member_bitfield_size(record, i);

		at = begin_named(dump, at, i, btf_record_element(record, BTF_MEMBER_WORDS, i, 0));
		at = put_u32(at, KEY("type_id"),
			     btf_record_element(record, BTF_MEMBER_WORDS, i, 1));
		at = put_u32(at, KEY("bits_offset"), btf_record_member_bit_offset(record, i));
		if (bitfield_size)
			at = put_u32(at, KEY("bitfield_size"), bitfield_size);
		if (dump->resolver)
			at = btf_put_resolved_member(dump->resolver, at, id, i);
		*at++ = '}';
	}
	*at++ = ']';
	return at;
}

static char *put_enumerators(const struct dump *dump, char *at, const uint8_t *record, bool is_64)
{
	uint32_t words = is_64 ? BTF_ENUM64_WORDS : BTF_ENUM_WORDS;
	uint32_t vlen = btf_record_vlen(record);

	at = put_word(at, KEY("encoding"), btf_word_signedness(record));
	at = put_u32(at, KEY("size"), btf_record_size_or_type(record));
	at = put_u32(at, KEY("vlen"), vlen);
	at = btf_put(at, KEY("values") "[");
	for (uint32_t i = 0; i < vlen; i++) {
		uint64_t value = is_64 ? btf_record_enum64_value(record, i)
				       : btf_record_enum_value(record, i);

		at = begin_named(dump, at, i, btf_record_element(record, words, i, 0));
		at = btf_put(at, KEY("val"));
		at = btf_record_kflag(record) ? btf_put_i64(at, (int64_t)value)
					      : btf_put_u64(at, value);
		*at++ = '}';
	}
	*at++ = ']';
	return at;
}

static char *put_params(const struct dump *dump, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_u32(at, KEY("ret_type_id"), btf_record_size_or_type(record));
	at = put_u32(at, KEY("vlen"), vlen);
	at = btf_put(at, KEY("params") "[");
	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t type_id = btf_record_element(record, BTF_PARAM_WORDS, i, 1);

		at = begin_named(dump, at, i, btf_record_element(record, BTF_PARAM_WORDS, i, 0));
		at = put_u32(at, KEY("type_id"), type_id);
		if (dump->resolver)
			at = btf_put_resolved_name(dump->resolver, at, KEY("type_name"), type_id);
		*at++ = '}';
	}
	*at++ = ']';
	return at;
}

static char *put_secinfos(const struct dump *dump, char *at, const uint8_t *record)
{
	uint32_t vlen = btf_record_vlen(record);

	at = put_u32(at, KEY("size"), btf_record_size_or_type(record));
	at = put_u32(at, KEY("vlen"), vlen);
	at = btf_put(at, KEY("vars") "[");
	for (uint32_t i = 0; i < vlen; i++) {
		uint32_t type_id = btf_record_element(record, BTF_SECINFO_WORDS, i, 0);
		uint32_t offset = btf_record_element(record, BTF_SECINFO_WORDS, i, 1);
		uint32_t size = btf_record_element(record, BTF_SECINFO_WORDS, i, 2);

		at = btf_out_more_room(dump->out, at);
		if (i)
			*at++ = ',';
		at = put_u32(at, "{" BTF_JSON_KEY("type_id"), type_id);
		at = put_u32(at, KEY("offset"), offset);
		at = put_u32(at, KEY("size"), size);
		if (dump->resolver)
			at = btf_put_resolved_name(dump->resolver, at, KEY("type_name"), type_id);
		*at++ = '}';
	}
	*at++ = ']';
	return at;
}

static char *put_int(char *at, const uint8_t *record)
{
	at = put_u32(at, KEY("size"), btf_record_size_or_type(record));
	at = put_u32(at, KEY("bits_offset"), btf_record_int_bit_offset(record));
	at = put_u32(at, KEY("nr_bits"), btf_record_int_bits(record));
	return put_word(at, KEY("encoding"),
			btf_word_int_encoding(btf_record_int_encoding(record)));
}

static char *put_array(char *at, const uint8_t *record)
{
	at = put_u32(at, KEY("type_id"), btf_record_extra(record, 0));
	at = put_u32(at, KEY("index_type_id"), btf_record_extra(record, 1));
	return put_u32(at, KEY("nr_elems"), btf_record_extra(record, 2));
}

/* The kflag of a tag makes it an attribute of C; bpftool shows it nowhere. */
static char *put_tag_kflag(char *at, const uint8_t *record)
{
	return btf_record_kflag(record) ? btf_put(at, KEY("kflag") "true") : at;
}

static char *put_unknown(char *at, const uint8_t *record)
{
	at = put_u32(at, KEY("kind_number"), btf_record_kind_number(record));
	at = put_u32(at, KEY("vlen"), btf_record_vlen(record));
	at = btf_put_word(btf_put(at, KEY("kflag")), btf_record_kflag(record) ? "true" : "false");
	return put_u32(at, KEY("size_or_type"), btf_record_size_or_type(record));
}

/* The fields behind the kind and the name. */
static char *put_details(const struct dump *dump, char *at, uint32_t id, const uint8_t *record)
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
		return put_u32(at, KEY("type_id"), size_or_type);
	case BTF_K_TYPE_TAG:
		return put_tag_kflag(put_u32(at, KEY("type_id"), size_or_type), record);
	case BTF_K_ARRAY:
		return put_array(at, record);
	case BTF_K_STRUCT:
	case BTF_K_UNION:
		return put_members(dump, at, id, record);
	case BTF_K_ENUM:
		return put_enumerators(dump, at, record, false);
	case BTF_K_ENUM64:
		return put_enumerators(dump, at, record, true);
	case BTF_K_FWD:
		return put_word(at, KEY("fwd_kind"), btf_word_fwd_kind(record));
	case BTF_K_FUNC:
		at = put_u32(at, KEY("type_id"), size_or_type);
		return put_word(at, KEY("linkage"), btf_word_linkage(btf_record_vlen(record)));
	case BTF_K_FUNC_PROTO:
		return put_params(dump, at, record);
	case BTF_K_VAR:
		at = put_u32(at, KEY("type_id"), size_or_type);
		return put_word(at, KEY("linkage"), btf_word_linkage(btf_record_extra(record, 0)));
	case BTF_K_DATASEC:
		return put_secinfos(dump, at, record);
	case BTF_K_FLOAT:
		return put_u32(at, KEY("size"), size_or_type);
	case BTF_K_DECL_TAG:
		at = put_u32(at, KEY("type_id"), size_or_type);
		at = btf_put(at, KEY("component_idx"));
		at = btf_put_i64(at, (int32_t)btf_record_extra(record, 0));
		return put_tag_kflag(at, record);
	case BTF_K_VOID:
	case BTF_K_UNKNOWN:
		break;
	}
	return put_unknown(at, record);
}

static void put_type(const struct dump *dump, uint32_t id, const uint8_t *record)
{
	char *at = btf_out_room(dump->out);

	at = put_u32(at, "{" BTF_JSON_KEY("id"), id);
	at = btf_put(at, KEY("kind") "\"");
	at = btf_put_kind(at, btf_record_kind(record));
	at = put_name(dump, at, "\"" KEY("name"), btf_record_name(record));
	at = put_details(dump, at, id, record);
	if (dump->resolver)
		at = btf_put_resolved_type(dump->resolver, at, id);
	*at++ = '}';
	dump->out->at = at;
}

static void put_types(const struct dump *dump, struct btf_id_list list, bool lines)
{
	bool first = true;

	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t id = list.ids ? list.ids[i] : list.first + i;
		const uint8_t *record = btf_record(dump->btf, id);

		if (!record)
			continue;
		if (!first && !lines)
			btf_out_char(dump->out, ',');
		first = false;
		put_type(dump, id, record);
		if (lines)
			btf_out_char(dump->out, '\n');
	}
}

void btf_emit_types_json(const struct btf *btf, struct btf_id_list list,
			 const struct btf_json_options *options, struct btf_out *out)
{
	struct btf_resolver resolver = {.btf = btf, .out = out};
	const struct dump dump = {btf, out, options->resolve ? &resolver : NULL};

	/* Without memory for a memo the answers take longer, and are the same. */
	if (options->resolve)
		resolver.alignments = calloc(btf_id_end(btf), 1);
	if (!options->lines)
		btf_out_string(out, "{" BTF_JSON_KEY("types") "[");
	put_types(&dump, list, options->lines);
	if (!options->lines)
		btf_out_string(out, "]}\n");
	free(resolver.alignments);
}
