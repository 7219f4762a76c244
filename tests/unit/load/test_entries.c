/* SPDX-License-Identifier: BSD-2-Clause */
/* test_entries.c - saved values of every form, read as they come: what is in them, and what is said of
 * those that are broken. */
#include "entries_words.h"

#include <errno.h>

TEST(raw_bytes)
{
	assert_entries("\x01\x02\x03\x04", 4, 2, "0102@0 0304@2");
	assert_entries("\x01\x02\x03", 3, 2, "0102@0 03@2");
	assert_entries("\x01\x02\x03", 3, 0, "010203@0");
	assert_entries("\0\0", 2, 0, "0000@0");
	/* These look like more than they are. */
	assert_entries("key", 3, 0, "6b6579@0");
	assert_entries("[\x01\x02", 3, 0, "5b0102@0");
	assert_entries("{\0\0\0", 4, 0, "7b000000@0");
	assert_entries("0", 1, 0, "30@0");
}

TEST(hexadecimal_digits)
{
	assert_text("0a0B0c0d", 2, "0a0b@1 0c0d@1");
	assert_text("0a 0b\n0c 0d\n", 3, "0a0b0c@1 0d@2");
	assert_text("0x0a, 0x0b", 0, "0a0b@1");
	assert_text("0a:0b:0c", 0, "0a0b0c@1");
	assert_text("0a0b\n", 0, "0a0b@1");
}

TEST(rows_of_xxd)
{
	assert_text("00000000: 0a0b 0c0d                                ....\n", 2,
		    "0a0b@1 0c0d@2");
	assert_text("00000000: 3031 3233 3435 3637 3839 6162 6364 6566  0123456789abcdef\n"
		    "00000010: 3031 32                                  012\n",
		    0, "30313233343536373839616263646566303132@1");
}

TEST(rows_of_hexdump)
{
	assert_text(
		"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
		"00000010  30 31                                             |01|\n"
		"00000012\n",
		0, "303132333435363738396162636465663031@1");
}

TEST(rows_that_hexdump_repeats)
{
	static const char text[] =
		"00000000  07 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
		"*\n"
		"00000020  01 02                                             |..|\n"
		"00000022\n";

	assert_text(text, 17,
		    "0700000000000000000000000000000007@1 00000000000000000000000000000001"
		    "02@3");
}

TEST(rows_that_end_in_repeated_ones)
{
	assert_text(
		"00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
		"*\n"
		"00000020\n",
		0, "0000000000000000000000000000000000000000000000000000000000000000@1");
}

TEST(rows_of_od_count_in_eights)
{
	assert_text("0000000 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10\n"
		    "0000020 11\n"
		    "0000021\n",
		    0, "0102030405060708090a0b0c0d0e0f1011@1");
}

TEST(two_dumps_one_behind_the_other)
{
	assert_text("00000000: 0a0b  ..\n00000000: 0c0d  ..\n", 2, "0a0b@1 0c0d@2");
}

TEST(rows_that_are_refused)
{
	assert_no_entries(
		"0000000 0100 0002\n0000004\n", -EINVAL,
		"line 1: words of several bytes, whose order nobody can tell; use hexdump -C or "
		"xxd");
	assert_no_entries(
		"0000000 000400 001000\n", -EINVAL,
		"line 1: words of several bytes, whose order nobody can tell; use hexdump -C or "
		"xxd");
	assert_no_entries("00000000: 0a0b  ..\n00000010: 0c0d  ..\n", -EINVAL,
			  "line 2: offset 0x10 stands where 0x2 should: rows are missing");
	assert_no_entries("00000000: 0a0b 0  ...\n", -EINVAL,
			  "line 1: an odd number of digits in a "
			  "group");
	assert_no_entries("00000000: 0a0b  ..\nhello\n", -EINVAL,
			  "line 2: does not begin with an offset");
}

