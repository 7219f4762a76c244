/* SPDX-License-Identifier: BSD-2-Clause */
/* source.c - opens what the command line names. */
#include "source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/load.h>

#include "report.h"

/* Loads one on top of the last. */
static bool load_next(struct source *source, const char *name)
{
	const struct btf *base = source->count ? source->chain[source->count - 1] : NULL;
	struct btf_error error;
	struct btf *btf = btf_load(name, base, &error);

	if (!btf) {
		report("%s%s", error.text,
		       error.code == -EXDEV && !base ? "; name it with --base" : "");
		return false;
	}
	source->chain[source->count++] = btf;
	source->btf = btf;
	return true;
}

bool source_open(struct source *source, const struct cli *cli)
{
	*source = (struct source){.name = cli->operands[0]};
	source->chain = calloc(cli->option_count + 1, sizeof(struct btf *));
	if (!source->chain) {
		report("no memory");
		return false;
	}
	for (size_t i = 0; i < cli->option_count; i++)
		if (strcmp(cli->options[i].spec->name, "base") == 0 &&
		    !load_next(source, cli->options[i].value))
			return false;
	return load_next(source, source->name);
}

void source_close(struct source *source)
{
	while (source->count)
		btf_free(source->chain[--source->count]);
	free(source->chain);
}
