/* SPDX-License-Identifier: BSD-2-Clause */
/* out.h - the inside of libbtf/out.h: text put straight into the buffer.
 *
 * A dump is made of millions of pieces of some bytes each. So its emitters keep the place to write
 *in a local, ask for room once for many pieces, and store the place when they are done:
 *
 *	char *at = btf_out_room(out);
 *	at = btf_put(at, " size=");
 *	at = btf_put_u32(at, size);
 *	out->at = at;
 */
#ifndef BTF_BASE_OUT_H
#define BTF_BASE_OUT_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <libbtf/out.h>

struct btf_out {
	char *at, *end; /* the free part of the buffer */
	char *buffer;
	int error; /* the first, a negative errno; 0: none */

	/* Where a full buffer goes; NULL: nowhere, it grows. */
	void (*sink)(struct btf_out *out, const char *text, size_t size);
	int fd;                         /* of a sink that writes */
	struct btf_out *next;           /* of a sink that passes on */
	struct btf_json_indent *indent; /* of the sink that indents */
};

/* An output with a buffer and nothing behind it; NULL where there is no memory. */
struct btf_out *btf_out_new(void);

/* What btf_out_room() promises, in bytes. */
#define BTF_OUT_ROOM 512

/* Makes room: writes the buffer out, or grows it. */
void btf_out_drain(struct btf_out *out);

/* The place to write at, with room behind it. */
static inline char *btf_out_room(struct btf_out *out)
{
	if (__builtin_expect(out->end - out->at < BTF_OUT_ROOM, 0))
		btf_out_drain(out);
	return out->at;
}

/* The same for a place that is further on than what was stored. */
static inline char *btf_out_more_room(struct btf_out *out, char *at)
{
	if (__builtin_expect(out->end - at < BTF_OUT_ROOM, 0)) {
		out->at = at;
		btf_out_drain(out);
		return out->at;
	}
	return at;
}

/* A string literal: its length is a constant, and the copy some moves. */
static inline __attribute__((always_inline)) char *btf_put(char *at, const char *literal)
{
	size_t size = strlen(literal);

	memcpy(at, literal, size);
	return at + size;
}

/* A number in decimal, of up to 10 digits; 8 bytes of room are touched at least. */
char *btf_put_u32_large(char *at, uint32_t value);

/* The eight digits of a number below 10^8 in the bytes of a word, each 0 to 9, without a branch:
 * dividing by 100 and by 10 is multiplying by 10486 / 2^20 and 103 / 2^10. */
static inline uint64_t btf_eight_digits(uint32_t value)
{
	uint64_t fours = value / 10000 | (uint64_t)(value % 10000) << 32;
	uint64_t high = (fours * 10486 >> 20) & 0x0000007f0000007f;
	uint64_t twos = high | (fours - high * 100) << 16;

	high = (twos * 103 >> 10) & 0x000f000f000f000f;
	return high | (twos - high * 10) << 8;
}

/* A number in decimal; leading zeroes are shifted out. */
static inline char *btf_put_u32(char *at, uint32_t value)
{
	if (__builtin_expect(value >= 100000000, 0))
		return btf_put_u32_large(at, value);
	uint64_t digits = btf_eight_digits(value);
	unsigned int zeroes = (unsigned int)__builtin_ctzll(digits | 1ull << 56) & ~7u;

	digits = htole64((digits | 0x3030303030303030) >> zeroes);
	memcpy(at, &digits, sizeof(digits));
	return at + 8 - zeroes / 8;
}

char *btf_put_u64(char *at, uint64_t value);
char *btf_put_i64(char *at, int64_t value);

/* One piece at a time: a literal, a string of any length, a character. */
static inline __attribute__((always_inline)) void btf_out_literal(struct btf_out *out,
								  const char *literal)
{
	out->at = btf_put(btf_out_room(out), literal);
}

void btf_out_string(struct btf_out *out, const char *text);
void btf_out_char(struct btf_out *out, char c);

#endif
