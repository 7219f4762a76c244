/* SPDX-License-Identifier: BSD-2-Clause */
/* test_sheet.c - a type row by row: what is folded, where borders lie, which types rows lead to. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "sheet.h"
#include "type_words.h"

/* What the tests look at. */
struct types {
	const struct btf *btf;
	uint32_t number, character, anonymous, inner, array, pointer, both, outer;
};

/*	struct inner { char p; struct { int x, y; }; };
 *	struct outer { int a; struct inner in; union { struct inner one; int two; };
 *	               struct inner arr[10]; const struct inner *ptr; }; */
static struct types add_types(struct btf_builder *b)
{
	struct types t = {.number = add_int(b, "int", 4, ENC_SIGNED, 32)};

	t.character = add_int(b, "char", 1, ENC_CHAR, 8);
	t.anonymous = add_struct(b, NULL, 8);
	add_member(b, "x", t.number, 0);
	add_member(b, "y", t.number, 32);
	t.inner = add_struct(b, "inner", 12);
	add_member(b, "p", t.character, 0);
	add_member(b, NULL, t.anonymous, 32);
	t.array = add_array(b, t.inner, t.number, 10);
	t.pointer = add_ptr(b, add_const(b, t.inner));
	t.both = add_union(b, NULL, 12);
	add_member(b, "one", t.inner, 0);
	add_member(b, "two", t.number, 0);
	t.outer = add_struct(b, "outer", 160);
	add_member(b, "a", t.number, 0);
	add_member(b, "in", t.inner, 8 * 4);
	add_member(b, NULL, t.both, 8 * 16);
	add_member(b, "arr", t.array, 8 * 28);
	add_member(b, "ptr", t.pointer, 8 * 152);
	return t;
}

static void put_record(const struct sheet *sheet, uint32_t row, char *text, size_t room)
{
	const struct btf_layout_row *record = sheet_record(sheet, row);
	const char *name =
		record->depth
			? btf_member_at(sheet->btf, record->owner_id, record->member_index).name
			: "";
	char path[200];

	if (record->kind == BTF_ROW_BEGIN && sheet->folded[sheet->rows[row].index])
		snprintf(text, room, "+%s", name);
	else if (record->kind == BTF_ROW_BEGIN)
		snprintf(text, room, "%s{", name);
	else if (record->kind == BTF_ROW_END)
		snprintf(text, room, "}");
	else if (record->kind != BTF_ROW_MEMBER)
		snprintf(text, room, "~%u", (unsigned int)(record->bits / 8));
	else if (sheet->form != SHEET_FLAT)
		snprintf(text, room, "%s", name);
	else {
		sheet_path(sheet, row, path, sizeof(path));
		snprintf(text, room, "%s", path);
	}
}

/* "{ a +in }": `+` what is folded, `~` what is unused, |LINE or |LINE-BYTES a border. */
static const char *words_of(const struct sheet *sheet)
{
	static char text[2000];
	struct line line;

	*text = '\0';
	for (uint32_t i = 0; i < sheet->count; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		char word[400];

		if (row->kind == SHEET_RECORD)
			put_record(sheet, i, word, sizeof(word));
		else if (row->kind == SHEET_BORDER && row->distance)
			snprintf(word, sizeof(word), "|%u-%u", row->index, row->distance);
		else if (row->kind == SHEET_BORDER)
			snprintf(word, sizeof(word), "|%u", row->index);
		else
			snprintf(word, sizeof(word), "?");
		strcat(text, i ? " " : "");
		strcat(text, word);
		line_begin(&line, false);
		sheet_line(sheet, i, 80, &line);
		assert_int_not_equal(line.length, 0);
	}
	return text;
}

static struct sheet *open_sheet(const struct btf *btf, uint32_t id)
{
	struct sheet *sheet = sheet_new(btf, id, true);

	assert_non_null(sheet);
	return sheet;
}

