/* SPDX-License-Identifier: BSD-2-Clause */
/* test_layout_json.c - layouts and tables as JSON: letter by letter, and that a parser takes it. */
#include "unit.h"

#include <errno.h>
#include <jansson.h>

#include "samples.h"
#include <libbtf/layout_emit.h>

static const struct btf_layout_options lines_of_8 = {.cacheline_size = 8};

/* The tables below are written with single quotes. */
static char *with_quotes(const char *text)
{
	char *quoted = strdup(text);

	for (char *at = quoted; *at; at++)
		if (*at == '\'')
			*at = '"';
	return quoted;
}

static void assert_json(const struct btf *btf, struct btf_id_list list, bool lines,
			const char *text)
{
	struct btf_out *out = btf_out_to_memory();
	char *quoted = with_quotes(text);

	assert_int_equal(btf_emit_show_json(btf, list, &lines_of_8, lines, out, NULL), 0);
	assert_out_holds(out, quoted);
	free(quoted);
}

/* struct outer { char a : 3; union { int x; struct pair pair; } u[2]; struct fwd fwd; ... } */
static uint32_t add_outer(struct btf_builder *b)
{
	uint32_t letter = add_int(b, "char", 1, 0, 8), number = add_int(b, "int", 4, 0, 32);
	uint32_t pair = add_struct(b, "pair", 8), arms, array, fwd, id;

	add_member(b, "a", number, 0);
	add_member(b, "b", letter, 32);
	arms = add_union(b, NULL, 8);
	add_member(b, "x", number, 0);
	add_member(b, "pair", pair, 0);
	array = add_array(b, arms, number, 2);
	fwd = add_fwd(b, "fwd", false);
	id = add_struct(b, "outer", 28);
	add_bitfield(b, "a", letter, 0, 3);
	add_bitfield(b, "u", array, 64, 0);
	add_bitfield(b, "fwd", fwd, 192, 0);
	add_bitfield(b, "odd", number, 196, 0);
	return id;
}

#define FIGURES_OF_PAIR                                                                     \
	"'struct_id':3,'size':8,'vlen':2,'alignment':4,'member_bytes':5,'bitfield_bits':0," \
	"'holes':0,'hole_bytes':0,'bit_holes':0,'bit_hole_bits':0,'padding':3,"             \
	"'bit_padding':0,'tail_paddings':0,'tail_padding_bytes':0,'packable':0,"            \
	"'cacheline_size':8,'cachelines':1,'last_cacheline':0"

static const char pair_text[] =
	"{'id':3,'kind':'STRUCT','name':'pair'," FIGURES_OF_PAIR ",'rows':["
	"{'row':'begin','depth':0,'path':'','type_id':3,'type_name':'struct pair','struct_id':3,"
	"'bits_offset':0,'byte_offset':0,'byte_size':8},"
	"{'row':'member','depth':1,'path':'a','name':'a','type_id':2,'type_name':'int',"
	"'bits_offset':0,'byte_offset':0,'byte_size':4},"
	"{'row':'member','depth':1,'path':'b','name':'b','type_id':1,'type_name':'char',"
	"'bits_offset':32,'byte_offset':4,'byte_size':1},"
	"{'row':'padding','depth':1,'path':'','bits_offset':40,'byte_offset':5,'byte_size':3},"
	"{'row':'end','depth':0,'path':'','type_id':3,'type_name':'struct pair','struct_id':3,"
	"'bits_offset':0,'byte_offset':0,'byte_size':8}]}";

TEST(a_struct)
{
	uint32_t id;

	add_outer(b);
	id = 3;
	const struct btf_id_list list = {&id, 0, 1};
	char text[4096];

	snprintf(text, sizeof(text), "{'types':[%s]}\n", pair_text);
	assert_json(builder_open(b), list, false, text);
	assert_json(builder_open_swapped(b), list, false, text);
	snprintf(text, sizeof(text), "%s\n", pair_text);
	assert_json(builder_open(b), list, true, text);
}

