/* SPDX-License-Identifier: BSD-2-Clause */
/* load.h - btf_load() for tests, which have no kernel modules. */
#ifndef BTF_LOAD_LOAD_H
#define BTF_LOAD_LOAD_H

#include <libbtf/load.h>

/* btf_load() with another place for the running kernel's BTFs than /sys/kernel/btf. */
struct btf *btf_load_in(const char *directory, const char *source, const struct btf *base,
			struct btf_error *err);

#endif
