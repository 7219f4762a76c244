/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet_inside.h - what the files of a sheet share. */
#ifndef TUI_SHEET_INSIDE_H
#define TUI_SHEET_INSIDE_H

#include "sheet.h"

/* A hole or padding. */
bool sheet_is_unused(const struct btf_layout_row *row);

/* Unfolds what hides a row of the layout; which row of the sheet that is then. */
void sheet_show_record(struct sheet *sheet, uint32_t record, uint32_t *row);

#endif
