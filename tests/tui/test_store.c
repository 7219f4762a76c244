/* SPDX-License-Identifier: BSD-2-Clause */
/* test_store.c - files that are kept for the user: where they are, whose they are, and what is in the way. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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
	strcpy(folder, "/tmp/btfdump-store-XXXXXX");
	return unit_setup(state) || !mkdtemp(folder);
}

static int remove_folder(void **state)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command) || unit_teardown(state);
}

/* Where they are */

static const struct {
	const char *rule, *state, *home; /* NULL: not set */
	const char *path, *shown;        /* NULL: there is no place */
} places[] = {
	{"HOME", NULL, "/h", "/h/.local/state/btfdump/f", "~/.local/state/btfdump/f"},
	{"XDG_STATE_HOME", "/s", "/h", "/s/btfdump/f", "/s/btfdump/f"},
	{"XDG_STATE_HOME in HOME", "/h/s", "/h", "/h/s/btfdump/f", "~/s/btfdump/f"},
	{"XDG_STATE_HOME beside HOME", "/hx", "/h", "/hx/btfdump/f", "/hx/btfdump/f"},
	{"without HOME", "/s", NULL, "/s/btfdump/f", "/s/btfdump/f"},
	{"an empty XDG_STATE_HOME", "", "/h", "/h/.local/state/btfdump/f",
	 "~/.local/state/btfdump/f"},
	{"a relative XDG_STATE_HOME", "s", "/h", "/h/.local/state/btfdump/f",
	 "~/.local/state/btfdump/f"},
	{"neither", NULL, NULL, NULL, NULL},
	{"both empty", "", "", NULL, NULL},
};

static void set(const char *variable, const char *value)
{
	if (value)
		setenv(variable, value, 1);
	else
		unsetenv(variable);
}

TEST(it_is_where_the_environment_says)
{
	char path[100], shown[100];

	for (size_t i = 0; i < COUNT(places); i++) {
		bool found;

		set("XDG_STATE_HOME", places[i].state);
		set("HOME", places[i].home);
		found = store_path("f", path, sizeof(path));
		assert_row(found == (places[i].path != NULL), places[i].rule, "found or not");
		if (!found)
			continue;
		assert_row(!strcmp(path, places[i].path), places[i].rule, "%s", path);
		store_short_path(path, shown, sizeof(shown));
		assert_row(!strcmp(shown, places[i].shown), places[i].rule, "%s", shown);
		store_long_path(shown, path, sizeof(path));
		assert_row(!strcmp(path, places[i].path), places[i].rule, "back as %s", path);
	}
}

TEST(a_home_that_is_all_or_nothing_is_no_tilde)
{
	static const struct {
		const char *home, *path;
	} paths[] = {{"/h", "/h"}, {"/", "/a"}, {"", "/a"}, {NULL, "/a"}};
	char shown[100];

	for (size_t i = 0; i < COUNT(paths); i++) {
		set("HOME", paths[i].home);
		store_short_path(paths[i].path, shown, sizeof(shown));
		assert_string_equal(shown, paths[i].path);
	}
}

TEST(a_path_that_is_too_long_is_none)
{
	char path[20], text[6000];

	set("HOME", "/home/me");
	set("XDG_STATE_HOME", NULL);
	assert_false(store_path("copied", path, sizeof(path)));
	memset(text, 'x', sizeof(text) - 1);
	text[0] = '/';
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(store_save(text, "", 0), -ENAMETOOLONG);
}

/* Writing them */

static unsigned int mode_of(const char *path)
{
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	return status.st_mode & 0777;
}

TEST(a_file_is_for_its_owner_alone_and_nothing_is_left_beside_it)
{
	const char *path = in_folder("a/b/copied");
	char text[10] = "";
	FILE *file;

	umask(0);
	assert_int_equal(store_save(path, "one", 3), 0);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(store_save(path, "12", 2), 0);
	umask(022);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fread(text, 1, sizeof(text), file), 2);
	fclose(file);
	assert_string_equal(text, "12");
	assert_int_equal(mode_of(path), 0600);
	assert_int_equal(mode_of(in_folder("a")), 0700);
	assert_int_equal(mode_of(in_folder("a/b")), 0700);
	/* What it was written as at first is gone: the folder is empty without it. */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(in_folder("a/b")), 0);
}

TEST(a_symbolic_link_stays_one)
{
	struct stat status;

	assert_int_equal(store_save(in_folder("real/file"), "old", 3), 0);
	assert_int_equal(mkdir(in_folder("links"), 0700), 0);
	assert_int_equal(symlink("../real/file", in_folder("links/file")), 0);
	assert_int_equal(store_save(in_folder("links/file"), "newer", 5), 0);
	assert_int_equal(lstat(in_folder("links/file"), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(stat(in_folder("real/file"), &status), 0);
	assert_int_equal(status.st_size, 5);
}

TEST(what_is_in_the_way_is_told)
{
	assert_int_equal(store_save(in_folder("file"), "", 0), 0);
	assert_int_equal(store_save(in_folder("file/copied"), "one", 3), -ENOTDIR);
	assert_int_equal(mkdir(in_folder("copied"), 0700), 0);
	assert_int_equal(store_save(in_folder("copied"), "one", 3), -EISDIR);
}

#define RUN_IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_IN_FOLDER(it_is_where_the_environment_says),
		RUN_IN_FOLDER(a_home_that_is_all_or_nothing_is_no_tilde),
		RUN_IN_FOLDER(a_path_that_is_too_long_is_none),
		RUN_IN_FOLDER(a_file_is_for_its_owner_alone_and_nothing_is_left_beside_it),
		RUN_IN_FOLDER(a_symbolic_link_stays_one),
		RUN_IN_FOLDER(what_is_in_the_way_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
