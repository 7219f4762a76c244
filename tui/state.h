/* SPDX-License-Identifier: BSD-2-Clause */
/* state.h - what is remembered from one time to the next: marks and the command line's history, in
 * $XDG_STATE_HOME/btfdump/state.json. */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include <stdint.h>

#include <libbtf/error.h>

#define MARKS        26
#define COMMANDS_MAX 50

/* A place one comes back to, in words, so that it fits another kernel too. */
struct mark {
	char type[256]; /* "struct task_struct"; "": not set */
	char path[256]; /* of a member; "" */
};

struct state {
	struct mark marks[MARKS];
	uint32_t marks_set;           /* since it was loaded, by bits */
	char *commands[COMMANDS_MAX]; /* the oldest first */
	unsigned int command_count;
	unsigned int commands_added; /* since it was loaded */
};

/* Into an empty one, which stays empty where there is no file. 0, or a negative errno with `err`: -EINVAL: it is broken;
 * else it can't be read. */
int state_load(struct state *state, struct btf_error *err);
void state_free(struct state *state); /* what it holds */

/* Behind the others; not twice in a row. */
void state_add_command(struct state *state, const char *text);

/* Adds what is new to what is remembered; nothing is written where nothing is. Written under another name and renamed,
 * for its owner alone. A broken file is kept beside it, as state.json.broken; one that can't be read is left
 * as it is. 0, or a negative errno with `err`. */
int state_save(const struct state *state, struct btf_error *err);

#endif
