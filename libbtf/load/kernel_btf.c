/* SPDX-License-Identifier: BSD-2-Clause */
/* kernel_btf.c - a BTF object of the running kernel by its id: vmlinux's, a module's, or what came
 * with a program or a map. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/blob.h"
#include "base/error.h"
#include "load/bpf_syscall.h"
#include "model/btf.h"
#include <libbtf/kernel.h>
#include <libbtf/load.h>

struct btf_object {
	int fd;
	char what[128]; /* for messages: "BTF object 12", "BTF object 12 (nf_conntrack)" */
	uint32_t size;  /* in bytes */
	bool is_module;
};

/* What the kernel says of it but for its types. */
static int ask(struct btf_object *object)
{
	struct bpf_btf_info info;
	char name[64] = ""; /* as long as a module's can be */
	int result;

	memset(&info, 0, sizeof(info));
	info.name = (uintptr_t)name;
	info.name_len = sizeof(name);
	result = btf_bpf_info(object->fd, &info, sizeof(info));
	if (result)
		return result;
	name[sizeof(name) - 1] = '\0';
	object->size = info.btf_size;
	object->is_module = info.kernel_btf && strcmp(name, "vmlinux") != 0;
	if (*name) {
		size_t length = strlen(object->what);

		snprintf(object->what + length, sizeof(object->what) - length, " (%s)", name);
	}
	return 0;
}

static int open_object(struct btf_object *object, uint32_t btf_id, struct btf_error *err)
{
	int result;

	*object = (struct btf_object){.fd = -1};
	snprintf(object->what, sizeof(object->what), "BTF object %u", btf_id);
	object->fd = btf_bpf_by_id(BPF_BTF_GET_FD_BY_ID, btf_id, 0);
	if (object->fd == -ENOENT)
		return btf_fail(err, -ENOENT, "%s: the running kernel has none of that id",
				object->what);
	if (object->fd < 0)
		return btf_bpf_fail(err, object->fd, object->what);
	result = ask(object);
	if (result) {
		close(object->fd);
		return btf_bpf_fail(err, result, object->what);
	}
	return 0;
}

static int copy_types(const struct btf_object *object, struct btf_blob *bytes,
		      struct btf_error *err)
{
	struct bpf_btf_info info;
	uint8_t *data;
	int result;

	if (object->size > BTF_BLOB_MAX)
		return btf_fail(err, -EFBIG, "has more than %zu bytes", BTF_BLOB_MAX);
	data = malloc(object->size + (size_t)1);
	if (!data)
		return btf_fail(err, -ENOMEM, "not enough memory for its %u bytes", object->size);
	memset(&info, 0, sizeof(info));
	info.btf = (uintptr_t)data;
	info.btf_size = object->size;
	result = btf_bpf_info(object->fd, &info, sizeof(info));
	if (result) {
		free(data);
		return btf_bpf_fail(err, result, "its types");
	}
	*bytes = (struct btf_blob){data, object->size, BTF_BLOB_HEAP};
	return 0;
}

/* Takes the bytes over, also where it fails. */
static struct btf *open_types(struct btf_blob *bytes, const struct btf *base, struct btf_error *err)
{
	struct btf *btf = btf_open_bytes(bytes->data, bytes->size, base, err);

	if (btf && !btf_fits_base(btf, err)) {
		btf_free(btf);
		btf = NULL;
	}
	if (btf)
		btf->backing = *bytes;
	else
		btf_blob_release(bytes);
	return btf;
}

/* On the vmlinux that the kernel keeps for its modules, where the caller has none. */
static struct btf *load_types(const struct btf_object *object, const struct btf *base,
			      struct btf_error *err)
{
	struct btf *own_base = NULL, *btf = NULL;
	struct btf_blob bytes = {0};

	if (!object->is_module)
		base = NULL;
	else if (!base)
		base = own_base = btf_load("/sys/kernel/btf/vmlinux", NULL, err);
	if (object->is_module && !base)
		return NULL;
	if (copy_types(object, &bytes, err) == 0)
		btf = open_types(&bytes, base, err);
	if (btf)
		btf->owned_base = own_base;
	else
		btf_free(own_base);
	return btf;
}

struct btf *btf_load_kernel_id(uint32_t btf_id, const struct btf *base, struct btf_error *err)
{
	struct btf_object object;
	struct btf *btf;

	if (open_object(&object, btf_id, err))
		return NULL;
	btf = load_types(&object, base, err);
	if (!btf)
		btf_error_prefix(err, object.what);
	close(object.fd);
	return btf;
}

int btf_kernel_id_is_module(uint32_t btf_id, struct btf_error *err)
{
	struct btf_object object;
	int result = open_object(&object, btf_id, err);

	if (result)
		return result;
	close(object.fd);
	return object.is_module;
}
