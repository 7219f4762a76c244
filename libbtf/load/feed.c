/* SPDX-License-Identifier: BSD-2-Clause */
/* feed.c - bytes of a file or a pipe, read on while they are used up. */
#include "load/feed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define READ_SIZE ((size_t)128 << 10)

void btf_feed_open(struct btf_feed *feed, int fd, size_t size_max)
{
	struct stat status;

	*feed = (struct btf_feed){.fd = fd, .line = 1, .size_max = size_max};
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		feed->total = (uint64_t)status.st_size;
}

void btf_feed_close(struct btf_feed *feed)
{
	free(feed->bytes);
}

/* Room for `wanted` bytes from `begin` on. */
static int make_room(struct btf_feed *feed, size_t wanted, struct btf_error *err)
{
	size_t capacity = feed->capacity ? feed->capacity : 2 * READ_SIZE;
	char *bytes;

	if (wanted > feed->size_max)
		return btf_fail(err, -EFBIG, "a value, or a line, of more than %zu bytes",
				feed->size_max);
	if (feed->begin && feed->capacity - feed->begin < wanted) {
		memmove(feed->bytes, feed->bytes + feed->begin, feed->end - feed->begin);
		feed->end -= feed->begin;
		feed->begin = 0;
	}
	while (capacity - feed->begin < wanted)
		capacity *= 2;
	if (capacity == feed->capacity)
		return 0;
	bytes = realloc(feed->bytes, capacity);
	if (!bytes)
		return btf_fail(err, -ENOMEM, "no memory for %zu bytes", capacity);
	feed->bytes = bytes;
	feed->capacity = capacity;
	return 0;
}

int btf_feed_want(struct btf_feed *feed, size_t wanted, struct btf_error *err)
{
	int result;

	if (btf_feed_size(feed) >= wanted || feed->at_end)
		return 0;
	result = make_room(feed, wanted, err);
	while (!result && !feed->at_end && btf_feed_size(feed) < wanted) {
		ssize_t count = read(feed->fd, feed->bytes + feed->end, feed->capacity - feed->end);

		if (count > 0)
			feed->end += (size_t)count;
		else if (count == 0)
			feed->at_end = true;
		else if (errno != EINTR)
			result = btf_fail(err, -errno, "%s", strerror(errno));
	}
	return result;
}

int btf_feed_more(struct btf_feed *feed, struct btf_error *err)
{
	size_t size = btf_feed_size(feed);

	/* One byte more than there is, and by it as many as fit. */
	if (size && !feed->at_end && feed->end == feed->capacity) {
		int result = make_room(feed, size + (size < READ_SIZE ? READ_SIZE : size), err);

		if (result)
			return result;
	}
	return btf_feed_want(feed, size + 1, err);
}

void btf_feed_use(struct btf_feed *feed, size_t size)
{
	const char *at = btf_feed_bytes(feed), *end = at + size;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		feed->line++;
		at++;
	}
	feed->begin += size;
	feed->used += size;
}

int btf_feed_line(struct btf_feed *feed, const char **line, size_t *length, struct btf_error *err)
{
	const char *found = NULL;
	size_t searched = 0;
	int result = 0;

	for (;;) {
		size_t size = btf_feed_size(feed);

		if (size > searched)
			found = memchr(btf_feed_bytes(feed) + searched, '\n', size - searched);
		if (found || feed->at_end)
			break;
		searched = size;
		result = btf_feed_more(feed, err);
		if (result)
			return result;
	}
	*line = btf_feed_bytes(feed);
	*length = found ? (size_t)(found - *line) : btf_feed_size(feed);
	return found || *length;
}

void btf_feed_use_line(struct btf_feed *feed, size_t length)
{
	btf_feed_use(feed, length < btf_feed_size(feed) ? length + 1 : length);
}
