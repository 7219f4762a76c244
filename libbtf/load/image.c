/* SPDX-License-Identifier: BSD-2-Clause */
/* image.c - finds BTF in a bare kernel Image, which has no section headers to name it.
 *
 * The Image is what lies in the kernel's memory, cut from its ELF: so .BTF is in it as it was, and
 * begins with BTF's magic, version 1 and no flags. These four bytes occur by chance too, and as a
 * constant in the kernel's own code; and a kernel may carry BPF programs with small BTFs of theirs.
 * So every place where they stand is looked at: the header must make sense, and BTF must open. The
 * largest that does is the kernel's.
 */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "load/bytes.h"
#include "load/form.h"
#include "model/format.h"
#include <libbtf/btf.h>

/* Places whose header makes sense are rare in an Image that was built, and not in one that was made
 * to take time: so what is opened is limited, to this many times the size of the Image. */
#define BUDGET_IMAGES 4

struct scan {
	const struct btf_blob *image;
	uint64_t budget;         /* bytes that may still be opened */
	struct btf_blob largest; /* BTF that opens; a part of the image */
};

#define IMAGE_MAGIC_OFFSET 0x38

static bool image_probe(const struct btf_blob *bytes)
{
	static const char *const magics[] = {
		"ARM\x64",          /* Documentation/arch/arm64/booting.rst */
		"RSC\x05",          /* Documentation/arch/riscv/boot-image-header.rst */
		"\xcd\x23\x82\x81", /* of an Image that is an EFI program too: loongarch */
	};

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (btf_bytes_at(bytes, IMAGE_MAGIC_OFFSET, magics[i], 4))
			return true;
	return false;
}

/* The words of a header behind its magic, version and flags, in native order. */
static void read_words(const uint8_t *data, struct btf_file_header *header)
{
	uint32_t words[5];

	memcpy(header, data, 4);
	memcpy(words, data + 4, sizeof(words));
	if (header->magic == BTF_MAGIC_SWAPPED)
		for (size_t i = 0; i < 5; i++)
			words[i] = __builtin_bswap32(words[i]);
	memcpy(&header->header_size, words, sizeof(words));
}

/* The bytes from here to the end of the strings, where they read as the header of a BTF that has
 * types and stands alone. pahole and the kernel's build write the strings last. */
static bool has_plausible_header(const struct btf_blob *bytes, size_t offset, struct btf_blob *btf)
{
	struct btf_file_header header = {0};

	if (!btf_blob_part(bytes, offset, BTF_HEADER_SIZE_MIN, btf))
		return false;
	read_words(btf->data, &header);
	uint64_t strings = (uint64_t)header.header_size + header.str_off;

	return header.header_size >= BTF_HEADER_SIZE_MIN && header.header_size % 4 == 0 &&
	       header.type_len >= BTF_RECORD_SIZE && header.type_len % 4 == 0 &&
	       (uint64_t)header.type_off + header.type_len <= header.str_off &&
	       header.str_len > 0 && btf_blob_part(bytes, offset, strings + header.str_len, btf) &&
	       btf->data[strings] == '\0' && btf->data[btf->size - 1] == '\0';
}

static bool opens(struct scan *scan, const struct btf_blob *bytes)
{
	if (bytes->size > scan->budget)
		return false;
	scan->budget -= bytes->size;

	struct btf *btf = btf_open_bytes(bytes->data, bytes->size, NULL, NULL);
	bool good = btf != NULL;

	btf_free(btf);
	return good;
}

/* Takes a BTF that begins with these four bytes and is larger than the largest so far. */
static void scan_for(struct scan *scan, const char beginning[4])
{
	const uint8_t *begin = scan->image->data, *end = begin + scan->image->size, *at = begin;

	while ((at = memmem(at, (size_t)(end - at), beginning, 4))) {
		struct btf_blob found;

		if (has_plausible_header(scan->image, (size_t)(at - begin), &found) &&
		    found.size > scan->largest.size && opens(scan, &found)) {
			scan->largest = found;
			at += found.size;
		} else {
			at++;
		}
	}
}

static int image_open(const struct btf_blob *bytes, struct btf_inside *inside,
		      struct btf_error *err)
{
	struct scan scan = {.image = bytes, .budget = (uint64_t)bytes->size * BUDGET_IMAGES};

	scan_for(&scan, "\x9f\xeb\x01\x00");
	scan_for(&scan, "\xeb\x9f\x01\x00");
	if (!scan.largest.size)
		return btf_fail(err, -ENOENT,
				"no BTF in its %zu bytes (built without CONFIG_DEBUG_INFO_BTF, or "
				"truncated?)",
				bytes->size);
	inside->bytes = scan.largest;
	inside->is_btf = true;
	return 0;
}

const struct btf_form btf_form_image = {"Image", image_probe, image_open};
