/* SPDX-License-Identifier: BSD-2-Clause */
/* test_actions.c - every key of every action does something in every place that it is for, and stands in the help
 * and in the manual.
 *
 * A place is keys that lead there, into the middle of its rows; further keys make ready what an action needs.
 * Something is done when the picture changes elsewhere than in the row of messages, or the world outside is
 * asked for something. */
#include "unit.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "app.h"

#define STRUCTS 70

/* What is browsed */

/* Many structs that use `inner`, one with many members, a value with everything that a key may want. */
static const struct btf *add_types(struct btf_builder *b)
{
	uint32_t number = add_int(b, "unsigned int", 4, 0, 32);
	uint32_t wide = add_int(b, "long", 8, ENC_SIGNED, 64);
	uint32_t leaf = add_struct(b, "leaf", 16);
	uint32_t pointer, inner, both, some, many, proto, func, data;

	add_member(b, "leaf_member", wide, 64);
	pointer = add_ptr(b, leaf);
	inner = add_struct(b, "inner", 24);
	add_member(b, "x", wide, 0);
	add_member(b, "leaf", pointer, 64);
	add_member(b, "y", wide, 128);
	both = add_union(b, NULL, 24);
	add_member(b, "target", inner, 0);
	add_member(b, "word", wide, 0);
	some = add_array(b, wide, number, 64);
	many = add_array(b, wide, number, 100);
	add_struct(b, "outer", 360);
	for (uint32_t i = 0; i < 84; i++) {
		if (i == 42)
			add_member(b, NULL, both, 32 * i);
		add_member(b, "member", number, 32 * (i < 42 ? i : i + 6));
	}
	add_struct(b, "val", 1352);
	add_member(b, "first", number, 0);
	add_member(b, "some", some, 64);
	add_member(b, NULL, both, 64 + 64 * 64);
	add_member(b, "many", many, 64 + 64 * 67);
	proto = add_func_proto(b, pointer);
	add_param(b, "it", pointer);
	func = add_func(b, "call", proto, GLOBAL);
	(void)func;
	data = add_var(b, "variable", inner, GLOBAL);
	add_datasec(b, ".data", 24);
	add_secinfo(b, data, 0, 24);
	add_enum(b, "shade", 4);
	add_enumerator(b, "LIGHT", 1);
	add_typedef(b, "inner_t", inner);
	add_fwd(b, "elsewhere", false);
	add_float(b, "double", 8);
	add_const(b, inner);
	for (int i = 0; i < STRUCTS; i++) {
		char name[16];

		snprintf(name, sizeof(name), "s_%02d", i);
		add_struct(b, name, 24);
		add_member(b, "it", inner, 0);
	}
	return builder_open(b);
}

#define HERE      ":outer.target<Enter>"
#define USES      ":inner<Enter><Tab>^D^D^D"
#define MARKS_SET ":inner<Enter>mambmcmdmemfmgmhmimjmkmlmmmnmompmqmrmsmtmumvmwmxmymz"

static const struct place {
	const char *name;
	uint32_t context;
	bool has_value;
	int width;
	const char *keys;
} places[] = {
	{"the list", IN_TYPES, false, 100, "^D^D^D"},
	{"what is beside the list", IN_PREVIEW, false, 100,
	 "/<hat>outer$<Tab><Tab>/inner target<Enter><Esc>"},
	{"uses beside the list", IN_USES, false, 100, "/<hat>inner$<Tab><Tab><Tab>^D^D^D"},
	{"a type", IN_TYPE, false, 100, HERE},
	{"its uses", IN_USES, false, 100, USES},
	{"the type beside a type", IN_PREVIEW, false, 170, HERE "<Tab><Tab>jj"},
	{"bytes", IN_BYTES, true, 100, "/.target<Enter><Esc><Tab>"},
	{"fields", IN_FIELDS, true, 100, "/.target<Enter><Esc>"},
	{"help", IN_HELP, false, 100, "?^D"},
	{"marks", IN_MARKS, false, 100, MARKS_SET "'?^D"},
	{"the picker", IN_PICKER, true, 100, "t^U<Tab>^D^D^D"},
	{"the entries", IN_ENTRIES, true, 100, "e^D^D^D"},
	{"the prompt", IN_PROMPT, false, 100, "/s_"},
};

