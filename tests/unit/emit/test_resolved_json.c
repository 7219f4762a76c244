/* SPDX-License-Identifier: BSD-2-Clause */
/* test_resolved_json.c - what resolving adds to the JSON of a type: C names, byte offsets, sizes,
 * alignment; behind the fields that are there, and only where there is an answer. */
#include <stdlib.h>
#include <time.h>

#include "json.h"
#include "samples.h"

/* What is added behind the fields of a sample, from the comma on; of types without elements. */
static const struct {
	uint32_t id;
	const char *added;
} samples[] = {
	{SAMPLE_INT, ",'c_name':'int','byte_size':4,'alignment':4"},
	{SAMPLE_CHAR, ",'c_name':'char','byte_size':1,'alignment':1"},
	{SAMPLE_PTR, ",'c_name':'struct point *','type_name':'struct point','byte_size':8,"
		     "'alignment':8"},
	{SAMPLE_ARRAY, ",'c_name':'int [4]','type_name':'int','index_type_name':'unsigned int',"
		       "'byte_size':16,'alignment':4"},
	{SAMPLE_ENUM, ",'c_name':'enum color','byte_size':4,'alignment':4"},
	{SAMPLE_FWD, ",'c_name':'struct sock'"},
	{SAMPLE_FWD_UNION, ",'c_name':'union bpf_attr'"},
	{SAMPLE_TYPEDEF, ",'c_name':'point_t','type_name':'struct point','byte_size':20,"
			 "'alignment':4"},
	{SAMPLE_VOLATILE, ",'c_name':'volatile int','type_name':'int','byte_size':4,"
			  "'alignment':4"},
	{SAMPLE_RESTRICT, ",'c_name':'struct point *restrict','type_name':'struct point *',"
			  "'byte_size':8,'alignment':8"},
	{SAMPLE_FUNC, ",'c_name':'int print(int count, const char, ...)',"
		      "'type_name':'int (int, const char, ...)'"},
	{SAMPLE_VAR, ",'c_name':'volatile int jiffies','type_name':'volatile int',"
		     "'byte_size':4"},
	{SAMPLE_FLOAT, ",'c_name':'double','byte_size':8,'alignment':8"},
	{SAMPLE_DECL_TAG, ",'c_name':'preserve','type_name':'struct point'"},
	{SAMPLE_TYPE_TAG, ",'c_name':'int','type_name':'int','byte_size':4,'alignment':4"},
	{SAMPLE_ENUM64, ",'c_name':'enum mask','byte_size':8,'alignment':8"},
};

static char *emit_line(const struct btf *btf, uint32_t id, bool resolve)
{
	const struct btf_json_options options = {.lines = true, .resolve = resolve};
	struct btf_out *out = btf_out_to_memory();
	size_t size;

	btf_emit_types_json(btf, (struct btf_id_list){NULL, id, 1}, &options, out);
	const char *text = btf_out_text(out, &size);
	char *line = strndup(text, size);

	btf_out_free(out);
	return line;
}

static void with_double_quotes(char *text)
{
	for (; *text; text++)
		if (*text == '\'')
			*text = '"';
}

TEST(resolved_fields_stand_behind_those_that_are_there)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(samples); i++) {
		char *plain = emit_line(btf, samples[i].id, false);
		char expected[1024];

		plain[strlen(plain) - strlen("}\n")] = '\0';
		strcpy(expected, samples[i].added);
		with_double_quotes(expected);
		char *whole = malloc(strlen(plain) + strlen(expected) + 3);

		strcpy(whole, plain);
		strcat(whole, expected);
		strcat(whole, "}\n");
		assert_json_line(btf, samples[i].id, true, whole);
		free(whole);
		free(plain);
	}
}

static void assert_resolved(const struct btf *btf, uint32_t id, const char *line)
{
	char expected[2048];

	strcpy(expected, line);
	with_double_quotes(expected);
	assert_json_line(btf, id, true, expected);
}

