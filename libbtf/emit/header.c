/* SPDX-License-Identifier: BSD-2-Clause */
/* header.c - a C header of types: the frame around the definitions. */
#include <libbtf/header.h>

#include <libbtf/resolve.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "emit/assertions.h"
#include "emit/chunks.h"
#include "emit/plan.h"
#include "model/record.h"
#include "query/decl.h"

/* Types in a list that are worth help. */
#define HELP_MIN 4096

/* A header in the making. */
struct header {
	const struct btf *btf;
	const struct btf_header_options *options;
	struct btf_out *out;
	struct btf_crew *crew;
	struct btf_plan plan;
	uint8_t *is_kfunc; /* a bit a type */
	uint32_t *ids;     /* of the list, those that are wanted */
	uint32_t id_count;
};

static void put(const struct header *header, const char *text)
{
	btf_out_string(header->out, text);
}

static void put_head(const struct header *header)
{
	const struct btf_header_options *options = header->options;
	const char *guard = options->guard ? options->guard : "__VMLINUX_H__";

	put(header, "#ifndef ");
	put(header, guard);
	put(header, "\n#define ");
	put(header, guard);
	/* Macros of the compilers themselves that are names in kernels. */
	put(header, "\n\n#undef linux\n#undef unix\n#undef i386\n");
	if (options->tags)
		put(header, "\n#ifndef BTF_TYPE_TAG\n"
			    "#if defined(__has_attribute) && __has_attribute(btf_type_tag)\n"
			    "#define BTF_TYPE_TAG(tag) __attribute__((btf_type_tag(tag)))\n"
			    "#else\n"
			    "#define BTF_TYPE_TAG(tag)\n"
			    "#endif\n"
			    "#endif\n");
	if (options->core)
		put(header, "\n#if defined(__clang__) && defined(__bpf__) && "
			    "!defined(BPF_NO_PRESERVE_ACCESS_INDEX)\n"
			    "#define BTF_HEADER_CORE\n"
			    "#pragma clang attribute push(__attribute__((preserve_access_index)), "
			    "apply_to = record)\n"
			    "#endif\n");
	put(header, "\n");
}

static void put_foot(const struct header *header)
{
	const struct btf_header_options *options = header->options;

	if (options->core)
		put(header, "#ifdef BTF_HEADER_CORE\n"
			    "#pragma clang attribute pop\n"
			    "#undef BTF_HEADER_CORE\n"
			    "#endif\n\n");
	put(header, "#endif\n");
}

static bool is_kfunc(const struct header *header, uint32_t id)
{
	return header->is_kfunc[id / 8] >> id % 8 & 1;
}

static void put_extern(const struct header *header, uint32_t id, const char *attributes)
{
	struct btf_type_info type = btf_type_at(header->btf, id);
	const struct btf_decl_style style = {btf_names_of, header->plan.names,
					     header->options->tags};
	char text[BTF_DECL_MAX];

	/* Static functions may share a name; C has room for one. */
	if (!btf_names_take(header->plan.names, id) ||
	    !btf_declaration_styled(header->btf, type.type_id, type.name, &style, text))
		return;
	/* Each time that C reads the body of such a type, it is another one. */
	if (strstr(text, "{...}")) {
		put(header, "/* '");
		put(header, type.name);
		put(header, "' is of a type without a name: C can't declare it again */\n");
		return;
	}
	put(header, "extern ");
	put(header, text);
	put(header, attributes);
	put(header, ";\n");
}

/* The functions and variables: the kfuncs, or all others. How many there are. */
static size_t put_declarations(const struct header *header, bool kfuncs, const char *attributes)
{
	const struct btf_order *order = &header->plan.order;
	size_t first = order->count, count = 0;

	/* They stand behind all else. */
	for (size_t i = order->count; i && order->steps[i - 1].kind == BTF_STEP_DECLARE; i--)
		first = i - 1;
	for (size_t i = first; i < order->count; i++) {
		uint32_t id = order->steps[i].id;

		if (is_kfunc(header, id) != kfuncs)
			continue;
		if (kfuncs && count == 0)
			put(header, "#ifndef BPF_NO_KFUNC_PROTOTYPES\n"
				    "#ifndef __ksym\n"
				    "#define __ksym __attribute__((section(\".ksyms\")))\n"
				    "#endif\n"
				    "#ifndef __weak\n"
				    "#define __weak __attribute__((weak))\n"
				    "#endif\n\n");
		put_extern(header, id, attributes);
		count++;
	}
	if (count)
		put(header, kfuncs ? "\n#endif\n\n" : "\n");
	return count;
}

static void find_kfuncs(struct header *header)
{
	const struct btf *btf = header->btf;

	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_type_info tag;

		if (btf_kind_of(btf, id) != BTF_K_DECL_TAG)
			continue;
		tag = btf_type_at(btf, id);
		if (strcmp(tag.name, "bpf_kfunc") == 0 && btf_type_is_func(btf, tag.type_id))
			header->is_kfunc[tag.type_id / 8] |= (uint8_t)(1 << tag.type_id % 8);
	}
}

static bool is_wanted(const struct header *header, uint32_t id)
{
	enum btf_kind kind = btf_kind_of(header->btf, id);
	enum btf_header_functions functions = header->options->functions;

	if (kind == BTF_K_VAR)
		return header->options->vars;
	if (kind != BTF_K_FUNC)
		return kind != BTF_K_FUNC_PROTO;
	return functions == BTF_HEADER_ALL_FUNCTIONS ||
	       (functions == BTF_HEADER_KFUNCS && is_kfunc(header, id));
}

static int choose_ids(struct header *header, struct btf_id_list list)
{
	header->is_kfunc = calloc(btf_id_end(header->btf) / 8 + 1, 1);
	header->ids = malloc(((size_t)list.count + 1) * sizeof(*header->ids));
	if (!header->is_kfunc || !header->ids)
		return -ENOMEM;
	find_kfuncs(header);
	for (uint32_t n = 0; n < list.count; n++) {
		uint32_t id = list.ids ? list.ids[n] : list.first + n;

		if (is_wanted(header, id))
			header->ids[header->id_count++] = id;
	}
	return 0;
}

static int emit(struct header *header)
{
	int result;

	put_head(header);
	result = btf_write_chunks(&header->plan, header->options->tags, header->crew, header->out);
	put_declarations(header, false, "");
	put_declarations(header, true, " __weak __ksym");
	if (header->options->asserts)
		btf_assert_layout(&header->plan, header->options->tags, header->out);
	put_foot(header);
	return result ? result : btf_names_error(header->plan.names);
}

static int make(struct header *header, struct btf_id_list list, struct btf_error *err)
{
	int result = choose_ids(header, list);

	if (!result) {
		list = (struct btf_id_list){header->ids, 0, header->id_count};
		result = btf_plan_make(&header->plan, header->btf, list, header->options->flavor,
				       header->crew, err);
		if (result)
			return result;
		result = emit(header);
	}
	return result ? btf_fail(err, result, "%s", strerror(-result)) : 0;
}

int btf_emit_header(const struct btf *btf, struct btf_id_list list,
		    const struct btf_header_options *options, struct btf_out *out,
		    struct btf_error *err)
{
	struct header header = {.btf = btf, .options = options, .out = out};
	int result;

	if (options->threads > 1 && list.count >= HELP_MIN)
		header.crew = btf_crew_new(options->threads - 1);
	result = make(&header, list, err);
	btf_crew_free(header.crew);
	btf_plan_free(&header.plan);
	free(header.is_kfunc);
	free(header.ids);
	return result;
}
