/* SPDX-License-Identifier: BSD-2-Clause */
/* definition.c - C definitions of types: prints what placement.c found. */
#include "emit/definition.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libbtf/resolve.h>

#define INDENT_MAX (BTF_MAX_RESOLVE_DEPTH + 1)

static inline __attribute__((always_inline)) void put(struct btf_definer *definer,
						      const char *literal)
{
	btf_out_literal(definer->out, literal);
}

static void put_text(struct btf_definer *definer, const char *text)
{
	btf_out_string(definer->out, text);
}

__attribute__((format(printf, 2, 3))) static void put_format(struct btf_definer *definer,
							     const char *format, ...)
{
	char text[2 * BTF_DECL_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	put_text(definer, text);
}

static void indent(struct btf_definer *definer, int depth)
{
	for (int i = 0; i < depth; i++)
		put(definer, "\t");
}

static const char *keyword_of(enum btf_kind kind)
{
	if (kind == BTF_K_UNION)
		return "union";
	return kind == BTF_K_STRUCT ? "struct" : "enum";
}

void btf_define_tag(struct btf_definer *definer, uint32_t id)
{
	struct btf_type_info type = btf_type_at(definer->btf, id);

	if (type.kind == BTF_K_FWD)
		type.kind = type.kflag ? BTF_K_UNION : BTF_K_STRUCT;
	put_text(definer, keyword_of(type.kind));
	if (*type.name) {
		put(definer, " ");
		put_text(definer, btf_names_of(definer->names, id));
	}
}

static int put_body(struct btf_definer *definer, uint32_t id, int depth);

/* The struct, union or enum that a member has in place: an anonymous one, or a named one of a member
 * without a name, which a plain compiler does not see (-fms-extensions). 0: none. */
static uint32_t written_in_place(const struct btf *btf, uint32_t base_id, bool is_unnamed)
{
	struct btf_type_info type = btf_type_at(btf, base_id);
	uint32_t stripped;

	if (is_unnamed && btf_type_skip_modifiers(btf, base_id, &stripped) &&
	    btf_type_is_struct(btf, stripped))
		return stripped;
	if (!*type.name && (btf_type_is_struct(btf, base_id) || btf_type_is_enum(btf, base_id)))
		return base_id;
	return 0;
}

/* A type that has a name, or void. */
static void put_base(struct btf_definer *definer, uint32_t id)
{
	enum btf_kind kind = btf_type_at(definer->btf, id).kind;

	if (kind == BTF_K_VOID)
		put(definer, "void");
	else if (btf_type_is_struct(definer->btf, id) || btf_type_is_enum(definer->btf, id) ||
		 kind == BTF_K_FWD)
		btf_define_tag(definer, id);
	else
		put_text(definer, btf_names_of(definer->names, id));
}

/* `int a[4]`, `struct { ... } b`, without what ends it. */
static int put_declaration(struct btf_definer *definer, uint32_t type_id, const char *name,
			   int depth)
{
	struct btf_decl_parts parts;
	uint32_t in_place;
	int result = 0;

	if (!btf_declaration_parts(definer->btf, type_id, name, &definer->style, &parts)) {
		put_format(definer, "/* %s: its type can't be written */", name);
		return 0;
	}
	in_place = written_in_place(definer->btf, parts.base_id, !*name);
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
	put_format(definer, "/* '%s' of type %s at bit %u %s: C can't say that */\n", member->name,
		   type, member->bit_offset, place->why);
}

/* A unit of an unnamed bitfield. */
static const char *unit_name(uint32_t bits)
{
	if (bits == 64)
		return "long long";
	if (bits == 32)
		return "int";
	return bits == 16 ? "short" : "char";
}

static void put_unsigned(struct btf_definer *definer, uint64_t value, const char *suffix)
{
	char digits[24];

	btf_out_write(definer->out, digits, (size_t)(btf_put_u64(digits, value) - digits));
	put_text(definer, suffix);
}

static const char *member_name(struct btf_definer *definer, const char *name)
{
	return *name ? btf_names_of_member(definer->names, name) : "";
}

/* A member of a type that has a name, in one go: most are. */
static bool put_plain_member(struct btf_definer *definer, const struct btf_member_info *member)
{
	struct btf_declared declared;
	const char *name;
	size_t length;
	char *at;

	if (!*member->name || !btf_declared_find(&definer->declared, member->type_id, &declared))
		return false;
	/* Behind the look-up, which may ask for names of types. */
	name = btf_names_of_member(definer->names, member->name);
	length = strlen(name);
	if (length + declared.before_size + declared.behind_size > BTF_OUT_ROOM)
		return false;
	at = btf_out_room(definer->out);
	memcpy(at, declared.before, declared.before_size);
	at += declared.before_size;
	memcpy(at, name, length);
	at += length;
	memcpy(at, declared.behind, declared.behind_size);
	definer->out->at = at + declared.behind_size;
	return true;
}

static int put_place(struct btf_definer *definer, uint32_t id, const struct btf_place *place,
		     int depth)
{
	struct btf_member_info member = btf_member_at(definer->btf, id, place->index);
	int result = 0;

	indent(definer, depth);
	switch (place->kind) {
	case BTF_PLACE_PADDING:
		put_text(definer, unit_name(place->unit));
		put(definer, " : ");
		put_unsigned(definer, place->bits, ";\n");
		return 0;
	case BTF_PLACE_FILLER:
		put_format(definer, "char ___gap%u[%" PRIu64 "];\n", place->index, place->bits / 8);
		return 0;
	case BTF_PLACE_NOWHERE:
		put_nowhere(definer, &member, place);
		return 0;
	case BTF_PLACE_MEMBER:
	case BTF_PLACE_BITFIELD:
		break;
	}
	if (!put_plain_member(definer, &member))
		result = put_declaration(definer, member.type_id, member_name(definer, member.name),
					 depth);
	if (place->kind == BTF_PLACE_BITFIELD) {
		put(definer, " : ");
		put_unsigned(definer, place->bits, "");
	}
	put(definer, ";\n");
	return result;
}

static int put_struct_body(struct btf_definer *definer, uint32_t id, int depth)
{
	struct btf_placement placement = {0};
	int result = btf_place(&definer->placer, id, &placement);

	put(definer, "{\n");
	for (size_t i = 0; i < placement.count && !result; i++)
		result = put_place(definer, id, &placement.places[i], depth + 1);
	if (placement.filler) {
		indent(definer, depth + 1);
		put_format(definer, "char ___size[%u];\n", placement.filler);
	}
	indent(definer, depth);
	put(definer, "}");
	if (placement.packed)
		put(definer, " __attribute__((packed))");
	if (placement.aligned)
		put_format(definer, " __attribute__((aligned(%u)))", placement.aligned);
	btf_placement_free(&placement);
	return result;
}

/* The least integers have no literal in C. */
static void put_signed(struct btf_definer *definer, int64_t value, bool is_wide)
{
	char digits[24];

	if (value == INT64_MIN) {
		put(definer, "-9223372036854775807LL - 1");
	} else if (value == INT32_MIN && !is_wide) {
		put(definer, "-2147483647 - 1");
	} else {
		btf_out_write(definer->out, digits, (size_t)(btf_put_i64(digits, value) - digits));
		put_text(definer, is_wide ? "LL" : "");
	}
}

static void put_enumerator(struct btf_definer *definer, uint32_t id, uint32_t index, bool is_wide)
{
	struct btf_enumerator_info enumerator = btf_enumerator_at(definer->btf, id, index);
	const char *suffix = enumerator.value > INT32_MAX ? "U" : "";

	put_text(definer, btf_names_add_enumerator(definer->names, enumerator.name));
	put(definer, " = ");
	if (enumerator.is_signed)
		put_signed(definer, (int64_t)enumerator.value, is_wide);
	else
		put_unsigned(definer, enumerator.value, is_wide ? "ULL" : suffix);
	put(definer, ",\n");
}

/* C's enums have the size of an int, or of a long where their values want it. */
static const char *enum_mode(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);
	bool is_long = false;

	for (uint32_t i = 0; i < type.vlen; i++) {
		struct btf_enumerator_info enumerator = btf_enumerator_at(btf, id, i);
		int64_t value = (int64_t)enumerator.value;

		is_long |= enumerator.is_signed ? value < INT32_MIN || value > INT32_MAX
						: enumerator.value > UINT32_MAX;
	}
	if (type.size == 1)
		return " __attribute__((mode(byte)))";
	if (type.size == 2)
		return " __attribute__((mode(HI)))";
	return type.size == 8 && !is_long ? " __attribute__((mode(DI)))" : "";
}

