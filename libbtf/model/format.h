/* SPDX-License-Identifier: BSD-2-Clause */
/* format.h - BTF on disk: Documentation/bpf/btf.rst, include/uapi/linux/btf.h. Written out here
 * because the headers of distributions lag behind: Linux 6.1's know no layout section.
 *
 *	header | type records | layout (2026) | strings        offsets count from the header's end
 *
 * A type record is three words {name_off, info, size or type} and what its kind adds: fixed words,
 * then vlen elements. Everything in the type section is made of 32-bit words.
 */
#ifndef BTF_MODEL_FORMAT_H
#define BTF_MODEL_FORMAT_H

#include <stdint.h>

#define BTF_MAGIC_NATIVE   0xEB9F
#define BTF_MAGIC_SWAPPED  0x9FEB
#define BTF_FORMAT_VERSION 1

struct btf_file_header {
	uint16_t magic;
	uint8_t version;
	uint8_t flags;
	uint32_t header_size;
	uint32_t type_off, type_len;
	uint32_t str_off, str_len;
	uint32_t layout_off, layout_len; /* since Linux 7.1; 0 in shorter headers */
};

#define BTF_HEADER_SIZE_MIN 24 /* without the two words of the layout section */

/* The info word: vlen and kind were 16 and 5 bits wide until Linux 7.2; no older file sets the bits
 * between, so the wide reading serves all. */
#define BTF_INFO_VLEN_MASK   0xffffffu
#define BTF_INFO_KIND_SHIFT  24
#define BTF_INFO_KIND_MASK   0x7fu
#define BTF_INFO_KFLAG_SHIFT 31

#define BTF_KIND_LIMIT (BTF_INFO_KIND_MASK + 1) /* a kind is a number below this */

#define BTF_RECORD_SIZE 12 /* the three words that every record begins with */

/* One entry of the layout section, an array by kind. */
struct btf_file_layout {
	uint8_t info_size;
	uint8_t element_size;
	uint16_t flags;
};

#endif
