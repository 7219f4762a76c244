/* SPDX-License-Identifier: BSD-2-Clause */
/* test_term_end.c - however the program ends or stops, the terminal is left as it was found. */
#include "unit.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pty.h"

static const char xterm[] = "xterm-256color";

/* ASan reports a crash, and ends the process with a status of its own. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0";
}

static void expect_modes_of_before(const struct pty *pty)
{
	struct termios now;

	assert_int_equal(tcgetattr(pty->slave, &now), 0);
	assert_int_equal(now.c_iflag, pty->before.c_iflag);
	assert_int_equal(now.c_oflag, pty->before.c_oflag);
	assert_int_equal(now.c_cflag, pty->before.c_cflag);
	assert_int_equal(now.c_lflag, pty->before.c_lflag);
	assert_memory_equal(now.c_cc, pty->before.c_cc, sizeof(now.c_cc));
}

/* What stood there before the program: "$ before", with the cursor behind it. */
static void expect_as_before(struct pty *pty)
{
	char text[16] = "";
	VTermPos cursor;

	pty_settle(pty);
	expect_modes_of_before(pty);
	assert_false(pty->alternate);
	assert_true(pty->cursor_visible);
	vterm_screen_get_text(pty->screen, text, sizeof(text) - 1,
			      (VTermRect){.end_row = 1, .end_col = 8});
	assert_string_equal(text, "$ before");
	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &cursor);
	assert_int_equal(cursor.row, 0);
	assert_int_equal(cursor.col, 8);
}

static void expect_taken(struct pty *pty)
{
	struct termios now;

	assert_int_equal(tcgetattr(pty->slave, &now), 0);
	assert_int_equal(now.c_lflag & (tcflag_t)(ICANON | ECHO), 0);
	assert_true(pty->alternate);
}

static struct pty *open_and_show(void)
{
	struct pty *pty = pty_open(xterm, 80, 24);

	pty_show(pty, 1, 0, 0, PTY_COLOR);
	expect_taken(pty);
	return pty;
}

static void order(struct pty *pty, enum pty_what what, int number)
{
	pty_order(pty, &(struct pty_message){.what = what, .number = number, .timeout = -1});
}

TEST(after_closing)
{
	struct pty *pty = open_and_show();

	pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
	expect_as_before(pty);
	pty_do(pty, &(struct pty_message){.what = PTY_OPEN});
	pty_show(pty, 2, 0, 0, PTY_COLOR);
	pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
	expect_as_before(pty);
	/* The handlers are gone as well. */
	kill(pty->worker, SIGTERM);
	assert_int_equal(WTERMSIG(pty_wait(pty, PTY_ENDED).number), SIGTERM);
	pty_stop(pty);
}

TEST(after_exit_without_closing)
{
	struct pty *pty = open_and_show();

	order(pty, PTY_EXIT, 0);
	assert_int_equal(pty_wait(pty, PTY_ENDED).number, 0);
	expect_as_before(pty);
	pty_stop(pty);
}

TEST(after_signals_that_end_the_program)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

	for (size_t i = 0; i < COUNT(signals); i++) {
		struct pty *pty = open_and_show();

		kill(pty->worker, signals[i]);
		pty_expect_end(pty, signals[i]);
		pty_expect_end(pty, signals[i]);
		pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
		expect_as_before(pty);
		pty_stop(pty);
	}
}

TEST(after_control_c)
{
	struct pty *pty = open_and_show();

	pty_type(pty, "\003", 1);
	pty_expect_end(pty, SIGINT);
	pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
	expect_as_before(pty);
	pty_stop(pty);
}

TEST(after_a_crash)
{
	/* As PTY_CRASH takes it, and the signal by which the process is to end. */
	static const int ways[][2] = {{0, SIGABRT},     {-1, SIGSEGV},    {SIGSEGV, SIGSEGV},
				      {SIGBUS, SIGBUS}, {SIGFPE, SIGFPE}, {SIGILL, SIGILL}};

	for (size_t i = 0; i < COUNT(ways); i++) {
		struct pty *pty = open_and_show();
		int status;

		order(pty, PTY_CRASH, ways[i][0]);
		status = pty_wait(pty, PTY_ENDED).number;
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), ways[i][1]);
		expect_as_before(pty);
		pty_stop(pty);
	}
}

TEST(a_terminal_of_one_screen_goes_on_below)
{
	struct pty *pty = pty_open("vt100", 80, 24);
	VTermPos cursor;

	pty_show(pty, 1, 0, 0, PTY_ANY);
	pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
	expect_modes_of_before(pty);
	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &cursor);
	assert_int_equal(cursor.row, 23);
	assert_int_equal(cursor.col, 0);
	pty_stop(pty);
}

