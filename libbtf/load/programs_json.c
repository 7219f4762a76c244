/* SPDX-License-Identifier: BSD-2-Clause */
/* programs_json.c - the programs of a file that `bpftool -j prog show` wrote. */
#include <errno.h>

#include "base/blob.h"
#include "base/error.h"
#include "base/jansson.h"
#include "load/programs.h"

static int add_program(const struct btf_jansson *jansson, const json_t *object,
		       struct btf_programs *programs, size_t index, struct btf_error *err)
{
	const json_t *id = jansson->json_object_get(object, "id");
	const char *name = jansson->json_string_value(jansson->json_object_get(object, "name"));
	json_int_t number = json_is_integer(id) ? jansson->json_integer_value(id) : 0;

	if (number <= 0 || number > UINT32_MAX)
		return btf_fail(err, -EINVAL,
				"element %zu has no id, as `bpftool -j prog show` writes them",
				index + 1);
	return btf_programs_add(programs, (uint32_t)number, name ? name : "", err);
}

/* A list; or, of `prog show id N`, one object. */
static int add_programs(const struct btf_jansson *jansson, const json_t *json,
			struct btf_programs *programs, struct btf_error *err)
{
	int result = 0;

	if (json_is_object(json))
		return add_program(jansson, json, programs, 0, err);
	if (!json_is_array(json))
		return btf_fail(err, -EINVAL, "is no list of programs");
	for (size_t i = 0; i < jansson->json_array_size(json) && !result; i++)
		result = add_program(jansson, jansson->json_array_get(json, i), programs, i, err);
	return result;
}

static int parse(const struct btf_blob *blob, struct btf_programs *programs, struct btf_error *err)
{
	struct btf_jansson jansson;
	json_error_t error;
	json_t *json;
	int result = btf_jansson_open(&jansson, err);

	if (result)
		return result;
	json = jansson.json_loadb((const char *)blob->data, blob->size, 0, &error);
	if (json) {
		result = add_programs(&jansson, json, programs, err);
		jansson.json_delete(json);
	} else {
		result = btf_fail(err, -EINVAL, "line %d: %s", error.line, error.text);
	}
	btf_jansson_close(&jansson);
	return result;
}

struct btf_programs *btf_programs_load(const char *path, struct btf_error *err)
{
	struct btf_programs *programs = btf_programs_new(err);
	struct btf_blob blob = {0};
	int result = programs ? btf_blob_open(&blob, path, err) : -ENOMEM;

	if (!result)
		result = parse(&blob, programs, err);
	btf_blob_release(&blob);
	if (!result)
		return programs;
	btf_error_prefix(err, path);
	btf_programs_free(programs);
	return NULL;
}
