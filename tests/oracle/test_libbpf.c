/* SPDX-License-Identifier: BSD-2-Clause */
/* test_libbpf.c [FILE] - libbpf and libbtf asked the same about every type of a BTF, by default the
 * running kernel's: they have to agree. Exits with 77 where there is no such file.
 *
 * Where they differ by rule:
 *
 *   alignment   of 16-byte scalars (__int128, long double), and of what holds one, libbpf says a
 *               pointer's; compilers say 16, and so does libbtf
 *   size        of a DECL_TAG libbpf says that of the type it is put on; the kernel's
 *               btf_type_id_size(), and so libbtf, that it has none
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include <libbtf/index.h>
#include <libbtf/load.h>
#include <libbtf/resolve.h>

#define RUNNING_KERNEL "/sys/kernel/btf/vmlinux"
#define EXIT_SKIPPED   77
#define REPORTS_MAX    10
#define LOOKUPS        1000 /* by a scan of all types each */

/* Both have a `struct btf`; here they keep apart. */
struct both {
	const struct btf *peer; /* libbpf's */
	const struct btf *own;
	uint32_t id_end;
	unsigned int asked, agreed, by_rule, wrong;
};

static void begin(struct both *both)
{
	both->asked = both->agreed = both->by_rule = both->wrong = 0;
}

static int report(const char *question, const struct both *both)
{
	printf("%-12s %8u asked %8u agree %6u differ by rule %6u differ\n", question, both->asked,
	       both->agreed, both->by_rule, both->wrong);
	return both->wrong != 0;
}

static void compare(struct both *both, uint32_t id, long long peer, long long own, bool by_rule)
{
	both->asked++;
	if (peer == own) {
		both->agreed++;
	} else if (by_rule) {
		both->by_rule++;
	} else if (both->wrong++ < REPORTS_MAX) {
		printf("type [%u] %s '%s': libbpf says %lld, libbtf %lld\n", id,
		       btf_kind_name(btf_type_at(both->own, id).kind),
		       btf_type_at(both->own, id).name, peer, own);
	}
}

static int compare_header(struct both *both)
{
	begin(both);
	compare(both, 0, btf__type_cnt(both->peer), btf_id_end(both->own), false);
	compare(both, 0, (long long)btf__pointer_size(both->peer), btf_pointer_size(both->own),
		false);
	compare(both, 0, btf__endianness(both->peer), btf_is_big_endian(both->own), false);
	return report("header", both);
}

static void compare_elements(struct both *both, uint32_t id, const struct btf_type *peer)
{
	for (uint32_t i = 0; i < btf_vlen(peer); i++) {
		if (btf_is_composite(peer)) {
			struct btf_member_info own = btf_member_at(both->own, id, i);

			compare(both, id, btf_members(peer)[i].type, own.type_id, false);
			compare(both, id, btf_member_bit_offset(peer, i), own.bit_offset, false);
			compare(both, id, btf_member_bitfield_size(peer, i), own.bitfield_size,
				false);
		} else if (btf_is_enum64(peer)) {
			compare(both, id, (long long)btf_enum64_value(&btf_enum64(peer)[i]),
				(long long)btf_enumerator_at(both->own, id, i).value, false);
		} else if (btf_is_enum(peer)) {
			compare(both, id, btf_enum(peer)[i].val,
				(int32_t)btf_enumerator_at(both->own, id, i).value, false);
		} else if (btf_is_func_proto(peer)) {
			compare(both, id, btf_params(peer)[i].type,
				btf_param_at(both->own, id, i).type_id, false);
		} else if (btf_is_datasec(peer)) {
			compare(both, id, btf_var_secinfos(peer)[i].offset,
				btf_secinfo_at(both->own, id, i).offset, false);
		}
	}
}

static int compare_records(struct both *both)
{
	begin(both);
	for (uint32_t id = 1; id < both->id_end; id++) {
		const struct btf_type *peer = btf__type_by_id(both->peer, id);
		struct btf_type_info own = btf_type_at(both->own, id);
		const char *name = btf__name_by_offset(both->peer, peer->name_off);

		compare(both, id, btf_kind(peer), own.kind, false);
		compare(both, id, btf_vlen(peer), own.vlen, false);
		compare(both, id, btf_kflag(peer), own.kflag, false);
		compare(both, id, 0, strcmp(name, own.name), false);
		compare_elements(both, id, peer);
	}
	return report("records", both);
}

