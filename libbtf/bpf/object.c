/* SPDX-License-Identifier: BSD-2-Clause */
/* object.c - the struct_ops of a BPF object: variables from its BTF, their places and what is
 * relocated in them from its symbols. */
#include <libbtf/object.h>

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "load/libelf.h"
#include <libbtf/load.h>
#include <libbtf/resolve.h>

#define EM_OF_BPF 247

/* A variable in a section of struct_ops. */
struct variable {
	struct btf_object_struct_ops ops;
	size_t section; /* its index in the file */
	uint64_t at;    /* where in the section it begins */
};

/* A slot that a relocation fills, and what with. */
struct slot {
	size_t section;
	uint64_t at;
	const char *program; /* in the file's bytes */
};

struct btf_object {
	struct btf_blob file;
	struct btf *btf;
	struct variable *variables;
	uint32_t variable_count;
	struct slot *slots;
	size_t slot_count;
};

/* What reading it takes. */
struct reading {
	struct btf_object *object;
	const struct btf_libelf *lib;
	Elf *elf;
	Elf_Data *symbols;
	size_t symbol_count;
	size_t names; /* the section of the symbols' names */
};

void btf_object_close(struct btf_object *object)
{
	if (!object)
		return;
	btf_free(object->btf);
	free(object->variables);
	free(object->slots);
	btf_blob_release(&object->file);
	free(object);
}

const struct btf *btf_object_btf(const struct btf_object *object)
{
	return object->btf;
}

/* Of the bytes that are there: what a header says may be anything. */
static size_t count_entries(const GElf_Shdr *header, const Elf_Data *data)
{
	return data && data->d_buf && header->sh_entsize ? data->d_size / header->sh_entsize : 0;
}

/* Symbols */

static bool read_symbol(const struct reading *reading, size_t index, GElf_Sym *symbol)
{
	return reading->symbols && index < reading->symbol_count &&
	       reading->lib->gelf_getsym(reading->symbols, (int)index, symbol);
}

static const char *symbol_name(const struct reading *reading, const GElf_Sym *symbol)
{
	const char *name = reading->lib->elf_strptr(reading->elf, reading->names, symbol->st_name);

	return name ? name : "";
}

/* The symbol of that name in a section; where there is none, 0. */
static uint64_t find_place(const struct reading *reading, size_t section, const char *name)
{
	GElf_Sym symbol;

	for (size_t i = 0; i < reading->symbol_count; i++)
		if (read_symbol(reading, i, &symbol) && symbol.st_shndx == section &&
		    strcmp(symbol_name(reading, &symbol), name) == 0)
			return symbol.st_value;
	return 0;
}

/* The function at a place of a section: what a section's own symbol means. */
static const char *find_function(const struct reading *reading, size_t section, uint64_t at)
{
	GElf_Sym symbol;

	for (size_t i = 0; i < reading->symbol_count; i++)
		if (read_symbol(reading, i, &symbol) && symbol.st_shndx == section &&
		    symbol.st_value == at && GELF_ST_TYPE(symbol.st_info) == STT_FUNC)
			return symbol_name(reading, &symbol);
	return NULL;
}

/* Variables */

static bool add_variable(struct btf_object *object, const struct variable *variable)
{
	size_t count = object->variable_count + (size_t)1;
	struct variable *longer = realloc(object->variables, count * sizeof(*longer));

	if (!longer)
		return false;
	object->variables = longer;
	longer[object->variable_count++] = *variable;
	return true;
}

/* The variables that the BTF has in a section, with their bytes. */
static int read_variables(struct reading *reading, size_t section, const char *name,
			  const Elf_Data *data, struct btf_error *err)
{
	const struct btf *btf = reading->object->btf;
	uint32_t datasec = btf_find_by_name_kind(btf, name, BTF_K_DATASEC);
	uint32_t vlen = btf_type_vlen(btf, datasec);

	for (uint32_t i = 0; i < vlen; i++) {
		struct btf_type_info var =
			btf_type_at(btf, btf_secinfo_at(btf, datasec, i).type_id);
		struct variable found = {.section = section};
		uint64_t size;

		if (!btf_type_skip_modifiers(btf, var.type_id, &found.ops.struct_id) ||
		    btf_type_at(btf, found.ops.struct_id).kind != BTF_K_STRUCT)
			continue;
		found.at = find_place(reading, section, var.name);
		size = btf_type_at(btf, found.ops.struct_id).size;
		if (data && data->d_buf && found.at < data->d_size) {
			found.ops.data = (const uint8_t *)data->d_buf + found.at;
			found.ops.size = data->d_size - found.at;
		}
		found.ops.size = found.ops.size < size ? found.ops.size : (size_t)size;
		found.ops.name = var.name;
		found.ops.is_link = strcmp(name, ".struct_ops.link") == 0;
		if (!add_variable(reading->object, &found))
			return btf_fail(err, -ENOMEM, "no memory");
	}
	return 0;
}

