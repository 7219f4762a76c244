/* SPDX-License-Identifier: BSD-2-Clause */
/* out.c - a buffered text sink whose errors are sticky. */
#include "base/out.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Small enough to stay in a core's second-level cache, large enough that writes don't count. */
#define BUFFER_SIZE ((size_t)128 << 10)

struct btf_out *btf_out_new(void)
{
	struct btf_out *out = calloc(1, sizeof(*out));

	if (!out)
		return NULL;
	out->buffer = malloc(BUFFER_SIZE);
	if (!out->buffer) {
		free(out);
		return NULL;
	}
	out->at = out->buffer;
	out->end = out->buffer + BUFFER_SIZE;
	return out;
}

void btf_out_free(struct btf_out *out)
{
	if (!out)
		return;
	free(out->buffer);
	free(out->indent);
	free(out);
}

/* Writes all of it, or notes why not. */
static void write_to_fd(struct btf_out *out, const char *text, size_t size)
{
	while (size && !out->error) {
		ssize_t count = write(out->fd, text, size);

		if (count >= 0) {
			text += count;
			size -= (size_t)count;
		} else if (errno != EINTR) {
			out->error = -errno;
		}
	}
}

struct btf_out *btf_out_to_fd(int fd)
{
	struct btf_out *out = btf_out_new();

	if (out) {
		out->sink = write_to_fd;
		out->fd = fd;
	}
	return out;
}

struct btf_out *btf_out_to_memory(void)
{
	return btf_out_new();
}

static void grow(struct btf_out *out)
{
	size_t used = (size_t)(out->at - out->buffer);
	size_t size = (size_t)(out->end - out->buffer) * 2;
	char *buffer = realloc(out->buffer, size);

	if (!buffer) {
		out->error = -ENOMEM;
		out->at = out->buffer;
		return;
	}
	out->buffer = buffer;
	out->at = buffer + used;
	out->end = buffer + size;
}

void btf_out_drain(struct btf_out *out)
{
	if (!out->sink && !out->error) {
		grow(out);
		return;
	}
	if (!out->error)
		out->sink(out, out->buffer, (size_t)(out->at - out->buffer));
	out->at = out->buffer;
}

int btf_out_finish(struct btf_out *out)
{
	if (out->sink)
		btf_out_drain(out);
	if (out->next && !out->error)
		out->error = btf_out_finish(out->next);
	return out->error;
}

int btf_out_error(const struct btf_out *out)
{
	while (!out->error && out->next)
		out = out->next;
	return out->error;
}

const char *btf_out_text(const struct btf_out *out, size_t *size)
{
	*size = out->error ? 0 : (size_t)(out->at - out->buffer);
	return out->buffer;
}

void btf_out_write(struct btf_out *out, const void *data, size_t size)
{
	const char *from = data;

	while (size) {
		size_t piece = size < BTF_OUT_ROOM ? size : BTF_OUT_ROOM;

		memcpy(btf_out_room(out), from, piece);
		out->at += piece;
		from += piece;
		size -= piece;
	}
}

void btf_out_string(struct btf_out *out, const char *text)
{
	btf_out_write(out, text, strlen(text));
}

void btf_out_char(struct btf_out *out, char c)
{
	*btf_out_room(out) = c;
	out->at++;
}

#define EIGHT_DIGITS 100000000

/* All eight of them, leading zeroes too. */
static char *put_eight(char *at, uint32_t value)
{
	uint64_t digits = htole64(btf_eight_digits(value) | 0x3030303030303030);

	memcpy(at, &digits, sizeof(digits));
	return at + sizeof(digits);
}

char *btf_put_u64(char *at, uint64_t value)
{
	uint64_t upper = value / EIGHT_DIGITS;

	if (!upper)
		return btf_put_u32(at, (uint32_t)value);
	if (upper < EIGHT_DIGITS)
		at = btf_put_u32(at, (uint32_t)upper);
	else
		at = put_eight(btf_put_u32(at, (uint32_t)(upper / EIGHT_DIGITS)),
			       (uint32_t)(upper % EIGHT_DIGITS));
	return put_eight(at, (uint32_t)(value % EIGHT_DIGITS));
}

char *btf_put_u32_large(char *at, uint32_t value)
{
	return btf_put_u64(at, value);
}

char *btf_put_i64(char *at, int64_t value)
{
	if (value >= 0)
		return btf_put_u64(at, (uint64_t)value);
	*at = '-';
	return btf_put_u64(at + 1, -(uint64_t)value);
}
