/* SPDX-License-Identifier: BSD-2-Clause */
/* test_resolve_members.c - the kernel's questions about names, members and kinds. */
#include "unit.h"

#include <errno.h>

#include "samples.h"
#include "type_words.h"
#include <libbtf/resolve.h>

/* btf_find_by_name_kind() */

TEST(a_type_is_found_by_name_and_kind)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_find_by_name_kind(btf, "point", BTF_K_STRUCT), SAMPLE_STRUCT);
	assert_int_equal(btf_find_by_name_kind(btf, "point_t", BTF_K_TYPEDEF), SAMPLE_TYPEDEF);
	assert_int_equal(btf_find_by_name_kind(btf, "point", BTF_K_UNION), 0);
	assert_int_equal(btf_find_by_name_kind(btf, "poin", BTF_K_STRUCT), 0);
	assert_int_equal(btf_find_by_name_kind(btf, "points", BTF_K_STRUCT), 0);
	assert_int_equal(btf_find_by_name_kind(btf, "", BTF_K_PTR), 0);
	assert_int_equal(btf_find_by_name_kind(btf, "void", BTF_K_VOID), 0);
}

TEST(of_two_types_the_first_is_found)
{
	uint32_t first = add_struct(b, "twice", 1);

	add_struct(b, "twice", 2);
	assert_int_equal(btf_find_by_name_kind(builder_open(b), "twice", BTF_K_STRUCT), first);
}

TEST(the_base_is_searched_first)
{
	add_samples(b);
	struct btf_builder *split = builder_split(b);

	add_split_samples(split);
	struct btf_builder *third = builder_split(split);
	uint32_t own = add_struct(third, "own", 1);

	add_struct(third, "point", 1);
	add_struct(third, "local", 1);
	const struct btf *btf = builder_open(third);

	assert_int_equal(btf_find_by_name_kind(btf, "point", BTF_K_STRUCT), SAMPLE_STRUCT);
	assert_int_equal(btf_find_by_name_kind(btf, "local", BTF_K_STRUCT), SPLIT_STRUCT);
	assert_int_equal(btf_find_by_name_kind(btf, "own", BTF_K_STRUCT), own);
	assert_int_equal(btf_find_by_name_kind(btf_base(btf), "own", BTF_K_STRUCT), 0);
}

/* btf_member_is_reg_int(): one member at byte 4, asked for 4 bytes at 4 */

static const struct {
	const char *rule;
	const char *type;
	uint32_t bit_offset;
	unsigned int bitfield_size;
	bool kflag;
	uint32_t int_word; /* what replaces the INT's encoding, offset and bits; 0: nothing */
	bool is_regular;
} members[] = {
	{"an INT in its place is", "int", 32, 0, false, 0, true},
	{"with the kflag too", "int", 32, 0, true, 0, true},
	{"a modified INT is", "typedef const int", 32, 0, false, 0, true},
	{"an INT elsewhere is not", "int", 64, 0, false, 0, false},
	{"with the kflag neither", "int", 64, 0, true, 0, false},
	{"a larger INT is not", "int/8", 32, 0, false, 0, false},
	{"a smaller INT is not", "int/2", 32, 0, true, 0, false},
	{"a bitfield is not", "int", 32, 7, true, 0, false},
	{"not even one of all bits", "int", 32, 32, true, 0, false},
	{"an INT between two bytes is not", "int", 33, 0, false, 0, false},
	{"with the kflag neither", "int", 33, 0, true, 0, false},
	{"an INT of fewer bits is not", "int", 32, 0, false, 31, false},
	{"an INT whose bits begin later is not", "int", 32, 0, false, 8u << 16 | 32, false},
	{"a PTR is not", "ptr int", 32, 0, false, 0, false},
	{"an ENUM is not", "enum", 32, 0, false, 0, false},
	{"a STRUCT of that size is not", "struct/4", 32, 0, false, 0, false},
	{"an ARRAY of an INT is not", "array[1] int", 32, 0, false, 0, false},
	{"void is not", "void", 32, 0, false, 0, false},
	{"what is no type is not", "bad", 32, 0, false, 0, false},
	{"a circle is not", "const loop", 32, 0, false, 0, false},
};

TEST(btf_member_is_reg_int_keeps_its_rules)
{
	for (size_t i = 0; i < COUNT(members); i++) {
		struct btf_builder *one = builder_new();
		uint32_t type, integer;

		if (members[i].int_word) {
			type = type_and_rest(one, members[i].type, "int", &integer);
			set_word(one, integer, 3, members[i].int_word);
		} else {
			type = type_in_words(one, members[i].type);
		}
		uint32_t id = add_struct(one, "s", 8);

		add_member(one, "other", 0, 0);
		add_member(one, "m", type, members[i].bitfield_size << 24 | members[i].bit_offset);
		if (members[i].kflag)
			set_kflag(one, id);
		bool found = btf_member_is_reg_int(builder_open(one), id, 1, 4, 4);

		builder_free(one);
		assert_row(found == members[i].is_regular, members[i].rule, "it %s",
			   found ? "is" : "is not");
	}
}

