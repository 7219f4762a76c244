/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/kernel.h - maps, programs and BTF objects of the running kernel, through bpf(2).
 *
 * All of it takes the right to use bpf(2) (CAP_BPF and CAP_SYS_ADMIN, or root): where a process may
 * not, the error is -EPERM and says so in one line.
 */
#ifndef LIBBTF_KERNEL_H
#define LIBBTF_KERNEL_H

#include <libbtf/entries.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The entries of a map, read in batches where the kernel has them. A map without keys of its own (a
 * queue, a stack) and those whose values are kernel objects (maps of maps, program arrays) give what
 * a look-up gives: of a queue and a stack that is what comes out next, which stays in. Entries that
 * can't be looked up have an `error`; empty slots, and what vanishes while it is read, are no
 * entries. `place` is the number of the key, from 1. To be closed with btf_entries_close(). NULL with `err`: -ENOENT for no such map, -EPERM, -EOPNOTSUPP for a kind of
 * map that holds nothing that can be read. */
BTF_API struct btf_entries *btf_entries_open_map_id(uint32_t map_id, struct btf_error *err);
BTF_API struct btf_entries *btf_entries_open_pinned(const char *path, struct btf_error *err);

/* What the kernel says of the map. NULL where the entries are not of a live map. */
BTF_API const struct btf_map_info *btf_entries_map(const struct btf_entries *entries);

/* A BTF object of the kernel by its id. `base` is what a module's is split from: the running
 * kernel's vmlinux; it must outlive the result. Where it is NULL, a module's brings it along; an
 * object that stands alone takes no notice of it. */
BTF_API struct btf *btf_load_kernel_id(uint32_t btf_id, const struct btf *base,
				       struct btf_error *err);

/* Whether that object is split from vmlinux: a kernel module's. 1, 0 or a negative errno. */
BTF_API int btf_kernel_id_is_module(uint32_t btf_id, struct btf_error *err);

#ifdef __cplusplus
}
#endif

#endif
