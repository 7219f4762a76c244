/* SPDX-License-Identifier: BSD-2-Clause */
/* cmd_struct_ops.c - btfdump struct-ops list|decode|check ...: what kinds of struct_ops a kernel has,
 * what a registered one does, and whether an object's fit. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/object.h>
#include <libbtf/struct_ops_emit.h>

#include "cmd.h"
#include "decode.h"
#include "input.h"
#include "output.h"
#include "report.h"
#include "source.h"

static const struct option_spec struct_ops_options[] = {
	{"type", 't', "NAME", "decode: which struct_ops it is (tcp_congestion_ops)"},
	{"progs", 0, "FILE", "decode: names of programs, as `bpftool -j prog show` writes them"},
	{"object", 'o', "OBJECT", "decode: the BPF object that it was registered from: full names"},
	{"map-id", 0, "ID", "decode: a map of the running kernel; SOURCE may be left out"},
	{"pinned", 0, "PATH", "decode: the same of a map that is pinned there"},
	{"json", 'j', NULL, "JSON on one line"},
	{"pretty", 'p', NULL, "JSON, indented"},
	{0},
};

static const char details[] =
	"list SOURCE              the kinds of struct_ops that a kernel or a module has\n"
	"decode SOURCE [INPUT]    a value: state, operations, the programs behind them; INPUT is as for\n"
	"                         `btfdump decode`\n"
	"check SOURCE OBJECT      whether the struct_ops of a BPF object fit the kernel; the exit status is\n"
	"                         1 where they don't\n";

/* What all of them share. */
struct task {
	const struct cli *cli; /* without the verb */
	struct source source;
	struct output output;
};

static bool wants_json(const struct task *task)
{
	return cli_has(task->cli, "json") || cli_has(task->cli, "pretty");
}

/* Output that is indented where that is wanted; NULL: no memory. */
static struct btf_out *begin_output(const struct task *task)
{
	return cli_has(task->cli, "pretty") ? btf_out_to_indented_json(task->output.out)
					    : task->output.out;
}

static void end_output(const struct task *task, struct btf_out *out)
{
	if (out == task->output.out)
		return;
	btf_out_finish(out);
	btf_out_free(out);
}

/* list */

static enum status list_kinds(struct task *task)
{
	struct btf_error error = {0};
	struct btf_struct_ops *list;
	struct btf_out *out;
	uint32_t count;

	list = btf_struct_ops_list(task->source.btf, &count, &error);
	if (!list && error.code) {
		report("%s", error.text);
		return STATUS_FAILED;
	}
	if (!count && !wants_json(task)) {
		report("%s: has no struct_ops", task->source.name);
		return STATUS_FAILED;
	}
	out = begin_output(task);
	if (out)
		btf_emit_struct_ops_list(task->source.btf, list, count, wants_json(task), out);
	end_output(task, out);
	free(list);
	return out ? STATUS_OK : STATUS_FAILED;
}

/* decode */

/* Who the programs are. */
struct names {
	struct btf_programs *programs;
	struct btf_object *object;
	const char **by_member;
};

static bool open_names(const struct task *task, struct names *names)
{
	const char *progs = cli_value(task->cli, "progs"), *path = cli_value(task->cli, "object");
	struct btf_error error = {0};

	*names = (struct names){0};
	if (progs)
		names->programs = btf_programs_load(progs, &error);
	else if (input_is_live(task->cli))
		names->programs = btf_programs_live(&error);
	if (!error.code && path)
		names->object = btf_object_open(path, &error);
	if (error.code)
		report("%s", error.text);
	return !error.code;
}

static void close_names(struct names *names)
{
	btf_programs_free(names->programs);
	btf_object_close(names->object);
	free(names->by_member);
}

