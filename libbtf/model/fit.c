/* SPDX-License-Identifier: BSD-2-Clause */
/* fit.c - does a BTF go with the base that it was opened on?
 *
 * A split BTF does not name its base. But its ids and string offsets were counted on from the
 * base's, and every name it refers to is a whole string there. On a wrong base, or on none, ids and
 * offsets lead past the end, or into the middle of strings: a kernel's strings are some 18 bytes
 * long, so a wrong one hits a start by chance one time in 18. A sample of the types shows it.
 */
#include <errno.h>

#include "base/error.h"
#include "model/record.h"

#define SAMPLE_TYPES    1024
#define SAMPLE_ELEMENTS 8

struct evidence {
	uint32_t names, names_past_end, names_inside;
	uint32_t refs, refs_past_end;
};

/* Strings that share their ends would be fine in BTF that stands alone, so there only ids and offsets
 * past the end tell. */
static void look_at_name(const struct btf *btf, uint32_t offset, struct evidence *evidence)
{
	struct btf_name name = btf_name_at(btf, offset);

	if (!offset)
		return;
	evidence->names++;
	if (!name.text)
		evidence->names_past_end++;
	else if (btf->base && *btf_name_at(btf, offset - 1).text)
		evidence->names_inside++;
}

/* Members, enumerators and parameters begin with their name. */
static void look_at_element_names(const struct btf *btf, const uint8_t *record,
				  struct evidence *evidence)
{
	enum btf_kind kind = btf_record_kind(record);
	uint32_t words = btf_kind_facts(kind)->element_size / 4;

	if (!words || kind == BTF_K_DATASEC)
		return;
	for (uint32_t i = 0; i < btf_record_vlen(record) && i < SAMPLE_ELEMENTS; i++)
		look_at_name(btf, btf_record_element(record, words, i, 0), evidence);
}

static struct evidence gather(const struct btf *btf)
{
	struct evidence evidence = {0};
	uint32_t step = (btf->id_end - btf->first_id) / SAMPLE_TYPES + 1;

	for (uint64_t id = btf->first_id; id < btf->id_end; id += step) {
		const uint8_t *record = btf_record(btf, (uint32_t)id);
		uint32_t refs = btf_ref_count(btf, (uint32_t)id);

		look_at_name(btf, btf_record_name(record), &evidence);
		look_at_element_names(btf, record, &evidence);
		for (uint32_t n = 0; n < refs && n < SAMPLE_ELEMENTS; n++) {
			evidence.refs++;
			if (btf_ref_at(btf, (uint32_t)id, n).type_id >= btf->id_end)
				evidence.refs_past_end++;
		}
	}
	return evidence;
}

bool btf_fits_base(const struct btf *btf, struct btf_error *err)
{
	struct evidence found = gather(btf);
	const char *verdict =
		btf->base ? "split BTF on a base that does not fit" : "split BTF without its base";

	if (!btf->base && btf->strings_size && btf->strings[0] != '\0') {
		btf_fail(err, -EXDEV, "%s: the strings do not begin with an empty one", verdict);
		return false;
	}
	if (found.refs_past_end > found.refs / 2) {
		btf_fail(err, -EXDEV, "%s: %u of %u type ids lie past the last one, %u", verdict,
			 found.refs_past_end, found.refs, btf->id_end - 1);
		return false;
	}
	if (found.names_past_end + found.names_inside > found.names / 2) {
		btf_fail(err, -EXDEV,
			 "%s: of %u names %u lie past the strings' end and %u inside of a string",
			 verdict, found.names, found.names_past_end, found.names_inside);
		return false;
	}
	return true;
}
