/* SPDX-License-Identifier: BSD-2-Clause */
/* decode_value BTF TYPE < bytes - prints each scalar of a value with its name: libbtf's value walk in
 * thirty lines. */
#include <inttypes.h>
#include <stdio.h>

#include <libbtf/load.h>
#include <libbtf/value.h>

static bool enter(void *context, const struct btf_field *field, const struct btf_group *group)
{
	(void)context;
	printf("%*s%s: %" PRIu64 " parts\n", (int)field->depth, "", field->key, group->count);
	return true;
}

static void print(void *context, const struct btf_field *field, const struct btf_scalar *scalar)
{
	(void)context;
	printf("%*s%s = %" PRId64 "\n", (int)field->depth, "", field->key, (int64_t)scalar->low);
}

int main(int argc, char **argv)
{
	const struct btf_value_sink sink = {.begin = enter, .scalar = print};
	static unsigned char bytes[1 << 16];
	struct btf_error error = {0};
	struct btf_value_type type;
	struct btf *btf = argc == 3 ? btf_load(argv[1], NULL, &error) : NULL;
	struct btf_decoder *decoder = btf ? btf_decoder_new(btf, &error) : NULL;
	bool good = decoder && btf_value_type_parse(btf, argv[2], &type, &error);

	if (good)
		btf_decode(decoder, &type, bytes, fread(bytes, 1, sizeof(bytes), stdin), &sink);
	else
		fprintf(stderr, "%s\n", argc == 3 ? error.text : "decode_value BTF TYPE < bytes");
	btf_decoder_free(decoder);
	btf_free(btf);
	return !good;
}