/* The row of a path, as it is shown now. */
static uint32_t row_at(const struct sheet *sheet, const char *path)
{
	for (uint32_t i = 0; i < sheet->count; i++) {
		char found[200];

		sheet_path(sheet, i, found, sizeof(found));
		if (strcmp(found, path) == 0)
			return i;
	}
	fail_msg("no row %s in %s", path, words_of(sheet));
	return 0;
}

static void unfold_all(struct sheet *sheet)
{
	for (uint32_t i = 0; i < sheet->count; i++)
		assert_int_equal(sheet_unfold(sheet, i), i);
}

TEST(named_structs_begin_folded_and_anonymous_ones_do_not)
{
	struct types t = add_types(b);
	struct sheet *sheet = open_sheet(builder_open(b), t.outer);

	assert_string_equal(words_of(sheet), "{ a +in { +one two } +arr |2-20 ~4 ptr }");
	sheet_free(sheet);
}

TEST(what_cannot_be_unfolded_stays_a_row)
{
	struct types t = add_types(b);
	struct sheet *sheet = sheet_new(builder_open(b), t.outer, false);

	assert_string_equal(words_of(sheet), "{ a in { one two } arr |2-20 ~4 ptr }");
	unfold_all(sheet);
	assert_string_equal(words_of(sheet), "{ a in { one two } arr |2-20 ~4 ptr }");
	sheet_free(sheet);
}

TEST(unfolding_shows_what_is_in_it_and_folding_hides_it_again)
{
	struct types t = add_types(b);
	struct sheet *sheet = open_sheet(builder_open(b), t.outer);

	assert_int_equal(sheet_unfold(sheet, row_at(sheet, "in")), 2);
	assert_string_equal(words_of(sheet),
			    "{ a in{ p ~3 { x y } } { +one two } +arr |2-20 ~4 ptr }");
	assert_int_equal(sheet_fold(sheet, 2), 2);
	assert_string_equal(words_of(sheet), "{ a +in { +one two } +arr |2-20 ~4 ptr }");
	sheet_free(sheet);
}

TEST(folding_folds_what_the_cursor_is_in)
{
	static const struct {
		const char *rule;
		uint32_t row, stands;
		const char *words;
	} folds[] = {
		{"a member", 3, 2, "{ a +in { +one two } +arr |2-20 ~4 ptr }"},
		{"a hole", 4, 2, "{ a +in { +one two } +arr |2-20 ~4 ptr }"},
		{"a member of a nested one", 6, 5,
		 "{ a in{ p ~3 + } { +one two } +arr |2-20 ~4 ptr }"},
		{"the end of a nested one", 8, 5,
		 "{ a in{ p ~3 + } { +one two } +arr |2-20 ~4 ptr }"},
		{"its end", 9, 2, "{ a +in { +one two } +arr |2-20 ~4 ptr }"},
		{"one that is folded: that around it", 11, 10,
		 "{ a in{ p ~3 { x y } } + +arr |2-20 ~4 ptr }"},
		{"a member of the outermost one", 1, 1,
		 "{ a in{ p ~3 { x y } } { +one two } +arr |2-20 ~4 ptr }"},
		{"the outermost one", 0, 0,
		 "{ a in{ p ~3 { x y } } { +one two } +arr |2-20 ~4 ptr }"},
		{"a border", 15, 15, "{ a in{ p ~3 { x y } } { +one two } +arr |2-20 ~4 ptr }"},
		{"behind the last row", 99, 99,
		 "{ a in{ p ~3 { x y } } { +one two } +arr |2-20 ~4 ptr }"},
	};
	struct types t = add_types(b);
	const struct btf *btf = builder_open(b);

	for (size_t i = 0; i < COUNT(folds); i++) {
		struct sheet *sheet = open_sheet(btf, t.outer);
		uint32_t stands;

		sheet_unfold(sheet, row_at(sheet, "in"));
		stands = sheet_fold(sheet, folds[i].row);
		assert_row(strcmp(words_of(sheet), folds[i].words) == 0, folds[i].rule, "\"%s\"",
			   words_of(sheet));
		assert_row(stands == folds[i].stands, folds[i].rule, "row %u", stands);
		sheet_free(sheet);
	}
}

