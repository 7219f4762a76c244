/* SPDX-License-Identifier: BSD-2-Clause */
/* pty.c - the terminal of the tests, on the side of the test. */
#include "unit.h"

#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

/* Longer than anything takes on the slowest machine: it only ends what hangs. */
#define PATIENCE_MS 60000

/* The worker has a copy of our memory, and this for a pointer to it: else it would seem to have lost it. */
static struct pty *current;

static int set_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *pty = user;

	if (property == VTERM_PROP_ALTSCREEN)
		pty->alternate = value->boolean;
	if (property == VTERM_PROP_CURSORVISIBLE)
		pty->cursor_visible = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = set_property};

/* The terminal answers to nothing but to our marks. */
static void count_mark(const char *bytes, size_t size, void *user)
{
	struct pty *pty = user;

	if (size == 4 && memcmp(bytes, "\033[0n", 4) == 0)
		pty->marks++;
}

static void start_vterm(struct pty *pty, int width, int height)
{
	pty->vterm = vterm_new(height, width);
	assert_non_null(pty->vterm);
	vterm_set_utf8(pty->vterm, 1);
	vterm_output_set_callback(pty->vterm, count_mark, pty);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_reset(pty->screen, 1);
	pty->cursor_visible = true;
}

static void defaults(int ignored)
{
	static const int signals[] = {SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGWINCH,
				      SIGTSTP, SIGCONT, SIGTTOU, SIGTTIN, SIGSEGV,
				      SIGBUS,  SIGABRT, SIGFPE,  SIGILL};
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (size_t i = 0; i < COUNT(signals); i++)
		signal(signals[i], signals[i] == ignored ? SIG_IGN : SIG_DFL);
}

/* Tells what becomes of the worker, until it ends. */
static void shell(pid_t worker, int answers)
{
	struct pty_message message = {.done = true};
	int status = 0;

	do {
		if (waitpid(worker, &status, WUNTRACED) < 0)
			_exit(1);
		message.what = WIFSTOPPED(status) ? PTY_STOPPED : PTY_ENDED;
		message.number = status;
		if (write(answers, &message, sizeof(message)) != sizeof(message))
			_exit(1);
	} while (message.what != PTY_ENDED);
	_exit(0);
}

