/* SPDX-License-Identifier: BSD-2-Clause */
/* term_fail.h - fills a caller's struct btf_error, which may be NULL. */
#ifndef TUI_TERM_FAIL_H
#define TUI_TERM_FAIL_H

#include <stdarg.h>
#include <stdio.h>

#include <libbtf/error.h>

/* Writes the line, and returns `code` (a negative errno). */
__attribute__((format(printf, 3, 4))) static inline int term_fail(struct btf_error *err, int code,
								  const char *format, ...)
{
	va_list args;

	if (!err)
		return code;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return code;
}

#endif
