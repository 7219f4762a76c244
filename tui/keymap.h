/* SPDX-License-Identifier: BSD-2-Clause */
/* keymap.h - keys to actions. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "action.h"
#include "key.h"

struct keymap {
	tui_key pending; /* the first of two keys; KEY_NONE: none */
};

/* What a key does in a context (one of IN_*). ACTION_PENDING: it is the first of two. `*argument` is
 * the character that the action takes, or the key itself. */
enum action keymap_feed(struct keymap *keymap, uint32_t context, tui_key key, tui_key *argument);

/* The first key of an action, as one writes it: "Enter", "yy". */
const char *keymap_first_key(const struct action_info *info, char text[KEY_NAME_ROOM]);

#endif
