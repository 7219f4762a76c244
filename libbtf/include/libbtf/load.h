/* SPDX-License-Identifier: BSD-2-Clause */
/* libbtf/load.h - from the world to a struct btf: files of every form that BTF is shipped in.
 *
 * What a file is, its content says, never its name:
 *
 *   raw BTF             as in /sys/kernel/btf, of either byte order
 *   ELF                 the section .BTF, on .BTF.base where there is one; 32 and 64 bit, both byte
 *                       orders: vmlinux, kernel modules, BPF objects, ordinary programs
 *   x86 bzImage         the payload that the setup header names (Documentation/arch/x86/boot.rst),
 *                       packed with gzip, xz, lzma, zstd or lz4, with the ELF in it
 *   Image               of arm64, riscv, loongarch: no ELF in it; BTF is found by its magic and
 *                       proven by its header
 *   EFI zboot           an Image in an EFI program, packed with gzip, xz, lzma, zstd or lz4
 *   UKI                 an EFI program with one of these in its section .linux
 *   any of these        as a whole packed with gzip, xz, lzma, zstd or lz4
 *
 * The libraries that this takes (libelf, zlib, liblzma, libzstd, liblz4) are loaded when a file
 * wants them: to read raw BTF needs none.
 */
#ifndef LIBBTF_LOAD_H
#define LIBBTF_LOAD_H

#include <libbtf/btf.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Loads BTF from `source`, which is one of
 *
 *   "-"          standard input, read to its end
 *   a path       a file (not to be changed or truncated while the BTF is in use: it is mapped)
 *   "vmlinux"    where no such file exists: the running kernel's, /sys/kernel/btf/vmlinux
 *   a name       without a slash and where no such file exists: that module of the running kernel,
 *                /sys/kernel/btf/NAME; on the running kernel's vmlinux where `base` is NULL
 *
 * `base` must outlive the result; it is NULL for BTF that stands alone. A split BTF whose base is
 * missing or does not fit (btf_fits_base) is refused with -EXDEV. */
BTF_API struct btf *btf_load(const char *source, const struct btf *base, struct btf_error *err);

/* The same from bytes that are in memory already, and that may be of every form above. They can be
 * given back when it returns only where they were packed; so keep them until btf_free(). `name` is
 * what messages call them. */
BTF_API struct btf *btf_load_bytes(const char *name, const void *data, size_t size,
				   const struct btf *base, struct btf_error *err);

#ifdef __cplusplus
}
#endif

#endif
