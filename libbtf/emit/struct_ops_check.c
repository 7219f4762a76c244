/* SPDX-License-Identifier: BSD-2-Clause */
/* struct_ops_check.c - whether an object's struct_ops fit a kernel, for people and as JSON. */
#include "base/json.h"
#include <libbtf/struct_ops_emit.h>

#define KEY(name) "," BTF_JSON_KEY(name)

static const char *word_of(enum btf_severity severity)
{
	static const char *const words[] = {[BTF_FINDING_ERROR] = "error",
					    [BTF_FINDING_WARNING] = "warning",
					    [BTF_FINDING_NOTE] = "note"};

	return words[severity];
}

static char *put_string(struct btf_out *out, char *at, const char *text)
{
	return btf_json_put_string(out, at, text, text + strlen(text) + 1);
}

static void put_finding_json(const struct btf_finding *finding, struct btf_out *out)
{
	char *at = btf_out_room(out);

	at = btf_put(at, "{" BTF_JSON_KEY("severity"));
	at = put_string(out, at, word_of(finding->severity));
	at = put_string(out, btf_put(at, KEY("map")), finding->map);
	at = put_string(out, btf_put(at, KEY("member")), finding->member);
	at = put_string(out, btf_put(at, KEY("text")), finding->text);
	out->at = btf_put(at, "}");
}

static void put_json(const struct btf_struct_ops_check *check, struct btf_out *out)
{
	btf_out_string(out, check->fits ? "{\"fits\":true" : "{\"fits\":false");
	btf_out_literal(out, KEY("findings") "[");
	for (uint32_t i = 0; i < check->count; i++) {
		if (i)
			btf_out_literal(out, ",");
		put_finding_json(&check->findings[i], out);
	}
	btf_out_literal(out, "]}\n");
}

static void put_finding(const struct btf_finding *finding, struct btf_out *out)
{
	btf_out_string(out, word_of(finding->severity));
	btf_out_literal(out, ": ");
	btf_out_write_escaped(out, finding->map);
	if (*finding->member) {
		btf_out_literal(out, ".");
		btf_out_write_escaped(out, finding->member);
	}
	btf_out_literal(out, ": ");
	btf_out_write_escaped(out, finding->text);
	btf_out_literal(out, "\n");
}

void btf_emit_struct_ops_check(const struct btf_struct_ops_check *check, bool json,
			       struct btf_out *out)
{
	if (json) {
		put_json(check, out);
		return;
	}
	for (uint32_t i = 0; i < check->count; i++)
		put_finding(&check->findings[i], out);
	btf_out_string(out, check->fits ? "fits\n" : "does not fit\n");
}
