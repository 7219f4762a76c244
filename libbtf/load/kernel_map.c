/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_map.c - which map of the running kernel is meant, and what does the kernel say of it? */
#include "load/kernel_map.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include "base/error.h"
#include "load/bpf_syscall.h"

/* The id of the BTF object that a struct_ops value is described by. It came to where Debian 12's
 * headers have four bytes of padding; before Linux 6.9 they are zero, and it is vmlinux's. */
static uint32_t vmlinux_id(const struct bpf_map_info *raw)
{
	size_t offset = offsetof(struct bpf_map_info, btf_value_type_id) + sizeof(uint32_t);
	uint32_t id;

	memcpy(&id, (const char *)raw + offset, sizeof(id));
	return id;
}

static void name_type(struct btf_map_info *info)
{
	const struct btf_map_type *type = btf_map_type_of(info->type);

	if (type)
		snprintf(info->type_name, sizeof(info->type_name), "%s", type->name);
	else
		snprintf(info->type_name, sizeof(info->type_name), "type %u", info->type);
}

static int ask(int fd, struct btf_map_info *info)
{
	struct bpf_map_info raw;
	int result;

	memset(&raw, 0, sizeof(raw));
	result = btf_bpf_info(fd, &raw, sizeof(raw));
	if (result)
		return result;
	*info = (struct btf_map_info){
		.id = raw.id,
		.type = raw.type,
		.flags = raw.map_flags,
		.key_size = raw.key_size,
		.value_size = raw.value_size,
		.max_entries = raw.max_entries,
		.btf_id = raw.btf_id,
		.btf_key_type_id = raw.btf_key_type_id,
		.btf_value_type_id = raw.btf_value_type_id,
		.btf_vmlinux_id = vmlinux_id(&raw),
		.btf_vmlinux_value_type_id = raw.btf_vmlinux_value_type_id,
	};
	snprintf(info->name, sizeof(info->name), "%.*s", (int)sizeof(raw.name), raw.name);
	name_type(info);
	return 0;
}

static int prepare(struct btf_kernel_map *map, int fd, struct btf_error *err)
{
	const struct btf_map_type *type = btf_map_type_of(map->info.type);
	int result;

	map->reading = type ? type->reading : BTF_MAP_BY_KEYS;
	if (map->reading == BTF_MAP_CLOSED)
		return btf_fail(err, -EOPNOTSUPP, "a %s can't be read: %s", type->name, type->why);
	if (map->reading == BTF_MAP_BY_CPUS) {
		result = btf_cpus_possible(&map->cpus, err);
		if (result)
			return result;
	}
	return btf_kernel_walk_begin(map, fd, err);
}

/* Takes the descriptor over, also where it fails. `what` is what messages call the map. */
static struct btf_kernel_map *open_map(int fd, const char *what, struct btf_error *err)
{
	struct btf_kernel_map *map = calloc(1, sizeof(*map));
	int result;

	if (!map) {
		close(fd);
		btf_fail(err, -ENOMEM, "%s: not enough memory", what);
		return NULL;
	}
	map->walk.fd = fd;
	result = ask(fd, &map->info);
	if (result)
		btf_bpf_fail(err, result, what);
	else if (prepare(map, fd, err))
		btf_error_prefix(err, what);
	else
		return map;
	btf_kernel_map_close(map);
	return NULL;
}

struct btf_kernel_map *btf_kernel_map_by_id(uint32_t map_id, struct btf_error *err)
{
	char what[32];
	int fd;

	snprintf(what, sizeof(what), "map %u", map_id);
	fd = btf_bpf_by_id(BPF_MAP_GET_FD_BY_ID, map_id, BPF_F_RDONLY);
	if (fd >= 0)
		return open_map(fd, what, err);
	if (fd == -ENOENT)
		btf_fail(err, fd, "%s: the running kernel has no map of that id", what);
	else
		btf_bpf_fail(err, fd, what);
	return NULL;
}

/* What an open BPF object is, "map", "prog" or "link": the kernel tells it by the file's name alone,
 * "anon_inode:bpf-map". "" where /proc is not mounted. */
static const char *object_kind(int fd, char *buffer, size_t size)
{
	static const char prefix[] = "anon_inode:bpf";
	char link[64];
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, buffer, size - 1);
	buffer[length > 0 ? length : 0] = '\0';
	if (strncmp(buffer, prefix, sizeof(prefix) - 1) != 0 || (size_t)length < sizeof(prefix))
		return "";
	return buffer + sizeof(prefix);
}

/* Why a path can't be opened as a map. The kernel says -EACCES of a file of another file system, and
 * -EINVAL of a link that is to be opened only to be read. */
static void explain_path(const char *path, int code, struct btf_error *err)
{
	struct statfs system;
	struct stat st;

	if (stat(path, &st) != 0)
		btf_bpf_fail(err, -errno, path);
	else if (S_ISDIR(st.st_mode))
		btf_fail(err, -EISDIR, "%s: is a directory, not a pinned map", path);
	else if (statfs(path, &system) == 0 && system.f_type != BPF_FS_MAGIC)
		btf_fail(err, -EINVAL,
			 "%s: is not a pinned map, but a file outside of the BPF file system",
			 path);
	else if (code == -ENOENT)
		btf_fail(err, code, "%s: what was pinned there is gone", path);
	else if (code == -EINVAL)
		btf_fail(err, code, "%s: is pinned, but is a link and not a map", path);
	else if (code == -EACCES && access(path, R_OK) == 0)
		btf_fail(err, -EINVAL, "%s: is in the BPF file system, but not a map", path);
	else
		btf_bpf_fail(err, code, path);
}

struct btf_kernel_map *btf_kernel_map_pinned(const char *path, struct btf_error *err)
{
	char buffer[64];
	const char *kind;
	int fd = btf_bpf_pinned(path, BPF_F_RDONLY);

	if (fd < 0) {
		explain_path(path, fd, err);
		return NULL;
	}
	kind = object_kind(fd, buffer, sizeof(buffer));
	if (*kind && strcmp(kind, "map") != 0) {
		close(fd);
		btf_fail(err, -EINVAL, "%s: is pinned, but is a %s and not a map", path,
			 strcmp(kind, "prog") == 0 ? "program" : kind);
		return NULL;
	}
	return open_map(fd, path, err);
}

void btf_kernel_map_close(struct btf_kernel_map *map)
{
	if (!map)
		return;
	close(map->walk.fd);
	btf_kernel_walk_end(&map->walk);
	btf_cpus_release(&map->cpus);
	free(map);
}
