/* SPDX-License-Identifier: BSD-2-Clause */
/* clipboard_pipe.c - text into a program. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "clipboard.h"

/* A program that takes longer does not answer. */
#define PATIENCE_MS 3000

/* Milliseconds that are left until the patience is at its end. */
static int left(const struct timespec *since)
{
	struct timespec now;
	long long passed;

	clock_gettime(CLOCK_MONOTONIC, &now);
	passed = (now.tv_sec - since->tv_sec) * 1000LL + (now.tv_nsec - since->tv_nsec) / 1000000;
	return passed < PATIENCE_MS ? (int)(PATIENCE_MS - passed) : 0;
}

static bool wait_for(int fd, short events, const struct timespec *since)
{
	struct pollfd file = {.fd = fd, .events = events};
	int ready;

	do
		ready = poll(&file, 1, left(since));
	while (ready < 0 && errno == EINTR && left(since) > 0);
	return ready > 0;
}

/* By send(), since that can do without SIGPIPE. */
static int feed(int fd, const char *text, size_t size, const struct timespec *since)
{
	while (size) {
		ssize_t sent = send(fd, text, size, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (sent >= 0) {
			text += sent;
			size -= (size_t)sent;
		} else if (errno == EAGAIN) {
			if (!wait_for(fd, POLLOUT, since))
				return -ETIMEDOUT;
		} else if (errno != EINTR) {
			return -errno;
		}
	}
	return 0;
}

/* What has not ended when the patience has is killed. */
static int reap(pid_t pid, const struct timespec *since)
{
	int file = (int)syscall(SYS_pidfd_open, pid, 0);
	int status = 0;
	int error = 0;

	if (file >= 0 && !wait_for(file, POLLIN, since)) {
		kill(pid, SIGKILL);
		error = -ETIMEDOUT;
	}
	if (file >= 0)
		close(file);
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
	}
	return error ? error : status ? -EIO : 0;
}

static int start(const char *const *command, int input, pid_t *pid)
{
	char *const *arguments = (char *const *)(uintptr_t)command; /* which are not written to */
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return -error;
	error = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	if (!error)
		error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
							 O_WRONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
							 O_WRONLY, 0);
	if (!error)
		error = posix_spawnp(pid, command[0], &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

int clipboard_pipe(const char *const *command, const char *text, size_t size)
{
	struct timespec since;
	int ends[2];
	pid_t pid = 0;
	int error, ended;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return -errno;
	clock_gettime(CLOCK_MONOTONIC, &since);
	error = start(command, ends[1], &pid);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return error;
	}
	error = feed(ends[0], text, size, &since);
	close(ends[0]);
	ended = reap(pid, &since);
	return error ? error : ended;
}
