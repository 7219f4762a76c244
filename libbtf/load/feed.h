/* SPDX-License-Identifier: BSD-2-Clause */
/* feed.h - bytes of a file or a pipe, read on while they are used up: a window that is as large as
 * what has to be seen at once. */
#ifndef BTF_LOAD_FEED_H
#define BTF_LOAD_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libbtf/error.h>

struct btf_feed {
	int fd;
	char *bytes; /* what was read and not used up: from `begin` to `end` */
	size_t begin, end, capacity;
	bool at_end;     /* nothing more can be read */
	uint64_t used;   /* bytes used up so far */
	uint64_t line;   /* of the next byte, from 1 */
	uint64_t total;  /* the size of the file; 0 where that is not known */
	size_t size_max; /* of the window */
};

void btf_feed_open(struct btf_feed *feed, int fd, size_t size_max);
void btf_feed_close(struct btf_feed *feed);

/* What can be seen. Valid until the next call that reads. */
static inline const char *btf_feed_bytes(const struct btf_feed *feed)
{
	return feed->bytes + feed->begin;
}

static inline size_t btf_feed_size(const struct btf_feed *feed)
{
	return feed->end - feed->begin;
}

/* Reads on until `wanted` bytes can be seen, or all that are left. 0, -EFBIG for more than size_max,
 * -ENOMEM, or that of read(2). */
int btf_feed_want(struct btf_feed *feed, size_t wanted, struct btf_error *err);

/* Reads on by about as much as there is. */
int btf_feed_more(struct btf_feed *feed, struct btf_error *err);

/* Uses bytes up, and counts lines. */
void btf_feed_use(struct btf_feed *feed, size_t size);

/* The next line without its end; it is not used up. 1, 0 at the end, or as above. */
int btf_feed_line(struct btf_feed *feed, const char **line, size_t *length, struct btf_error *err);

/* Uses that line up with its end. */
void btf_feed_use_line(struct btf_feed *feed, size_t length);

#endif