/* The names that an object has for the operations, by the kernel's members. */
static bool find_names(const struct task *task, struct names *names,
		       const struct btf_struct_ops *ops)
{
	uint32_t vlen = btf_type_at(task->source.btf, ops->struct_id).vlen;

	free(names->by_member);
	names->by_member = calloc((size_t)vlen + 1, sizeof(char *));
	if (!names->by_member) {
		report("no memory");
		return false;
	}
	for (uint32_t i = 0; names->object && i < vlen; i++)
		names->by_member[i] = btf_object_operation(
			names->object, ops->name,
			btf_struct_ops_member_at(task->source.btf, ops, i).name);
	return true;
}

static bool find_kind(const struct task *task, const struct input *input, size_t size,
		      struct btf_struct_ops *ops)
{
	const char *name = cli_value(task->cli, "type");
	struct btf_error error = {0};
	struct btf_struct_ops *list;
	uint32_t count;
	bool found = false;

	if (!name)
		return decode_guess_struct_ops(&task->source, input->name, size, ops);
	list = btf_struct_ops_list(task->source.btf, &count, &error);
	for (uint32_t i = 0; i < count && !found; i++) {
		found = strcmp(list[i].name, name) == 0;
		if (found)
			*ops = list[i];
	}
	free(list);
	if (!found)
		report("%s: has no struct_ops '%s'", task->source.name, name);
	return found;
}

static bool print_value(struct task *task, struct btf_decoder *decoder,
			const struct btf_struct_ops_value *value, struct btf_out *out)
{
	const struct btf_struct_ops_options options = {.color = task->output.color &&
								!wants_json(task),
						       .escaped = task->output.to_terminal};
	int result;

	if (wants_json(task))
		result = btf_emit_struct_ops_json(decoder, value, &options, out);
	else
		result = btf_emit_struct_ops(decoder, value, &options, out);
	if (result)
		report("%s", strerror(-result));
	return result == 0;
}

static bool decode_entry(struct task *task, const struct input *input, struct names *names,
			 const struct btf_entry *entry, struct btf_decoder *decoder,
			 struct btf_out *out)
{
	struct btf_struct_ops ops;
	struct btf_struct_ops_value value = {.ops = &ops,
					     .data = entry->value,
					     .size = entry->value_size,
					     .programs = names->programs};

	if (!entry->value) {
		report("%s: %s %llu: %s", input->name, input_place(input),
		       (unsigned long long)entry->place, entry->error);
		return false;
	}
	if (!find_kind(task, input, entry->value_size, &ops) || !find_names(task, names, &ops))
		return false;
	if (entry->value_size != ops.size) {
		report("%s: %s %llu: a value of %zu bytes, where %s has %u", input->name,
		       input_place(input), (unsigned long long)entry->place, entry->value_size,
		       ops.name, ops.size);
		return false;
	}
	value.names = names->by_member;
	return print_value(task, decoder, &value, out);
}

/* Values one after another: JSON in a list, text with an empty line between. */
static enum status decode_entries(struct task *task, const struct input *input, struct names *names,
				  struct btf_decoder *decoder, struct btf_out *out)
{
	struct btf_error error = {0};
	struct btf_entry entry;
	bool json = wants_json(task), good = true;
	int result = 0;

	btf_out_write(out, "[", json);
	for (uint64_t count = 0;
	     good && (result = btf_entries_next(input->entries, &entry, &error)) > 0; count++) {
		if (count)
			btf_out_write(out, json ? "," : "\n", 1);
		good = decode_entry(task, input, names, &entry, decoder, out);
	}
	btf_out_write(out, "]\n", json ? 2 : 0);
	if (result < 0)
		report("%s", error.text);
	return good && result == 0 ? STATUS_OK : STATUS_FAILED;
}

static enum status decode_input(struct task *task, const struct input *input)
{
	enum status status = STATUS_FAILED;
	struct btf_decoder *decoder = NULL;
	struct btf_error error = {0};
	struct btf_out *out = NULL;
	struct names names;