TEST(digits_that_are_refused)
{
	assert_no_entries("0a0b0", -EINVAL,
			  "line 1: an odd number of digits: '0' has no second one");
	assert_no_entries("0a\n0b c", -EINVAL,
			  "line 2: an odd number of digits: 'c' has no second one");
}

TEST(json_of_a_map)
{
	assert_text("[{\"key\":[\"0x01\"],\"value\":[\"0x0a\",\"0x0b\"]},"
		    "{\"key\":[\"0x02\"],\"value\":[\"0x0c\",\"0x0d\"]}]\n",
		    0, "01=0a0b@1 02=0c0d@2");
	assert_text("[]", 0, "");
	assert_text(" [ { \"value\" : [ \"0xa\" ] , \"key\" : [ ] } ]", 0, "=0a@1");
}

TEST(json_with_what_bpftool_makes_of_it_beside)
{
	assert_text("[{\"key\":[\"0x01\"],\"value\":[\"0x0a\"],"
		    "\"formatted\":{\"key\":1,\"value\":{\"a\":\"}]\\\"{\"}}}]",
		    0, "01=0a@1");
}

TEST(json_of_one_entry)
{
	assert_text("{\"key\":[\"0x01\"],\"value\":[\"0x0a\"]}", 0, "01=0a@1");
}

TEST(json_of_values_by_cpu)
{
	assert_text("[{\"key\":[\"0x01\"],\"values\":[{\"cpu\":0,\"value\":[\"0x0a\"]},"
		    "{\"cpu\":2,\"value\":[\"0x0b\"]}]},{\"key\":[\"0x02\"],\"values\":"
		    "[{\"cpu\":0,\"value\":[\"0x0c\"]}]}]",
		    0, "01=cpu0:0a@1 +cpu2:0b@1 02=cpu0:0c@2");
}

TEST(json_with_errors)
{
	assert_text("[{\"key\":[\"0x01\"],\"value\":{\"error\":\"No such file\"}},"
		    "{\"key\":[\"0x02\"],\"error\":\"gone\"}]",
		    0, "01=(No such file)@1 02=(gone)@2");
}

TEST(json_of_several_maps)
{
	assert_text("[{\"id\":7,\"type\":\"hash\",\"name\":\"a\",\"flags\":1,\"elements\":["
		    "{\"key\":[\"0x01\"],\"value\":[\"0x0a\"]},"
		    "{\"key\":[\"0x02\"],\"value\":[\"0x0b\"]}]},"
		    "{\"id\":8,\"type\":\"array\",\"name\":\"b\",\"flags\":0,\"elements\":["
		    "{\"key\":[\"0x03\"],\"value\":[\"0x0c\"]}]}]",
		    0, "map7:a 01=0a@1 02=0b@2 map8:b 03=0c@1");
	assert_text("{\"id\":7,\"name\":\"a\",\"elements\":[{\"value\":[\"0x0a\"]}],\"x\":1}", 0,
		    "map7:a 0a@1");
}

TEST(json_that_is_refused)
{
	assert_no_entries("[{\"value\":[\"0x0a\",\"0x1ff\"]}]", -EINVAL,
			  "line 1: element 1: '0x1ff' is no byte such as 0x0a");
	assert_no_entries(
		"[{\"value\":{\"a\":1}}]", -EINVAL,
		"line 1: element 1: a value that is decoded already, and no bytes; dump it with "
		"bpftool -j");
	assert_no_entries(
		"[{\"key\":1,\"value\":[]}]", -EINVAL,
		"line 1: element 1: a key that is decoded already, and no bytes; dump it with "
		"bpftool -j");
	assert_no_entries(
		"[{\"value\":[1,2]}]", -EINVAL,
		"line 1: element 1: values that are decoded already, and no bytes; dump them "
		"with bpftool -j");
	assert_no_entries("[\n{\"key\":[]}]", -EINVAL,
			  "line 2: element 1: neither a value nor an error");
	assert_no_entries("[{\"value\":[]}", -EINVAL, "line 1: ends before its JSON does");
	assert_no_entries("[{\"value\":[", -EINVAL,
			  "line 1: ends within an object that begins on this line");
	assert_no_entries("[{\"value\":[]}] x", -EINVAL,
			  "line 1: goes on behind the end of its JSON");
	assert_no_entries("[\"0x01\"]", -EINVAL,
			  "line 1: is no array of objects, as bpftool writes them");
	assert_no_entries("[{\"value\":[\"0x01\",]}]", -EINVAL,
			  "line 1: element 1: unexpected token near ']'");
}

