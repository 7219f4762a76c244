/* SPDX-License-Identifier: BSD-2-Clause */
/* table.h - memory for tables with an entry for each type of a kernel. */
#ifndef BTF_BASE_TABLE_H
#define BTF_BASE_TABLE_H

#include <stddef.h>

/* calloc() of what will be touched all over: its pages come at once, and not one by one at the price
 * of a page fault each, which is more than most tables' entries take to fill. Given back by free(). */
void *btf_table_new(size_t count, size_t size);

#endif