/* Relocations */

static bool add_slot(struct btf_object *object, const struct slot *slot)
{
	struct slot *longer = realloc(object->slots, (object->slot_count + 1) * sizeof(*longer));

	if (!longer)
		return false;
	object->slots = longer;
	longer[object->slot_count++] = *slot;
	return true;
}

/* The function that a symbol is, or a section's symbol and an addend lead to. */
static const char *program_of(const struct reading *reading, size_t index, uint64_t addend)
{
	GElf_Sym symbol;

	if (!read_symbol(reading, index, &symbol))
		return NULL;
	if (GELF_ST_TYPE(symbol.st_info) != STT_SECTION)
		return symbol_name(reading, &symbol);
	return find_function(reading, symbol.st_shndx, symbol.st_value + addend);
}

/* Where a relocation of a REL section finds its addend: in the bytes. */
static uint64_t addend_at(const struct reading *reading, size_t section, uint64_t at)
{
	Elf_Scn *scn = reading->lib->elf_getscn(reading->elf, section);
	Elf_Data *data = scn ? reading->lib->elf_getdata(scn, NULL) : NULL;
	uint64_t addend = 0;

	if (!data || !data->d_buf || at > data->d_size || data->d_size - at < sizeof(addend))
		return 0;
	memcpy(&addend, (const char *)data->d_buf + at, sizeof(addend));
	return btf_is_big_endian(reading->object->btf) ? be64toh(addend) : le64toh(addend);
}

static int read_relocations(struct reading *reading, const GElf_Shdr *header, Elf_Data *data,
			    struct btf_error *err)
{
	size_t count = count_entries(header, data);

	for (size_t i = 0; i < count; i++) {
		struct slot slot = {.section = header->sh_info};
		GElf_Rela with_addend;
		GElf_Rel rel;

		if (header->sh_type == SHT_RELA) {
			if (!reading->lib->gelf_getrela(data, (int)i, &with_addend))
				break;
			slot.at = with_addend.r_offset;
			slot.program = program_of(reading, GELF_R_SYM(with_addend.r_info),
						  (uint64_t)with_addend.r_addend);
		} else {
			if (!reading->lib->gelf_getrel(data, (int)i, &rel))
				break;
			slot.at = rel.r_offset;
			slot.program = program_of(reading, GELF_R_SYM(rel.r_info),
						  addend_at(reading, slot.section, slot.at));
		}
		if (slot.program && !add_slot(reading->object, &slot))
			return btf_fail(err, -ENOMEM, "no memory");
	}
	return 0;
}

/* Sections */

static bool is_struct_ops(const char *name)
{
	return strcmp(name, ".struct_ops") == 0 || strcmp(name, ".struct_ops.link") == 0;
}

static const char *section_name(const struct reading *reading, size_t index)
{
	Elf_Scn *section = reading->lib->elf_getscn(reading->elf, index);
	size_t names;
	GElf_Shdr header;
	const char *name = NULL;

	if (section && !reading->lib->elf_getshdrstrndx(reading->elf, &names) &&
	    reading->lib->gelf_getshdr(section, &header))
		name = reading->lib->elf_strptr(reading->elf, names, header.sh_name);
	return name ? name : "";
}

