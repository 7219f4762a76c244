/* SPDX-License-Identifier: BSD-2-Clause */
/* programs.h - the table behind <libbtf/programs.h>, for those who fill it. */
#ifndef BTF_LOAD_PROGRAMS_H
#define BTF_LOAD_PROGRAMS_H

#include <libbtf/programs.h>

/* Empty. NULL with `err` where there is no memory. */
struct btf_programs *btf_programs_new(struct btf_error *err);

/* Copies the name. Of an id that is there already the last name counts. 0 or -ENOMEM. */
int btf_programs_add(struct btf_programs *programs, uint32_t id, const char *name,
		     struct btf_error *err);

#endif
