/* SPDX-License-Identifier: BSD-2-Clause */
/* elf.c - finds .BTF and .BTF.base in an ELF file.
 *
 * libelf reads the headers, of both classes and byte orders. The sections' bytes are taken from the
 * file itself, without a copy; only a compressed section is given to libelf, in a copy of the whole
 * file, since elf_compress() writes to the headers of the one that it is given.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "load/bytes.h"
#include "load/form.h"
#include "load/libelf.h"

/* A section that was looked for. */
struct section {
	const char *name;
	bool found;
	size_t index;
	GElf_Shdr header;
};

static int find_sections(const struct btf_libelf *lib, Elf *elf, struct section *wanted,
			 size_t count, struct btf_error *err)
{
	size_t section_count, names_index;
	Elf_Scn *section = NULL;

	if (lib->elf_getshdrnum(elf, &section_count) || section_count == 0 ||
	    lib->elf_getshdrstrndx(elf, &names_index))
		return btf_fail(err, -ENOENT, "no section headers (stripped, or truncated?)");
	while ((section = lib->elf_nextscn(elf, section))) {
		GElf_Shdr header;
		const char *name = NULL;

		if (lib->gelf_getshdr(section, &header))
			name = lib->elf_strptr(elf, names_index, header.sh_name);
		for (size_t i = 0; name && i < count; i++) {
			if (wanted[i].found || strcmp(name, wanted[i].name) != 0)
				continue;
			wanted[i].found = true;
			wanted[i].index = lib->elf_ndxscn(section);
			wanted[i].header = header;
		}
	}
	return 0;
}

static int copy_bytes(const void *data, size_t size, struct btf_blob *copy, struct btf_error *err)
{
	void *memory = malloc(size + !size);

	if (!memory)
		return btf_fail(err, -ENOMEM, "no memory for %zu bytes", size);
	if (size)
		memcpy(memory, data, size);
	*copy = (struct btf_blob){memory, size, BTF_BLOB_HEAP};
	return 0;
}

/* Uncompresses in `elf`, which lies in memory of its own. */
static int uncompress(const struct btf_libelf *lib, Elf *elf, const struct section *section,
		      struct btf_blob *out, struct btf_error *err)
{
	Elf_Scn *scn = lib->elf_getscn(elf, section->index);
	GElf_Chdr header;
	Elf_Data *data;

	if (!lib->gelf_getchdr(scn, &header))
		return btf_fail(err, -EINVAL, "compressed: %s", lib->elf_errmsg(-1));
	if (header.ch_size > BTF_BLOB_MAX)
		return btf_fail(err, -EFBIG, "compressed: holds more than %zu bytes", BTF_BLOB_MAX);
	if (lib->elf_compress(scn, 0, 0) < 0 || !(data = lib->elf_getdata(scn, NULL)))
		return btf_fail(err, -EINVAL, "compressed (type %u): %s", (unsigned)header.ch_type,
				lib->elf_errmsg(-1));
	return copy_bytes(data->d_buf, data->d_size, out, err);
}

static int take_compressed(const struct btf_libelf *lib, const struct btf_blob *file,
			   const struct section *section, struct btf_blob *out,
			   struct btf_error *err)
{
	struct btf_blob copy = {0};
	Elf *elf = NULL;
	int result = copy_bytes(file->data, file->size, &copy, err);

	if (result)
		return result;
	elf = btf_libelf_begin(lib, &copy, err);
	result = elf ? uncompress(lib, elf, section, out, err) : -EINVAL;
	lib->elf_end(elf);
	btf_blob_release(&copy);
	return result;
}

/* The bytes of a section: a part of the file or, where `copied`, a heap block. */
static int take_section(const struct btf_libelf *lib, const struct btf_blob *file,
			const struct section *section, bool copied, struct btf_blob *out,
			struct btf_error *err)
{
	const GElf_Shdr *header = &section->header;
	struct btf_blob part;

	if (header->sh_type == SHT_NOBITS)
		return btf_fail(err, -ENOENT,
				"is not in this file, only its place (cut out by "
				"objcopy --only-keep-debug?)");
	if (!btf_blob_part(file, header->sh_offset, header->sh_size, &part))
		return btf_fail(err, -EINVAL,
				"its %" PRIu64 " bytes at %" PRIu64
				" run past the end of the file, at %zu (truncated?)",
				(uint64_t)header->sh_size, (uint64_t)header->sh_offset, file->size);
	if (header->sh_flags & SHF_COMPRESSED)
		return take_compressed(lib, file, section, out, err);
	if (copied)
		return copy_bytes(part.data, part.size, out, err);
	*out = part;
	return 0;
}

static int take_sections(const struct btf_libelf *lib, Elf *elf, const struct btf_blob *file,
			 struct btf_inside *inside, struct btf_error *err)
{
	struct section wanted[] = {{.name = ".BTF"}, {.name = ".BTF.base"}};
	struct btf_blob *places[] = {&inside->bytes, &inside->base_bytes};
	int result = find_sections(lib, elf, wanted, 2, err);

	if (!result && !wanted[0].found)
		result = btf_fail(err, -ENOENT,
				  "no .BTF section (a BPF object needs clang -g, a kernel "
				  "CONFIG_DEBUG_INFO_BTF, a program pahole -J)");
	/* Either both are parts of the file, or neither: then nobody needs the file any longer. */
	bool copied = (wanted[0].header.sh_flags | wanted[1].header.sh_flags) & SHF_COMPRESSED;

	for (size_t i = 0; i < 2 && !result; i++) {
		if (!wanted[i].found)
			continue;
		result = take_section(lib, file, &wanted[i], copied, places[i], err);
		if (result)
			btf_error_prefix(err, wanted[i].name);
	}
	inside->is_btf = true;
	inside->place = ".BTF";
	inside->pointer_size = lib->gelf_getclass(elf) == ELFCLASS32 ? 4 : 8;
	return result;
}

static bool elf_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, ELFMAG, SELFMAG);
}

static int elf_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	struct btf_libelf lib;
	int result = btf_libelf_open(&lib, err);
	Elf *elf;

	if (result)
		return result;
	elf = btf_libelf_begin(&lib, bytes, err);
	result = elf ? take_sections(&lib, elf, bytes, inside, err) : -EINVAL;
	lib.elf_end(elf);
	btf_libelf_close(&lib);
	if (result) {
		btf_blob_release(&inside->bytes);
		btf_blob_release(&inside->base_bytes);
	}
	return result;
}

const struct btf_form btf_form_elf = {"ELF", elf_probe, elf_open};
