/* SPDX-License-Identifier: BSD-2-Clause */
/* test_raw.c - types as `bpftool btf dump file FILE format raw` prints them: each form of each kind
 * as it has to be, letter by letter. */
#include "unit.h"

#include <stdlib.h>

#include "samples.h"
#include <libbtf/emit.h>

static const struct btf_raw_options plain = {false, false};

static struct btf_id_list one_id(uint32_t id)
{
	return (struct btf_id_list){NULL, id, 1};
}

static void assert_raw(const struct btf *btf, uint32_t id, const char *text)
{
	struct btf_out *out = btf_out_to_memory();

	btf_emit_raw(btf, one_id(id), &plain, out);
	assert_out_holds(out, text);
}

/* Of the samples (samples.h). */
static const char *const samples[SAMPLE_ID_END] = {
	[SAMPLE_INT] = "[1] INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED\n",
	[SAMPLE_UINT] = "[2] INT 'unsigned int' size=4 bits_offset=0 nr_bits=32 encoding=(none)\n",
	[SAMPLE_CHAR] = "[3] INT 'char' size=1 bits_offset=0 nr_bits=8 encoding=CHAR\n",
	[SAMPLE_BOOL] = "[4] INT '_Bool' size=1 bits_offset=0 nr_bits=8 encoding=BOOL\n",
	[SAMPLE_ULONG] =
		"[5] INT 'long unsigned int' size=8 bits_offset=0 nr_bits=64 encoding=(none)\n",
	[SAMPLE_PTR] = "[6] PTR '(anon)' type_id=8\n",
	[SAMPLE_ARRAY] = "[7] ARRAY '(anon)' type_id=1 index_type_id=2 nr_elems=4\n",
	[SAMPLE_STRUCT] = "[8] STRUCT 'point' size=20 vlen=2\n"
			  "\t'x' type_id=1 bits_offset=0\n"
			  "\t'y' type_id=7 bits_offset=32\n",
	[SAMPLE_BITFIELDS] = "[9] STRUCT 'flags' size=8 vlen=3\n"
			     "\t'a' type_id=2 bits_offset=0 bitfield_size=3\n"
			     "\t'b' type_id=2 bits_offset=3 bitfield_size=29\n"
			     "\t'c' type_id=3 bits_offset=32\n",
	[SAMPLE_UNION] = "[10] UNION '(anon)' size=8 vlen=2\n"
			 "\t'i' type_id=1 bits_offset=0\n"
			 "\t'(anon)' type_id=9 bits_offset=0\n",
	[SAMPLE_ENUM] = "[11] ENUM 'color' encoding=UNSIGNED size=4 vlen=2\n"
			"\t'RED' val=0\n"
			"\t'BLUE' val=4026531840\n",
	[SAMPLE_SIGNED_ENUM] = "[12] ENUM '(anon)' encoding=SIGNED size=4 vlen=2\n"
			       "\t'FAILED' val=-1\n"
			       "\t'DONE' val=1\n",
	[SAMPLE_FWD] = "[13] FWD 'sock' fwd_kind=struct\n",
	[SAMPLE_FWD_UNION] = "[14] FWD 'bpf_attr' fwd_kind=union\n",
	[SAMPLE_TYPEDEF] = "[15] TYPEDEF 'point_t' type_id=8\n",
	[SAMPLE_VOLATILE] = "[16] VOLATILE '(anon)' type_id=1\n",
	[SAMPLE_CONST] = "[17] CONST '(anon)' type_id=3\n",
	[SAMPLE_RESTRICT] = "[18] RESTRICT '(anon)' type_id=6\n",
	[SAMPLE_PROTO] = "[19] FUNC_PROTO '(anon)' ret_type_id=1 vlen=3\n"
			 "\t'count' type_id=1\n"
			 "\t'(anon)' type_id=17\n"
			 "\t'(anon)' type_id=0\n",
	[SAMPLE_FUNC] = "[20] FUNC 'print' type_id=19 linkage=extern\n",
	[SAMPLE_VAR] = "[21] VAR 'jiffies' type_id=16, linkage=static\n",
	[SAMPLE_DATASEC] = "[22] DATASEC '.data' size=4 vlen=1\n"
			   "\ttype_id=21 offset=0 size=4 (VAR 'jiffies')\n",
	[SAMPLE_FLOAT] = "[23] FLOAT 'double' size=8\n",
	[SAMPLE_DECL_TAG] = "[24] DECL_TAG 'preserve' type_id=8 component_idx=-1\n",
	[SAMPLE_MEMBER_TAG] = "[25] DECL_TAG 'aligned(4)' type_id=8 component_idx=1\n",
	[SAMPLE_TYPE_TAG] = "[26] TYPE_TAG 'user' type_id=1\n",
	[SAMPLE_ATTRIBUTE] = "[27] TYPE_TAG 'noderef' type_id=1\n",
	[SAMPLE_ENUM64] = "[28] ENUM64 'mask' encoding=UNSIGNED size=8 vlen=2\n"
			  "\t'NONE' val=0ULL\n"
			  "\t'ALL' val=18446744073709551615ULL\n",
	[SAMPLE_SIGNED_ENUM64] = "[29] ENUM64 'limit' encoding=SIGNED size=8 vlen=2\n"
				 "\t'LEAST' val=-9223372036854775808LL\n"
				 "\t'MOST' val=9223372036854775807LL\n",
};

