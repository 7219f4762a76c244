/* SPDX-License-Identifier: BSD-2-Clause */
/* struct_ops.c - a struct_ops value for people: its state, and who implements what. */
#include "emit/struct_ops.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/out.h"
#include "emit/show.h"
#include <libbtf/resolve.h>

#define SIGNATURE_WIDTH_MAX 60

bool btf_operation_at(const struct btf *btf, const struct btf_struct_ops_value *value,
		      uint32_t index, struct btf_operation *operation)
{
	struct btf_struct_ops_member member = btf_struct_ops_member_at(btf, value->ops, index);

	if (!member.proto_id)
		return false;
	operation->member = member;
	operation->slot = 0;
	operation->is_there =
		btf_struct_ops_slot(btf, &member, value->data, value->size, &operation->slot);
	operation->is_program = operation->slot && operation->slot <= UINT32_MAX;
	operation->name = NULL;
	if (operation->is_program && value->programs)
		operation->name = btf_program_name(value->programs, (uint32_t)operation->slot);
	if (operation->is_program && !operation->name && value->names)
		operation->name = value->names[index];
	btf_declaration(btf, member.proto_id, member.name, operation->signature,
			sizeof(operation->signature));
	return true;
}

/* A bitfield has no bytes of its own: it is found while the struct is walked. */
struct finding {
	uint64_t index;
	struct btf_scalar scalar;
	bool is_found;
};

static void find_scalar(void *context, const struct btf_field *field,
			const struct btf_scalar *scalar)
{
	struct finding *finding = context;

	if (field->depth != 1 || field->index != finding->index)
		return;
	finding->scalar = *scalar;
	finding->is_found = true;
}

static int put_bitfield(struct btf_decoder *decoder, const struct btf_struct_ops_value *value,
			uint32_t index, struct btf_out *out)
{
	struct finding finding = {.index = index};
	const struct btf_value_sink sink = {.context = &finding, .scalar = find_scalar};
	const uint8_t *data = (const uint8_t *)value->data + value->ops->data_offset;
	struct btf_value_type type;
	char *at = btf_out_room(out);
	int result;

	if (!btf_value_type_of(btf_decoder_btf(decoder), value->ops->struct_id, &type, NULL))
		return 0;
	result = btf_decode(decoder, &type, data, value->size - value->ops->data_offset, &sink);
	if (!finding.is_found)
		out->at = btf_put(at, "null");
	else if (finding.scalar.is_signed)
		out->at = btf_put_i64(at, (int64_t)finding.scalar.low);
	else
		out->at = btf_put_u64(at, finding.scalar.low);
	return result;
}

static int put_null(struct btf_out *out)
{
	btf_out_literal(out, "null");
	return 0;
}

int btf_put_plain_member(struct btf_decoder *decoder, const struct btf_struct_ops_value *value,
			 uint32_t index, const struct btf_value_json_options *options,
			 struct btf_out *out)
{
	const struct btf *btf = btf_decoder_btf(decoder);
	struct btf_struct_ops_member member = btf_struct_ops_member_at(btf, value->ops, index);
	const uint8_t *data = value->data;
	struct btf_value_type type;
	struct btf_value part;

	if (value->size < value->ops->data_offset)
		return put_null(out);
	if (btf_member_at(btf, value->ops->struct_id, index).bitfield_size)
		return put_bitfield(decoder, value, index, out);
	if (!btf_value_type_of(btf, member.type_id, &type, NULL) || member.offset > value->size)
		return put_null(out);
	part = (struct btf_value){&type, data + member.offset, value->size - member.offset};
	if (part.size > type.size)
		part.size = (size_t)type.size;
	return btf_emit_value_json(decoder, &part, options, out);
}

/* The text */

