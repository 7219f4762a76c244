/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_json_scan.h - where the next object of a long JSON text ends: the pieces that are parsed one
 * at a time. */
#ifndef BTF_LOAD_ENTRIES_JSON_SCAN_H
#define BTF_LOAD_ENTRIES_JSON_SCAN_H

#include "load/feed.h"

/* How deep in `[{"id":1,"elements":[{...}]}]` the next object stands. */
enum btf_json_place {
	BTF_JSON_BEFORE,
	BTF_JSON_IN_ARRAY,
	BTF_JSON_IN_ELEMENTS,
	BTF_JSON_BEHIND,
};

struct btf_json_scan {
	enum btf_json_place place;
	bool is_alone; /* a map's object has no array around it */
};

enum btf_json_piece_kind {
	BTF_JSON_PIECE_ENTRY,
	BTF_JSON_PIECE_MAP, /* up to its elements, and closed before them */
};

struct btf_json_piece {
	enum btf_json_piece_kind kind;
	const char *text;
	size_t size;
	size_t used; /* of the feed, once the piece is done with */
};

/* 1: the next piece, which is not used up yet; 0: the text has ended, as JSON does; or a negative
 * errno with `err`. */
int btf_json_scan(struct btf_json_scan *scan, struct btf_feed *feed, struct btf_json_piece *piece,
		  struct btf_error *err);

void btf_json_scan_use(struct btf_json_scan *scan, struct btf_feed *feed,
		       const struct btf_json_piece *piece);

#endif
