/* SPDX-License-Identifier: BSD-2-Clause */
/* decl.c - types and declarations as C writes them.
 *
 * C declares inside out: the identifier stands in the middle, and each type that is passed on the
 * way from the outermost to the base adds something to its left (a `*`, a qualifier) or to its
 *right
 * (`[4]`, parameters). So the text grows at both ends of a buffer, with parentheses where a pointer
 * meets an array or a function, and ends with the base type's name on the left.
 *
 *	PTR > FUNC_PROTO > CONST > INT    fn  ->  *fn  ->  (*fn)(void)  ->  const int (*fn)(void)
 *
 * Qualifiers wait for the next pointer or the base: `const` around an array is one of its
 *elements'.
 */
#include <libbtf/decl.h>

#include <stdio.h>
#include <string.h>

#include <libbtf/resolve.h>

#define NESTING_MAX 16 /* functions that take functions */

struct declarator {
	char text[2 * BTF_DECL_MAX];
	size_t begin, end; /* of the text in the middle of the buffer */
	bool full;
};

static void declarator_init(struct declarator *d, const char *identifier)
{
	d->begin = d->end = BTF_DECL_MAX;
	d->full = false;
	size_t length = strnlen(identifier, BTF_DECL_MAX);

	memcpy(d->text + d->begin, identifier, length);
	d->end += length;
}

static void append_bytes(struct declarator *d, const char *text, size_t length)
{
	if (d->full || length > sizeof(d->text) - d->end) {
		d->full = true;
		return;
	}
	memcpy(d->text + d->end, text, length);
	d->end += length;
}

static void append(struct declarator *d, const char *text)
{
	append_bytes(d, text, strlen(text));
}

static void prepend(struct declarator *d, const char *text)
{
	size_t length = strlen(text);

	if (d->full || length > d->begin) {
		d->full = true;
		return;
	}
	d->begin -= length;
	memcpy(d->text + d->begin, text, length);
}

struct qualifiers {
	bool is_const, is_volatile, is_restrict;
};

static void prepend_qualifiers(struct declarator *d, struct qualifiers *qualifiers)
{
	if (qualifiers->is_restrict)
		prepend(d, "restrict ");
	if (qualifiers->is_volatile)
		prepend(d, "volatile ");
	if (qualifiers->is_const)
		prepend(d, "const ");
	*qualifiers = (struct qualifiers){false, false, false};
}

/* A `*` and its qualifiers: `*`, or `*const ` where something follows. */
static void prepend_pointer(struct declarator *d, struct qualifiers *qualifiers)
{
	bool at_end = d->begin == d->end || d->text[d->begin] == ')';
	bool qualified = qualifiers->is_const || qualifiers->is_volatile || qualifiers->is_restrict;
	struct declarator words;

	if (!qualified || !at_end) {
		prepend_qualifiers(d, qualifiers);
		prepend(d, "*");
		return;
	}
	declarator_init(&words, "");
	prepend_qualifiers(&words, qualifiers);
	words.text[words.end - 1] = '\0'; /* its last blank */
	prepend(d, words.text + words.begin);
	prepend(d, "*");
}

static void parenthesize(struct declarator *d)
{
	prepend(d, "(");
	append(d, ")");
}

static void append_dimension(struct declarator *d, uint32_t nelems)
{
	char dimension[16];

	snprintf(dimension, sizeof(dimension), "[%u]", nelems);
	append(d, dimension);
}

static void declare(const struct btf *btf, uint32_t id, struct declarator *d, int nesting);

/* Parameters have their names only where the function itself is declared. */
static void append_params(const struct btf *btf, uint32_t id, struct declarator *d, int nesting,
			  bool named)
{
	struct btf_type_info proto = btf_type_at(btf, id);
	struct declarator param;

	append(d, "(");
	if (!proto.vlen)
		append(d, "void");
	for (uint32_t i = 0; i < proto.vlen && !d->full; i++) {
		if (i)
			append(d, ", ");
		if (i == proto.vlen - 1 && btf_proto_is_variadic(btf, id)) {
			append(d, "...");
			break;
		}
		struct btf_param_info info = btf_param_at(btf, id, i);

		declarator_init(&param, named ? info.name : "");
		declare(btf, info.type_id, &param, nesting + 1);
		append_bytes(d, param.text + param.begin, param.end - param.begin);
		d->full |= param.full;
	}
	append(d, ")");
}

