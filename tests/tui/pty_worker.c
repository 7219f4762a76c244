/* SPDX-License-Identifier: BSD-2-Clause */
/* pty_worker.c - the program that uses the terminal of the tests. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pty.h"
#include "term.h"

/* All that this process and its libraries write comes by here, so that writes to the terminal can be
 * counted. */
static int writes;

ssize_t write(int fd, const void *bytes, size_t size)
{
	if (fd == STDOUT_FILENO)
		writes++;
	return syscall(SYS_write, fd, bytes, size);
}

/* Numbers that are the same on each run, by a linear congruence. */
static unsigned int next(unsigned int *seed, unsigned int limit)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % limit;
}

/* Pieces of text anywhere, in any style, and rows under a cursor. Neighbours have much in common, as
 * frames have. */
void pty_draw(struct canvas *canvas, unsigned int seed)
{
	static const char *const texts[] = {
		"struct",        "tcp_congestion_ops", "a",
		"0x1f",          "\u4e16\u754c",       "\uff21b\uff22",
		"\u00e9t\u00e9", "\u2500\u2502\u253c", "      ",
		"\U0001f600!",   "[\u6f22]",           "list_head",
	};

	canvas_clear(canvas);
	for (unsigned int i = 0; i < 60; i++) {
		int y = (int)next(&seed, (unsigned int)canvas->height);
		int x = (int)next(&seed, (unsigned int)canvas->width);
		unsigned int style = next(&seed, STYLE_COUNT);
		unsigned int flag = next(&seed, 8);

		canvas_text(canvas, x, y, canvas->width, style, texts[next(&seed, 12)]);
		if (flag < 2)
			canvas_flag(canvas, x / 2, y, x + 9, flag ? STYLE_CURSOR : STYLE_SHADOW);
	}
	canvas->cursor_x = (int)next(&seed, (unsigned int)canvas->width);
	canvas->cursor_y = (int)next(&seed, (unsigned int)canvas->height);
}

static bool show(struct term *term, struct pty_message *message)
{
	struct canvas canvas = {0};
	bool done;

	if (!message->width)
		term_size(term, &message->width, &message->height);
	if (!canvas_resize(&canvas, message->width, message->height))
		return false;
	pty_draw(&canvas, message->seed);
	done = term_show(term, &canvas) == 0;
	canvas_free(&canvas);
	return done;
}

static struct term *open_term(struct pty_message *message)
{
	struct btf_error err = {0};
	struct term *term = term_open(&(struct term_options){.mono = message->number}, &err);

	message->done = term != NULL;
	snprintf(message->text, sizeof(message->text), "%.*s", (int)sizeof(message->text) - 1,
		 err.text);
	return term;
}

static void crash(int number)
{
	char *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (number > 0)
		raise(number);
	else if (number < 0)
		*(volatile char *)nowhere = 1;
	else
		abort();
}

static struct term *obey(struct term *term, struct pty_message *message)
{
	message->done = true;
	switch (message->what) {
	case PTY_OPEN:
		return open_term(message);
	case PTY_SHOW:
		message->done = show(term, message);
		break;
	case PTY_EVENT:
		message->done = term_event(term, message->timeout, &message->event);
		break;
	case PTY_REDRAW:
		term_redraw(term);
		break;
	case PTY_SUSPEND:
		term_suspend(term);
		break;
	case PTY_CLOSE:
		term_close(term);
		return NULL;
	case PTY_CRASH:
		crash(message->number);
		break;
	case PTY_EXIT:
	case PTY_STOPPED:
	case PTY_ENDED:
		exit(0);
	}
	return term;
}

/* Signals come while it waits here as well. */
static bool read_order(int orders, struct pty_message *message)
{
	ssize_t got;

	do
		got = read(orders, message, sizeof(*message));
	while (got < 0 && errno == EINTR);
	return got == sizeof(*message);
}

void pty_worker(int orders, int answers)
{
	struct pty_message message;
	struct term *term = NULL;

	while (read_order(orders, &message)) {
		writes = 0;
		term = obey(term, &message);
		message.writes = writes;
		if (write(answers, &message, sizeof(message)) != sizeof(message))
			break;
	}
	exit(0);
}
