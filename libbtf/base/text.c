/* SPDX-License-Identifier: BSD-2-Clause */
/* text.c - UTF-8 and escapes. */
#include "base/text.h"

#include "base/swar.h"

/* The length that a UTF-8 lead byte announces, and the smallest character it may stand for;
 * length 0: no lead byte. */
static unsigned int lead_length(unsigned char lead, uint32_t *smallest)
{
	if (lead >= 0xc2 && lead <= 0xdf) {
		*smallest = 0x80;
		return 2;
	}
	if (lead >= 0xe0 && lead <= 0xef) {
		*smallest = 0x800;
		return 3;
	}
	if (lead >= 0xf0 && lead <= 0xf4) {
		*smallest = 0x10000;
		return 4;
	}
	return 0;
}

size_t btf_text_printable(const char *text, const char *limit)
{
	unsigned char lead = (unsigned char)*text;
	uint32_t smallest, character;
	unsigned int length;

	if (lead < 0x80)
		return lead >= 0x20 && lead != 0x7f;
	length = lead_length(lead, &smallest);
	if (!length || (size_t)(limit - text) < length)
		return 0;
	character = lead & (0x7fu >> length);
	for (unsigned int i = 1; i < length; i++) {
		unsigned char next = (unsigned char)text[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (next & 0x3f);
	}
	if (character < smallest || character > 0x10ffff || character < 0xa0 ||
	    (character >= 0xd800 && character <= 0xdfff))
		return 0;
	return length;
}

void btf_out_write_escaped(struct btf_out *out, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	const char *limit = text + strlen(text);

	while (text < limit) {
		size_t length = btf_text_printable(text, limit);

		if (length) {
			btf_out_write(out, text, length);
			text += length;
		} else {
			unsigned char byte = (unsigned char)*text++;
			const char escape[] = {'\\', 'x', hex[byte >> 4], hex[byte & 15]};

			btf_out_write(out, escape, sizeof(escape));
		}
	}
}

char *btf_put_bounded(struct btf_out *out, char *at, const char *text, const char *limit)
{
	while (limit - text >= 8) {
		uint64_t end = swar_below(swar_load(text), 1);

		memcpy(at, text, 8);
		if (end)
			return btf_out_more_room(out, at + swar_first(end));
		at = btf_out_more_room(out, at + 8);
		text += 8;
	}
	size_t rest = strlen(text);

	memcpy(at, text, rest);
	return btf_out_more_room(out, at + rest);
}
