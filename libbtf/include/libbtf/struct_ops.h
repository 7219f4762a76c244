/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/struct_ops.h - struct_ops: kernel structs of function pointers that BPF programs implement.
 *
 * The value of such a map is a struct bpf_struct_ops_NAME: a reference count, a state, and behind
 * them, at a cacheline, the struct NAME itself (kernel/bpf/bpf_struct_ops.c). Where the kernel has a
 * function pointer, the value that user space sees has the id of a program, or 0.
 *
 *	old (to 6.8 or so)   refcnt, state, data
 *	new                  common { refcnt, state }, data
 */
#ifndef LIBBTF_STRUCT_OPS_H
#define LIBBTF_STRUCT_OPS_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One kind of struct_ops. Offsets and sizes in bytes, from the beginning of the value. */
struct btf_struct_ops {
	const char *name;   /* "tcp_congestion_ops" */
	uint32_t value_id;  /* STRUCT bpf_struct_ops_NAME */
	uint32_t struct_id; /* STRUCT NAME */
	uint32_t size;      /* of the value */
	uint32_t data_offset, data_size;
	uint32_t state_offset, state_id; /* where the state is, and its ENUM */
	uint32_t refcnt_offset;
};

/* Whether `id` is a value's type, and what is in it. That takes more than a name: the last member is
 * a STRUCT that the rest of the name calls, and those before it are as above. */
BTF_API bool btf_struct_ops_of(const struct btf *btf, uint32_t id, struct btf_struct_ops *ops);

/* All value types among its own types and those of its bases, by id. The caller frees it. NULL where
 * there is none; and, with `err`, where there is no memory. */
BTF_API struct btf_struct_ops *btf_struct_ops_list(const struct btf *btf, uint32_t *count,
						   struct btf_error *err);

/* A member of struct NAME. */
struct btf_struct_ops_member {
	const char *name;
	uint32_t type_id;
	uint32_t index; /* in struct NAME */
	/* In bytes, from the beginning of the value; of a bitfield its first byte. */
	uint32_t offset;
	uint32_t size;     /* in bytes; 0 of a bitfield, and of what has no size */
	uint32_t proto_id; /* the FUNC_PROTO where it is an operation; else 0 */
};
BTF_API struct btf_struct_ops_member
btf_struct_ops_member_at(const struct btf *btf, const struct btf_struct_ops *ops, uint32_t index);

/* What stands before the operations of a value; false where its bytes are not there. */
struct btf_struct_ops_head {
	uint64_t refcount;      /* 1: registered and not in use otherwise */
	uint64_t state;         /* of enum bpf_struct_ops_state: */
	const char *state_name; /* "BPF_STRUCT_OPS_STATE_INUSE"; NULL for an unknown one */
};
BTF_API bool btf_struct_ops_head_of(const struct btf *btf, const struct btf_struct_ops *ops,
				    const void *value, size_t size,
				    struct btf_struct_ops_head *head);

/* What the slot of an operation holds: 0 where it is not implemented, the id of a program, or, where
 * it is more than 32 bits, a pointer that is none. False where its bytes are not there. */
BTF_API bool btf_struct_ops_slot(const struct btf *btf, const struct btf_struct_ops_member *member,
				 const void *value, size_t size, uint64_t *slot);

#ifdef __cplusplus
}
#endif

#endif
