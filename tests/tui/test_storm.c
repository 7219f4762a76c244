/* SPDX-License-Identifier: BSD-2-Clause */
/* test_storm.c - the browser in a storm of events: what a terminal shows of it, cell by cell, is what the browser
 * draws in memory.
 *
 * Two browsers get the same events: one here, and one on a terminal (pty.h), to which they are told by a pipe, not
 * typed. Both draw after bursts of events, and then the terminal has to show our canvas. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <libbtf/load.h>

#include "app.h"
#include "pty.h"
#include "random.h"
#include "storm.h"
#include "term.h"

#define BURST_MAX 30

/* What is browsed; files are those of the golden tests, values those of the fixtures. */
struct scenario {
	const char *name, *file, *values, *type, *programs;
	bool ascii, mono;
	int width, height;
};

static const struct scenario kernel = {.name = "kernel",
				       .file = INPUTS "/vmlinux-6.1.btf",
				       .values = FIXTURES "/entries/struct_ops_dump.json",
				       .programs = FIXTURES "/entries/struct_ops_progs.json",
				       .width = 80,
				       .height = 24};
static const struct scenario hostile = {.name = "hostile",
					.file = INPUTS "/hostile_names.btf",
					.values = FIXTURES "/entries/per_cpu.txt",
					.mono = true,
					.width = 160,
					.height = 50};
static const struct scenario wide = {
	.name = "wide", .file = INPUTS "/wide_names.btf", .width = 20, .height = 4};
static const struct scenario map = {.name = "map",
				    .file = INPUTS "/values.o",
				    .values = FIXTURES "/entries/map_dump.json",
				    .type = "struct flow",
				    .ascii = true,
				    .width = 100,
				    .height = 30};

/* One of the two browsers. */
struct browser {
	struct tui_source source;
	int fd;
	struct app *app;
	struct canvas canvas;
};

struct order {
	unsigned int count;
	struct event events[BURST_MAX];
};

static struct {
	const struct scenario *scenario;
	struct btf *btf;
	struct btf_programs *programs;
	struct browser browser;
	struct pty *pty;
	struct storm storm;
	unsigned int events;
	struct order order; /* since the last time the terminal was right */
	char path[64];
	FILE *script; /* all of them */
} run;

static uint64_t seed;
static int stderr_of_test;

/* A browser of the scenario, with a file of values of its own: two processes must not share its place. */
static bool open_browser(struct browser *browser, struct btf_error *err)
{
	const struct scenario *scenario = run.scenario;

	*browser = (struct browser){.source = {.name = scenario->file,
					       .argument = scenario->file,
					       .release = "",
					       .btf = run.btf,
					       .entries_name = scenario->values,
					       .entries_word = scenario->values,
					       .entries_type = scenario->type,
					       .programs = run.programs},
				    .fd = -1};
	if (scenario->values) {
		browser->fd = open(scenario->values, O_RDONLY | O_CLOEXEC);
		browser->source.entries = btf_entries_open_fd(scenario->values, browser->fd, err);
		if (!browser->source.entries)
			return false;
	}
	browser->app = app_new(&browser->source, scenario->ascii, err);
	return browser->app != NULL;
}

static void close_browser(struct browser *browser)
{
	app_free(browser->app);
	btf_entries_close(browser->source.entries);
	if (browser->source.entries)
		close(browser->fd);
	canvas_free(&browser->canvas);
}

/* pty_expect.c has it of a seed; ours is drawn by the browser. */
void pty_draw(struct canvas *canvas, unsigned int number)
{
	(void)number;
	canvas_clear(canvas);
}

/* The browser on the terminal */

/* Terminals tell of their size by a signal, which came before the order did: term.c measures when it takes
 * that. The browser is told what the order says. */
static void obey(struct browser *browser, struct term *term, const struct event *event)
{
	struct event measured;
	struct effect effect;

	while (event->kind == EVENT_RESIZE && term_event(term, 0, &measured))
		;
	app_step(browser->app, event);
	while (app_effect(browser->app, &effect))
		if (effect.kind == EFFECT_REDRAW)
			term_redraw(term);
}

static struct term *open_both(struct browser *browser, struct pty_message *answer)
{
	struct term_options options = {.mono = run.scenario->mono};
	struct btf_error error = {0};
	struct term *term = NULL;

	dup2(stderr_of_test, STDERR_FILENO); /* for what sanitizers say */
	if (open_browser(browser, &error))
		term = term_open(&options, &error);
	snprintf(answer->text, sizeof(answer->text), "%.200s", error.text);
	return term;
}

/* All that is not ours is the other process's, which frees it: this one just ends. */
void pty_worker(int orders, int answers)
{
	struct pty_message answer = {.what = PTY_SHOW};
	struct browser browser;
	struct term *term = NULL;
	struct order order;
	ssize_t got;

	do {
		got = read(orders, &order, sizeof(order));
		if (got < 0 && errno == EINTR)
			continue;
		if (got != sizeof(order))
			break;
		if (!term)
			term = open_both(&browser, &answer);
		for (unsigned int i = 0; term && i < order.count; i++)
			obey(&browser, term, &order.events[i]);
		if (term)
			app_draw(browser.app, &browser.canvas);
		answer.done = term && term_show(term, &browser.canvas) == 0;
	} while (got < 0 || write(answers, &answer, sizeof(answer)) == sizeof(answer));
	_exit(1);
}

/* The browser here */

/* Scripts end where one quits; here one goes on, and so leaves the prompt of ":quit". */
static void write_quit(long at, bool was_asking)
{
	fseek(run.script, at, SEEK_SET);
	if (ftruncate(fileno(run.script), at) == 0)
		fputs(was_asking ? "keys <Esc>\n" : "# quit\n", run.script);
}