TEST(a_member_that_is_not_there_is_no_regular_int)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_true(btf_member_is_reg_int(btf, SAMPLE_STRUCT, 0, 0, 4));
	assert_false(btf_member_is_reg_int(btf, SAMPLE_STRUCT, 2, 0, 0));
	assert_false(btf_member_is_reg_int(btf, SAMPLE_PROTO, 0, 0, 4));
	assert_false(btf_member_is_reg_int(btf, 0, 0, 0, 0));
	assert_false(btf_member_is_reg_int(btf, UINT32_MAX, 0, 0, 0));
}

/* btf_find_spin_lock(): of a struct with two members */

static const struct {
	const char *rule;
	const char *first, *second;
	uint32_t second_bit_offset;
	int result;
} locks[] = {
	{"one is found", "int", "struct:bpf_spin_lock/4", 32, 4},
	{"one at the start is", "struct:bpf_spin_lock/4", "int", 32, 0},
	{"none is -ENOENT", "int", "int", 32, -ENOENT},
	{"two are too many", "struct:bpf_spin_lock/4", "struct:bpf_spin_lock/4", 32, -E2BIG},
	{"one that is not aligned is wrong", "int", "struct:bpf_spin_lock/4", 48, -EINVAL},
	{"one between two bytes is", "int", "struct:bpf_spin_lock/4", 33, -EINVAL},
	{"another name is none", "int", "struct:spin_lock/4", 32, -ENOENT},
	{"another size is none", "int", "struct:bpf_spin_lock/8", 32, -ENOENT},
	{"a UNION is none", "int", "union:bpf_spin_lock/4", 32, -ENOENT},
	{"a modified one is none", "int", "const struct:bpf_spin_lock/4", 32, -ENOENT},
	{"a PTR to one is none", "int", "ptr struct:bpf_spin_lock/4", 32, -ENOENT},
	{"one in an ARRAY is none", "int", "array[1] struct:bpf_spin_lock/4", 32, -ENOENT},
};

TEST(btf_find_spin_lock_keeps_its_rules)
{
	for (size_t i = 0; i < COUNT(locks); i++) {
		struct btf_builder *one = builder_new();
		uint32_t first = type_in_words(one, locks[i].first);
		uint32_t second = type_in_words(one, locks[i].second);
		uint32_t id = add_struct(one, "value", 16);

		add_member(one, "a", first, 0);
		add_member(one, "b", second, locks[i].second_bit_offset);
		int found = btf_find_spin_lock(builder_open(one), id);

		builder_free(one);
		assert_row(found == locks[i].result, locks[i].rule, "%d, and not %d", found,
			   locks[i].result);
	}
}

TEST(only_a_struct_has_a_spin_lock)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	assert_int_equal(btf_find_spin_lock(btf, SAMPLE_STRUCT), -ENOENT);
	assert_int_equal(btf_find_spin_lock(btf, SAMPLE_UNION), -EINVAL);
	assert_int_equal(btf_find_spin_lock(btf, SAMPLE_TYPEDEF), -EINVAL);
	assert_int_equal(btf_find_spin_lock(btf, 0), -EINVAL);
	assert_int_equal(btf_find_spin_lock(btf, UINT32_MAX), -EINVAL);
}

/* btf_type_is_...() and the two words of the header */

TEST(of_what_a_type_is_nothing_is_stripped)
{
	add_samples(b);
	const struct btf *btf = builder_open(b);

	for (uint32_t id = 0; id <= SAMPLE_ID_END; id++) {
		enum btf_kind kind = btf_type_at(btf, id).kind;

		assert_int_equal(btf_type_is_void(btf, id), id == 0);
		assert_int_equal(btf_type_is_int(btf, id), kind == BTF_K_INT);
		assert_int_equal(btf_type_is_ptr(btf, id), kind == BTF_K_PTR);
		assert_int_equal(btf_type_is_enum(btf, id),
				 kind == BTF_K_ENUM || kind == BTF_K_ENUM64);
		assert_int_equal(btf_type_is_struct(btf, id),
				 kind == BTF_K_STRUCT || kind == BTF_K_UNION);
		assert_int_equal(btf_type_is_typedef(btf, id), kind == BTF_K_TYPEDEF);
		assert_int_equal(btf_type_is_func(btf, id), kind == BTF_K_FUNC);
		assert_int_equal(btf_type_is_func_proto(btf, id), kind == BTF_K_FUNC_PROTO);
		assert_int_equal(btf_type_vlen(btf, id), btf_type_at(btf, id).vlen);
		assert_int_equal(btf_type_kflag(btf, id), btf_type_at(btf, id).kflag);
	}
	assert_int_equal(btf_type_vlen(btf, SAMPLE_BITFIELDS), 3);
	assert_true(btf_type_kflag(btf, SAMPLE_BITFIELDS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_type_is_found_by_name_and_kind),
		RUN(of_two_types_the_first_is_found),
		RUN(the_base_is_searched_first),
		RUN(btf_member_is_reg_int_keeps_its_rules),
		RUN(a_member_that_is_not_there_is_no_regular_int),
		RUN(btf_find_spin_lock_keeps_its_rules),
		RUN(only_a_struct_has_a_spin_lock),
		RUN(of_what_a_type_is_nothing_is_stripped),
	};

	return cmocka_run_group_tests_name("model/resolve_members", tests, NULL, NULL);
}