TEST(suspended_and_continued)
{
	struct pty *pty = open_and_show();

	for (int i = 0; i < 3; i++) {
		order(pty, PTY_SUSPEND, 0);
		pty_wait(pty, PTY_STOPPED);
		expect_as_before(pty);
		kill(pty->worker, SIGCONT);
		pty_wait(pty, PTY_SUSPEND);
		expect_taken(pty);
		pty_still_shows(pty, 1, PTY_COLOR);
	}
	pty_type(pty, "q", 1);
	pty_expect_key(pty, "no event of it", 'q');
	pty_close(pty);
}

TEST(suspended_and_continued_in_another_size)
{
	struct pty *pty = open_and_show();

	order(pty, PTY_SUSPEND, 0);
	pty_wait(pty, PTY_STOPPED);
	pty_resize(pty, 50, 10);
	kill(pty->worker, SIGCONT);
	pty_wait(pty, PTY_SUSPEND);
	pty_expect_size(pty, 50, 10);
	pty_show(pty, 2, 0, 0, PTY_COLOR);
	pty_close(pty);
}

/* By SIGTSTP it gives the terminal back; by SIGSTOP it can't, and somebody else leaves his on it. */
TEST(stopped_from_outside)
{
	static const int signals[] = {SIGTSTP, SIGSTOP};

	for (size_t i = 0; i < COUNT(signals); i++) {
		struct pty *pty = open_and_show();

		order(pty, PTY_EVENT, 0);
		kill(pty->worker, signals[i]);
		pty_wait(pty, PTY_STOPPED);
		if (signals[i] == SIGTSTP)
			expect_as_before(pty);
		(void)!write(pty->slave, "\033[?1049l\033[1mls\nfiles\n", 20);
		tcsetattr(pty->slave, TCSANOW, &pty->before);
		pty_settle(pty);
		kill(pty->worker, SIGCONT);
		pty_until_alternate(pty);
		pty_type(pty, "q", 1);
		assert_int_equal(pty_wait(pty, PTY_EVENT).event.key, 'q');
		expect_taken(pty);
		pty_still_shows(pty, 1, PTY_COLOR);
		pty_show(pty, 2, 0, 0, PTY_COLOR);
		pty_close(pty);
	}
}

/* The terminal's window is closed. */
TEST(a_terminal_that_goes_away)
{
	struct pty *pty = open_and_show();

	close(pty->master);
	pty->master = -1;
	/* Reading fails a moment before the signal comes. */
	assert_true(
		pty_do(pty, &(struct pty_message){.what = PTY_EVENT, .timeout = -1}).event.kind ==
		EVENT_END);
	pty_stop(pty);
}

TEST(a_terminal_that_goes_away_without_a_signal)
{
	struct pty *pty = pty_start(xterm, 80, 24, SIGHUP);

	assert_true(pty_do(pty, &(struct pty_message){.what = PTY_OPEN}).done);
	close(pty->master);
	pty->master = -1;
	pty_expect_end(pty, 0);
	pty_expect_end(pty, 0);
	pty_stop(pty);
}

/* Nobody reads what is sent, so that a write does not return. */
TEST(a_stuck_terminal_keeps_nobody_from_ending)
{
	struct pty *pty = pty_open(xterm, 300, 100);

	pty->stuck = true;
	for (unsigned int seed = 0; seed < 64; seed++)
		pty_order(pty, &(struct pty_message){.what = PTY_SHOW, .seed = seed});
	kill(pty->worker, SIGTERM);
	for (unsigned int seed = 0; seed < 64; seed++)
		pty_wait(pty, PTY_SHOW);
	pty_expect_end(pty, SIGTERM);
	pty_do(pty, &(struct pty_message){.what = PTY_CLOSE});
	expect_modes_of_before(pty);
	pty_stop(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(after_closing),
		RUN(after_exit_without_closing),
		RUN(after_signals_that_end_the_program),
		RUN(after_control_c),
		RUN(after_a_crash),
		RUN(a_terminal_of_one_screen_goes_on_below),
		RUN(suspended_and_continued),
		RUN(suspended_and_continued_in_another_size),
		RUN(stopped_from_outside),
		RUN(a_terminal_that_goes_away),
		RUN(a_terminal_that_goes_away_without_a_signal),
		RUN(a_stuck_terminal_keeps_nobody_from_ending),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	unsetenv("NO_COLOR");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
