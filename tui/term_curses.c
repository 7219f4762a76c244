/* SPDX-License-Identifier: BSD-2-Clause */
/* term_curses.c - curses on a file in memory: canvases go in, bytes for the terminal come out. */
#include "term_curses.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "glyph.h"
#include "term_fail.h"
#include "term_library.h"
#include "term_look.h"
#include "term_sgr.h"

struct term_curses {
	struct term_library library;
	SCREEN *screen;
	FILE *file; /* where curses writes to */
	bool mono;
	int width, height;
	struct cell *shown;  /* the last frame */
	struct cell *fitted; /* a row of the next one, */
	cchar_t *row;        /* and what curses calls it */
	char *frame;         /* the bytes of the last frame */
	size_t frame_room;
	char begin[TERM_WRAP_MAX + 1], end[TERM_WRAP_MAX + 1]; /* of each frame */
	char capability[64];                                   /* that was asked for last */
};

/* Whether the terminal's type is one that can be used. Asked in this way curses does not end the
 * process where it is not. */
static int check_type(const struct term_library *library, const char *type, int fd,
		      struct btf_error *err)
{
	int found = 0, error = 0;
	const char *move;

	if (library->setupterm(type, fd, &found) != OK)
		return term_fail(err, -EINVAL, "%s: TERM=%s",
				 found < 0 ? "terminfo is not installed"
					   : "the terminal's type is not known",
				 type);
	move = library->tigetstr("cup");
	if (!move || move == (char *)-1)
		error = term_fail(err, -EINVAL, "a terminal that can't move its cursor: TERM=%s",
				  type);
	library->del_curterm(library->set_curterm(NULL));
	return error;
}

