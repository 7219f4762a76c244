/* SPDX-License-Identifier: BSD-2-Clause */
/* check.c - whether the struct_ops of an object fit a kernel, by the rules of libbpf's loader: members
 * are matched by name; each must be of the same kind and size; operations must be function pointers in
 * the kernel too; what the kernel lacks must be zero. */
#include <libbtf/object.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include <libbtf/decl.h>
#include <libbtf/resolve.h>
#include <libbtf/struct_ops.h>

struct checking {
	const struct btf *kernel, *btf;
	const struct btf_object *object;
	uint32_t index; /* of the struct_ops in the object */
	struct btf_object_struct_ops ops;
	struct btf_struct_ops kind;
	struct btf_struct_ops_check *check;
	bool no_memory;
};

__attribute__((format(printf, 4, 5))) static void find(struct checking *checking,
						       enum btf_severity severity,
						       const char *member, const char *format, ...)
{
	struct btf_struct_ops_check *check = checking->check;
	struct btf_finding *longer =
		realloc(check->findings, (check->count + (size_t)1) * sizeof(*longer));
	va_list args;

	if (!longer) {
		checking->no_memory = true;
		return;
	}
	check->findings = longer;
	longer += check->count++;
	*longer = (struct btf_finding){
		.severity = severity, .map = checking->ops.name, .member = member};
	va_start(args, format);
	vsnprintf(longer->text, sizeof(longer->text), format, args);
	va_end(args);
	check->fits &= severity != BTF_FINDING_ERROR;
}

/* The kernel's kind of struct_ops that a struct of the object is meant to be. */
static bool find_kind(struct checking *checking)
{
	const char *name = btf_type_at(checking->btf, checking->ops.struct_id).name;
	const char *flavor = strstr(name, "___");
	size_t length = flavor && flavor != name ? (size_t)(flavor - name) : strlen(name);
	char essential[128], value[160];
	uint32_t struct_id, value_id;

	snprintf(essential, sizeof(essential), "%.*s", (int)length, name);
	snprintf(value, sizeof(value), "bpf_struct_ops_%s", essential);
	struct_id = btf_find_by_name_kind(checking->kernel, essential, BTF_K_STRUCT);
	value_id = btf_find_by_name_kind(checking->kernel, value, BTF_K_STRUCT);
	if (!struct_id) {
		find(checking, BTF_FINDING_ERROR, "", "the kernel has no struct %s", essential);
		return false;
	}
	if (!value_id) {
		find(checking, BTF_FINDING_ERROR, "",
		     "struct %s is no struct_ops in the kernel: there is no struct %s", essential,
		     value);
		return false;
	}
	if (!btf_struct_ops_of(checking->kernel, value_id, &checking->kind)) {
		find(checking, BTF_FINDING_ERROR, "",
		     "the kernel's struct %s is no value of struct_ops", value);
		return false;
	}
	return true;
}

static bool find_member(const struct btf *btf, uint32_t struct_id, const char *name,
			uint32_t *index)
{
	uint32_t vlen = btf_type_vlen(btf, struct_id);

	for (*index = 0; *index < vlen; ++*index)
		if (strcmp(btf_member_at(btf, struct_id, *index).name, name) == 0)
			return true;
	return false;
}

static uint32_t strip(const struct btf *btf, uint32_t id)
{
	uint32_t stripped;

	return btf_type_skip_modifiers(btf, id, &stripped) ? stripped : 0;
}

static uint32_t size_of(const struct btf *btf, uint32_t id)
{
	uint32_t size;

	return btf_type_id_size(btf, &id, &size) ? size : 0;
}

static const char *program_of(const struct checking *checking, const struct btf_member_info *member)
{
	return btf_object_program_at(checking->object, checking->index, member->bit_offset / 8);
}

/* Whether nothing is in a member, of the bytes that are there. */
static bool is_zero(const struct checking *checking, const struct btf_member_info *member)
{
	uint32_t at = member->bit_offset / 8, size = size_of(checking->btf, member->type_id);

	for (uint32_t i = 0; i < size && at + i < checking->ops.size; i++)
		if (checking->ops.data[at + i])
			return false;
	return true;
}

static void check_missing(struct checking *checking, const struct btf_member_info *member)
{
	const char *program = program_of(checking, member);

	if (program)
		find(checking, BTF_FINDING_ERROR, member->name,
		     "the kernel has no such member, and %s implements it", program);
	else if (!is_zero(checking, member))
		find(checking, BTF_FINDING_ERROR, member->name,
		     "the kernel has no such member, and it is not zero");
	else
		find(checking, BTF_FINDING_WARNING, member->name,
		     "the kernel has no such member; it is zero, which libbpf passes over from 1.4 "
		     "on, and refuses before");
}

