/* SPDX-License-Identifier: BSD-2-Clause */
/* header.c - a C header of types: the frame around the definitions. */
#include <libbtf/header.h>

#include <libbtf/resolve.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "emit/assertions.h"
#include "emit/definition.h"
#include "model/record.h"
#include "query/order.h"

static void put(struct btf_definer *definer, const char *text)
{
	btf_out_string(definer->out, text);
}

static void put_head(struct btf_definer *definer, const struct btf_header_options *options)
{
	const char *guard = options->guard ? options->guard : "__VMLINUX_H__";

	put(definer, "#ifndef ");
	put(definer, guard);
	put(definer, "\n#define ");
	put(definer, guard);
	/* Macros of the compilers themselves that are names in kernels. */
	put(definer, "\n\n#undef linux\n#undef unix\n#undef i386\n");
	if (options->tags)
		put(definer, "\n#ifndef BTF_TYPE_TAG\n"
			     "#if defined(__has_attribute) && __has_attribute(btf_type_tag)\n"
			     "#define BTF_TYPE_TAG(tag) __attribute__((btf_type_tag(tag)))\n"
			     "#else\n"
			     "#define BTF_TYPE_TAG(tag)\n"
			     "#endif\n"
			     "#endif\n");
	if (options->core)
		put(definer, "\n#if defined(__clang__) && defined(__bpf__) && "
			     "!defined(BPF_NO_PRESERVE_ACCESS_INDEX)\n"
			     "#define BTF_HEADER_CORE\n"
			     "#pragma clang attribute push(__attribute__((preserve_access_index)), "
			     "apply_to = record)\n"
			     "#endif\n");
	put(definer, "\n");
}

static void put_foot(struct btf_definer *definer, const struct btf_header_options *options)
{
	if (options->core)
		put(definer, "#ifdef BTF_HEADER_CORE\n"
			     "#pragma clang attribute pop\n"
			     "#undef BTF_HEADER_CORE\n"
			     "#endif\n\n");
	put(definer, "#endif\n");
}

static bool is_enum_of_booleans(const struct btf *btf, uint32_t id)
{
	uint32_t vlen = btf_type_is_enum(btf, id) ? btf_type_vlen(btf, id) : 0;

	for (uint32_t i = 0; i < vlen; i++) {
		const char *name = btf_enumerator_at(btf, id, i).name;

		if ((*name == 't' || *name == 'f') &&
		    (strcmp(name, "true") == 0 || strcmp(name, "false") == 0))
			return true;
	}
	return false;
}

/* `bool`, `true` and `false` are words of C since 2023, and macros of <stdbool.h> before. */
static bool is_word_of_newer_c(const struct btf *btf, uint32_t id)
{
	return strcmp(btf_type_at(btf, id).name, "bool") == 0 || is_enum_of_booleans(btf, id);
}

static int put_definition(struct btf_definer *definer, uint32_t id)
{
	bool guarded = is_word_of_newer_c(definer->btf, id);
	int result;

	btf_names_add(definer->names, id);
	if (guarded)
		put(definer, "#if !defined(__bool_true_false_are_defined) && "
			     "(!defined(__STDC_VERSION__) || __STDC_VERSION__ < 202000L)\n");
	result = btf_define(definer, id);
	put(definer, guarded ? "#endif\n\n" : "\n");
	return result;
}

static void put_extern(struct btf_definer *definer, uint32_t id, const char *attributes)
{
	struct btf_type_info type = btf_type_at(definer->btf, id);
	char text[BTF_DECL_MAX];

	/* Static functions may share a name; C has room for one. */
	if (!btf_names_take(definer->names, type.name) ||
	    !btf_declaration_styled(definer->btf, type.type_id, type.name, &definer->style, text))
		return;
	put(definer, "extern ");
	put(definer, text);
	put(definer, attributes);
	put(definer, ";\n");
}

/* A header in the making. */
struct header {
	struct btf_definer definer;
	const struct btf_header_options *options;
	struct btf_order order;
	uint8_t *is_kfunc; /* by type id */
	uint32_t *ids;     /* of the list, those that are wanted */
	uint32_t id_count;
};

