/* SPDX-License-Identifier: BSD-2-Clause */
/* words.h - what bpftool calls things: the text and the JSON dump use the same words. */
#ifndef BTF_EMIT_WORDS_H
#define BTF_EMIT_WORDS_H

#include "base/out.h"
#include "model/record.h"

/* A kind's name; copied at full width, and cut to length. */
static inline char *btf_put_kind(char *at, enum btf_kind kind)
{
	const struct btf_kind_facts *facts = btf_kind_facts(kind);

	memcpy(at, facts->name, sizeof(facts->name));
	return at + facts->name_length;
}

/* One of the words below. */
static inline char *btf_put_word(char *at, const char *word)
{
	size_t length = strlen(word);

	memcpy(at, word, length);
	return at + length;
}

static inline const char *btf_word_int_encoding(uint8_t encoding)
{
	switch (encoding) {
	case 0:
		return "(none)";
	case 1:
		return "SIGNED";
	case 2:
		return "CHAR";
	case 4:
		return "BOOL";
	default:
		return "UNKN";
	}
}

/* Of a FUNC or VAR. */
static inline const char *btf_word_linkage(uint32_t linkage)
{
	static const char *const words[] = {"static", "global", "extern"};

	return linkage < 3 ? words[linkage] : "(unknown)";
}

static inline const char *btf_word_signedness(const uint8_t *record)
{
	return btf_record_kflag(record) ? "SIGNED" : "UNSIGNED";
}

static inline const char *btf_word_fwd_kind(const uint8_t *record)
{
	return btf_record_kflag(record) ? "union" : "struct";
}

/* Anonymous types and members have a name too. */
static inline struct btf_name btf_word_name(const struct btf *btf, uint32_t offset)
{
	static const char anonymous[16] = "(anon)", invalid[16] = "(invalid)";
	struct btf_name name;

	if (!offset)
		return (struct btf_name){anonymous, anonymous + sizeof(anonymous)};
	name = btf_name_at(btf, offset);
	if (!name.text)
		return (struct btf_name){invalid, invalid + sizeof(invalid)};
	return name;
}

#endif