/* Calls for each section; the symbols must be known before all else. */
static int read_sections(struct reading *reading, bool symbols, struct btf_error *err)
{
	const struct btf_libelf *lib = reading->lib;
	Elf_Scn *section = NULL;
	int result = 0;

	while (!result && (section = lib->elf_nextscn(reading->elf, section))) {
		size_t index = lib->elf_ndxscn(section);
		GElf_Shdr header;

		if (!lib->gelf_getshdr(section, &header))
			continue;
		if (symbols && header.sh_type == SHT_SYMTAB && header.sh_entsize) {
			reading->symbols = lib->elf_getdata(section, NULL);
			reading->symbol_count = count_entries(&header, reading->symbols);
			reading->names = header.sh_link;
		} else if (!symbols && is_struct_ops(section_name(reading, index))) {
			result = read_variables(reading, index, section_name(reading, index),
						lib->elf_getdata(section, NULL), err);
		} else if (!symbols && (header.sh_type == SHT_REL || header.sh_type == SHT_RELA) &&
			   is_struct_ops(section_name(reading, header.sh_info))) {
			result = read_relocations(reading, &header, lib->elf_getdata(section, NULL),
						  err);
		}
	}
	return result;
}

static int read_elf(struct btf_object *object, struct btf_error *err)
{
	struct btf_libelf lib;
	struct reading reading = {.object = object, .lib = &lib};
	int result = btf_libelf_open(&lib, err);

	if (result)
		return result;
	reading.elf = btf_libelf_begin(&lib, &object->file, err);
	result = reading.elf ? read_sections(&reading, true, err) : -EINVAL;
	if (!result)
		result = read_sections(&reading, false, err);
	lib.elf_end(reading.elf);
	btf_libelf_close(&lib);
	return result;
}

/* The machine stands at byte 18, in the file's order. */
static int check_machine(const struct btf_blob *file, struct btf_error *err)
{
	bool is_big;
	unsigned int machine;

	if (file->size < 20 || memcmp(file->data, ELFMAG, SELFMAG) != 0)
		return btf_fail(err, -EINVAL, "is no BPF object: no ELF file");
	is_big = file->data[EI_DATA] == ELFDATA2MSB;
	machine = file->data[18 + is_big] | (unsigned int)file->data[19 - is_big] << 8;
	if (machine != EM_OF_BPF)
		return btf_fail(err, -EINVAL, "is no BPF object: its machine is %u", machine);
	return 0;
}

struct btf_object *btf_object_open(const char *path, struct btf_error *err)
{
	struct btf_object *object = calloc(1, sizeof(*object));
	int result;

	if (!object) {
		btf_fail(err, -ENOMEM, "no memory");
		return NULL;
	}
	result = btf_blob_open(&object->file, path, err);
	if (!result)
		result = check_machine(&object->file, err);
	if (result) {
		btf_error_prefix(err, path);
	} else {
		object->btf = btf_load_bytes(path, object->file.data, object->file.size, NULL, err);
		result = object->btf ? read_elf(object, err) : -EINVAL;
	}
	if (!result)
		return object;
	btf_object_close(object);
	return NULL;
}

bool btf_object_struct_ops_at(const struct btf_object *object, uint32_t index,
			      struct btf_object_struct_ops *ops)
{
	if (index >= object->variable_count)
		return false;
	*ops = object->variables[index].ops;
	return true;
}

const char *btf_object_program_at(const struct btf_object *object, uint32_t index, uint32_t offset)
{
	const struct variable *variable;

	if (index >= object->variable_count)
		return NULL;
	variable = &object->variables[index];
	for (size_t i = 0; i < object->slot_count; i++)
		if (object->slots[i].section == variable->section &&
		    object->slots[i].at == variable->at + offset)
			return object->slots[i].program;
	return NULL;
}

/* How much of a name stands before `___flavor`. */
static size_t essential_length(const char *name)
{
	const char *flavor = strstr(name, "___");

	return flavor && flavor != name ? (size_t)(flavor - name) : strlen(name);
}

static bool is_kind(const struct btf *btf, uint32_t struct_id, const char *kind)
{
	const char *name = btf_type_at(btf, struct_id).name;
	size_t length = essential_length(name);

	return length == strlen(kind) && strncmp(name, kind, length) == 0;
}

const char *btf_object_operation(const struct btf_object *object, const char *kind,
				 const char *member)
{
	struct btf_object_struct_ops ops;

	for (uint32_t i = 0; btf_object_struct_ops_at(object, i, &ops); i++) {
		uint32_t vlen = btf_type_vlen(object->btf, ops.struct_id);

		for (uint32_t m = 0; is_kind(object->btf, ops.struct_id, kind) && m < vlen; m++) {
			struct btf_member_info found = btf_member_at(object->btf, ops.struct_id, m);

			if (strcmp(found.name, member) == 0)
				return btf_object_program_at(object, i, found.bit_offset / 8);
		}
	}
	return NULL;
}
