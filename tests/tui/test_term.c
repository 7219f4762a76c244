/* SPDX-License-Identifier: BSD-2-Clause */
/* test_term.c - canvases against the cells of a terminal, and keys that are typed there. */
#include "unit.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pty.h"
#include "term.h"

static const char xterm[] = "xterm-256color";

TEST(frames_arrive_as_they_are)
{
	struct pty *pty = pty_open(xterm, 100, 30);

	assert_true(pty->alternate);
	for (unsigned int seed = 0; seed < 40; seed++)
		pty_show(pty, seed, 0, 0, PTY_COLOR);
	pty_close(pty);
}

TEST(the_same_frame_again_is_not_sent)
{
	struct pty *pty = pty_open(xterm, 80, 24);
	struct pty_message order = {.what = PTY_SHOW, .seed = 7};

	assert_int_equal(pty_do(pty, &order).writes, 1);
	assert_int_equal(pty_do(pty, &order).writes, 0);
	pty_do(pty, &(struct pty_message){.what = PTY_REDRAW});
	assert_int_equal(pty_do(pty, &order).writes, 1);
	pty_close(pty);
}

TEST(without_colours_attributes_stay)
{
	struct pty *pty = pty_start(xterm, 80, 24, 0);

	assert_true(pty_do(pty, &(struct pty_message){.what = PTY_OPEN, .number = 1}).done);
	for (unsigned int seed = 100; seed < 110; seed++)
		pty_show(pty, seed, 0, 0, PTY_MONO);
	pty_close(pty);
}

TEST(sizes_change_at_will)
{
	static const struct {
		int width, height;
	} sizes[] = {{1, 1},   {300, 100}, {2, 1},  {1, 2},  {80, 24}, {3, 50},
		     {200, 1}, {1, 100},   {20, 4}, {19, 3}, {81, 25}};
	struct pty *pty = pty_open(xterm, 100, 30);

	for (unsigned int i = 0; i < 66; i++) {
		int width = sizes[i % COUNT(sizes)].width + (int)(i / COUNT(sizes));
		int height = sizes[i % COUNT(sizes)].height;

		pty_resize(pty, width, height);
		pty_expect_size(pty, width, height);
		pty_show(pty, i, 0, 0, PTY_COLOR);
		pty_show(pty, i + 1, 0, 0, PTY_COLOR);
	}
	pty_close(pty);
}

/* The terminal's size changed, and the program has not asked yet. */
TEST(a_canvas_of_another_size_is_cut)
{
	static const struct {
		int width, height;
	} sizes[] = {{1, 1},   {40, 12}, {79, 23},   {81, 25},
		     {200, 3}, {3, 200}, {300, 100}, {80, 24}};
	struct pty *pty = pty_open(xterm, 80, 24);

	for (unsigned int i = 0; i < COUNT(sizes); i++)
		pty_show(pty, i, sizes[i].width, sizes[i].height, PTY_COLOR);
	pty_resize(pty, 1, 1);
	pty_expect_size(pty, 1, 1);
	for (unsigned int i = 0; i < COUNT(sizes); i++)
		pty_show(pty, i, sizes[i].width, sizes[i].height, PTY_COLOR);
	pty_close(pty);
}

TEST(other_terminals_show_the_text)
{
	static const char *const types[] = {"screen-256color", "tmux-256color", "linux", "vt100",
					    "vt220",           "xterm",         "rxvt"};

	for (size_t i = 0; i < COUNT(types); i++) {
		struct pty *pty = pty_open(types[i], 80, 24);

		for (unsigned int seed = 0; seed < 10; seed++)
			pty_show(pty, seed, 0, 0, PTY_ANY);
		pty_close(pty);
	}
}

static const struct {
	const char *name, *type, *words;
} refused[] = {
	{"an unknown terminal", "no-such-terminal", "TERM=no-such-terminal"},
	{"none", "", "TERM is not set"},
	{"one that can't move its cursor", "dumb", "TERM=dumb"},
};

