/* SPDX-License-Identifier: BSD-2-Clause */
/* storm.c - random events. */
#include "storm.h"

#include <stdbool.h>
#include <string.h>

#include <libbtf/types.h>

#include "glyph.h"
#include "random.h"

/* As scripts have them; `%` is a piece of a name, `$` a whole one, `@` the path of a value. How often a
 * phrase comes is how often it is there. */
static const char *const phrases[] = {
	/* lists and filters */
	"/%",
	"/%<Enter>",
	"/%<Enter>",
	"/% %<Tab>",
	"/%<Backspace><Backspace>%^W^U",
	"/%<Down><Down><Up><Enter>",
	"/%<Esc>",
	"/$^A<Delete>%^E<Left><Left>%",
	"/%<Tab>n",
	"/<Tab><Esc>",
	"/%<Tab>NNn",
	"/%<Enter>nN",
	"S",
	"SSr",
	"1",
	"4a",
	"0",
	"00",
	"a",
	/* wide characters, to the end of the row and on */
	"/\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c%<Esc>",
	":x\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c<Left><Left>y<Home><Right><Esc>",
	"W\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c<Esc>",
	":\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c<Enter>",
	/* pages and panes */
	"<Enter>",
	"<Enter>",
	"<Enter>jj<Enter>",
	"<Tab>",
	"<Tab><Tab>",
	"<S-Tab>",
	"h",
	"[",
	"]",
	"q",
	"qq",
	"l",
	"z",
	"zj",
	"x",
	"x<Tab>",
	"o",
	"#",
	"+",
	"+++",
	"p",
	"pp",
	"pjj<Enter>",
	"-",
	"+jj+jj-",
	">>>",
	"<lt>",
	/* moving */
	"jjj",
	"k",
	"^D",
	"^U",
	"<PgDn>",
	"<PgDn><PgDn>",
	"<PgUp>",
	"G",
	"gg",
	"<End>",
	"<Home>",
	"<Down><Down>",
	"<Up>",
	/* overlays, marks, copies */
	"?",
	"?<PgDn>/%<Enter>n",
	"?q",
	"ma",
	"mb'a",
	"'b",
	"'?",
	"'?j<Enter>",
	"yy",
	"yn",
	"yt",
	"yo",
	"yv",
	"yp",
	"yj",
	"ya",
	"Wout.txt<Esc>",
	"Wout.json<Enter>",
	"W%.h<Enter>",
	"W%<Enter>",
	"^L",
	"^Z",
	"<Esc>",
	"<Esc><Esc>",
	/* commands */
	":$<Enter>",
	":$<Enter>",
	":$<Enter><Tab>",
	":%<Tab>",
	":%<Tab><Tab><Enter>",
	":$.%<Tab><Enter>",
	":struct $<Enter>",
	":uses $<Enter>",
	":filter %<Enter>",
	":sort holes<Enter>",
	":sort uses<Enter>",
	":sort name<Enter>",
	":sort %<Enter>",
	":#1<Enter>",
	":$+8<Enter>",
	":+16<Enter>",
	":+0x7fffffffffffffff<Enter>",
	":$->%<Enter>",
	":$->%<Tab><Enter>",
	"/%<Esc>",
	":marks<Enter>",
	":help<Enter>",
	":open $<Enter>",
	":<Up><Up><Enter>",
	":<Up><Down>%<Esc>",
	":nosuch thing<Enter>",
	":quit<Enter>",
	"Q",
	/* values */
	"v",
	"v",
	"v@<Enter>",
	":value @<Enter>",
	"R",
	"RR",
	"e",
	"e/1<Esc>",
	"e/%<Enter>",
	"eG<Enter>",
	":value /no/such/file<Enter>",
	":type $<Enter>",
	":type $[3]<Enter>",
	":type unsigned char[32]<Enter>",
	"vt%<Enter>",
	"vt/%<Enter><Enter>",
	"vtq",
	"v<Tab>l",
	"v<Tab>lllj<Enter>",
	"vwww",
	"vbw",
	"v)",
	"v))(",
	"vu",
	"vi",
	"v<Tab>i",
	"v<Tab>G",
	"v/%<Enter>n",
	"v<Tab>/00 00<Enter>nN",
	"v<Tab>/7<Enter>",
	"v+j-",
	"v<Enter>",
	"vo",
	"vx",
	"vyv",
	"vyt",
	"vyj",
};

