/* SPDX-License-Identifier: BSD-2-Clause */
/* dump_live.c COMMAND WHAT - what libbtf reads in the running kernel:
 *
 *   id ID        a map and its entries as JSON, with bytes as hex digits
 *   pinned PATH  the same of a map that is pinned there
 *   count ID     how many entries a map has, and how long it took to read them
 *   program ID   the name of a program
 *   btf ID       the types of a BTF object, as text
 *   module ID    whether that is a kernel module's
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libbtf/emit.h>
#include <libbtf/kernel.h>
#include <libbtf/programs.h>

static void print_hex(const char *name, const uint8_t *bytes, size_t size)
{
	static const char digits[] = "0123456789abcdef";

	printf("\"%s\":", name);
	if (!bytes) {
		printf("null");
		return;
	}
	putchar('"');
	for (size_t i = 0; i < size; i++) {
		putchar(digits[bytes[i] >> 4]);
		putchar(digits[bytes[i] & 15]);
	}
	putchar('"');
}

static void print_entry(const struct btf_entry *entry)
{
	printf("{");
	print_hex("key", entry->key, entry->key_size);
	printf(",");
	print_hex("value", entry->value, entry->value_size);
	printf(",\"cpu\":%" PRId32 ",\"same_key\":%s", entry->cpu,
	       entry->same_key ? "true" : "false");
	if (entry->error)
		printf(",\"error\":\"%s\"", entry->error);
	printf("}");
}

static void print_map(const struct btf_map_info *map)
{
	printf("{\"id\":%" PRIu32 ",\"type\":\"%s\",\"name\":\"%s\",\"flags\":%" PRIu32, map->id,
	       map->type_name, map->name, map->flags);
	printf(",\"bytes_key\":%" PRIu32 ",\"bytes_value\":%" PRIu32 ",\"max_entries\":%" PRIu32,
	       map->key_size, map->value_size, map->max_entries);
	printf(",\"btf_id\":%" PRIu32 ",\"btf_vmlinux_id\":%" PRIu32 "}", map->btf_id,
	       map->btf_vmlinux_id);
}

/* The outcome of the last btf_entries_next(): 0 or a negative errno. */
static int print(struct btf_entries *entries, struct btf_error *err)
{
	struct btf_entry entry;
	const char *separator = "";
	int result;

	printf("{\"map\":");
	print_map(btf_entries_map(entries));
	printf(",\"entries\":[");
	while ((result = btf_entries_next(entries, &entry, err)) > 0) {
		printf("%s\n", separator);
		print_entry(&entry);
		separator = ",";
	}
	printf("]}\n");
	return result;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int count(struct btf_entries *entries, struct btf_error *err)
{
	uint64_t number = 0, bytes = 0;
	struct btf_entry entry;
	double start = now();
	int result;

	while ((result = btf_entries_next(entries, &entry, err)) > 0) {
		number++;
		bytes += entry.value_size;
	}
	printf("%" PRIu64 " entries, %" PRIu64 " bytes, %.3f s\n", number, bytes, now() - start);
	return result;
}

/* The entries are closed here. */
static int show_entries(struct btf_entries *entries, bool only_count, struct btf_error *err)
{
	int result;

	if (!entries)
		return err->code;
	result = only_count ? count(entries, err) : print(entries, err);
	btf_entries_close(entries);
	return result;
}

static uint32_t number(const char *word)
{
	return (uint32_t)strtoul(word, NULL, 0);
}

static int show_id(const char *id, struct btf_error *err)
{
	return show_entries(btf_entries_open_map_id(number(id), err), false, err);
}

static int show_count(const char *id, struct btf_error *err)
{
	return show_entries(btf_entries_open_map_id(number(id), err), true, err);
}

static int show_pinned(const char *path, struct btf_error *err)
{
	return show_entries(btf_entries_open_pinned(path, err), false, err);
}

static int show_program(const char *id, struct btf_error *err)
{
	struct btf_programs *programs = btf_programs_live(err);
	const char *name;

	if (!programs)
		return err->code;
	name = btf_program_name(programs, number(id));
	printf("%s\n", name ? name : "none");
	btf_programs_free(programs);
	return 0;
}

static int show_btf(const char *id, struct btf_error *err)
{
	const struct btf_raw_options options = {0};
	struct btf *btf = btf_load_kernel_id(number(id), NULL, err);
	struct btf_out *out = btf_out_to_fd(STDOUT_FILENO);
	int result = -ENOMEM;

	if (btf && out) {
		btf_emit_raw(btf, btf_own_ids(btf), &options, out);
		result = btf_out_finish(out);
	}
	btf_out_free(out);
	btf_free(btf);
	return btf ? result : err->code;
}

static int show_module(const char *id, struct btf_error *err)
{
	int result = btf_kernel_id_is_module(number(id), err);

	if (result >= 0)
		puts(result ? "module" : "no module");
	return result;
}

static const struct {
	const char *name;
	int (*show)(const char *what, struct btf_error *err);
} commands[] = {
	{"id", show_id},           {"count", show_count}, {"pinned", show_pinned},
	{"program", show_program}, {"btf", show_btf},     {"module", show_module},
};

int main(int argc, char **argv)
{
	struct btf_error err = {0};
	int result = -EINVAL;

	snprintf(err.text, sizeof(err.text), "usage: dump_live COMMAND WHAT");
	for (size_t i = 0; argc == 3 && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			result = commands[i].show(argv[2], &err);
	if (result < 0)
		fprintf(stderr, "%s\n", err.text);
	return result < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
