/* SPDX-License-Identifier: BSD-2-Clause */
/* pty.h - a terminal for tests, and a program that uses it.
 *
 * The terminal is libvterm at a pty. The program is a process of its own, the worker; it does what it is ordered
 * to, and answers each order once. Its parent in the terminal's session stands for a shell: it tells when
 * the worker stops, goes on, or ends. Nothing here sleeps: what was sent before an answer is read up to a mark. */
#ifndef TESTS_TUI_PTY_H
#define TESTS_TUI_PTY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

#include "canvas.h"
#include "event.h"

enum pty_what {
	/* Orders, each answered by one of its name. */
	PTY_OPEN,
	PTY_SHOW,  /* a canvas of `seed`, of `width` x `height`, or of the terminal's size */
	PTY_EVENT, /* the next one, within `timeout` */
	PTY_REDRAW,
	PTY_SUSPEND,
	PTY_CLOSE,
	PTY_CRASH, /* by the signal `number`; 0: by abort(), -1: by a bad pointer; no answer */
	PTY_EXIT,  /* without closing it; no answer */
	/* What the shell tells. */
	PTY_STOPPED,
	PTY_ENDED, /* with the status `number` */
};

struct pty_message {
	enum pty_what what;
	unsigned int seed;
	int width, height, timeout, number;
	int writes; /* to the terminal, by that order */
	bool done;  /* false: it failed, as `text` says, or there was no event */
	struct event event;
	char text[256];
};

struct pty {
	int master, slave;
	int orders, answers;
	pid_t shell, worker;
	VTerm *vterm;
	VTermScreen *screen;
	unsigned int marks;
	bool alternate, cursor_visible;
	bool stuck;        /* nobody reads what the program sends */
	uint64_t window;   /* the last eight bytes */
	int begun, synced; /* how often they began a synchronized frame, and ended one */
	struct termios before;
};

/* Signals that the worker is to ignore from its start on; 0: none. */
struct pty *pty_start(const char *type, int width, int height, int ignored);
void pty_stop(struct pty *pty);

/* With the terminal opened; and closed before it is stopped. */
struct pty *pty_open(const char *type, int width, int height);
void pty_close(struct pty *pty);

/* Sends an order; waits for an answer of that kind, after which all is on the screen; both. */
void pty_order(struct pty *pty, const struct pty_message *order);
struct pty_message pty_wait(struct pty *pty, enum pty_what what);
struct pty_message pty_do(struct pty *pty, const struct pty_message *order);

void pty_resize(struct pty *pty, int width, int height);
void pty_type(struct pty *pty, const char *bytes, size_t size);

/* Reads what was sent to the screen until now; until it is the alternate one. */
void pty_settle(struct pty *pty);
void pty_until_alternate(struct pty *pty);

/* The terminal's cells and cursor are those of the canvas; where the canvas has none, they are blank. */
enum pty_looks { PTY_COLOR, PTY_MONO, PTY_ANY };
void pty_compare(const struct pty *pty, const struct canvas *canvas, enum pty_looks looks);

/* Shows the canvas of a seed, of that size or of the terminal's (0), and compares; compares alone. */
void pty_show(struct pty *pty, unsigned int seed, int width, int height, enum pty_looks looks);
void pty_still_shows(struct pty *pty, unsigned int seed, enum pty_looks looks);

/* The next event is that one. */
void pty_expect_size(struct pty *pty, int width, int height);
void pty_expect_key(struct pty *pty, const char *row, tui_key key);
void pty_expect_end(struct pty *pty, int signal);

/* What the worker does. */
void pty_worker(int orders, int answers);

/* The canvas of a seed, of any size. */
void pty_draw(struct canvas *canvas, unsigned int seed);

#endif
