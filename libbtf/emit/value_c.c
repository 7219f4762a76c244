/* SPDX-License-Identifier: BSD-2-Clause */
/* value_c.c - a value as a C initialiser.
 *
 * What is zero is left out: C makes it zero. So the beginning of a struct or array waits until
 * something in it is written. A member without a name has no braces of its own: C gets at what is in
 * it as if it stood outside. Of a union one arm alone can be written, which value_arm.c chooses.
 */
#include <libbtf/value_emit.h>

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "emit/value_arm.h"
#include "emit/value_literal.h"
#include "query/names.h"
#include "query/placement.h"
#include <libbtf/resolve.h>

#define UNIONS_MAX 10000 /* looked at for one value */
#define NO_ARM     UINT32_MAX
#define COLUMN_MAX 80 /* columns behind which the elements of an array go on in another line */
#define RUN_MIN    8  /* equal elements that are written as one */

struct btf_initializer {
	struct btf_decoder *decoder;
	struct btf_names *names;
	struct btf_placer placer;
	char name[BTF_NAME_ROOM];
};

/* A struct, union or array that the walk is in. */
struct open {
	struct btf_field field;
	enum btf_group_kind kind;
	bool is_through;                /* a member without a name: no braces */
	bool is_inline;                 /* an array of scalars: on one line */
	uint32_t arm;                   /* of a union: the one that is written, or NO_ARM */
	uint64_t there;                 /* of an array: how many elements are */
	uint64_t next_index;            /* of an array: that of an element without a designator */
	struct btf_placement placement; /* of a struct that C can't say as a whole */
};

struct writer {
	struct btf_initializer *initializer;
	const struct btf *btf;
	struct btf_out *out;
	struct open open[BTF_VALUE_DEPTH_MAX + 2];
	uint32_t depth; /* of `open` */
	uint32_t begun; /* those of them whose beginning is written */
	uint32_t indent, column;
	struct btf_arm_search search;
	const struct btf_value *value;
	bool is_group;    /* it has parts ... */
	bool has_written; /* ... and one was written */
	int error;
};

struct btf_initializer *btf_initializer_new(struct btf_decoder *decoder, struct btf_error *err)
{
	const struct btf *btf = btf_decoder_btf(decoder);
	struct btf_initializer *initializer = calloc(1, sizeof(*initializer));

	if (initializer) {
		initializer->decoder = decoder;
		initializer->names = btf_names_new(btf, NULL, 0);
		if (initializer->names && !btf_placer_init(&initializer->placer, btf))
			return initializer;
	}
	btf_initializer_free(initializer);
	btf_fail(err, -ENOMEM, "no memory");
	return NULL;
}

void btf_initializer_free(struct btf_initializer *initializer)
{
	if (!initializer)
		return;
	btf_names_free(initializer->names);
	btf_placer_free(&initializer->placer);
	free(initializer);
}

static void put(struct writer *writer, const char *text)
{
	size_t length = strlen(text);

	btf_out_write(writer->out, text, length);
	writer->column += (uint32_t)length;
}

static void put_line(struct writer *writer)
{
	put(writer, "\n");
	for (uint32_t i = 0; i < writer->indent; i++)
		put(writer, "\t");
	writer->column = 8 * writer->indent;
}

/* The elements of an array go on in a line of their own, a step further in. */
static void put_next_line(struct writer *writer)
{
	writer->indent++;
	put_line(writer);
	writer->indent--;
}

static struct open *innermost(struct writer *writer)
{
	return writer->depth ? &writer->open[writer->depth - 1] : NULL;
}

/* Designators */

/* "[7] = ", "[4 ... 9] = ", or nothing. */
static void put_index(struct writer *writer, struct open *array, uint64_t index, uint64_t count)
{
	char text[64];

	if (count > 1)
		snprintf(text, sizeof(text), "[%" PRIu64 " ... %" PRIu64 "] = ", index,
			 index + count - 1);
	else
		snprintf(text, sizeof(text), "[%" PRIu64 "] = ", index);
	if (count > 1 || index != array->next_index)
		put(writer, text);
	array->next_index = index + count;
}

/* ".name = ", or an index; on a line of its own where it is none of many scalars. */
static void put_designator(struct writer *writer, struct open *parent,
			   const struct btf_field *field, uint64_t count)
{
	size_t length;

	if (!parent)
		return;
	if (!parent->is_inline)
		put_line(writer);
	else if (parent->next_index && writer->column > COLUMN_MAX)
		put_next_line(writer);
	else if (parent->next_index)
		put(writer, " ");
	if (field->role == BTF_FIELD_ELEMENT) {
		put_index(writer, parent, field->index, count);
		return;
	}
	put(writer, ".");
	put(writer, btf_names_of_member(writer->initializer->names, field->name, &length,
					writer->initializer->name));
	put(writer, " = ");
}

