/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/decl.h - types as C writes them: `struct list_head *`, `int (*)(struct sock *, u8)`,
 * `const char *const [4]`.
 *
 * Anonymous structs, unions and enums are `struct {...}` and so on; an id that is no type is
 * `<invalid type 123>`; what is nested too deep (a cycle, say) is `<...>`. TYPE_TAGs are passed
 * over.
 */
#ifndef LIBBTF_DECL_H
#define LIBBTF_DECL_H

#include <libbtf/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No text is longer, its NUL included; a longer one ends in "...". */
#define BTF_DECL_MAX 4096

/* Writes what C calls the type into `text`, `size` bytes of room with the NUL. Returns the length
 * of the whole text: `size` or more where it was cut, as snprintf() does. A FUNC or VAR is written
 * as its declaration, a FUNC's with the names of its parameters; a DECL_TAG and a DATASEC as their
 * name. */
BTF_API size_t btf_type_name(const struct btf *btf, uint32_t id, char *text, size_t size);

/* Writes the declaration of `identifier` as of that type: `int (*fn)(void)`. */
BTF_API size_t btf_declaration(const struct btf *btf, uint32_t id, const char *identifier,
			       char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