TEST(every_kind_is_printed_as_bpftool_does)
{
	add_samples(b);
	const struct btf *native = builder_open(b), *swapped = builder_open_swapped(b);

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++) {
		assert_raw(native, id, samples[id]);
		assert_raw(swapped, id, samples[id]);
	}
}

TEST(a_whole_dump_is_one_type_behind_the_other)
{
	char whole[8192] = "";

	add_samples(b);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();

	for (uint32_t id = 1; id < SAMPLE_ID_END; id++)
		strcat(whole, samples[id]);
	btf_emit_raw(btf, btf_own_ids(btf), &plain, out);
	assert_out_holds(out, whole);
}

TEST(a_split_btf_prints_its_own_types)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_ptr(split, SAMPLE_STRUCT);
	add_struct(split, "point", 4);
	const struct btf *btf = builder_open(split);
	struct btf_out *out = btf_out_to_memory();

	btf_emit_raw(btf, btf_own_ids(btf), &plain, out);
	assert_out_holds(out, "[30] PTR '(anon)' type_id=8\n"
			      "[31] STRUCT 'point' size=4 vlen=0\n");
}

TEST(a_list_is_printed_in_its_order_and_without_what_is_no_type)
{
	const uint32_t ids[] = {SAMPLE_FLOAT,  0,          SAMPLE_PTR,
				SAMPLE_ID_END, UINT32_MAX, SAMPLE_FLOAT};

	add_samples(b);
	struct btf_out *out = btf_out_to_memory();

	btf_emit_raw(builder_open(b), (struct btf_id_list){ids, 0, COUNT(ids)}, &plain, out);
	assert_out_holds(out, "[23] FLOAT 'double' size=8\n"
			      "[6] PTR '(anon)' type_id=8\n"
			      "[23] FLOAT 'double' size=8\n");
}

TEST(an_empty_btf_prints_nothing)
{
	drop_strings(b);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();

	btf_emit_raw(btf, btf_own_ids(btf), &plain, out);
	assert_out_holds(out, "");
}

TEST(names_that_lead_nowhere_are_invalid)
{
	set_word(b, add_struct(b, NULL, 4), 0, 1000);
	add_member(b, NULL, 0, 0);
	set_word(b, 1, 3, UINT32_MAX);
	add_func_proto(b, 0);
	add_param(b, NULL, 0);
	set_word(b, 2, 3, 1000);
	const struct btf *btf = builder_open(b);

	assert_raw(btf, 1,
		   "[1] STRUCT '(invalid)' size=4 vlen=1\n\t'(invalid)' type_id=0 bits_offset=0\n");
	assert_raw(btf, 2,
		   "[2] FUNC_PROTO '(anon)' ret_type_id=0 vlen=1\n\t'(invalid)' type_id=0\n");
}

