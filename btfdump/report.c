/* SPDX-License-Identifier: BSD-2-Clause */
/* report.c - messages on stderr. */
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <libbtf/out.h>

__attribute__((format(printf, 1, 0))) static void report_line(const char *format, va_list args,
							      const char *hint)
{
	char line[1024];
	struct btf_out *out = btf_out_to_fd(STDERR_FILENO);

	if (!out)
		return;
	vsnprintf(line, sizeof(line), format, args);
	btf_out_write_escaped(out, "btfdump: ");
	btf_out_write_escaped(out, line);
	btf_out_write_escaped(out, hint);
	btf_out_write(out, "\n", 1);
	btf_out_finish(out);
	btf_out_free(out);
}

void report(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	report_line(format, args, "");
	va_end(args);
}

void report_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	report_line(format, args, "; see 'btfdump --help'");
	va_end(args);
}
