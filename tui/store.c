/* SPDX-License-Identifier: BSD-2-Clause */
/* store.c - files that are kept for the user: where they are, and writing them. */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool store_path(const char *name, char *path, size_t room)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int length;

	/* A path that is relative is to be ignored, says the standard. */
	if (state && *state == '/')
		length = snprintf(path, room, "%s/btfdump/%s", state, name);
	else if (home && *home)
		length = snprintf(path, room, "%s/.local/state/btfdump/%s", home, name);
	else
		return false;
	return length > 0 && (size_t)length < room;
}

void store_short_path(const char *path, char *out, size_t room)
{
	const char *home = getenv("HOME");
	size_t length = home ? strlen(home) : 0;

	if (length > 1 && strncmp(path, home, length) == 0 && path[length] == '/')
		snprintf(out, room, "~%s", path + length);
	else
		snprintf(out, room, "%s", path);
}

void store_long_path(const char *path, char *out, size_t room)
{
	const char *home = getenv("HOME");

	if (home && path[0] == '~' && path[1] == '/')
		snprintf(out, room, "%s%s", home, path + 1);
	else
		snprintf(out, room, "%s", path);
}

/* Makes the folders that a path goes through. */
static int make_folders(const char *path)
{
	char folder[PATH_MAX];

	if (strlen(path) >= sizeof(folder))
		return -ENAMETOOLONG;
	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		memcpy(folder, path, (size_t)(slash - path));
		folder[slash - path] = '\0';
		if (mkdir(folder, 0700) != 0 && errno != EEXIST)
			return -errno;
	}
	return 0;
}

int store_write_all(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t written = write(fd, text, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		text += written;
		size -= (size_t)written;
	}
	return 0;
}

int store_lock(const char *path)
{
	char folder[PATH_MAX];
	int fd;

	if (make_folders(path))
		return -1;
	memcpy(folder, path, strlen(path) + 1);
	*strrchr(folder, '/') = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && flock(fd, LOCK_EX) != 0) {
		if (errno == EINTR)
			continue;
		close(fd);
		return -1;
	}
	return fd;
}

int store_save(const char *path, const char *text, size_t size)
{
	char temporary[PATH_MAX + 8], linked[PATH_MAX];
	int error = make_folders(path);
	int fd;

	if (error)
		return error;
	if (realpath(path, linked))
		path = linked;
	snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path);
	fd = mkostemp(temporary, O_CLOEXEC); /* of mode 0600 */
	if (fd < 0)
		return -errno;
	error = store_write_all(fd, text, size);
	if (close(fd) != 0 && !error)
		error = -errno;
	if (!error && rename(temporary, path) != 0)
		error = -errno;
	if (error)
		unlink(temporary);
	return error;
}