/* What an action wants beside that. */
static const struct {
	enum action action;
	uint32_t contexts;
	const char *keys;
} needs[] = {
	{ACTION_EXPAND, IN_FIELDS, "-"},
	{ACTION_PREVIOUS_ENTRY, IN_VALUE, ")"},
	{ACTION_SCROLL_LEFT, IN_ALL, ">"},
	{ACTION_FORWARD, IN_PAGES, ":leaf<Enter>["},
	{ACTION_GO_MARK, IN_PAGES, ":leaf<Enter>mq["},
	{ACTION_CANCEL, IN_PAGES, "z"},
	{ACTION_CLOSE, IN_TYPES, ""},
	{ACTION_NEXT_HIT, IN_TYPES, "<Tab>/u<Enter><S-Tab>"},
	{ACTION_NEXT_HIT, IN_USES, "<S-Tab>/e<Enter><Tab>"},
	{ACTION_NEXT_HIT, IN_TYPE | IN_PREVIEW | IN_FIELDS | IN_HELP | IN_MARKS, "/e<Enter>"},
	{ACTION_NEXT_HIT, IN_BYTES, "/00<Enter>"},
	{ACTION_PREVIOUS_HIT, IN_TYPES, "<Tab>/u<Enter><S-Tab>"},
	{ACTION_PREVIOUS_HIT, IN_USES, "<S-Tab>/e<Enter><Tab>"},
	{ACTION_PREVIOUS_HIT, IN_TYPE | IN_PREVIEW | IN_FIELDS | IN_HELP | IN_MARKS, "/e<Enter>"},
	{ACTION_PREVIOUS_HIT, IN_BYTES, "/00<Enter>"},
	{ACTION_PROMPT_PREVIOUS, IN_PROMPT, "<Down>"},
	{ACTION_PROMPT_DELETE, IN_PROMPT, "<Left>"},
	{ACTION_PROMPT_RIGHT, IN_PROMPT, "<Left>"},
	{ACTION_PROMPT_END, IN_PROMPT, "<Left>"},
};

/* Where all that can be done is to say why nothing is. */
static const struct {
	enum action action;
	const char *place, *words;
} excuses[] = {
	{ACTION_BACK, "the list", "the first page"},
	{ACTION_BACK, "what is beside the list", "the first page"},
	{ACTION_BACK, "uses beside the list", "the first page"},
	{ACTION_BASES, "the list", "no base"},
	{ACTION_REREAD, "bytes", "No such file"},
	{ACTION_REREAD, "fields", "No such file"},
};

/* The browser */

struct session {
	int fd;
	struct tui_source source;
	struct app *app;
	struct canvas canvas;
};

static void press(struct session *session, const char *text)
{
	struct event event = {.kind = EVENT_KEY};

	while (*text) {
		size_t length = key_parse(text, &event.key);

		assert_int_not_equal(length, 0);
		app_draw(session->app, &session->canvas);
		app_step(session->app, &event);
		text += length;
	}
	app_draw(session->app, &session->canvas);
}

static void start(struct session *session, const struct btf *btf, const struct place *place)
{
	static uint8_t bytes[80 * 1352];
	struct btf_error error = {.text = ""};
	const struct event size = {.kind = EVENT_RESIZE, .width = place->width, .height = 30};

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i % 5 ? (uint8_t)(0x80 + i * 7 % 120) : 0;
	bytes[0] = 0xff;
	*session = (struct session){.fd = -1};
	session->source =
		(struct tui_source){.name = "test", .argument = "test", .release = "", .btf = btf};
	if (place->has_value) {
		session->fd = memfd_create("value", MFD_CLOEXEC);
		assert_int_equal(write(session->fd, bytes, sizeof(bytes)), sizeof(bytes));
		assert_int_equal(lseek(session->fd, 0, SEEK_SET), 0);
		session->source.entries = btf_entries_open_fd("value", session->fd, &error);
		session->source.entries_name = session->source.entries_word = "value";
		session->source.entries_type = "val";
	}
	session->app = app_new(&session->source, false, &error);
	assert_non_null(session->app);
	app_step(session->app, &size);
	press(session, place->keys);
	if (place->context == IN_PROMPT)
		assert_int_equal(session->app->purpose, PROMPT_FILTER);
	else
		assert_row(page_context(app_page(session->app)) == place->context, place->name,
			   "the keys lead to %x", page_context(app_page(session->app)));
}

