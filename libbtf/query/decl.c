/* SPDX-License-Identifier: BSD-2-Clause */
/* decl.c - types and declarations as C writes them.
 *
 * C declares inside out: the identifier stands in the middle, and each type that is passed on the
 * way from the outermost to the base adds something to its left (a `*`, a qualifier) or to its right
 * (`[4]`, parameters). So the text grows at both ends of a buffer, with parentheses where a pointer
 * meets an array or a function, and ends with the base type's name on the left.
 *
 *	PTR > FUNC_PROTO > CONST > INT    fn  ->  *fn  ->  (*fn)(void)  ->  const int (*fn)(void)
 *
 * Qualifiers wait for the next pointer or the base: `const` around an array is one of its
 * elements'.
 */
#include "query/decl.h"

#include <stdio.h>
#include <string.h>

#include "base/out.h"
#include "model/record.h"
#include <libbtf/resolve.h>

#define NESTING_MAX 16 /* functions that take functions */

struct declarator {
	char text[2 * BTF_DECL_MAX];
	size_t begin, end; /* of the text in the middle of the buffer */
	bool full;
	bool too_deep; /* and so is the text of a parameter */
};

static void declarator_init(struct declarator *d, const char *identifier)
{
	d->begin = d->end = BTF_DECL_MAX;
	d->full = d->too_deep = false;
	size_t length = strnlen(identifier, BTF_DECL_MAX);

	memcpy(d->text + d->begin, identifier, length);
	d->end += length;
}

static inline void append_bytes(struct declarator *d, const char *text, size_t length)
{
	if (d->full)
		return;
	if (length > sizeof(d->text) - d->end) {
		length = sizeof(d->text) - d->end;
		d->full = true;
	}
	memcpy(d->text + d->end, text, length);
	d->end += length;
}

/* Inline, as most texts are literals, whose lengths are constants then. */
static inline __attribute__((always_inline)) void append(struct declarator *d, const char *text)
{
	append_bytes(d, text, strlen(text));
}

static inline void prepend_bytes(struct declarator *d, const char *text, size_t length)
{
	if (d->full)
		return;
	if (length > d->begin) {
		length = d->begin;
		d->full = true;
	}
	d->begin -= length;
	memcpy(d->text + d->begin, text, length);
}

static inline __attribute__((always_inline)) void prepend(struct declarator *d, const char *text)
{
	prepend_bytes(d, text, strlen(text));
}

/* What waits for the next pointer or the base. */
struct qualifiers {
	bool is_const, is_volatile, is_restrict;
	char tags[256];
};

/* Its tags are long, and seldom there. */
static void clear_qualifiers(struct qualifiers *qualifiers)
{
	qualifiers->is_const = qualifiers->is_volatile = qualifiers->is_restrict = false;
	*qualifiers->tags = '\0';
}

/* The style, and where it is asked for. */
struct context {
	const struct btf *btf;
	const struct btf_decl_style *style;
};

#define QUALIFIERS_MAX 32 /* "const volatile restrict " */

static bool has_words(const struct qualifiers *qualifiers)
{
	return qualifiers->is_const || qualifiers->is_volatile || qualifiers->is_restrict;
}

static void format_qualifiers(const struct qualifiers *qualifiers, char text[QUALIFIERS_MAX])
{
	*text = '\0';
	if (qualifiers->is_const)
		strcat(text, "const ");
	if (qualifiers->is_volatile)
		strcat(text, "volatile ");
	if (qualifiers->is_restrict)
		strcat(text, "restrict ");
}

/* A `*` and its qualifiers: `*`, or `*const ` where something follows. */
static void prepend_pointer(struct declarator *d, struct qualifiers *qualifiers)
{
	bool at_end = d->begin == d->end || d->text[d->begin] == ')';
	char words[QUALIFIERS_MAX];

	if (has_words(qualifiers)) {
		format_qualifiers(qualifiers, words);
		if (at_end)
			words[strlen(words) - 1] = '\0';
		prepend(d, words);
	}
	prepend(d, qualifiers->tags);
	prepend(d, "*");
	clear_qualifiers(qualifiers);
}

static void parenthesize(struct declarator *d)
{
	prepend(d, "(");
	append(d, ")");
}

static void append_dimension(struct declarator *d, uint32_t nelems)
{
	char dimension[16] = "[";
	char *end = btf_put_u32(dimension + 1, nelems);

	*end++ = ']';
	append_bytes(d, dimension, (size_t)(end - dimension));
}

static void declare(const struct context *context, uint32_t id, struct declarator *d, int nesting);

