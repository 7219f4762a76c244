/* SPDX-License-Identifier: BSD-2-Clause */
/* load.c - from a source to a struct btf: unwraps form after form until BTF is found. */
#include "load/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "load/bytes.h"
#include "load/form.h"
#include "load/source.h"
#include "model/btf.h"

/* More than anybody needs (a packed UKI with a bzImage with packed ELF with BTF makes six); but a
 * file can be made to unpack to itself. */
#define FORMS_MAX 8

/* What is found on the way in. */
struct loading {
	struct btf_blob bytes;   /* what to look at next; a part of `backing` */
	struct btf_blob backing; /* whose bytes they are */
	bool is_btf;
	char place[128]; /* the forms so far, for messages: "bzImage: lz4: ELF" */

	uint32_t pointer_size; /* 0: unknown */
	struct btf_blob base_bytes;
};

static bool raw_probe(const struct btf_blob *bytes)
{
	return btf_bytes_at(bytes, 0, "\x9f\xeb", 2) || btf_bytes_at(bytes, 0, "\xeb\x9f", 2);
}

static int raw_open(const struct btf_blob *bytes, struct btf_inside *inside, struct btf_error *err)
{
	(void)err;
	inside->bytes = (struct btf_blob){bytes->data, bytes->size, BTF_BLOB_BORROWED};
	inside->is_btf = true;
	return 0;
}

static const struct btf_form form_raw = {"", raw_probe, raw_open};

/* The first that knows the bytes takes them: an Image may be a bzImage or a zboot too, and nearly
 * anything lzma, which has no magic. */
