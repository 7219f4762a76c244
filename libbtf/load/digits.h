/* SPDX-License-Identifier: BSD-2-Clause */
/* digits.h - characters of text that bytes are written in. */
#ifndef BTF_LOAD_DIGITS_H
#define BTF_LOAD_DIGITS_H

#include <stdbool.h>
#include <stddef.h>

/* 0 to 15; -1 for what is no digit. */
static inline int btf_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static inline bool btf_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How many digits stand there. */
static inline size_t btf_count_digits(const char *text, size_t size)
{
	size_t count = 0;

	while (count < size && btf_digit(text[count]) >= 0)
		count++;
	return count;
}

#endif
