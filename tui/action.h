/* SPDX-License-Identifier: BSD-2-Clause */
/* action.h - everything that a key can do: the one table that dispatch, help, footer and man page are made of.
 *
 * ACTION(NAME, contexts, keys, label, help)
 *
 *   contexts  where it is: the kind of pane that has the focus
 *   keys      as libbtf's documents write them, by blanks: "j Down ^N"; "yy" is two keys in a row, and in "m*"
 *             the second one is any character, which is the action's argument, as is a digit
 *   label     what the footer calls it; NULL: it is not in the footer. In the order of the table.
 *   help      what it does
 */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include <stdbool.h>
#include <stdint.h>

/* Kinds of panes. */
enum {
	IN_TYPES = 1 << 0,  /* the list of types */
	IN_TYPE = 1 << 1,   /* one type, row by row */
	IN_USES = 1 << 2,   /* who uses it */
	IN_BYTES = 1 << 3,  /* of a value */
	IN_FIELDS = 1 << 4, /* of a value */
	IN_HELP = 1 << 5,
	IN_MARKS = 1 << 6,
	IN_PICKER = 1 << 7, /* types to choose from */
	IN_PROMPT = 1 << 8,
	IN_PREVIEW = 1 << 9,  /* one type, beside what it is chosen in */
	IN_ENTRIES = 1 << 10, /* of a map, to choose from */

	IN_VALUE = IN_BYTES | IN_FIELDS,
	IN_PAGES = IN_TYPES | IN_TYPE | IN_PREVIEW | IN_USES | IN_VALUE,
	IN_LISTS = IN_TYPES | IN_USES | IN_PICKER | IN_ENTRIES,
	IN_OVERLAYS = IN_HELP | IN_MARKS | IN_PICKER | IN_ENTRIES,
	IN_ALL = IN_PAGES | IN_OVERLAYS, /* but for the prompt, where keys are text */
};

