/* SPDX-License-Identifier: BSD-2-Clause */
/* sort.h - sorting numbers fast: a key in the upper half of each, what it belongs to in the lower one. */
#ifndef TUI_SORT_H
#define TUI_SORT_H

#include <stdint.h>

/* Sorts items by their upper 32 bits; equal ones stay in their order. `spare` has the same room. */
void sort_by_upper_half(uint64_t *items, uint64_t *spare, uint32_t count);

#endif
