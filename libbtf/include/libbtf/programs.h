/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/programs.h - names of BPF programs by their ids: what the numbers in a struct_ops value
 * stand for. */
#ifndef LIBBTF_PROGRAMS_H
#define LIBBTF_PROGRAMS_H

#include <libbtf/btf.h>

#ifdef __cplusplus
extern "C" {
#endif

struct btf_programs;

/* From a file of `bpftool -j prog show` (-p too). Names have up to 15 characters there. NULL with
 * `err`, which names the file and the line. */
BTF_API struct btf_programs *btf_programs_load(const char *path, struct btf_error *err);

/* From the running kernel, through bpf(2): full names, from the programs' BTF where they have it. */
BTF_API struct btf_programs *btf_programs_live(struct btf_error *err);

BTF_API void btf_programs_free(struct btf_programs *programs);

/* NULL for an id that is not among them. Valid as long as they are. */
BTF_API const char *btf_program_name(const struct btf_programs *programs, uint32_t id);

#ifdef __cplusplus
}
#endif

#endif