// clang-format off
#define ACTIONS(ACTION)                                                                                              \
	/* what a newcomer needs first, for the footer */                                                            \
	ACTION(FOLLOW,      IN_LISTS | IN_MARKS, "Enter l Right", "open",   "open what is under the cursor")            \
	ACTION(FOLLOW_TYPE, IN_TYPE | IN_PREVIEW | IN_FIELDS, "Enter l Right", "follow", "go to the type of the row under the cursor")              \
	ACTION(FOLLOW_BYTE, IN_BYTES, "Enter",               "field",  "go to the field of the byte under the cursor")                        \
	ACTION(FILTER,      IN_LISTS, "/",                   "filter", "type to filter: words, each letter in its order") \
	ACTION(SEARCH,      IN_TYPE | IN_PREVIEW | IN_VALUE | IN_HELP | IN_MARKS, "/", "search", "find text as you type; in bytes also hex (62 70)")       \
	ACTION(USES,        IN_TYPES | IN_TYPE | IN_PREVIEW | IN_USES | IN_FIELDS, "x", "uses", "who uses the type under the cursor")                        \
	ACTION(HELP,        IN_PAGES | IN_MARKS | IN_PICKER | IN_ENTRIES, "?", "keys", "this help, for the place one is in")                  \
	ACTION(CLOSE,       IN_ALL,   "q",                   "back",   "close, or go back; quit at the root")                  \
	ACTION(NEXT_PANE,   IN_PAGES, "Tab",                 "pane",   "focus the next pane")                            \
	ACTION(COMMAND,     IN_PAGES, ":",                   "go to",  "a type, task_struct.mm, tcp_sock+0x5a4, #id, a command")       \
	ACTION(FORM,        IN_TYPE,  "p",                   "form",   "layout, C, or flat: all leaves with their paths")           \
	ACTION(EXPAND,      IN_TYPE | IN_FIELDS, "+",        "unfold", "unfold what is under the cursor in place")          \
	ACTION(COLLAPSE,    IN_TYPE | IN_FIELDS, "-",        "fold",   "fold what the cursor is in")                         \
	ACTION(ENTRIES, IN_VALUE, "e", "entries", "all entries of the map, to choose one") \
	ACTION(NEXT_ENTRY,  IN_VALUE, ")",                   "next",   "next entry of the map")                               \
	ACTION(CHOOSE_TYPE, IN_VALUE, "t",                   "type",   "choose another type for the bytes")                   \
	/* the list of types */                                                                                      \
	ACTION(KIND,        IN_TYPES, "1 2 3 4 5 6 7 8 9",   NULL, "kinds: Struct Union Enum Typedef Func Var Int fWd Other") \
	ACTION(ALL_KINDS,   IN_TYPES, "0",                   NULL, "all kinds on; again: as at the start")                \
	ACTION(ANONYMOUS,   IN_TYPES, "a",                   NULL, "types without a name: on and off")                   \
	ACTION(BASES, IN_TYPES, "B", NULL, "types of the base, where there is one: on and off") \
	ACTION(SORT,        IN_TYPES, "S",                   NULL, "sort by score, name, id, size, holes, uses")         \
	ACTION(REVERSE,     IN_TYPES, "r",                   NULL, "turn the order round")                               \
	/* a type */                                                                                                 \
	ACTION(OPEN_TYPE,   IN_TYPES | IN_TYPE | IN_PREVIEW | IN_USES | IN_FIELDS, "o", NULL, "open the type that the row itself belongs to")   \
	ACTION(HEX,         IN_TYPES | IN_TYPE | IN_PREVIEW | IN_VALUE, "#", NULL, "hexadecimal or decimal")                            \
	/* a value */                                                                                                \
	ACTION(VALUE,       IN_TYPES | IN_TYPE | IN_PREVIEW | IN_USES, "v", NULL, "the value; without one, asks for a file")             \
	ACTION(NEXT_FIELD,  IN_VALUE, "w",                   NULL, "next field")                                         \
	ACTION(PREVIOUS_FIELD, IN_VALUE, "b",                NULL, "the field before")                                   \
	ACTION(PREVIOUS_ENTRY, IN_VALUE, "(",                NULL, "the entry before")                                   \
	ACTION(NEXT_ARM,    IN_VALUE, "u",                   NULL, "next arm of the union the field is in")              \
	ACTION(INSPECTOR,   IN_VALUE, "i",                   NULL, "the bytes as other types: on and off") \
	ACTION(REREAD,      IN_VALUE, "R",                   NULL, "read the file or map again: ~ marks what changed") \
	/* marks; copies, which stand together from COPY_LINE to COPY_COMMAND; the rest */                           \
	ACTION(LIST_MARKS,  IN_PAGES, "'?",                  "lists them", "list the marks")                                     \
	ACTION(SET_MARK,    IN_PAGES, "m*", "sets that mark", "set mark a-z here")                                 \
	ACTION(GO_MARK,     IN_PAGES, "'*",                  "goes there", "go to mark a-z")                                     \
	ACTION(COPY_LINE,   IN_ALL,   "yy",                  "row", "copy the row")                                       \
	ACTION(COPY_NAME,   IN_PAGES, "yn",                  "name", "copy the name")                                      \
	ACTION(COPY_C,      IN_PAGES, "yt",                  "C", "copy the type as C, or the value as an initialiser") \
	ACTION(COPY_OFFSET, IN_TYPE | IN_PREVIEW | IN_VALUE, "yo",                  "offset", "copy the offset")                                    \
	ACTION(COPY_VALUE,  IN_VALUE, "yv",                  "value", "copy the field's value")                             \
	ACTION(COPY_PATH,   IN_PAGES, "yp",                  "path", "copy the path: tcp_sock.inet_conn")                   \
	ACTION(COPY_JSON,   IN_PAGES, "yj",                  "JSON", "copy as JSON")                                       \
	ACTION(COPY_COMMAND, IN_PAGES, "ya",                 "command line", "copy the command line that shows the same")          \
	ACTION(EXPORT,      IN_PAGES, "W",                   NULL, "write to a file: .json, .h (C), else text")          \
	ACTION(REDRAW,      IN_ALL,   "^L",                  NULL, "draw the screen anew")                               \
	ACTION(SUSPEND,     IN_ALL,   "^Z",                  NULL, "suspend, as other programs")                         \
	ACTION(QUIT,        IN_ALL,   "Q",                   NULL, "quit from everywhere")                               \
	/* moving */                                                                                                 \
	ACTION(DOWN,        IN_ALL,   "j Down ^N",           NULL, "down")                                               \
	ACTION(UP,          IN_ALL,   "k Up ^P",             NULL, "up")                                                 \
	ACTION(HALF_DOWN,   IN_ALL,   "^D",                  NULL, "half a screen down")                                 \
	ACTION(HALF_UP,     IN_ALL,   "^U",                  NULL, "half a screen up")                                   \
	ACTION(PAGE_DOWN,   IN_ALL,   "PgDn ^F Space",       NULL, "a screen down")                                      \
	ACTION(PAGE_UP,     IN_ALL,   "PgUp ^B",             NULL, "a screen up")                                        \
	ACTION(TOP,         IN_ALL,   "gg Home",             NULL, "to the first row")                                   \
	ACTION(BOTTOM,      IN_ALL,   "G End",               NULL, "to the last row")                                    \
	ACTION(SCROLL_RIGHT, IN_ALL & ~IN_BYTES,  ">",                   NULL, "see what is cut off on the right")                   \
	ACTION(SCROLL_LEFT, IN_ALL & ~IN_BYTES,   "<",                   NULL, "scroll back to the left")                            \
	ACTION(BYTE_RIGHT,  IN_BYTES, "l Right",             NULL, "the next byte")                                      \
	ACTION(BYTE_LEFT,   IN_BYTES, "h Left",              NULL, "the byte before")                                    \
	ACTION(BACK,        IN_TYPES | IN_TYPE | IN_PREVIEW | IN_USES | IN_FIELDS | IN_OVERLAYS, "h Left Backspace [", NULL, "back, to the place as it was left")        \
	ACTION(BACK_BYTES,  IN_BYTES, "Backspace [",         NULL, "back, to the place as it was left")                  \
	ACTION(FORWARD,     IN_PAGES, "]",                   NULL, "forward again")                                      \
	ACTION(PREVIOUS_PANE, IN_PAGES, "S-Tab",             NULL, "focus the pane before")                              \
	ACTION(ZOOM,        IN_PAGES, "z",                   NULL, "the pane alone on the screen, and back")             \
	ACTION(CANCEL,      IN_ALL,   "Esc",                 NULL, "undo one level: overlay, filter, search, zoom") \
	ACTION(NEXT_HIT,    IN_ALL & ~(IN_PICKER | IN_ENTRIES),   "n",                   NULL, "next hit; without a search: next type of the list")        \
	ACTION(PREVIOUS_HIT, IN_ALL & ~(IN_PICKER | IN_ENTRIES),  "N",                   NULL, "the hit before")                                     \
	/* the prompt: other keys are text */                                                                        \
	ACTION(PROMPT_ACCEPT, IN_PROMPT, "Enter",            NULL, "take what is typed; of a filter: open the row")      \
	ACTION(PROMPT_CANCEL, IN_PROMPT, "Esc ^G",           NULL, "leave the prompt")                                   \
	ACTION(PROMPT_NEXT, IN_PROMPT, "Down ^N",            NULL, "next row of the filter, next hit, later command")    \
	ACTION(PROMPT_PREVIOUS, IN_PROMPT, "Up ^P",          NULL, "row, hit or command before")                         \
	ACTION(PROMPT_COMPLETE, IN_PROMPT, "Tab",            NULL, "complete; of a filter: keep it and go to the list")  \
	ACTION(PROMPT_ERASE, IN_PROMPT, "Backspace",         NULL, "erase a character; nothing left: leave the prompt")  \
	ACTION(PROMPT_DELETE, IN_PROMPT, "Delete ^D",        NULL, "erase the character under the cursor")               \
	ACTION(PROMPT_ERASE_WORD, IN_PROMPT, "^W",           NULL, "erase a word")                                       \
	ACTION(PROMPT_ERASE_ALL, IN_PROMPT, "^U",            NULL, "erase all before the cursor")                        \
	ACTION(PROMPT_LEFT, IN_PROMPT, "Left ^B",            NULL, "left")                                               \
	ACTION(PROMPT_RIGHT, IN_PROMPT, "Right ^F",          NULL, "right")                                              \
	ACTION(PROMPT_HOME, IN_PROMPT, "Home ^A",            NULL, "to the beginning")                                   \
	ACTION(PROMPT_END,  IN_PROMPT, "End ^E",             NULL, "to the end")
// clang-format on

enum action {
	ACTION_NONE,
	ACTION_PENDING, /* the first of two keys */
#define ENUMERATE(name, contexts, keys, label, help) ACTION_##name,
	ACTIONS(ENUMERATE)
#undef ENUMERATE
		ACTION_END,
};

struct action_info {
	enum action action;
	const char *name; /* "FOLLOW" */
	uint32_t contexts;
	const char *keys, *label, *help;
};

/* All of them, in the order above. */
extern const struct action_info action_table[];
extern const unsigned int action_count;

#endif
