/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_show.bpf.c - lets the kernel show a value of one of its own types. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

#include "kernel_show.h"

struct show_request request;

SEC("raw_tp") int show(void *context)
{
	struct btf_ptr value = {.ptr = request.data, .type_id = request.type_id};

	(void)context;
	request.length = bpf_snprintf_btf(request.text, sizeof(request.text), &value, sizeof(value),
					  request.flags);
	return 0;
}

char program_license[] SEC("license") = "GPL";
