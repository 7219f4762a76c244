/* SPDX-License-Identifier: BSD-2-Clause */
/* error.h - fills a caller's struct btf_error; every function here takes NULL for it. */
#ifndef BTF_BASE_ERROR_H
#define BTF_BASE_ERROR_H

#include <stdarg.h>

#include <libbtf/error.h>

/* Writes the line, and returns `code` (a negative errno), so that one can say
 * `return btf_fail(err, -EINVAL, ...)`. */
int btf_fail(struct btf_error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "context: " before the line that stands there. */
void btf_error_prefix(struct btf_error *err, const char *context);

#endif
