/* SPDX-License-Identifier: BSD-2-Clause */
/* walk_file.c FILE - asks the BTF of a file everything: a whole kernel's, or what a fuzzer found. Exits
 * with 77 where there is no such file. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "walk.h"
#include <libbtf/load.h>

#define EXIT_SKIPPED 77

int main(int argc, char **argv)
{
	struct btf_error err;

	if (argc != 2 || access(argv[1], R_OK) != 0) {
		printf("%s is not there: skipped\n", argc > 1 ? argv[1] : "FILE");
		return EXIT_SKIPPED;
	}
	struct btf *btf = btf_load(argv[1], NULL, &err);

	if (!btf) {
		printf("%s\n", err.text);
		return EXIT_FAILURE;
	}
	printf("%u types\n", btf_id_end(btf) - btf_first_id(btf));
	walk_btf(btf);
	btf_free(btf);
	return EXIT_SUCCESS;
}
