/* SPDX-License-Identifier: BSD-2-Clause */
/* inspect.h - what the bytes at a place would be as numbers and as text. */
#ifndef TUI_INSPECT_H
#define TUI_INSPECT_H

#include "line.h"

#define INSPECT_ROWS 3

/* Row 0: integers of the value's byte order, row 1: of the other one, row 2: floats, bits and text. What has too few
 * bytes left is not there. */
void inspect_line(const uint8_t *data, size_t size, uint64_t at, bool is_big_endian, int row,
		  struct line *line);

#endif