TEST(borders_follow_what_is_unfolded)
{
	struct sheet *sheet;
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t big = add_struct(b, "big", 140), outer;

	for (uint32_t i = 0; i < 35; i += 7)
		add_member(b, "m", number, 32 * i);
	outer = add_struct(b, "outer", 200);
	add_member(b, "first", number, 0);
	add_member(b, "in", big, 8 * 56);
	add_member(b, "last", number, 8 * 196);
	sheet = open_sheet(builder_open(b), outer);
	assert_string_equal(words_of(sheet), "{ first ~52 +in |3-4 last }");
	sheet_unfold(sheet, 3);
	assert_string_equal(
		words_of(sheet),
		"{ first ~52 in{ m ~24 |1-20 m ~24 m ~24 |2-12 m ~24 m ~24 } |3-4 last }");
	assert_int_equal(sheet_fold(sheet, 5), 3);
	assert_string_equal(words_of(sheet), "{ first ~52 +in |3-4 last }");
	sheet_free(sheet);
}

TEST(a_border_where_a_line_begins_says_no_more)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32), id = add_struct(b, "two", 72);
	struct sheet *sheet;

	add_member(b, "a", number, 0);
	add_member(b, "b", number, 8 * 64);
	add_member(b, "c", number, 8 * 68);
	sheet = open_sheet(builder_open(b), id);
	assert_string_equal(words_of(sheet), "{ a ~60 |1 b c }");
	sheet_free(sheet);
}

TEST(only_the_layout_has_borders)
{
	struct types t = add_types(b);
	struct sheet *sheet = open_sheet(builder_open(b), t.outer);

	sheet_set_form(sheet, SHEET_C, 0);
	assert_string_equal(words_of(sheet), "{ a +in { +one two } +arr ~4 ptr }");
	sheet_set_form(sheet, SHEET_LAYOUT, 0);
	assert_string_equal(words_of(sheet), "{ a +in { +one two } +arr |2-20 ~4 ptr }");
	sheet_free(sheet);
}

TEST(flat_has_every_leaf_with_its_path_whatever_is_folded)
{
	static const char flat[] = "a in.p ~3 in.x in.y one.p ~3 one.x one.y two arr[0].p ~3 "
				   "arr[0].x arr[0].y ~4 ptr";
	struct types t = add_types(b);
	struct sheet *sheet = open_sheet(builder_open(b), t.outer);

	sheet_set_form(sheet, SHEET_FLAT, 0);
	assert_string_equal(words_of(sheet), flat);
	for (uint32_t i = 0; i < sheet->count; i++) {
		assert_int_equal(sheet_fold(sheet, i), i);
		assert_int_equal(sheet_unfold(sheet, i), i);
	}
	assert_string_equal(words_of(sheet), flat);
	sheet_free(sheet);
}

TEST(rows_lead_to_the_type_behind_pointers_arrays_and_qualifiers)
{
	struct types t = add_types(b);
	struct sheet *sheet = open_sheet(builder_open(b), t.outer);
	const struct {
		const char *path;
		uint32_t target;
	} targets[] = {{"a", t.number},       {"in", t.inner},   {"one", t.inner},
		       {"two", t.number},     {"arr", t.inner},  {"ptr", t.inner},
		       {"in.p", t.character}, {"in.x", t.number}};

	unfold_all(sheet);
	for (size_t i = 0; i < COUNT(targets); i++)
		assert_row(sheet_target(sheet, row_at(sheet, targets[i].path)) == targets[i].target,
			   targets[i].path, "#%u",
			   sheet_target(sheet, row_at(sheet, targets[i].path)));
	for (uint32_t i = 0; i < sheet->count; i++)
		if (!sheet_record(sheet, i) || sheet_record(sheet, i)->kind == BTF_ROW_HOLE ||
		    !sheet_record(sheet, i)->depth)
			assert_int_equal(sheet_target(sheet, i), 0);
	assert_int_equal(sheet_target(sheet, sheet->count), 0);
	assert_null(sheet_record(sheet, sheet->count));
	sheet_free(sheet);
}