static const char *keyword_of(const struct btf_type_info *type)
{
	switch (type->kind) {
	case BTF_K_STRUCT:
		return "struct";
	case BTF_K_UNION:
		return "union";
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
		return "enum";
	case BTF_K_FWD:
		return type->kflag ? "union" : "struct";
	case BTF_K_VOID:
	case BTF_K_INT:
	case BTF_K_PTR:
	case BTF_K_ARRAY:
	case BTF_K_TYPEDEF:
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_FUNC:
	case BTF_K_FUNC_PROTO:
	case BTF_K_VAR:
	case BTF_K_DATASEC:
	case BTF_K_FLOAT:
	case BTF_K_DECL_TAG:
	case BTF_K_TYPE_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
	return NULL;
}

/* What declarations begin with: a named type, or what stands for one. */
static void prepend_base(const struct btf *btf, uint32_t id, struct declarator *d)
{
	struct btf_type_info type = btf_type_at(btf, id);
	const char *keyword = keyword_of(&type);
	char number[48];

	if (id && type.kind == BTF_K_VOID) {
		snprintf(number, sizeof(number), "<invalid type %u>", id);
		prepend(d, number);
	} else if (!id) {
		prepend(d, "void");
	} else if (keyword) {
		prepend(d, *type.name ? type.name : "{...}");
		prepend(d, " ");
		prepend(d, keyword);
	} else if (*type.name) {
		prepend(d, type.name);
	} else {
		snprintf(number, sizeof(number), "<anonymous %s %u>", btf_kind_name(type.kind), id);
		prepend(d, number);
	}
}

/* What stands around a type and not in its declarator: a qualifier is kept for later. False for all
 * else. */
static bool pass_qualifier(enum btf_kind kind, struct qualifiers *qualifiers)
{
	if (kind == BTF_K_CONST)
		qualifiers->is_const = true;
	else if (kind == BTF_K_VOLATILE)
		qualifiers->is_volatile = true;
	else if (kind == BTF_K_RESTRICT)
		qualifiers->is_restrict = true;
	return btf_kind_is_modifier(kind) && kind != BTF_K_TYPEDEF;
}

static void declare(const struct btf *btf, uint32_t id, struct declarator *d, int nesting)
{
	struct qualifiers qualifiers = {false, false, false};
	bool after_pointer = false;
	/* An identifier with its parameters right behind it. */
	bool declares_function = nesting == 0 && d->begin != d->end;

	for (int depth = 0; depth < BTF_MAX_DEPTH && nesting < NESTING_MAX && !d->full; depth++) {
		struct btf_type_info type = btf_type_at(btf, id);
		uint32_t next = type.type_id;

		if (after_pointer && (type.kind == BTF_K_ARRAY || type.kind == BTF_K_FUNC_PROTO))
			parenthesize(d);
		if (type.kind == BTF_K_PTR) {
			prepend_pointer(d, &qualifiers);
		} else if (type.kind == BTF_K_ARRAY) {
			append_dimension(d, btf_array_of(btf, id).nelems);
			next = btf_array_of(btf, id).type_id;
		} else if (type.kind == BTF_K_FUNC_PROTO) {
			qualifiers = (struct qualifiers){false, false, false};
			append_params(btf, id, d, nesting, declares_function);
		} else if (!pass_qualifier(type.kind, &qualifiers)) {
			if (d->begin != d->end)
				prepend(d, " ");
			prepend_base(btf, id, d);
			prepend_qualifiers(d, &qualifiers);
			return;
		}
		declares_function = false;
		if (!btf_kind_is_modifier(type.kind))
			after_pointer = type.kind == BTF_K_PTR;
		id = next;
	}
	prepend(d, d->begin == d->end ? "<...>" : "<...> ");
}

/* Copies as snprintf() does. */
static size_t copy_out(const struct declarator *d, char *text, size_t size)
{
	static const char cut[] = "...";
	size_t length = d->end - d->begin;
	size_t room = BTF_DECL_MAX - sizeof(cut);
	bool was_cut = d->full || length > room;

	if (was_cut && length > room)
		length = room;
	if (size) {
		size_t copied = length < size ? length : size - 1;

		memcpy(text, d->text + d->begin, copied);
		text[copied] = '\0';
		if (was_cut && copied + sizeof(cut) <= size)
			memcpy(text + copied, cut, sizeof(cut));
	}
	return length + (was_cut ? sizeof(cut) - 1 : 0);
}

size_t btf_declaration(const struct btf *btf, uint32_t id, const char *identifier, char *text,
		       size_t size)
{
	struct declarator d;

	declarator_init(&d, identifier);
	declare(btf, id, &d, 0);
	return copy_out(&d, text, size);
}

size_t btf_type_name(const struct btf *btf, uint32_t id, char *text, size_t size)
{
	struct btf_type_info type = btf_type_at(btf, id);

	if (type.kind == BTF_K_FUNC || type.kind == BTF_K_VAR)
		return btf_declaration(btf, type.type_id, type.name, text, size);
	return btf_declaration(btf, id, "", text, size);
}
