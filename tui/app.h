/* SPDX-License-Identifier: BSD-2-Clause */
/* app.h - the browser as a whole, without a terminal: events go in, a picture and effects come out.
 *
 *	app_step(app, &event);
 *	while (app_effect(app, &effect)) ...
 *	app_draw(app, &canvas);
 *
 * It asks for no time and starts nothing, and reads no file but one of values that a command names: the same events
 * give the same pictures. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "event.h"
#include "filter.h"
#include "keymap.h"
#include "prompt.h"
#include "state.h"
#include "tui.h"
#include "uses.h"
#include "view.h"

/* What is asked for. */
enum prompt_purpose {
	PROMPT_NONE, /* no prompt is open */
	PROMPT_FILTER,
	PROMPT_SEARCH,
	PROMPT_COMMAND,
	PROMPT_EXPORT,
	PROMPT_VALUE, /* the path of a file with a value */
};

enum effect_kind {
	EFFECT_QUIT,
	EFFECT_SUSPEND,
	EFFECT_REDRAW,
	EFFECT_COPY,   /* `text` to the clipboard */
	EFFECT_EXPORT, /* `text` to the file `path` */
};

/* What the world outside is to do; a step has one at most. The texts are the app's, until the next app_step(). */
struct effect {
	enum effect_kind kind;
	const char *text;
	size_t size;
	const char *path;
};

/* From these widths on pages show two and three panes. */
#define TUI_TWO_PANES   80
#define TUI_THREE_PANES 160

#define TUI_WIDTH_MIN  20
#define TUI_HEIGHT_MIN 4
#define HISTORY_MAX    100 /* pages */

struct app {
	const struct tui_source *source;
	const struct btf *btf;
	bool ascii, hex;
	struct names *names;
	struct btf_use_index *use_index;
	struct btf_decoder *decoder;

	int width, height;
	struct page *pages[HISTORY_MAX]; /* as one went through them */
	unsigned int page_count, page_at;
	struct page *overlay;    /* NULL: none */
	struct page *below;      /* an overlay that the help lies on; NULL: none */
	struct page *value_page; /* in `pages` or beside them; NULL: there is none */

	struct keymap keymap;
	struct prompt prompt;
	enum prompt_purpose purpose;
	/* The filter or search that was there, for Esc; of a command what was typed before others were recalled. */
	char before_prompt[PROMPT_ROOM];
	struct list list_before_prompt; /* where the cursor was */
	unsigned int command_at; /* of state.commands, which is recalled; behind them: none is */

	struct state state;
	char message[300]; /* in the last row until the next key; "" */
	bool is_error;
	bool is_new; /* the first picture: it says how to go on */

	bool has_effect;
	struct effect effect;
	struct btf_out *effect_text;

	struct line line; /* where rows are made up; one at a time */
};

/* NULL with `err`: the values can't be read, or are not of the type that was named; or there is no memory. */
struct app *app_new(const struct tui_source *source, bool ascii, struct btf_error *err);
void app_free(struct app *app);

void app_step(struct app *app, const struct event *event);
void app_draw(struct app *app, struct canvas *canvas);
bool app_effect(struct app *app, struct effect *effect);

/* For views: */

