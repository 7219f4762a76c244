/* SPDX-License-Identifier: BSD-2-Clause */
/* value_inside.h - what the files that make the rows of a value share. */
#ifndef TUI_VALUE_INSIDE_H
#define TUI_VALUE_INSIDE_H

#include "value.h"

/* A row behind the others; NULL where there are as many as there may be. */
struct value_row *value_add_row(struct value *value, const struct btf_field *field,
				enum value_row_kind kind);

/* The bit of its byte. */
uint8_t value_bit_mask(const struct value *value, uint64_t bit);

bool value_take_type(struct value *value, const struct btf_value_type *type);

/* Rows for what no leaf covers, where it lies among the others. */
void value_add_paddings(struct value *value);

#endif
