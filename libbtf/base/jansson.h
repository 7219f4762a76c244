/* SPDX-License-Identifier: BSD-2-Clause */
/* jansson.h - JSON that is read: libjansson, loaded when a file is JSON. The macros and inline
 * functions of its header that call none of its functions (json_is_array(), ...) are used as they
 * are. */
#ifndef BTF_BASE_JANSSON_H
#define BTF_BASE_JANSSON_H

#include <jansson.h>

#include <libbtf/error.h>

struct btf_jansson {
	void *library;
	__typeof__(&json_loadb) json_loadb;
	__typeof__(&json_delete) json_delete; /* of what json_loadb() gave */
	__typeof__(&json_object_get) json_object_get;
	__typeof__(&json_array_size) json_array_size;
	__typeof__(&json_array_get) json_array_get;
	__typeof__(&json_string_value) json_string_value;
	__typeof__(&json_integer_value) json_integer_value;
};

/* 0, or -ENOSYS with `err` where it can't be loaded. */
int btf_jansson_open(struct btf_jansson *jansson, struct btf_error *err);
void btf_jansson_close(struct btf_jansson *jansson);

#endif
