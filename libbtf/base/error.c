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
	/* Where both do not fit, the end is cut: the place and the cause come first in `line`. */
	int room = (int)sizeof(err->text) / 2;
	snprintf(err->text, sizeof(err->text), "%.*s: %.*s", room - 2, context, room - 1, line);
}
