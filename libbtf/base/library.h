/* SPDX-License-Identifier: BSD-2-Clause */
/* library.h - a shared library that is loaded when a file wants it, not at every start.
 *
 * A file that uses one keeps the functions in a struct on its stack, and fills it from a table:
 *
 *	struct { __typeof__(&inflate) inflate; } z;
 *	const struct btf_symbol symbols[] = {{"inflate", &z.inflate}, {0}};
 *	void *library = btf_library_open("libz.so.1", "gzip", symbols, err);
 */
#ifndef BTF_BASE_LIBRARY_H
#define BTF_BASE_LIBRARY_H

#include <libbtf/error.h>

struct btf_symbol {
	const char *name; /* NULL ends a table */
	void *function;   /* the address of the function pointer that it goes into */
};

/* Loads it and looks up all symbols; NULL where it or one of them is missing, and `err` then says
 * that `purpose` ("gzip", "ELF") needs it. */
void *btf_library_open(const char *soname, const char *purpose, const struct btf_symbol *symbols,
		       struct btf_error *err);

void btf_library_close(void *library);

#endif
