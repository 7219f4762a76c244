/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd_decode.c - btfdump decode SOURCE [TYPE] [INPUT]: what saved values, and those of live maps,
 * hold. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "decode.h"
#include "input.h"
#include "output.h"
#include "progress.h"
#include "report.h"
#include "source.h"

static const struct option_spec decode_options[] = {
	{"key", 'k', "TYPE", "what the keys are of"},
	{"map", 'm', "NAME", "a map that SOURCE, a BPF object, declares: the types of its entries"},
	{"map-id", 0, "ID",
	 "a map of the running kernel, with its own types; SOURCE may be left out"},
	{"pinned", 0, "PATH", "the same of a map that is pinned there"},
	{"json", 'j', NULL, "JSON on one line (the default)"},
	{"pretty", 'p', NULL, "JSON, indented"},
	{"ndjson", 0, NULL, "JSON, one entry a line"},
	{"c", 'c', NULL, "C initialisers"},
	{"show", 0, "[FLAG,...]",
	 "as the kernel shows values: compact, noname, zero; or seq, all three"},
	{"enum", 0, "HOW", "in JSON: name (the default), int, or flags, a list of names"},
	{"char-array", 0, "HOW", "in JSON: text (the default) where nothing is lost, or array"},
	{"int64", 0, "HOW", "in JSON: number (the default), or string for 64-bit integers"},
	{"partial", 0, NULL, "values that are too short or too long: decode what is there"},
	{0},
};

static const char details[] =
	"TYPE is a name, 'struct NAME', #ID, an array of one (u64[4]), or a member's (foo.list.next).\n"
	"Without one: that of a struct_ops value of that size, or of the map that INPUT names.\n"
	"INPUT is a file, or standard input: raw bytes, hex, xxd, hexdump -C, or what `bpftool map dump`\n"
	"and `bpftool -j map dump` print.\n";

/* "name, int, flags" */
static void list_words(const char *const words[], char *text, size_t size)
{
	*text = '\0';
	for (size_t i = 0; words[i]; i++) {
		size_t length = strlen(text);

		snprintf(text + length, size - length, "%s%s", i ? ", " : "", words[i]);
	}
}

/* A word of an option, and what it stands for; false after a report. */
static bool read_word(const struct cli *cli, const char *option, const char *const words[],
		      unsigned int *found)
{
	const char *value = cli_value(cli, option);
	unsigned int i = 0;
	char all[80];

	if (!value)
		return true;
	while (words[i] && strcmp(words[i], value) != 0)
		i++;
	if (!words[i]) {
		list_words(words, all, sizeof(all));
		report_usage("--%s is one of %s, not '%s'", option, all, value);
		return false;
	}
	*found = i;
	return true;
}

static bool read_json_options(const struct cli *cli, struct decode_wish *wish)
{
	static const char *const enums[] = {"name", "int", "flags", NULL};
	static const char *const arrays[] = {"text", "array", NULL};
	static const char *const integers[] = {"number", "string", NULL};
	unsigned int how_enums = BTF_VALUE_ENUM_NAMES, as_arrays = 0, as_strings = 0;

	if (!read_word(cli, "enum", enums, &how_enums) ||
	    !read_word(cli, "char-array", arrays, &as_arrays) ||
	    !read_word(cli, "int64", integers, &as_strings))
		return false;
	wish->json.enums = (enum btf_value_enums)how_enums;
	wish->json.char_arrays = as_arrays == 1;
	wish->json.int64_strings = as_strings == 1;
	return true;
}

static bool read_show_flag(const char *word, size_t length, struct btf_value_show_options *show)
{
	const struct {
		const char *word;
		bool *flag;
	} flags[] = {{"compact", &show->compact}, {"noname", &show->noname}, {"zero", &show->zero}};

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (strlen(flags[i].word) == length && strncmp(flags[i].word, word, length) == 0) {
			*flags[i].flag = true;
			return true;
		}
	}
	if (length != 3 || strncmp(word, "seq", 3) != 0)
		return false;
	show->compact = show->noname = show->zero = true;
	return true;
}

static bool read_show_flags(const struct cli *cli, struct decode_wish *wish)
{
	const char *words = cli_value(cli, "show");

	while (words && *words) {
		size_t length = strcspn(words, ",");

		if (!read_show_flag(words, length, &wish->show)) {
			report_usage("--show takes compact, noname, zero, seq, not '%.*s'",
				     (int)length, words);
			return false;
		}
		words += length + (words[length] == ',');
	}
	return true;
}

static bool read_form(const struct cli *cli, struct decode_wish *wish)
{
	static const struct {
		const char *option;
		enum decode_form form;
	} forms[] = {{"c", DECODE_C},
		     {"show", DECODE_SHOW},
		     {"ndjson", DECODE_LINES},
		     {"pretty", DECODE_PRETTY}};
	const char *chosen = NULL;

	wish->form = DECODE_JSON;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (!cli_has(cli, forms[i].option))
			continue;
		if (chosen) {
			report_usage("--%s and --%s exclude each other", chosen, forms[i].option);
			return false;
		}
		chosen = forms[i].option;
		wish->form = forms[i].form;
	}
	if (cli_has(cli, "json") && (wish->form == DECODE_C || wish->form == DECODE_SHOW)) {
		report_usage("--json and --%s exclude each other", chosen);
		return false;
	}
	return true;
}