TEST(what_can_not_be_opened_is_told_in_words)
{
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct pty *pty = pty_start(refused[i].type, 80, 24, 0);
		struct pty_message answer = pty_do(pty, &(struct pty_message){.what = PTY_OPEN});

		assert_row(!answer.done && strstr(answer.text, refused[i].words), refused[i].name,
			   "\"%s\"", answer.text);
		pty_stop(pty);
	}
}

TEST(a_file_is_no_terminal)
{
	struct term_options options = {0};
	struct btf_error err;
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	int input = dup(STDIN_FILENO);

	assert_true(nothing >= 0);
	dup2(nothing, STDIN_FILENO);
	assert_null(term_open(&options, &err));
	assert_string_equal(err.text, "standard input is no terminal");
	if (input >= 0)
		dup2(input, STDIN_FILENO);
	close(input);
	close(nothing);
}

static void link_entry(const char *folder, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%c", folder, *name);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/%c/%s", folder, *name, name);
	assert_int_equal(symlink("/lib/terminfo/x/xterm-256color", path), 0);
}

static void unlink_entry(const char *folder, const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%c/%s", folder, *name, name);
	unlink(path);
	snprintf(path, sizeof(path), "%s/%c", folder, *name);
	rmdir(path);
	rmdir(folder);
}

TEST(frames_are_wrapped_where_the_terminal_knows_it)
{
	char folder[] = "/tmp/btfdump-terminfo-XXXXXX";
	struct pty *pty;

	assert_non_null(mkdtemp(folder));
	link_entry(folder, "foot");
	setenv("TERMINFO", folder, 1);
	pty = pty_open("foot", 80, 24);
	unsetenv("TERMINFO");
	unlink_entry(folder, "foot");
	for (unsigned int seed = 0; seed < 5; seed++)
		pty_show(pty, seed, 0, 0, PTY_COLOR);
	assert_int_equal(pty->begun, 5);
	assert_int_equal(pty->synced, 5);
	pty_close(pty);
}

static const struct {
	const char *name, *bytes;
	tui_key keys[4];
} typed[] = {
	{"a letter", "j", {'j'}},
	{"letters at once", "jkl", {'j', 'k', 'l'}},
	{"arrows, normal",
	 "\033[A\033[B\033[C\033[D",
	 {KEY_CURSOR_UP, KEY_CURSOR_DOWN, KEY_CURSOR_RIGHT, KEY_CURSOR_LEFT}},
	{"arrows, application",
	 "\033OA\033OB\033OC\033OD",
	 {KEY_CURSOR_UP, KEY_CURSOR_DOWN, KEY_CURSOR_RIGHT, KEY_CURSOR_LEFT}},
	{"Home, End",
	 "\033OH\033OF\033[H\033[F",
	 {KEY_LINE_HOME, KEY_LINE_END, KEY_LINE_HOME, KEY_LINE_END}},
	{"Home, End by numbers",
	 "\033[1~\033[4~\033[7~\033[8~",
	 {KEY_LINE_HOME, KEY_LINE_END, KEY_LINE_HOME, KEY_LINE_END}},
	{"pages, Delete, S-Tab",
	 "\033[5~\033[6~\033[3~\033[Z",
	 {KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_DELETE, KEY_SHIFT_TAB}},
	{"Backspace, twice", "\177\b", {KEY_RUBOUT, KEY_RUBOUT}},
	{"Return and newline", "\r\n\033OM", {KEY_RETURN, KEY_RETURN, KEY_RETURN}},
	{"control keys", "\t\016\032\034", {KEY_TAB, KEY_CTRL('N'), KEY_CTRL('Z'), KEY_CTRL('\\')}},
	{"^S, ^Q, ^V, ^O",
	 "\023\021\026\017",
	 {KEY_CTRL('S'), KEY_CTRL('Q'), KEY_CTRL('V'), KEY_CTRL('O')}},
	{"UTF-8", "\u00e9\u4e16\U0001f600", {0xe9, 0x4e16, 0x1f600}},
	{"broken UTF-8", "\xc3(\xff\x80z\xe2\x82x", {'(', 'z', 'x'}},
	{"C1 controls", "\xc2\x9bq", {'q'}},
	{"Escape and a letter", "\033j", {KEY_ESCAPE, 'j'}},
	{"Escape and an arrow", "\033\033[A", {KEY_ESCAPE, KEY_CURSOR_UP}},
	{"a modified arrow", "\033[1;5A\033[1;2H", {KEY_CURSOR_UP, KEY_LINE_HOME}},
	{"function keys", "\033OP\033[15~\033[24~\033[[Aq", {'q'}},
	{"an unknown key", "\033[99;5~\033[?1;2cq", {'q'}},
	{"mouse reports", "\033[M !!\033[<0;3;4M\033[<0;3;4mq", {'q'}},
	{"answers in words", "\033]11;rgb:1e1e/1e1e\033\\\033]52;c;Qjj\aq\033P1$r0m\033\\", {'q'}},
	{"Escape and a bracket", "\033]", {KEY_ESCAPE, ']'}},
	{"marks of pasting", "\033[200~q\033[201~", {'q'}},
	{"a sequence that breaks off", "\033[1\rq", {KEY_RETURN, 'q'}},
	{"NUL", "\0q", {'q'}},
};

