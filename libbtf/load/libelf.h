/* SPDX-License-Identifier: BSD-2-Clause */
/* libelf.h - libelf's functions, loaded when a file is ELF. */
#ifndef BTF_LOAD_LIBELF_H
#define BTF_LOAD_LIBELF_H

#include <gelf.h>

#include "base/blob.h"

struct btf_libelf {
	void *library;
	__typeof__(&elf_version) elf_version;
	__typeof__(&elf_memory) elf_memory;
	__typeof__(&elf_end) elf_end;
	__typeof__(&elf_errmsg) elf_errmsg;
	__typeof__(&elf_getshdrnum) elf_getshdrnum;
	__typeof__(&elf_getshdrstrndx) elf_getshdrstrndx;
	__typeof__(&elf_nextscn) elf_nextscn;
	__typeof__(&elf_getscn) elf_getscn;
	__typeof__(&elf_ndxscn) elf_ndxscn;
	__typeof__(&elf_strptr) elf_strptr;
	__typeof__(&elf_getdata) elf_getdata;
	__typeof__(&elf_compress) elf_compress;
	__typeof__(&gelf_getclass) gelf_getclass;
	__typeof__(&gelf_getshdr) gelf_getshdr;
	__typeof__(&gelf_getchdr) gelf_getchdr;
	__typeof__(&gelf_getsym) gelf_getsym;
	__typeof__(&gelf_getrel) gelf_getrel;
	__typeof__(&gelf_getrela) gelf_getrela;
};

/* 0, or -ENOSYS with `err`. */
int btf_libelf_open(struct btf_libelf *lib, struct btf_error *err);
void btf_libelf_close(struct btf_libelf *lib);

/* A file that lies in memory. NULL with `err`; end it with elf_end(). */
Elf *btf_libelf_begin(const struct btf_libelf *lib, const struct btf_blob *bytes,
		      struct btf_error *err);

#endif
