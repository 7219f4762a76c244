/* SPDX-License-Identifier: BSD-2-Clause */
/* resolve.c - libbtf/resolve.h but for alignment: the kernel's contracts. */
#include <libbtf/resolve.h>

#include <errno.h>
#include <string.h>

#include "model/record.h"

bool btf_type_skip_modifiers(const struct btf *btf, uint32_t id, uint32_t *res)
{
	for (int depth = 0; depth <= BTF_MAX_DEPTH; depth++) {
		const uint8_t *record = btf_record(btf, id);

		if (!record && id)
			return false;
		if (!record || !btf_is_modifier(btf_record_kind(record))) {
			*res = id;
			return true;
		}
		id = btf_record_size_or_type(record);
	}
	return false;
}

bool btf_type_resolve_ptr(const struct btf *btf, uint32_t id, uint32_t *res)
{
	struct btf_type_info type;

	if (!btf_type_skip_modifiers(btf, id, &id))
		return false;
	type = btf_type_at(btf, id);
	return type.kind == BTF_K_PTR && btf_type_skip_modifiers(btf, type.type_id, res);
}

bool btf_type_resolve_func_ptr(const struct btf *btf, uint32_t id, uint32_t *res)
{
	uint32_t pointee;

	if (!btf_type_resolve_ptr(btf, id, &pointee) || !btf_type_is_func_proto(btf, pointee))
		return false;
	*res = pointee;
	return true;
}

/* nelems times size, where that is below 2^32. */
static bool multiply(uint32_t *size, uint32_t nelems)
{
	return !__builtin_mul_overflow(*size, nelems, size);
}

/* The size of what is neither modifier nor VAR; an array's is its innermost element's times all
 * dimensions. */
static bool resolved_type_size(const struct btf *btf, uint32_t id, uint32_t *size)
{
	const uint64_t too_large = (uint64_t)1 << 32; /* until a factor of 0 comes */
	uint64_t total = 1;

	for (int depth = 0; depth <= BTF_MAX_DEPTH; depth++) {
		const uint8_t *record = btf_record(btf, id);
		enum btf_kind kind = btf_kind_of(btf, id);

		if (kind == BTF_K_PTR || btf_kind_has_size(kind)) {
			total *= kind == BTF_K_PTR ? btf_pointer_size(btf)
						   : btf_record_size_or_type(record);
			*size = (uint32_t)total;
			return total < too_large;
		}
		if (kind != BTF_K_ARRAY)
			return false;
		total *= btf_record_extra(record, 2);
		if (total > too_large)
			total = too_large;
		if (!btf_type_skip_modifiers(btf, btf_record_extra(record, 0), &id))
			return false;
	}
	return false;
}

bool btf_type_id_size(const struct btf *btf, uint32_t *id, uint32_t *size)
{
	bool is_var = btf_kind_of(btf, *id) == BTF_K_VAR;
	uint32_t resolved = is_var ? btf_type_at(btf, *id).type_id : *id;
	uint32_t found;

	if (!btf_type_skip_modifiers(btf, resolved, &resolved) ||
	    !resolved_type_size(btf, resolved, &found))
		return false;
	*id = resolved;
	if (size)
		*size = found;
	return true;
}

bool btf_resolve_size(const struct btf *btf, uint32_t id, struct btf_resolved_size *res)
{
	struct btf_resolved_size found = {.nelems = 1};

	for (int depth = 0; depth < BTF_MAX_RESOLVE_DEPTH; depth++) {
		struct btf_type_info type = btf_type_at(btf, id);

		if (type.kind == BTF_K_PTR ||
		    (btf_kind_has_size(type.kind) && type.kind != BTF_K_DATASEC)) {
			found.size = type.kind == BTF_K_PTR ? btf_pointer_size(btf) : type.size;
			found.elem_id = id;
			if (!found.type_id)
				found.type_id = id;
			if (!multiply(&found.size, found.nelems))
				return false;
			*res = found;
			return true;
		}
		if (type.kind == BTF_K_ARRAY) {
			struct btf_array_info array = btf_array_of(btf, id);

			if (!found.type_id)
				found.type_id = id;
			if (!multiply(&found.nelems, array.nelems))
				return false;
			id = array.type_id;
		} else if (btf_is_modifier(type.kind)) {
			id = type.type_id;
		} else {
			return false;
		}
	}
	return false;
}