TEST(members_have_type_names_offsets_sizes_and_alignment)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_resolved(btf, SAMPLE_STRUCT,
			"{'id':8,'kind':'STRUCT','name':'point','size':20,'vlen':2,'members':["
			"{'name':'x','type_id':1,'bits_offset':0,'type_name':'int',"
			"'byte_offset':0,'byte_size':4,'alignment':4},"
			"{'name':'y','type_id':7,'bits_offset':32,'type_name':'int [4]',"
			"'byte_offset':4,'byte_size':16,'alignment':4}],"
			"'c_name':'struct point','byte_size':20,'alignment':4}\n");
	/* a bitfield's byte is the one that holds its first bit */
	assert_resolved(btf, SAMPLE_BITFIELDS,
			"{'id':9,'kind':'STRUCT','name':'flags','size':8,'vlen':3,'members':["
			"{'name':'a','type_id':2,'bits_offset':0,'bitfield_size':3,"
			"'type_name':'unsigned int','byte_offset':0,'byte_size':4,'alignment':4},"
			"{'name':'b','type_id':2,'bits_offset':3,'bitfield_size':29,"
			"'type_name':'unsigned int','byte_offset':0,'byte_size':4,'alignment':4},"
			"{'name':'c','type_id':3,'bits_offset':32,'type_name':'char',"
			"'byte_offset':4,'byte_size':1,'alignment':1}],"
			"'c_name':'struct flags','byte_size':8,'alignment':4}\n");
}

TEST(parameters_and_variables_have_type_names)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_resolved(btf, SAMPLE_PROTO,
			"{'id':19,'kind':'FUNC_PROTO','name':'(anon)','ret_type_id':1,'vlen':3,"
			"'params':[{'name':'count','type_id':1,'type_name':'int'},"
			"{'name':'(anon)','type_id':17,'type_name':'const char'},"
			"{'name':'(anon)','type_id':0,'type_name':'void'}],"
			"'c_name':'int (int, const char, ...)','ret_type_name':'int'}\n");
	assert_resolved(btf, SAMPLE_DATASEC,
			"{'id':22,'kind':'DATASEC','name':'.data','size':4,'vlen':1,'vars':["
			"{'type_id':21,'offset':0,'size':4,'type_name':'volatile int jiffies'}],"
			"'c_name':'.data','byte_size':4}\n");
}

TEST(what_has_no_answer_is_left_out)
{
	uint32_t cycle = add_struct(b, "self", 4);

	add_member(b, "m", cycle, 0);
	uint32_t nowhere = add_ptr(b, 99);
	const struct btf *btf = builder_open(b);

	assert_resolved(btf, cycle,
			"{'id':1,'kind':'STRUCT','name':'self','size':4,'vlen':1,'members':["
			"{'name':'m','type_id':1,'bits_offset':0,'type_name':'struct self',"
			"'byte_offset':0,'byte_size':4}],'c_name':'struct self','byte_size':4}\n");
	assert_resolved(btf, nowhere,
			"{'id':2,'kind':'PTR','name':'(anon)','type_id':99,"
			"'c_name':'<invalid type 99> *','type_name':'<invalid type 99>',"
			"'byte_size':8,'alignment':8}\n");
}

/* A struct of 20000 members that has no alignment, and 2000 structs that hold it: that it has none
 * is found once. */
TEST(what_has_no_alignment_is_not_looked_for_again_and_again)
{
	const struct btf_json_options options = {.resolve = true};
	uint32_t integer = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t self = add_struct(b, "self", 4);

	for (int i = 0; i < 20000; i++)
		add_member(b, NULL, integer, 0);
	add_member(b, NULL, self, 0);
	for (int i = 0; i < 2000; i++) {
		add_struct(b, NULL, 4);
		add_member(b, NULL, self, 0);
	}
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();
	clock_t begin = clock();

	btf_emit_types_json(btf, btf_own_ids(btf), &options, out);
	assert_true(clock() - begin < 5 * CLOCKS_PER_SEC);
	btf_out_free(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(resolved_fields_stand_behind_those_that_are_there),
		RUN(members_have_type_names_offsets_sizes_and_alignment),
		RUN(parameters_and_variables_have_type_names),
		RUN(what_has_no_answer_is_left_out),
		RUN(what_has_no_alignment_is_not_looked_for_again_and_again),
	};

	return cmocka_run_group_tests_name("emit/resolved_json", tests, NULL, NULL);
}
