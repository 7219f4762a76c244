/* SPDX-License-Identifier: BSD-2-Clause */
/* load_object OBJECT - loads a BPF object as libbpf does: exit status 0, or 1 where it refuses it. */
#include <stdio.h>

#include <bpf/libbpf.h>

int main(int argc, char **argv)
{
	struct bpf_object *object = argc > 1 ? bpf_object__open_file(argv[1], NULL) : NULL;
	int result;

	if (!object) {
		fprintf(stderr, "load_object: can't be opened\n");
		return 1;
	}
	result = bpf_object__load(object);
	bpf_object__close(object);
	return result ? 1 : 0;
}
