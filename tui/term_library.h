/* SPDX-License-Identifier: BSD-2-Clause */
/* term_library.h - libncursesw, loaded when a terminal is opened: other commands don't pay for it. */
#ifndef TUI_TERM_LIBRARY_H
#define TUI_TERM_LIBRARY_H

#define NCURSES_NOMACROS
#define NCURSES_WIDECHAR 1
#include <curses.h>

#include <libbtf/error.h>

/* What is used of it; <term.h>, which declares what follows, defines words such as `lines` and `tab`. */
#define TERM_LIBRARY(symbol)                                                                \
	symbol(newterm) symbol(delscreen) symbol(endwin) symbol(typeahead) symbol(curs_set) \
		symbol(start_color) symbol(use_default_colors) symbol(init_pair)            \
			symbol(resize_term) symbol(clearok) symbol(mvwadd_wchnstr)          \
				symbol(setcchar) symbol(wmove) symbol(wnoutrefresh)         \
					symbol(doupdate) symbol(tigetstr) symbol(tparm)     \
						symbol(curscr) symbol(stdscr)

struct term_library {
	void *handle;
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a member has none */
#define TERM_LIBRARY_MEMBER(name) __typeof__(&(name)) name;
	TERM_LIBRARY(TERM_LIBRARY_MEMBER)
#undef TERM_LIBRARY_MEMBER
	int (*setupterm)(const char *type, int fd, int *error);
	void *(*set_curterm)(void *terminal);
	int (*del_curterm)(void *terminal);
};

/* 0, or a negative errno with `err`. */
int term_library_open(struct term_library *library, struct btf_error *err);
void term_library_close(struct term_library *library);

#endif
