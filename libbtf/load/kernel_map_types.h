/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_map_types.h - the types of BPF maps: what they are called, and how they are read. */
#ifndef BTF_LOAD_KERNEL_MAP_TYPES_H
#define BTF_LOAD_KERNEL_MAP_TYPES_H

#include <stdint.h>

enum btf_map_reading {
	BTF_MAP_BY_KEYS, /* one value a key */
	BTF_MAP_BY_CPUS, /* a value for each possible CPU a key */
	BTF_MAP_BY_PEEK, /* no keys: what would be taken out next can be looked at */
	BTF_MAP_CLOSED,  /* nothing in it can be read by bpf(2) */
};

struct btf_map_type {
	const char *name; /* as bpftool calls it */
	enum btf_map_reading reading;
	const char *why; /* of what is closed */
};

/* NULL for a type that is not known here. */
const struct btf_map_type *btf_map_type_of(uint32_t type);

/* The bytes of one CPU's value in what a look-up gives. */
uint64_t btf_map_cpu_stride(uint32_t value_size);

#endif