/* The rows of the outer struct, one after the other; of each what is not in all of them. */
static const char *const outer_rows[] = {
	"{'row':'begin','depth':0,'path':'','type_id':7,'type_name':'struct outer','struct_id':7,"
	"'bits_offset':0,'byte_offset':0,'byte_size':28}",
	"{'row':'member','depth':1,'path':'a','name':'a','type_id':1,'type_name':'char',"
	"'bits_offset':0,'byte_offset':0,'bitfield_size':3,'storage_offset':0,'storage_size':1}",
	"{'row':'bit_hole','depth':1,'path':'','bits_offset':3,'byte_offset':0,'bitfield_size':5,"
	"'storage_offset':0,'storage_size':1}",
	"{'row':'hole','depth':1,'path':'','bits_offset':8,'byte_offset':1,'byte_size':7}",
	"{'row':'cacheline','depth':1,'path':'','bits_offset':64,'byte_offset':8}",
	"{'row':'begin','depth':1,'path':'u','name':'u','type_id':5,'type_name':'union {...} [2]',"
	"'struct_id':4,'nr_elems':2,'bits_offset':64,'byte_offset':8,'byte_size':16}",
	"{'row':'member','depth':2,'path':'u[0].x','name':'x','type_id':2,'type_name':'int',"
	"'bits_offset':64,'byte_offset':8,'byte_size':4}",
	"{'row':'member','depth':2,'path':'u[0].pair','name':'pair','type_id':3,"
	"'type_name':'struct pair','bits_offset':64,'byte_offset':8,'byte_size':8,"
	"'tail_padding':3}",
	"{'row':'end','depth':1,'path':'u','name':'u','type_id':5,'type_name':'union {...} [2]',"
	"'struct_id':4,'nr_elems':2,'bits_offset':64,'byte_offset':8,'byte_size':16}",
	"{'row':'cacheline','depth':1,'path':'','bits_offset':192,'byte_offset':24}",
	"{'row':'member','depth':1,'path':'fwd','name':'fwd','type_id':6,'type_name':'struct fwd',"
	"'bits_offset':192,'byte_offset':24}",
	"{'row':'member','depth':1,'path':'odd','name':'odd','type_id':2,'type_name':'int',"
	"'bits_offset':196,'byte_offset':24,'byte_size':4,'beyond_end':true}",
	"{'row':'end','depth':0,'path':'','type_id':7,'type_name':'struct outer','struct_id':7,"
	"'bits_offset':0,'byte_offset':0,'byte_size':28}",
};

TEST(every_row)
{
	uint32_t id = add_outer(b);
	struct btf_out *out = btf_out_to_memory();
	const struct btf_id_list list = {&id, 0, 1};
	size_t size;

	assert_int_equal(btf_emit_show_json(builder_open(b), list, &lines_of_8, false, out, NULL),
			 0);
	const char *text = btf_out_text(out, &size);
	json_t *document = json_loadb(text, size, 0, NULL);
	json_t *rows =
		json_object_get(json_array_get(json_object_get(document, "types"), 0), "rows");

	assert_int_equal(json_array_size(rows), COUNT(outer_rows));
	for (size_t i = 0; i < COUNT(outer_rows); i++) {
		char *found =
			json_dumps(json_array_get(rows, i), JSON_COMPACT | JSON_PRESERVE_ORDER);
		char *expected = with_quotes(outer_rows[i]);

		assert_string_equal(found, expected);
		free(found);
		free(expected);
	}
	json_decref(document);
	btf_out_free(out);
}

/* Other kinds are as the dump has them. */
TEST(types_without_a_layout)
{
	uint32_t number = add_int(b, "int", 4, 0, 32);
	uint32_t alias = add_typedef(b, "alias_t", add_struct(b, NULL, 0));
	uint32_t ids[] = {number, alias, number};

	assert_json(builder_open(b), (struct btf_id_list){ids, 0, 3}, true,
		    "{'id':1,'kind':'INT','name':'int','size':4,'bits_offset':0,'nr_bits':32,"
		    "'encoding':'(none)','c_name':'int','byte_size':4,'alignment':4}\n"
		    "{'id':3,'kind':'TYPEDEF','name':'alias_t','struct_id':2,'size':0,'vlen':0,"
		    "'alignment':1,'member_bytes':0,'bitfield_bits':0,'holes':0,'hole_bytes':0,"
		    "'bit_holes':0,'bit_hole_bits':0,'padding':0,'bit_padding':0,"
		    "'tail_paddings':0,'tail_padding_bytes':0,'packable':0,'cacheline_size':8,"
		    "'cachelines':0,'last_cacheline':0,'rows':["
		    "{'row':'begin','depth':0,'path':'','type_id':3,'type_name':'alias_t',"
		    "'struct_id':2,'bits_offset':0,'byte_offset':0,'byte_size':0},"
		    "{'row':'end','depth':0,'path':'','type_id':3,'type_name':'alias_t',"
		    "'struct_id':2,'bits_offset':0,'byte_offset':0,'byte_size':0}]}\n"
		    "{'id':1,'kind':'INT','name':'int','size':4,'bits_offset':0,'nr_bits':32,"
		    "'encoding':'(none)','c_name':'int','byte_size':4,'alignment':4}\n");
	assert_json(builder_open(b), (struct btf_id_list){0}, true, "");
	assert_json(builder_open(b), (struct btf_id_list){0}, false, "{'types':[]}\n");
}

