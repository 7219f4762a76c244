/* SPDX-License-Identifier: BSD-2-Clause */
/* tui.h - the browser, as the command line starts it. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>
#include <stdint.h>

#include <libbtf/entries.h>
#include <libbtf/programs.h>

struct value;

/* What is browsed. All of it is the caller's. */
struct tui_source {
	const char *name; /* for the title: "vmlinux" */
	/* How command lines name it; "" where they need not, of a live map's own. */
	const char *argument;
	const char *const *bases; /* of -B, the lowest first, NULL at the end; or NULL */
	const char *release;      /* of the running kernel, where it is that; or "" */
	const struct btf *btf;

	struct btf_entries *entries; /* values to look at; NULL: none */
	const char *entries_name;    /* a path, or what messages call it */
	/* "--map-id", "--pinned": what stands before the next one; or NULL. */
	const char *entries_option;
	const char *entries_word; /* the file, the id, the path, as the command line has it */
	const char *entries_type; /* what they are of, as --type says it; NULL: not said */
	const char *entries_map;  /* a map that SOURCE declares: of that they are; NULL: not said */
	const struct btf_programs *programs; /* NULL: none are known */
	const char *programs_word;           /* the file of --progs; or NULL */
};

struct tui_options {
	bool ascii;    /* no character but those of ASCII */
	bool mono;     /* no colours */
	bool no_state; /* marks and history are neither read nor written */
	/* To go to first, as the command line has it: "task_struct.mm"; or NULL. */
	const char *place;
	const char *script; /* replays this file in place of a terminal; NULL: none */
	const char *dump;   /* ... and writes the screens there; NULL: to standard output */
	int width, height;  /* of its screen */
};

/* What came from the terminal before there was a browser. */
struct tui_ahead {
	uint32_t keys[64]; /* those of key.h */
	unsigned int count;
	int signal; /* that asked for the end; 0: none */
};

/* Does some work that may take long, in a thread of its own. After a tenth of a second a bar shows that it goes on, and
 * Esc or a signal such as ^C's cancel it: then it is -ECANCELED, the work still goes on, and the process is to end.
 * Else what the work returned. What it writes to stderr is written when the terminal is as before. */
int tui_wait(const char *what, int (*work)(void *context), void *context,
	     const struct tui_options *options, struct tui_ahead *ahead);

/* Returns when the user leaves it. 0, or a negative errno with `err`. Begins with what was typed ahead. */
int tui_run(const struct tui_source *source, const struct tui_options *options,
	    const struct tui_ahead *ahead, struct btf_error *err);

#endif
