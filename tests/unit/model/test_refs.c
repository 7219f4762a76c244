/* SPDX-License-Identifier: BSD-2-Clause */
/* test_refs.c - what a type refers to, kind by kind. */
#include "unit.h"

#include "samples.h"
#include <libbtf/types.h>

#define REFS_MAX 4

static const struct {
	const char *kind;
	uint32_t id;
	uint32_t count;
	struct btf_ref refs[REFS_MAX];
} samples[] = {
	{"INT", SAMPLE_INT, 0, {{0}}},
	{"PTR", SAMPLE_PTR, 1, {{SAMPLE_STRUCT, BTF_REF_TYPE, 0}}},
	{"ARRAY",
	 SAMPLE_ARRAY,
	 2,
	 {{SAMPLE_INT, BTF_REF_TYPE, 0}, {SAMPLE_UINT, BTF_REF_INDEX, 0}}},
	{"STRUCT",
	 SAMPLE_STRUCT,
	 2,
	 {{SAMPLE_INT, BTF_REF_MEMBER, 0}, {SAMPLE_ARRAY, BTF_REF_MEMBER, 1}}},
	{"UNION",
	 SAMPLE_UNION,
	 2,
	 {{SAMPLE_INT, BTF_REF_MEMBER, 0}, {SAMPLE_BITFIELDS, BTF_REF_MEMBER, 1}}},
	{"ENUM", SAMPLE_ENUM, 0, {{0}}},
	{"FWD", SAMPLE_FWD, 0, {{0}}},
	{"TYPEDEF", SAMPLE_TYPEDEF, 1, {{SAMPLE_STRUCT, BTF_REF_TYPE, 0}}},
	{"VOLATILE", SAMPLE_VOLATILE, 1, {{SAMPLE_INT, BTF_REF_TYPE, 0}}},
	{"CONST", SAMPLE_CONST, 1, {{SAMPLE_CHAR, BTF_REF_TYPE, 0}}},
	{"RESTRICT", SAMPLE_RESTRICT, 1, {{SAMPLE_PTR, BTF_REF_TYPE, 0}}},
	/* `...` is a reference to void */
	{"FUNC_PROTO",
	 SAMPLE_PROTO,
	 4,
	 {{SAMPLE_INT, BTF_REF_RETURN, 0},
	  {SAMPLE_INT, BTF_REF_PARAM, 0},
	  {SAMPLE_CONST, BTF_REF_PARAM, 1},
	  {0, BTF_REF_PARAM, 2}}},
	/* its vlen is a linkage and no number of references */
	{"FUNC", SAMPLE_FUNC, 1, {{SAMPLE_PROTO, BTF_REF_TYPE, 0}}},
	{"VAR", SAMPLE_VAR, 1, {{SAMPLE_VOLATILE, BTF_REF_TYPE, 0}}},
	{"DATASEC", SAMPLE_DATASEC, 1, {{SAMPLE_VAR, BTF_REF_SECINFO, 0}}},
	{"FLOAT", SAMPLE_FLOAT, 0, {{0}}},
	{"DECL_TAG", SAMPLE_DECL_TAG, 1, {{SAMPLE_STRUCT, BTF_REF_TYPE, 0}}},
	{"TYPE_TAG", SAMPLE_TYPE_TAG, 1, {{SAMPLE_INT, BTF_REF_TYPE, 0}}},
	{"ENUM64", SAMPLE_ENUM64, 0, {{0}}},
};

TEST(every_kind_has_its_references)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(samples); i++) {
		uint32_t count = btf_ref_count(btf, samples[i].id);

		assert_row(count == samples[i].count, samples[i].kind, "%u references", count);
		for (uint32_t n = 0; n < count; n++) {
			struct btf_ref found = btf_ref_at(btf, samples[i].id, n);
			const struct btf_ref *expected = &samples[i].refs[n];

			assert_row(found.type_id == expected->type_id &&
					   found.role == expected->role &&
					   found.index == expected->index,
				   samples[i].kind, "reference %u: to %u, of role %d, at %u", n,
				   found.type_id, (int)found.role, found.index);
		}
	}
}

TEST(behind_the_last_reference_there_is_none)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(samples); i++) {
		struct btf_ref ref = btf_ref_at(btf, samples[i].id, samples[i].count);

		assert_int_equal(ref.type_id, 0);
		assert_int_equal(ref.index, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(every_kind_has_its_references),
		RUN(behind_the_last_reference_there_is_none),
	};

	return cmocka_run_group_tests_name("model/refs", tests, NULL, NULL);
}