TEST(a_type_behind_others_is_found_and_loops_end)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32);
	uint32_t named = add_typedef(b, "named", number);
	uint32_t far = add_ptr(
		b,
		add_array(b,
			  add_const(b,
				    add_volatile(b,
						 add_restrict(b, add_type_tag(b, "user",
									      add_ptr(b, named))))),
			  number, 2));
	uint32_t loop = add_ptr(b, 0);
	const struct btf *btf;

	set_word(b, loop, 2, loop);
	btf = builder_open(b);
	assert_int_equal(type_behind(btf, far), named);
	assert_int_equal(type_behind(btf, loop), 0);
	assert_int_equal(type_behind(btf, 0), 0);
	assert_int_equal(type_behind(btf, 9999), 9999);
}

TEST(a_member_is_found_and_what_hides_it_unfolded)
{
	struct types t = add_types(b);
	const struct btf *btf = builder_open(b);
	const struct {
		const char *rule;
		uint32_t owner, index;
		const char *path; /* NULL: there is none */
	} members[] = {
		{"its own", t.outer, 4, "ptr"},
		{"a nested struct itself", t.outer, 1, "in"},
		{"of a nested struct", t.inner, 0, "in.p"},
		{"of an anonymous one in it", t.anonymous, 1, "in.y"},
		{"of an anonymous union", t.both, 1, "two"},
		{"of no such index", t.outer, 5, NULL},
		{"of another type", t.number, 0, NULL},
	};

	for (size_t i = 0; i < COUNT(members); i++) {
		struct sheet *sheet = open_sheet(btf, t.outer);
		uint32_t row = 99;
		char path[200];

		assert_row(sheet_find_member(sheet, members[i].owner, members[i].index, &row) ==
				   (members[i].path != NULL),
			   members[i].rule, "found or not");
		if (members[i].path) {
			sheet_path(sheet, row, path, sizeof(path));
			assert_row(strcmp(path, members[i].path) == 0, members[i].rule, "%s", path);
		}
		sheet_free(sheet);
	}
}

TEST(a_path_is_found_and_what_hides_it_unfolded)
{
	static const char *const paths[] = {"a", "in", "in.p", "in.x", "one.y", "arr", "arr[0].x"};
	static const char *const none[] = {"b", "n.x", "in.z", "arr[1].x", "a.b", "in.", "."};
	struct types t = add_types(b);
	const struct btf *btf = builder_open(b);
	uint32_t row;

	for (size_t i = 0; i < COUNT(paths); i++) {
		struct sheet *sheet = open_sheet(btf, t.outer);

		assert_row(sheet_find_path(sheet, paths[i], &row), paths[i], "not found");
		assert_row(row == row_at(sheet, paths[i]), paths[i], "row %u", row);
		sheet_free(sheet);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		struct sheet *sheet = open_sheet(btf, t.outer);

		assert_row(!sheet_find_path(sheet, none[i], &row), none[i], "row %u", row);
		assert_string_equal(words_of(sheet), "{ a +in { +one two } +arr |2-20 ~4 ptr }");
		sheet_free(sheet);
	}
}

TEST(the_end_of_a_path_is_enough)
{
	static const char *const ends[][2] = {{"x", "in.x"}, {"y", "in.y"}, {"p", "in.p"}};
	struct types t = add_types(b);
	const struct btf *btf = builder_open(b);
	uint32_t row;

	for (size_t i = 0; i < COUNT(ends); i++) {
		struct sheet *sheet = open_sheet(btf, t.outer);

		assert_row(sheet_find_path(sheet, ends[i][0], &row), ends[i][0], "not found");
		assert_row(row == row_at(sheet, ends[i][1]), ends[i][0], "row %u", row);
		sheet_free(sheet);
	}
}

