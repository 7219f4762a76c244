/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_cpus.h - which CPUs a per-CPU value has parts for. */
#ifndef BTF_LOAD_KERNEL_CPUS_H
#define BTF_LOAD_KERNEL_CPUS_H

#include <stdint.h>

#include <libbtf/error.h>

/* The most that the kernel can be built for is 8192; nobody has that many sets. */
#define BTF_CPUS_MAX 65536

struct btf_cpus {
	uint32_t *ids; /* ascending */
	uint32_t count;
};

/* Reads a list as the kernel writes them, "0-3,8": at least one CPU, in ascending order. */
int btf_cpus_parse(const char *text, struct btf_cpus *cpus, struct btf_error *err);

/* Those that the running kernel ever could have. A value has a part for each of them, in this order,
 * whether they are there or not. */
int btf_cpus_possible(struct btf_cpus *cpus, struct btf_error *err);

void btf_cpus_release(struct btf_cpus *cpus);

#endif
