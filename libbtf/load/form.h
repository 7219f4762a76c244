/* SPDX-License-Identifier: BSD-2-Clause */
/* form.h - the forms that a file can have, one struct a form; load.c tries them in turn.
 *
 * A form knows its own by the content, and finds what is inside: BTF at last, or bytes of another
 * form. So a form knows nothing of the others: a gzip file may hold an Image or a module, and a
 * bzImage's payload is of whatever form the payload is.
 */
#ifndef BTF_LOAD_FORM_H
#define BTF_LOAD_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/blob.h"

/* What a form holds. All zero but what it sets. */
struct btf_inside {
	struct btf_blob bytes; /* a part of the outer bytes, or a heap block of its own */
	bool is_btf;           /* raw BTF: nothing is left to unwrap */
	const char *place;     /* what to call them in messages, after the form; may be NULL */

	/* What the outer form knows of the BTF in it. */
	uint32_t pointer_size;      /* in bytes; 0: unknown */
	struct btf_blob base_bytes; /* the base that it brings along (.BTF.base); as `bytes` */
};

struct btf_form {
	const char *name;
	bool (*probe)(const struct btf_blob *bytes);
	int (*open)(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err);
};

extern const struct btf_form btf_form_elf;

/* Images of Linux: those with a header that says where the payload is, and the bare one. */
extern const struct btf_form btf_form_bzimage;
extern const struct btf_form btf_form_zboot;
extern const struct btf_form btf_form_uki;
extern const struct btf_form btf_form_image;

extern const struct btf_form btf_form_gzip;
extern const struct btf_form btf_form_xz;
extern const struct btf_form btf_form_lzma;
extern const struct btf_form btf_form_zstd;
extern const struct btf_form btf_form_lz4;
extern const struct btf_form btf_form_lz4_legacy;

/* Known only to be named in a message. */
extern const struct btf_form btf_form_bzip2;
extern const struct btf_form btf_form_lzop;

#endif