uint32_t btf_find_by_name_kind(const struct btf *btf, const char *name, enum btf_kind kind)
{
	uint32_t found = btf->base ? btf_find_by_name_kind(btf->base, name, kind) : 0;

	for (uint32_t id = btf->first_id; !found && id < btf->id_end; id++) {
		const uint8_t *record = btf_record(btf, id);
		struct btf_name candidate = btf_name_at(btf, btf_record_name(record));

		if (btf_record_kind(record) == kind && btf_record_name(record) && candidate.text &&
		    strcmp(candidate.text, name) == 0)
			found = id;
	}
	return found;
}

bool btf_member_is_reg_int(const struct btf *btf, uint32_t struct_id, uint32_t index,
			   uint32_t expected_offset, uint32_t expected_size)
{
	struct btf_member_info member = btf_member_at(btf, struct_id, index);
	struct btf_int_info integer;
	uint32_t id = member.type_id;

	if (index >= btf_type_vlen(btf, struct_id) || !btf_type_id_size(btf, &id, NULL) ||
	    !btf_type_is_int(btf, id))
		return false;
	integer = btf_int_of(btf, id);
	if (member.bitfield_size || member.bit_offset % 8 ||
	    member.bit_offset / 8 != expected_offset)
		return false;
	/* With the kflag the INT is the plain one by rule; without, it may itself describe bits. */
	if (!btf_type_kflag(btf, struct_id) && (integer.bit_offset || integer.bits % 8))
		return false;
	return (integer.bits + 7u) / 8 == expected_size;
}

int btf_find_spin_lock(const struct btf *btf, uint32_t id)
{
	const uint32_t lock_size = 4, lock_alignment = 4;
	struct btf_type_info type = btf_type_at(btf, id);
	int offset = -ENOENT;

	if (type.kind != BTF_K_STRUCT)
		return -EINVAL;
	for (uint32_t i = 0; i < type.vlen; i++) {
		struct btf_member_info member = btf_member_at(btf, id, i);
		struct btf_type_info lock = btf_type_at(btf, member.type_id);

		if (lock.kind != BTF_K_STRUCT || lock.size != lock_size ||
		    strcmp(lock.name, "bpf_spin_lock") != 0)
			continue;
		if (offset != -ENOENT)
			return -E2BIG;
		if (member.bit_offset % (lock_alignment * 8))
			return -EINVAL;
		offset = (int)(member.bit_offset / 8);
	}
	return offset;
}

bool btf_type_is_void(const struct btf *btf, uint32_t id)
{
	(void)btf;
	return id == 0;
}

bool btf_type_is_int(const struct btf *btf, uint32_t id)
{
	return btf_kind_of(btf, id) == BTF_K_INT;
}

bool btf_type_is_ptr(const struct btf *btf, uint32_t id)
{
	return btf_kind_of(btf, id) == BTF_K_PTR;
}

bool btf_type_is_enum(const struct btf *btf, uint32_t id)
{
	enum btf_kind kind = btf_kind_of(btf, id);

	return kind == BTF_K_ENUM || kind == BTF_K_ENUM64;
}

bool btf_type_is_struct(const struct btf *btf, uint32_t id)
{
	enum btf_kind kind = btf_kind_of(btf, id);

	return kind == BTF_K_STRUCT || kind == BTF_K_UNION;
}

bool btf_type_is_typedef(const struct btf *btf, uint32_t id)
{
	return btf_kind_of(btf, id) == BTF_K_TYPEDEF;
}

bool btf_type_is_func(const struct btf *btf, uint32_t id)
{
	return btf_kind_of(btf, id) == BTF_K_FUNC;
}

bool btf_type_is_func_proto(const struct btf *btf, uint32_t id)
{
	return btf_kind_of(btf, id) == BTF_K_FUNC_PROTO;
}

uint32_t btf_type_vlen(const struct btf *btf, uint32_t id)
{
	return btf_type_at(btf, id).vlen;
}

bool btf_type_kflag(const struct btf *btf, uint32_t id)
{
	return btf_type_at(btf, id).kflag;
}
