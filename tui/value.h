/* SPDX-License-Identifier: BSD-2-Clause */
/* value.h - a value taken apart into rows: every byte and bit of it belongs to one leaf, or to padding.
 *
 * A leaf is a scalar, a char array that is text, a group that is folded, or what nothing describes. */
#ifndef TUI_VALUE_H
#define TUI_VALUE_H

#include <libbtf/struct_ops.h>
#include <libbtf/value.h>

#include "entry_list.h"
#include "line.h"
#include "tui.h"

enum value_row_kind {
	VALUE_BEGIN,  /* of a struct, union, array or section */
	VALUE_END,    /* only while the rows are made */
	VALUE_FOLDED, /* a group that is not shown: a leaf */
	VALUE_SCALAR,
	VALUE_TEXT,
	VALUE_PADDING, /* described by nothing */
	VALUE_MISSING, /* the bytes are not there */
};

struct value_row {
	enum value_row_kind kind;
	uint32_t parent; /* the BEGIN around it; of the outermost row itself */
	struct btf_field field;
	struct btf_group group;   /* BEGIN, END, FOLDED, TEXT */
	struct btf_scalar scalar; /* SCALAR */
	uint64_t place;           /* BEGIN, FOLDED: the way to it from the value, as a number */
	bool is_dirty;            /* PADDING that is not zero; TEXT with more behind its NUL */
};

struct value {
	const struct tui_source *source;
	struct value_file *file; /* NULL: the entries are the source's own */
	struct btf_decoder *decoder;
	struct entry_list *entries;
	uint64_t entry; /* which of them */

	bool has_type, is_chosen; /* chosen: by the user, in place of what the source says */
	struct btf_value_type type;
	bool has_key_type; /* of the entries' keys, as the map says */
	struct btf_value_type key_type;
	bool is_struct_ops;
	struct btf_struct_ops ops;

	/* Of this entry. */
	const uint8_t *data;
	size_t size;       /* of what is shown of it, VALUE_SHOWN_MAX at most */
	size_t whole_size; /* of all of it */
	/* `size` bytes, as they were before they were read again; NULL: they were not. */
	uint8_t *before;
	struct value_row *rows;
	uint32_t count, room;
	bool lacks_rows; /* not all that is in `size` has its rows */

	/* Groups that are not as they begin: folded, or unfolded; by their places. */
	bool unfolds_all; /* for the time being */
	uint64_t *folds;
	uint32_t fold_count;
	uint64_t places[BTF_VALUE_DEPTH_MAX +
			2]; /* while rows are made: of the groups that are open */
};

#define VALUE_SHOWN_MAX       ((size_t)4 << 20) /* bytes of a value */
#define VALUE_ROWS_MAX        400000u
#define VALUE_ARRAY_MAX       64u /* longer arrays begin folded */
#define VALUE_BYTES_IN_A_LINE 64

/* Opens the source's entries, and finds out what they are of: what --type says; what the map or the BPF object says;
 * or the struct_ops of their size. Where nothing says it there is no type yet. NULL with `err`. */
struct value *value_new(const struct tui_source *source, struct btf_decoder *decoder,
			struct btf_error *err);
void value_free(struct value *value);

/* The same of a file, opened now. */
struct value *value_open(const struct tui_source *source, const char *path,
			 struct btf_decoder *decoder, struct btf_error *err);

/* The same read again, from the file or the map that it came from: as the same type, folded as it is, at the entry of the
 * same key, without keys of the same number; `before` is NULL where that is gone. The old one stays. NULL with `err`. */
struct value *value_reopen(const struct value *old, struct btf_error *err);

/* Whether any of these bits are others than before it was read again. */
bool value_has_changed(const struct value *value, uint64_t bit_offset, uint64_t bits);

/* Takes another type, and shows the bytes as that. False with `err`. */
bool value_set_type(struct value *value, uint32_t type_id, struct btf_error *err);
bool value_parse_type(struct value *value, const char *text, struct btf_error *err);

/* Another entry; false: there is none. */
bool value_go(struct value *value, uint64_t entry);

/* Unfolds a group, or folds it or the one it is in; the row that then stands for it. */
uint32_t value_unfold(struct value *value, uint32_t row);
void value_unfold_all(struct value *value, bool all); /* all but bytes; and as it was */
uint32_t value_fold(struct value *value, uint32_t row);

bool value_is_leaf(const struct value_row *row);

/* An array of integers of a byte each, which are all there. */
bool value_is_bytes(const struct value *value, const struct btf_field *field,
		    const struct btf_group *group);

/* The leaf that a byte (and bit of it) belongs to; `near`, where it covers it too: of a union's arms one stays
 * in the same. */
uint32_t value_leaf_at(const struct value *value, uint64_t bit, uint32_t near);

/* ".data.name", "[3].key" */
void value_path(const struct value *value, uint32_t row, char *text, size_t size);

/* The operation of a struct_ops whose slot that row is; false: it is none. */
bool value_operation(const struct value *value, uint32_t row, struct btf_struct_ops_member *member);

/* An entry's key, and its value in a line: as JSON, or in hexadecimal where they have no type. */
void value_key_text(const struct value *value, const struct entry *entry, struct line *line);
void value_entry_text(const struct value *value, const struct entry *entry, struct line *line);

/* A row: `.name  value`. Its value alone. And with all that is known of it. */
void value_line(const struct value *value, uint32_t row, bool hex, struct line *line);
void value_text(const struct value *value, uint32_t row, bool hex, struct line *line);
void value_status(const struct value *value, uint32_t row, bool hex, struct line *line);

#endif
