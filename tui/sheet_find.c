/* SPDX-License-Identifier: BSD-2-Clause */
/* sheet_find.c - finds rows that may be folded away, and unfolds what hides them. */
#include <string.h>

#include <libbtf/resolve.h>

#include "sheet_inside.h"

static bool has_member(const struct btf_layout_row *row)
{
	return row->depth && (row->kind == BTF_ROW_MEMBER || row->kind == BTF_ROW_BEGIN);
}

static const char *member_name(const struct sheet *sheet, const struct btf_layout_row *row)
{
	return btf_member_at(sheet->btf, row->owner_id, row->member_index).name;
}

bool sheet_find_member(struct sheet *sheet, uint32_t owner_id, uint32_t index, uint32_t *row)
{
	for (uint32_t i = 1; sheet->layout && i < sheet->layout->row_count; i++) {
		const struct btf_layout_row *record = &sheet->layout->rows[i];

		if (!has_member(record) || record->owner_id != owner_id ||
		    record->member_index != index)
			continue;
		sheet_show_record(sheet, i, row);
		return true;
	}
	return false;
}

/* "a.b.c" ends in "c", "b.c" and itself. */
static bool ends_in(const char *path, const char *end)
{
	size_t length = strlen(path), wanted = strlen(end);

	return length > wanted && path[length - wanted - 1] == '.' &&
	       strcmp(path + length - wanted, end) == 0;
}

bool sheet_find_path(struct sheet *sheet, const char *path, uint32_t *row)
{
	char found[BTF_PATH_MAX];
	uint32_t record = 0;

	for (uint32_t i = 1; sheet->layout && i < sheet->layout->row_count; i++) {
		if (!has_member(&sheet->layout->rows[i]))
			continue;
		btf_layout_path(sheet->btf, sheet->layout, i, found, sizeof(found));
		if (!record && ends_in(found, path))
			record = i; /* unless there is one of that very path */
		if (strcmp(found, path) != 0)
			continue;
		record = i;
		break;
	}
	if (record)
		sheet_show_record(sheet, record, row);
	return record;
}

/* Of a section that of the variable there, behind the row that names the section. */
static uint32_t row_of_variable(const struct sheet *sheet, uint64_t byte)
{
	struct btf_type_info type = btf_type_at(sheet->btf, sheet->id);

	for (uint32_t i = 0; type.kind == BTF_K_DATASEC && i < type.vlen; i++) {
		struct btf_secinfo_info variable = btf_secinfo_at(sheet->btf, sheet->id, i);

		if (byte >= variable.offset && byte - variable.offset < variable.size)
			return i + 1;
	}
	return 0;
}

uint64_t sheet_size(const struct sheet *sheet)
{
	struct btf_resolved_size resolved;

	if (sheet->layout)
		return sheet->layout->summary.size;
	if (btf_resolve_size(sheet->btf, sheet->id, &resolved))
		return resolved.size;
	return btf_type_at(sheet->btf, sheet->id).size;
}

bool sheet_find_byte(struct sheet *sheet, uint64_t byte, uint32_t *row)
{
	uint32_t best = 0;

	if (byte >= sheet_size(sheet))
		return false;
	if (!sheet->layout) {
		*row = row_of_variable(sheet, byte);
		return true;
	}
	for (uint32_t i = 1; i < sheet->layout->row_count; i++) {
		const struct btf_layout_row *record = &sheet->layout->rows[i];

		if ((!has_member(record) && !sheet_is_unused(record)) ||
		    8 * byte < record->bit_offset || 8 * byte >= record->bit_offset + record->bits)
			continue;
		if (!best || record->depth > sheet->layout->rows[best].depth)
			best = i;
		if (record->kind != BTF_ROW_BEGIN)
			break; /* of a union's arms the first */
	}
	if (best)
		sheet_show_record(sheet, best, row);
	return best;
}

bool sheet_find_hidden(struct sheet *sheet, const char *text,
		       const char *(*find_in)(const char *text, const char *wanted), uint32_t *row)
{
	for (uint32_t i = 1; sheet->layout && i < sheet->layout->row_count; i++) {
		const struct btf_layout_row *record = &sheet->layout->rows[i];

		if (!has_member(record) || !find_in(member_name(sheet, record), text))
			continue;
		sheet_show_record(sheet, i, row);
		return true;
	}
	return false;
}
