/* SPDX-License-Identifier: BSD-2-Clause */
/* btf_builder.h - makes BTF for tests, in the order in which one would write it down in C:
 *
 *	struct btf_builder *b = builder_new();
 *	uint32_t u8 = add_int(b, "unsigned char", 1, 0, 8);
 *	uint32_t foo = add_struct(b, "foo", 2);
 *	add_member(b, "a", u8, 0);
 *	add_bitfield(b, "b", u8, 8, 3);
 *	const struct btf *btf = builder_open(b);
 *	...
 *	builder_free(b);
 *
 * Every add_ of a type returns its id. Elements (members, enumerators, parameters, words) go to the
 * type that was added last, and vlen counts them. A name of NULL is none. Types and offsets are
 * taken as they are given: there is no need for them to make sense. What is misuse of the builder,
 * such as a member of an INT, ends the program.
 *
 * It writes the format down a second time, from Documentation/bpf/btf.rst, and shares nothing with
 * libbtf's reader. All that it hands out is its own, and lives until builder_free().
 */
#ifndef TESTS_SUPPORT_BTF_BUILDER_H
#define TESTS_SUPPORT_BTF_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libbtf/btf.h>

struct btf_builder;

struct btf_builder *builder_new(void);
void builder_free(struct btf_builder *b);

/* A BTF split from what `base` holds now: its ids and string offsets go on from there, and a name
 * that the base has is taken from it. Freed with its base. */
struct btf_builder *builder_split(struct btf_builder *base);

/* Types */

enum { ENC_SIGNED = 1, ENC_CHAR = 2, ENC_BOOL = 4 };
enum { STATIC, GLOBAL, EXTERN };

uint32_t add_int(struct btf_builder *b, const char *name, uint32_t size, unsigned int encoding,
		 unsigned int bits);
uint32_t add_float(struct btf_builder *b, const char *name, uint32_t size);
uint32_t add_ptr(struct btf_builder *b, uint32_t type);
uint32_t add_const(struct btf_builder *b, uint32_t type);
uint32_t add_volatile(struct btf_builder *b, uint32_t type);
uint32_t add_restrict(struct btf_builder *b, uint32_t type);
uint32_t add_typedef(struct btf_builder *b, const char *name, uint32_t type);
uint32_t add_type_tag(struct btf_builder *b, const char *value, uint32_t type);
uint32_t add_decl_tag(struct btf_builder *b, const char *value, uint32_t type, int32_t component);
uint32_t add_array(struct btf_builder *b, uint32_t type, uint32_t index_type, uint32_t nelems);
uint32_t add_fwd(struct btf_builder *b, const char *name, bool is_union);

uint32_t add_struct(struct btf_builder *b, const char *name, uint32_t size);
uint32_t add_union(struct btf_builder *b, const char *name, uint32_t size);
void add_member(struct btf_builder *b, const char *name, uint32_t type, uint32_t bit_offset);
/* Gives the struct the kflag; `bits` may be 0. */
void add_bitfield(struct btf_builder *b, const char *name, uint32_t type, uint32_t bit_offset,
		  unsigned int bits);

/* Unsigned, unless set_kflag() says otherwise. */
uint32_t add_enum(struct btf_builder *b, const char *name, uint32_t size);
uint32_t add_enum64(struct btf_builder *b, const char *name, uint32_t size);
void add_enumerator(struct btf_builder *b, const char *name, uint64_t value);

uint32_t add_func_proto(struct btf_builder *b, uint32_t return_type);
void add_param(struct btf_builder *b, const char *name, uint32_t type);
void add_ellipsis(struct btf_builder *b);
uint32_t add_func(struct btf_builder *b, const char *name, uint32_t proto, uint32_t linkage);

uint32_t add_var(struct btf_builder *b, const char *name, uint32_t type, uint32_t linkage);
uint32_t add_datasec(struct btf_builder *b, const char *name, uint32_t size);
void add_secinfo(struct btf_builder *b, uint32_t type, uint32_t offset, uint32_t size);

/* A record of any kind, whose words add_word() adds; vlen is what it is told. */
uint32_t add_raw(struct btf_builder *b, unsigned int kind, const char *name, uint32_t vlen,
		 uint32_t size_or_type);
void add_word(struct btf_builder *b, uint32_t word);

void set_kflag(struct btf_builder *b, uint32_t id);
void set_vlen(struct btf_builder *b, uint32_t id, uint32_t vlen);

/* Overwrites word `n` of a record: 0 the name, 1 info, 2 size or type, 3 and on what its kind adds.
 */
void set_word(struct btf_builder *b, uint32_t id, uint32_t n, uint32_t word);
uint32_t word_of(const struct btf_builder *b, uint32_t id, uint32_t n);

uint32_t builder_first_id(const struct btf_builder *b);
uint32_t builder_id_end(const struct btf_builder *b);

/* The offset of a string, which is added where there is none yet. "" and NULL are at 0. */
uint32_t add_string(struct btf_builder *b, const char *text);
/* Where the strings end, as offsets go. */
uint32_t builder_string_end(const struct btf_builder *b);

/* The file around the types */

/* What a kind adds to the three words of a record, in bytes. The first call adds the layout section
 * with nothing in it, and makes the header 32 bytes long instead of 24. */
void set_layout(struct btf_builder *b, unsigned int kind, uint8_t info_size, uint8_t element_size,
		uint16_t flags);
/* Of all kinds up to ENUM64, as a kernel writes it. */
void set_known_layouts(struct btf_builder *b);

/* Leaves out even the empty string: what is left of an empty BTF is its header. */
void drop_strings(struct btf_builder *b);

/* The header as it will be, for a test to falsify: what is not UNSET replaces what is right. */
#define UNSET UINT32_MAX
struct header_overrides {
	uint32_t magic, version, flags, header_size;
	uint32_t type_off, type_len, str_off, str_len, layout_off, layout_len;
};
struct header_overrides *builder_header(struct btf_builder *b);

/* Really makes the header that long; what lies behind its 32 bytes is filled with `rest`. */
void set_header_size(struct btf_builder *b, uint32_t size, uint8_t rest);

/* The file, in this machine's byte order or in the other. */
uint8_t *builder_bytes(struct btf_builder *b, size_t *size);
uint8_t *builder_swapped_bytes(struct btf_builder *b, size_t *size);

/* The same, opened (on its base, opened in the same order); ends the program where it can't be. */
const struct btf *builder_open(struct btf_builder *b);
const struct btf *builder_open_swapped(struct btf_builder *b);

#endif
