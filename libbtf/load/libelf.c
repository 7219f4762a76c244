/* SPDX-License-Identifier: BSD-2-Clause */
/* libelf.c - loads libelf. */
#include "load/libelf.h"

#include <errno.h>

#include "base/error.h"
#include "base/library.h"

int btf_libelf_open(struct btf_libelf *lib, struct btf_error *err)
{
	const struct btf_symbol symbols[] = {
		{"elf_version", &lib->elf_version},
		{"elf_memory", &lib->elf_memory},
		{"elf_end", &lib->elf_end},
		{"elf_errmsg", &lib->elf_errmsg},
		{"elf_getshdrnum", &lib->elf_getshdrnum},
		{"elf_getshdrstrndx", &lib->elf_getshdrstrndx},
		{"elf_nextscn", &lib->elf_nextscn},
		{"elf_getscn", &lib->elf_getscn},
		{"elf_ndxscn", &lib->elf_ndxscn},
		{"elf_strptr", &lib->elf_strptr},
		{"elf_getdata", &lib->elf_getdata},
		{"elf_compress", &lib->elf_compress},
		{"gelf_getclass", &lib->gelf_getclass},
		{"gelf_getshdr", &lib->gelf_getshdr},
		{"gelf_getchdr", &lib->gelf_getchdr},
		{"gelf_getsym", &lib->gelf_getsym},
		{"gelf_getrel", &lib->gelf_getrel},
		{"gelf_getrela", &lib->gelf_getrela},
		{0},
	};

	lib->library = btf_library_open("libelf.so.1", "ELF", symbols, err);
	return lib->library ? 0 : -ENOSYS;
}

void btf_libelf_close(struct btf_libelf *lib)
{
	btf_library_close(lib->library);
}

/* libelf wants memory that it may write to, but only reads where nothing asks it to write. */
Elf *btf_libelf_begin(const struct btf_libelf *lib, const struct btf_blob *bytes,
		      struct btf_error *err)
{
	Elf *elf = NULL;

	if (lib->elf_version(EV_CURRENT) != EV_NONE)
		elf = lib->elf_memory((char *)(uintptr_t)bytes->data, bytes->size);
	if (!elf)
		btf_fail(err, -EINVAL, "%s", lib->elf_errmsg(-1));
	return elf;
}
