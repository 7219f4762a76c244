/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/btf.h - BTF in memory: open it, ask how many types it has, free it.
 *
 * BTF is the kernel's compact type format (Documentation/bpf/btf.rst): a header, a section of type
 * records and a section of strings. Types are numbered from 1; id 0 is void. A *split* BTF, such as
 * a kernel module's, adds types to a *base* BTF: its ids and string offsets go on where those of
 * the base end. Bases chain: vmlinux, its inline sites, a module.
 *
 * libbpf calls its object struct btf too. A program may use both, and must keep them apart: to the
 * compiler they are one type.
 *
 * A struct btf never changes once it is opened, so any number of threads may read one.
 *
 * Opening refuses only what makes reading unsafe: a broken header, a section or a record that
 * runs past its end, a kind that nothing describes. Everything else that can be wrong with BTF can
 * be looked at: an accessor reads a bad id as void and a bad name as "".
 */
#ifndef LIBBTF_BTF_H
#define LIBBTF_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libbtf/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct btf;

/* Opens BTF of either byte order that lies in memory: a raw blob, as in /sys/kernel/btf/vmlinux or
 * in an ELF file's .BTF section. Bytes behind its last section are ignored.
 *
 * Bytes of this machine's order are used where they are, and only an index of the records is made;
 * bytes of the other order have their types copied and swapped. Either way `data` must stay as it
 * is until btf_free(), and so must `base`, which is NULL for BTF that stands alone. */
BTF_API struct btf *btf_open_bytes(const void *data, size_t size, const struct btf *base,
				   struct btf_error *err);

/* Frees what the library made for it, a base that it loaded by itself among that; NULL is fine. */
BTF_API void btf_free(struct btf *btf);

/* The base that it is split from; NULL where it stands alone. */
BTF_API const struct btf *btf_base(const struct btf *btf);

/* Its own types have the ids first_id <= id < id_end; those of its bases lie below, down to 1. */
BTF_API uint32_t btf_first_id(const struct btf *btf);
BTF_API uint32_t btf_id_end(const struct btf *btf);

/* Whether its bytes are big-endian. Values that it describes are of that order too. */
BTF_API bool btf_is_big_endian(const struct btf *btf);

/* The size of a pointer in bytes, 4 or 8. The format does not say it: it is that of the base; or
 * the ELF file's class; or the size of the INT that is C's `long`; or else 8. */
BTF_API uint32_t btf_pointer_size(const struct btf *btf);

/* Whether it reads as BTF that goes with the base it was opened on (or with none): true where its
 * references mostly lead somewhere and most of its names start at the start of a string. False
 * tells of a split BTF that was opened without its base, or on another kernel's; `err` then has
 * the code -EXDEV, and says which of the two, with figures. A heuristic over a sample of the types:
 * the format does not name the base. */
BTF_API bool btf_fits_base(const struct btf *btf, struct btf_error *err);

#ifdef __cplusplus
}
#endif

#endif
