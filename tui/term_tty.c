/* SPDX-License-Identifier: BSD-2-Clause */
/* term_tty.c - what is asked of the kernel's side of a terminal. */
#include "term_tty.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "canvas.h"
#include "term_signals.h"

static int side(unsigned int told, const char *variable, int otherwise)
{
	const char *value = told ? NULL : getenv(variable);
	long number = value ? strtol(value, NULL, 10) : (long)told;

	if (number <= 0)
		return otherwise;
	return number < CANVAS_SIDE_MAX ? (int)number : CANVAS_SIDE_MAX;
}

void term_tty_size(int fd, int *width, int *height)
{
	struct winsize size = {0};

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		size = (struct winsize){0};
	*width = side(size.ws_col, "COLUMNS", 80);
	*height = side(size.ws_row, "LINES", 24);
}

int term_tty_take(int fd, const struct termios *before)
{
	struct termios modes = *before;

	modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR | ISTRIP | IXON);
	/* Curses counts on a newline that is none but a move down. */
	modes.c_oflag &= ~(tcflag_t)OPOST;
	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
	modes.c_lflag |= ISIG;
	modes.c_cc[VSUSP] = modes.c_cc[VQUIT] = _POSIX_VDISABLE;
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	while (tcsetattr(fd, TCSADRAIN, &modes) != 0) {
		if (errno != EINTR)
			return -errno;
	}
	return 0;
}

int term_tty_write(int fd, const char *bytes, size_t size)
{
	while (size) {
		struct pollfd room = {.fd = fd, .events = POLLOUT};
		ssize_t written;

		if (term_signals_ended())
			return -EINTR;
		written = write(fd, bytes, size);
		if (written >= 0) {
			bytes += written;
			size -= (size_t)written;
		} else if (errno == EAGAIN) {
			poll(&room, 1, -1);
		} else if (errno != EINTR) {
			return -errno;
		}
	}
	return 0;
}
