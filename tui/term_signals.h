/* SPDX-License-Identifier: BSD-2-Clause */
/* term_signals.h - what the signals have to say, and how a process that they end leaves the terminal.
 *
 * Handlers only note what came and wake the poll() of term.c, by a pipe. But those of a crash, and
 * exit(), give the terminal back on the spot: whatever that takes is made ready in advance. */
#ifndef TUI_TERM_SIGNALS_H
#define TUI_TERM_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* What to send, and the modes to set, to leave the terminal as it was found. */
struct term_restore {
	int input, output; /* the terminal's file descriptors */
	struct termios modes;
	char bytes[256];
	size_t size;
};

/* What came since the last time that it was asked. */
struct term_signals {
	int end; /* the signal that ends the program; stays */
	bool resized;
	bool stop;      /* SIGTSTP: somebody wants the process to stop */
	bool continued; /* it was stopped, and goes on */
};

/* Puts the handlers in place, and the other way round. A signal that is ignored stays so. 0, or a
 * negative errno. */
int term_signals_open(void);
void term_signals_close(void);

/* The file descriptor that can be read as soon as a signal came. */
int term_signals_wake(void);
struct term_signals term_signals_take(void);

/* Whether one came that ends the program. */
bool term_signals_ended(void);

/* Stops this process, or all of its job, as the terminal's own ^Z would; returns when it goes on: at
 * once where nobody is there who could let it. */
void term_signals_stop(bool job);

/* From now on the terminal is ours, and has to be restored in this way. */
void term_signals_arm(const struct term_restore *restore);

/* Restores it, unless it is done. Nothing is sent from the background, where the terminal belongs to
 * somebody else. */
void term_signals_restore(void);

#endif
