/* SPDX-License-Identifier: BSD-2-Clause */
/* run.c - the browser on a terminal: brings events to the app, its pictures to the screen, and does what it wants
 * done outside. */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "clipboard.h"
#include "replay.h"
#include "store.h"
#include "term.h"

#define SHORT_COPY 40 /* bytes of a text that is told when it is copied */

struct runner {
	struct app *app;
	struct term *term;
	struct canvas canvas;
	bool has_quit;
	int signal;
};

/* What is there already is not written over. */
static void export_file(struct app *app, const struct effect *effect)
{
	char path[PATH_MAX];
	bool good;
	int fd;

	store_long_path(effect->path, path, sizeof(path));
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	good = fd >= 0 && store_write_all(fd, effect->text, effect->size) == 0;

	if (fd >= 0 && close(fd))
		good = false;
	if (good) {
		app_message(app, "%zu bytes written to %s", effect->size, effect->path);
		return;
	}
	app_error(app, "%s: %s", effect->path, strerror(errno));
	if (fd >= 0)
		unlink(path); /* half of it is of no use */
}

static void copy_text(struct runner *runner, const struct effect *effect)
{
	bool is_short = effect->size <= SHORT_COPY && !memchr(effect->text, '\n', effect->size);
	char message[sizeof(runner->app->message)];

	if (clipboard_copy(effect->text, effect->size, runner->term, message, sizeof(message)))
		app_message(runner->app, "%.*s%s%s", is_short ? (int)effect->size : 0, effect->text,
			    is_short ? "  " : "", message);
	else
		app_error(runner->app, "%s", message);
}

static void do_effects(struct runner *runner)
{
	struct effect effect;

	while (app_effect(runner->app, &effect)) {
		switch (effect.kind) {
		case EFFECT_QUIT:
			runner->has_quit = true;
			break;
		case EFFECT_SUSPEND:
			term_suspend(runner->term);
			break;
		case EFFECT_REDRAW:
			term_redraw(runner->term);
			break;
		case EFFECT_COPY:
			copy_text(runner, &effect);
			break;
		case EFFECT_EXPORT:
			export_file(runner->app, &effect);
			break;
		}
	}
}

static void take_size(struct runner *runner)
{
	struct event event = {.kind = EVENT_RESIZE};

	term_size(runner->term, &event.width, &event.height);
	app_step(runner->app, &event);
}

static void take(struct runner *runner, const struct event *event)
{
	if (event->kind == EVENT_END)
		runner->signal = event->signal;
	app_step(runner->app, event);
	do_effects(runner);
}

static int show(struct runner *runner)
{
	int error;

	app_draw(runner->app, &runner->canvas);
	if (!runner->canvas.cells)
		return -ENOMEM;
	error = term_show(runner->term, &runner->canvas);
	return error == -EINTR ? 0 : error; /* by a signal that is the next event */
}

/* As if it were typed now, one key after the other: paging goes by what is drawn. */
static void take_ahead(struct runner *runner, const struct tui_ahead *ahead)
{
	for (unsigned int i = 0; i < ahead->count && !runner->has_quit; i++) {
		app_draw(runner->app, &runner->canvas);
		take(runner, &(struct event){.kind = EVENT_KEY, .key = ahead->keys[i]});
	}
}

/* Until the user leaves it, or a signal ends it. All that has come by then is taken in before a frame is shown. */
static int run_loop(struct runner *runner, const struct tui_ahead *ahead)
{
	struct event event;

	take_size(runner);
	take_ahead(runner, ahead);
	while (!runner->has_quit) {
		int error = show(runner);

		/* Where a terminal goes away, so may the program, by a signal. */
		if (!term_event(runner->term, error ? 0 : -1, &event)) {
			if (error)
				return error;
			continue;
		}
		do
			take(runner, &event);
		while (!runner->has_quit && term_event(runner->term, 0, &event));
	}
	return 0;
}

/* Keys come from the terminal even where standard input was a pipe that a value was read from. */
static void take_terminal(void)
{
	int fd;

	if (isatty(STDIN_FILENO))
		return;
	fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	dup2(fd, STDIN_FILENO);
	close(fd);
}

static int run_on_terminal(struct app *app, const struct tui_options *options,
			   const struct tui_ahead *ahead, struct btf_error *err)
{
	const struct term_options term_options = {.mono = options->mono};
	struct runner runner = {.app = app};
	int error, unsaved = 0;

	take_terminal();
	runner.term = term_open(&term_options, err);
	if (!runner.term)
		return err->code;
	if (!options->no_state)
		state_load(&app->state, NULL); /* what can't be read is left as it is */
	error = run_loop(&runner, ahead);
	if (!options->no_state) /* while another signal is only noted */
		unsaved = state_save(&app->state, err);
	term_close(runner.term);
	canvas_free(&runner.canvas);
	if (runner.signal) { /* ends as the signal would have ended it */
		signal(runner.signal, SIG_DFL);
		raise(runner.signal);
	}
	if (error) {
		err->code = error;
		snprintf(err->text, sizeof(err->text), "the terminal: %s", strerror(-error));
	}
	return error ? error : unsaved;
}

/* Characters have the widths of the user's locale; a script's screens are the same everywhere. */
static bool set_locale(const struct tui_options *options)
{
	const char *locale = setlocale(LC_CTYPE, options->script ? "C.UTF-8" : "");

	return !options->ascii && locale && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Where one wants to begin. */
static int go_to_place(struct app *app, const char *place, struct btf_error *err)
{
	app_go_to(app, place);
	if (!app->is_error || !*app->message)
		return 0;
	err->code = -ENOENT;
	snprintf(err->text, sizeof(err->text), "%s", app->message);
	return err->code;
}

int tui_run(const struct tui_source *source, const struct tui_options *options,
	    const struct tui_ahead *ahead, struct btf_error *err)
{
	bool utf8 = set_locale(options);
	struct app *app = app_new(source, !utf8, err);
	int result;

	if (!app)
		return err->code;
	result = options->place ? go_to_place(app, options->place, err) : 0;
	if (!result)
		result = options->script ? replay(app, options, err)
					 : run_on_terminal(app, options, ahead, err);
	app_free(app);
	return result;
}