TEST(a_byte_is_found_in_the_innermost_row_that_covers_it)
{
	struct types t = add_types(b);
	const struct btf *btf = builder_open(b);

	for (uint32_t byte = 0; byte < 64; byte++) {
		struct sheet *sheet = open_sheet(btf, t.outer);
		const struct btf_layout_row *record;
		uint32_t row;
		bool found = sheet_find_byte(sheet, byte, &row);

		assert_row(found == (byte < btf_type_at(btf, t.outer).size), "byte", "%u", byte);
		record = found ? sheet_record(sheet, row) : NULL;
		if (record)
			assert_row(record->kind != BTF_ROW_END && 8 * byte >= record->bit_offset &&
					   8 * byte < record->bit_offset + record->bits,
				   "byte", "%u in row %u", byte, row);
		sheet_free(sheet);
	}
}

/* Broken and large */

TEST(a_struct_that_contains_itself_ends)
{
	uint32_t id = add_struct(b, "self", 8), row;
	struct sheet *sheet;

	add_member(b, "me", id, 0);
	add_member(b, "again", id, 0);
	sheet = open_sheet(builder_open(b), id);
	unfold_all(sheet);
	assert_int_equal(sheet_target(sheet, row_at(sheet, "me")), id);
	assert_true(sheet_find_member(sheet, id, 1, &row));
	sheet_set_form(sheet, SHEET_FLAT, 0);
	words_of(sheet);
	sheet_free(sheet);
}

TEST(one_too_big_to_expand_is_shown_without)
{
	uint32_t id = add_int(b, "int", 4, ENC_SIGNED, 32);
	struct sheet *sheet;

	for (int depth = 0; depth < 21; depth++) { /* twice as many rows each time */
		uint32_t next = add_struct(b, "twice", 8);

		add_member(b, "a", id, 0);
		add_member(b, "b", id, 0);
		id = next;
	}
	sheet = open_sheet(builder_open(b), id);
	assert_string_equal(words_of(sheet), "{ a b }");
	sheet_free(sheet);
}

/* Types that are no structs */

static const char *texts_of(const struct sheet *sheet)
{
	static char text[2000];

	*text = '\0';
	for (uint32_t i = 0; i < sheet->count; i++) {
		struct line line;
		char word[400], *end;

		line_begin(&line, false);
		sheet_line(sheet, i, 60, &line);
		assert_null(sheet_record(sheet, i));
		snprintf(word, sizeof(word), "%s", line.text + strspn(line.text, " "));
		end = strstr(word, "  ");
		if (end && end != word)
			*end = '\0';
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s -> #%u",
			 i ? "; " : "", word, sheet_target(sheet, i));
	}
	return text;
}

static const struct {
	uint32_t id;
	const char *texts;
} kinds[] = {
	{1, "int -> #0"},
	{3, "typedef struct foo foo_t; -> #2; is -> #2"},
	{4, "typedef foo_t foo_tt; -> #3; is -> #3"},
	{5, "foo_t * -> #3; is -> #3"},
	{6, "foo_t *(int, foo_t *, ...) -> #3; returns foo_t * -> #3; param -> #1; param -> #3; "
	    "param -> #0"},
	{7, "foo_t *call(int one, foo_t *two, ...); -> #6; returns foo_t * -> #3; param -> #1; "
	    "param -> #3; param -> #0"},
	{8, "enum shade { -> #0; LIGHT = 1, -> #0; }; -> #0"},
	{9, "struct foo first; -> #2; is -> #2"},
	{11, "OFFSET -> #0; 0 -> #9; 4 -> #10; }; -> #0"},
	{12, "union elsewhere; -> #0"},
	{13, "foo_t *(*)(int, foo_t *, ...) -> #6; is -> #6"},
	{14, "int [4] -> #1; is -> #1; index -> #1"},
	{15, "float -> #0"},
};