TEST(text_of_bpftool)
{
	assert_text("key: 01 00  value: 0a 0b\nkey: 02 00  value: 0c 0d\nFound 2 elements\n", 0,
		    "0100=0a0b@1 0200=0c0d@2");
	assert_text("key:\n01 00\nvalue:\n00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f\n10 11\n"
		    "Found 1 element\n",
		    0, "0100=000102030405060708090a0b0c0d0e0f1011@1");
	assert_text("Found 0 elements\n", 0, "");
	assert_text("key: 01  value: <no entry>\nkey: 02  value: 0a\n", 0,
		    "01=(<no entry>)@1 02=0a@2");
}

TEST(text_of_a_key_that_was_not_found)
{
	assert_text("key:\n51 00 00 00\n\nNot found\n", 0, "51000000=(Not found)@1");
}

TEST(text_of_values_by_cpu)
{
	assert_text("key:\n01\nvalue (CPU 00): 0a\nvalue (CPU 01): 0b\nkey:\n02\n"
		    "value (CPU 00):\n0c\nFound 2 elements\n",
		    0, "01=cpu0:0a@1 +cpu1:0b@4 02=cpu0:0c@5");
}

TEST(text_of_several_maps)
{
	assert_text("7: hash  name flows  flags 0x0\nkey: 01  value: 0a\nFound 1 element\n"
		    "\n8: array  flags 0x1\nkey: 02  value: 0b\nFound 1 element\n",
		    0, "map7:flows 01=0a@2 map8: 02=0b@6");
}

TEST(text_that_is_refused)
{
	assert_no_entries("key: 01  value: 0a zz\n", -EINVAL, "line 1: 'zz' is no byte");
	assert_no_entries("key: 0  value: 0a\n", -EINVAL, "line 1: '0  value: 0a' is no byte");
}

TEST(what_holds_no_values)
{
	assert_no_entries("", -ENODATA, "is empty");
	assert_no_entries("null\n", -ENODATA, "is the look-up of a key that was not found");
	assert_no_entries(
		"# WARNING!! The output is for debug purpose only\n", -EINVAL,
		"what `cat` prints of a pinned map has no bytes in it, and its pointers are "
		"hashed; use `bpftool -j map dump pinned PATH`");
}

/* All of the texts above, cut anywhere and changed: whatever it is, it ends. */
TEST(broken_texts_end)
{
	read_all_broken();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(raw_bytes),
		RUN(hexadecimal_digits),
		RUN(rows_of_xxd),
		RUN(rows_of_hexdump),
		RUN(rows_that_hexdump_repeats),
		RUN(rows_that_end_in_repeated_ones),
		RUN(rows_of_od_count_in_eights),
		RUN(two_dumps_one_behind_the_other),
		RUN(rows_that_are_refused),
		RUN(digits_that_are_refused),
		RUN(json_of_a_map),
		RUN(json_with_what_bpftool_makes_of_it_beside),
		RUN(json_of_one_entry),
		RUN(json_of_values_by_cpu),
		RUN(json_with_errors),
		RUN(json_of_several_maps),
		RUN(json_that_is_refused),
		RUN(text_of_bpftool),
		RUN(text_of_a_key_that_was_not_found),
		RUN(text_of_values_by_cpu),
		RUN(text_of_several_maps),
		RUN(text_that_is_refused),
		RUN(what_holds_no_values),
		RUN(broken_texts_end),
	};

	return cmocka_run_group_tests_name("load/entries", tests, NULL, NULL);
}
