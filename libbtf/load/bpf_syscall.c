/* SPDX-License-Identifier: BSD-2-Clause */
/* bpf_syscall.c - the few calls of bpf(2) that reading maps, programs and BTF takes. */
#include "load/bpf_syscall.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.h"

int btf_bpf(enum bpf_cmd command, union bpf_attr *attr)
{
	long result = syscall(SYS_bpf, command, attr, sizeof(*attr));

	return result < 0 ? -errno : (int)result;
}

/* An attribute is a union of which the kernel wants all bytes zero that a command has no use for; an
 * initialiser would promise that of one of its members alone. */
static void clear(union bpf_attr *attr)
{
	memset(attr, 0, sizeof(*attr));
}

int btf_bpf_by_id(enum bpf_cmd command, uint32_t id, uint32_t flags)
{
	union bpf_attr attr;

	clear(&attr);
	attr.map_id = id; /* at the same place for all kinds of objects */
	attr.open_flags = flags;
	return btf_bpf(command, &attr);
}

int btf_bpf_pinned(const char *path, uint32_t flags)
{
	union bpf_attr attr;

	clear(&attr);
	attr.pathname = (uintptr_t)path;
	attr.file_flags = flags;
	return btf_bpf(BPF_OBJ_GET, &attr);
}

int btf_bpf_next_id(enum bpf_cmd command, uint32_t id, uint32_t *next)
{
	union bpf_attr attr;
	int result;

	clear(&attr);
	attr.start_id = id;
	result = btf_bpf(command, &attr);
	if (result == 0)
		*next = attr.next_id;
	return result;
}

int btf_bpf_info(int fd, void *info, uint32_t size)
{
	union bpf_attr attr;

	clear(&attr);
	attr.info.bpf_fd = (uint32_t)fd;
	attr.info.info_len = size;
	attr.info.info = (uintptr_t)info;
	return btf_bpf(BPF_OBJ_GET_INFO_BY_FD, &attr);
}

int btf_bpf_fail(struct btf_error *err, int code, const char *what)
{
	char buffer[128];

	if (code == -EPERM)
		return btf_fail(err, code,
				"%s: may not be read by this process: bpf(2) is for root, or takes "
				"CAP_BPF and CAP_SYS_ADMIN",
				what);
	if (code == -ENOSYS)
		return btf_fail(err, code, "%s: the running kernel has no bpf(2)", what);
	if (code == -BTF_BPF_ENOTSUPP)
		code = -EOPNOTSUPP;
	return btf_fail(err, code, "%s: %s", what, btf_bpf_words(code, buffer, sizeof(buffer)));
}

const char *btf_bpf_words(int code, char *buffer, size_t size)
{
	int number = code < 0 ? -code : code;

	return strerror_r(number == BTF_BPF_ENOTSUPP ? EOPNOTSUPP : number, buffer, size);
}