static int compare_sizes(struct both *both)
{
	begin(both);
	for (uint32_t id = 1; id < both->id_end; id++) {
		uint32_t resolved = id, size = 0;
		long long peer = btf__resolve_size(both->peer, id);
		bool has_size = btf_type_id_size(both->own, &resolved, &size);
		long long own = has_size ? (long long)size : -1;
		bool is_tag = btf_type_at(both->own, id).kind == BTF_K_DECL_TAG;

		compare(both, id, peer < 0 ? -1 : peer, own, is_tag && own == -1);
	}
	return report("size", both);
}

/* Whether a scalar of 16 bytes is in it; `depth` ends circles, of which C has none. */
static bool holds_16_bytes(const struct btf *btf, uint32_t id, int depth)
{
	struct btf_type_info type = btf_type_at(btf, id);
	bool found = false;

	if (!depth)
		return false;
	if (type.kind == BTF_K_ARRAY)
		return holds_16_bytes(btf, btf_array_of(btf, id).type_id, depth - 1);
	if (btf_kind_is_modifier(type.kind))
		return holds_16_bytes(btf, type.type_id, depth - 1);
	if (!btf_type_is_struct(btf, id))
		return (type.kind == BTF_K_INT || type.kind == BTF_K_FLOAT) && type.size == 16;
	for (uint32_t i = 0; i < type.vlen && !found; i++)
		found = holds_16_bytes(btf, btf_member_at(btf, id, i).type_id, depth - 1);
	return found;
}

static int compare_alignments(struct both *both)
{
	begin(both);
	for (uint32_t id = 1; id < both->id_end; id++) {
		long long peer = btf__align_of(both->peer, id);
		long long own = btf_type_alignment(both->own, id);

		peer = peer < 0 ? 0 : peer;
		compare(both, id, peer, own, own != peer && holds_16_bytes(both->own, id, 32));
	}
	return report("alignment", both);
}

/* The scans are asked about some of the names, from all over the file, and the index about all. */
static int compare_lookups(struct both *both)
{
	struct btf_name_index *index = btf_name_index_new(both->own, NULL);
	uint32_t step = both->id_end / LOOKUPS + 1;

	begin(both);
	for (uint32_t id = 1; id < both->id_end; id++) {
		struct btf_type_info type = btf_type_at(both->own, id);
		uint32_t found = 0;

		if (!*type.name)
			continue;
		do
			found = btf_name_index_find(index, type.name, found);
		while (found && btf_type_at(both->own, found).kind != type.kind);
		if (id % step == 0) {
			long long peer = btf__find_by_name_kind(both->peer, type.name, type.kind);

			compare(both, id, peer, found, false);
			found = btf_find_by_name_kind(both->own, type.name, type.kind);
			compare(both, id, peer, found, false);
		} else {
			compare(both, id, 1, found && found <= id, false);
		}
	}
	btf_name_index_free(index);
	return report("name", both);
}

static int compare_all(struct both *both)
{
	int failures = compare_header(both);

	failures += compare_records(both);
	failures += compare_sizes(both);
	failures += compare_alignments(both);
	failures += compare_lookups(both);
	return failures;
}

static int print_nothing(enum libbpf_print_level level, const char *format, va_list args)
{
	(void)level;
	(void)format;
	(void)args;
	return 0;
}

int main(int argc, char **argv)
{
	const char *path = argc > 1 ? argv[1] : RUNNING_KERNEL;
	struct btf_error err;
	int failures;

	if (access(path, R_OK) != 0) {
		printf("%s is not there: skipped\n", path);
		return EXIT_SKIPPED;
	}
	libbpf_set_print(print_nothing);
	struct btf *peer = btf__parse(path, NULL), *own = btf_load(path, NULL, &err);

	if (!peer || !own) {
		printf("%s: libbpf %s, libbtf %s\n", path, peer ? "opens it" : "does not",
		       own ? "opens it" : err.text);
		return EXIT_FAILURE;
	}
	printf("%s\n", path);
	struct both both = {.peer = peer, .own = own, .id_end = btf_id_end(own)};

	failures = compare_all(&both);
	printf("By rule: 16-byte scalars, and what holds one, are aligned to 16 and not to a "
	       "pointer; a DECL_TAG has no size.\n");
	btf__free(peer);
	btf_free(own);
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