static void start_session(const struct pty *pty, int orders, int answers, int ignored)
{
	struct pty_message message = {.what = PTY_OPEN, .done = current != NULL};
	pid_t worker;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	login_tty(pty->slave);
	signal(SIGTTOU, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	worker = fork();
	if (worker == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setpgid(0, 0);
		tcsetpgrp(0, getpid());
		defaults(ignored);
		pty_worker(orders, answers);
	}
	message.number = worker;
	(void)!write(answers, &message, sizeof(message));
	shell(worker, answers);
}

static void close_both(int pair[2])
{
	close(pair[0]);
	close(pair[1]);
}

struct pty *pty_start(const char *type, int width, int height, int ignored)
{
	struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
	struct pty *pty = calloc(1, sizeof(*pty));
	int orders[2], answers[2];

	assert_non_null(pty);
	current = pty;
	assert_int_equal(openpty(&pty->master, &pty->slave, NULL, NULL, &size), 0);
	assert_int_equal(pipe2(orders, O_CLOEXEC), 0);
	assert_int_equal(pipe2(answers, O_CLOEXEC), 0);
	fcntl(pty->master, F_SETFD, FD_CLOEXEC);
	start_vterm(pty, width, height);
	assert_int_equal(tcgetattr(pty->slave, &pty->before), 0);
	(void)!write(pty->slave, "$ before", 8);
	setenv("TERM", type, 1);
	fflush(NULL);
	pty->shell = fork();
	assert_true(pty->shell >= 0);
	if (pty->shell == 0) {
		close(pty->master);
		close(orders[1]);
		close(answers[0]);
		start_session(pty, orders[0], answers[1], ignored);
	}
	pty->orders = orders[1];
	pty->answers = answers[0];
	close(orders[0]);
	close(answers[1]);
	pty->worker = pty_wait(pty, PTY_OPEN).number;
	pty_settle(pty);
	return pty;
}

void pty_stop(struct pty *pty)
{
	int both[2] = {pty->orders, pty->answers};

	kill(pty->worker, SIGKILL);
	close_both(both);
	if (pty->master >= 0)
		close(pty->master);
	close(pty->slave);
	waitpid(pty->shell, NULL, 0);
	vterm_free(pty->vterm);
	free(pty);
	current = NULL;
}

/* Both marks have eight bytes. */
static void count_frames(struct pty *pty, const char *bytes, size_t size)
{
	static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
	unsigned char last[8];

	for (size_t i = 0; i < size; i++) {
		pty->window = pty->window << 8 | (unsigned char)bytes[i];
		for (int k = 0; k < 8; k++)
			last[k] = (unsigned char)(pty->window >> (56 - 8 * k));
		pty->begun += memcmp(last, begin, 8) == 0;
		pty->synced += memcmp(last, end, 8) == 0;
	}
}

/* Feeds the terminal with what there is; an answer that came meanwhile goes to *message. */
static bool pump(struct pty *pty, struct pty_message *message)
{
	struct pollfd files[] = {
		{.fd = pty->stuck ? -1 : pty->master, .events = POLLIN},
		{.fd = message ? pty->answers : -1, .events = POLLIN},
	};
	char bytes[4096];
	ssize_t got;

	if (poll(files, 2, PATIENCE_MS) <= 0)
		fail_msg("nothing came for %d s", PATIENCE_MS / 1000);
	if (files[0].revents) {
		got = read(pty->master, bytes, sizeof(bytes));
		if (got > 0) {
			count_frames(pty, bytes, (size_t)got);
			vterm_input_write(pty->vterm, bytes, (size_t)got);
		}
	}
	if (!files[1].revents)
		return false;
	got = read(pty->answers, message, sizeof(*message));
	assert_int_equal(got, sizeof(*message));
	return true;
}

/* What is sent in order comes in order, so a question that the terminal answers marks the end. */
void pty_settle(struct pty *pty)
{
	unsigned int marks = pty->marks;

	assert_int_equal(write(pty->slave, "\033[5n", 4), 4);
	while (pty->marks == marks)
		pump(pty, NULL);
}

void pty_until_alternate(struct pty *pty)
{
	while (!pty->alternate)
		pump(pty, NULL);
}

void pty_order(struct pty *pty, const struct pty_message *order)
{
	assert_int_equal(write(pty->orders, order, sizeof(*order)), sizeof(*order));
}

struct pty_message pty_wait(struct pty *pty, enum pty_what what)
{
	struct pty_message message;

	while (!pump(pty, &message))
		;
	if (message.what != what)
		fail_msg("waited for %d, and %d came (status %x)", what, message.what,
			 (unsigned int)message.number);
	if (pty->master >= 0 && !pty->stuck)
		pty_settle(pty);
	return message;
}

struct pty_message pty_do(struct pty *pty, const struct pty_message *order)
{
	pty_order(pty, order);
	return pty_wait(pty, order->what);
}

void pty_resize(struct pty *pty, int width, int height)
{
	struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};

	vterm_set_size(pty->vterm, height, width);
	assert_int_equal(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

void pty_type(struct pty *pty, const char *bytes, size_t size)
{
	assert_int_equal(write(pty->master, bytes, size), size);
}

struct pty *pty_open(const char *type, int width, int height)
{
	struct pty *pty = pty_start(type, width, height, 0);
	struct pty_message opened = pty_do(pty, &(struct pty_message){.what = PTY_OPEN});

	if (!opened.done)
		fail_msg("%s: %s", type, opened.text);
	return pty;
}

void pty_close(struct pty *pty)
{
	pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
	pty_order(pty, &(struct pty_message){.what = PTY_EXIT});
	assert_int_equal(pty_wait(pty, PTY_ENDED).number, 0);
	pty_stop(pty);
}
