/* SPDX-License-Identifier: BSD-2-Clause */
/* term.c - the terminal: taken, shown frames, asked for events, and given back. */
#include "term.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "term_curses.h"
#include "term_fail.h"
#include "term_input.h"
#include "term_signals.h"
#include "term_tty.h"

struct term {
	struct term_curses *curses;
	struct termios before; /* its modes when it was found */
	struct term_input input;
	int width, height;
	char bytes[256]; /* read, and not yet a key */
	size_t size;
	int escape_delay;    /* how many milliseconds make an Escape a key of its own */
	int64_t complete_at; /* when that time is over for those bytes */
	bool resized;        /* an event is due */
	bool gone;           /* nothing can be read from it any more */
};

/* Programs that draw a frame at once if they are told where it begins and ends, by $TERM. */
static const char *const synchronized[] = {
	"xterm-kitty", "foot", "alacritty", "wezterm", "xterm-ghostty", "ghostty", "contour",
};

static bool is_synchronized(struct term_curses *curses, const char *type)
{
	if (term_curses_string(curses, "Sync"))
		return true;
	for (size_t i = 0; i < sizeof(synchronized) / sizeof(synchronized[0]); i++) {
		if (strncmp(type, synchronized[i], strlen(synchronized[i])) == 0)
			return true;
	}
	return false;
}

/* Strings of terminfo, one behind the other. */
static size_t capabilities(const struct term *term, const char *const *names, char *bytes,
			   size_t room)
{
	size_t size = 0;

	for (; *names; names++) {
		const char *found = term_curses_string(term->curses, *names);
		size_t length = found ? strlen(found) : 0;

		if (length && size + length <= room) {
			memcpy(bytes + size, found, length);
			size += length;
		}
	}
	return size;
}

/* A terminal of one screen: what is on it stays, and the shell goes on below. */
static size_t leave_below(const struct term *term, char *bytes, size_t size, size_t room)
{
	const char *move = term_curses_move(term->curses, 0, term->height - 1);
	int length = snprintf(bytes + size, room - size, "%s\n", move ? move : "");

	return length > 0 && (size_t)length < room - size ? size + (size_t)length : size;
}

/* How the terminal is to be left, now that it has this size. */
static void arm(const struct term *term)
{
	/* Keys, colours, attributes and the cursor as usual, and the screen of before. */
	static const char *const names[] = {"rmkx", "op", "sgr0", "cnorm", "rmcup", NULL};
	struct term_restore restore = {
		.input = STDIN_FILENO, .output = STDOUT_FILENO, .modes = term->before};

	restore.size = capabilities(term, names, restore.bytes, sizeof(restore.bytes));
	if (!term_curses_string(term->curses, "rmcup"))
		restore.size =
			leave_below(term, restore.bytes, restore.size, sizeof(restore.bytes));
	term_signals_arm(&restore);
}

static int take(const struct term *term)
{
	static const char *const names[] = {"smcup", "smkx", "op", "sgr0", "cnorm", NULL};
	char bytes[256];
	size_t size = capabilities(term, names, bytes, sizeof(bytes));
	int error;

	arm(term);
	error = term_tty_take(STDIN_FILENO, &term->before);
	return error ? error : term_tty_write(STDOUT_FILENO, bytes, size);
}

/* Asks for the size; curses is told. Whether it is another one. */
static bool measure(struct term *term)
{
	int width, height;

	term_tty_size(STDOUT_FILENO, &width, &height);
	if (width == term->width && height == term->height)
		return false;
	term->width = width;
	term->height = height;
	term_curses_resize(term->curses, width, height);
	return true;
}

static const char *capability(void *curses, const char *name)
{
	return term_curses_string(curses, name);
}

static int set_up(struct term *term, const char *type, bool mono, struct btf_error *err)
{
	const char *delay = getenv("ESCDELAY");
	int error;

	if (tcgetattr(STDIN_FILENO, &term->before) != 0)
		return term_fail(err, -errno, "the terminal's modes: %s", strerror(errno));
	term->curses = term_curses_open(type, mono, err);
	if (!term->curses)
		return -EINVAL;
	if (is_synchronized(term->curses, type))
		term_curses_wrap(term->curses, "\033[?2026h", "\033[?2026l");
	term->input.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	term_input_learn(&term->input, capability, term->curses);
	term->escape_delay = delay && *delay >= '0' && *delay <= '9' ? atoi(delay) : 25;
	measure(term);
	error = take(term);
	return error ? term_fail(err, error, "the terminal can't be taken: %s", strerror(-error))
		     : 0;
}

