/* SPDX-License-Identifier: BSD-2-Clause */
/* initialize_all BTF SEED DENSITY - pseudo-random bytes as C initialisers of every struct and union of a
 * file that has a name. For each a line "@ ID BYTES", the bytes in hexadecimal, and then the
 * initialiser. DENSITY: one byte in so many is not zero; 0: small integers, or, in every other
 * type, all bytes 1. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <libbtf/load.h>
#include <libbtf/resolve.h>
#include <libbtf/value_emit.h>

#include "random.h"

static uint8_t byte_at(uint64_t index, uint32_t type_id, uint64_t number, unsigned int density)
{
	if (density)
		return number % density ? 0 : (uint8_t)(number >> 32);
	if (type_id % 2)
		return 1;
	return index % 4 ? 0 : (uint8_t)(number >> 32 & 15);
}

static void initialize(struct btf_initializer *initializer, const struct btf_value_type *type,
		       uint64_t *seed, unsigned int density)
{
	uint8_t *bytes = calloc(1, type->size + 1);
	const struct btf_value value = {type, bytes, type->size};
	struct btf_out *out = btf_out_to_memory();
	const char *text;
	size_t length;

	printf("@ %u ", type->type_id);
	for (uint64_t i = 0; i < type->size; i++) {
		bytes[i] = byte_at(i, type->type_id, random_next(seed), density);
		printf("%02x", bytes[i]);
	}
	if (btf_emit_value_c(initializer, &value, out)) {
		fprintf(stderr, "initialize_all: type %u: not written\n", type->type_id);
		exit(1);
	}
	text = btf_out_text(out, &length);
	printf("\n%.*s\n", (int)length, text);
	btf_out_free(out);
	free(bytes);
}

int main(int argc, char **argv)
{
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 1;
	unsigned int density = argc > 3 ? (unsigned int)atoi(argv[3]) : 1;
	struct btf_error error = {0};
	struct btf *btf = btf_load(argv[1], NULL, &error);
	struct btf_decoder *decoder = btf ? btf_decoder_new(btf, &error) : NULL;
	struct btf_initializer *initializer = decoder ? btf_initializer_new(decoder, &error) : NULL;

	if (!initializer) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_value_type type;

		if (btf_type_is_struct(btf, id) && *btf_type_at(btf, id).name &&
		    btf_value_type_of(btf, id, &type, &error))
			initialize(initializer, &type, &seed, density);
	}
	btf_initializer_free(initializer);
	btf_decoder_free(decoder);
	btf_free(btf);
	return 0;
}
