/* SPDX-License-Identifier: BSD-2-Clause */
/* event.h - all that can happen to the browser. */
#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include "key.h"

enum event_kind {
	EVENT_KEY,
	EVENT_RESIZE,
	EVENT_END, /* no more will come: a signal, or the terminal is gone */
};

struct event {
	enum event_kind kind;
	tui_key key;
	int width, height;
	int signal; /* of END: which one; 0: the terminal was closed */
};

#endif
