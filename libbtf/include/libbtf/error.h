/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/error.h - how libbtf says what went wrong.
 *
 * A function that can fail takes a `struct btf_error *err` as its last parameter. It belongs to the
 * caller, may be NULL, and is written only on failure. Functions return 0 or a negative errno;
 * constructors return NULL. "Not found" is an answer, never an error.
 */
#ifndef LIBBTF_ERROR_H
#define LIBBTF_ERROR_H

#define BTF_API __attribute__((visibility("default")))

struct btf_error {
	/* A negative errno: -EINVAL for bytes that break the format, -ENOENT, -EACCES, ... */
	int code;
	/* One line, without a newline: the source, the place in it, and what is wrong there.
	 * Names from the input stand in it as they are: whoever prints it to a terminal escapes. */
	char text[512];
};

#endif
