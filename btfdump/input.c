/* SPDX-License-Identifier: BSD-2-Clause */
/* input.c - the values that are decoded: a file, standard input, or a map of the running kernel. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

bool input_is_live(const struct cli *cli)
{
	return cli_has(cli, "map-id") || cli_has(cli, "pinned");
}

static struct btf_entries *open_live(const struct cli *cli, struct btf_error *error)
{
	const char *word = cli_value(cli, "map-id");
	unsigned long id;
	char *end;

	if (!word)
		return btf_entries_open_pinned(cli_value(cli, "pinned"), error);
	errno = 0;
	id = strtoul(word, &end, 0);
	if (errno || *end || *word < '0' || *word > '9' || id > UINT32_MAX) {
		error->code = -EINVAL;
		snprintf(error->text, sizeof(error->text), "--map-id is a number, not '%s'", word);
		return NULL;
	}
	return btf_entries_open_map_id((uint32_t)id, error);
}

static struct btf_entries *open_file(struct input *input, const char *path, struct btf_error *error)
{
	input->name = path ? path : "standard input";
	input->fd = path ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	if (input->fd >= 0)
		return btf_entries_open_fd(input->name, input->fd, error);
	error->code = -errno;
	snprintf(error->text, sizeof(error->text), "%s: %s", input->name, strerror(errno));
	return NULL;
}

bool input_open(struct input *input, const struct cli *cli, const char *path)
{
	struct btf_error error;

	*input = (struct input){.fd = -1};
	if (path && strcmp(path, "-") == 0)
		path = NULL;
	if (input_is_live(cli)) {
		input->name = cli_has(cli, "map-id") ? "the map" : cli_value(cli, "pinned");
		input->entries = open_live(cli, &error);
	} else if (!path && isatty(STDIN_FILENO)) {
		report_usage("name an INPUT: standard input is a terminal");
		return false;
	} else {
		input->entries = open_file(input, path, &error);
	}
	if (!input->entries)
		report("%s", error.text);
	return input->entries != NULL;
}

void input_close(struct input *input)
{
	btf_entries_close(input->entries);
	if (input->fd >= 0)
		close(input->fd);
}

bool input_types_are_of_source(const struct input *input)
{
	const struct btf_map_info *map = input->entries ? btf_entries_map(input->entries) : NULL;

	if (!map || map->btf_vmlinux_value_type_id || !map->btf_value_type_id)
		return true;
	report("map %u has types of its own: leave SOURCE out, or name a TYPE", map->id);
	return false;
}

const char *input_place(const struct input *input)
{
	switch (btf_entries_form(input->entries)) {
	case BTF_ENTRIES_RAW:
		return "byte";
	case BTF_ENTRIES_LIVE:
		return "entry";
	case BTF_ENTRIES_JSON:
		return "element";
	case BTF_ENTRIES_HEX:
	case BTF_ENTRIES_ROWS:
	case BTF_ENTRIES_TEXT:
		break;
	}
	return "line";
}
