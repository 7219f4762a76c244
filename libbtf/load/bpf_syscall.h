/* SPDX-License-Identifier: BSD-2-Clause */
/* bpf_syscall.h - the few calls of bpf(2) that reading maps, programs and BTF takes. Nothing here
 * changes anything in the kernel. */
#ifndef BTF_LOAD_BPF_SYSCALL_H
#define BTF_LOAD_BPF_SYSCALL_H

#include <stddef.h>
#include <stdint.h>

#include <linux/bpf.h>

#include <libbtf/error.h>

/* Inside the kernel "not supported" has a number of its own, which slips out to programs. */
#define BTF_BPF_ENOTSUPP 524

/* What bpf(2) returns, or a negative errno. */
int btf_bpf(enum bpf_cmd command, union bpf_attr *attr);

/* A descriptor of the object with that id: BPF_MAP_GET_FD_BY_ID and its like. `flags` are those of
 * the open file, BPF_F_RDONLY for one. */
int btf_bpf_by_id(enum bpf_cmd command, uint32_t id, uint32_t flags);

/* A descriptor of what is pinned there. */
int btf_bpf_pinned(const char *path, uint32_t flags);

/* The next id above that one: BPF_PROG_GET_NEXT_ID and its like. -ENOENT after the last. */
int btf_bpf_next_id(enum bpf_cmd command, uint32_t id, uint32_t *next);

/* What the kernel says of an object: a struct bpf_map_info or its like. What it fills in beyond
 * what an older kernel knows stays as it is. */
int btf_bpf_info(int fd, void *info, uint32_t size);

/* Writes what keeps a process from asking at all, in words; returns `code`. `what` it wanted is said
 * first: "map 12". */
int btf_bpf_fail(struct btf_error *err, int code, const char *what);

/* The words of an errno, those of the kernel's own among them. Static, or in the buffer. */
const char *btf_bpf_words(int code, char *buffer, size_t size);

#endif
