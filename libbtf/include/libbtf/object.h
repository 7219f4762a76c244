/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/object.h - a BPF object as a compiler wrote it: the struct_ops that it declares, and the
 * programs that implement their operations.
 *
 *	SEC(".struct_ops.link")
 *	struct tcp_congestion_ops seed = {
 *		.ssthresh = (void *)seed_ssthresh,     a relocation to the program
 *		.name = "bpf_seed",                    bytes of the section
 *	};
 */
#ifndef LIBBTF_OBJECT_H
#define LIBBTF_OBJECT_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

struct btf_object;

/* NULL with `err`, which names the file: -EINVAL for what is no ELF file of BPF, and the errors of
 * btf_load(). */
BTF_API struct btf_object *btf_object_open(const char *path, struct btf_error *err);
BTF_API void btf_object_close(struct btf_object *object);

BTF_API const struct btf *btf_object_btf(const struct btf_object *object);

/* A variable in the section .struct_ops or .struct_ops.link: a map, once it is loaded. */
struct btf_object_struct_ops {
	const char *name;    /* the variable's */
	uint32_t struct_id;  /* of the object's BTF */
	const uint8_t *data; /* what it is initialised with, without relocations ... */
	size_t size;         /* ... in bytes; less than the type's where the section ends before */
	bool is_link;        /* registered by a link */
};

/* The one at `index`, from 0; false behind the last one. */
BTF_API bool btf_object_struct_ops_at(const struct btf_object *object, uint32_t index,
				      struct btf_object_struct_ops *ops);

/* The program that is to go into the slot at a byte of it; NULL: none. */
BTF_API const char *btf_object_program_at(const struct btf_object *object, uint32_t index,
					  uint32_t offset);

/* The program that implements an operation of the first struct_ops of that kind: names of the struct
 * and of the member. NULL: none. */
BTF_API const char *btf_object_operation(const struct btf_object *object, const char *kind,
					 const char *member);

/* What of an object does not fit a kernel's BTF, by the rules that libbpf loads by (1.5: before 1.4 it
 * refuses members that the kernel lacks even where they are zero). */
enum btf_severity {
	BTF_FINDING_ERROR,   /* it is refused */
	BTF_FINDING_WARNING, /* it is loaded, and may not do what is meant, or not everywhere */
	BTF_FINDING_NOTE,
};

struct btf_finding {
	enum btf_severity severity;
	const char *map;    /* the variable */
	const char *member; /* "": of the struct as a whole */
	char text[200];
};

struct btf_struct_ops_check {
	bool fits;                    /* there is no error */
	struct btf_finding *findings; /* by map, and by member */
	uint32_t count;
};

/* The object must outlive it. NULL with `err`: -ENOENT where the object declares no struct_ops,
 * -ENOMEM. */
BTF_API struct btf_struct_ops_check *btf_struct_ops_check_new(const struct btf *kernel,
							      const struct btf_object *object,
							      struct btf_error *err);
BTF_API void btf_struct_ops_check_free(struct btf_struct_ops_check *check);

#ifdef __cplusplus
}
#endif

#endif
