/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_programs.c - which programs has the running kernel, and what are they called?
 *
 * The kernel keeps 15 characters of a name. All of it is in the program's own BTF: the function that
 * its first instruction belongs to.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "load/bpf_syscall.h"
#include "load/programs.h"
#include <libbtf/kernel.h>
#include <libbtf/types.h>

/* The BTF of the program before: those of one object come one after another and share it. */
struct last_btf {
	uint32_t btf_id;
	struct btf *btf; /* NULL: it can't be read */
};

static const struct btf *find_btf(struct last_btf *last, uint32_t btf_id)
{
	if (last->btf_id != btf_id) {
		btf_free(last->btf);
		last->btf = btf_load_kernel_id(btf_id, NULL, NULL);
		last->btf_id = btf_id;
	}
	return last->btf;
}

/* A loader may call a program otherwise than its function is called: then the kernel's word counts. */
static const char *full_name(struct last_btf *last, const struct bpf_prog_info *info,
			     const struct bpf_func_info *function)
{
	size_t length = strnlen(info->name, sizeof(info->name));
	struct btf_type_info type;
	const struct btf *btf;

	if (!info->btf_id || !info->nr_func_info)
		return info->name;
	btf = find_btf(last, info->btf_id);
	if (!btf)
		return info->name;
	type = btf_type_at(btf, function->type_id);
	if (type.kind != BTF_K_FUNC || strncmp(type.name, info->name, length) != 0)
		return info->name;
	if (length && length < sizeof(info->name) - 1)
		return info->name;
	return type.name;
}

/* What the kernel says of a program; with it its own function, where it has that. */
static int ask(int fd, struct bpf_prog_info *info, struct bpf_func_info *function)
{
	int result;

	memset(info, 0, sizeof(*info));
	memset(function, 0, sizeof(*function));
	info->func_info = (uintptr_t)function;
	info->func_info_rec_size = sizeof(*function);
	info->nr_func_info = 1;
	result = btf_bpf_info(fd, info, sizeof(*info));
	info->name[sizeof(info->name) - 1] = '\0';
	return result;
}

static int add(struct btf_programs *programs, uint32_t id, struct last_btf *last,
	       struct btf_error *err)
{
	struct bpf_func_info function;
	struct bpf_prog_info info;
	char what[32];
	int fd, result;

	snprintf(what, sizeof(what), "program %u", id);
	fd = btf_bpf_by_id(BPF_PROG_GET_FD_BY_ID, id, 0);
	if (fd == -ENOENT)
		return 0; /* it has just gone */
	if (fd < 0)
		return btf_bpf_fail(err, fd, what);
	result = ask(fd, &info, &function);
	close(fd);
	if (result)
		return btf_bpf_fail(err, result, what);
	return btf_programs_add(programs, id, full_name(last, &info, &function), err);
}

static int add_all(struct btf_programs *programs, struct last_btf *last, struct btf_error *err)
{
	uint32_t id = 0;
	int result;

	while ((result = btf_bpf_next_id(BPF_PROG_GET_NEXT_ID, id, &id)) == 0) {
		result = add(programs, id, last, err);
		if (result)
			return result;
	}
	return result == -ENOENT ? 0 : btf_bpf_fail(err, result, "the list of programs");
}

struct btf_programs *btf_programs_live(struct btf_error *err)
{
	struct btf_programs *programs = btf_programs_new(err);
	struct last_btf last = {0};

	if (programs && add_all(programs, &last, err)) {
		btf_programs_free(programs);
		programs = NULL;
	}
	btf_free(last.btf);
	return programs;
}