struct term *term_open(const struct term_options *options, struct btf_error *err)
{
	const char *type = getenv("TERM");
	struct term *term;
	int error;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		term_fail(err, -ENOTTY, "standard %s is no terminal",
			  isatty(STDIN_FILENO) ? "output" : "input");
		return NULL;
	}
	if (!type || !*type) {
		term_fail(err, -EINVAL, "the terminal's type is not known: TERM is not set");
		return NULL;
	}
	term = calloc(1, sizeof(*term));
	/* Before curses, which sets handlers of its own where there are none. */
	error = term ? term_signals_open() : -ENOMEM;
	if (error) {
		term_fail(err, error, "%s", strerror(-error));
		free(term);
		return NULL;
	}
	if (set_up(term, type, options->mono, err) != 0) {
		term_close(term);
		return NULL;
	}
	return term;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	term_signals_restore();
	term_curses_close(term->curses);
	term_signals_close();
	free(term);
}

void term_size(const struct term *term, int *width, int *height)
{
	*width = term->width;
	*height = term->height;
}

/* A canvas; NULL: what was shown last. */
static int show(struct term *term, const struct canvas *canvas)
{
	struct term_frame frame;
	int error = term_curses_frame(term->curses, canvas, &frame);

	return error ? error : term_tty_write(STDOUT_FILENO, frame.bytes, frame.size);
}

int term_show(struct term *term, const struct canvas *canvas)
{
	return show(term, canvas);
}

void term_redraw(struct term *term)
{
	term_curses_redraw(term->curses);
}

int term_send(struct term *term, const char *bytes, size_t size)
{
	(void)term;
	return term_tty_write(STDOUT_FILENO, bytes, size);
}

/* After a stop somebody else may have used the terminal, and it may have another size. */
static void take_again(struct term *term)
{
	if (measure(term))
		term->resized = true;
	if (take(term) != 0)
		return;
	term_curses_redraw(term->curses);
	show(term, NULL);
}

static void stop(struct term *term, bool job)
{
	term_signals_restore();
	term_signals_stop(job);
	take_again(term);
}

void term_suspend(struct term *term)
{
	stop(term, true);
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What signals came: true if one of them is an event. */
static bool signal_event(struct term *term, struct event *event)
{
	struct term_signals came = term_signals_take();

	if (came.end) {
		*event = (struct event){.kind = EVENT_END, .signal = came.end};
		return true;
	}
	if (came.stop) {
		stop(term, false);
	} else if (came.continued) {
		/* A stop without a word: the terminal was not given back. That is done now, so that
		 * it does not take our screen for the one of before. */
		term_signals_restore();
		take_again(term);
	}
	if (came.resized) {
		measure(term);
		arm(term);
		term_curses_redraw(term->curses);
	}
	if (!came.resized && !term->resized)
		return false;
	term->resized = false;
	*event = (struct event){.kind = EVENT_RESIZE, .width = term->width, .height = term->height};
	return true;
}

/* The next key of the bytes that were read. */
static bool key_event(struct term *term, struct event *event)
{
	while (term->size) {
		bool final = term->gone || term->size == sizeof(term->bytes) ||
			     now() >= term->complete_at;
		tui_key key;
		size_t used = term_input_next(&term->input, term->bytes, term->size, final, &key);

		if (!used)
			return false;
		term->size -= used;
		memmove(term->bytes, term->bytes + used, term->size);
		if (key == KEY_NONE)
			continue;
		*event = (struct event){.kind = EVENT_KEY, .key = key};
		return true;
	}
	return false;
}

static void read_bytes(struct term *term)
{
	ssize_t got =
		read(STDIN_FILENO, term->bytes + term->size, sizeof(term->bytes) - term->size);

	if (got > 0) {
		term->size += (size_t)got;
		term->complete_at = now() + term->escape_delay;
	} else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
		term->gone = true;
	}
}

/* Waits until something comes, or the time is over: that of the caller, and that of a key whose bytes
 * are not all there. False: the former. */
static bool wait_for_more(struct term *term, int64_t until)
{
	struct pollfd files[] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = term_signals_wake(), .events = POLLIN},
	};
	int64_t first = until;
	int64_t left;

	if (term->size && (first < 0 || term->complete_at < first))
		first = term->complete_at;
	left = first < 0 ? -1 : first - now();
	if (poll(files, 2, left > 0 || first < 0 ? (int)left : 0) > 0) {
		if (files[0].revents)
			read_bytes(term);
		return true;
	}
	return first != until || until < 0 || now() < until;
}

bool term_event(struct term *term, int timeout_ms, struct event *event)
{
	int64_t until = timeout_ms < 0 ? -1 : now() + timeout_ms;

	for (bool more = true;; more = wait_for_more(term, until)) {
		if (signal_event(term, event) || key_event(term, event))
			return true;
		if (term->gone) {
			*event = (struct event){.kind = EVENT_END};
			return true;
		}
		if (!more)
			return false;
	}
}