static FILE *open_memory(struct btf_error *err)
{
	int fd = memfd_create("btfdump-frame", MFD_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (!file) {
		term_fail(err, -errno, "memory for frames: %s", strerror(errno));
		if (fd >= 0)
			close(fd);
	}
	return file;
}

/* Pair 1 + N has colour N on the terminal's own background. */
static void set_colors(struct term_curses *curses)
{
	const struct term_library *lib = &curses->library;

	if (!curses->mono && lib->start_color() != OK)
		curses->mono = true;
	if (curses->mono)
		return;
	lib->use_default_colors();
	for (short color = 0; color < 8; color++)
		lib->init_pair((short)(1 + color), color, -1);
}

static bool make_frame_room(struct term_curses *curses, size_t size)
{
	char *frame;

	if (size <= curses->frame_room)
		return true;
	frame = realloc(curses->frame, size);
	if (!frame)
		return false;
	curses->frame = frame;
	curses->frame_room = size;
	return true;
}

/* What curses has written since the last time. */
static int take_bytes(struct term_curses *curses, struct term_frame *frame)
{
	size_t begin = strlen(curses->begin), end = strlen(curses->end);
	int fd = fileno(curses->file);
	off_t size = lseek(fd, 0, SEEK_CUR);

	*frame = (struct term_frame){0};
	if (size <= 0)
		return size < 0 ? -errno : 0;
	if (!make_frame_room(curses, begin + (size_t)size + end))
		return -ENOMEM;
	memcpy(curses->frame, curses->begin, begin);
	if (pread(fd, curses->frame + begin, (size_t)size, 0) != size ||
	    lseek(fd, 0, SEEK_SET) != 0)
		return -EIO;
	size = (off_t)term_sgr_merge(curses->frame + begin, (size_t)size);
	memcpy(curses->frame + begin + size, curses->end, end);
	frame->bytes = curses->frame;
	frame->size = begin + (size_t)size + end;
	return 0;
}

/* What curses says at first (it enters the alternate screen, say) is said by the terminal's side, so
 * that it is the same after a stop; it is thrown away here. */
static int start(struct term_curses *curses, const char *type, struct btf_error *err)
{
	const struct term_library *lib = &curses->library;
	struct term_frame nothing;

	curses->screen = lib->newterm(type, curses->file, stdin);
	if (!curses->screen)
		return term_fail(err, -EINVAL, "curses can't work with the terminal: TERM=%s",
				 type);
	lib->typeahead(-1); /* a frame is not left half drawn */
	set_colors(curses);
	lib->curs_set(1);
	lib->doupdate();
	return take_bytes(curses, &nothing);
}

struct term_curses *term_curses_open(const char *type, bool mono, struct btf_error *err)
{
	struct term_curses *curses = calloc(1, sizeof(*curses));

	if (!curses) {
		term_fail(err, -ENOMEM, "out of memory");
		return NULL;
	}
	curses->mono = mono;
	if (term_library_open(&curses->library, err) == 0)
		curses->file = open_memory(err);
	if (!curses->file || check_type(&curses->library, type, fileno(curses->file), err) != 0 ||
	    start(curses, type, err) != 0) {
		term_curses_close(curses);
		return NULL;
	}
	return curses;
}

void term_curses_close(struct term_curses *curses)
{
	if (!curses)
		return;
	if (curses->screen) {
		curses->library.endwin();
		curses->library.delscreen(curses->screen);
	}
	if (curses->file)
		fclose(curses->file);
	term_library_close(&curses->library);
	free(curses->shown);
	free(curses->fitted);
	free(curses->row);
	free(curses->frame);
	free(curses);
}

/* Without what terminfo calls padding, "$<5/>": no terminal of today needs it. */
static const char *without_padding(struct term_curses *curses, const char *from)
{
	size_t size = 0;

	if (!from || from == (const char *)-1)
		return NULL;
	while (*from && size + 1 < sizeof(curses->capability)) {
		const char *end = strncmp(from, "$<", 2) == 0 ? strchr(from, '>') : NULL;

		if (end)
			from = end + 1;
		else
			curses->capability[size++] = *from++;
	}
	curses->capability[size] = '\0';
	return *from ? NULL : curses->capability;
}

const char *term_curses_string(struct term_curses *curses, const char *name)
{
	return without_padding(curses, curses->library.tigetstr(name));
}

const char *term_curses_move(struct term_curses *curses, int x, int y)
{
	const struct term_library *lib = &curses->library;

	return without_padding(curses, lib->tparm(lib->tigetstr("cup"), y, x));
}

void term_curses_wrap(struct term_curses *curses, const char *begin, const char *end)
{
	snprintf(curses->begin, sizeof(curses->begin), "%s", begin);
	snprintf(curses->end, sizeof(curses->end), "%s", end);
}

static bool make_room(struct term_curses *curses, int width, int height)
{
	size_t cells = (size_t)width * (size_t)height;

	free(curses->shown);
	free(curses->fitted);
	free(curses->row);
	curses->shown = malloc(cells * sizeof(*curses->shown));
	curses->fitted = malloc((size_t)width * sizeof(*curses->fitted));
	curses->row = malloc((size_t)width * sizeof(*curses->row));
	if (!curses->shown || !curses->fitted || !curses->row)
		return false;
	/* Like no row that there is. */
	memset(curses->shown, 0xff, cells * sizeof(*curses->shown));
	return true;
}

bool term_curses_resize(struct term_curses *curses, int width, int height)
{
	bool done = make_room(curses, width, height) &&
		    curses->library.resize_term(height, width) == OK;

	curses->width = done ? width : 0;
	curses->height = done ? height : 0;
	term_curses_redraw(curses);
	return done;
}

void term_curses_redraw(struct term_curses *curses)
{
	curses->library.clearok(*curses->library.curscr, TRUE);
}

/* The last line of defence: nothing but a character of the width that the cell says gets to curses. */
static wchar_t cell_character(const struct cell *cell)
{
	uint32_t code_point;
	size_t size = strnlen(cell->text, sizeof(cell->text));
	size_t length = utf8_read(cell->text, size, &code_point);

	if (!length || length != size || glyph_columns(code_point) != cell->columns)
		return L'?';
	return (wchar_t)code_point;
}

static void set_cell(const struct term_curses *curses, cchar_t *to, const struct cell *cell)
{
	struct term_look look = term_look(cell->style, curses->mono);
	wchar_t text[2] = {cell_character(cell)};
	attr_t attributes = 0;

	if (look.bold)
		attributes |= A_BOLD;
	if (look.underline)
		attributes |= A_UNDERLINE;
	if (look.reverse)
		attributes |= A_REVERSE;
	curses->library.setcchar(to, text, attributes, (short)(1 + look.color), NULL);
}

/* A row of a canvas as the terminal has room for it. */
static void fit_row(const struct term_curses *curses, const struct canvas *canvas, int y,
		    struct cell *fitted)
{
	static const struct cell blank = {" ", 1, STYLE_PLAIN};
	int width = y < canvas->height ? canvas->width : 0;

	if (width > curses->width)
		width = curses->width;
	if (width > 0)
		memcpy(fitted, canvas_at(canvas, 0, y), (size_t)width * sizeof(*fitted));
	if (width > 0 && fitted[width - 1].columns == 2)
		fitted[width - 1] = blank;
	for (int x = width > 0 ? width : 0; x < curses->width; x++)
		fitted[x] = blank;
}

static void draw_row(const struct term_curses *curses, const struct cell *cells, int y)
{
	int count = 0;

	/* The second column of a wide character is curses' to fill. */
	for (int x = 0; x < curses->width; x += cells[x].columns == 2 ? 2 : 1)
		set_cell(curses, &curses->row[count++], &cells[x]);
	curses->library.mvwadd_wchnstr(*curses->library.stdscr, y, 0, curses->row, count);
}

static int limited(int value, int limit)
{
	return value < 0 ? 0 : value < limit ? value : limit - 1;
}

static void draw(struct term_curses *curses, const struct canvas *canvas)
{
	size_t row_size = (size_t)curses->width * sizeof(struct cell);

	for (int y = 0; y < curses->height; y++) {
		struct cell *shown = &curses->shown[(size_t)y * (size_t)curses->width];

		fit_row(curses, canvas, y, curses->fitted);
		if (memcmp(curses->fitted, shown, row_size) == 0)
			continue;
		memcpy(shown, curses->fitted, row_size);
		draw_row(curses, shown, y);
	}
	curses->library.wmove(*curses->library.stdscr, limited(canvas->cursor_y, curses->height),
			      limited(canvas->cursor_x, curses->width));
}

int term_curses_frame(struct term_curses *curses, const struct canvas *canvas,
		      struct term_frame *frame)
{
	if (!curses->width)
		return -ENOMEM;
	if (canvas)
		draw(curses, canvas);
	curses->library.wnoutrefresh(*curses->library.stdscr);
	curses->library.doupdate();
	return take_bytes(curses, frame);
}
