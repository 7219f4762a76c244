/* SPDX-License-Identifier: BSD-2-Clause */
/* struct_ops_json.c - struct_ops values, and the kinds that there are, as JSON. docs/json.md describes
 * it. */
#include <inttypes.h>
#include <stdio.h>

#include "base/json.h"
#include "emit/struct_ops.h"
#include <libbtf/resolve.h>

#define KEY(name) "," BTF_JSON_KEY(name)

static char *put_string(struct btf_out *out, char *at, const char *text)
{
	return btf_json_put_string(out, at, text, text + strlen(text) + 1);
}

static char *put_head(const struct btf *btf, const struct btf_struct_ops_value *value,
		      struct btf_out *out, char *at)
{
	struct btf_struct_ops_head head;

	at = btf_put(at, "{" BTF_JSON_KEY("struct_ops"));
	at = put_string(out, at, value->ops->name);
	at = btf_put(at, KEY("state"));
	if (!btf_struct_ops_head_of(btf, value->ops, value->data, value->size, &head))
		return btf_put(at, "null" KEY("refcount") "null");
	at = head.state_name ? put_string(out, at, head.state_name) : btf_put_u64(at, head.state);
	at = btf_put(at, KEY("refcount"));
	return btf_put_u64(at, head.refcount);
}

static char *put_program(const struct btf_operation *operation, struct btf_out *out, char *at)
{
	if (!operation->slot)
		return btf_put(at, "null");
	if (!operation->is_program) {
		at = btf_put(at, "{" BTF_JSON_KEY("pointer"));
		return btf_put(btf_put_u64(at, operation->slot), "}");
	}
	at = btf_put(at, "{" BTF_JSON_KEY("id"));
	at = btf_put_u64(at, operation->slot);
	at = btf_put(at, KEY("name"));
	at = operation->name ? put_string(out, at, operation->name) : btf_put(at, "null");
	return btf_put(at, "}");
}

static void put_operations(const struct btf *btf, const struct btf_struct_ops_value *value,
			   struct btf_out *out)
{
	uint32_t vlen = btf_type_vlen(btf, value->ops->struct_id);
	struct btf_operation operation;
	bool is_first = true;

	btf_out_literal(out, KEY("operations") "[");
	for (uint32_t i = 0; i < vlen; i++) {
		char *at = btf_out_room(out);

		if (!btf_operation_at(btf, value, i, &operation))
			continue;
		at = is_first ? at : btf_put(at, ",");
		at = btf_put(at, "{" BTF_JSON_KEY("name"));
		at = put_string(out, at, operation.member.name);
		at = btf_put(at, KEY("signature"));
		at = put_string(out, at, operation.signature);
		at = btf_put(at, KEY("implemented"));
		at = operation.slot ? btf_put(at, "true") : btf_put(at, "false");
		at = btf_put(at, KEY("program"));
		out->at = btf_put(put_program(&operation, out, at), "}");
		is_first = false;
	}
	btf_out_literal(out, "]");
}

static int put_members(struct btf_decoder *decoder, const struct btf_struct_ops_value *value,
		       const struct btf_value_json_options *options, struct btf_out *out)
{
	const struct btf *btf = btf_decoder_btf(decoder);
	uint32_t vlen = btf_type_vlen(btf, value->ops->struct_id);
	bool is_first = true;
	int result = 0;

	btf_out_literal(out, KEY("members") "{");
	for (uint32_t i = 0; i < vlen && !result; i++) {
		struct btf_struct_ops_member member = btf_struct_ops_member_at(btf, value->ops, i);
		char *at = btf_out_room(out);

		if (member.proto_id)
			continue;
		at = is_first ? at : btf_put(at, ",");
		out->at = btf_put(put_string(out, at, member.name), ":");
		result = btf_put_plain_member(decoder, value, i, options, out);
		is_first = false;
	}
	btf_out_literal(out, "}}");
	return result;
}

int btf_emit_struct_ops_json(struct btf_decoder *decoder, const struct btf_struct_ops_value *value,
			     const struct btf_struct_ops_options *options, struct btf_out *out)
{
	const struct btf *btf = btf_decoder_btf(decoder);

	out->at = put_head(btf, value, out, btf_out_room(out));
	put_operations(btf, value, out);
	return put_members(decoder, value, &options->values, out);
}

/* The kinds */

static uint32_t count_operations(const struct btf *btf, const struct btf_struct_ops *ops)
{
	uint32_t vlen = btf_type_vlen(btf, ops->struct_id), count = 0;

	for (uint32_t i = 0; i < vlen; i++)
		count += btf_struct_ops_member_at(btf, ops, i).proto_id != 0;
	return count;
}

static void put_kind_json(const struct btf *btf, const struct btf_struct_ops *ops,
			  struct btf_out *out)
{
	char *at = btf_out_room(out);

	at = btf_put(at, "{" BTF_JSON_KEY("struct_ops"));
	at = put_string(out, at, ops->name);
	at = btf_put_u64(btf_put(at, KEY("value_type_id")), ops->value_id);
	at = btf_put_u64(btf_put(at, KEY("type_id")), ops->struct_id);
	at = btf_put_u64(btf_put(at, KEY("value_size")), ops->size);
	at = btf_put_u64(btf_put(at, KEY("data_offset")), ops->data_offset);
	at = btf_put_u64(btf_put(at, KEY("members")), btf_type_vlen(btf, ops->struct_id));
	at = btf_put_u64(btf_put(at, KEY("operations")), count_operations(btf, ops));
	out->at = btf_put(at, "}");
}

/* Names of the input may hold anything; a kind's is a name in C, or it is escaped. */
static void put_kind(const struct btf *btf, const struct btf_struct_ops *ops, struct btf_out *out)
{
	char line[96];

	snprintf(line, sizeof(line), "%8" PRIu32 "  %10" PRIu32 "  %7" PRIu32 "  ", ops->size,
		 count_operations(btf, ops), btf_type_vlen(btf, ops->struct_id));
	btf_out_string(out, line);
	btf_out_write_escaped(out, ops->name);
	btf_out_literal(out, "\n");
}

void btf_emit_struct_ops_list(const struct btf *btf, const struct btf_struct_ops *list,
			      uint32_t count, bool json, struct btf_out *out)
{
	btf_out_string(out, json ? "[" : "    SIZE  OPERATIONS  MEMBERS  NAME\n");
	for (uint32_t i = 0; i < count; i++) {
		if (json && i)
			btf_out_literal(out, ",");
		if (json)
			put_kind_json(btf, &list[i], out);
		else
			put_kind(btf, &list[i], out);
	}
	if (json)
		btf_out_literal(out, "]\n");
}
