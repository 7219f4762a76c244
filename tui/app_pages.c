/* SPDX-License-Identifier: BSD-2-Clause */
/* app_pages.c - the pages as one went through them, overlays, and going from one to another. */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "store.h"

static void free_page(struct page *page)
{
	if (page && page->view->free)
		page->view->free(page);
	else
		free(page);
}

static void release(struct app *app, struct page *page)
{
	if (page != app->value_page)
		free_page(page);
}

static void drop_pages_behind(struct app *app)
{
	while (app->page_count > app->page_at + 1)
		release(app, app->pages[--app->page_count]);
}

static void rest(struct app *app)
{
	struct page *page = app->page_count ? app->pages[app->page_at] : NULL;

	if (page && page->view->rest)
		page->view->rest(page);
}

void app_open(struct app *app, struct page *page)
{
	if (!page) {
		app_error(app, "no memory");
		return;
	}
	app_close_overlay(app);
	app_close_overlay(app);
	if (app->page_count) {
		if (app->pages[app->page_at] == page)
			return; /* the value, which is there once */
		rest(app);
		drop_pages_behind(app);
	}
	if (app->page_count == HISTORY_MAX) { /* the root stays */
		release(app, app->pages[1]);
		memmove(&app->pages[1], &app->pages[2], (HISTORY_MAX - 2) * sizeof(app->pages[0]));
		app->page_count--;
	}
	app->page_at = app->page_count;
	app->pages[app->page_count++] = page;
}

void app_open_overlay(struct app *app, struct page *page)
{
	if (!page) {
		app_error(app, "no memory");
		return;
	}
	if (app->below || page->view != &view_help)
		app_close_overlay(app);
	app->below = app->overlay;
	app->overlay = page;
}

void app_close_overlay(struct app *app)
{
	free_page(app->overlay);
	app->overlay = app->below;
	app->below = NULL;
}

static void set_value(struct app *app, struct page *page)
{
	struct page *before = app->value_page;

	app->value_page = page;
	for (unsigned int i = 0; i < app->page_count; i++)
		if (app->pages[i] == before)
			app->pages[i] = page;
	free_page(before);
}

void app_back(struct app *app, bool quit_at_root)
{
	rest(app);
	if (app->page_at)
		app->page_at--;
	else if (quit_at_root)
		app_put_effect(app, EFFECT_QUIT);
	else
		app_message(app, "this is the first page; q quits");
}

void app_forward(struct app *app)
{
	rest(app);
	if (app->page_at + 1 < app->page_count)
		app->page_at++;
	else
		app_message(app, "this is the last page");
}

void app_open_type(struct app *app, uint32_t id)
{
	if (id && id < btf_id_end(app->btf))
		app_open(app, view_type_new(app, id));
	else
		app_message(app, "there is no type to go to here");
}

void app_open_member(struct app *app, const struct use_place *place)
{
	app_open_type(app, place->id);
	if (place->is_member && app_page(app)->view == &view_type)
		view_type_go_member(app_page(app), place->owner_id, place->index);
}

void app_open_path(struct app *app, uint32_t id, const char *path)
{
	app_open_type(app, id);
	if (app_page(app)->view == &view_type && !view_type_go_path(app_page(app), path))
		app_error(app, "no member '%s'", path);
}

void app_open_byte(struct app *app, uint32_t id, uint64_t byte)
{
	app_open_type(app, id);
	if (app_page(app)->view == &view_type && !view_type_go_byte(app_page(app), byte))
		app_error(app, "no byte %" PRIu64 ": it has %" PRIu64, byte,
			  view_type_size(app_page(app)));
}

void app_open_uses(struct app *app, uint32_t id)
{
	app_open_type(app, id);
	if (id && id < btf_id_end(app->btf) && app_page(app)->view == &view_type)
		view_type_go_uses(app_page(app));
}

void app_open_value(struct app *app, const char *path)
{
	char whole[PATH_MAX];
	struct btf_error error;
	struct page *page;

	store_long_path(path, whole, sizeof(whole));
	page = view_value_open(app, whole, &error);
	if (!page) {
		app_error(app, "%s", error.text);
		return;
	}
	set_value(app, page);
	app_open(app, page);
}

struct page *app_go_root(struct app *app)
{
	rest(app);
	app->page_at = 0;
	return app->pages[0];
}

void app_free_pages(struct app *app)
{
	app_close_overlay(app);
	app_close_overlay(app);
	while (app->page_count)
		release(app, app->pages[--app->page_count]);
	free_page(app->value_page);
}
