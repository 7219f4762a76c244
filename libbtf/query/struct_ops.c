/* SPDX-License-Identifier: BSD-2-Clause */
/* struct_ops.c - which structs are values of struct_ops maps, and what is where in them. */
#include <libbtf/struct_ops.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "query/value_bits.h"
#include <libbtf/resolve.h>
#include <libbtf/value.h>

#define VALUE_PREFIX "bpf_struct_ops_"

/* The members of a struct, read one after the other. */
struct reading {
	const struct btf *btf;
	uint32_t id, next;
};

/* The next member, if it has that name and lies at a byte. */
static bool read_member(struct reading *reading, const char *name, struct btf_member_info *member)
{
	if (reading->next >= btf_type_vlen(reading->btf, reading->id))
		return false;
	*member = btf_member_at(reading->btf, reading->id, reading->next++);
	return strcmp(member->name, name) == 0 && !member->bitfield_size &&
	       member->bit_offset % 8 == 0;
}

/* refcnt, then state; `offset` is where the struct that they are in begins. */
static bool read_refcnt_and_state(struct reading *reading, uint32_t offset,
				  struct btf_struct_ops *ops)
{
	struct btf_member_info refcnt, state;

	if (!read_member(reading, "refcnt", &refcnt) || !read_member(reading, "state", &state) ||
	    !btf_type_skip_modifiers(reading->btf, state.type_id, &ops->state_id) ||
	    !btf_type_is_enum(reading->btf, ops->state_id))
		return false;
	ops->refcnt_offset = offset + refcnt.bit_offset / 8;
	ops->state_offset = offset + state.bit_offset / 8;
	return true;
}

/* The newer layout has them in a struct of their own. */
static bool read_common(struct reading *reading, struct btf_struct_ops *ops)
{
	struct reading inside = {.btf = reading->btf};
	struct btf_member_info common;

	return read_member(reading, "common", &common) &&
	       btf_type_skip_modifiers(reading->btf, common.type_id, &inside.id) &&
	       btf_type_at(reading->btf, inside.id).kind == BTF_K_STRUCT &&
	       read_refcnt_and_state(&inside, common.bit_offset / 8, ops);
}

static bool read_head(struct reading *reading, struct btf_struct_ops *ops)
{
	const struct reading start = *reading;

	if (read_common(reading, ops))
		return true;
	*reading = start;
	return read_refcnt_and_state(reading, 0, ops);
}

/* The last member: the struct that the value is named after. */
static bool read_data(struct reading *reading, struct btf_struct_ops *ops)
{
	struct btf_member_info data;
	struct btf_type_info type;

	if (!read_member(reading, "data", &data) ||
	    reading->next != btf_type_vlen(reading->btf, reading->id) ||
	    !btf_type_skip_modifiers(reading->btf, data.type_id, &ops->struct_id))
		return false;
	type = btf_type_at(reading->btf, ops->struct_id);
	ops->data_offset = data.bit_offset / 8;
	ops->data_size = type.size;
	return type.kind == BTF_K_STRUCT && strcmp(type.name, ops->name) == 0 &&
	       (uint64_t)ops->data_offset + type.size <= ops->size;
}

bool btf_struct_ops_of(const struct btf *btf, uint32_t id, struct btf_struct_ops *ops)
{
	const size_t prefix = strlen(VALUE_PREFIX);
	struct btf_type_info type = btf_type_at(btf, id);
	struct btf_struct_ops found = {.value_id = id, .size = type.size};
	struct reading reading = {.btf = btf, .id = id};

	if (type.kind != BTF_K_STRUCT || strncmp(type.name, VALUE_PREFIX, prefix) != 0)
		return false;
	found.name = type.name + prefix;
	if (!read_head(&reading, &found) || !read_data(&reading, &found))
		return false;
	*ops = found;
	return true;
}

struct btf_struct_ops *btf_struct_ops_list(const struct btf *btf, uint32_t *count,
					   struct btf_error *err)
{
	struct btf_struct_ops *list = NULL, found;

	*count = 0;
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_struct_ops *longer;

		if (!btf_struct_ops_of(btf, id, &found))
			continue;
		longer = realloc(list, (*count + 1) * sizeof(*list));
		if (!longer) {
			free(list);
			btf_fail(err, -ENOMEM, "no memory");
			return NULL;
		}
		list = longer;
		list[(*count)++] = found;
	}
	return list;
}

struct btf_struct_ops_member
btf_struct_ops_member_at(const struct btf *btf, const struct btf_struct_ops *ops, uint32_t index)
{
	struct btf_member_info member = btf_member_at(btf, ops->struct_id, index);
	uint32_t id = member.type_id;
	struct btf_struct_ops_member found = {.name = member.name,
					      .type_id = member.type_id,
					      .index = index,
					      .offset = ops->data_offset + member.bit_offset / 8};

	if (!member.bitfield_size)
		btf_type_id_size(btf, &id, &found.size);
	btf_type_resolve_func_ptr(btf, member.type_id, &found.proto_id);
	return found;
}

/* An integer of `bits` at a byte of the value. */
static bool read_at(const struct btf *btf, const void *value, size_t size, uint32_t offset,
		    uint32_t bits, uint64_t *found)
{
	const uint8_t *bytes = value;

	if (!bits || bits > 64 || offset > size || bits / 8 > size - offset)
		return false;
	*found = btf_read_bits(bytes + offset, 0, bits, btf_is_big_endian(btf)).low;
	return true;
}

bool btf_struct_ops_head_of(const struct btf *btf, const struct btf_struct_ops *ops,
			    const void *value, size_t size, struct btf_struct_ops_head *head)
{
	uint32_t bits = 8 * btf_type_at(btf, ops->state_id).size;
	struct btf_struct_ops_head found;

	/* A refcount_t is an int in two structs. */
	if (!read_at(btf, value, size, ops->refcnt_offset, 32, &found.refcount) ||
	    !read_at(btf, value, size, ops->state_offset, bits, &found.state))
		return false;
	found.state_name = btf_enumerator_name(btf, ops->state_id, found.state, bits);
	*head = found;
	return true;
}

bool btf_struct_ops_slot(const struct btf *btf, const struct btf_struct_ops_member *member,
			 const void *value, size_t size, uint64_t *slot)
{
	return member->proto_id &&
	       read_at(btf, value, size, member->offset, 8 * member->size, slot);
}
