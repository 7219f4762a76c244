/* SPDX-License-Identifier: BSD-2-Clause */
/* packers.h - packs bytes with the libraries themselves, for the tests of load/. */
#ifndef TESTS_UNIT_LOAD_PACKERS_H
#define TESTS_UNIT_LOAD_PACKERS_H

#include "builders.h"
#include "load/form.h"

struct packer {
	const char *name;
	const struct btf_form *form;
	/* Adds one stream. */
	void (*pack)(struct bytes *packed, const void *data, size_t size);
	bool has_end_mark; /* else a stream can be cut between two blocks unnoticed */
};

#define PACKER_COUNT 6
extern const struct packer packers[PACKER_COUNT];

void pack_gzip(struct bytes *packed, const void *data, size_t size);
void pack_xz(struct bytes *packed, const void *data, size_t size);
void pack_lzma(struct bytes *packed, const void *data, size_t size);
void pack_zstd(struct bytes *packed, const void *data, size_t size);
void pack_lz4(struct bytes *packed, const void *data, size_t size);
void pack_lz4_legacy(struct bytes *packed, const void *data, size_t size);

#endif
