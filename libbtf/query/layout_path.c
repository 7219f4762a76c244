/* SPDX-License-Identifier: BSD-2-Clause */
/* layout_path.c - what one writes in C to get at the member in a row: "frags[0].bv_len". */
#include <libbtf/layout.h>

#include <string.h>

#include <libbtf/resolve.h>

/* The text is cut where it does not fit, the length goes on. */
struct path {
	char *text;
	size_t size, length;
};

static void append(struct path *path, const char *piece)
{
	size_t room = BTF_PATH_MAX - 1 - path->length;
	size_t length = strnlen(piece, room);

	if (path->length < path->size) {
		size_t fits = path->size - path->length;

		memcpy(path->text + path->length, piece, length < fits ? length : fits);
	}
	path->length += length;
}

static void append_member(const struct btf *btf, const struct btf_layout_row *row,
			  struct path *path)
{
	const char *name = btf_member_at(btf, row->owner_id, row->member_index).name;

	if (!*name)
		return;
	if (path->length)
		append(path, ".");
	append(path, name);
}

/* What is shown of an array is its first element. */
static void append_dimensions(const struct btf *btf, uint32_t id, struct path *path)
{
	for (int depth = 0; depth < BTF_MAX_RESOLVE_DEPTH; depth++) {
		struct btf_type_info type = btf_type_at(btf, id);

		if (type.kind == BTF_K_ARRAY)
			append(path, "[0]");
		else if (!btf_kind_is_modifier(type.kind))
			return;
		id = type.kind == BTF_K_ARRAY ? btf_array_of(btf, id).type_id : type.type_id;
	}
}

size_t btf_layout_path(const struct btf *btf, const struct btf_layout *layout, uint32_t row,
		       char *text, size_t size)
{
	uint32_t chain[BTF_MAX_RESOLVE_DEPTH + 2];
	struct path path = {text, size, 0};
	unsigned int count = 0;

	while (row < layout->row_count && layout->rows[row].depth &&
	       count < sizeof(chain) / sizeof(chain[0])) {
		chain[count++] = row;
		row = layout->rows[row].parent;
	}
	while (count--) {
		const struct btf_layout_row *member = &layout->rows[chain[count]];

		append_member(btf, member, &path);
		if (count)
			append_dimensions(btf, member->type_id, &path);
	}
	if (size)
		text[path.length < size ? path.length : size - 1] = '\0';
	return path.length;
}
