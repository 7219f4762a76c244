/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_map_types.c - the types of BPF maps: what they are called, and how they are read. */
#include "load/kernel_map_types.h"

#include <stddef.h>

#include <linux/bpf.h>

/* Those that came after Debian 12's headers, by their numbers. */
enum later_map_type {
	TYPE_CGRP_STORAGE = 32,
	TYPE_ARENA = 33,
	TYPE_INSN_ARRAY = 34,
};

#define LOCAL  "its values belong to sockets, inodes, tasks or cgroups, and are asked for by those"
#define STREAM "what is in it is read by mapping it, and only once"
#define MEMORY "it is memory that programs share by mapping it"
#define BLOOM  "it answers whether a value is in it, and can't be listed"

static const struct btf_map_type types[] = {
	[BPF_MAP_TYPE_UNSPEC] = {"unspec", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_HASH] = {"hash", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_ARRAY] = {"array", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_PROG_ARRAY] = {"prog_array", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_PERF_EVENT_ARRAY] = {"perf_event_array", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_PERCPU_HASH] = {"percpu_hash", BTF_MAP_BY_CPUS, NULL},
	[BPF_MAP_TYPE_PERCPU_ARRAY] = {"percpu_array", BTF_MAP_BY_CPUS, NULL},
	[BPF_MAP_TYPE_STACK_TRACE] = {"stack_trace", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_CGROUP_ARRAY] = {"cgroup_array", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_LRU_HASH] = {"lru_hash", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_LRU_PERCPU_HASH] = {"lru_percpu_hash", BTF_MAP_BY_CPUS, NULL},
	[BPF_MAP_TYPE_LPM_TRIE] = {"lpm_trie", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_ARRAY_OF_MAPS] = {"array_of_maps", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_HASH_OF_MAPS] = {"hash_of_maps", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_DEVMAP] = {"devmap", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_SOCKMAP] = {"sockmap", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_CPUMAP] = {"cpumap", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_XSKMAP] = {"xskmap", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_SOCKHASH] = {"sockhash", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_CGROUP_STORAGE] = {"cgroup_storage", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_REUSEPORT_SOCKARRAY] = {"reuseport_sockarray", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE] = {"percpu_cgroup_storage", BTF_MAP_BY_CPUS, NULL},
	[BPF_MAP_TYPE_QUEUE] = {"queue", BTF_MAP_BY_PEEK, NULL},
	[BPF_MAP_TYPE_STACK] = {"stack", BTF_MAP_BY_PEEK, NULL},
	[BPF_MAP_TYPE_SK_STORAGE] = {"sk_storage", BTF_MAP_CLOSED, LOCAL},
	[BPF_MAP_TYPE_DEVMAP_HASH] = {"devmap_hash", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_STRUCT_OPS] = {"struct_ops", BTF_MAP_BY_KEYS, NULL},
	[BPF_MAP_TYPE_RINGBUF] = {"ringbuf", BTF_MAP_CLOSED, STREAM},
	[BPF_MAP_TYPE_INODE_STORAGE] = {"inode_storage", BTF_MAP_CLOSED, LOCAL},
	[BPF_MAP_TYPE_TASK_STORAGE] = {"task_storage", BTF_MAP_CLOSED, LOCAL},
	[BPF_MAP_TYPE_BLOOM_FILTER] = {"bloom_filter", BTF_MAP_CLOSED, BLOOM},
	[BPF_MAP_TYPE_USER_RINGBUF] = {"user_ringbuf", BTF_MAP_CLOSED, STREAM},
	[TYPE_CGRP_STORAGE] = {"cgrp_storage", BTF_MAP_CLOSED, LOCAL},
	[TYPE_ARENA] = {"arena", BTF_MAP_CLOSED, MEMORY},
	[TYPE_INSN_ARRAY] = {"insn_array", BTF_MAP_BY_KEYS, NULL},
};

const struct btf_map_type *btf_map_type_of(uint32_t type)
{
	return type < sizeof(types) / sizeof(types[0]) ? &types[type] : NULL;
}

uint64_t btf_map_cpu_stride(uint32_t value_size)
{
	return ((uint64_t)value_size + 7) & ~UINT64_C(7);
}