static int put_types(struct header *header)
{
	struct btf_definer *definer = &header->definer;
	int result = 0;

	for (size_t i = 0; i < header->order.count && !result; i++) {
		uint32_t id = header->order.steps[i].id;

		switch (header->order.steps[i].kind) {
		case BTF_STEP_FORWARD:
			btf_names_add(definer->names, id);
			btf_define_tag(definer, id);
			put(definer, ";\n\n");
			break;
		case BTF_STEP_DEFINE:
			result = put_definition(definer, id);
			break;
		case BTF_STEP_DECLARE:
			break;
		}
	}
	return result;
}

/* The functions and variables: the kfuncs, or all others. How many there are. */
static size_t put_declarations(struct header *header, bool kfuncs, const char *attributes)
{
	size_t count = 0;

	for (size_t i = 0; i < header->order.count; i++) {
		uint32_t id = header->order.steps[i].id;

		if (header->order.steps[i].kind != BTF_STEP_DECLARE ||
		    header->is_kfunc[id] != kfuncs)
			continue;
		if (kfuncs && count == 0)
			put(&header->definer,
			    "#ifndef BPF_NO_KFUNC_PROTOTYPES\n"
			    "#ifndef __ksym\n"
			    "#define __ksym __attribute__((section(\".ksyms\")))\n"
			    "#endif\n"
			    "#ifndef __weak\n"
			    "#define __weak __attribute__((weak))\n"
			    "#endif\n\n");
		put_extern(&header->definer, id, attributes);
		count++;
	}
	if (count)
		put(&header->definer, kfuncs ? "\n#endif\n\n" : "\n");
	return count;
}

static void find_kfuncs(struct header *header)
{
	const struct btf *btf = header->definer.btf;

	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_type_info tag;

		if (btf_kind_of(btf, id) != BTF_K_DECL_TAG)
			continue;
		tag = btf_type_at(btf, id);
		if (strcmp(tag.name, "bpf_kfunc") == 0 && btf_type_is_func(btf, tag.type_id))
			header->is_kfunc[tag.type_id] = true;
	}
}

static bool is_wanted(const struct header *header, uint32_t id)
{
	enum btf_kind kind = btf_kind_of(header->definer.btf, id);
	enum btf_header_functions functions = header->options->functions;

	if (kind == BTF_K_VAR)
		return header->options->vars;
	if (kind != BTF_K_FUNC)
		return kind != BTF_K_FUNC_PROTO;
	return functions == BTF_HEADER_ALL_FUNCTIONS ||
	       (functions == BTF_HEADER_KFUNCS && header->is_kfunc[id]);
}

static int choose_ids(struct header *header, struct btf_id_list list)
{
	header->is_kfunc = calloc(btf_id_end(header->definer.btf), 1);
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

static int prepare(struct header *header, struct btf_id_list list, struct btf_error *err)
{
	struct btf_definer *definer = &header->definer;

	definer->names = btf_names_new(definer->btf, header->options->flavor);
	if (btf_placer_init(&definer->placer, definer->btf) || !definer->names ||
	    choose_ids(header, list))
		return btf_fail(err, -ENOMEM, "no memory");
	definer->style =
		(struct btf_decl_style){btf_names_of, definer->names, header->options->tags};
	if (btf_declared_init(&definer->declared, definer->btf, &definer->style))
		return btf_fail(err, -ENOMEM, "no memory");
	list = (struct btf_id_list){header->ids, 0, header->id_count};
	return btf_order_types(definer->btf, list, &header->order, err);
}

static int emit(struct header *header)
{
	int result;

	put_head(&header->definer, header->options);
	result = put_types(header);
	put_declarations(header, false, "");
	put_declarations(header, true, " __weak __ksym");
	if (header->options->asserts)
		btf_assert_layout(&header->definer, &header->order);
	put_foot(&header->definer, header->options);
	return result;
}

int btf_emit_header(const struct btf *btf, struct btf_id_list list,
		    const struct btf_header_options *options, struct btf_out *out,
		    struct btf_error *err)
{
	struct header header = {.definer = {.btf = btf, .out = out}, .options = options};
	int result = prepare(&header, list, err);

	if (!result) {
		result = emit(&header);
		if (result)
			btf_fail(err, result, "%s", strerror(-result));
	}
	btf_names_free(header.definer.names);
	btf_placer_free(&header.definer.placer);
	btf_declared_free(&header.definer.declared);
	btf_order_free(&header.order);
	free(header.is_kfunc);
	free(header.ids);
	return result;
}
