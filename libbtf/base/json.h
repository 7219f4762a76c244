/* SPDX-License-Identifier: BSD-2-Clause */
/* json.h - writes compact JSON as it goes: no tree, no allocation, no state. The shape stands in
 *the emitter's literals:
 *
 *	at = btf_put(at, "{" BTF_JSON_KEY("id"));
 *	at = btf_put_u32(at, id);
 *	at = btf_put(at, "," BTF_JSON_KEY("name"));
 *	at = btf_json_put_string(out, at, name, limit);
 *	at = btf_put(at, "}");
 *
 * Indented JSON is the same text through btf_out_to_indented_json().
 */
#ifndef BTF_BASE_JSON_H
#define BTF_BASE_JSON_H

#include "base/out.h"

#define BTF_JSON_KEY(name) "\"" name "\":"

/* A NUL-terminated string that lies in memory readable up to `limit`, as a JSON string that is
 * valid whatever the bytes are: control characters as \u00NN, bytes that are no UTF-8 as the four
 * characters \xNN. `at` comes from btf_out_room(out); what is returned has such room again. */
char *btf_json_put_string(struct btf_out *out, char *at, const char *text, const char *limit);

#endif