static void finish(struct session *session)
{
	canvas_free(&session->canvas);
	app_free(session->app);
	btf_entries_close(session->source.entries);
	if (session->fd >= 0)
		close(session->fd);
}

/* All that one can see of it, but for the row of messages. */
struct picture {
	enum prompt_purpose purpose;
	int cursor_x, cursor_y;
	char marks[MARKS];
	struct cell cells[170 * 30];
};

static void take(const struct session *session, struct picture *picture)
{
	const struct canvas *canvas = &session->canvas;
	int rows = canvas->height - (session->app->purpose == PROMPT_NONE);

	memset(picture, 0, sizeof(*picture));
	picture->purpose = session->app->purpose;
	picture->cursor_x = canvas->cursor_x;
	picture->cursor_y = canvas->cursor_y;
	for (int i = 0; i < MARKS; i++)
		picture->marks[i] = *session->app->state.marks[i].type;
	for (int i = 0; i < rows * canvas->width; i++) {
		strcpy(picture->cells[i].text, canvas->cells[i].text);
		picture->cells[i].columns = canvas->cells[i].columns;
		picture->cells[i].style = canvas->cells[i].style;
	}
}

static const char *keys_needed(const struct action_info *info, uint32_t context)
{
	for (size_t i = 0; i < COUNT(needs); i++)
		if (needs[i].action == info->action && needs[i].contexts & context)
			return needs[i].keys;
	return "";
}

static bool is_excused(const struct action_info *info, const struct place *place,
		       const char *message)
{
	for (size_t i = 0; i < COUNT(excuses); i++)
		if (excuses[i].action == info->action && !strcmp(excuses[i].place, place->name))
			return strstr(message, excuses[i].words) != NULL;
	return false;
}

/* A word of the table as press() reads it. */
static void word_to_keys(const char *word, size_t length, char *text)
{
	tui_key key;

	snprintf(text, 40, "<%.*s>", (int)length, word);
	if (length > 1 && key_parse(text, &key))
		return;
	*text = '\0';
	for (size_t i = 0; i < length; i++) {
		const char letter[] = {word[i] == '*' && i ? 'q' : word[i], '\0'};

		strcat(text, *letter == '<' ? "<lt>" : letter);
	}
}

static bool does_something(const struct btf *btf, const struct place *place,
			   const struct action_info *info, const char *keys)
{
	static struct picture before, after;
	struct session session;
	struct effect effect;
	bool done;

	start(&session, btf, place);
	press(&session, keys_needed(info, place->context));
	take(&session, &before);
	press(&session, keys);
	take(&session, &after);
	done = memcmp(&before, &after, sizeof(before)) != 0;
	if (app_effect(session.app, &effect)) /* to copy nothing is nothing */
		done |= effect.kind != EFFECT_COPY || effect.size > 0;
	if (!done && is_excused(info, place, session.app->message))
		done = true;
	if (!done)
		print_error("%s: %s (%s): nothing; \"%s\"\n", place->name, info->name, keys,
			    session.app->message);
	finish(&session);
	return done;
}

TEST(every_key_does_something_in_every_place_that_it_is_for)
{
	const struct btf *btf = add_types(b);
	unsigned int failed = 0;

	for (size_t p = 0; p < COUNT(places); p++) {
		for (unsigned int i = 0; i < action_count; i++) {
			const char *word = action_table[i].keys;

			if (!(action_table[i].contexts & places[p].context))
				continue;
			while (*word) {
				size_t length = strcspn(word, " ");
				char keys[40];

				word_to_keys(word, length, keys);
				failed += !does_something(btf, &places[p], &action_table[i], keys);
				word += length + (word[length] == ' ');
			}
		}
	}
	assert_int_equal(failed, 0);
}

TEST(every_place_is_tried)
{
	uint32_t seen = 0, all = IN_PROMPT;

	for (size_t p = 0; p < COUNT(places); p++)
		seen |= places[p].context;
	for (unsigned int i = 0; i < action_count; i++)
		all |= action_table[i].contexts;
	assert_int_equal(seen, all);
}

/* Help */

