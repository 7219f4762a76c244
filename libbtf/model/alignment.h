/* SPDX-License-Identifier: BSD-2-Clause */
/* alignment.h - btf_type_alignment() for whoever asks it of all types. */
#ifndef BTF_MODEL_ALIGNMENT_H
#define BTF_MODEL_ALIGNMENT_H

#include <libbtf/resolve.h>

/* `memo` is a byte a type, id_end of them, zeroed before the first call: what was found is kept
 * there, so that asking for every type costs a few visits a member. NULL: nothing is kept. */
uint32_t btf_type_alignment_memo(const struct btf *btf, uint32_t id, uint8_t *memo);

#endif
