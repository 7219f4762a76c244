/* SPDX-License-Identifier: BSD-2-Clause */
/* test_struct_ops.c - which structs are values of struct_ops, in either layout, and what is where. */
#include "unit.h"

#include <stdlib.h>

#include <libbtf/struct_ops.h>

struct ids {
	uint32_t number, state, ops, value;
};

static void add_ops(struct btf_builder *b, const char *name, struct ids *ids)
{
	uint32_t proto = add_func_proto(b, ids->number), pointer = add_ptr(b, proto);

	ids->ops = add_struct(b, name, 16);
	add_member(b, "ssthresh", pointer, 0);
	add_member(b, "flags", ids->number, 64);
}

static void add_scalars(struct btf_builder *b, struct ids *ids)
{
	ids->number = add_int(b, "int", 4, ENC_SIGNED, 32);
	ids->state = add_enum(b, "bpf_struct_ops_state", 4);
	add_enumerator(b, "INIT", 0);
}

static uint32_t add_common(struct btf_builder *b, const struct ids *ids)
{
	uint32_t common = add_struct(b, "bpf_struct_ops_common_value", 8);

	add_member(b, "refcnt", ids->number, 0);
	add_member(b, "state", ids->state, 32);
	return common;
}

static void add_new_value(struct btf_builder *b, const char *name, uint32_t common, struct ids *ids)
{
	ids->value = add_struct(b, name, 128);
	add_member(b, "common", common, 0);
	add_member(b, "data", ids->ops, 64 * 8);
}

TEST(the_newer_layout)
{
	struct btf_struct_ops ops;
	struct ids ids;

	add_scalars(b, &ids);
	add_ops(b, "tcp_ops", &ids);
	add_new_value(b, "bpf_struct_ops_tcp_ops", add_common(b, &ids), &ids);
	assert_true(btf_struct_ops_of(builder_open(b), ids.value, &ops));
	assert_string_equal(ops.name, "tcp_ops");
	assert_int_equal(ops.struct_id, ids.ops);
	assert_int_equal(ops.size, 128);
	assert_int_equal(ops.data_offset, 64);
	assert_int_equal(ops.data_size, 16);
	assert_int_equal(ops.refcnt_offset, 0);
	assert_int_equal(ops.state_offset, 4);
	assert_int_equal(ops.state_id, ids.state);
}

TEST(the_older_layout)
{
	struct btf_struct_ops ops;
	struct ids ids;

	add_scalars(b, &ids);
	add_ops(b, "tcp_ops", &ids);
	ids.value = add_struct(b, "bpf_struct_ops_tcp_ops", 128);
	add_member(b, "refcnt", ids.number, 0);
	add_member(b, "state", ids.state, 32);
	add_member(b, "data", ids.ops, 64 * 8);
	assert_true(btf_struct_ops_of(builder_open(b), ids.value, &ops));
	assert_int_equal(ops.refcnt_offset, 0);
	assert_int_equal(ops.state_offset, 4);
	assert_int_equal(ops.data_offset, 64);
}

TEST(members_with_what_they_are)
{
	struct btf_struct_ops_member member;
	struct btf_struct_ops ops;
	struct ids ids;

	add_scalars(b, &ids);
	add_ops(b, "tcp_ops", &ids);
	add_new_value(b, "bpf_struct_ops_tcp_ops", add_common(b, &ids), &ids);
	const struct btf *btf = builder_open(b);

	assert_true(btf_struct_ops_of(btf, ids.value, &ops));
	member = btf_struct_ops_member_at(btf, &ops, 0);
	assert_string_equal(member.name, "ssthresh");
	assert_int_equal(member.offset, 64);
	assert_int_equal(member.size, 8);
	assert_true(member.proto_id != 0);
	member = btf_struct_ops_member_at(btf, &ops, 1);
	assert_int_equal(member.offset, 72);
	assert_int_equal(member.size, 4);
	assert_int_equal(member.proto_id, 0);
}

/* A kernel has all of these. */
TEST(names_that_only_look_like_it)
{
	static const char *const names[] = {
		"bpf_struct_ops_arg_info", "bpf_struct_ops_desc",  "bpf_struct_ops_map",
		"bpf_struct_ops_link",     "bpf_struct_ops_value", "bpf_struct_ops_",
	};
	struct btf_struct_ops ops;
	struct ids ids;
	uint32_t count = 7, common;

	add_scalars(b, &ids);
	add_ops(b, "tcp_ops", &ids);
	common = add_common(b, &ids);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		add_new_value(b, names[i], common, &ids);
	const struct btf *btf = builder_open(b);

	for (uint32_t id = 0; id < btf_id_end(btf) + 2; id++)
		assert_false(btf_struct_ops_of(btf, id, &ops));
	assert_null(btf_struct_ops_list(btf, &count, NULL));
	assert_int_equal(count, 0);
}

TEST(what_is_broken_is_none)
{
	struct btf_struct_ops ops;
	struct ids ids;
	uint32_t common;

	add_scalars(b, &ids);
	add_ops(b, "tcp_ops", &ids);
	common = add_common(b, &ids);
	/* data lies beyond the end */
	add_new_value(b, "bpf_struct_ops_tcp_ops", common, &ids);
	set_word(b, ids.value, 2, 72);
	/* something behind data */
	add_new_value(b, "bpf_struct_ops_tcp_ops", common, &ids);
	add_member(b, "more", ids.number, 120 * 8);
	/* no data */
	add_struct(b, "bpf_struct_ops_tcp_ops", 64);
	add_member(b, "common", common, 0);
	/* a state that is no enum */
	add_struct(b, "bpf_struct_ops_tcp_ops", 128);
	add_member(b, "refcnt", ids.number, 0);
	add_member(b, "state", ids.number, 32);
	add_member(b, "data", ids.ops, 64 * 8);
	const struct btf *btf = builder_open(b);

	for (uint32_t id = 0; id < btf_id_end(btf); id++)
		assert_false(btf_struct_ops_of(btf, id, &ops));
}

TEST(a_module_has_its_own_on_the_kernels_common)
{
	struct ids ids, module_ids;
	struct btf_struct_ops *list;
	uint32_t common, count;

	add_scalars(b, &ids);
	add_ops(b, "tcp_ops", &ids);
	common = add_common(b, &ids);
	add_new_value(b, "bpf_struct_ops_tcp_ops", common, &ids);
	struct btf_builder *module = builder_split(b);

	module_ids = ids;
	add_ops(module, "hid_ops", &module_ids);
	add_new_value(module, "bpf_struct_ops_hid_ops", common, &module_ids);
	list = btf_struct_ops_list(builder_open(module), &count, NULL);
	assert_int_equal(count, 2);
	assert_string_equal(list[0].name, "tcp_ops");
	assert_string_equal(list[1].name, "hid_ops");
	assert_int_equal(list[1].value_id, module_ids.value);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(the_newer_layout),           RUN(the_older_layout),
		RUN(members_with_what_they_are), RUN(names_that_only_look_like_it),
		RUN(what_is_broken_is_none),     RUN(a_module_has_its_own_on_the_kernels_common),
	};

	return cmocka_run_group_tests_name("query/struct_ops", tests, NULL, NULL);
}
