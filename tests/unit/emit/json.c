/* SPDX-License-Identifier: BSD-2-Clause */
/* json.c - emits JSON into memory, and reads it with jansson. */
#include "json.h"

void assert_json_line(const struct btf *btf, uint32_t id, bool resolve, const char *text)
{
	const struct btf_json_options options = {.lines = true, .resolve = resolve};
	struct btf_out *out = btf_out_to_memory();

	btf_emit_types_json(btf, (struct btf_id_list){NULL, id, 1}, &options, out);
	assert_out_holds(out, text);
}

json_t *parse_dump(const struct btf *btf, bool resolve)
{
	const struct btf_json_options options = {.resolve = resolve};
	struct btf_out *out = btf_out_to_memory();
	json_error_t error;
	size_t size;

	btf_emit_types_json(btf, btf_own_ids(btf), &options, out);
	const char *text = btf_out_text(out, &size);
	json_t *dump = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);

	if (!dump)
		fail_msg("no JSON: %s at byte %d", error.text, error.position);
	btf_out_free(out);
	return dump;
}

const json_t *type_at(const json_t *dump, size_t index)
{
	const json_t *type = json_array_get(json_object_get(dump, "types"), index);

	assert_non_null(type);
	return type;
}
