/* SPDX-License-Identifier: BSD-2-Clause */
/* show_types.c - C for people: the types that have no layout, on a line each, with what C does not
 * say of them in a comment; enums and sections with a line for each element.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/resolve.h>

#include "emit/show.h"
#include "model/kind.h"
#include "query/decl.h"

/* "size 8, align 8, #12", as far as it has them. */
static void put_facts(const struct btf_show *show, uint32_t id)
{
	uint32_t alignment = btf_type_alignment(show->btf, id);
	uint32_t resolved = id, size;

	if (btf_type_id_size(show->btf, &resolved, &size)) {
		btf_show_print(show, "size ");
		btf_show_number(show, 0, size);
		btf_show_print(show, ", ");
	}
	if (alignment) {
		btf_show_print(show, "align ");
		btf_show_number(show, 0, alignment);
		btf_show_print(show, ", ");
	}
	btf_show_print(show, "#%" PRIu32, id);
}

static void put_c_name(const struct btf_show *show, uint32_t id)
{
	char name[BTF_DECL_MAX];

	btf_type_name(show->btf, id, name, sizeof(name));
	btf_show_text(show, name);
}

/* Enums */

static void put_value(const struct btf_show *show, const struct btf_enumerator_info *enumerator)
{
	if (enumerator->is_signed)
		btf_show_print(show, "%" PRId64, (int64_t)enumerator->value);
	else
		btf_show_print(show, "%" PRIu64, enumerator->value);
}

/* In hexadecimal the bits that the enum's size has. */
void btf_show_enumerator(const struct btf_show *show, uint32_t id, uint32_t index)
{
	struct btf_enumerator_info enumerator = btf_enumerator_at(show->btf, id, index);
	uint32_t size = btf_type_at(show->btf, id).size;
	uint64_t mask = size < 8 ? (1ull << 8 * size) - 1 : UINT64_MAX;

	btf_show_styled(show, BTF_STYLE_NAME, enumerator.name);
	btf_show_print(show, " = ");
	btf_show_begin(show, BTF_STYLE_NUMBER);
	if (show->options->hex)
		btf_show_print(show, "0x%" PRIx64, enumerator.value & mask);
	else
		put_value(show, &enumerator);
	btf_show_end(show);
	btf_show_print(show, ",");
	if (show->options->hex) {
		btf_show_print(show, "  /* ");
		put_value(show, &enumerator);
		btf_show_print(show, " */");
	}
}

/* `id` is an enum, or a typedef: that has words before and a declarator behind the braces. */
static void show_enum(const struct btf_show *show, uint32_t id, const char *words,
		      const struct btf_decl_parts *parts)
{
	struct btf_type_info type = btf_type_at(show->btf, parts->base_id);

	btf_show_styled(show, BTF_STYLE_KEYWORD, words);
	btf_show_styled(show, BTF_STYLE_KEYWORD, parts->qualifiers);
	btf_show_styled(show, BTF_STYLE_KEYWORD, "enum ");
	if (*type.name)
		btf_show_styled(show, BTF_STYLE_NAME, type.name);
	btf_show_print(show, "%s{  /* %s, ", *type.name ? " " : "",
		       type.kflag ? "signed" : "unsigned");
	btf_show_amount(show, type.vlen, "value");
	btf_show_print(show, ", ");
	put_facts(show, id);
	btf_show_print(show, " */\n");
	for (uint32_t i = 0; i < type.vlen; i++) {
		btf_show_print(show, "    ");
		btf_show_enumerator(show, parts->base_id, i);
		btf_show_print(show, "\n");
	}
	btf_show_print(show, "}%s", *parts->declarator ? " " : "");
	btf_show_styled(show, BTF_STYLE_NAME, parts->declarator);
	btf_show_print(show, ";\n");
}

/* Typedefs */

/* What it comes to, where it does not say so itself; and where to look that up. */
static void put_meaning(const struct btf_show *show, uint32_t named)
{
	uint32_t resolved;
	bool has_members;

	if (!btf_type_skip_modifiers(show->btf, named, &resolved) || resolved == 0)
		return;
	has_members =
		btf_type_is_struct(show->btf, resolved) || btf_type_is_enum(show->btf, resolved);
	if (resolved == named && !has_members)
		return;
	put_c_name(show, resolved);
	if (has_members)
		btf_show_print(show, " is #%" PRIu32, resolved);
	btf_show_print(show, ", ");
}

