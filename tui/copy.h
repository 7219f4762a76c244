/* SPDX-License-Identifier: BSD-2-Clause */
/* copy.h - types as text to take elsewhere: what is copied and what is exported. */
#ifndef TUI_COPY_H
#define TUI_COPY_H

#include "app.h"
#include "sheet.h"

/* COPY_NAME, COPY_C, COPY_JSON, COPY_PATH, COPY_COMMAND of a type; false: it has nothing of the kind. */
bool copy_type(struct app *app, enum action what, uint32_t id, struct btf_out *out);

/* The same, and COPY_OFFSET, of a row of a type: of a member its own name, offset and path. */
bool copy_row(struct app *app, enum action what, const struct sheet *sheet, uint32_t row,
	      struct btf_out *out);

/* JSON where a file's name ends in .json, C where it ends in .h or .c, else text. */
enum copy_form copy_form_of(const char *path);

/* Types for a file: text is as `btfdump show` prints them, C is a header. */
bool copy_list(struct app *app, enum copy_form form, const uint32_t *ids, uint32_t count,
	       struct btf_out *out);

/* The source and its bases, as a command line has them. */
void copy_source(const struct tui_source *source, struct btf_out *out);

/* Text without an escape, as shell quotes it. */
void copy_quoted(struct btf_out *out, const char *text);

#endif
