/* SPDX-License-Identifier: BSD-2-Clause */
/* view_help.c - the keys of a place, as the table of actions has them; and how to write a filter. */
#include <stdio.h>
#include <stdlib.h>

#include "app.h"

/* One of these, or none for an empty row. */
struct help_row {
	const char *title, *text;
	const struct action_info *action;
	const struct command *command;
};

struct help_page {
	struct page page;
	uint32_t context;
	struct list list;
	struct help_row rows[200];
};

/* By the bits of IN_*. */
static const char *const place_names[] = {
	"the list of types", "a type",    "its uses",   "the bytes",  "the fields",
	"the help",          "the marks", "the picker", "the prompt", "a type beside others",
	"the entries",
};

static const char *const filter_help[] = {
	"  tcpcong           letters in that order         'sock      exactly that",
	"  ^tcp_  ops$       at the start, at the end      !debug     not that",
	"  struct sock       of that kind (k:struct)       m:sk_prot  with that member",
	"  size>=1k          by size                       #1234      by id",
	"  m: looks at enumerators too; a capital letter makes a word exact in its case.",
};

#define FILTER_LINES (sizeof(filter_help) / sizeof(filter_help[0]))

static const char *const place_help[] = {
	"  task_struct.mm      a member; sock->sk_prot, and the end of a longer path",
	"  tcp_sock+0x5a4      what lies at that byte; +0x5a4 of the type on the screen",
	"  TCP_CA_Open         an enumerator",
	"  #114                a type by its id",
};

#define PLACE_LINES (sizeof(place_help) / sizeof(place_help[0]))

static struct help_page *help_page(struct page *page)
{
	return (struct help_page *)page;
}

static void add(struct help_page *page, struct help_row row)
{
	if (page->list.count < sizeof(page->rows) / sizeof(page->rows[0]))
		page->rows[page->list.count++] = row;
}

static void add_title(struct help_page *page, const char *title)
{
	if (page->list.count)
		add(page, (struct help_row){0});
	add(page, (struct help_row){.title = title});
}

static void add_texts(struct help_page *page, const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add(page, (struct help_row){.text = texts[i]});
}

static void add_actions(struct help_page *page, uint32_t context)
{
	for (unsigned int i = 0; i < action_count; i++)
		if (action_table[i].contexts & context)
			add(page, (struct help_row){.action = &action_table[i]});
}

/* How a filter is written comes first where there is one. */
static void fill(struct help_page *page)
{
	if (page->context & IN_LISTS) {
		add_title(page, "A filter is words with blanks between, which must all match");
		add_texts(page, filter_help, FILTER_LINES);
		add(page, (struct help_row){0});
	}
	add_actions(page, page->context);
	add_title(page, "While something is typed");
	add_actions(page, IN_PROMPT);
	add_title(page, "Behind : go to");
	add_texts(page, place_help, PLACE_LINES);
	add_title(page, "or one of these");
	for (unsigned int i = 0; i < app_command_count; i++)
		add(page, (struct help_row){.command = &app_commands[i]});
}

static struct list *get_list(struct page *page, unsigned int pane)
{
	(void)pane;
	return &help_page(page)->list;
}

static void put_row(struct line *line, const char *keys, const char *more, const char *help)
{
	line_print(line, STYLE_KEY, " %s%s", keys, more);
	line_tab(line, 20, 2);
	line_put(line, STYLE_PLAIN, help);
}

static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	const struct help_row *found = &((const struct help_page *)base)->rows[row];
	char argument[20] = "";

	(void)app;
	(void)pane;
	(void)width;
	if (found->title)
		line_print(line, STYLE_TITLE, " %s", found->title);
	if (found->text)
		line_put(line, STYLE_PLAIN, found->text);
	if (found->action)
		put_row(line, found->action->keys, "", found->action->help);
	if (found->command) {
		snprintf(argument, sizeof(argument), " %s", found->command->argument);
		put_row(line, found->command->name, argument, found->command->help);
	}
}

static void draw(struct app *app, struct page *base, struct canvas *canvas, struct rect area)
{
	unsigned int place = 0;
	struct line *line = &app->line;

	while (!(help_page(base)->context & 1u << place))
		place++;
	line_begin(line, app->ascii);
	line_print(line, STYLE_TITLE, "Keys in %s", place_names[place]);
	area = pane_frame(canvas, area, line);
	pane_draw(app, base, 0, canvas, area);
}

const struct view view_help = {
	.pane_count = 1,
	.contexts = {IN_HELP},
	.list = get_list,
	.line = get_line,
	.draw = draw,
	.status_text = "each pane has keys of its own: ? there lists them",
};

struct page *view_help_new(uint32_t context)
{
	struct help_page *page = calloc(1, sizeof(*page));

	if (!page)
		return NULL;
	page->page.view = &view_help;
	page->context = context;
	fill(page);
	return &page->page;
}
