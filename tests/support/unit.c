/* SPDX-License-Identifier: BSD-2-Clause */
/* unit.c - a builder for every test, and assertions on what the library gives back. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

int unit_setup(void **state)
{
	*state = builder_new();
	return 0;
}

int unit_teardown(void **state)
{
	builder_free(*state);
	return 0;
}

static void assert_holds_words(const char *text, const char *words)
{
	char word[128];

	for (;;) {
		size_t length = strcspn(words, "|");

		assert_true(length < sizeof(word));
		memcpy(word, words, length);
		word[length] = '\0';
		if (!strstr(text, word))
			fail_msg("\"%s\" does not say \"%s\"", text, word);
		if (!words[length])
			return;
		words += length + 1;
	}
}

void assert_refused(const void *bytes, size_t size, const struct btf *base, int code,
		    const char *words)
{
	struct btf_error err = {0};
	struct btf *btf = btf_open_bytes(bytes, size, base, &err);

	if (btf) {
		btf_free(btf);
		fail_msg("opened, and not refused with \"%s\"", words);
	}
	assert_holds_words(err.text, words);
	assert_null(strchr(err.text, '\n'));
	assert_int_equal(err.code, code);
	assert_null(btf_open_bytes(bytes, size, base, NULL));
}

void assert_builder_refused(struct btf_builder *b, const struct btf *base, int code,
			    const char *words)
{
	size_t size;
	const uint8_t *bytes = builder_bytes(b, &size);

	assert_refused(bytes, size, base, code, words);
}

void assert_out_holds(struct btf_out *out, const char *text)
{
	size_t size;
	const char *found = btf_out_text(out, &size);
	char *copy = strndup(found, size);

	assert_non_null(copy);
	assert_string_equal(copy, text);
	assert_int_equal(size, strlen(text));
	free(copy);
	btf_out_free(out);
}