static void put_head(const struct btf_show *show, const struct btf_struct_ops_value *value)
{
	struct btf_struct_ops_head head;

	btf_show_print(show, "struct ");
	btf_show_styled(show, BTF_STYLE_NAME, value->ops->name);
	btf_show_print(show, "\n");
	if (!btf_struct_ops_head_of(show->btf, value->ops, value->data, value->size, &head)) {
		btf_show_styled(show, BTF_STYLE_UNUSED, "  its state is missing\n");
		return;
	}
	btf_show_print(show, "  state      ");
	if (head.state_name)
		btf_show_text(show, head.state_name);
	else
		btf_show_print(show, "%" PRIu64, head.state);
	btf_show_print(show, "\n  refcount   %" PRIu64 "\n", head.refcount);
}

static void put_program(const struct btf_show *show, const struct btf_operation *operation)
{
	if (!operation->is_there) {
		btf_show_styled(show, BTF_STYLE_UNUSED, "missing");
	} else if (!operation->slot) {
		btf_show_print(show, "-");
	} else if (!operation->is_program) {
		btf_show_print(show, "0x%" PRIx64 ", no program", operation->slot);
	} else {
		btf_show_begin(show, BTF_STYLE_NUMBER);
		btf_show_print(show, "%" PRIu64, operation->slot);
		btf_show_end(show);
		if (operation->name) {
			btf_show_print(show, " ");
			btf_show_styled(show, BTF_STYLE_NAME, operation->name);
		}
	}
	btf_show_print(show, "\n");
}

static int signature_width(const struct btf *btf, const struct btf_struct_ops_value *value)
{
	uint32_t vlen = btf_type_vlen(btf, value->ops->struct_id);
	struct btf_operation operation;
	int widest = 0;

	for (uint32_t i = 0; i < vlen; i++) {
		int width = btf_operation_at(btf, value, i, &operation)
				    ? (int)strlen(operation.signature)
				    : 0;

		if (width > widest && width <= SIGNATURE_WIDTH_MAX)
			widest = width;
	}
	return widest;
}

static void put_operations(const struct btf_show *show, const struct btf_struct_ops_value *value)
{
	uint32_t vlen = btf_type_vlen(show->btf, value->ops->struct_id);
	int width = signature_width(show->btf, value);
	struct btf_operation operation;

	btf_show_print(show, "\n  operations and the programs behind them\n");
	for (uint32_t i = 0; i < vlen; i++) {
		int length;

		if (!btf_operation_at(show->btf, value, i, &operation))
			continue;
		length = (int)strlen(operation.signature);
		btf_show_print(show, "    ");
		btf_show_text(show, operation.signature);
		btf_show_blanks(show, 2 + (length < width ? width - length : 0));
		put_program(show, &operation);
	}
}

/* Values are written as JSON, which has nothing in it that a terminal obeys. */
static int put_members(const struct btf_show *show, struct btf_decoder *decoder,
		       const struct btf_struct_ops_value *value,
		       const struct btf_value_json_options *options)
{
	uint32_t vlen = btf_type_vlen(show->btf, value->ops->struct_id);
	int result = 0;

	btf_show_print(show, "\n  other members\n");
	for (uint32_t i = 0; i < vlen && !result; i++) {
		struct btf_struct_ops_member member =
			btf_struct_ops_member_at(show->btf, value->ops, i);

		if (member.proto_id)
			continue;
		btf_show_print(show, "    ");
		btf_show_text(show, member.name);
		btf_show_print(show, " = ");
		result = btf_put_plain_member(decoder, value, i, options, show->out);
		btf_show_print(show, "\n");
	}
	return result;
}

int btf_emit_struct_ops(struct btf_decoder *decoder, const struct btf_struct_ops_value *value,
			const struct btf_struct_ops_options *options, struct btf_out *out)
{
	const struct btf_show_options look = {.color = options->color, .escaped = options->escaped};
	const struct btf_show show = {btf_decoder_btf(decoder), &look, out};

	put_head(&show, value);
	put_operations(&show, value);
	return put_members(&show, decoder, value, &options->values);
}