static const struct btf_form *find_form(const struct btf_blob *bytes)
{
	static const struct btf_form *const forms[] = {
		&form_raw,       &btf_form_elf,  &btf_form_bzimage,    &btf_form_zboot,
		&btf_form_image, &btf_form_uki,  &btf_form_gzip,       &btf_form_xz,
		&btf_form_zstd,  &btf_form_lz4,  &btf_form_lz4_legacy, &btf_form_bzip2,
		&btf_form_lzop,  &btf_form_lzma,
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (forms[i]->probe(bytes))
			return forms[i];
	return NULL;
}

static int refuse_unknown(const struct btf_blob *bytes, struct btf_error *err)
{
	char hex[3 * 8 + 1] = "";

	if (bytes->size == 0)
		return btf_fail(err, -EINVAL, "is empty");
	for (size_t i = 0; i < 8 && i < bytes->size; i++)
		snprintf(hex + 3 * i, sizeof(hex) - 3 * i, " %02x", bytes->data[i]);
	return btf_fail(err, -EINVAL,
			"is neither BTF nor of a form that holds it (ELF; a kernel image; packed "
			"with gzip, xz, lzma, zstd, lz4); begins with%s",
			hex);
}

static void enter_place(struct loading *loading, const char *name)
{
	size_t length = strlen(loading->place);

	if (name && *name)
		snprintf(loading->place + length, sizeof(loading->place) - length, "%s%s",
			 length ? ": " : "", name);
}

/* One form. */
static int unwrap(struct loading *loading, struct btf_error *err)
{
	const struct btf_form *form = find_form(&loading->bytes);
	struct btf_inside inside = {0};
	int result;

	if (!form)
		return refuse_unknown(&loading->bytes, err);
	enter_place(loading, form->name);
	result = form->open(&loading->bytes, &inside, err);
	if (result)
		return result;
	enter_place(loading, inside.place);
	if (inside.bytes.kind != BTF_BLOB_BORROWED) {
		btf_blob_release(&loading->backing);
		loading->backing = inside.bytes;
	}
	btf_blob_part(&inside.bytes, 0, inside.bytes.size, &loading->bytes);
	loading->is_btf = inside.is_btf;
	loading->pointer_size = inside.pointer_size;
	loading->base_bytes = inside.base_bytes;
	return 0;
}

static int unwrap_all(struct loading *loading, struct btf_error *err)
{
	for (int count = 0; count < FORMS_MAX && !loading->is_btf; count++) {
		int result = unwrap(loading, err);

		if (result)
			return result;
	}
	if (!loading->is_btf)
		return btf_fail(err, -ELOOP, "no BTF in %d forms, one in the other", FORMS_MAX);
	return 0;
}

/* An unpacked kernel is some ten times as large as its BTF. */
static void keep_only_btf(struct loading *loading)
{
	struct btf_blob *backing = &loading->backing;
	void *copy;

	if (backing->kind != BTF_BLOB_HEAP || loading->base_bytes.size ||
	    loading->bytes.size >= backing->size / 2)
		return;
	copy = malloc(loading->bytes.size + 1);
	if (!copy)
		return;
	memcpy(copy, loading->bytes.data, loading->bytes.size);
	btf_blob_release(backing);
	loading->bytes.data = copy;
	*backing = (struct btf_blob){copy, loading->bytes.size, BTF_BLOB_HEAP};
}

/* A module's distilled base: the few types of vmlinux that it needs. */
static int open_own_base(struct loading *loading, const struct btf *base, struct btf **own_base,
			 struct btf_error *err)
{
	struct btf_open_context context = {.pointer_size = loading->pointer_size};

	*own_base = NULL;
	if (!loading->base_bytes.data)
		return 0;
	if (base)
		return btf_fail(err, -EINVAL,
				"brings its own base along (.BTF.base), so it must be given none");
	*own_base = btf_open_in_context(loading->base_bytes.data, loading->base_bytes.size,
					&context, err);
	if (!*own_base) {
		btf_error_prefix(err, "its base, .BTF.base");
		return err ? err->code : -EINVAL;
	}
	(*own_base)->backing = loading->base_bytes;
	loading->base_bytes = (struct btf_blob){0};
	return 0;
}

static struct btf *open_btf(struct loading *loading, const struct btf *base, struct btf_error *err)
{
	struct btf_open_context context = {base, loading->pointer_size};
	struct btf *own_base, *btf;

	if (open_own_base(loading, base, &own_base, err))
		return NULL;
	if (own_base)
		context.base = own_base;
	btf = btf_open_in_context(loading->bytes.data, loading->bytes.size, &context, err);
	if (btf && !btf_fits_base(btf, err)) {
		btf_free(btf);
		btf = NULL;
	}
	if (!btf) {
		btf_free(own_base);
		return NULL;
	}
	btf->owned_base = own_base;
	btf->backing = loading->backing;
	loading->backing = (struct btf_blob){0};
	return btf;
}

/* Takes the bytes over, also where it fails. */
static struct btf *load_blob(const char *name, struct btf_blob bytes, const struct btf *base,
			     struct btf_error *err)
{
	struct loading loading = {.backing = bytes};
	struct btf *btf = NULL;

	btf_blob_part(&bytes, 0, bytes.size, &loading.bytes);
	if (unwrap_all(&loading, err) == 0) {
		keep_only_btf(&loading);
		btf = open_btf(&loading, base, err);
	}
	if (!btf) {
		if (*loading.place)
			btf_error_prefix(err, loading.place);
		btf_error_prefix(err, name);
		btf_blob_release(&loading.base_bytes);
		btf_blob_release(&loading.backing);
	}
	return btf;
}

struct btf *btf_load_bytes(const char *name, const void *data, size_t size, const struct btf *base,
			   struct btf_error *err)
{
	if (size > BTF_BLOB_MAX) {
		btf_fail(err, -EFBIG, "%s: holds more than %zu bytes", name, BTF_BLOB_MAX);
		return NULL;
	}
	return load_blob(name, (struct btf_blob){data, size, BTF_BLOB_BORROWED}, base, err);
}

static struct btf *load_source(const struct btf_source *source, const struct btf *base,
			       struct btf_error *err)
{
	struct btf_blob bytes;

	if (btf_source_read(source, &bytes, err)) {
		btf_error_prefix(err, source->path);
		return NULL;
	}
	return load_blob(source->path, bytes, base, err);
}

/* A module of the running kernel with the vmlinux that it needs. */
static struct btf *load_module(const char *directory, const struct btf_source *module,
			       struct btf_error *err)
{
	struct btf_source vmlinux = {.name = ""};
	struct btf *base, *btf;

	snprintf(vmlinux.path, sizeof(vmlinux.path), "%s/vmlinux", directory);
	base = load_source(&vmlinux, NULL, err);
	if (!base)
		return NULL;
	btf = load_source(module, base, err);
	if (btf)
		btf->owned_base = base;
	else
		btf_free(base);
	return btf;
}

struct btf *btf_load_in(const char *directory, const char *name, const struct btf *base,
			struct btf_error *err)
{
	struct btf_source source;

	btf_source_find(&source, name, directory);
	if (source.is_module && !base)
		return load_module(directory, &source, err);
	return load_source(&source, base, err);
}

struct btf *btf_load(const char *source, const struct btf *base, struct btf_error *err)
{
	return btf_load_in(BTF_SYSFS_DIRECTORY, source, base, err);
}
