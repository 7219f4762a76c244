/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_load.c - libFuzzer: any bytes, loaded as a file of any form that BTF is shipped in. */
#include <stddef.h>
#include <stdint.h>

#include "walk.h"
#include <libbtf/load.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct btf_error err;
	struct btf *btf = btf_load_bytes("input", data, size, NULL, &err);

	if (btf)
		walk_btf(btf);
	btf_free(btf);
	return 0;
}
