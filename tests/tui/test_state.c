/* SPDX-License-Identifier: BSD-2-Clause */
/* test_state.c - what is remembered: it comes back as it was, and what is broken is as nothing. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "prompt.h"
#include "state.h"
#include "store.h"

/* A folder of its own, which is $XDG_STATE_HOME. */
static char folder[64];

static const char *state_path(void)
{
	static char path[256];

	assert_true(store_path("state.json", path, sizeof(path)));
	return path;
}

static void remove_folder(void)
{
	char path[300];

	snprintf(path, sizeof(path), "rm -rf '%s'", folder);
	assert_int_equal(system(path), 0);
}

static int begin(void **state)
{
	strcpy(folder, "/tmp/btfdump-state.XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("HOME", folder, 1);
	return unit_setup(state);
}

static int end(void **state)
{
	remove_folder();
	return unit_teardown(state);
}

static void write_file(const char *path, const char *text, size_t size)
{
	assert_int_equal(store_save(path, text, size), 0);
}

static void forget(struct state *state)
{
	state_free(state);
	free(state);
}

static struct state *nothing(void)
{
	struct state *state = calloc(1, sizeof(*state));

	assert_non_null(state);
	return state;
}

static void set_mark(struct state *state, char letter, const char *type, const char *path);

/* What there is to write. */
static struct state *something(void)
{
	struct state *state = nothing();

	set_mark(state, 'a', "struct sock", "");
	return state;
}

static struct state *remembered(void)
{
	struct state *state = nothing();

	state_load(state, NULL);
	return state;
}

static void add_command(struct state *state, const char *text)
{
	state_add_command(state, text);
}

static void set_mark(struct state *state, char letter, const char *type, const char *path)
{
	struct mark *mark = &state->marks[letter - 'a'];

	snprintf(mark->type, sizeof(mark->type), "%s", type);
	snprintf(mark->path, sizeof(mark->path), "%s", path);
	state->marks_set |= 1u << (letter - 'a');
}

static void assert_same(const struct state *found, const struct state *expected)
{
	assert_int_equal(found->command_count, expected->command_count);
	for (unsigned int i = 0; i < expected->command_count; i++)
		assert_string_equal(found->commands[i], expected->commands[i]);
	for (int i = 0; i < MARKS; i++) {
		assert_string_equal(found->marks[i].type, expected->marks[i].type);
		assert_string_equal(found->marks[i].path, expected->marks[i].path);
	}
}

static void assert_comes_back(struct state *state)
{
	struct state *found;

	assert_int_equal(state_save(state, NULL), 0);
	found = remembered();
	assert_same(found, state);
	forget(found);
	forget(state);
}

static void assert_nothing_remembered(const char *rule)
{
	struct state *found = remembered();

	assert_row(found->command_count == 0, rule, "%u commands", found->command_count);
	for (int i = 0; i < MARKS; i++)
		assert_row(!*found->marks[i].type, rule, "mark %c", 'a' + i);
	forget(found);
}

/* What comes back */

static const char *const odd_texts[] = {
	"task_struct.mm",
	"a \"quoted\" one",
	"back\\slash\\\\",
	"\u00e4\u4e16\U0001d11e",
	"{\"marks\":null}",
	"tab\tline\nbell\x07",
	"/'$(x)`&|;<>",
	"  blanks  ",
	"\x7f",
	"\\u0041\\n",
};

TEST(nothing_comes_back_as_nothing)
{
	assert_nothing_remembered("no file");
	assert_comes_back(nothing());
	assert_nothing_remembered("an empty one");
}

TEST(commands_come_back_as_they_were_and_in_order)
{
	struct state *state = nothing();

	for (size_t i = 0; i < COUNT(odd_texts); i++)
		add_command(state, odd_texts[i]);
	assert_comes_back(state);
}

TEST(marks_come_back_as_they_were)
{
	struct state *state = nothing();

	for (size_t i = 0; i < COUNT(odd_texts); i++)
		set_mark(state, (char)('a' + 2 * i), odd_texts[i],
			 odd_texts[COUNT(odd_texts) - 1 - i]);
	set_mark(state, 'z', "struct sock", "");
	assert_comes_back(state);
}

TEST(as_many_as_there_can_be_come_back)
{
	struct state *state = nothing();
	char text[PROMPT_ROOM];

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	for (unsigned int i = 0; i < COMMANDS_MAX; i++) {
		text[0] = (char)('A' + i);
		add_command(state, text);
	}
	text[sizeof(state->marks[0].type) - 1] = '\0';
	for (char letter = 'a'; letter <= 'z'; letter++)
		set_mark(state, letter, text, text);
	assert_comes_back(state);
}

/* Names may be any bytes; one that JSON does not take must not take the rest with it. */
static const struct {
	const char *rule, *text;
} no_texts[] = {{"a byte", "struct \xff"},
		{"a cut character", "struct cut\xc3"},
		{"a surrogate", "struct \xed\xa0\x80"}};

TEST(a_name_that_is_no_utf8_does_not_lose_the_rest)
{
	for (size_t i = 0; i < COUNT(no_texts); i++) {
		struct state *state = nothing(), *found;

		unlink(state_path());
		set_mark(state, 'a', no_texts[i].text, "");
		set_mark(state, 'b', "struct sock", "sk_prot");
		add_command(state, "help");
		assert_int_equal(state_save(state, NULL), 0);
		found = remembered();
		assert_row(strcmp(found->marks[1].type, "struct sock") == 0, no_texts[i].rule,
			   "mark b is lost");
		assert_row(found->command_count == 1, no_texts[i].rule, "the history is lost");
		forget(found);
		forget(state);
	}
}

TEST(what_is_too_long_for_a_mark_is_cut_and_can_be_saved_again)
{
	char text[1000] = "{\"marks\":{\"a\":{\"type\":\"";
	struct state *found;

	for (int i = 0; i < 300; i++)
		strcat(text, "\u00e4");
	strcat(text, "\"}},\"commands\":[\"help\"]}");
	write_file(state_path(), text, strlen(text));
	found = remembered();
	assert_in_range(strlen(found->marks[0].type), 250, sizeof(found->marks[0].type) - 1);
	set_mark(found, 'b', "struct sock", "");
	assert_int_equal(state_save(found, NULL), 0);
	forget(found);
	found = remembered();
	assert_in_range(strlen(found->marks[0].type), 250, sizeof(found->marks[0].type) - 1);
	assert_string_equal(found->marks[1].type, "struct sock");
	assert_int_equal(found->command_count, 1);
	forget(found);
}

TEST(a_huge_history_is_capped)
{
	const size_t count = 5000;
	char *text = malloc(count * 16 + 100);
	size_t length = (size_t)sprintf(text, "{\"commands\":[");
	struct state *found;

	for (size_t i = 0; i < count; i++)
		length += (size_t)sprintf(text + length, "%s\"%zu\"", i ? "," : "", i);
	length += (size_t)sprintf(text + length, "]}");
	write_file(state_path(), text, length);
	found = remembered();
	assert_int_equal(found->command_count, COMMANDS_MAX);
	forget(found);
	free(text);
}

/* What does not */

static const struct {
	const char *rule, *text;
} broken[] = {
	{"empty", ""},
	{"no JSON", "marks"},
	{"cut", "{\"marks\":{\"a\":{\"type\":\"struct sock\",\"pa"},
	{"something behind it", "{\"commands\":[\"help\"]} x"},
	{"no UTF-8", "{\"commands\":[\"\xff\"]}"},
	{"an array", "[{\"marks\":{}}]"},
	{"a string", "\"marks\""},
	{"null", "null"},
	{"marks that are no object", "{\"marks\":[1,2],\"commands\":{}}"},
	{"marks that are none", "{\"marks\":{\"a\":1,\"b\":[],\"c\":\"x\",\"A\":{\"type\":\"x\"},"
				"\"aa\":{\"type\":\"x\"}}}"},
	{"types that are no text", "{\"marks\":{\"a\":{\"type\":{}},\"b\":{\"type\":1}}}"},
	{"a path without a type", "{\"marks\":{\"a\":{\"path\":\"x\"}}}"},
	{"commands that are no text", "{\"commands\":[1,null,{},[\"x\"],true]}"},
	{"commands that are one text", "{\"commands\":\"help\"}"},
	{"other things", "{\"version\":7}"},
};

TEST(a_broken_file_is_as_none)
{
	for (size_t i = 0; i < COUNT(broken); i++) {
		write_file(state_path(), broken[i].text, strlen(broken[i].text));
		assert_nothing_remembered(broken[i].rule);
	}
}

TEST(what_is_good_in_a_file_of_a_wrong_shape_is_taken)
{
	static const char text[] =
		"{\"marks\":7,\"commands\":[1,\"help\",null,\"quit\"],\"more\":[]}";
	struct state *found;

	write_file(state_path(), text, strlen(text));
	found = remembered();
	assert_int_equal(found->command_count, 2);
	assert_string_equal(found->commands[1], "quit");
	forget(found);
}

TEST(deep_nesting_ends)
{
	enum { DEPTH = 100000 };
	char *text = malloc(DEPTH);

	memset(text, '[', DEPTH);
	write_file(state_path(), text, DEPTH);
	free(text);
	assert_nothing_remembered("deep");
}

TEST(what_another_browser_wrote_meanwhile_stays)
{
	struct state *one = nothing(), *two = nothing(), *found;

	set_mark(one, 'a', "struct sock", "sk_prot");
	add_command(one, "first");
	set_mark(two, 'b', "struct file", "");
	add_command(two, "second");
	assert_int_equal(state_save(one, NULL), 0);
	assert_int_equal(state_save(two, NULL), 0);
	found = remembered();
	assert_string_equal(found->marks[0].type, "struct sock");
	assert_string_equal(found->marks[1].type, "struct file");
	assert_int_equal(found->command_count, 2);
	assert_string_equal(found->commands[1], "second");
	forget(found);
	forget(one);
	forget(two);
}

TEST(where_nothing_is_new_nothing_is_written)
{
	struct state *state = nothing();

	assert_int_equal(state_save(state, NULL), 0);
	assert_int_equal(access(state_path(), F_OK), -1);
	forget(state);
}

static void assert_file(const char *path, const char *text)
{
	char found[200] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	assert_int_equal(fread(found, 1, sizeof(found) - 1, file), strlen(text));
	fclose(file);
	assert_string_equal(found, text);
}

TEST(a_broken_file_is_kept_beside_the_new_one)
{
	static const char text[] = "{\"marks\":{\"a\":{\"type\":\"struct file\"}}} // by hand";
	struct state *state = something(), *found;
	char aside[300];

	write_file(state_path(), text, strlen(text));
	assert_int_equal(state_save(state, NULL), 0);
	snprintf(aside, sizeof(aside), "%s.broken", state_path());
	assert_file(aside, text);
	found = remembered();
	assert_string_equal(found->marks[0].type, "struct sock");
	forget(found);
	forget(state);
}

/* For want of descriptors: a reason that goes away. */
TEST(a_file_that_can_not_be_read_now_is_left_as_it_is)
{
	static const char text[] = "{\"commands\":[\"help\"]}";
	struct state *state = something();
	struct rlimit limit, none;
	struct btf_error error;

	write_file(state_path(), text, strlen(text));
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none = (struct rlimit){.rlim_max = limit.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_int_equal(state_save(state, &error), -EMFILE);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_non_null(strstr(error.text, "/btfdump/state.json: "));
	assert_file(state_path(), text);
	forget(state);
}

TEST(a_folder_in_place_of_the_file)
{
	struct state *state = something();
	char path[300];

	snprintf(path, sizeof(path), "%s/x", state_path());
	write_file(path, "", 0);
	assert_nothing_remembered("a folder");
	assert_int_equal(state_save(state, NULL), 0);
	forget(state);
}

TEST(without_a_place_nothing_is_read_or_written)
{
	struct state *state = something();

	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	assert_int_not_equal(state_save(state, NULL), 0);
	assert_nothing_remembered("no place");
	forget(state);
}

#define RUN_HERE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_HERE(nothing_comes_back_as_nothing),
		RUN_HERE(commands_come_back_as_they_were_and_in_order),
		RUN_HERE(marks_come_back_as_they_were),
		RUN_HERE(as_many_as_there_can_be_come_back),
		RUN_HERE(a_name_that_is_no_utf8_does_not_lose_the_rest),
		RUN_HERE(what_is_too_long_for_a_mark_is_cut_and_can_be_saved_again),
		RUN_HERE(a_huge_history_is_capped),
		RUN_HERE(a_broken_file_is_as_none),
		RUN_HERE(what_is_good_in_a_file_of_a_wrong_shape_is_taken),
		RUN_HERE(deep_nesting_ends),
		RUN_HERE(what_another_browser_wrote_meanwhile_stays),
		RUN_HERE(where_nothing_is_new_nothing_is_written),
		RUN_HERE(a_broken_file_is_kept_beside_the_new_one),
		RUN_HERE(a_file_that_can_not_be_read_now_is_left_as_it_is),
		RUN_HERE(a_folder_in_place_of_the_file),
		RUN_HERE(without_a_place_nothing_is_read_or_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
