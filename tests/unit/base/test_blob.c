/* SPDX-License-Identifier: BSD-2-Clause */
/* test_blob.c - files become bytes: mapped where that is possible, read where it is not. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/blob.h"

#define CONTENT "some bytes"

/* A file of its own for the test, which removes it. */
static void make_file(char path[64], const char *content)
{
	strcpy(path, "/tmp/test_blob_XXXXXX");
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, strlen(content)), strlen(content));
	close(fd);
}

TEST(a_file_is_mapped)
{
	struct btf_blob blob;
	char path[64];

	make_file(path, CONTENT);
	assert_int_equal(btf_blob_open(&blob, path, NULL), 0);
	unlink(path);
	assert_int_equal(blob.kind, BTF_BLOB_MAPPED);
	assert_int_equal(blob.size, strlen(CONTENT));
	assert_memory_equal(blob.data, CONTENT, strlen(CONTENT));
	btf_blob_release(&blob);
	assert_null(blob.data);
	assert_int_equal(blob.size, 0);
}

TEST(an_empty_file_has_no_bytes)
{
	struct btf_blob blob;
	char path[64];

	make_file(path, "");
	assert_int_equal(btf_blob_open(&blob, path, NULL), 0);
	unlink(path);
	assert_int_equal(blob.size, 0);
	btf_blob_release(&blob);
}

/* Such a file says that its size is 0. */
TEST(a_file_of_proc_is_read)
{
	struct btf_blob blob;

	assert_int_equal(btf_blob_open(&blob, "/proc/self/maps", NULL), 0);
	assert_int_equal(blob.kind, BTF_BLOB_HEAP);
	assert_true(blob.size > 0);
	btf_blob_release(&blob);
}

TEST(a_descriptor_is_read_to_its_end)
{
	struct btf_blob blob;
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], CONTENT, strlen(CONTENT)), strlen(CONTENT));
	close(fds[1]);
	assert_int_equal(btf_blob_read(&blob, fds[0], NULL), 0);
	close(fds[0]);
	assert_int_equal(blob.size, strlen(CONTENT));
	assert_memory_equal(blob.data, CONTENT, strlen(CONTENT));
	btf_blob_release(&blob);
}

static const struct {
	const char *path;
	int code;
} unreadable[] = {
	{"/nonexistent", -ENOENT},
	{"/tmp", -EISDIR},
	{"/dev/null/x", -ENOTDIR},
	{"/proc/self/mem", -EIO},
};

TEST(what_cannot_be_read_is_an_error_that_says_why)
{
	for (size_t i = 0; i < COUNT(unreadable); i++) {
		struct btf_blob blob;
		struct btf_error err = {0};

		assert_int_equal(btf_blob_open(&blob, unreadable[i].path, &err),
				 unreadable[i].code);
		assert_int_equal(err.code, unreadable[i].code);
		assert_string_equal(err.text, strerror(-unreadable[i].code));
		assert_null(blob.data);
		btf_blob_release(&blob);
	}
}

TEST(growing_keeps_what_is_there)
{
	struct btf_blob blob = {0};
	size_t capacity = 0;

	assert_int_equal(btf_blob_grow(&blob, &capacity, 1, NULL), 0);
	strcpy((char *)(uintptr_t)blob.data, CONTENT);
	blob.size = sizeof(CONTENT);
	assert_int_equal(btf_blob_grow(&blob, &capacity, capacity * 5, NULL), 0);
	assert_string_equal((const char *)blob.data, CONTENT);
	assert_int_equal(blob.size, sizeof(CONTENT));
	btf_blob_release(&blob);
}

TEST(growing_beyond_the_limit_is_refused)
{
	struct btf_blob blob = {0};
	struct btf_error err = {0};
	size_t capacity = 0;

	assert_int_equal(btf_blob_grow(&blob, &capacity, BTF_BLOB_MAX + 1, &err), -EFBIG);
	assert_non_null(strstr(err.text, "1073741824 bytes"));
	assert_int_equal(capacity, 0);
}

/* Borrowed bytes are somebody else's: these here could not be freed. */
TEST(releasing_borrowed_bytes_leaves_them)
{
	struct btf_blob blob = {(const uint8_t *)CONTENT, sizeof(CONTENT), BTF_BLOB_BORROWED};

	btf_blob_release(&blob);
	assert_null(blob.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_file_is_mapped),
		RUN(an_empty_file_has_no_bytes),
		RUN(a_file_of_proc_is_read),
		RUN(a_descriptor_is_read_to_its_end),
		RUN(what_cannot_be_read_is_an_error_that_says_why),
		RUN(growing_keeps_what_is_there),
		RUN(growing_beyond_the_limit_is_refused),
		RUN(releasing_borrowed_bytes_leaves_them),
	};

	return cmocka_run_group_tests_name("base/blob", tests, NULL, NULL);
}
