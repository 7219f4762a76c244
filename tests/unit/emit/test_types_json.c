/* SPDX-License-Identifier: BSD-2-Clause */
/* test_types_json.c - types as JSON, in the shape of `bpftool -j btf dump`: each form of each kind as
 * it has to be, letter by letter. */
#include "json.h"
#include "samples.h"

/* Of the samples (samples.h), without the braces. */
static const char *const samples[SAMPLE_ID_END] = {
	[SAMPLE_INT] = "'id':1,'kind':'INT','name':'int','size':4,'bits_offset':0,'nr_bits':32,"
		       "'encoding':'SIGNED'",
	[SAMPLE_UINT] = "'id':2,'kind':'INT','name':'unsigned int','size':4,'bits_offset':0,"
			"'nr_bits':32,'encoding':'(none)'",
	[SAMPLE_CHAR] = "'id':3,'kind':'INT','name':'char','size':1,'bits_offset':0,'nr_bits':8,"
			"'encoding':'CHAR'",
	[SAMPLE_BOOL] = "'id':4,'kind':'INT','name':'_Bool','size':1,'bits_offset':0,'nr_bits':8,"
			"'encoding':'BOOL'",
	[SAMPLE_ULONG] = "'id':5,'kind':'INT','name':'long unsigned int','size':8,"
			 "'bits_offset':0,'nr_bits':64,'encoding':'(none)'",
	[SAMPLE_PTR] = "'id':6,'kind':'PTR','name':'(anon)','type_id':8",
	[SAMPLE_ARRAY] = "'id':7,'kind':'ARRAY','name':'(anon)','type_id':1,'index_type_id':2,"
			 "'nr_elems':4",
	[SAMPLE_STRUCT] = "'id':8,'kind':'STRUCT','name':'point','size':20,'vlen':2,'members':["
			  "{'name':'x','type_id':1,'bits_offset':0},"
			  "{'name':'y','type_id':7,'bits_offset':32}]",
	[SAMPLE_BITFIELDS] = "'id':9,'kind':'STRUCT','name':'flags','size':8,'vlen':3,'members':["
			     "{'name':'a','type_id':2,'bits_offset':0,'bitfield_size':3},"
			     "{'name':'b','type_id':2,'bits_offset':3,'bitfield_size':29},"
			     "{'name':'c','type_id':3,'bits_offset':32}]",
	[SAMPLE_UNION] = "'id':10,'kind':'UNION','name':'(anon)','size':8,'vlen':2,'members':["
			 "{'name':'i','type_id':1,'bits_offset':0},"
			 "{'name':'(anon)','type_id':9,'bits_offset':0}]",
	[SAMPLE_ENUM] = "'id':11,'kind':'ENUM','name':'color','encoding':'UNSIGNED','size':4,"
			"'vlen':2,'values':[{'name':'RED','val':0},"
			"{'name':'BLUE','val':4026531840}]",
	[SAMPLE_SIGNED_ENUM] = "'id':12,'kind':'ENUM','name':'(anon)','encoding':'SIGNED',"
			       "'size':4,'vlen':2,'values':[{'name':'FAILED','val':-1},"
			       "{'name':'DONE','val':1}]",
	[SAMPLE_FWD] = "'id':13,'kind':'FWD','name':'sock','fwd_kind':'struct'",
	[SAMPLE_FWD_UNION] = "'id':14,'kind':'FWD','name':'bpf_attr','fwd_kind':'union'",
	[SAMPLE_TYPEDEF] = "'id':15,'kind':'TYPEDEF','name':'point_t','type_id':8",
	[SAMPLE_VOLATILE] = "'id':16,'kind':'VOLATILE','name':'(anon)','type_id':1",
	[SAMPLE_CONST] = "'id':17,'kind':'CONST','name':'(anon)','type_id':3",
	[SAMPLE_RESTRICT] = "'id':18,'kind':'RESTRICT','name':'(anon)','type_id':6",
	[SAMPLE_PROTO] = "'id':19,'kind':'FUNC_PROTO','name':'(anon)','ret_type_id':1,'vlen':3,"
			 "'params':[{'name':'count','type_id':1},{'name':'(anon)','type_id':17},"
			 "{'name':'(anon)','type_id':0}]",
	[SAMPLE_FUNC] = "'id':20,'kind':'FUNC','name':'print','type_id':19,'linkage':'extern'",
	[SAMPLE_VAR] = "'id':21,'kind':'VAR','name':'jiffies','type_id':16,'linkage':'static'",
	[SAMPLE_DATASEC] = "'id':22,'kind':'DATASEC','name':'.data','size':4,'vlen':1,'vars':["
			   "{'type_id':21,'offset':0,'size':4}]",
	[SAMPLE_FLOAT] = "'id':23,'kind':'FLOAT','name':'double','size':8",
	[SAMPLE_DECL_TAG] = "'id':24,'kind':'DECL_TAG','name':'preserve','type_id':8,"
			    "'component_idx':-1",
	/* the kflag of tags is shown */
	[SAMPLE_MEMBER_TAG] = "'id':25,'kind':'DECL_TAG','name':'aligned(4)','type_id':8,"
			      "'component_idx':1,'kflag':true",
	[SAMPLE_TYPE_TAG] = "'id':26,'kind':'TYPE_TAG','name':'user','type_id':1",
	[SAMPLE_ATTRIBUTE] = "'id':27,'kind':'TYPE_TAG','name':'noderef','type_id':1,"
			     "'kflag':true",
	[SAMPLE_ENUM64] = "'id':28,'kind':'ENUM64','name':'mask','encoding':'UNSIGNED','size':8,"
			  "'vlen':2,'values':[{'name':'NONE','val':0},"
			  "{'name':'ALL','val':18446744073709551615}]",
	[SAMPLE_SIGNED_ENUM64] = "'id':29,'kind':'ENUM64','name':'limit','encoding':'SIGNED',"
				 "'size':8,'vlen':2,'values':["
				 "{'name':'LEAST','val':-9223372036854775808},"
				 "{'name':'MOST','val':9223372036854775807}]",
};