TEST(unknown_kinds_and_numbers_are_named_as_such)
{
	uint32_t kind = add_raw(b, 77, "new", 0, 5);

	set_layout(b, 77, 0, 0, 0);
	uint32_t encoding = add_int(b, "odd", 4, ENC_SIGNED | ENC_CHAR, 32);
	uint32_t func = add_func(b, "f", 0, 3), var = add_var(b, "v", 0, 4);
	const struct btf *btf = builder_open(b);

	assert_raw(btf, kind, "[1] UNKNOWN 'new'\n");
	assert_raw(btf, encoding, "[2] INT 'odd' size=4 bits_offset=0 nr_bits=32 encoding=UNKN\n");
	assert_raw(btf, func, "[3] FUNC 'f' type_id=0 linkage=(unknown)\n");
	assert_raw(btf, var, "[4] VAR 'v' type_id=0, linkage=(unknown)\n");
}

/* What bpftool prints of a section that lists void, and ids that are no types. */
TEST(a_section_of_what_is_no_variable_is_printed)
{
	add_datasec(b, ".odd", 8);
	add_secinfo(b, 0, 0, 1);
	add_secinfo(b, 99, 1, 2);
	add_secinfo(b, 1, 3, 4);
	assert_raw(builder_open(b), 1,
		   "[1] DATASEC '.odd' size=8 vlen=3\n"
		   "\ttype_id=0 offset=0 size=1 (UNKNOWN '(anon)')\n"
		   "\ttype_id=99 offset=1 size=2\n"
		   "\ttype_id=1 offset=3 size=4 (DATASEC '.odd')\n");
}

TEST(the_largest_numbers_are_printed_whole)
{
	add_struct(b, "s", UINT32_MAX);
	add_member(b, "m", UINT32_MAX, UINT32_MAX);
	assert_raw(builder_open(b), 1,
		   "[1] STRUCT 's' size=4294967295 vlen=1\n"
		   "\t'm' type_id=4294967295 bits_offset=4294967295\n");
}

/* Names as they are by default: byte for byte as bpftool has them. */
TEST(names_are_escaped_only_where_asked_for)
{
	const struct btf_raw_options escaped = {.escaped = true};

	add_struct(b, "a\033[31m\"\\\xff", 4);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();

	assert_raw(btf, 1, "[1] STRUCT 'a\033[31m\"\\\xff' size=4 vlen=0\n");
	btf_emit_raw(btf, one_id(1), &escaped, out);
	assert_out_holds(out, "[1] STRUCT 'a\\x1b[31m\"\\\\xff' size=4 vlen=0\n");
}

/* Without its colours it is the same text. */
TEST(colour_adds_nothing_but_colour)
{
	const struct btf_raw_options color = {.color = true};
	char without[8192];
	size_t size, at = 0;

	add_samples(b);
	const struct btf *btf = builder_open(b);
	struct btf_out *out = btf_out_to_memory();

	btf_emit_raw(btf, one_id(SAMPLE_STRUCT), &color, out);
	const char *text = btf_out_text(out, &size);

	assert_true(size > strlen(samples[SAMPLE_STRUCT]));
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\033')
			while (text[i] != 'm')
				i++;
		else
			without[at++] = text[i];
	}
	without[at] = '\0';
	assert_string_equal(without, samples[SAMPLE_STRUCT]);
	btf_out_free(out);
}

TEST(a_name_longer_than_any_buffer_is_printed_whole)
{
	const size_t length = 400000;
	char *name = malloc(length + 1), *text = malloc(length + 100);

	memset(name, 'n', length);
	name[length] = '\0';
	add_struct(b, name, 4);
	strcpy(text, "[1] STRUCT '");
	strcat(text, name);
	strcat(text, "' size=4 vlen=0\n");
	assert_raw(builder_open(b), 1, text);
	free(name);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_kind_is_printed_as_bpftool_does),
		RUN(a_whole_dump_is_one_type_behind_the_other),
		RUN(a_split_btf_prints_its_own_types),
		RUN(a_list_is_printed_in_its_order_and_without_what_is_no_type),
		RUN(an_empty_btf_prints_nothing),
		RUN(names_that_lead_nowhere_are_invalid),
		RUN(unknown_kinds_and_numbers_are_named_as_such),
		RUN(a_section_of_what_is_no_variable_is_printed),
		RUN(the_largest_numbers_are_printed_whole),
		RUN(names_are_escaped_only_where_asked_for),
		RUN(colour_adds_nothing_but_colour),
		RUN(a_name_longer_than_any_buffer_is_printed_whole),
	};

	return cmocka_run_group_tests_name("emit/raw", tests, NULL, NULL);
}
