/* SPDX-License-Identifier: BSD-2-Clause */
/* test_clipboard.c - text that is copied: how it is encoded, and where it goes. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clipboard.h"
#include "store.h"

/* A folder for what a test writes. */
static char folder[64];

static const char *in_folder(const char *name)
{
	static char path[4][256];
	static unsigned int turn;
	char *at = path[turn++ % 4];

	snprintf(at, sizeof(path[0]), "%s/%s", folder, name);
	return at;
}

static int make_folder(void **state)
{
	snprintf(folder, sizeof(folder), "/tmp/btfdump-clipboard-XXXXXX");
	unsetenv("TMUX");
	return unit_setup(state) || !mkdtemp(folder);
}

static int remove_folder(void **state)
{
	static const char *const rm[] = {"rm", "-rf", folder, NULL};

	return clipboard_pipe(rm, "", 0) || unit_teardown(state);
}

#define RUN_IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

static void expect_file(const char *path, const char *text, size_t size)
{
	FILE *file = fopen(path, "r");
	char *found = malloc(size + 1);

	assert_non_null(file);
	assert_non_null(found);
	assert_int_equal(fread(found, 1, size + 1, file), size);
	assert_memory_equal(found, text, size);
	free(found);
	fclose(file);
}

static const struct {
	const char *text, *encoded;
} encodings[] = {
	{"", ""},
	{"f", "Zg=="},
	{"fo", "Zm8="},
	{"foo", "Zm9v"},
	{"foob", "Zm9vYg=="},
	{"fooba", "Zm9vYmE="},
	{"foobar", "Zm9vYmFy"},
	{"\xff\xff\xfe", "///+"},
	{"\xfb\xf0", "+/A="},
};

TEST(base64_is_that_of_rfc_4648)
{
	for (size_t i = 0; i < COUNT(encodings); i++) {
		size_t size = BASE64_SIZE(strlen(encodings[i].text));
		char *out = malloc(size + 1);

		assert_non_null(out);
		out[size] = '\0';
		clipboard_base64(encodings[i].text, strlen(encodings[i].text), out);
		assert_string_equal(out, encodings[i].encoded);
		free(out);
	}
}

TEST(osc_52_takes_what_terminals_take)
{
	static char text[CLIPBOARD_OSC52_MAX + 1];
	size_t length;
	char *sequence = clipboard_osc52("foo", 3, &length);

	assert_non_null(sequence);
	assert_int_equal(length, 12);
	assert_memory_equal(sequence, "\033]52;c;Zm9v\a", 12);
	free(sequence);
	sequence = clipboard_osc52(text, CLIPBOARD_OSC52_MAX, &length);
	assert_non_null(sequence);
	assert_int_equal(length, 100000);
	free(sequence);
	assert_null(clipboard_osc52(text, CLIPBOARD_OSC52_MAX + 1, &length));
}

static void set(const char *variable, const char *value)
{
	if (value)
		setenv(variable, value, 1);
	else
		unsetenv(variable);
}

TEST(a_program_gets_all_of_the_text)
{
	static char text[1 << 20];
	char of[300];
	const char *const copy[] = {"dd", of, "bs=4k", "iflag=fullblock", NULL};

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7 + i / 251);
	snprintf(of, sizeof(of), "of=%s", in_folder("out"));
	assert_int_equal(clipboard_pipe(copy, text, sizeof(text)), 0);
	expect_file(in_folder("out"), text, sizeof(text));
}

/* No SIGPIPE: it would end the test. */
TEST(a_program_that_fails_is_told)
{
	static const char *const missing[] = {"no-such-program", NULL};
	static const char *const fails[] = {"false", NULL};
	static char text[1 << 20];

	assert_int_equal(clipboard_pipe(missing, "one", 3), -ENOENT);
	assert_int_equal(clipboard_pipe(fails, "", 0), -EIO);
	assert_true(clipboard_pipe(fails, text, sizeof(text)) < 0);
}

/* A tmux that keeps what it was called with. */
static void make_tmux(int status)
{
	char script[512];
	int length = snprintf(script, sizeof(script),
			      "#!/bin/sh\necho \"$@\" >%s/arguments\ncat >%s/buffer\nexit %d\n",
			      folder, folder, status);

	assert_int_equal(store_save(in_folder("bin/tmux"), script, (size_t)length), 0);
	assert_int_equal(chmod(in_folder("bin/tmux"), 0700), 0);
}

static bool copy_with_tmux(int status, char message[256])
{
	const char *before = getenv("PATH");
	char *path = strdup(before ? before : "/usr/bin:/bin");
	char with[512];
	bool copied;

	make_tmux(status);
	snprintf(with, sizeof(with), "%s:%s", in_folder("bin"), path);
	setenv("PATH", with, 1);
	setenv("TMUX", "/tmp/tmux,1,0", 1);
	copied = clipboard_copy("struct list_head", 16, NULL, message, 256);
	setenv("PATH", path, 1);
	free(path);
	return copied;
}

TEST(a_copy_goes_to_tmux_and_a_file)
{
	char message[256];

	set("HOME", folder);
	set("XDG_STATE_HOME", NULL);
	assert_true(copy_with_tmux(0, message));
	assert_string_equal(message, "copied 16 bytes: tmux buffer, ~/.local/state/btfdump/copied");
	expect_file(in_folder("arguments"), "load-buffer -w -\n", 17);
	expect_file(in_folder("buffer"), "struct list_head", 16);
	expect_file(in_folder(".local/state/btfdump/copied"), "struct list_head", 16);
	assert_true(copy_with_tmux(1, message));
	assert_string_equal(message, "copied 16 bytes: tmux failed, ~/.local/state/btfdump/copied");
}

TEST(a_copy_without_any_way_is_none)
{
	char message[256];

	set("HOME", folder);
	set("XDG_STATE_HOME", NULL);
	assert_true(clipboard_copy("a\0b", 3, NULL, message, sizeof(message)));
	assert_string_equal(message, "copied 3 bytes: ~/.local/state/btfdump/copied");
	set("HOME", NULL);
	assert_false(clipboard_copy("one", 3, NULL, message, sizeof(message)));
	assert_string_equal(message, "not copied: no file, as HOME is not set");
	assert_false(clipboard_copy("one", 3, NULL, message, 11));
	assert_string_equal(message, "not copied");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_IN_FOLDER(base64_is_that_of_rfc_4648),
		RUN_IN_FOLDER(osc_52_takes_what_terminals_take),
		RUN_IN_FOLDER(a_program_gets_all_of_the_text),
		RUN_IN_FOLDER(a_program_that_fails_is_told),
		RUN_IN_FOLDER(a_copy_goes_to_tmux_and_a_file),
		RUN_IN_FOLDER(a_copy_without_any_way_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