/* struct levelN { struct levelN+1 a, b; }: too many rows where all is shown. */
TEST(what_can_not_be_shown_is_left_out)
{
	const struct btf_show_options all = {.layout = {.expand = true}};
	struct btf_out *out = btf_out_to_memory(), *text = btf_out_to_memory();
	struct btf_error error = {0};
	uint32_t ids[3] = {0};

	for (uint32_t level = 0; level < 25; level++) {
		add_struct(b, "level", 0);
		add_member(b, "a", level + 2, 0);
		add_member(b, "b", level + 2, 0);
	}
	ids[0] = ids[2] = add_int(b, "int", 4, 0, 32);
	ids[1] = 1;
	const struct btf_id_list list = {ids, 0, 3};
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_emit_show_json(btf, list, &all.layout, false, out, &error), -E2BIG);
	assert_int_equal(error.code, -E2BIG);
	assert_int_equal(btf_emit_show(btf, list, &all, text, NULL), -E2BIG);
	assert_out_holds(text, "int  /* int, size 4, align 4, #26 */\n\n"
			       "int  /* int, size 4, align 4, #26 */\n");

	size_t size;
	const char *found = btf_out_text(out, &size);
	json_t *document = json_loadb(found, size, 0, NULL);

	assert_int_equal(json_array_size(json_object_get(document, "types")), 2);
	json_decref(document);
	btf_out_free(out);
}

TEST(names_that_json_has_to_escape)
{
	uint32_t number = add_int(b, "int", 4, 0, 32);
	uint32_t id = add_struct(b, "s\"", 4);
	struct btf_out *out = btf_out_to_memory();
	size_t size;

	add_member(b, "a\033\xff\\", number, 0);
	btf_emit_show_json(builder_open(b), (struct btf_id_list){&id, 0, 1}, &lines_of_8, true, out,
			   NULL);
	const char *text = btf_out_text(out, &size);
	json_t *document = json_loadb(text, size, 0, NULL);
	const json_t *row = json_array_get(json_object_get(document, "rows"), 1);

	assert_string_equal(json_string_value(json_object_get(document, "name")), "s\"");
	assert_string_equal(json_string_value(json_object_get(row, "path")), "a\033\\xff\\");
	json_decref(document);
	btf_out_free(out);
}

TEST(tables)
{
	const struct btf_layout_table_options options = {.cacheline_size = 8};
	struct btf_out *json = btf_out_to_memory(), *text = btf_out_to_memory();
	struct btf_layout_table *table;
	uint32_t ids[] = {3, 4};
	char *quoted = with_quotes("{'id':3,'kind':'STRUCT','name':'pair'," FIGURES_OF_PAIR "}\n");

	add_outer(b);
	const struct btf *btf = builder_open(b);

	table = btf_layout_table_new(btf, (struct btf_id_list){ids, 0, 1}, &options, NULL);
	btf_emit_layout_table_json(btf, table, true, json);
	assert_out_holds(json, quoted);
	btf_layout_table_free(table);
	free(quoted);

	table = btf_layout_table_new(btf, (struct btf_id_list){ids, 0, 2}, &options, NULL);
	btf_emit_layout_table(btf, table, &(struct btf_show_options){0}, text);
	assert_out_holds(
		text,
		"     SIZE  CACHELINES  MEMBERS  HOLES  HOLE-BYTES  PADDING  PACKABLE  NAME\n"
		"        8           1        2      0           0        0         0  union {...} #4\n"
		"        8           1        2      0           0        3         0  struct pair\n");
	btf_layout_table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_struct),
		RUN(every_row),
		RUN(types_without_a_layout),
		RUN(what_can_not_be_shown_is_left_out),
		RUN(names_that_json_has_to_escape),
		RUN(tables),
	};

	return cmocka_run_group_tests_name("emit/layout_json", tests, NULL, NULL);
}
