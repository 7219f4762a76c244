/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_raw.c - saved values as raw bytes, one behind the other. */
#include <errno.h>

#include "base/error.h"
#include "load/entries.h"

/* All there is, where values are not split. */
static int want_all(struct btf_feed *feed, struct btf_error *err)
{
	int result = 0;

	while (!result && !feed->at_end) {
		result = btf_feed_more(feed, err);
		if (!result && btf_feed_size(feed) > BTF_ENTRY_MAX)
			return btf_fail(err, -EFBIG, "a value of more than %zu bytes",
					BTF_ENTRY_MAX);
	}
	return result;
}

/* Bytes that were handed out are used up when the next are asked for. */
static int next(struct btf_entries *entries, struct btf_entry *entry, struct btf_error *err)
{
	struct btf_feed *feed = &entries->feed;
	int result;

	btf_feed_use(feed, entries->value.size);
	entries->value.size = 0;
	result = entries->split ? btf_feed_want(feed, entries->split, err) : want_all(feed, err);
	if (result)
		return result;
	entry->place = feed->used;
	entry->value = (const uint8_t *)btf_feed_bytes(feed);
	entry->value_size = btf_feed_size(feed);
	if (entries->split && entry->value_size > entries->split)
		entry->value_size = entries->split;
	entries->value.size = entry->value_size;
	return entry->value_size ? 1 : 0;
}

const struct btf_entries_reader btf_entries_raw = {.form = BTF_ENTRIES_RAW, .next = next};
