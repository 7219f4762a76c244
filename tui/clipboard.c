/* SPDX-License-Identifier: BSD-2-Clause */
/* clipboard.c - copies text by all the ways there are. */
#include "clipboard.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "term.h"

void clipboard_base64(const void *bytes, size_t size, char *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *from = bytes;

	for (size_t i = 0; i < size; i += 3, out += 4) {
		size_t left = size - i;
		uint32_t bits = (uint32_t)from[i] << 16;

		bits |= left > 1 ? (uint32_t)from[i + 1] << 8 : 0;
		bits |= left > 2 ? from[i + 2] : 0;
		out[0] = digits[bits >> 18];
		out[1] = digits[bits >> 12 & 63];
		out[2] = digits[bits >> 6 & 63];
		out[3] = digits[bits & 63];
		/* What no byte stood for. */
		if (left < 3)
			out[3] = '=';
		if (left < 2)
			out[2] = '=';
	}
}

char *clipboard_osc52(const char *text, size_t size, size_t *length)
{
	static const char begin[] = "\033]52;c;";
	size_t head = sizeof(begin) - 1;
	char *sequence;

	if (size > CLIPBOARD_OSC52_MAX)
		return NULL;
	*length = head + BASE64_SIZE(size) + 1;
	sequence = malloc(*length);
	if (!sequence)
		return NULL;
	memcpy(sequence, begin, head);
	clipboard_base64(text, size, sequence + head);
	sequence[*length - 1] = '\a';
	return sequence;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* The line that says what became of it. */
struct report {
	char *text;
	size_t room, size;
	bool copied;
};

__attribute__((format(printf, 3, 4))) static void tell(struct report *report, bool copied,
						       const char *format, ...)
{
	size_t left = report->room - report->size;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(report->text + report->size, left, format, args);
	va_end(args);
	if (length > 0)
		report->size += (size_t)length < left ? (size_t)length : left;
	report->copied |= copied;
}

static bool to_tmux(const char *text, size_t size, struct report *report)
{
	static const char *const command[] = {"tmux", "load-buffer", "-w", "-", NULL};
	int error;

	if (!is_set("TMUX"))
		return false;
	error = clipboard_pipe(command, text, size);
	tell(report, !error, error ? " tmux failed," : " tmux buffer,");
	return !error;
}

static void to_terminal(const char *text, size_t size, struct term *term, struct report *report)
{
	size_t length;
	char *sequence;

	if (!term)
		return;
	if (size > CLIPBOARD_OSC52_MAX) {
		tell(report, false, " too long for the terminal's clipboard,");
		return;
	}
	sequence = clipboard_osc52(text, size, &length);
	if (sequence && term_send(term, sequence, length) == 0)
		tell(report, true, " terminal's clipboard (OSC 52),");
	else
		tell(report, false, " the terminal failed,");
	free(sequence);
}

static void to_file(const char *text, size_t size, struct report *report)
{
	char path[4096], shown[4096];
	int error;

	if (!store_path("copied", path, sizeof(path))) {
		tell(report, false, " no file, as HOME is not set");
		return;
	}
	store_short_path(path, shown, sizeof(shown));
	error = store_save(path, text, size);
	if (error)
		tell(report, false, " %s: %s", shown, strerror(-error));
	else
		tell(report, true, " %s", shown);
}

bool clipboard_copy(const char *text, size_t size, struct term *term, char *message, size_t room)
{
	char tried[4096 + 256] = "";
	struct report report = {.text = tried, .room = sizeof(tried)};

	if (!to_tmux(text, size, &report))
		to_terminal(text, size, term, &report);
	to_file(text, size, &report);
	if (report.copied)
		snprintf(message, room, "copied %zu bytes:%s", size, tried);
	else
		snprintf(message, room, "not copied:%s", tried);
	return report.copied;
}