static int put_enum_body(struct btf_definer *definer, uint32_t id, int depth)
{
	uint32_t vlen = btf_type_vlen(definer->btf, id);
	bool is_wide = btf_type_at(definer->btf, id).kind == BTF_K_ENUM64;

	put(definer, "{\n");
	for (uint32_t i = 0; i < vlen; i++) {
		indent(definer, depth + 1);
		put_enumerator(definer, id, i, is_wide);
	}
	if (!vlen) {
		indent(definer, depth + 1);
		put_format(definer, "___no_enumerators_%u, /* C wants one */\n", id);
	}
	indent(definer, depth);
	put(definer, "}");
	put_text(definer, enum_mode(definer->btf, id));
	return 0;
}

static int put_body(struct btf_definer *definer, uint32_t id, int depth)
{
	if (depth > INDENT_MAX)
		return -ELOOP;
	if (btf_type_is_enum(definer->btf, id))
		return put_enum_body(definer, id, depth);
	return put_struct_body(definer, id, depth);
}

/* What stands for a FLOAT in C where there may be none: of its size and alignment. */
static void put_float(struct btf_definer *definer, uint32_t size, const char *name)
{
	if (size <= 8)
		put_format(definer, "typedef unsigned %s %s;\n", unit_name(8 * size), name);
	else if (size == 12)
		put_format(definer, "typedef struct {\n\tunsigned int part[3];\n} %s;\n", name);
	else
		put_format(definer,
			   "typedef struct {\n\tunsigned long long part[2];\n} "
			   "__attribute__((aligned(%u))) %s;\n",
			   btf_pointer_size(definer->btf) == 8 ? 16
							       : definer->placer.wide_alignment,
			   name);
}

