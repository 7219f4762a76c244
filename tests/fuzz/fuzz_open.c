/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_open.c - libFuzzer: any bytes, opened as BTF that stands alone and as BTF that is split from
 * another; what opens is asked everything. */
#include <stddef.h>
#include <stdint.h>

#include "samples.h"
#include "walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Made once, and there until the end. */
static const struct btf *the_base(void)
{
	static struct btf_builder *b;
	static const struct btf *base;

	if (!base) {
		b = builder_new();
		add_samples(b);
		base = builder_open(b);
	}
	return base;
}

static void try_on(const uint8_t *data, size_t size, const struct btf *base)
{
	struct btf_error err;
	struct btf *btf = btf_open_bytes(data, size, base, &err);

	if (btf)
		walk_btf(btf);
	btf_free(btf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_on(data, size, NULL);
	try_on(data, size, the_base());
	return 0;
}