/* It is written before it happens: what is on the disk is what led to a crash. */
static void step(const struct event *event)
{
	bool was_asking = run.browser.app->purpose != PROMPT_NONE;
	long at = ftell(run.script);
	struct effect effect;

	storm_write(event, run.script);
	fflush(run.script);
	run.events++;
	app_step(run.browser.app, event);
	while (app_effect(run.browser.app, &effect))
		if (effect.kind == EFFECT_QUIT)
			write_quit(at, was_asking);
}

/* Both get a burst of events, and draw; then the terminal has to be right. */
static void show_burst(void)
{
	struct pty_message answer;

	for (unsigned int i = 0; i < run.order.count; i++)
		if (run.order.events[i].kind == EVENT_RESIZE)
			pty_resize(run.pty, run.order.events[i].width, run.order.events[i].height);
	assert_int_equal(write(run.pty->orders, &run.order, sizeof(run.order)), sizeof(run.order));
	for (unsigned int i = 0; i < run.order.count; i++)
		step(&run.order.events[i]);
	app_draw(run.browser.app, &run.browser.canvas);
	answer = pty_wait(run.pty, PTY_SHOW);
	if (!answer.done)
		fail_msg("the browser on the terminal: %s", answer.text);
	pty_compare(run.pty, &run.browser.canvas, run.scenario->mono ? PTY_MONO : PTY_COLOR);
	fputs("# shown\n", run.script);
	run.order.count = 0;
}

static void begin(const struct scenario *scenario)
{
	struct btf_error error = {0};

	run.scenario = scenario;
	run.btf = btf_load(scenario->file, NULL, &error);
	if (!run.btf)
		fail_msg("%s", error.text);
	if (scenario->programs)
		run.programs = btf_programs_load(scenario->programs, &error);
	if (!open_browser(&run.browser, &error))
		fail_msg("%s", error.text);
	snprintf(run.path, sizeof(run.path), "storm_%s.script", scenario->name);
	run.script = fopen(run.path, "w+e");
	assert_non_null(run.script);
	run.storm = (struct storm){.random = seed,
				   .btf = run.btf,
				   .value_path = scenario->values ? scenario->values : "",
				   .resizes = true};
	run.pty = pty_start("xterm-256color", scenario->width, scenario->height, 0);
	run.order.events[run.order.count++] = (struct event){
		.kind = EVENT_RESIZE, .width = scenario->width, .height = scenario->height};
	show_burst();
}

static void end(void)
{
	pty_stop(run.pty);
	run.pty = NULL;
	unlink(run.path);
}

static void burst(struct event (*next)(struct storm *storm))
{
	uint32_t count = random_below(&run.storm.random, 2)
				 ? 1
				 : 1 + random_below(&run.storm.random, BURST_MAX);

	while (run.order.count < count)
		run.order.events[run.order.count++] = next(&run.storm);
	show_burst();
}

static void storm(const struct scenario *scenario, unsigned int events)
{
	begin(scenario);
	while (run.events < events)
		burst(storm_next);
	end();
}

TEST(a_kernel)
{
	storm(&kernel, 6000);
}

TEST(names_that_terminals_would_obey)
{
	storm(&hostile, 1500);
}

TEST(names_of_wide_characters)
{
	storm(&wide, 1000);
}

TEST(a_map_in_ascii)
{
	storm(&map, 1500);
}

/* Nothing of the sizes between is left. */
TEST(after_resizes_alone_it_is_as_fresh)
{
	static struct scenario scenario;
	struct event last;
	struct browser fresh;
	struct btf_error error;

	scenario = kernel;
	scenario.name = "resizes"; /* of its script */
	begin(&scenario);
	while (run.events < 300)
		burst(storm_size);
	last = (struct event){.kind = EVENT_RESIZE,
			      .width = run.browser.app->width,
			      .height = run.browser.app->height};
	assert_true(open_browser(&fresh, &error));
	app_step(fresh.app, &last);
	app_draw(fresh.app, &fresh.canvas);
	pty_compare(run.pty, &fresh.canvas, PTY_COLOR);
	close_browser(&fresh);
	end();
}

static void print_option(const char *name, const char *value)
{
	if (value)
		fprintf(stderr, " --%s '%s'", name, value);
}

/* What has to be known to see it again. A script draws after each event, and not after bursts. */
static void report(void)
{
	fprintf(stderr, "%s: seed 0x%" PRIx64 ", event %u. Since the terminal was right last:\n",
		run.scenario->name, seed, run.events);
	for (unsigned int i = 0; i < run.order.count; i++)
		storm_write(&run.order.events[i], stderr);
	fprintf(stderr, "All of it: btfdump tui %s", run.scenario->file);
	print_option("value", run.scenario->values);
	print_option("type", run.scenario->type);
	print_option("progs", run.scenario->programs);
	fprintf(stderr, "%s --screen %dx%d --script %s\n", run.scenario->ascii ? " --ascii" : "",
		run.scenario->width, run.scenario->height, run.path);
}

static int tear_down(void **state)
{
	if (run.pty) {
		report();
		pty_stop(run.pty);
	}
	if (run.script)
		fclose(run.script);
	close_browser(&run.browser);
	btf_programs_free(run.programs);
	btf_free(run.btf);
	memset(&run, 0, sizeof(run));
	return unit_teardown(state);
}

#define RUN_STORM(name) cmocka_unit_test_setup_teardown(name, unit_setup, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_STORM(a_kernel),
		RUN_STORM(names_that_terminals_would_obey),
		RUN_STORM(names_of_wide_characters),
		RUN_STORM(a_map_in_ascii),
		RUN_STORM(after_resizes_alone_it_is_as_fresh),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	unsetenv("NO_COLOR");
	seed = random_seed();
	stderr_of_test = dup(STDERR_FILENO);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