struct page *app_page(const struct app *app); /* the overlay, or else the page in sight */
void app_prepare(struct app *app);            /* what its panes show is up to date */
void app_message(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_error(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Goes to a page, which is the app's from then on; NULL says that there is no memory. */
void app_open(struct app *app, struct page *page);
void app_open_overlay(struct app *app, struct page *page);
void app_close_overlay(struct app *app);
void app_back(struct app *app, bool quit_at_root);
void app_forward(struct app *app);
void app_free_pages(struct app *app);

/* Goes to a type; to one of its members, or uses. */
void app_open_type(struct app *app, uint32_t id);
void app_open_member(struct app *app, const struct use_place *place);
void app_open_path(struct app *app, uint32_t id, const char *path);
void app_open_byte(struct app *app, uint32_t id, uint64_t byte);
void app_open_uses(struct app *app, uint32_t id);
void app_open_value(struct app *app, const char *path); /* of a file, which is read */

/* To the list of types, which is the first page. */
struct page *app_go_root(struct app *app);

/* The type that a text means: a name, "struct name", "#12"; 0: none. Of several the one with the most to show. */
uint32_t app_find_type(const struct app *app, const char *text, size_t length);

/* Goes to a type, "task_struct.mm", "tcp_sock+0x5a4", an enumerator; or says that there is none, and what is
 * near it. */
void app_go_to(struct app *app, const char *text);

/* Does what an action says: the page in sight is asked first. */
void app_act(struct app *app, enum action action, tui_key argument);

/* The prompt: opens it, and takes a key while it is open. */
void app_prompt_key(struct app *app, tui_key key);
void app_ask(struct app *app, enum prompt_purpose purpose, const char *text);
void app_complete(struct app *app);

/* The command line: a command, by its name or a beginning that is no other's, or where to go. */
struct command {
	const char *name, *argument, *help; /* argument: "" where there is none */
	void (*run)(struct app *app, const char *argument);
};
extern const struct command app_commands[];
extern const unsigned int app_command_count;
void app_run_command(struct app *app, const char *text);

void app_put_effect(struct app *app, enum effect_kind kind);

/* The same of COPY and EXPORT, with a text: what is written to app_begin_text()'s output, which is NULL without
 * memory. app_end_text() says why there is no effect where a text is not `done`, and nobody has said it, or is
 * not whole. */
struct btf_out *app_begin_text(struct app *app);
void app_end_text(struct app *app, enum effect_kind kind, const char *path, bool done);

/* find.c: searching the pane in focus. find_set() starts at the cursor. find_in() is how a text is found in another:
 * a capital letter makes it exact. NULL: it is not in it. */
void find_set(struct app *app, const char *text);
void find_step(struct app *app, int direction);
const char *find_in(const char *text, const char *wanted);

/* Marks the hits in a row. */
void find_mark(const struct page *page, unsigned int pane, struct line *line);

/* pane.c: draws the rows of a pane; and the line above them, which gives what is left of the area. */
void pane_draw(struct app *app, struct page *page, unsigned int pane, struct canvas *canvas,
	       struct rect area);
struct rect pane_frame(struct canvas *canvas, struct rect area, const struct line *title);

/* view_marks.c */
void marks_set(struct app *app, tui_key letter);
void marks_go(struct app *app, tui_key letter);

/* The views. NULL: no memory. */
struct page *view_types_new(struct app *app);
struct page *view_type_new(struct app *app, uint32_t id);
struct page *view_value_new(struct value *value);
struct page *view_help_new(uint32_t context);
struct page *view_marks_new(struct app *app);
struct page *view_picker_new(struct app *app, uint64_t size);
struct page *view_entries_new(struct value *value);

extern const struct view view_types, view_type, view_value, view_help, view_marks, view_picker,
	view_entries;

/* Of a page of view_type: puts the cursor on a member; focuses the uses. */
void view_type_go_member(struct page *page, uint32_t owner_id, uint32_t index);
bool view_type_go_path(struct page *page, const char *path);
bool view_type_go_byte(struct page *page, uint64_t byte); /* to the innermost row that covers it */
void view_type_go_enumerator(struct page *page, uint32_t index);
void view_type_go_uses(struct page *page);
uint32_t view_type_id(const struct page *page);
uint64_t view_type_size(const struct page *page);
void view_type_member(const struct page *page, char *path, size_t size); /* under the cursor */

/* Of a page of view_value; one of a file that is opened now. NULL with `err`. */
struct page *view_value_open(struct app *app, const char *path, struct btf_error *err);
bool view_value_go(struct page *page, uint64_t entry); /* false: there is no such entry */
/* What is under the cursor: a member, and the type that has it. */
uint32_t view_value_member(const struct page *page, char *path, size_t size);
bool view_value_set_type(struct page *page, uint32_t type_id, struct btf_error *err);
bool view_value_parse_type(struct page *page, const char *text, struct btf_error *err);

/* Of a page of view_picker: what its filter begins with. */
const char *view_picker_query(const struct page *page);

/* Of a page of view_types: the type under the cursor; 0: there is none. */
uint32_t view_types_id(const struct page *page);

/* The cursor on a type, where it is in the list. */
void view_types_go(struct page *page, uint32_t id);

/* Another order. False: there is none of that name. */
bool view_types_sort(struct app *app, struct page *page, const char *name);

#endif
