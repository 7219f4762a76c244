/* SPDX-License-Identifier: BSD-2-Clause */
/* term_signals.c - signals, from their handlers to the loop that waits for events.
 *
 * What is global here is so because handlers get no pointer. */
#include "term_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 1 /* seconds, from one signal that is to end the program to one that does */

static struct term_restore restore;
static volatile sig_atomic_t armed;
static volatile sig_atomic_t end_signal, resized, stop, continued;
static volatile long end_since; /* in seconds, where there is an end_signal */
static int wake[2] = {-1, -1};
static pid_t owner; /* a child that was forked restores nothing */

/* Nothing but what POSIX allows in a handler. */

static void send_restoring_bytes(void)
{
	const char *bytes = restore.bytes;
	size_t left = restore.size;

	while (left) {
		struct pollfd room = {.fd = restore.output, .events = POLLOUT};
		ssize_t sent;

		/* The terminal may be stuck, and the program be ended for that very reason. */
		if (poll(&room, 1, 500) == 0)
			return;
		sent = write(restore.output, bytes, left);
		if (sent > 0) {
			bytes += sent;
			left -= (size_t)sent;
		} else if (errno != EAGAIN && errno != EINTR) {
			return;
		}
	}
}

static bool in_background(void)
{
	pid_t foreground = tcgetpgrp(restore.input);

	return foreground > 0 && foreground != getpgrp();
}

void term_signals_restore(void)
{
	int error = errno;

	if (!armed || getpid() != owner)
		return;
	armed = 0;
	if (!in_background()) {
		send_restoring_bytes();
		while (tcsetattr(restore.input, TCSANOW, &restore.modes) != 0 && errno == EINTR)
			;
	}
	errno = error;
}

static long seconds(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec;
}

/* The one before has not ended it in time: whatever holds up the program holds up its user no longer. */
static void end_now(int signal)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	term_signals_restore();
	sigaction(signal, &action, NULL);
	raise(signal);
}

static void note_signal(int signal)
{
	int error = errno;

	switch (signal) {
	case SIGWINCH:
		resized = 1;
		break;
	case SIGTSTP:
		stop = 1;
		break;
	case SIGCONT:
		continued = 1;
		break;
	default:
		if (!end_signal)
			end_since = seconds();
		else if (seconds() > end_since + PATIENCE)
			end_now(signal);
		end_signal = signal;
	}
	/* A full pipe wakes as well. */
	(void)!write(wake[1], "", 1);
	errno = error;
}

static void crash(int signal, siginfo_t *info, void *context);

/* The signals that are handled, and what stood there before. */
static struct {
	int signal;
	bool crash;
	struct sigaction before;
} handled[] = {
	{.signal = SIGTERM},
	{.signal = SIGHUP},
	{.signal = SIGINT},
	{.signal = SIGQUIT},
	{.signal = SIGWINCH},
	{.signal = SIGTSTP},
	{.signal = SIGCONT},
	{.signal = SIGSEGV, .crash = true},
	{.signal = SIGBUS, .crash = true},
	{.signal = SIGABRT, .crash = true},
	{.signal = SIGFPE, .crash = true},
	{.signal = SIGILL, .crash = true},
	{.signal = SIGTRAP, .crash = true},
	{.signal = SIGSYS, .crash = true},
	{.signal = SIGXCPU, .crash = true},
	{.signal = SIGXFSZ, .crash = true},
	{.signal = SIGALRM, .crash = true},
	{.signal = SIGUSR1, .crash = true},
	{.signal = SIGUSR2, .crash = true},
};

#define HANDLED (sizeof(handled) / sizeof(handled[0]))

/* The terminal back, and then to whoever would have got the signal without us: by default the process ends by it.
 * An instruction at fault is run once more for that; a signal that was sent is sent again. */
static void crash(int signal, siginfo_t *info, void *context)
{
	(void)context;
	term_signals_restore();
	for (size_t i = 0; i < HANDLED; i++) {
		if (handled[i].signal == signal)
			sigaction(signal, &handled[i].before, NULL);
	}
	if (info->si_code <= 0)
		raise(signal);
}

/* Those of a crash run on a stack of their own: what crashed may have been the stack. */
static unsigned char crash_stack[64 << 10];
static stack_t stack_before;
static sigset_t mask_before;

static void set_handler(size_t i)
{
	/* Without SA_RESTART: those that end the program end a write to a stuck terminal as well. */
	struct sigaction action = {.sa_handler = note_signal};

	sigemptyset(&action.sa_mask);
	if (handled[i].crash) {
		action.sa_sigaction = crash;
		action.sa_flags = SA_SIGINFO | SA_ONSTACK;
	}
	sigaction(handled[i].signal, NULL, &handled[i].before);
	if (handled[i].before.sa_handler != SIG_IGN || handled[i].crash)
		sigaction(handled[i].signal, &action, NULL);
}

static void unblock_handled(void)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < HANDLED; i++)
		sigaddset(&set, handled[i].signal);
	pthread_sigmask(SIG_UNBLOCK, &set, &mask_before);
}

int term_signals_open(void)
{
	static bool registered;
	stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof(crash_stack)};

	if (pipe2(wake, O_NONBLOCK | O_CLOEXEC) != 0)
		return -errno;
	if (!registered && atexit(term_signals_restore) != 0)
		return -ENOMEM;
	registered = true;
	owner = getpid();
	end_signal = resized = stop = continued = 0;
	sigaltstack(&stack, &stack_before);
	for (size_t i = 0; i < HANDLED; i++)
		set_handler(i);
	unblock_handled();
	return 0;
}

void term_signals_close(void)
{
	pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
	for (size_t i = 0; i < HANDLED; i++)
		sigaction(handled[i].signal, &handled[i].before, NULL);
	sigaltstack(&stack_before, NULL);
	close(wake[0]);
	close(wake[1]);
	wake[0] = wake[1] = -1;
}

int term_signals_wake(void)
{
	return wake[0];
}

static bool take_flag(volatile sig_atomic_t *flag)
{
	bool was_set = *flag;

	*flag = 0;
	return was_set;
}

struct term_signals term_signals_take(void)
{
	struct term_signals taken;
	char bytes[64];

	/* First the pipe: a signal that comes now wakes once too often, not once too seldom. */
	while (read(wake[0], bytes, sizeof(bytes)) > 0)
		;
	taken.end = end_signal;
	taken.resized = take_flag(&resized);
	taken.stop = take_flag(&stop);
	taken.continued = take_flag(&continued);
	return taken;
}

bool term_signals_ended(void)
{
	return end_signal != 0;
}

void term_signals_stop(bool job)
{
	struct sigaction by_default = {.sa_handler = SIG_DFL};
	struct sigaction ours;

	sigaction(SIGTSTP, NULL, &ours);
	if (ours.sa_handler == SIG_IGN)
		return;
	sigaction(SIGTSTP, &by_default, NULL);
	/* Not SIGSTOP: where no shell would let us go on, the kernel drops SIGTSTP. */
	if (job)
		kill(0, SIGTSTP);
	else
		raise(SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
	/* Whoever stopped it by this knows that it goes on. */
	continued = 0;
}

void term_signals_arm(const struct term_restore *how)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	restore = *how;
	armed = 1;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}
