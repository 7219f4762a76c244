/* SPDX-License-Identifier: BSD-2-Clause */
/* samples.h - BTF that more than one test wants. */
#ifndef TESTS_SUPPORT_SAMPLES_H
#define TESTS_SUPPORT_SAMPLES_H

#include "btf_builder.h"

/* Every kind, in each of the forms that it has. */
enum sample_id {
	SAMPLE_INT = 1,       /* int */
	SAMPLE_UINT,          /* unsigned int */
	SAMPLE_CHAR,          /* char */
	SAMPLE_BOOL,          /* _Bool */
	SAMPLE_ULONG,         /* long unsigned int, of 8 bytes */
	SAMPLE_PTR,           /* struct point * */
	SAMPLE_ARRAY,         /* int [4] */
	SAMPLE_STRUCT,        /* struct point { int x; int y[4]; } */
	SAMPLE_BITFIELDS,     /* struct flags { unsigned int a : 3, b : 29; char c; } */
	SAMPLE_UNION,         /* union { int i; struct { ...  flags }; } */
	SAMPLE_ENUM,          /* enum color { RED, BLUE = 4026531840 } */
	SAMPLE_SIGNED_ENUM,   /* enum { FAILED = -1, DONE = 1 } */
	SAMPLE_FWD,           /* struct sock; */
	SAMPLE_FWD_UNION,     /* union bpf_attr; */
	SAMPLE_TYPEDEF,       /* typedef struct point point_t; */
	SAMPLE_VOLATILE,      /* volatile int */
	SAMPLE_CONST,         /* const char */
	SAMPLE_RESTRICT,      /* struct point *restrict */
	SAMPLE_PROTO,         /* int (int count, const char, ...) */
	SAMPLE_FUNC,          /* extern int print(...) */
	SAMPLE_VAR,           /* static volatile int jiffies */
	SAMPLE_DATASEC,       /* .data, with jiffies in it */
	SAMPLE_FLOAT,         /* double */
	SAMPLE_DECL_TAG,      /* on struct point */
	SAMPLE_MEMBER_TAG,    /* on its member y, with kflag */
	SAMPLE_TYPE_TAG,      /* int __user */
	SAMPLE_ATTRIBUTE,     /* the same with kflag */
	SAMPLE_ENUM64,        /* enum mask { NONE, ALL = UINT64_MAX } */
	SAMPLE_SIGNED_ENUM64, /* enum limit { LEAST = INT64_MIN, MOST = INT64_MAX } */
	SAMPLE_ID_END,
};

void add_samples(struct btf_builder *b);

/* Split from the samples: a struct of its own types and theirs, a function, a name that both have.
 *
 *	struct local { struct point at; enum color color; struct local *next; };
 */
enum sample_split_id {
	SPLIT_STRUCT = SAMPLE_ID_END, /* struct local */
	SPLIT_PTR,                    /* struct local * */
	SPLIT_PROTO,                  /* void (struct local *) */
	SPLIT_FUNC,                   /* static void local_init(struct local *) */
	SPLIT_SAME_NAME,              /* struct point { long unsigned int xy; } */
	SPLIT_ID_END,
};

void add_split_samples(struct btf_builder *split);

#endif