/* Something is written: so is the beginning of all that it is in. */
static void begin_pending(struct writer *writer)
{
	writer->has_written = true;
	for (; writer->begun < writer->depth; writer->begun++) {
		struct open *open = &writer->open[writer->begun];

		if (open->is_through)
			continue;
		put_designator(writer, writer->begun ? open - 1 : NULL, &open->field, 1);
		put(writer, open->is_inline ? "{ " : "{");
		writer->indent += !open->is_inline;
	}
}

static void end_open(struct writer *writer, struct open *open)
{
	if (open->is_through)
		return;
	writer->indent -= !open->is_inline;
	if (open->is_inline)
		put(writer, " ");
	else
		put_line(writer);
	put(writer, writer->begun > 1 ? "}," : "}");
}

/* Comments */

__attribute__((format(printf, 2, 3))) static void put_comment(struct writer *writer,
							      const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	begin_pending(writer);
	put_line(writer);
	put(writer, "/* ");
	btf_put_comment(writer->out, text);
	put(writer, " */");
}

/* Why C has no such member; NULL: it has. */
static const char *why_not(const struct open *parent, uint64_t index)
{
	for (size_t i = 0; parent && i < parent->placement.count; i++)
		if (parent->placement.places[i].kind == BTF_PLACE_NOWHERE &&
		    parent->placement.places[i].index == index)
			return parent->placement.places[i].why;
	return NULL;
}

/* Whether there is a bit in the `size` bytes from where a field begins. */
static bool is_set_anywhere(const struct writer *writer, const struct btf_field *field,
			    uint64_t size)
{
	uint64_t left = writer->value->size - field->bit_offset / 8;

	for (uint64_t i = 0; i < size && i < left; i++)
		if (field->data[i])
			return true;
	return false;
}

/* Whether a field has no place in what is written; it is told where that loses something. */
static bool is_left_out(struct writer *writer, const struct btf_field *field, bool is_set)
{
	const struct open *parent = innermost(writer);
	const char *why = why_not(parent, field->index);

	if (field->role != BTF_FIELD_MEMBER || !parent)
		return false;
	if (why && is_set)
		put_comment(writer, "'%s' %s: C can't say that", field->key, why);
	return why || (parent->kind == BTF_GROUP_UNION && parent->arm != field->index);
}

/* Groups */

static int look_at_places(struct writer *writer, const struct btf_field *field, struct open *open)
{
	struct btf_placer *placer = &writer->initializer->placer;

	btf_placed_alignment(placer, field->value_id);
	if (placer->placed[field->value_id].natural)
		return 0;
	return btf_place(placer, field->value_id, &open->placement);
}

static void choose_arm(struct writer *writer, const struct btf_field *field, struct btf_arm *arm)
{
	uint64_t at = field->bit_offset / 8;

	writer->error = btf_choose_arm(writer->initializer->decoder, field->value_id, field->data,
				       (size_t)(writer->value->size - at), &writer->search, arm);
}

static bool is_scalar(const struct btf *btf, uint32_t type_id)
{
	uint32_t id;

	return btf_type_skip_modifiers(btf, type_id, &id) && !btf_type_is_struct(btf, id) &&
	       btf_type_at(btf, id).kind != BTF_K_ARRAY;
}

/* A text, or true where it is none. */
static bool write_text(struct writer *writer, const struct btf_field *field,
		       const struct btf_group *group)
{
	size_t length;

	if (!group->is_text || group->there != group->count || !group->count ||
	    !btf_is_c_text((const char *)field->data, group->count, &length))
		return false;
	if (!length)
		return true;
	begin_pending(writer);
	put_designator(writer, innermost(writer), field, 1);
	btf_put_c_text(writer->out, (const char *)field->data, length);
	put(writer, writer->depth ? "," : "");
	return true;
}

static bool is_inline_array(const struct writer *writer, const struct btf_field *field,
			    const struct btf_group *group)
{
	struct btf_type_info type = btf_type_at(writer->btf, field->value_id);

	if (group->kind != BTF_GROUP_ARRAY)
		return false;
	return type.kind == BTF_K_ARRAY
		       ? is_scalar(writer->btf, btf_array_of(writer->btf, field->value_id).type_id)
		       : is_scalar(writer->btf, field->value_id);
}

/* An array that goes on to the end of the data: only the struct that is the value may have one. */
static bool is_beyond_c(struct writer *writer, const struct btf_field *field,
			const struct btf_group *group)
{
	if (group->kind != BTF_GROUP_ARRAY || field->role != BTF_FIELD_MEMBER || !group->count ||
	    writer->depth < 2 || btf_array_of(writer->btf, field->value_id).nelems)
		return false;
	if (is_set_anywhere(writer, field, UINT64_MAX))
		put_comment(writer, "'%s' is a flexible array in another struct: C can't say that",
			    field->key);
	return true;
}