static bool read_wish(const struct cli *cli, struct decode_wish *wish)
{
	*wish = (struct decode_wish){.key_type = cli_value(cli, "key"),
				     .map = cli_value(cli, "map"),
				     .partial = cli_has(cli, "partial")};
	if (cli_has(cli, "map-id") && cli_has(cli, "pinned")) {
		report_usage("--map-id and --pinned exclude each other");
		return false;
	}
	if (!input_is_live(cli) && !cli->operand_count) {
		report_usage("name a SOURCE: 'vmlinux' is the running kernel");
		return false;
	}
	return read_form(cli, wish) && read_json_options(cli, wish) && read_show_flags(cli, wish);
}

/* The operands behind SOURCE. One alone is a TYPE where the BTF has that, and else a file. */
static bool read_operands(const struct cli *cli, const struct source *source,
			  struct decode_wish *wish)
{
	size_t count = cli->operand_count > 1 ? cli->operand_count - 1 : 0;
	char **operands = cli->operands + 1;
	struct btf_value_type type;
	struct btf_error error;

	if (count > (input_is_live(cli) || wish->map ? 1 : 2)) {
		report_usage("too many operands: '%s'", operands[count - 1]);
		return false;
	}
	if (count == 2) {
		wish->type = operands[0];
		wish->input = operands[1];
	} else if (count == 1 && input_is_live(cli)) {
		wish->type = operands[0];
	} else if (count == 1 && (wish->map || strcmp(operands[0], "-") == 0)) {
		wish->input = operands[0];
	} else if (count == 1) {
		bool is_type = btf_value_type_parse(source->btf, operands[0], &type, &error);

		if (is_type || error.code != -ENOENT || access(operands[0], F_OK) != 0)
			wish->type = operands[0];
		else
			wish->input = operands[0];
	}
	return true;
}

/* Values */

/* A decode in the making. */
struct decoding {
	const struct decode_wish *wish;
	const struct source *source;
	const struct input *input;
	struct decode_types types;
	struct decode_printer printer;
	uint64_t shortened; /* how many values have more bytes than their type, or fewer */
};

static bool fits(const struct btf_value_type *type, size_t size)
{
	return type->is_flexible ? size >= type->size : size == type->size;
}

/* False after a report: a value of another size than its type. */
static bool check_size(struct decoding *decoding, const struct btf_entry *entry)
{
	const struct btf_value_type *type = &decoding->types.value;
	bool key_fits = !decoding->types.has_key || !entry->key ||
			fits(&decoding->types.key, entry->key_size);

	if (!entry->value || (key_fits && fits(type, entry->value_size)))
		return true;
	if (decoding->wish->partial) {
		decoding->shortened++;
		return true;
	}
	if (!key_fits)
		report("%s: %s %llu: a key of %zu bytes, where its type has %llu",
		       decoding->input->name, input_place(decoding->input),
		       (unsigned long long)entry->place, entry->key_size,
		       (unsigned long long)decoding->types.key.size);
	else
		report("%s: %s %llu: a value of %zu bytes, where %s has %s%llu; --partial decodes "
		       "what is there",
		       decoding->input->name, input_place(decoding->input),
		       (unsigned long long)entry->place, entry->value_size,
		       decoding->types.value_name, type->is_flexible ? "at least " : "",
		       (unsigned long long)type->size);
	return false;
}

static bool print_entry(struct decoding *decoding, const struct btf_entry *entry)
{
	int result;

	if (!check_size(decoding, entry))
		return false;
	result = decode_print_entry(&decoding->printer, entry);
	if (result)
		report("%s: %s %llu: %s", decoding->input->name, input_place(decoding->input),
		       (unsigned long long)entry->place, strerror(-result));
	return result == 0;
}

/* The first entry tells what was left open: types, and whether it is of one map among several. */
static bool begin(struct decoding *decoding, const struct btf_entry *entry)
{
	struct decode_printer *printer = &decoding->printer;

	if (!decoding->types.has_value &&
	    !decode_types_guessed(decoding->source, decoding->input->name, entry, &decoding->types))
		return false;
	if (decoding->wish->form == DECODE_C &&
	    btf_type_at(decoding->source->btf, decoding->types.value.type_id).kind ==
		    BTF_K_DATASEC) {
		report("%s: a section is no type of C; see --json", decoding->types.value_name);
		return false;
	}
	printer->with_maps =
		btf_entries_form(decoding->input->entries) != BTF_ENTRIES_LIVE && entry->map->id;
	decode_print_begin(printer);
	return true;
}

static enum status print_entries(struct decoding *decoding)
{
	struct btf_error error = {0};
	struct progress progress;
	struct btf_entry entry;
	bool begun = false, good = true;
	int result = 0;

