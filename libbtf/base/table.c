/* SPDX-License-Identifier: BSD-2-Clause */
/* table.c - memory for tables with an entry for each type of a kernel. */
#include "base/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is smaller is not worth a call. */
#define POPULATED_MIN ((size_t)64 << 10)

void *btf_table_new(size_t count, size_t size)
{
	void *table = calloc(count, size);
#ifdef MADV_POPULATE_WRITE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t first = ((uintptr_t)table + page - 1) & -page;
	uintptr_t end = ((uintptr_t)table + count * size) & -page;

	/* Kernels before 5.14 don't know it: then the pages come one by one. */
	if (table && count * size >= POPULATED_MIN)
		madvise((void *)first, end - first, MADV_POPULATE_WRITE);
#endif
	return table;
}
