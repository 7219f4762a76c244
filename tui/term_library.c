/* SPDX-License-Identifier: BSD-2-Clause */
/* term_library.c - loads libncursesw. */
#include "term_library.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#include "term_fail.h"

static const char soname[] = "libncursesw.so.6";

static int look_up(struct term_library *library, struct btf_error *err)
{
#define TERM_LIBRARY_ENTRY(name) {#name, &library->name},
	const struct {
		const char *name;
		void *pointer; /* the address of the pointer that it goes into */
	} symbols[] = {{"setupterm", &library->setupterm},
		       {"set_curterm", &library->set_curterm},
		       {"del_curterm", &library->del_curterm},
		       TERM_LIBRARY(TERM_LIBRARY_ENTRY)};
#undef TERM_LIBRARY_ENTRY

	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *address = dlsym(library->handle, symbols[i].name);

		if (!address)
			return term_fail(err, -ENOSYS, "the browser needs %s, which lacks %s",
					 soname, symbols[i].name);
		memcpy(symbols[i].pointer, &address, sizeof(address));
	}
	return 0;
}

int term_library_open(struct term_library *library, struct btf_error *err)
{
	int error;

	/* It stays once it is loaded: it keeps memory that only its own variables know. */
	library->handle = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library->handle)
		return term_fail(err, -ENOSYS, "the browser needs %s, which can't be loaded",
				 soname);
	error = look_up(library, err);
	if (error)
		term_library_close(library);
	return error;
}

void term_library_close(struct term_library *library)
{
	if (library->handle)
		dlclose(library->handle);
	library->handle = NULL;
}
