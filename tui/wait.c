/* SPDX-License-Identifier: BSD-2-Clause */
/* wait.c - work that takes long: it is done aside, and a bar shows that it goes on. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store.h"
#include "term.h"
#include "tui.h"

#define PATIENCE_MS 100 /* with what takes no longer nobody wants to be shown a bar */

struct job {
	int (*work)(void *context);
	void *context;
	int result;
	int done[2]; /* a pipe: readable when it is done */
};

static void *run_job(void *data)
{
	struct job *job = data;

	job->result = job->work(job->context);
	if (write(job->done[1], "", 1) < 0)
		return NULL; /* then who waits is gone */
	return NULL;
}

static bool is_done(const struct job *job, int timeout_ms)
{
	struct pollfd end = {.fd = job->done[0], .events = POLLIN};

	return poll(&end, 1, timeout_ms) > 0;
}

/* A block that goes from left to right, and begins anew. */
static void draw(struct canvas *canvas, const char *what, unsigned int tick)
{
	int width = canvas->width < 44 ? canvas->width - 4 : 40, y = canvas->height / 2;
	int x = (canvas->width - width) / 2,
	    at = (int)(tick % (unsigned int)(width > 1 ? width : 1));
	char text[80];

	canvas_clear(canvas);
	canvas_text(canvas, x, y - 1, canvas->width, STYLE_PLAIN, "loading ");
	canvas_text(canvas, x + 8, y - 1, canvas->width, STYLE_NAME, what);
	for (int i = 0; i < width; i++)
		canvas_text(canvas, x + i, y, canvas->width,
			    i >= at && i < at + 6 ? STYLE_NAME : STYLE_NOTE,
			    i >= at && i < at + 6 ? "=" : "-");
	snprintf(text, sizeof(text), "%u s  Esc cancels", tick / 10);
	canvas_text(canvas, x, y + 1, canvas->width, STYLE_NOTE, text);
	canvas->cursor_x = x + at < canvas->width ? x + at : 0;
	canvas->cursor_y = y;
}

/* Whether that is enough; else it is kept for what comes after. */
static bool cancels(const struct event *event, struct tui_ahead *ahead)
{
	if (event->kind == EVENT_END)
		ahead->signal = event->signal;
	else if (event->kind == EVENT_KEY && event->key != KEY_ESCAPE &&
		 ahead->count < sizeof(ahead->keys) / sizeof(ahead->keys[0]))
		ahead->keys[ahead->count++] = event->key;
	return event->kind == EVENT_END || (event->kind == EVENT_KEY && event->key == KEY_ESCAPE);
}

/* Until it is done, or somebody has enough. */
static bool wait_with_bar(const struct job *job, const char *what, struct term *term,
			  struct tui_ahead *ahead)
{
	struct canvas canvas = {.ascii = true};
	bool cancelled = false;
	int width, height;

	for (unsigned int tick = 1; !cancelled && !is_done(job, 0);) {
		struct event event;
		bool came;

		term_size(term, &width, &height);
		if (!canvas_resize(&canvas, width, height))
			break;
		draw(&canvas, what, tick);
		term_show(term, &canvas);
		came = term_event(term, PATIENCE_MS, &event);
		if (came && event.kind == EVENT_KEY && event.key == KEY_CTRL('Z'))
			term_suspend(term);
		else
			cancelled = came && cancels(&event, ahead);
		tick += !came; /* else the time was not over */
	}
	canvas_free(&canvas);
	return !cancelled;
}

/* What was written to stderr meanwhile would have been lost on the screen of the bar. */
static void give_back(int held, int stderr_fd)
{
	char text[4096];
	ssize_t size;

	dup2(stderr_fd, STDERR_FILENO);
	lseek(held, 0, SEEK_SET);
	while ((size = read(held, text, sizeof(text))) > 0)
		if (store_write_all(STDERR_FILENO, text, (size_t)size) != 0)
			break;
}

static int wait_for(struct job *job, const char *what, const struct tui_options *options,
		    struct tui_ahead *ahead)
{
	const struct term_options term_options = {.mono = options->mono};
	int held = memfd_create("messages", MFD_CLOEXEC);
	int stderr_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
	bool is_held = held >= 0 && stderr_fd >= 0 && dup2(held, STDERR_FILENO) >= 0;
	struct term *term = NULL;
	bool good = true;

	if (!is_done(job, PATIENCE_MS)) {
		term = term_open(&term_options, NULL);
		good = term ? wait_with_bar(job, what, term, ahead) : is_done(job, -1);
	}
	term_close(term);
	if (is_held)
		give_back(held, stderr_fd);
	if (held >= 0)
		close(held);
	if (stderr_fd >= 0)
		close(stderr_fd);
	return good ? 0 : -ECANCELED;
}

int tui_wait(const char *what, int (*work)(void *context), void *context,
	     const struct tui_options *options, struct tui_ahead *ahead)
{
	struct job *job =
		calloc(1, sizeof(*job)); /* where the work is cancelled it still needs that */
	pthread_t thread;
	int result;

	if (!job || pipe2(job->done, O_CLOEXEC)) {
		free(job);
		return work(context);
	}
	job->work = work;
	job->context = context;
	if (pthread_create(&thread, NULL, run_job, job)) {
		result = work(context);
	} else {
		result = wait_for(job, what, options, ahead);
		if (result)
			return result;
		pthread_join(thread, NULL);
		result = job->result;
	}
	close(job->done[0]);
	close(job->done[1]);
	free(job);
	return result;
}