static bool help_has(struct session *session, const struct action_info *info)
{
	struct page *page = app_page(session->app);
	struct list *list = page_list(page);

	for (uint32_t row = 0; row < list->count; row++) {
		static struct line line;

		line_begin(&line, false);
		page->view->line(session->app, page, 0, row, 0, &line);
		if (strstr(line.text, info->keys) == line.text + 1 && strstr(line.text, info->help))
			return true;
	}
	return false;
}

TEST(the_help_of_a_place_has_all_its_actions_and_those_of_the_prompt)
{
	const struct btf *btf = add_types(b);

	for (size_t p = 0; p < COUNT(places); p++) {
		struct session session;

		start(&session, btf, &places[p]);
		if (places[p].context == IN_HELP || places[p].context == IN_PROMPT) {
			finish(&session);
			continue;
		}
		press(&session, "?");
		assert_int_equal(page_context(app_page(session.app)), IN_HELP);
		for (unsigned int i = 0; i < action_count; i++)
			if (action_table[i].contexts & (places[p].context | IN_PROMPT))
				assert_row(help_has(&session, &action_table[i]), places[p].name,
					   "%s is not in its help", action_table[i].name);
		finish(&session);
	}
}

/* The manual */

/* Without what roff wants: \&, \-, \(ha, \(aq, \e. */
static char *read_manual(void)
{
	static const char *const escapes[][2] = {
		{"\\&", ""}, {"\\-", "-"}, {"\\(ha", "^"}, {"\\(aq", "'"}, {"\\e", "\\"}};
	FILE *file = fopen(BTFDUMP_MAN, "re");
	char *text = NULL, *to;
	size_t room = 0;

	assert_non_null(file);
	assert_true(getdelim(&text, &room, '\0', file) > 0);
	fclose(file);
	to = text;
	for (const char *from = text; *from;) {
		size_t i = 0;

		while (i < COUNT(escapes) && strncmp(from, escapes[i][0], strlen(escapes[i][0])))
			i++;
		if (i == COUNT(escapes)) {
			*to++ = *from++;
			continue;
		}
		from += strlen(escapes[i][0]);
		to = stpcpy(to, escapes[i][1]);
	}
	*to = '\0';
	return text;
}

TEST(every_action_is_in_the_manual)
{
	char *manual = read_manual();

	for (unsigned int i = 0; i < action_count; i++) {
		char item[400];

		snprintf(item, sizeof(item), ".It Ic %s\n%s\n", action_table[i].keys,
			 action_table[i].help);
		assert_row(strstr(manual, item) != NULL, action_table[i].name, "\"%s\"", item);
	}
	free(manual);
}

/* Marks are kept as text. */
TEST(a_mark_comes_back_to_whatever_type_it_was_set_on)
{
	static const char *const names[] = {"outer",        "leaf",     "inner_t", "shade",
					    "call",         "variable", ".data",   "elsewhere",
					    "unsigned int", "long",     "double"};
	const struct place root = {"the list", IN_TYPES, false, 100, ""};
	const struct btf *btf = add_types(b);

	for (size_t i = 0; i < COUNT(names); i++) {
		struct session session;
		uint32_t id = 1;
		char keys[100];

		while (strcmp(btf_type_at(btf, id).name, names[i]) != 0)
			assert_true(++id < btf_id_end(btf));
		start(&session, btf, &root);
		snprintf(keys, sizeof(keys), ":#%u<Enter>mqq'q", id);
		press(&session, keys);
		assert_row(app_page(session.app)->view == &view_type &&
				   view_type_id(app_page(session.app)) == id,
			   names[i], "%s", session.app->message);
		finish(&session);
	}
}

TEST(a_mark_that_can_not_be_set_stays_as_it_was)
{
	const struct place root = {"the list", IN_TYPES, false, 100, ":leaf<Enter>mq["};
	const struct btf *btf = add_types(b);
	struct session session;

	start(&session, btf, &root);
	press(&session, "/nothing is called so<Tab>mq");
	assert_string_equal(session.app->state.marks['q' - 'a'].type, "struct leaf");
	finish(&session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_key_does_something_in_every_place_that_it_is_for),
		RUN(every_place_is_tried),
		RUN(the_help_of_a_place_has_all_its_actions_and_those_of_the_prompt),
		RUN(every_action_is_in_the_manual),
		RUN(a_mark_comes_back_to_whatever_type_it_was_set_on),
		RUN(a_mark_that_can_not_be_set_stays_as_it_was),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