/* A text with its quotes: the tables above are written with single ones. */
static char *append_object(char *at, const char *fields)
{
	*at++ = '{';
	for (; *fields; fields++)
		*at++ = (char)(*fields == '\'' ? '"' : *fields);
	*at++ = '}';
	*at = '\0';
	return at;
}

static void assert_json(const struct btf *btf, uint32_t id, const char *fields)
{
	char line[1024];

	strcpy(append_object(line, fields), "\n");
	assert_json_line(btf, id, false, line);
}

TEST(every_kind_has_the_shape_that_bpftool_gives_it)
{
	add_samples(b);
	const struct btf *native = builder_open(b), *swapped = builder_open_swapped(b);

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++) {
		assert_json(native, id, samples[id]);
		assert_json(swapped, id, samples[id]);
	}
}

TEST(a_whole_dump_is_one_object_on_one_line)
{
	const struct btf_json_options options = {0};
	char whole[16384] = "{\"types\":[", *at = whole + strlen(whole);

	add_samples(b);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++) {
		if (id > 1)
			*at++ = ',';
		at = append_object(at, samples[id]);
	}
	strcpy(at, "]}\n");
	btf_emit_types_json(btf, btf_own_ids(btf), &options, out);
	assert_out_holds(out, whole);
}

TEST(ndjson_is_an_object_a_line_and_nothing_around_them)
{
	const struct btf_json_options options = {.lines = true};
	char whole[16384], *at = whole;

	add_samples(b);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++) {
		at = append_object(at, samples[id]);
		*at++ = '\n';
	}
	*at = '\0';
	btf_emit_types_json(btf, btf_own_ids(btf), &options, out);
	assert_out_holds(out, whole);
}

