/* SPDX-License-Identifier: BSD-2-Clause */
/* jansson.c - loads libjansson. */
#include "base/jansson.h"

#include <errno.h>

#include "base/library.h"

int btf_jansson_open(struct btf_jansson *jansson, struct btf_error *err)
{
	const struct btf_symbol symbols[] = {
		{"json_loadb", &jansson->json_loadb},
		{"json_delete", &jansson->json_delete},
		{"json_object_get", &jansson->json_object_get},
		{"json_array_size", &jansson->json_array_size},
		{"json_array_get", &jansson->json_array_get},
		{"json_string_value", &jansson->json_string_value},
		{"json_integer_value", &jansson->json_integer_value},
		{0},
	};

	jansson->library = btf_library_open("libjansson.so.4", "JSON", symbols, err);
	return jansson->library ? 0 : -ENOSYS;
}

void btf_jansson_close(struct btf_jansson *jansson)
{
	btf_library_close(jansson->library);
}
