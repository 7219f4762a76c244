/* SPDX-License-Identifier: BSD-2-Clause */
/* uses.h - who uses a type: who holds it, points to it, takes it or returns it, whatever stands between. */
#ifndef TUI_USES_H
#define TUI_USES_H

#include <libbtf/index.h>

#include "line.h"
#include "names.h"

/* What stands between the user and the type. */
enum {
	USE_PTR = 1 << 0,
	USE_ARRAY = 1 << 1,
	USE_CONST = 1 << 2, /* const, volatile, restrict, a type tag */
	USE_TYPEDEF = 1 << 3,
	USE_PROTO = 1 << 4, /* a parameter or result of a function that is pointed to */
};

struct use {
	uint32_t user_id; /* a STRUCT, UNION, FUNC, TYPEDEF, VAR, ... */
	/* What refers to the type, or to a step on the way to it, and with which of its references: the user
	 * itself; of what a FUNC takes or returns, its prototype. */
	uint32_t ref_id, ref_n;
	uint32_t via; /* set of the above; 0: direct */
};

struct uses {
	struct use *rows; /* direct ones first, then by the order of the users' ids */
	uint32_t count;
	uint32_t direct;
	bool is_cut; /* there are more than USES_MAX */
};

#define USES_MAX 400000

/* NULL where there is no memory. */
struct uses *uses_new(const struct btf *btf, const struct btf_use_index *index,
		      const struct names *names, uint32_t id);
void uses_free(struct uses *uses);

/* The reference of ref_id and ref_n. */
struct btf_ref use_ref(const struct btf *btf, const struct use *use);

/* "Uses: 1 direct, 13 through others"; without any: "Uses" */
void uses_title(const struct uses *uses, struct line *line);

/* "member  struct tcp6_sock . tcp   @0      direct  #37539"; in panes of few columns "tcp6_sock.tcp  @0 direct". `width` 0:
 * all of it. */
void use_line(const struct btf *btf, const struct btf_use_index *index, const struct use *use,
	      int width, struct line *line);

/* Where one goes from there: the type to open, and of a member the struct that has it itself, which may be an
 * anonymous one in it. */
struct use_place {
	uint32_t id;
	bool is_member;
	uint32_t owner_id, index;
};
struct use_place use_place(const struct btf *btf, const struct btf_use_index *index,
			   const struct use *use);

#endif
