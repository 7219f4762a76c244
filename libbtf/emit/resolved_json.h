/* SPDX-License-Identifier: BSD-2-Clause */
/* resolved_json.h - what `--resolve` adds to the JSON of types: C names, byte offsets, sizes,
 * alignment. */
#ifndef BTF_EMIT_RESOLVED_JSON_H
#define BTF_EMIT_RESOLVED_JSON_H

#include "base/json.h"
#include <libbtf/types.h>

struct btf_resolver {
	const struct btf *btf;
	struct btf_out *out;
	uint8_t *alignments; /* the memo of btf_type_alignment_memo(), or NULL */
};

/* All write at `at`, which comes from btf_out_room(); what they return has such room again. */

/* A field that holds the C name of a type; `key` with the comma before it. */
char *btf_put_resolved_name(const struct btf_resolver *resolver, char *at, const char *key,
			    uint32_t id);

/* The fields added to a member, and those added to a type behind its own. */
char *btf_put_resolved_member(const struct btf_resolver *resolver, char *at, uint32_t id,
			      uint32_t index);
char *btf_put_resolved_type(const struct btf_resolver *resolver, char *at, uint32_t id);

#endif
