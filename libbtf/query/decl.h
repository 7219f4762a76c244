/* SPDX-License-Identifier: BSD-2-Clause */
/* decl.h - declarations taken apart, and with names of one's own: for who prints C that compiles. */
#ifndef BTF_QUERY_DECL_H
#define BTF_QUERY_DECL_H

#include <libbtf/decl.h>

#include "query/names.h"

/* How types are called and what is said of them. */
struct btf_decl_style {
	/* What to call a named type in place of its own name, and room for that; NULL: its own. */
	const char *(*name)(const void *names, uint32_t id, char text[BTF_NAME_ROOM]);
	const void *names;
	bool tags; /* TYPE_TAGs as BTF_TYPE_TAG("user") */
};

/* `const struct {...} *const name[4]` is
 *
 *	base_id     the struct
 *	qualifiers  "const "
 *	declarator  "*const name[4]"
 */
struct btf_decl_parts {
	uint32_t base_id; /* what is neither pointer, array, function nor qualifier; 0: void */
	char qualifiers[32];
	char declarator[BTF_DECL_MAX];
};

/* The base_id above, of any declaration; UINT32_MAX where the type is nested too deep. */
uint32_t btf_declaration_base(const struct btf *btf, uint32_t id);

/* False where the type is nested too deep, or the text too long. */
bool btf_declaration_parts(const struct btf *btf, uint32_t id, const char *identifier,
			   const struct btf_decl_style *style, struct btf_decl_parts *parts);

/* btf_declaration() in a style; false as above. */
bool btf_declaration_styled(const struct btf *btf, uint32_t id, const char *identifier,
			    const struct btf_decl_style *style, char text[BTF_DECL_MAX]);

#endif
