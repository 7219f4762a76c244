/* SPDX-License-Identifier: BSD-2-Clause */
/* library.c - loads a shared library on demand. */
#include "base/library.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#include "base/error.h"

void *btf_library_open(const char *soname, const char *purpose, const struct btf_symbol *symbols,
		       struct btf_error *err)
{
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);

	if (!library) {
		btf_fail(err, -ENOSYS, "reading %s needs %s, which can't be loaded", purpose,
			 soname);
		return NULL;
	}
	for (; symbols->name; symbols++) {
		void *function = dlsym(library, symbols->name);

		if (!function) {
			btf_fail(err, -ENOSYS, "reading %s needs %s, which lacks %s", purpose,
				 soname, symbols->name);
			dlclose(library);
			return NULL;
		}
		memcpy(symbols->function, &function, sizeof(function));
	}
	return library;
}

void btf_library_close(void *library)
{
	if (library)
		dlclose(library);
}