/* Parameters are compared by number and by kind, what is behind pointers is not. */
static bool is_same_signature(const struct checking *checking, uint32_t ours, uint32_t theirs)
{
	struct btf_type_info a = btf_type_at(checking->btf, ours);
	struct btf_type_info b = btf_type_at(checking->kernel, theirs);

	if (a.vlen != b.vlen ||
	    size_of(checking->btf, a.type_id) != size_of(checking->kernel, b.type_id))
		return false;
	for (uint32_t i = 0; i < a.vlen; i++) {
		uint32_t left = strip(checking->btf, btf_param_at(checking->btf, ours, i).type_id);
		uint32_t right =
			strip(checking->kernel, btf_param_at(checking->kernel, theirs, i).type_id);

		if (btf_type_at(checking->btf, left).kind !=
			    btf_type_at(checking->kernel, right).kind ||
		    size_of(checking->btf, left) != size_of(checking->kernel, right))
			return false;
	}
	return true;
}

static void check_operation(struct checking *checking, const struct btf_member_info *member,
			    uint32_t theirs)
{
	const char *program = program_of(checking, member);
	uint32_t our_proto, their_proto;
	char text[BTF_DECL_MAX];

	if (!btf_type_resolve_func_ptr(checking->kernel, theirs, &their_proto)) {
		if (program)
			find(checking, BTF_FINDING_ERROR, member->name,
			     "%s implements it, and it is no function pointer in the kernel",
			     program);
		return;
	}
	if (!program) {
		find(checking, BTF_FINDING_NOTE, member->name, "not implemented");
		return;
	}
	if (btf_type_resolve_func_ptr(checking->btf, member->type_id, &our_proto) &&
	    is_same_signature(checking, our_proto, their_proto)) {
		find(checking, BTF_FINDING_NOTE, member->name, "implemented by %s", program);
		return;
	}
	btf_declaration(checking->kernel, their_proto, member->name, text, sizeof(text));
	find(checking, BTF_FINDING_WARNING, member->name,
	     "implemented by %s; declared otherwise than in the kernel: %.120s", program, text);
}

static void check_plain(struct checking *checking, const struct btf_member_info *member,
			uint32_t theirs)
{
	uint32_t ours = size_of(checking->btf, member->type_id);
	uint32_t size = size_of(checking->kernel, theirs);

	if (ours != size)
		find(checking, BTF_FINDING_ERROR, member->name,
		     "has %u bytes, and %u in the kernel", ours, size);
}

static void check_member(struct checking *checking, uint32_t index)
{
	struct btf_member_info member =
		btf_member_at(checking->btf, checking->ops.struct_id, index);
	struct btf_member_info theirs;
	enum btf_kind kind, their_kind;
	uint32_t found;

	if (!find_member(checking->kernel, checking->kind.struct_id, member.name, &found)) {
		check_missing(checking, &member);
		return;
	}
	theirs = btf_member_at(checking->kernel, checking->kind.struct_id, found);
	kind = btf_type_at(checking->btf, strip(checking->btf, member.type_id)).kind;
	their_kind = btf_type_at(checking->kernel, strip(checking->kernel, theirs.type_id)).kind;
	if (member.bitfield_size || theirs.bitfield_size)
		find(checking, BTF_FINDING_ERROR, member.name, "a bitfield, which can't be loaded");
	else if (kind != their_kind)
		find(checking, BTF_FINDING_ERROR, member.name,
		     "is of kind %s, and %s in the kernel", btf_kind_name(kind),
		     btf_kind_name(their_kind));
	else if (kind == BTF_K_PTR)
		check_operation(checking, &member, theirs.type_id);
	else
		check_plain(checking, &member, theirs.type_id);
}

static void check_struct_ops(struct checking *checking)
{
	uint32_t vlen = btf_type_vlen(checking->btf, checking->ops.struct_id);

	if (!find_kind(checking))
		return;
	for (uint32_t i = 0; i < vlen; i++)
		check_member(checking, i);
}

struct btf_struct_ops_check *btf_struct_ops_check_new(const struct btf *kernel,
						      const struct btf_object *object,
						      struct btf_error *err)
{
	struct checking checking = {
		.kernel = kernel, .btf = btf_object_btf(object), .object = object};

	if (!btf_object_struct_ops_at(object, 0, &checking.ops)) {
		btf_fail(err, -ENOENT, "the object declares no struct_ops");
		return NULL;
	}
	checking.check = calloc(1, sizeof(*checking.check));
	if (checking.check)
		checking.check->fits = true;
	while (checking.check && !checking.no_memory &&
	       btf_object_struct_ops_at(object, checking.index, &checking.ops)) {
		check_struct_ops(&checking);
		checking.index++;
	}
	if (checking.check && !checking.no_memory)
		return checking.check;
	btf_struct_ops_check_free(checking.check);
	btf_fail(err, -ENOMEM, "no memory");
	return NULL;
}

void btf_struct_ops_check_free(struct btf_struct_ops_check *check)
{
	if (!check)
		return;
	free(check->findings);
	free(check);
}
