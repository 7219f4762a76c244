/* SPDX-License-Identifier: BSD-2-Clause */
/* error.c - one line that says what went wrong. */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

int btf_fail(struct btf_error *err, int code, const char *format, ...)
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

void btf_error_prefix(struct btf_error *err, const char *context)
{
	char line[sizeof(err->text)];

	if (!err)
		return;
	memcpy(line, err->text, sizeof(line));
	/* A context that leaves no room for the cause is cut itself. */
	size_t length = strlen(context);
	int shown = (int)(length < sizeof(err->text) / 2 ? length : sizeof(err->text) / 2);

	snprintf(err->text, sizeof(err->text), "%.*s: %.*s", shown, context,
		 (int)sizeof(err->text) - shown - 3, line);
}
