/* SPDX-License-Identifier: BSD-2-Clause */
/* state.h - what is remembered from one time to the next: marks and the command line's history, in
 * $XDG_STATE_HOME/btfdump/state.json. A broken file is as none. */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include "app.h"

void state_load(struct app *app);

/* Adds what is new in this app to what is remembered; nothing is written where nothing is. Written under another name
 * and renamed, for its owner alone. False: it could not be. */
bool state_save(const struct app *app);

#endif