/* Parameters have their names only where the function itself is declared. */
static void append_params(const struct context *context, uint32_t id, struct declarator *d,
			  int nesting, bool named)
{
	const struct btf *btf = context->btf;
	uint32_t vlen = btf_type_at(btf, id).vlen;
	struct declarator param;

	append(d, "(");
	if (!vlen)
		append(d, "void");
	for (uint32_t i = 0; i < vlen && !d->full; i++) {
		struct btf_param_info info = btf_param_at(btf, id, i);

		if (i)
			append(d, ", ");
		if (i == vlen - 1 && btf_proto_is_variadic(btf, id)) {
			append(d, "...");
			break;
		}
		declarator_init(&param, named ? info.name : "");
		declare(context, info.type_id, &param, nesting + 1);
		append_bytes(d, param.text + param.begin, param.end - param.begin);
		d->full |= param.full;
		d->too_deep |= param.too_deep;
	}
	append(d, ")");
}

static const char *keyword_of(const uint8_t *record)
{
	switch (btf_record_kind(record)) {
	case BTF_K_STRUCT:
		return "struct";
	case BTF_K_UNION:
		return "union";
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
		return "enum";
	case BTF_K_FWD:
		return btf_record_kflag(record) ? "union" : "struct";
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

/* A text with the number of a type. */
static void prepend_number(struct declarator *d, const char *before, const char *kind, uint32_t id)
{
	char text[48];

	snprintf(text, sizeof(text), "<%s %s %u>", before, kind, id);
	prepend(d, text);
}

/* What declarations begin with: a named type, or what stands for one. */
static void prepend_base(const struct context *context, uint32_t id, struct declarator *d)
{
	const uint8_t *record = btf_record(context->btf, id);
	const char *keyword = record ? keyword_of(record) : NULL;
	const char *name = NULL;
	char renamed[BTF_NAME_ROOM];

	if (record && btf_record_is_named(context->btf, record))
		name = context->style->name
			       ? context->style->name(context->style->names, id, renamed)
			       : btf_name_at(context->btf, btf_record_name(record)).text;
	if (!id) {
		prepend(d, "void");
	} else if (!record) {
		prepend_number(d, "invalid", "type", id);
	} else if (keyword) {
		prepend(d, name ? name : "{...}");
		prepend(d, " ");
		prepend(d, keyword);
	} else if (name) {
		prepend(d, name);
	} else {
		prepend_number(d, "anonymous", btf_kind_name(btf_record_kind(record)), id);
	}
}

static void add_tag(const struct btf *btf, uint32_t id, struct qualifiers *qualifiers)
{
	size_t used = strlen(qualifiers->tags);
	const char *tag = btf_type_at(btf, id).name;

	if (used + strlen(tag) + sizeof("BTF_TYPE_TAG(\"\") ") < sizeof(qualifiers->tags))
		snprintf(qualifiers->tags + used, sizeof(qualifiers->tags) - used,
			 "BTF_TYPE_TAG(\"%s\") ", tag);
}

/* What stands around a type and not in its declarator: it is kept for later. False for all else. */
static bool pass_qualifier(const struct context *context, uint32_t id, enum btf_kind kind,
			   struct qualifiers *qualifiers)
{
	if (kind == BTF_K_CONST)
		qualifiers->is_const = true;
	else if (kind == BTF_K_VOLATILE)
		qualifiers->is_volatile = true;
	else if (kind == BTF_K_RESTRICT)
		qualifiers->is_restrict = true;
	else if (kind == BTF_K_TYPE_TAG && context->style->tags)
		add_tag(context->btf, id, qualifiers);
	return btf_is_modifier(kind) && kind != BTF_K_TYPEDEF;
}

/* Writes all but the base, which is returned with the qualifiers that it has; UINT32_MAX: it is too
 * deep. */
static uint32_t declare_around(const struct context *context, uint32_t id, struct declarator *d,
			       int nesting, struct qualifiers *qualifiers)
{
	bool after_pointer = false;
	/* An identifier with its parameters right behind it. */
	bool declares_function = nesting == 0 && d->begin != d->end;

	clear_qualifiers(qualifiers);
	for (int depth = 0; depth < BTF_MAX_DEPTH && nesting < NESTING_MAX && !d->full; depth++) {
		const uint8_t *record = btf_record(context->btf, id);
		enum btf_kind kind = btf_kind_of(context->btf, id);

		if (after_pointer && (kind == BTF_K_ARRAY || kind == BTF_K_FUNC_PROTO))
			parenthesize(d);
		if (kind == BTF_K_PTR) {
			prepend_pointer(d, qualifiers);
		} else if (kind == BTF_K_ARRAY) {
			append_dimension(d, btf_record_extra(record, 2));
		} else if (kind == BTF_K_FUNC_PROTO) {
			clear_qualifiers(qualifiers);
			append_params(context, id, d, nesting, declares_function);
		} else if (!pass_qualifier(context, id, kind, qualifiers)) {
			return id;
		}
		declares_function = false;
		if (!btf_is_modifier(kind))
			after_pointer = kind == BTF_K_PTR;
		id = kind == BTF_K_ARRAY ? btf_record_extra(record, 0)
					 : btf_record_size_or_type(record);
	}
	return UINT32_MAX;
}

static void declare(const struct context *context, uint32_t id, struct declarator *d, int nesting)
{
	struct qualifiers qualifiers;
	uint32_t base = declare_around(context, id, d, nesting, &qualifiers);
	char words[QUALIFIERS_MAX];

	prepend(d, qualifiers.tags);
	if (d->begin != d->end)
		prepend(d, " ");
	if (base == UINT32_MAX) {
		prepend(d, "<...>");
		d->too_deep = true;
		return;
	}
	prepend_base(context, base, d);
	if (has_words(&qualifiers)) {
		format_qualifiers(&qualifiers, words);
		prepend(d, words);
	}
}

/* Copies as snprintf() does. */
static size_t copy_out(struct declarator *d, char *text, size_t size)
{
	static const char cut[] = "...";
	char *whole = d->text + d->begin;
	size_t length = d->end - d->begin;

	if (d->full || length >= BTF_DECL_MAX) {
		if (length > BTF_DECL_MAX - sizeof(cut))
			length = BTF_DECL_MAX - sizeof(cut);
		memcpy(whole + length, cut, sizeof(cut));
		length += sizeof(cut) - 1;
	}
	if (size) {
		size_t copied = length < size ? length : size - 1;

		memcpy(text, whole, copied);
		text[copied] = '\0';
	}
	return length;
}

static const struct btf_decl_style plain_style = {0};

size_t btf_declaration(const struct btf *btf, uint32_t id, const char *identifier, char *text,
		       size_t size)
{
	const struct context context = {btf, &plain_style};
	struct declarator d;

	declarator_init(&d, identifier);
	declare(&context, id, &d, 0);
	return copy_out(&d, text, size);
}

size_t btf_type_name(const struct btf *btf, uint32_t id, char *text, size_t size)
{
	struct btf_type_info type = btf_type_at(btf, id);

	if (type.kind == BTF_K_FUNC || type.kind == BTF_K_VAR)
		return btf_declaration(btf, type.type_id, type.name, text, size);
	return btf_declaration(btf, id, "", text, size);
}

bool btf_declaration_styled(const struct btf *btf, uint32_t id, const char *identifier,
			    const struct btf_decl_style *style, char text[BTF_DECL_MAX])
{
	const struct context context = {btf, style};
	struct declarator d;

	declarator_init(&d, identifier);
	declare(&context, id, &d, 0);
	copy_out(&d, text, BTF_DECL_MAX);
	return !d.full && !d.too_deep;
}

uint32_t btf_declaration_base(const struct btf *btf, uint32_t id)
{
	for (int depth = 0; depth < BTF_MAX_DEPTH; depth++) {
		const uint8_t *record = btf_record(btf, id);
		enum btf_kind kind = record ? btf_record_kind(record) : BTF_K_VOID;

		if (kind == BTF_K_ARRAY)
			id = btf_record_extra(record, 0);
		else if (kind == BTF_K_PTR || kind == BTF_K_FUNC_PROTO ||
			 (btf_is_modifier(kind) && kind != BTF_K_TYPEDEF))
			id = btf_record_size_or_type(record);
		else
			return id;
	}
	return UINT32_MAX;
}

bool btf_declaration_parts(const struct btf *btf, uint32_t id, const char *identifier,
			   const struct btf_decl_style *style, struct btf_decl_parts *parts)
{
	const struct context context = {btf, style};
	struct qualifiers qualifiers;
	struct declarator d;

	declarator_init(&d, identifier);
	parts->base_id = declare_around(&context, id, &d, 0, &qualifiers);
	if (parts->base_id == UINT32_MAX || d.full)
		return false;
	prepend(&d, qualifiers.tags);
	format_qualifiers(&qualifiers, parts->qualifiers);
	copy_out(&d, parts->declarator, sizeof(parts->declarator));
	return true;
}
