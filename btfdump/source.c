/* SPDX-License-Identifier: BSD-2-Clause */
/* source.c - opens what the command line names. */
#include "source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/kernel.h>
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
	*source = (struct source){.name = cli->operand_count ? cli->operands[0] : "vmlinux"};
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

/* A module's BTF is split from vmlinux; what a program or a map was loaded with stands alone. */
static bool load_live(struct source *source, uint32_t btf_id)
{
	struct btf_error error;
	int is_module = btf_kernel_id_is_module(btf_id, &error);
	const struct btf *base;

	if (is_module > 0 && !load_next(source, "vmlinux"))
		return false;
	base = source->count ? source->chain[source->count - 1] : NULL;
	if (is_module >= 0)
		source->chain[source->count] = btf_load_kernel_id(btf_id, base, &error);
	if (is_module < 0 || !source->chain[source->count]) {
		report("%s", error.text);
		return false;
	}
	source->btf = source->chain[source->count++];
	return true;
}

bool source_open_live(struct source *source, const struct btf_map_info *map)
{
	uint32_t btf_id = map->btf_vmlinux_value_type_id ? map->btf_vmlinux_id : map->btf_id;

	*source = (struct source){.name = "the kernel's BTF"};
	source->chain = calloc(2, sizeof(struct btf *));
	if (!source->chain) {
		report("no memory");
		return false;
	}
	if (!btf_id) {
		report("map %u: the kernel knows no types of it; name a SOURCE and a TYPE",
		       map->id);
		return false;
	}
	return load_live(source, btf_id);
}

void source_close(struct source *source)
{
	while (source->count)
		btf_free(source->chain[--source->count]);
	free(source->chain);
}
