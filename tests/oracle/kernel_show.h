/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_show.h - what kernel_show.c and its BPF program share: all of the program's .bss. */
#ifndef TESTS_ORACLE_KERNEL_SHOW_H
#define TESTS_ORACLE_KERNEL_SHOW_H

#define SHOW_DATA_MAX 512
#define SHOW_TEXT_MAX (1 << 20)

struct show_request {
	unsigned long long flags;
	long long length; /* of the text, or an error */
	unsigned int type_id;
	unsigned char data[SHOW_DATA_MAX];
	char text[SHOW_TEXT_MAX];
};

#endif
