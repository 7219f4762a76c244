/* SPDX-License-Identifier: BSD-2-Clause */
/* program.c - a stranger's first program: the types of a BTF, by name. */
#include <stdio.h>
#include <string.h>

#include <libbtf/decl.h>
#include <libbtf/load.h>
#include <libbtf/resolve.h>

/* One INT called "int": the header, its record, the strings. */
static const struct {
	uint16_t magic;
	uint8_t version, flags;
	uint32_t words[5 + 4];
	char strings[8];
} bytes = {0xeb9f, 1, 0, {24, 0, 16, 16, 5, 1, 1u << 24, 4, 1u << 24 | 32}, "\0int"};

int main(void)
{
	struct btf_error err;
	struct btf *btf = btf_load_bytes("bytes", &bytes, sizeof(bytes), NULL, &err);
	char name[BTF_DECL_MAX];

	if (!btf) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (uint32_t id = btf_first_id(btf); id < btf_id_end(btf); id++) {
		btf_type_name(btf, id, name, sizeof(name));
		printf("[%u] %s\n", id, name);
	}
	int found = btf_find_by_name_kind(btf, "int", BTF_K_INT) == 1;

	btf_free(btf);
	return !found;
}