/* An INT or FLOAT that C has no name for, or another size: as the integer of its size. */
static void put_scalar(struct btf_definer *definer, uint32_t id)
{
	struct btf_type_info type = btf_type_at(definer->btf, id);
	struct btf_int_info integer = btf_int_of(definer->btf, id);
	const char *sign = integer.is_signed ? "signed" : "unsigned";
	const char *name = btf_names_of(definer->names, id);

	if (type.kind == BTF_K_FLOAT)
		put_float(definer, type.size, name);
	else if (integer.is_bool && type.size == 1)
		put_format(definer, "typedef _Bool %s;\n", name);
	else if (type.size == 16)
		put_format(definer, "typedef %s __int128 %s;\n", sign, name);
	else
		put_format(definer, "typedef %s %s %s;\n", sign, unit_name(8 * type.size), name);
}

int btf_define(struct btf_definer *definer, uint32_t id)
{
	struct btf_type_info type = btf_type_at(definer->btf, id);
	char name[BTF_DECL_MAX];
	int result;

	if (type.kind == BTF_K_INT || type.kind == BTF_K_FLOAT) {
		put_scalar(definer, id);
		return 0;
	}
	if (type.kind == BTF_K_TYPEDEF) {
		put(definer, "typedef ");
		snprintf(name, sizeof(name), "%s", btf_names_of(definer->names, id));
		result = put_declaration(definer, type.type_id, name, 0);
	} else {
		btf_define_tag(definer, id);
		put(definer, " ");
		result = put_body(definer, id, 0);
	}
	put(definer, ";\n");
	return result;
}
