/* SPDX-License-Identifier: BSD-2-Clause */
/* types.c - libbtf/types.h: record.h with every id and index checked. */
#include <libbtf/types.h>

#include "model/record.h"

const struct btf *btf_base(const struct btf *btf)
{
	return btf->base;
}

uint32_t btf_first_id(const struct btf *btf)
{
	return btf->first_id;
}

uint32_t btf_id_end(const struct btf *btf)
{
	return btf->id_end;
}

struct btf_id_list btf_own_ids(const struct btf *btf)
{
	return (struct btf_id_list){NULL, btf->first_id, btf->id_end - btf->first_id};
}

bool btf_is_big_endian(const struct btf *btf)
{
	return btf->big_endian;
}

uint32_t btf_pointer_size(const struct btf *btf)
{
	return btf->pointer_size;
}

const char *btf_string_at(const struct btf *btf, uint32_t offset)
{
	return btf_name_at(btf, offset).text;
}

/* Never NULL: "" where the offset leads nowhere, or is 0. */
static const char *name_or_empty(const struct btf *btf, uint32_t offset)
{
	const char *name = offset ? btf_string_at(btf, offset) : NULL;

	return name ? name : "";
}

/* The record, where it is of `kind` and has an element of that index. */
static const uint8_t *record_with_element(const struct btf *btf, uint32_t id, enum btf_kind kind,
					  uint32_t index)
{
	const uint8_t *record = btf_record(btf, id);

	if (!record || btf_record_kind(record) != kind || index >= btf_record_vlen(record))
		return NULL;
	return record;
}

static const uint8_t *record_of_kind(const struct btf *btf, uint32_t id, enum btf_kind kind)
{
	const uint8_t *record = btf_record(btf, id);

	return record && btf_record_kind(record) == kind ? record : NULL;
}

struct btf_type_info btf_type_at(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = btf_record(btf, id);
	struct btf_type_info type = {.kind = BTF_K_VOID, .name = ""};
	enum btf_word_use third_word;

	if (!record)
		return type;
	type.kind = btf_record_kind(record);
	type.kind_number = btf_record_kind_number(record);
	type.kflag = btf_record_kflag(record);
	type.vlen = btf_record_vlen(record);
	type.name_offset = btf_record_name(record);
	type.name = name_or_empty(btf, type.name_offset);
	third_word = btf_kind_facts(type.kind)->third_word;
	if (third_word == BTF_WORD_SIZE)
		type.size = btf_record_size_or_type(record);
	else if (third_word == BTF_WORD_TYPE)
		type.type_id = btf_record_size_or_type(record);
	return type;
}

struct btf_int_info btf_int_of(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = record_of_kind(btf, id, BTF_K_INT);

	if (!record)
		return (struct btf_int_info){0};
	uint8_t encoding = btf_record_int_encoding(record);

	return (struct btf_int_info){
		.is_signed = encoding & 1,
		.is_char = encoding & 2,
		.is_bool = encoding & 4,
		.encoding = encoding,
		.bit_offset = btf_record_int_bit_offset(record),
		.bits = btf_record_int_bits(record),
	};
}

struct btf_array_info btf_array_of(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = record_of_kind(btf, id, BTF_K_ARRAY);

	if (!record)
		return (struct btf_array_info){0};
	return (struct btf_array_info){
		.type_id = btf_record_extra(record, 0),
		.index_type_id = btf_record_extra(record, 1),
		.nelems = btf_record_extra(record, 2),
	};
}

struct btf_member_info btf_member_at(const struct btf *btf, uint32_t id, uint32_t index)
{
	const uint8_t *record = record_with_element(btf, id, BTF_K_STRUCT, index);

	if (!record)
		record = record_with_element(btf, id, BTF_K_UNION, index);
	if (!record)
		return (struct btf_member_info){.name = ""};
	uint32_t name_offset = btf_record_element(record, BTF_MEMBER_WORDS, index, 0);

	return (struct btf_member_info){
		.name = name_or_empty(btf, name_offset),
		.name_offset = name_offset,
		.type_id = btf_record_element(record, BTF_MEMBER_WORDS, index, 1),
		.bit_offset = btf_record_member_bit_offset(record, index),
		.bitfield_size = btf_record_member_bitfield_size(record, index),
	};
}

struct btf_enumerator_info btf_enumerator_at(const struct btf *btf, uint32_t id, uint32_t index)
{
	const uint8_t *record = record_with_element(btf, id, BTF_K_ENUM, index);
	struct btf_enumerator_info enumerator = {.name = ""};

	if (record) {
		enumerator.name_offset = btf_record_element(record, BTF_ENUM_WORDS, index, 0);
		enumerator.value = btf_record_enum_value(record, index);
	} else {
		record = record_with_element(btf, id, BTF_K_ENUM64, index);
		if (!record)
			return enumerator;
		enumerator.name_offset = btf_record_element(record, BTF_ENUM64_WORDS, index, 0);
		enumerator.value = btf_record_enum64_value(record, index);
	}
	enumerator.name = name_or_empty(btf, enumerator.name_offset);
	enumerator.is_signed = btf_record_kflag(record);
	return enumerator;
}

struct btf_param_info btf_param_at(const struct btf *btf, uint32_t id, uint32_t index)
{
	const uint8_t *record = record_with_element(btf, id, BTF_K_FUNC_PROTO, index);

	if (!record)
		return (struct btf_param_info){.name = ""};
	uint32_t name_offset = btf_record_element(record, BTF_PARAM_WORDS, index, 0);

	return (struct btf_param_info){
		.name = name_or_empty(btf, name_offset),
		.name_offset = name_offset,
		.type_id = btf_record_element(record, BTF_PARAM_WORDS, index, 1),
	};
}

bool btf_proto_is_variadic(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = record_of_kind(btf, id, BTF_K_FUNC_PROTO);
	uint32_t vlen = record ? btf_record_vlen(record) : 0;

	return vlen && !btf_record_element(record, BTF_PARAM_WORDS, vlen - 1, 0) &&
	       !btf_record_element(record, BTF_PARAM_WORDS, vlen - 1, 1);
}

uint32_t btf_linkage_of(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = record_of_kind(btf, id, BTF_K_FUNC);

	if (record)
		return btf_record_vlen(record);
	record = record_of_kind(btf, id, BTF_K_VAR);
	return record ? btf_record_extra(record, 0) : 0;
}

struct btf_secinfo_info btf_secinfo_at(const struct btf *btf, uint32_t id, uint32_t index)
{
	const uint8_t *record = record_with_element(btf, id, BTF_K_DATASEC, index);

	if (!record)
		return (struct btf_secinfo_info){0};
	return (struct btf_secinfo_info){
		.type_id = btf_record_element(record, BTF_SECINFO_WORDS, index, 0),
		.offset = btf_record_element(record, BTF_SECINFO_WORDS, index, 1),
		.size = btf_record_element(record, BTF_SECINFO_WORDS, index, 2),
	};
}

int32_t btf_component_of(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = record_of_kind(btf, id, BTF_K_DECL_TAG);

	return record ? (int32_t)btf_record_extra(record, 0) : -1;
}
