/* SPDX-License-Identifier: BSD-2-Clause */
/* make_inputs.c - writes the inputs of the golden cases into a folder: make_inputs FOLDER. What a
 * compiler can make comes from fixtures/src; this is for what none makes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "btf_builder.h"

/* A handful of types that one sees in every kernel. */
static struct btf_builder *small(void)
{
	struct btf_builder *b = builder_new();
	uint32_t u8 = add_int(b, "unsigned char", 1, 0, 8);
	uint32_t u32 = add_int(b, "unsigned int", 4, 0, 32);
	uint32_t list_head = builder_id_end(b);
	uint32_t next = list_head + 1;

	add_struct(b, "list_head", 16);
	add_member(b, "next", next, 0);
	add_member(b, "prev", next, 64);
	add_ptr(b, list_head);
	add_struct(b, "list_lru", 24);
	add_member(b, "list", list_head, 0);
	add_bitfield(b, "level", u8, 128, 3);
	add_bitfield(b, "shrinker_id", u32, 160, 0);
	add_enum(b, "zone_type", 4);
	add_enumerator(b, "ZONE_DMA", 0);
	add_enumerator(b, "ZONE_TOP", 4026531840u);
	add_func(b, "list_add", add_func_proto(b, 0), GLOBAL);
	add_typedef(b, "list_head", list_head);
	return b;
}

/* Kinds 20 and 22 as a kernel in preparation has them, described by the layout section. */
static struct btf_builder *unknown_kind(void)
{
	struct btf_builder *b = builder_new();
	uint32_t integer = add_int(b, "int", 4, ENC_SIGNED, 32);

	set_known_layouts(b);
	set_layout(b, 20, 4, 4, 0);
	add_raw(b, 20, "loc_param", 2, integer);
	add_word(b, 1);
	add_word(b, 2);
	add_word(b, 3);
	add_ptr(b, integer);
	return b;
}

/* Names that a terminal, or JSON, must not get as they are. */
static struct btf_builder *hostile_names(void)
{
	struct btf_builder *b = builder_new();

	add_int(b, "red\033[31m", 4, 0, 32);
	add_int(b, "quote\" backslash\\ tab\t", 4, 0, 32);
	add_int(b, "latin-1 \xe9, C1 \xc2\x9b, DEL \x7f", 4, 0, 32);
	add_int(b, "na\xc3\xafve \xe2\x82\xac", 4, 0, 32);
	return b;
}

/* Characters of two columns, of none, and such as turn the direction of writing. */
static struct btf_builder *wide_names(void)
{
	struct btf_builder *b = builder_new();
	uint32_t u32 = add_int(b, "unsigned int", 4, 0, 32);

	add_struct(b, "\xe6\xa7\x8b\xe9\x80\xa0\xe4\xbd\x93", 8);
	add_member(b, "\xe5\x80\xa4", u32, 0);
	add_member(b, "e\xcc\x81toile", u32, 32);
	add_struct(b, "\xe2\x80\xaegnp.exe", 4);
	add_member(b, "only", u32, 0);
	return b;
}

static struct btf_builder *header_only(void)
{
	struct btf_builder *b = builder_new();

	drop_strings(b);
	return b;
}

/* Everything that a split BTF names lies in `small`. */
static struct btf_builder *split(struct btf_builder *base)
{
	struct btf_builder *b = builder_split(base);
	uint32_t own = add_struct(b, "module_list", 16);

	add_member(b, "list", 3, 0);
	add_typedef(b, "module_list_t", own);
	add_ptr(b, own);
	return b;
}

/* A base that `split` was not made on: all lies elsewhere. */
static struct btf_builder *other_base(void)
{
	struct btf_builder *b = builder_new();

	for (int i = 0; i < 12; i++) {
		char name[40];

		snprintf(name, sizeof(name), "a_rather_long_name_%d", i);
		add_int(b, name, 4, 0, 32);
	}
	return b;
}

/* A record that says it has more members than there are bytes. */
static struct btf_builder *long_vlen(void)
{
	struct btf_builder *b = builder_new();
	uint32_t id = add_struct(b, "short", 4);

	add_member(b, "only", 0, 0);
	set_vlen(b, id, 1000);
	return b;
}

static void write_file(const char *name, const uint8_t *data, size_t size)
{
	FILE *file = fopen(name, "wb");

	if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) {
		perror(name);
		exit(1);
	}
}

static void write_btf(const char *name, struct btf_builder *b)
{
	size_t size;
	uint8_t *data = builder_bytes(b, &size);

	write_file(name, data, size);
}

int main(int argc, char **argv)
{
	struct btf_builder *base = small();
	size_t size;

	if (argc != 2 || chdir(argv[1]) != 0) {
		fputs("usage: make_inputs FOLDER\n", stderr);
		return 2;
	}
	write_btf("small.btf", base);
	write_file("cut.btf", builder_bytes(base, &size), 100);
	write_file("big_endian.btf", builder_swapped_bytes(base, &size), size);
	write_btf("split.btf", split(base));
	/* a struct flow of fixtures/src/values.c */
	write_file("flow.bin",
		   (const uint8_t[]){0xdc, 5, 0,    0,   0,   0,   0, 0, 0xf9, 0xff, 0xff,
				     0xff, 1, 'e',  't', 'h', '0', 0, 0, 0,    1,    0,
				     0,    0, 0x4e, 0,   0,   0,   4, 3, 2,    1},
		   32);
	builder_free(base);

	struct {
		const char *name;
		struct btf_builder *btf;
	} others[] = {
		{"unknown_kind.btf", unknown_kind()}, {"hostile_names.btf", hostile_names()},
		{"header_only.btf", header_only()},   {"other_base.btf", other_base()},
		{"long_vlen.btf", long_vlen()},       {"wide_names.btf", wide_names()},
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		write_btf(others[i].name, others[i].btf);
		builder_free(others[i].btf);
	}
	write_file("text.txt", (const uint8_t *)"This is no BTF.\n", 16);
	write_file("empty.btf", (const uint8_t *)"", 0);
	return 0;
}