	progress_begin(&progress);
	while (good && !btf_out_error(decoding->printer.out) &&
	       (result = btf_entries_next(decoding->input->entries, &entry, &error)) > 0) {
		uint64_t done, total;

		if (!begun)
			good = begun = begin(decoding, &entry);
		if (good)
			good = print_entry(decoding, &entry);
		btf_entries_progress(decoding->input->entries, &done, &total);
		progress_step(&progress, decoding->printer.count, done, total);
	}
	progress_end(&progress);
	if (result > 0) /* the output failed, which is reported when it is closed */
		result = 0;
	if (!begun && good && !result) {
		begun = true;
		decode_print_begin(&decoding->printer);
	}
	if (begun)
		decode_print_end(&decoding->printer);
	if (result < 0)
		report("%s", error.text);
	return good && result == 0 ? STATUS_OK : STATUS_FAILED;
}

static enum status print_to(struct decoding *decoding, struct btf_out *out)
{
	struct btf_out *indented = NULL;
	enum status status;

	decoding->printer.out = out;
	if (decoding->wish->form == DECODE_PRETTY) {
		indented = btf_out_to_indented_json(out);
		if (!indented) {
			report("no memory");
			return STATUS_FAILED;
		}
		decoding->printer.out = indented;
	}
	status = print_entries(decoding);
	if (indented)
		btf_out_finish(indented);
	btf_out_free(indented);
	return status;
}

static enum status print(const struct cli *cli, struct decoding *decoding)
{
	struct btf_error error;
	struct output output;
	enum status status;

	decoding->printer.decoder = btf_decoder_new(decoding->source->btf, &error);
	if (decoding->printer.decoder)
		decoding->printer.initializer =
			btf_initializer_new(decoding->printer.decoder, &error);
	if (!decoding->printer.initializer) {
		btf_decoder_free(decoding->printer.decoder);
		report("%s", error.text);
		return STATUS_FAILED;
	}
	if (output_open(&output, cli)) {
		status = print_to(decoding, output.out);
		status = output_close(&output, status);
		if (decoding->shortened)
			report("%s: %llu of %llu values are not of the size of their type",
			       decoding->input->name, (unsigned long long)decoding->shortened,
			       (unsigned long long)decoding->printer.count);
	} else {
		status = STATUS_USAGE;
	}
	btf_initializer_free(decoding->printer.initializer);
	btf_decoder_free(decoding->printer.decoder);
	return status;
}

static enum status decode(const struct cli *cli, const struct source *source,
			  const struct decode_wish *wish, const struct input *input)
{
	struct decoding decoding = {.wish = wish, .source = source, .input = input};

	if (!decode_types_named(source, wish, btf_entries_map(input->entries), &decoding.types))
		return STATUS_FAILED;
	if (input_is_live(cli) && !decoding.types.has_value) {
		report("%s: the kernel knows no types of it; name a SOURCE and a TYPE",
		       input->name);
		return STATUS_FAILED;
	}
	if (decoding.types.has_value && !decoding.types.value.is_flexible)
		btf_entries_split(input->entries, decoding.types.value.size);
	decoding.printer.wish = wish;
	decoding.printer.types = &decoding.types;
	return print(cli, &decoding);
}

/* A live map can name its own BTF. */
static enum status run_live(const struct cli *cli, struct decode_wish *wish)
{
	enum status status = STATUS_FAILED;
	struct source source = {0};
	struct input input;
	bool opened = input_open(&input, cli, NULL);

	if (opened && cli->operand_count == 1)
		opened = input_types_are_of_source(&input);
	if (opened && cli->operand_count)
		opened = source_open(&source, cli);
	else if (opened)
		opened = source_open_live(&source, btf_entries_map(input.entries));
	if (opened)
		status = read_operands(cli, &source, wish) ? decode(cli, &source, wish, &input)
							   : STATUS_USAGE;
	source_close(&source);
	input_close(&input);
	return status;
}

static enum status run_saved(const struct cli *cli, struct decode_wish *wish)
{
	enum status status = STATUS_FAILED;
	struct input input = {.fd = -1};
	struct source source;

	if (source_open(&source, cli)) {
		if (!read_operands(cli, &source, wish))
			status = STATUS_USAGE;
		else if (input_open(&input, cli, wish->input))
			status = decode(cli, &source, wish, &input);
	}
	input_close(&input);
	source_close(&source);
	return status;
}

static enum status run(const struct cli *cli)
{
	struct decode_wish wish;

	if (!read_wish(cli, &wish))
		return STATUS_USAGE;
	return input_is_live(cli) ? run_live(cli, &wish) : run_saved(cli, &wish);
}

const struct cmd cmd_decode = {
	.name = "decode",
	.summary = "what saved bytes hold: values of maps, live ones too, struct_ops among them",
	.operands = "SOURCE [TYPE] [INPUT] [OPTION...]",
	.details = details,
	.options = decode_options,
	.source_optional = true,
	.run = run,
};
