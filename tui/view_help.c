/* SPDX-License-Identifier: BSD-2-Clause */
/* view_help.c - the keys of a place, as the table of actions has them; and how to write a filter. */
#include <stdio.h>
#include <stdlib.h>

#include "app.h"

struct help_page {
	struct page page;
	uint32_t context;
	struct list list;
};

/* By the bits of IN_*. */
static const char *const place_names[] = {
	"the list of types", "a type",    "its uses",   "the bytes",  "the fields",
	"the help",          "the marks", "the picker", "the prompt", "a type beside others",
	"the entries",
};

static const char *const filter_help[] = {
	" A filter is words with blanks between, which must all match:",
	"",
	"  tcpcong           letters in that order         'sock      exactly that",
	"  ^tcp_  ops$       at the start, at the end      !debug     not that",
	"  struct sock       of that kind (k:struct)       m:sk_prot  with such a member",
	"  size>=1k          by size                       #1234      by id",
	"",
	" A capital letter makes a word exact in its case.",
	"",
};

#define FILTER_LINES (sizeof(filter_help) / sizeof(filter_help[0]))

static struct help_page *help_page(struct page *page)
{
	return (struct help_page *)page;
}

/* The nth action of the place. */
static const struct action_info *action_at(uint32_t context, uint32_t n)
{
	for (unsigned int i = 0; i < action_count; i++)
		if (action_table[i].contexts & context && n-- == 0)
			return &action_table[i];
	return NULL;
}

static uint32_t count_actions(uint32_t context)
{
	uint32_t count = 0;

	while (action_at(context, count))
		count++;
	return count;
}

static struct list *get_list(struct page *page, unsigned int pane)
{
	(void)pane;
	return &help_page(page)->list;
}

static void action_line(const struct action_info *info, struct line *line)
{
	line_put(line, STYLE_PLAIN, " ");
	line_put(line, STYLE_KEY, info->keys);
	line_tab(line, 20, 2);
	line_put(line, STYLE_PLAIN, info->help);
}

/* Actions of the place, those of the prompt, and the filter's language. */
static void get_line(const struct app *app, const struct page *base, unsigned int pane,
		     uint32_t row, int width, struct line *line)
{
	uint32_t context = ((const struct help_page *)base)->context;
	uint32_t own = count_actions(context), prompt = count_actions(IN_PROMPT);

	if (context & IN_LISTS) { /* how a filter is written comes first where there is one */
		if (row < FILTER_LINES)
			line_put(line, STYLE_PLAIN, filter_help[row]);
		if (row < FILTER_LINES)
			return;
		row -= FILTER_LINES;
	}
	(void)app;
	(void)pane;
	(void)width;
	if (row < own)
		action_line(action_at(context, row), line);
	else if (row == own + 1)
		line_put(line, STYLE_TITLE, " While something is typed");
	else if (row > own + 2 && row - own - 3 < prompt)
		action_line(action_at(IN_PROMPT, row - own - 3), line);
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
	list_set_count(&page->list, (context & IN_LISTS ? FILTER_LINES : 0) +
					    count_actions(context) + 3 + count_actions(IN_PROMPT));
	return &page->page;
}