TEST(other_kinds_have_their_text_and_what_it_refers_to)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32); /* 1 */
	uint32_t foo = add_struct(b, "foo", 4);                 /* 2 */
	uint32_t foo_t, proto, first, second;
	const struct btf *btf;

	add_member(b, "a", number, 0);
	foo_t = add_typedef(b, "foo_t", foo); /* 3 */
	add_typedef(b, "foo_tt", foo_t);      /* 4 */
	add_ptr(b, foo_t);                    /* 5 */
	proto = add_func_proto(b, 5);         /* 6 */
	add_param(b, "one", number);
	add_param(b, "two", 5);
	add_ellipsis(b);
	add_func(b, "call", proto, GLOBAL); /* 7 */
	add_enum(b, "shade", 4);            /* 8 */
	add_enumerator(b, "LIGHT", 1);
	first = add_var(b, "first", foo, GLOBAL); /* 9 */
	second = add_var(b, "second", 5, GLOBAL); /* 10 */
	add_datasec(b, ".data", 12);              /* 11 */
	add_secinfo(b, first, 0, 4);
	add_secinfo(b, second, 4, 8);
	add_fwd(b, "elsewhere", true);   /* 12 */
	add_ptr(b, proto);               /* 13 */
	add_array(b, number, number, 4); /* 14 */
	add_float(b, "float", 4);        /* 15 */
	btf = builder_open(b);
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct sheet *sheet = open_sheet(btf, kinds[i].id);

		assert_row(strcmp(texts_of(sheet), kinds[i].texts) == 0, kinds[i].texts, "%s",
			   texts_of(sheet));
		sheet_free(sheet);
	}
}

TEST(a_typedef_of_an_anonymous_struct_is_that_struct)
{
	uint32_t number = add_int(b, "int", 4, ENC_SIGNED, 32), inner = add_struct(b, NULL, 4);
	struct sheet *sheet;

	add_member(b, "a", number, 0);
	inner = add_typedef(b, "foo_t", inner);
	sheet = open_sheet(builder_open(b), inner);
	assert_string_equal(words_of(sheet), "{ a }");
	sheet_free(sheet);
}

TEST(numbers_of_a_text_can_be_hexadecimal)
{
	uint32_t id = add_enum(b, "shade", 4);
	struct sheet *sheet;

	add_enumerator(b, "DARK", 255);
	sheet = open_sheet(builder_open(b), id);
	assert_non_null(strstr(texts_of(sheet), "DARK = 255"));
	sheet_set_hex(sheet, true);
	assert_non_null(strstr(texts_of(sheet), "DARK = 0xff"));
	sheet_set_hex(sheet, false);
	assert_non_null(strstr(texts_of(sheet), "DARK = 255"));
	sheet_free(sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(named_structs_begin_folded_and_anonymous_ones_do_not),
		RUN(what_cannot_be_unfolded_stays_a_row),
		RUN(unfolding_shows_what_is_in_it_and_folding_hides_it_again),
		RUN(folding_folds_what_the_cursor_is_in),
		RUN(borders_follow_what_is_unfolded),
		RUN(a_border_where_a_line_begins_says_no_more),
		RUN(only_the_layout_has_borders),
		RUN(flat_has_every_leaf_with_its_path_whatever_is_folded),
		RUN(rows_lead_to_the_type_behind_pointers_arrays_and_qualifiers),
		RUN(a_type_behind_others_is_found_and_loops_end),
		RUN(a_member_is_found_and_what_hides_it_unfolded),
		RUN(a_path_is_found_and_what_hides_it_unfolded),
		RUN(the_end_of_a_path_is_enough),
		RUN(a_byte_is_found_in_the_innermost_row_that_covers_it),
		RUN(a_struct_that_contains_itself_ends),
		RUN(one_too_big_to_expand_is_shown_without),
		RUN(other_kinds_have_their_text_and_what_it_refers_to),
		RUN(a_typedef_of_an_anonymous_struct_is_that_struct),
		RUN(numbers_of_a_text_can_be_hexadecimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
