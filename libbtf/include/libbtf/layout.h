/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/layout.h - where the members of a struct or union lie, and what of it nothing uses.
 *
 * A layout is a list of rows, from the first byte to the last, and a summary. Nested types are
 * shown in place, each between a BEGIN and an END: those without a name always, the others where
 * it is asked for. What is unused is said by rows of its own, in the struct that it is in:
 *
 *	BEGIN        struct sock_common {
 *	BEGIN            union {
 *	MEMBER               unsigned int skc_hash;
 *	MEMBER               __u16 skc_u16hashes[2];
 *	END              };
 *	MEMBER           unsigned char skc_reuse:4;
 *	BIT_HOLE         4 bits
 *	HOLE             3 bytes
 *	MEMBER           int skc_bound_dev_if;
 *	END          };
 *
 * A bitfield lies in a *storage unit*: an integer of its type, aligned to its size. Bits of such
 * a unit that no member uses are bit holes (behind the last member: bit padding); what is
 * unused outside of them is a hole (padding), and whole bytes.
 *
 * Any BTF may be looked at. Members that overlap or lie beyond the end are marked as such, and no
 * hole is ever reported where they are.
 */
#ifndef LIBBTF_LAYOUT_H
#define LIBBTF_LAYOUT_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BTF_LAYOUT_ROWS_MAX (1u << 20) /* of one layout */
#define BTF_PATH_MAX        4096       /* no path is longer, its NUL included */

enum btf_layout_row_kind {
	BTF_ROW_MEMBER, /* a member that is not shown in place */
	BTF_ROW_BEGIN,  /* the type itself, or a member shown in place ... */
	BTF_ROW_END,    /* ... and the same where it ends */
	BTF_ROW_HOLE,
	BTF_ROW_BIT_HOLE,
	BTF_ROW_PADDING, /* behind the last member */
	BTF_ROW_BIT_PADDING,
	BTF_ROW_CACHELINE, /* a border that the row behind it lies at, or right behind */
};

/* Bit offsets count from the start of the outermost type. */
struct btf_layout_row {
	enum btf_layout_row_kind kind;
	uint32_t depth;    /* 0: the type itself; its members have 1 */
	uint32_t parent;   /* the row of the BEGIN around it; of the outermost one its own */
	uint32_t owner_id; /* the STRUCT or UNION that it is in; of the outermost its own */
	uint64_t bit_offset;
	uint64_t bits; /* its size; of a CACHELINE how far the row behind it lies behind it */

	/* MEMBER, BEGIN and END: btf_member_at(btf, owner_id, member_index), but at depth 0 */
	uint32_t member_index;
	uint32_t type_id;   /* as the member is declared; at depth 0 what was asked for */
	uint32_t struct_id; /* BEGIN, END: what is shown in place: of an array its element */
	uint32_t nelems;    /* BEGIN, END: of an array, whose first element is shown; else 1 */

	bool is_bitfield;
	uint32_t storage_size;   /* in bytes, of bitfields and unused bits; else 0 */
	uint64_t storage_offset; /* in bytes */

	bool has_size;         /* false: of a type without one, and `bits` is 0 */
	bool overlaps;         /* it begins before the end of the member before it */
	bool beyond_end;       /* it ends behind the end of the struct that it is in */
	uint32_t tail_padding; /* MEMBER: bytes at its end that its own type leaves unused */
};

/* The figures are of the type's own members: what is unused inside of nested types is theirs. Of a
 * union there are no holes. Bytes unless it says bits. */
struct btf_layout_summary {
	uint32_t type_id; /* the STRUCT or UNION */
	uint32_t name_id; /* what it goes by: itself, or a TYPEDEF that gives it a name */
	uint32_t size;
	uint32_t alignment; /* btf_type_alignment() */
	bool packed;        /* it is aligned less than its members would be */
	uint32_t aligned; /* what it shows to be aligned to by hand (see `packable`); 0: nothing */
	uint32_t members;
	uint64_t member_bytes; /* of members that are no bitfields, added up */
	uint64_t bitfield_bits;
	uint32_t holes;
	uint64_t hole_bytes;
	uint32_t bit_holes;
	uint64_t bit_hole_bits;
	uint64_t padding;
	uint64_t bit_padding;   /* bits */
	uint32_t tail_paddings; /* members that end in padding of their own ... */
	uint64_t tail_padding_bytes;
	uint32_t misplaced; /* members that overlap, or lie beyond the end */
	uint32_t cacheline_size;
	uint32_t cachelines;
	uint32_t last_cacheline; /* used of the last one; 0: all of it */

	/* By how much it would shrink if its members were ordered by alignment, the strictest
	 * first, and a run of bitfields kept together. A member that lies further on than its type
	 * asks for is taken to be aligned to what its offset shows (__aligned(64)), and a struct
	 * with more padding than its members ask for likewise. 0 for unions, and where a
	 * member is misplaced or has no size. */
	uint32_t packable;
};

struct btf_layout {
	struct btf_layout_summary summary;
	struct btf_layout_row *rows;
	uint32_t row_count;
};

struct btf_layout_options {
	bool expand;             /* nested types that have a name in place too */
	uint32_t cacheline_size; /* in bytes; 0: no borders, and no figures of cachelines */
};

/* The STRUCT or UNION that a layout of `id` is of: `id` itself, or what a TYPEDEF gives the only
 * name to. 0 for all else. */
BTF_API uint32_t btf_layout_struct_of(const struct btf *btf, uint32_t id);

/* NULL where btf_layout_struct_of() is 0 (-EINVAL), where it takes more than BTF_LAYOUT_ROWS_MAX
 * rows (-E2BIG), or there is no memory. A struct that contains itself, and one nested deeper than
 * BTF_MAX_RESOLVE_DEPTH, is not shown in place. */
BTF_API struct btf_layout *btf_layout_new(const struct btf *btf, uint32_t id,
					  const struct btf_layout_options *options,
					  struct btf_error *err);
BTF_API void btf_layout_free(struct btf_layout *layout);

/* The path of a MEMBER, BEGIN or END: "sk.__sk_common.skc_family", "frags[0].len". Members without
 * a name add nothing to it. Returns its length as btf_type_name() does. */
BTF_API size_t btf_layout_path(const struct btf *btf, const struct btf_layout *layout, uint32_t row,
			       char *text, size_t size);

/* The summaries of many types, in an order. */
enum btf_layout_column {
	BTF_COLUMN_SIZE,
	BTF_COLUMN_CACHELINES,
	BTF_COLUMN_MEMBERS,
	BTF_COLUMN_HOLES,
	BTF_COLUMN_HOLE_BYTES,
	BTF_COLUMN_PADDING,
	BTF_COLUMN_PACKABLE,
	BTF_COLUMN_NAME,
};

/* As one writes them: "size", "hole-bytes". False, with `err`, where it is none. */
BTF_API bool btf_layout_column_parse(const char *word, enum btf_layout_column *column,
				     struct btf_error *err);

struct btf_layout_table {
	struct btf_layout_summary *rows;
	uint32_t count;
};

struct btf_layout_table_options {
	uint32_t cacheline_size;
	bool with_holes;             /* only those that have holes or bit holes */
	enum btf_layout_column sort; /* the largest first, equal ones by name; names from a to z */
};

/* Of those in the list that a layout is of. NULL where there is no memory. */
BTF_API struct btf_layout_table *
btf_layout_table_new(const struct btf *btf, struct btf_id_list list,
		     const struct btf_layout_table_options *options, struct btf_error *err);
BTF_API void btf_layout_table_free(struct btf_layout_table *table);

#ifdef __cplusplus
}
#endif

#endif
