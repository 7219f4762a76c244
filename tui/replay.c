/* SPDX-License-Identifier: BSD-2-Clause */
/* replay.c - plays scripts. */
#include "replay.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term_look.h"

struct player {
	struct app *app;
	bool mono;
	struct canvas canvas;
	FILE *out;
	unsigned int screens;
	bool is_written; /* nothing has happened since the last screen */
	bool has_quit;
	const char *script;
	unsigned int line;
};

/* How a terminal without colours shows a cell. */
static char look_letter(unsigned int style)
{
	/* b bold, u underlined, r reverse; U and R with bold, V underlined and reverse, A all three */
	static const char letters[] = ".buUrRVA";
	struct term_look look = term_look(style, true);

	return letters[look.bold + 2 * look.underline + 4 * look.reverse];
}

static void write_row(const struct player *player, int y, bool styles)
{
	const struct canvas *canvas = &player->canvas;
	char row[4 * CANVAS_SIDE_MAX + 1];
	size_t length = 0;

	for (int x = 0; x < canvas->width; x++) {
		const struct cell *cell = canvas_at(canvas, x, y);

		if (styles)
			row[length++] = player->mono ? look_letter(cell->style)
						     : canvas_style_letter(cell->style);
		else
			length += (size_t)sprintf(row + length, "%s", cell->text);
	}
	while (length && row[length - 1] == (styles ? '.' : ' '))
		length--;
	fprintf(player->out, "%.*s\n", (int)length, row);
}

static void write_screen(struct player *player)
{
	const struct canvas *canvas = &player->canvas;

	player->is_written = true;
	app_draw(player->app, &player->canvas);
	fprintf(player->out, "== screen %u: %dx%d, cursor at %d,%d\n", ++player->screens,
		canvas->width, canvas->height, canvas->cursor_x, canvas->cursor_y);
	for (int y = 0; y < canvas->height; y++)
		write_row(player, y, false);
	fprintf(player->out, player->mono ? "== looks\n" : "== styles\n");
	for (int y = 0; y < canvas->height; y++)
		write_row(player, y, true);
}

static void write_effects(struct player *player)
{
	struct effect effect;

	while (app_effect(player->app, &effect)) {
		switch (effect.kind) {
		case EFFECT_QUIT:
			fprintf(player->out, "== quit\n");
			player->has_quit = true;
			break;
		case EFFECT_SUSPEND:
			fprintf(player->out, "== suspended\n");
			break;
		case EFFECT_REDRAW:
			fprintf(player->out, "== drawn anew\n");
			break;
		case EFFECT_COPY:
			fprintf(player->out, "== copied\n%.*s\n", (int)effect.size, effect.text);
			break;
		case EFFECT_EXPORT:
			fprintf(player->out, "== written to %s\n%.*s\n", effect.path,
				(int)effect.size, effect.text);
			break;
		}
	}
}

static int fail(const struct player *player, struct btf_error *err, const char *what)
{
	err->code = -EINVAL;
	snprintf(err->text, sizeof(err->text), "%s:%u: %s", player->script, player->line, what);
	return err->code;
}

static int fail_file(const char *path, struct btf_error *err)
{
	err->code = -errno;
	snprintf(err->text, sizeof(err->text), "%s: %s", path, strerror(errno));
	return err->code;
}

/* Between two keys the screen is drawn, as it would be for who types slowly: what is on it matters (how far a
 * page is). */
static int play_keys(struct player *player, const char *text, bool at_once, struct btf_error *err)
{
	struct event event = {.kind = EVENT_KEY};

	while (*text && !player->has_quit) {
		size_t length = key_parse(text, &event.key);

		if (!length)
			return fail(player, err, "that is no key");
		player->is_written = false;
		if (!at_once)
			app_draw(player->app, &player->canvas);
		app_step(player->app, &event);
		write_effects(player);
		text += length;
	}
	return 0;
}

static int play_size(struct player *player, const char *text, struct btf_error *err)
{
	struct event event = {.kind = EVENT_RESIZE};
	char more;

	if (sscanf(text, "%dx%d%c", &event.width, &event.height, &more) != 2 || event.width < 1 ||
	    event.height < 1 || event.width > CANVAS_SIDE_MAX || event.height > CANVAS_SIDE_MAX)
		return fail(player, err, "a size is written as 80x24");
	player->is_written = false;
	app_step(player->app, &event);
	return 0;
}

static int play_line(struct player *player, const char *line, struct btf_error *err)
{
	if (!*line || *line == '#')
		return 0;
	if (strncmp(line, "keys ", 5) == 0)
		return play_keys(player, line + 5, false, err);
	if (strncmp(line, "burst ", 6) == 0)
		return play_keys(player, line + 6, true, err);
	if (strncmp(line, "size ", 5) == 0)
		return play_size(player, line + 5, err);
	if (strcmp(line, "screen") != 0)
		return fail(player, err, "a line is keys, burst, size, screen or a # comment");
	write_screen(player);
	return 0;
}

static int play(struct player *player, FILE *script, struct btf_error *err)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;
	int result = 0;

	while (!result && !player->has_quit && (length = getline(&line, &room, script)) >= 0) {
		player->line++;
		if (length && line[length - 1] == '\n')
			line[length - 1] = '\0';
		result = play_line(player, line, err);
	}
	free(line);
	if (!result && ferror(script))
		result = fail_file(player->script, err);
	if (!result && !player->has_quit && !player->is_written)
		write_screen(player);
	return result;
}

int replay(struct app *app, const struct tui_options *options, struct btf_error *err)
{
	const char *dump = options->dump ? options->dump : "standard output";
	const struct event size = {
		.kind = EVENT_RESIZE, .width = options->width, .height = options->height};
	bool is_stdin = strcmp(options->script, "-") == 0;
	struct player player = {.app = app,
				.mono = options->mono,
				.script = is_stdin ? "standard input" : options->script,
				.out = stdout};
	FILE *script = is_stdin ? stdin : fopen(options->script, "re");
	int result;

	if (!script)
		return fail_file(options->script, err);
	if (options->dump)
		player.out = fopen(options->dump, "we");
	if (!player.out) {
		result = fail_file(options->dump, err);
		if (!is_stdin)
			fclose(script);
		return result;
	}
	app_step(app, &size);
	result = play(&player, script, err);
	if ((fflush(player.out) || ferror(player.out)) && !result)
		result = fail_file(dump, err);
	if (options->dump && fclose(player.out) && !result)
		result = fail_file(dump, err);
	if (!is_stdin)
		fclose(script);
	canvas_free(&player.canvas);
	return result;
}
