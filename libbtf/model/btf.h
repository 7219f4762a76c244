/* SPDX-License-Identifier: BSD-2-Clause */
/* btf.h - what a struct btf is made of. Made by parse.c; read by types.c through record.h; nobody
 * else looks inside. */
#ifndef BTF_MODEL_BTF_H
#define BTF_MODEL_BTF_H

#include "base/blob.h"
#include "model/format.h"
#include <libbtf/btf.h>

/* What the layout section says of a kind: how long its records are. Sizes in bytes. */
struct btf_kind_layout {
	bool known;
	uint32_t info_size; /* behind the 12 bytes that every record begins with */
	uint32_t element_size;
};

struct btf {
	const struct btf *base;
	uint32_t first_id, id_end;

	const uint8_t *types;    /* native byte order; not aligned */
	uint32_t *record_offset; /* by id - first_id, in bytes from `types` */

	const char *strings; /* own strings; ends with a NUL where it is not empty */
	uint32_t
		first_string; /* the offset of the first own string: where the base's strings end */
	uint32_t strings_size; /* in bytes */

	struct btf_kind_layout layout[BTF_KIND_LIMIT];
	uint32_t pointer_size;
	bool big_endian;

	uint8_t *swapped_types;  /* the types' copy where the bytes are of the other order */
	struct btf_blob backing; /* the bytes, where they are this object's to give back */
	struct btf *owned_base;  /* the base, where this object loaded it */
};

/* What the one who opens knows and the bytes don't say. */
struct btf_open_context {
	const struct btf *base; /* NULL for BTF that stands alone */
	uint32_t pointer_size;  /* 0: unknown */
};

/* btf_open_bytes() with a context. */
struct btf *btf_open_in_context(const uint8_t *data, size_t size,
				const struct btf_open_context *context, struct btf_error *err);

#endif