/* "$" ends each row: what was to be dropped is so. */
TEST(keys_come_as_they_are_typed)
{
	struct pty *pty = pty_open(xterm, 80, 24);

	for (size_t i = 0; i < COUNT(typed); i++) {
		size_t length = strlen(typed[i].bytes);

		pty_type(pty, typed[i].bytes, length ? length : 2);
		pty_type(pty, "$", 1);
		for (size_t k = 0; k < COUNT(typed[i].keys) && typed[i].keys[k]; k++)
			pty_expect_key(pty, typed[i].name, typed[i].keys[k]);
		pty_expect_key(pty, typed[i].name, '$');
	}
	pty_close(pty);
}

TEST(an_escape_alone_is_a_key)
{
	struct pty *pty = pty_open(xterm, 80, 24);

	for (int i = 0; i < 3; i++) {
		pty_type(pty, "\033", 1);
		pty_expect_key(pty, "Escape", KEY_ESCAPE);
		pty_type(pty, "[", 1);
		pty_expect_key(pty, "Escape", '[');
	}
	pty_close(pty);
}

TEST(nothing_typed_is_no_event)
{
	struct pty *pty = pty_open(xterm, 80, 24);

	assert_false(pty_do(pty, &(struct pty_message){.what = PTY_EVENT}).done);
	assert_false(pty_do(pty, &(struct pty_message){.what = PTY_EVENT, .timeout = 20}).done);
	pty_close(pty);
}

TEST(a_locale_of_bytes_takes_ascii_alone)
{
	struct pty *pty;

	setlocale(LC_CTYPE, "C");
	pty = pty_open(xterm, 80, 24);
	setlocale(LC_CTYPE, "C.UTF-8");
	pty_type(pty, "\u00e9\u4e16q", 6);
	pty_expect_key(pty, "bytes", 'q');
	pty_close(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(frames_arrive_as_they_are),
		RUN(the_same_frame_again_is_not_sent),
		RUN(without_colours_attributes_stay),
		RUN(sizes_change_at_will),
		RUN(a_canvas_of_another_size_is_cut),
		RUN(other_terminals_show_the_text),
		RUN(what_can_not_be_opened_is_told_in_words),
		RUN(a_file_is_no_terminal),
		RUN(frames_are_wrapped_where_the_terminal_knows_it),
		RUN(keys_come_as_they_are_typed),
		RUN(an_escape_alone_is_a_key),
		RUN(nothing_typed_is_no_event),
		RUN(a_locale_of_bytes_takes_ascii_alone),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	/* Long enough that the bytes of a key which are written at once are read as one. */
	setenv("ESCDELAY", "300", 1);
	unsetenv("NO_COLOR");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