static bool begin_group(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct writer *writer = context;
	struct open *open = &writer->open[writer->depth];
	struct btf_arm arm = {.is_whole = true};

	writer->is_group = true;
	if (writer->error ||
	    is_left_out(writer, field, is_set_anywhere(writer, field, field->bits / 8)) ||
	    is_beyond_c(writer, field, group) || write_text(writer, field, group))
		return false;
	*open = (struct open){.field = *field, .kind = group->kind, .there = group->there};
	open->is_through = field->role == BTF_FIELD_MEMBER && !*field->name;
	open->is_inline = is_inline_array(writer, field, group);
	if (group->kind == BTF_GROUP_UNION)
		choose_arm(writer, field, &arm);
	open->arm = arm.is_zero ? NO_ARM : arm.index;
	if (!writer->error && (group->kind == BTF_GROUP_STRUCT || group->kind == BTF_GROUP_UNION))
		writer->error = look_at_places(writer, field, open);
	writer->depth++;
	if (!writer->error && !arm.is_zero && !arm.is_whole)
		put_comment(writer, "no arm of this union has all bits that are set in it");
	return true;
}

static void end_group(void *context, const struct btf_field *field, const struct btf_group *group)
{
	struct writer *writer = context;
	struct open *open = innermost(writer);

	(void)field;
	(void)group;
	if (writer->begun == writer->depth) {
		end_open(writer, open);
		writer->begun--;
	}
	btf_placement_free(&open->placement);
	writer->depth--;
}

/* Scalars */

/* For how many elements it stands: those from this one on with the same bytes, if they are many. */
static uint64_t length_of_run(const struct open *array, const struct btf_field *field)
{
	size_t size = (size_t)(field->bits / 8);
	uint64_t count = 1;

	if (!array || field->role != BTF_FIELD_ELEMENT)
		return 1;
	while (field->index + count < array->there &&
	       !memcmp(field->data, field->data + count * size, size))
		count++;
	return count < RUN_MIN ? 1 : count;
}

static void write_scalar(void *context, const struct btf_field *field,
			 const struct btf_scalar *scalar)
{
	struct writer *writer = context;
	struct open *parent = innermost(writer);
	bool is_set = scalar->low || scalar->high;
	char text[BTF_LITERAL_MAX];
	const char *comment;

	if (writer->error || is_left_out(writer, field, is_set) || !is_set)
		return;
	/* It is in a run that was written. */
	if (field->role == BTF_FIELD_ELEMENT && parent && field->index < parent->next_index)
		return;
	comment = btf_format_literal(writer->btf, field, scalar, text);
	begin_pending(writer);
	put_designator(writer, parent, field, length_of_run(parent, field));
	put(writer, text);
	put(writer, parent ? "," : "");
	if (comment) {
		put(writer, " /* ");
		btf_put_comment(writer->out, comment);
		put(writer, " */");
	}
}

static void write_missing(void *context, const struct btf_field *field)
{
	struct writer *writer = context;

	if (field->role == BTF_FIELD_VALUE) {
		bool is_one =
			!writer->value->type->dim_count && is_scalar(writer->btf, field->type_id);

		put(writer, is_one ? "0 /* missing */" : "{} /* missing */");
		writer->has_written = true;
	} else if (!writer->error && !is_left_out(writer, field, false)) {
		put_comment(writer, "%s is missing", *field->key ? field->key : "an element");
	}
}

static void write_padding(void *context, const struct btf_field *field,
			  const struct btf_group *group, const struct btf_padding *padding)
{
	(void)field;
	(void)group;
	put_comment(context, "padding that is not zero: %" PRIu64 " bits at bit %" PRIu64,
		    padding->bits, padding->bit_offset);
}

int btf_emit_value_c(struct btf_initializer *initializer, const struct btf_value *value,
		     struct btf_out *out)
{
	struct writer writer = {.initializer = initializer,
				.btf = btf_decoder_btf(initializer->decoder),
				.out = out,
				.search = {.left = UNIONS_MAX},
				.value = value};
	const struct btf_value_sink sink = {.context = &writer,
					    .begin = begin_group,
					    .end = end_group,
					    .scalar = write_scalar,
					    .padding = write_padding,
					    .missing = write_missing};
	int result = btf_decode(initializer->decoder, value->type, value->data, value->size, &sink);

	if (!writer.has_written)
		put(&writer, writer.is_group ? "{}" : "0");
	return writer.error ? writer.error : result;
}