	if (open_names(task, &names)) {
		decoder = btf_decoder_new(task->source.btf, &error);
		out = begin_output(task);
		if (decoder && out)
			status = decode_entries(task, input, &names, decoder, out);
		else
			report("no memory");
		if (out)
			end_output(task, out);
	}
	btf_decoder_free(decoder);
	close_names(&names);
	return status;
}

/* check */

static enum status check_object(struct task *task, const char *path)
{
	struct btf_error error = {0};
	struct btf_object *object = btf_object_open(path, &error);
	struct btf_struct_ops_check *check = NULL;
	struct btf_out *out;
	enum status status;

	if (object)
		check = btf_struct_ops_check_new(task->source.btf, object, &error);
	if (!check) {
		report("%s%s%s", object ? path : "", object ? ": " : "", error.text);
		btf_object_close(object);
		return STATUS_FAILED;
	}
	out = begin_output(task);
	if (out)
		btf_emit_struct_ops_check(check, wants_json(task), out);
	if (out)
		end_output(task, out);
	status = check->fits && out ? STATUS_OK : STATUS_FAILED;
	btf_struct_ops_check_free(check);
	btf_object_close(object);
	return status;
}

/* The verbs */

static enum status run_list(struct task *task)
{
	return list_kinds(task);
}

static enum status run_check(struct task *task)
{
	return check_object(task, task->cli->operands[1]);
}

static enum status run_decode(struct task *task)
{
	const char *path = task->cli->operand_count > 1 ? task->cli->operands[1] : NULL;
	enum status status = STATUS_FAILED;
	struct input input;

	if (input_open(&input, task->cli, path))
		status = decode_input(task, &input);
	input_close(&input);
	return status;
}

static const struct verb {
	const char *name;
	size_t operands_min, operands_max;
	enum status (*run)(struct task *task);
} verbs[] = {
	{"list", 1, 1, run_list},
	{"decode", 1, 2, run_decode},
	{"check", 2, 2, run_check},
};

static const struct verb *find_verb(const struct cli *cli)
{
	for (size_t i = 0; cli->operand_count && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, cli->operands[0]) == 0)
			return &verbs[i];
	return NULL;
}

static bool open_source(struct task *task)
{
	struct input input;
	bool opened;

	if (task->cli->operand_count)
		return source_open(&task->source, task->cli);
	/* A live map tells what BTF its values have. */
	opened = input_open(&input, task->cli, NULL) &&
		 source_open_live(&task->source, btf_entries_map(input.entries));
	input_close(&input);
	return opened;
}

static enum status run(const struct cli *cli)
{
	const struct verb *verb = find_verb(cli);
	struct cli rest = *cli;
	struct task task = {.cli = &rest};
	enum status status = STATUS_FAILED;
	size_t least;

	if (!verb) {
		report_usage("say what to do: list, decode or check");
		return STATUS_USAGE;
	}
	rest.operands++;
	rest.operand_count--;
	least = verb->run == run_decode && input_is_live(cli) ? 0 : verb->operands_min;
	if (rest.operand_count < least || rest.operand_count > verb->operands_max) {
		report_usage("struct-ops %s takes a SOURCE%s", verb->name,
			     verb->operands_max < 2   ? ""
			     : verb->operands_min < 2 ? " and an INPUT"
						      : " and an OBJECT");
		return STATUS_USAGE;
	}
	if (open_source(&task)) {
		status = STATUS_USAGE;
		if (output_open(&task.output, cli))
			status = output_close(&task.output, verb->run(&task));
	}
	source_close(&task.source);
	return status;
}

const struct cmd cmd_struct_ops = {
	.name = "struct-ops",
	.summary = "struct_ops: the kinds of a kernel, what a value does, whether an object fits",
	.operands = "list|decode|check SOURCE [INPUT|OBJECT] [OPTION...]",
	.details = details,
	.options = struct_ops_options,
	.source_optional = true,
	.run = run,
};
