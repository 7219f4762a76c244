/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet.h - one type, row by row: a struct or union with its layout, nested ones folded or not; any other type as C
 * has it, with what it refers to. Made of the records that `btfdump show` prints. */
#ifndef TUI_SHEET_H
#define TUI_SHEET_H

#include <libbtf/layout.h>

#include "line.h"

enum sheet_form {
	SHEET_LAYOUT,
	SHEET_C,    /* no columns */
	SHEET_FLAT, /* every leaf with its path */
	SHEET_FORM_COUNT,
};

#define SHEET_GUTTER 3 /* columns before the text of rows that are no records: "!! " */

enum sheet_row_kind {
	SHEET_RECORD, /* `index` is a row of the layout */
	SHEET_BORDER, /* of the cacheline `index`, which the row behind it lies at or right behind */
	SHEET_TEXT,   /* of a type that is no struct: a line of it */
	SHEET_REF,    /* ... and what it refers to: btf_ref_at(btf, ref_id, index) */
};

struct sheet_row {
	enum sheet_row_kind kind;
	uint32_t index;
	uint32_t distance; /* of a BORDER: how many bytes of the line belong to what is before */
};

struct sheet {
	const struct btf *btf;
	uint32_t id;
	enum sheet_form form;
	bool hex;

	struct btf_layout *layout; /* NULL: no struct or union */
	uint8_t *folded;           /* by row of the layout: of a BEGIN */
	uint8_t *kept_folded;      /* ... as it was; NULL: not kept */
	int offset_width, size_width;
	bool has_bits;
	/* Of what is nested without a name, which the summary does not count. */
	uint32_t nested_holes;
	uint64_t nested_hole_bytes;

	char *text; /* of a type that is no struct; lines without their newlines */
	size_t text_size;
	uint32_t *text_lines; /* where each begins */
	uint32_t ref_id;

	struct sheet_row *rows;
	uint32_t count, room;
};

/* NULL where there is no memory. With `expandable` nested types can be unfolded (it takes longer). */
struct sheet *sheet_new(const struct btf *btf, uint32_t id, bool expandable);
void sheet_free(struct sheet *sheet);

/* The row that a cursor begins in: the first that says something of its own. */
uint32_t sheet_first(const struct sheet *sheet);

/* Another form; the row that then stands for what row `row` did. */
uint32_t sheet_set_form(struct sheet *sheet, enum sheet_form form, uint32_t row);
void sheet_set_hex(struct sheet *sheet, bool hex);

/* Unfolds what is in row `row`, or folds that, or else what it is in. Returns the row that then stands for
 * it; `row` itself where there is nothing to do. */
uint32_t sheet_unfold(struct sheet *sheet, uint32_t row);
uint32_t sheet_fold(struct sheet *sheet, uint32_t row);

/* A row as text, for `width` columns. */
void sheet_line(const struct sheet *sheet, uint32_t row, int width, struct line *line);

/* The type that the row is of, without pointers, arrays and qualifiers: what one goes to from there. 0: none. */
uint32_t sheet_target(const struct sheet *sheet, uint32_t row);

/* The record of a row; NULL where it has none. */
const struct btf_layout_row *sheet_record(const struct sheet *sheet, uint32_t row);

/* "sk.__sk_common.skc_family"; "" where it has none. */
void sheet_path(const struct sheet *sheet, uint32_t row, char *text, size_t size);

/* The row of a member, unfolding what hides it: the `index`th of the struct `owner_id`; that of a path, or of the end of
 * one; the innermost member or hole that covers a byte. False: there is none. */
bool sheet_find_member(struct sheet *sheet, uint32_t owner_id, uint32_t index, uint32_t *row);
bool sheet_find_path(struct sheet *sheet, const char *path, uint32_t *row);
bool sheet_find_byte(struct sheet *sheet, uint64_t byte, uint32_t *row);
uint64_t sheet_size(const struct sheet *sheet); /* in bytes; 0: it has none */

/* The first member in whose name `find_in` finds a text, unfolding what hides it. */
bool sheet_find_hidden(struct sheet *sheet, const char *text,
		       const char *(*find_in)(const char *text, const char *wanted), uint32_t *row);

/* Remembers what is folded, and folds it so again. */
void sheet_keep_folds(struct sheet *sheet);
void sheet_put_back_folds(struct sheet *sheet);

/* "struct task_struct  9,792 B  153 lines  ..." */
void sheet_title(const struct sheet *sheet, struct line *line);

/* The row in full: path, type, offset, cacheline. */
void sheet_status(const struct sheet *sheet, uint32_t row, struct line *line);

#endif
