/* SPDX-License-Identifier: BSD-2-Clause */
/* walk.h - asks a BTF everything that can be asked of it. For BTF that is broken: nothing has to
 * come out, but each call has to come back. */
#ifndef TESTS_SUPPORT_WALK_H
#define TESTS_SUPPORT_WALK_H

#include <libbtf/btf.h>

/* Ends the program where an answer contradicts a contract. */
void walk_btf(const struct btf *btf);

#endif