TEST(an_empty_btf_is_an_empty_array_or_no_line)
{
	const struct btf_json_options whole = {0}, lines = {.lines = true};

	drop_strings(b);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory(), *line_out = btf_out_to_memory();

	btf_emit_types_json(btf, btf_own_ids(btf), &whole, out);
	assert_out_holds(out, "{\"types\":[]}\n");
	btf_emit_types_json(btf, btf_own_ids(btf), &lines, line_out);
	assert_out_holds(line_out, "");
}

/* The comma stands between types that are printed, wherever the others stand. */
TEST(what_is_no_type_is_left_out_of_a_list)
{
	const struct btf_json_options options = {0};
	const uint32_t ids[] = {0, SAMPLE_FLOAT, UINT32_MAX, SAMPLE_FWD, SAMPLE_ID_END};

	add_samples(b);
	struct btf_out *out = btf_out_to_memory();

	btf_emit_types_json(builder_open(b), (struct btf_id_list){ids, 0, COUNT(ids)}, &options,
			    out);
	assert_out_holds(
		out, "{\"types\":[{\"id\":23,\"kind\":\"FLOAT\",\"name\":\"double\",\"size\":8},"
		     "{\"id\":13,\"kind\":\"FWD\",\"name\":\"sock\",\"fwd_kind\":\"struct\"}]}\n");
}

TEST(names_that_lead_nowhere_are_invalid)
{
	set_word(b, add_struct(b, NULL, 4), 0, 1000);
	add_member(b, NULL, 0, 0);
	set_word(b, 1, 3, UINT32_MAX);
	assert_json(builder_open(b), 1,
		    "'id':1,'kind':'STRUCT','name':'(invalid)','size':4,'vlen':1,'members':["
		    "{'name':'(invalid)','type_id':0,'bits_offset':0}]");
}

/* All that is known of a kind that is not. */
TEST(an_unknown_kind_shows_its_words)
{
	uint32_t one = add_raw(b, 77, "new", 3, 5), other = add_raw(b, 78, NULL, 0, UINT32_MAX);

	set_layout(b, 77, 0, 0, 0);
	set_layout(b, 78, 0, 0, 0);
	set_kflag(b, other);
	const struct btf *btf = builder_open(b);

	assert_json(btf, one,
		    "'id':1,'kind':'UNKNOWN','name':'new','kind_number':77,'vlen':3,"
		    "'kflag':false,'size_or_type':5");
	assert_json(btf, other,
		    "'id':2,'kind':'UNKNOWN','name':'(anon)','kind_number':78,'vlen':0,"
		    "'kflag':true,'size_or_type':4294967295");
}

TEST(words_that_have_no_name_are_unknown)
{
	uint32_t odd = add_int(b, "odd", 4, ENC_SIGNED | ENC_BOOL, 32);
	uint32_t func = add_func(b, "f", 0, 3), var = add_var(b, "v", 0, UINT32_MAX);
	const struct btf *btf = builder_open(b);

	assert_json(btf, odd,
		    "'id':1,'kind':'INT','name':'odd','size':4,'bits_offset':0,'nr_bits':32,"
		    "'encoding':'UNKN'");
	assert_json(btf, func, "'id':2,'kind':'FUNC','name':'f','type_id':0,'linkage':'(unknown)'");
	assert_json(btf, var, "'id':3,'kind':'VAR','name':'v','type_id':0,'linkage':'(unknown)'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_kind_has_the_shape_that_bpftool_gives_it),
		RUN(a_whole_dump_is_one_object_on_one_line),
		RUN(ndjson_is_an_object_a_line_and_nothing_around_them),
		RUN(an_empty_btf_is_an_empty_array_or_no_line),
		RUN(what_is_no_type_is_left_out_of_a_list),
		RUN(names_that_lead_nowhere_are_invalid),
		RUN(an_unknown_kind_shows_its_words),
		RUN(words_that_have_no_name_are_unknown),
	};

	return cmocka_run_group_tests_name("emit/types_json", tests, NULL, NULL);
}
