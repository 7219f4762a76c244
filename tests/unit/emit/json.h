/* SPDX-License-Identifier: BSD-2-Clause */
/* json.h - what the tests of emit/ ask of JSON: the text itself, and that a parser takes it. */
#ifndef TESTS_UNIT_EMIT_JSON_H
#define TESTS_UNIT_EMIT_JSON_H

#include "unit.h"

#include <jansson.h>

#include <libbtf/emit.h>

/* One type as a line of its own, with the newline. */
void assert_json_line(const struct btf *btf, uint32_t id, bool resolve, const char *text);

/* The dump of all its own types, taken apart; fails where it is no JSON. json_decref() it. */
json_t *parse_dump(const struct btf *btf, bool resolve);

/* The object of the type at `index` of a dump. */
const json_t *type_at(const json_t *dump, size_t index);

#endif