static void show_typedef(const struct btf_show *show, uint32_t id)
{
	static const struct btf_decl_style plain = {0};
	struct btf_type_info type = btf_type_at(show->btf, id);
	struct btf_decl_parts parts;

	if (btf_declaration_parts(show->btf, type.type_id, type.name, &plain, &parts) &&
	    btf_type_is_enum(show->btf, parts.base_id) &&
	    !*btf_type_at(show->btf, parts.base_id).name) {
		show_enum(show, id, "typedef ", &parts);
		return;
	}
	btf_show_styled(show, BTF_STYLE_KEYWORD, "typedef ");
	btf_show_declaration(show, type.type_id, type.name);
	btf_show_print(show, ";  /* ");
	put_meaning(show, type.type_id);
	put_facts(show, id);
	btf_show_print(show, " */\n");
}

/* Sections */

static void show_datasec(const struct btf_show *show, uint32_t id)
{
	struct btf_type_info type = btf_type_at(show->btf, id);

	btf_show_print(show, "   %6s  %6s   ", "OFFSET", "SIZE");
	btf_show_styled(show, BTF_STYLE_KEYWORD, "section ");
	btf_show_styled(show, BTF_STYLE_NAME, type.name);
	btf_show_print(show, " {  /* ");
	put_facts(show, id);
	btf_show_print(show, " */\n");
	for (uint32_t i = 0; i < type.vlen; i++) {
		struct btf_secinfo_info info = btf_secinfo_at(show->btf, id, i);
		struct btf_type_info var = btf_type_at(show->btf, info.type_id);

		btf_show_print(show, "   ");
		btf_show_number(show, 6, info.offset);
		btf_show_print(show, "  ");
		btf_show_number(show, 6, info.size);
		btf_show_print(show, "       ");
		btf_show_declaration(show, var.type_id, var.name);
		btf_show_print(show, ";\n");
	}
	btf_show_print(show, "   %6s  %6s   };\n", "", "");
}

/* Functions and variables: what is declared. */
static void show_declared(const struct btf_show *show, uint32_t id)
{
	struct btf_type_info type = btf_type_at(show->btf, id);
	uint32_t linkage = btf_linkage_of(show->btf, id);

	if (linkage == 2)
		btf_show_styled(show, BTF_STYLE_KEYWORD, "extern ");
	btf_show_declaration(show, type.type_id, type.name);
	btf_show_print(show, ";  /* ");
	put_facts(show, id);
	btf_show_print(show, " */\n");
}

static void show_fwd(const struct btf_show *show, uint32_t id)
{
	struct btf_type_info type = btf_type_at(show->btf, id);

	btf_show_styled(show, BTF_STYLE_KEYWORD, type.kflag ? "union " : "struct ");
	btf_show_styled(show, BTF_STYLE_NAME, type.name);
	btf_show_print(show, ";  /* declared, and not defined, #%" PRIu32 " */\n", id);
}

static void show_decl_tag(const struct btf_show *show, uint32_t id)
{
	struct btf_type_info type = btf_type_at(show->btf, id);
	int32_t component = btf_component_of(show->btf, id);

	btf_show_styled(show, BTF_STYLE_NAME, type.name);
	btf_show_print(show, "  /* decl_tag of ");
	put_c_name(show, type.type_id);
	if (component >= 0 && btf_type_is_struct(show->btf, type.type_id)) {
		btf_show_print(show, ", its member ");
		btf_show_text(show,
			      btf_member_at(show->btf, type.type_id, (uint32_t)component).name);
	} else if (component >= 0) {
		btf_show_print(show, ", its parameter %" PRId32, component);
	}
	btf_show_print(show, ", #%" PRIu32 " */\n", id);
}

/* What C has a name for, and its kind. */
static void show_named(const struct btf_show *show, uint32_t id)
{
	struct btf_type_info type = btf_type_at(show->btf, id);

	put_c_name(show, id);
	btf_show_print(show, "  /* %s", btf_kind_facts(type.kind)->keyword);
	if (type.kind == BTF_K_TYPE_TAG) {
		btf_show_print(show, " ");
		btf_show_text(show, type.name);
	}
	btf_show_print(show, ", ");
	put_facts(show, id);
	btf_show_print(show, " */\n");
}

void btf_show_type(const struct btf_show *show, uint32_t id)
{
	switch (btf_type_at(show->btf, id).kind) {
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
		show_enum(show, id, "", &(struct btf_decl_parts){.base_id = id});
		break;
	case BTF_K_TYPEDEF:
		show_typedef(show, id);
		break;
	case BTF_K_DATASEC:
		show_datasec(show, id);
		break;
	case BTF_K_FUNC:
	case BTF_K_VAR:
		show_declared(show, id);
		break;
	case BTF_K_FWD:
		show_fwd(show, id);
		break;
	case BTF_K_DECL_TAG:
		show_decl_tag(show, id);
		break;
	case BTF_K_VOID:
	case BTF_K_INT:
	case BTF_K_PTR:
	case BTF_K_ARRAY:
	case BTF_K_STRUCT:
	case BTF_K_UNION:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC_PROTO:
	case BTF_K_FLOAT:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		show_named(show, id);
		break;
	}
}
