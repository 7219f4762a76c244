/* SPDX-License-Identifier: BSD-2-Clause */
/* payload.c - kernel images that say where their payload is.
 *
 *   bzImage    x86: the setup header (Documentation/arch/x86/boot.rst), since protocol 2.08
 *   EFI zboot  arm64, riscv, loongarch: a small EFI program that unpacks an Image; its header is in
 *              the space that the DOS header leaves (drivers/firmware/efi/libstub/zboot-header.S)
 *   UKI        systemd's unified kernel image: an EFI program with a bzImage, an Image or a zboot
 *              in its section .linux
 */
#include <errno.h>
#include <inttypes.h>

#include "base/error.h"
#include "load/bytes.h"
#include "load/form.h"

/* A part that a header names by two numbers; they can be anything. */
static int take_part(const struct btf_blob *image, const char *what, uint64_t offset, uint64_t size,
		     struct btf_blob *part, struct btf_error *err)
{
	if (!btf_blob_part(image, offset, size, part))
		return btf_fail(err, -EINVAL,
				"%s: its %" PRIu64 " bytes at %" PRIu64
				" run past the end of the file, at %zu (truncated?)",
				what, size, offset, image->size);
	if (size == 0)
		return btf_fail(err, -EINVAL, "%s: is empty", what);
	return 0;
}

/* Offsets into the setup header, and the values that stand there. */
#define SETUP_SECTORS              0x1f1
#define SETUP_SECTOR_SIZE          512
#define SETUP_BOOT_FLAG            0x1fe
#define SETUP_MAGIC                0x202
#define SETUP_VERSION              0x206
#define SETUP_VERSION_WITH_PAYLOAD 0x0208
#define SETUP_PAYLOAD_OFFSET       0x248
#define SETUP_PAYLOAD_SIZE         0x24c
#define SETUP_READ_END             0x250

static bool bzimage_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, SETUP_BOOT_FLAG, "\x55\xaa", 2) &&
	       btf_bytes_at(bytes, SETUP_MAGIC, "HdrS", 4);
}

static int bzimage_open(const struct btf_blob *bytes, struct btf_inside *inside,
			struct btf_error *err)
{
	const uint8_t *data = bytes->data;

	if (bytes->size < SETUP_READ_END)
		return btf_fail(err, -EINVAL, "setup header: cut off at byte %zu", bytes->size);
	uint16_t version = btf_le16(data + SETUP_VERSION);

	if (version < SETUP_VERSION_WITH_PAYLOAD)
		return btf_fail(err, -ENOTSUP,
				"setup header: protocol %u.%02u does not say where the payload is "
				"(2.08 and later do)",
				version >> 8, version & 0xff);
	/* 0 stands for 4, as it did in the first kernels. */
	uint64_t sectors = data[SETUP_SECTORS] ? data[SETUP_SECTORS] : 4;
	uint64_t protected_mode = (sectors + 1) * SETUP_SECTOR_SIZE;

	return take_part(bytes, "payload", protected_mode + btf_le32(data + SETUP_PAYLOAD_OFFSET),
			 btf_le32(data + SETUP_PAYLOAD_SIZE), &inside->bytes, err);
}

const struct btf_form btf_form_bzimage = {"bzImage", bzimage_probe, bzimage_open};

#define ZBOOT_MAGIC          4
#define ZBOOT_PAYLOAD_OFFSET 8
#define ZBOOT_PAYLOAD_SIZE   12
#define ZBOOT_PACKING        0x18 /* its name, "gzip" */
#define ZBOOT_PACKING_SIZE   32
#define ZBOOT_READ_END       0x38

static bool zboot_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, "MZ", 2) && btf_bytes_at(bytes, ZBOOT_MAGIC, "zimg", 4);
}

/* The header also names the packing, which the payload's content says as well. */
static int zboot_open(const struct btf_blob *bytes, struct btf_inside *inside,
		      struct btf_error *err)
{
	if (bytes->size < ZBOOT_READ_END)
		return btf_fail(err, -EINVAL, "header: cut off at byte %zu", bytes->size);
	return take_part(bytes, "payload", btf_le32(bytes->data + ZBOOT_PAYLOAD_OFFSET),
			 btf_le32(bytes->data + ZBOOT_PAYLOAD_SIZE), &inside->bytes, err);
}

const struct btf_form btf_form_zboot = {"EFI zboot", zboot_probe, zboot_open};

/* The DOS header's word that leads to the PE header, and that one's layout. */
#define DOS_PE_OFFSET           0x3c
#define PE_SECTION_COUNT        6
#define PE_OPTIONAL_SIZE        20
#define PE_OPTIONAL             24
#define PE_SECTION_SIZE         40
#define PE_SECTION_VIRTUAL_SIZE 8
#define PE_SECTION_FILE_SIZE    16 /* the virtual size, rounded up to the file's alignment */
#define PE_SECTION_FILE_OFFSET  20

/* The record of the section .linux; NULL where this is no UKI. */
static const uint8_t *find_linux_section(const struct btf_blob *bytes)
{
	struct btf_blob header, section;

	if (!btf_bytes_at(bytes, 0, "MZ", 2) || bytes->size < DOS_PE_OFFSET + 4 ||
	    !btf_blob_part(bytes, btf_le32(bytes->data + DOS_PE_OFFSET), PE_OPTIONAL, &header) ||
	    !btf_bytes_at(&header, 0, "PE\0\0", 4))
		return NULL;
	uint64_t at = (uint64_t)(header.data - bytes->data) + PE_OPTIONAL +
		      btf_le16(header.data + PE_OPTIONAL_SIZE);

	for (uint32_t left = btf_le16(header.data + PE_SECTION_COUNT); left; left--) {
		if (!btf_blob_part(bytes, at, PE_SECTION_SIZE, &section))
			return NULL;
		if (btf_bytes_at(&section, 0, ".linux\0\0", 8))
			return section.data;
		at += PE_SECTION_SIZE;
	}
	return NULL;
}

static bool uki_probe(const struct btf_blob *bytes)
{
	return find_linux_section(bytes) != NULL;
}

static int uki_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	const uint8_t *section = find_linux_section(bytes);
	uint32_t size = btf_le32(section + PE_SECTION_VIRTUAL_SIZE);
	uint32_t file_size = btf_le32(section + PE_SECTION_FILE_SIZE);

	return take_part(bytes, ".linux", btf_le32(section + PE_SECTION_FILE_OFFSET),
			 size < file_size ? size : file_size, &inside->bytes, err);
}

const struct btf_form btf_form_uki = {"UKI", uki_probe, uki_open};