/* Of one column and of two, some that can't be shown as they are, keys with names, and no keys at all. */
static const tui_key strange[] = {
	0xe9,
	0x4e16,
	0x754c,
	0xff21,
	0x1f600,
	0x301,
	0x200e,
	0x202e,
	0xad,
	0x2500,
	0xa0,
	KEY_CURSOR_UP,
	KEY_CURSOR_DOWN,
	KEY_CURSOR_LEFT,
	KEY_CURSOR_RIGHT,
	KEY_LINE_HOME,
	KEY_LINE_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_RUBOUT,
	KEY_DELETE,
	KEY_SHIFT_TAB,
};

static const struct {
	int width, height;
} sizes[] = {
	{80, 24}, {80, 24}, {80, 24},   {80, 24},  {160, 50}, {160, 50}, {100, 30},
	{79, 23}, {1, 1},   {400, 200}, {19, 3},   {20, 4},   {20, 4},   {19, 24},
	{80, 3},  {21, 5},  {159, 40},  {112, 10}, {40, 12},  {300, 5},
};

#define COUNT_OF(array)    (sizeof(array) / sizeof((array)[0]))
#define PICK(storm, array) ((array)[random_below(&(storm)->random, COUNT_OF(array))])

static void put_key(struct storm *storm, tui_key key)
{
	if (storm->count < STORM_KEYS_MAX)
		storm->keys[storm->count++] = key;
}

/* What is no UTF-8 is left out: it could not be typed. */
static void put_text(struct storm *storm, const char *text, size_t size)
{
	uint32_t code_point;

	while (size) {
		size_t length = utf8_read(text, size, &code_point);

		if (length && code_point > ' ' && code_point != 0x7f)
			put_key(storm, code_point);
		text += length ? length : 1;
		size -= length ? length : 1;
	}
}

/* Of a type at random, of which many have no name. */
static const char *random_name(struct storm *storm)
{
	uint32_t end = btf_id_end(storm->btf);
	const char *name = "";

	for (int i = 0; i < 20 && !*name && end > 1; i++)
		name = btf_type_at(storm->btf, 1 + random_below(&storm->random, end - 1)).name;
	return *name ? name : "sk_buff";
}

static void put_name(struct storm *storm, bool whole)
{
	const char *name = random_name(storm);
	size_t length = strnlen(name, 120), first = 0;

	if (!whole && length > 1) {
		first = random_below(&storm->random, (uint32_t)length - 1);
		length = 1 + random_below(&storm->random, 5);
		length = strnlen(name + first, length);
	}
	put_text(storm, name + first, length);
}

static void begin_phrase(struct storm *storm)
{
	const char *text = PICK(storm, phrases);

	storm->count = storm->at = 0;
	while (*text) {
		tui_key key = KEY_NONE;

		text += key_parse(text, &key);
		if (key == '%' || key == '$')
			put_name(storm, key == '$');
		else if (key == '@')
			put_text(storm, storm->value_path, strlen(storm->value_path));
		else
			put_key(storm, key);
	}
}

struct event storm_size(struct storm *storm)
{
	size_t i = random_below(&storm->random, COUNT_OF(sizes));
	struct event event = {
		.kind = EVENT_RESIZE, .width = sizes[i].width, .height = sizes[i].height};

	if (random_below(&storm->random, 3) == 0) {
		event.width = 1 + (int)random_below(&storm->random, 200);
		event.height = 1 + (int)random_below(&storm->random, 60);
	}
	return event;
}

static tui_key random_key(struct storm *storm)
{
	uint32_t choice = random_below(&storm->random, 10);

	if (choice < 2)
		return PICK(storm, strange);
	if (choice < 3) /* a control key, of which there are 31 */
		return 1 + random_below(&storm->random, 31);
	return ' ' + random_below(&storm->random, 0x7f - ' ');
}

struct event storm_next(struct storm *storm)
{
	struct event event = {.kind = EVENT_KEY};

	if (storm->resizes && random_below(&storm->random, 60) == 0)
		return storm_size(storm);
	if (random_below(&storm->random, 12) == 0) {
		if (random_below(&storm->random, 2)) /* the phrase breaks off */
			storm->at = storm->count;
		event.key = random_key(storm);
		return event;
	}
	while (storm->at == storm->count)
		begin_phrase(storm);
	event.key = storm->keys[storm->at++];
	return event;
}

void storm_write(const struct event *event, FILE *script)
{
	char name[KEY_NAME_ROOM];

	if (event->kind == EVENT_RESIZE) {
		fprintf(script, "size %dx%d\n", event->width, event->height);
		return;
	}
	if (event->key == '<' || event->key == '^')
		snprintf(name, sizeof(name), "%s", event->key == '<' ? "lt" : "hat");
	else
		key_name(event->key, name);
	if (name[1] && (unsigned char)*name < 0x80 && *name != '^')
		fprintf(script, "keys <%s>\n", name);
	else
		fprintf(script, "keys %s\n", name);
}
