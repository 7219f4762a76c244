/* SPDX-License-Identifier: BSD-2-Clause */
/* definition.c - C definitions of types: prints what placement.c found. */
#include "emit/definition.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "emit/definition_put.h"
#include "model/record.h"
#include <libbtf/resolve.h>

int btf_definer_init(struct btf_definer *definer, struct btf_plan *plan, bool tags,
		     struct btf_out *out)
{
	definer->btf = plan->btf;
	definer->out = out;
	definer->names = plan->names;
	definer->placer = &plan->placer;
	definer->bodies = plan->bodies;
	definer->style = (struct btf_decl_style){btf_names_of, plan->names, tags};
	definer->enumerator = 0;
	memset(definer->placements, 0, sizeof(definer->placements));
	return btf_declared_init(&definer->declared, plan->btf, &definer->style);
}

void btf_definer_free(struct btf_definer *definer)
{
	for (size_t i = 0; i <= BTF_BODIES_MAX; i++)
		btf_placement_free(&definer->placements[i]);
	btf_declared_free(&definer->declared);
}

/* What a member in one go has, beside its indentation and what may follow: a bitfield's width. */
#define PLAIN_MAX (BTF_OUT_ROOM - BTF_BODIES_MAX - 32)

void btf_put_format(struct btf_definer *definer, const char *format, ...)
{
	char text[2 * BTF_DECL_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	put_text(definer, text);
}

static const char *keyword_of(enum btf_kind kind)
{
	if (kind == BTF_K_UNION)
		return "union";
	return kind == BTF_K_STRUCT ? "struct" : "enum";
}

static const char *name_of(struct btf_definer *definer, uint32_t id)
{
	return btf_names_of(definer->names, id, definer->name);
}

/* "struct foo", as it is called. */
static void put_tag(struct btf_definer *definer, uint32_t id)
{
	const uint8_t *record = btf_record(definer->btf, id);
	enum btf_kind kind = btf_record_kind(record);

	if (kind == BTF_K_FWD)
		kind = btf_record_kflag(record) ? BTF_K_UNION : BTF_K_STRUCT;
	put_text(definer, keyword_of(kind));
	if (btf_record_is_named(definer->btf, record)) {
		put(definer, " ");
		put_text(definer, name_of(definer, id));
	}
}

static int put_body(struct btf_definer *definer, uint32_t id, int depth);

/* A type that has a name, or void. */
static void put_base(struct btf_definer *definer, uint32_t id)
{
	enum btf_kind kind = btf_type_at(definer->btf, id).kind;

	if (kind == BTF_K_VOID)
		put(definer, "void");
	else if (btf_type_is_struct(definer->btf, id) || btf_type_is_enum(definer->btf, id) ||
		 kind == BTF_K_FWD)
		put_tag(definer, id);
	else
		put_text(definer, name_of(definer, id));
}

static void pass_enum(void *context, uint32_t id)
{
	struct btf_definer *definer = context;

	definer->enumerator += btf_type_vlen(definer->btf, id);
}

/* What is not written after all has taken its numbers. */
static int pass_enumerators(struct btf_definer *definer, uint32_t type_id, bool has_no_name,
			    int depth)
{
	const struct btf_enum_walk walk = {definer->placer, definer->bodies, pass_enum, definer};

	return btf_walk_enums_of_type(&walk, type_id, has_no_name, depth);
}

/* `int a[4]`, `struct { ... } b`, without what ends it. */
static int put_declaration(struct btf_definer *definer, uint32_t type_id, const char *name,
			   int depth)
{
	struct btf_decl_parts parts;
	uint32_t in_place;
	int result = 0;

	if (!btf_declaration_parts(definer->btf, type_id, name, &definer->style, &parts)) {
		btf_put_format(definer, "/* %s: its type can't be written */", name);
		return pass_enumerators(definer, type_id, !*name, depth);
	}
	in_place = btf_written_in_place(definer->btf, parts.base_id, !*name);
	put_text(definer, parts.qualifiers);
	if (in_place) {
		put_text(definer, keyword_of(btf_type_at(definer->btf, in_place).kind));
		put(definer, " ");
		result = put_body(definer, in_place, depth);
	} else {
		put_base(definer, parts.base_id);
	}
	if (*parts.declarator) {
		put(definer, " ");
		put_text(definer, parts.declarator);
	}
	return result;
}

static void put_nowhere(struct btf_definer *definer, const struct btf_member_info *member,
			const struct btf_place *place)
{
	char type[BTF_DECL_MAX];

	btf_type_name(definer->btf, member->type_id, type, sizeof(type));
	btf_put_format(definer, "/* '%s' of type %s at bit %u %s: C can't say that */\n",
		       member->name, type, member->bit_offset, place->why);
}

static void put_unsigned(struct btf_definer *definer, uint64_t value, const char *suffix)
{
	char digits[24];

	btf_out_write(definer->out, digits, (size_t)(btf_put_u64(digits, value) - digits));
	put_text(definer, suffix);
}

static char *put_bytes(char *at, const char *bytes, size_t size)
{
	memcpy(at, bytes, size);
	return at + size;
}

static const char *member_name(struct btf_definer *definer, const char *name)
{
	size_t length;

	return *name ? btf_names_of_member(definer->names, name, &length, definer->name) : "";
}

/* The declaration of what has a name, of a type that has one, in one go: most are so. NULL: it is
 * another, or too long. With room for some bytes more behind it. */
static char *put_plain(struct btf_definer *definer, uint32_t type_id, const char *name,
		       size_t length, int depth)
{
	struct btf_declared declared;
	char *at;

	if (!length || !btf_declared_find(&definer->declared, type_id, &declared) ||
	    length + declared.before_size + declared.behind_size > PLAIN_MAX)
		return NULL;
	at = btf_out_room(definer->out);
	for (int i = 0; i < depth; i++)
		*at++ = '\t';
	at = put_bytes(at, declared.before, declared.before_size);
	at = put_bytes(at, name, length);
	return put_bytes(at, declared.behind, declared.behind_size);
}

/* False: it is no plain one. */
static bool put_plain_member(struct btf_definer *definer, const uint8_t *record,
			     const struct btf_place *place, int depth)
{
	uint32_t name_offset = btf_record_element(record, BTF_MEMBER_WORDS, place->index, 0);
	uint32_t type_id = btf_record_element(record, BTF_MEMBER_WORDS, place->index, 1);
	const char *name = name_offset ? btf_name_at(definer->btf, name_offset).text : NULL;
	size_t length;
	char *at;

	if ((place->kind != BTF_PLACE_MEMBER && place->kind != BTF_PLACE_BITFIELD) || !name ||
	    !*name)
		return false;
	name = btf_names_of_member(definer->names, name, &length, definer->name);
	at = put_plain(definer, type_id, name, length, depth);
	if (!at)
		return false;
	if (place->kind == BTF_PLACE_BITFIELD)
		at = btf_put_u64(btf_put(at, " : "), place->bits);
	definer->out->at = btf_put(at, ";\n");
	return true;
}

static int put_place(struct btf_definer *definer, uint32_t id, const struct btf_place *place,
		     int depth)
{
	struct btf_member_info member = btf_member_at(definer->btf, id, place->index);
	int result;

	indent(definer, depth);
	switch (place->kind) {
	case BTF_PLACE_PADDING:
		put_text(definer, btf_unit_name(place->unit));
		put(definer, " : ");
		put_unsigned(definer, place->bits, ";\n");
		return 0;
	case BTF_PLACE_FILLER:
		btf_put_format(definer, "char ___gap%u[%" PRIu64 "];\n", place->index,
			       place->bits / 8);
		return 0;
	case BTF_PLACE_NOWHERE:
		put_nowhere(definer, &member, place);
		return 0;
	case BTF_PLACE_MEMBER:
	case BTF_PLACE_BITFIELD:
		break;
	}
	result = put_declaration(definer, member.type_id, member_name(definer, member.name), depth);
	if (place->kind == BTF_PLACE_BITFIELD) {
		put(definer, " : ");
		put_unsigned(definer, place->bits, "");
	}
	put(definer, ";\n");
	return result;
}

static int put_struct_body(struct btf_definer *definer, uint32_t id, int depth)
{
	struct btf_placement *placement = &definer->placements[depth];
	const uint8_t *record = btf_record(definer->btf, id);
	int result = btf_place(definer->placer, id, placement);

	put(definer, "{\n");
	for (size_t i = 0; i < placement->count && !result; i++) {
		const struct btf_place *place = &placement->places[i];

		if (!put_plain_member(definer, record, place, depth + 1))
			result = put_place(definer, id, place, depth + 1);
	}
	if (placement->filler) {
		indent(definer, depth + 1);
		btf_put_format(definer, "char ___size[%u];\n", placement->filler);
	}
	indent(definer, depth);
	put(definer, "}");
	if (placement->packed)
		put(definer, " __attribute__((packed))");
	if (placement->aligned)
		btf_put_format(definer, " __attribute__((aligned(%u)))", placement->aligned);
	return result;
}

static int put_body(struct btf_definer *definer, uint32_t id, int depth)
{
	if (depth > BTF_BODIES_MAX)
		return -ELOOP;
	if (!btf_type_is_enum(definer->btf, id))
		return put_struct_body(definer, id, depth);
	btf_define_enum_body(definer, id, depth);
	return 0;
}

static int put_typedef(struct btf_definer *definer, uint32_t id)
{
	struct btf_type_info type = btf_type_at(definer->btf, id);
	char text[BTF_NAME_ROOM];
	const char *name = *type.name ? btf_names_of(definer->names, id, text) : "";
	char *at;

	put(definer, "typedef ");
	at = put_plain(definer, type.type_id, name, strlen(name), 0);
	if (!at)
		return put_declaration(definer, type.type_id, name, 0);
	definer->out->at = at;
	return 0;
}

/* `struct foo { ... };`, an enum, a typedef, or what stands for an INT that C has no name for. */
static int define(struct btf_definer *definer, uint32_t id)
{
	enum btf_kind kind = btf_kind_of(definer->btf, id);
	int result;

	if (kind == BTF_K_INT || kind == BTF_K_FLOAT) {
		btf_define_scalar(definer, id);
		return 0;
	}
	if (kind == BTF_K_TYPEDEF) {
		result = put_typedef(definer, id);
	} else {
		put_tag(definer, id);
		put(definer, " ");
		result = put_body(definer, id, 0);
	}
	put(definer, ";\n");
	return result;
}

static bool is_boolean(const char *name)
{
	return (*name == 't' || *name == 'f') &&
	       (strcmp(name, "true") == 0 || strcmp(name, "false") == 0);
}

/* `bool`, `true` and `false` are words of C since 2023, and macros of <stdbool.h> before. */
static bool is_word_of_newer_c(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = btf_record(btf, id);
	const char *name = btf_name_at(btf, btf_record_name(record)).text;
	uint32_t vlen = btf_type_is_enum(btf, id) ? btf_record_vlen(record) : 0;

	for (uint32_t i = 0; i < vlen; i++)
		if (is_boolean(btf_enumerator_at(btf, id, i).name))
			return true;
	return name && *name == 'b' && strcmp(name, "bool") == 0;
}

static int put_definition(struct btf_definer *definer, uint32_t id)
{
	bool guarded = is_word_of_newer_c(definer->btf, id);
	int result;

	if (guarded)
		put(definer, "#if !defined(__bool_true_false_are_defined) && "
			     "(!defined(__STDC_VERSION__) || __STDC_VERSION__ < 202000L)\n");
	result = define(definer, id);
	if (guarded)
		put(definer, "#endif\n");
	put(definer, "\n");
	return result;
}

int btf_define_chunk(struct btf_definer *definer, const struct btf_order *order,
		     const struct btf_chunk *chunk)
{
	int result = 0;

	definer->enumerator = chunk->enumerator;
	for (size_t i = chunk->first; i < chunk->end && !result; i++) {
		uint32_t id = order->steps[i].id;

		switch (order->steps[i].kind) {
		case BTF_STEP_FORWARD:
			put_tag(definer, id);
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
