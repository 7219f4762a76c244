/* SPDX-License-Identifier: BSD-2-Clause */
/* test_out.c - outputs: memory and descriptors, more than a buffer holds, errors that stay. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/out.h"

/* More than any buffer begins with. */
#define MUCH  ((size_t)3 << 20)
#define CHUNK ((size_t)32 << 10)

/* Bytes that tell where they belong. */
static char *make_content(size_t size)
{
	char *content = malloc(size);

	assert_non_null(content);
	for (size_t i = 0; i < size; i++)
		content[i] = (char)((i * 7919) >> 3);
	return content;
}

TEST(memory_holds_what_was_written_in_order)
{
	struct btf_out *out = btf_out_to_memory();

	btf_out_write(out, "one", 3);
	btf_out_char(out, ' ');
	btf_out_string(out, "two");
	btf_out_write(out, "never", 0);
	assert_int_equal(btf_out_finish(out), 0);
	assert_out_holds(out, "one two");
}

TEST(an_empty_memory_output_has_no_bytes)
{
	struct btf_out *out = btf_out_to_memory();

	assert_int_equal(btf_out_finish(out), 0);
	assert_out_holds(out, "");
}

TEST(memory_grows)
{
	struct btf_out *out = btf_out_to_memory();
	char *content = make_content(MUCH);
	size_t size;

	for (size_t at = 0; at < MUCH; at += MUCH / 4)
		btf_out_write(out, content + at, MUCH / 4);
	assert_int_equal(btf_out_finish(out), 0);
	const char *text = btf_out_text(out, &size);

	assert_int_equal(size, MUCH);
	assert_memory_equal(text, content, MUCH);
	btf_out_free(out);
	free(content);
}

TEST(room_is_kept_behind_every_place_to_write_at)
{
	struct btf_out *out = btf_out_to_memory();

	for (int i = 0; i < 10000; i++) {
		char *at = btf_out_room(out);

		assert_true(out->end - at >= BTF_OUT_ROOM);
		at = btf_out_more_room(out, at + i % BTF_OUT_ROOM);
		assert_true(out->end - at >= BTF_OUT_ROOM);
		out->at = at;
	}
	btf_out_free(out);
}

static void do_nothing(int signal_number)
{
	(void)signal_number;
}

/* Writes to a pipe, and is interrupted a thousand times a second: before anything is written, and
 * when a part of it is. */
static _Noreturn void write_interrupted(int fd, const char *content)
{
	const struct itimerval often = {{0, 1000}, {0, 1000}};
	struct sigaction action = {.sa_handler = do_nothing};
	struct btf_out *out = btf_out_to_fd(fd);

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	btf_out_write(out, content, MUCH);
	_exit(btf_out_finish(out) == 0 ? 0 : 1);
}

TEST(a_descriptor_gets_all_of_it_whatever_interrupts)
{
	char *content = make_content(MUCH), *found = malloc(MUCH + CHUNK);
	size_t size = 0;
	int pipe_fds[2], status;
	ssize_t count;
	pid_t writer;

	assert_int_equal(pipe(pipe_fds), 0);
	writer = fork();
	if (writer == 0)
		write_interrupted(pipe_fds[1], content);
	close(pipe_fds[1]);
	while (size <= MUCH && (count = read(pipe_fds[0], found + size, CHUNK)) > 0) {
		size += (size_t)count;
		usleep(3000); /* so that the writer has to wait */
	}
	close(pipe_fds[0]);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
	assert_int_equal(size, MUCH);
	assert_memory_equal(found, content, MUCH);
	free(content);
	free(found);
}

TEST(freeing_does_not_write_and_does_not_close)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	struct btf_out *out = btf_out_to_fd(fd);

	btf_out_write(out, "dropped", 7);
	btf_out_free(out);
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
	assert_int_equal(close(fd), 0);
	btf_out_free(NULL);
}

TEST(finishing_twice_writes_once)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	struct btf_out *out = btf_out_to_fd(fd);

	btf_out_write(out, "once", 4);
	assert_int_equal(btf_out_finish(out), 0);
	assert_int_equal(btf_out_finish(out), 0);
	assert_int_equal(lseek(fd, 0, SEEK_END), 4);
	btf_out_free(out);
	close(fd);
}

TEST(a_full_device_is_told_of_at_the_end)
{
	int fd = open("/dev/full", O_WRONLY);
	struct btf_out *out = btf_out_to_fd(fd);

	btf_out_write(out, "x", 1);
	assert_int_equal(btf_out_finish(out), -ENOSPC);
	btf_out_free(out);
	close(fd);
}

TEST(a_closed_pipe_is_told_of_at_the_end)
{
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	int pipe_fds[2];

	assert_int_equal(pipe(pipe_fds), 0);
	close(pipe_fds[0]);
	struct btf_out *out = btf_out_to_fd(pipe_fds[1]);

	btf_out_write(out, "x", 1);
	assert_int_equal(btf_out_finish(out), -EPIPE);
	btf_out_free(out);
	close(pipe_fds[1]);
	signal(SIGPIPE, before);
}

/* Even where the descriptor would take bytes again, nothing may follow a hole. */
TEST(after_an_error_all_is_dropped_and_the_first_error_stays)
{
	int full = open("/dev/full", O_WRONLY), file = memfd_create("test", MFD_CLOEXEC);
	struct btf_out *out = btf_out_to_fd(full);
	char *content = make_content(MUCH);

	btf_out_write(out, content, MUCH);
	assert_int_equal(dup2(file, full), full);
	btf_out_write(out, content, MUCH);
	assert_int_equal(btf_out_finish(out), -ENOSPC);
	assert_int_equal(btf_out_finish(out), -ENOSPC);
	assert_int_equal(lseek(file, 0, SEEK_END), 0);
	btf_out_free(out);
	free(content);
	close(full);
	close(file);
}

TEST(a_bad_descriptor_is_an_error_and_not_memory)
{
	const int bad[] = {-1, -2, 1 << 20};

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct btf_out *out = btf_out_to_fd(bad[i]);

		btf_out_write(out, "x", 1);
		assert_int_equal(btf_out_finish(out), -EBADF);
		btf_out_free(out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(memory_holds_what_was_written_in_order),
		RUN(an_empty_memory_output_has_no_bytes),
		RUN(memory_grows),
		RUN(room_is_kept_behind_every_place_to_write_at),
		RUN(a_descriptor_gets_all_of_it_whatever_interrupts),
		RUN(freeing_does_not_write_and_does_not_close),
		RUN(finishing_twice_writes_once),
		RUN(a_full_device_is_told_of_at_the_end),
		RUN(a_closed_pipe_is_told_of_at_the_end),
		RUN(after_an_error_all_is_dropped_and_the_first_error_stays),
		RUN(a_bad_descriptor_is_an_error_and_not_memory),
	};

	return cmocka_run_group_tests_name("base/out", tests, NULL, NULL);
}
