/* SPDX-License-Identifier: BSD-2-Clause */
/* decode_all BTF SEED DENSITY - decodes pseudo-random bytes as every struct and union of a file, and
 * checks with jansson that what comes out is JSON. Prints a line for each:
 * {"id":1,"bytes":"00ff...","value":{...}}. DENSITY: one byte in so many is not zero. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <libbtf/load.h>
#include <libbtf/resolve.h>
#include <libbtf/value_emit.h>

#include "random.h"

/* Integers of JSON have no limit; jansson's have. */
#define JSON_OPTIONS (JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL)

static void die(const char *what, uint32_t id)
{
	fprintf(stderr, "decode_all: type %u: %s\n", id, what);
	exit(1);
}

static void fill(uint8_t *bytes, size_t size, uint64_t *seed, unsigned int density)
{
	for (size_t i = 0; i < size; i++) {
		uint64_t number = random_next(seed);

		bytes[i] = number % density ? 0 : (uint8_t)(number >> 32);
	}
}

static void check(const char *text, size_t length, uint32_t id)
{
	json_error_t error;
	json_t *parsed = json_loadb(text, length, JSON_OPTIONS, &error);

	if (!parsed)
		die(error.text, id);
	json_decref(parsed);
}

static void decode(struct btf_decoder *decoder, const struct btf_value_type *type,
		   const uint8_t *bytes)
{
	const struct btf_value_json_options options = {0};
	const struct btf_value value = {type, bytes, type->size};
	struct btf_out *out = btf_out_to_memory();
	const char *text;
	size_t length;

	if (!out || btf_emit_value_json(decoder, &value, &options, out))
		die("is not decoded", type->type_id);
	text = btf_out_text(out, &length);
	check(text, length, type->type_id);
	printf("{\"id\":%u,\"bytes\":\"", type->type_id);
	for (uint64_t i = 0; i < type->size; i++)
		printf("%02x", bytes[i]);
	printf("\",\"value\":%.*s}\n", (int)length, text);
	btf_out_free(out);
}

int main(int argc, char **argv)
{
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 1;
	unsigned int density = argc > 3 ? (unsigned int)atoi(argv[3]) : 1;
	struct btf_error error = {0};
	struct btf *btf = btf_load(argv[1], NULL, &error);
	struct btf_decoder *decoder = btf ? btf_decoder_new(btf, &error) : NULL;

	if (!decoder) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	for (uint32_t id = 1; id < btf_id_end(btf); id++) {
		struct btf_value_type type;
		uint8_t *bytes;

		if (!btf_type_is_struct(btf, id) || !btf_value_type_of(btf, id, &type, &error))
			continue;
		bytes = malloc(type.size + 1);
		if (!bytes)
			die("no memory", id);
		fill(bytes, type.size, &seed, density);
		decode(decoder, &type, bytes);
		free(bytes);
	}
	btf_decoder_free(decoder);
	btf_free(btf);
	return 0;
}
