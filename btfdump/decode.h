/* SPDX-License-Identifier: BSD-2-Clause */
/* decode.h - what the files of the command `decode` share: which types the values have, and how they
 * are printed. */
#ifndef BTFDUMP_DECODE_H
#define BTFDUMP_DECODE_H

#include <libbtf/entries.h>
#include <libbtf/struct_ops.h>
#include <libbtf/value_emit.h>

#include "cmd.h"
#include "source.h"

enum decode_form {
	DECODE_JSON,
	DECODE_PRETTY,
	DECODE_LINES,
	DECODE_C,
	DECODE_SHOW,
};

/* What the command line asks for. */
struct decode_wish {
	const char *type, *key_type; /* NULL: not said */
	const char *map;             /* of a BPF object; NULL: none */
	const char *input;           /* a path; NULL, "-": standard input */
	bool partial;
	enum decode_form form;
	struct btf_value_json_options json;
	struct btf_value_show_options show;
};

/* The types of what is decoded. */
struct decode_types {
	bool has_key, has_value;
	struct btf_value_type key, value;
	char value_name[128]; /* for messages */
};

/* decode_types.c. False after a report. */

/* Those that the command line names, or that the live map has. What is not said is left out. */
bool decode_types_named(const struct source *source, const struct decode_wish *wish,
			const struct btf_map_info *live, struct decode_types *types);

/* Those that an entry tells: by the map's name that the BPF object declares, or by its size, if it is
 * a struct_ops value. */
bool decode_types_guessed(const struct source *source, const char *input,
			  const struct btf_entry *entry, struct decode_types *types);

/* The type of struct_ops that a value of `size` bytes is of. False after a report: there is none of
 * that size, or several. */
bool decode_guess_struct_ops(const struct source *source, const char *input, size_t size,
			     struct btf_struct_ops *ops);

/* decode_print.c */

struct decode_printer {
	const struct decode_wish *wish;
	const struct decode_types *types;
	struct btf_decoder *decoder;
	struct btf_initializer *initializer; /* for C */
	struct btf_out *out;
	bool with_maps;     /* entries stand in objects of their maps */
	uint64_t count;     /* of entries so far */
	uint64_t map_count; /* of entries of this map */
	bool in_cpus;       /* the list of a key's values is open */
};

/* Before the first entry, for each, and behind the last one. What comes back is that of
 * btf_decode(). */
void decode_print_begin(struct decode_printer *printer);
int decode_print_entry(struct decode_printer *printer, const struct btf_entry *entry);
void decode_print_end(struct decode_printer *printer);

#endif
