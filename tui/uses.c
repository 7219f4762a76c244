/* SPDX-License-Identifier: BSD-2-Clause */
/* uses.c - looks for the users of a type, and passes through pointers, arrays, qualifiers, typedefs and prototypes,
 * each of them once, until there is somebody with a name. */
#include "uses.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libbtf/decl.h>

#include "names.h"
#include "sort.h"
#include "type_words.h"

/* A type on the way, and what was passed to get there. */
struct step {
	uint32_t id, via;
};

struct walk {
	const struct btf *btf;
	const struct btf_use_index *index;
	const struct name_entry *entries; /* which know the kinds of all types */
	struct uses *uses;
	uint32_t room;
	struct step *steps; /* a queue: each type is in it once */
	uint32_t step_count, step_room;
	uint8_t *seen; /* a bit a type */

	/* The prototype that was looked at last: each of its parameters may be of the type. */
	uint32_t proto_id;
	bool proto_is_pointed_to, proto_has_functions;
	bool failed;
};

static enum btf_kind kind_of(const struct walk *walk, uint32_t id)
{
	return (enum btf_kind)walk->entries[id - 1].kind;
}

static void add_step(struct walk *walk, uint32_t id, uint32_t via)
{
	if (walk->seen[id / 8] & 1u << id % 8)
		return;
	walk->seen[id / 8] |= (uint8_t)(1u << id % 8);
	if (walk->step_count == walk->step_room) {
		uint32_t room = walk->step_room ? 2 * walk->step_room : 64;
		struct step *steps = realloc(walk->steps, room * sizeof(*steps));

		walk->failed |= !steps;
		if (!steps)
			return;
		walk->steps = steps;
		walk->step_room = room;
	}
	walk->steps[walk->step_count++] = (struct step){id, via};
}

static void add_use(struct walk *walk, struct use use)
{
	struct uses *uses = walk->uses;

	if (uses->count == USES_MAX) {
		uses->is_cut = true;
		return;
	}
	if (uses->count == walk->room) {
		uint32_t room = walk->room ? 2 * walk->room : 16;
		struct use *rows = realloc(uses->rows, room * sizeof(*rows));

		walk->failed |= !rows;
		if (!rows)
			return;
		uses->rows = rows;
		walk->room = room;
	}
	uses->rows[uses->count++] = use;
	uses->direct += use.via == 0;
}

/* What a user is: 0: an end; else what it adds to the way. */
static uint32_t way_through(enum btf_kind kind)
{
	switch (kind) {
	case BTF_K_PTR:
		return USE_PTR;
	case BTF_K_ARRAY:
		return USE_ARRAY;
	case BTF_K_CONST:
	case BTF_K_VOLATILE:
	case BTF_K_RESTRICT:
	case BTF_K_TYPE_TAG:
		return USE_CONST;
	case BTF_K_TYPEDEF:
		return USE_TYPEDEF;
	case BTF_K_FUNC_PROTO:
		return USE_PROTO;
	case BTF_K_VOID:
	case BTF_K_INT:
	case BTF_K_STRUCT:
	case BTF_K_UNION:
	case BTF_K_ENUM:
	case BTF_K_FWD:
	case BTF_K_FUNC:
	case BTF_K_VAR:
	case BTF_K_DATASEC:
	case BTF_K_FLOAT:
	case BTF_K_DECL_TAG:
	case BTF_K_ENUM64:
	case BTF_K_UNKNOWN:
		break;
	}
	return 0;
}

static void look_at_proto(struct walk *walk, uint32_t proto_id)
{
	uint32_t count;
	const struct btf_use *users = btf_use_index_of(walk->index, proto_id, &count);

	walk->proto_id = proto_id;
	walk->proto_is_pointed_to = walk->proto_has_functions = false;
	for (uint32_t i = 0; i < count; i++) {
		if (kind_of(walk, users[i].user_id) == BTF_K_FUNC)
			walk->proto_has_functions = true;
		else
			walk->proto_is_pointed_to = true;
	}
}

/* A function is a user through its prototype: what it takes and returns is said of it there. */
static void pass_proto(struct walk *walk, uint32_t proto_id, uint32_t ref_n, uint32_t via)
{
	uint32_t count;
	const struct btf_use *users = btf_use_index_of(walk->index, proto_id, &count);

	if (walk->proto_id != proto_id)
		look_at_proto(walk, proto_id);
	if (walk->proto_is_pointed_to)
		add_step(walk, proto_id, via | USE_PROTO);
	for (uint32_t i = 0; walk->proto_has_functions && !walk->uses->is_cut && i < count; i++)
		if (kind_of(walk, users[i].user_id) == BTF_K_FUNC)
			add_use(walk, (struct use){users[i].user_id, proto_id, ref_n, via});
}

static void visit(struct walk *walk, struct step step)
{
	uint32_t count;
	const struct btf_use *users = btf_use_index_of(walk->index, step.id, &count);

	for (uint32_t i = 0; i < count && !walk->uses->is_cut; i++) {
		uint32_t user_id = users[i].user_id;
		enum btf_kind kind = kind_of(walk, user_id);
		uint32_t way = way_through(kind);

		if (kind == BTF_K_ARRAY &&
		    btf_ref_at(walk->btf, user_id, users[i].n).role == BTF_REF_INDEX)
			continue;
		if (kind == BTF_K_FUNC_PROTO) {
			pass_proto(walk, user_id, users[i].n, step.via);
			continue;
		}
		/* A typedef has a name: it is a user, and others use the type through it. A FUNC was
		 * told with its prototype. */
		if ((!way || kind == BTF_K_TYPEDEF) &&
		    !(kind == BTF_K_FUNC && step.via & USE_PROTO))
			add_use(walk, (struct use){user_id, user_id, users[i].n, step.via});
		if (way)
			add_step(walk, user_id, step.via | way);
	}
}

static bool is_sorted(const struct use *rows, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (rows[i].user_id < rows[i - 1].user_id)
			return false;
	return true;
}

/* By the users' ids; the uses of one stay in their order. Without memory for that they stay as they were found. */
static void sort_by_user(struct use *rows, uint32_t count)
{
	uint64_t *items =
		is_sorted(rows, count) ? NULL : malloc(2 * (size_t)count * sizeof(*items));
	struct use *sorted = items ? malloc(count * sizeof(*sorted)) : NULL;

	if (sorted) {
		for (uint32_t i = 0; i < count; i++)
			items[i] = (uint64_t)rows[i].user_id << 32 | i;
		sort_by_upper_half(items, items + count, count);
		for (uint32_t i = 0; i < count; i++)
			sorted[i] = rows[(uint32_t)items[i]];
		memcpy(rows, sorted, count * sizeof(*rows));
	}
	free(sorted);
	free(items);
}

struct uses *uses_new(const struct btf *btf, const struct btf_use_index *index,
		      const struct names *names, uint32_t id)
{
	struct walk walk = {.btf = btf, .index = index, .entries = names_entries(names)};

	walk.uses = calloc(1, sizeof(*walk.uses));
	walk.seen = calloc(btf_id_end(btf) / 8 + 1, 1);
	walk.failed = !walk.uses || !walk.seen;
	if (!walk.failed && id < btf_id_end(btf))
		add_step(&walk, id, 0);
	for (uint32_t i = 0; i < walk.step_count && !walk.failed && !walk.uses->is_cut; i++)
		visit(&walk, walk.steps[i]);
	free(walk.steps);
	free(walk.seen);
	if (walk.failed) {
		uses_free(walk.uses);
		return NULL;
	}
	/* the first step, which is the type itself, has told the direct ones */
	sort_by_user(walk.uses->rows, walk.uses->direct);
	sort_by_user(walk.uses->rows + walk.uses->direct, walk.uses->count - walk.uses->direct);
	return walk.uses;
}

void uses_free(struct uses *uses)
{
	if (!uses)
		return;
	free(uses->rows);
	free(uses);
}

struct btf_ref use_ref(const struct btf *btf, const struct use *use)
{
	return btf_ref_at(btf, use->ref_id, use->ref_n);
}

/* What a member belongs to, from outside. */
struct owner {
	uint32_t id;          /* the outermost type around it up to one that has a name */
	uint32_t variable_id; /* that it is the type of, where it has no name; 0: none */
	uint64_t bit_offset;  /* of the member in it */
	char path[512];       /* the names on the way down to it */
};

static void go_outwards(struct owner *owner, const char *name)
{
	char path[2 * sizeof(owner->path)];

	snprintf(path, sizeof(path), "%s%s%s", name, *owner->path ? "." : "", owner->path);
	snprintf(owner->path, sizeof(owner->path), "%.*s", (int)sizeof(owner->path) - 1, path);
}

static struct owner owner_of(const struct btf *btf, const struct btf_use_index *index,
			     const struct use *use, uint32_t member_index)
{
	struct btf_member_info member = btf_member_at(btf, use->user_id, member_index);
	struct owner owner = {.id = use->user_id, .bit_offset = member.bit_offset};
	uint32_t id = use->user_id;

	go_outwards(&owner, *member.name ? member.name : "(anonymous)");
	for (int depth = 0; depth < 32 && !*btf_type_at(btf, id).name; depth++) {
		uint32_t count;
		const struct btf_use *users = btf_use_index_of(index, id, &count);
		uint32_t user_id = count ? users[0].user_id : 0;
		enum btf_kind kind = btf_type_at(btf, user_id).kind;

		if (kind == BTF_K_VAR)
			owner.variable_id = user_id;
		if (kind == BTF_K_STRUCT || kind == BTF_K_UNION) {
			member = btf_member_at(btf, user_id,
					       btf_ref_at(btf, user_id, users[0].n).index);
			owner.bit_offset += member.bit_offset;
			if (*member.name)
				go_outwards(&owner, member.name);
		} else if (!btf_kind_is_modifier(kind) && kind != BTF_K_ARRAY) {
			break;
		}
		id = owner.id = user_id;
	}
	return owner;
}

void uses_title(const struct uses *uses, struct line *line)
{
	line_put(line, STYLE_TITLE, "Uses");
	if (uses)
		line_print(line, STYLE_PLAIN, ": %u direct, %u through others%s", uses->direct,
			   uses->count - uses->direct, uses->is_cut ? ", and more" : "");
}

/* "via ptr, const"; where there is little room, without the first word. */
static void put_via(const struct use *use, bool is_narrow, struct line *line)
{
	static const struct {
		uint32_t flag;
		const char *word;
	} words[] = {{USE_PTR, "ptr"},
		     {USE_ARRAY, "array"},
		     {USE_CONST, "const"},
		     {USE_TYPEDEF, "typedef"},
		     {USE_PROTO, "func ptr"}};
	const char *separator = is_narrow ? "" : "via ";

	if (!use->via)
		line_put(line, STYLE_NAME, "direct");
	for (unsigned int i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!(use->via & words[i].flag))
			continue;
		line_print(line, STYLE_PLAIN, "%s%s", separator, words[i].word);
		separator = ", ";
	}
}

/* The kind of use in eight columns, where there is room for it. */
static void put_kind(const char *word, bool is_narrow, struct line *line)
{
	if (!is_narrow)
		line_print(line, STYLE_KEYWORD, "%-8s", word);
}

static void put_member(const struct btf *btf, const struct owner *owner, bool is_narrow,
		       struct line *line)
{
	uint32_t id = owner->variable_id ? owner->variable_id : owner->id;
	const char *name = btf_type_at(btf, id).name;
	char label[512];

	type_label(btf, id, label, sizeof(label));
	put_kind("member", is_narrow, line);
	line_put(line, STYLE_PLAIN, is_narrow && *name ? name : label);
	line_print(line, STYLE_NAME, is_narrow ? ".%s" : " . %s", owner->path);
}

static void put_function(const struct btf *btf, const struct use *use, struct btf_ref ref,
			 bool is_narrow, struct line *line)
{
	struct btf_type_info func = btf_type_at(btf, use->user_id);

	if (ref.role == BTF_REF_TYPE) { /* of a prototype that is asked for itself */
		put_kind("func", is_narrow, line);
		line_put(line, STYLE_PLAIN, func.name);
		return;
	}
	put_kind(ref.role == BTF_REF_RETURN ? "return" : "param", is_narrow, line);
	line_print(line, STYLE_PLAIN, is_narrow ? "%s" : "func %s", func.name);
	if (ref.role != BTF_REF_RETURN)
		line_print(line, STYLE_NAME, " (%s)",
			   btf_param_at(btf, use->ref_id, ref.index).name);
}

static void put_other(const struct btf *btf, uint32_t id, struct line *line)
{
	struct btf_type_info user = btf_type_at(btf, id);
	char label[512];

	put_kind(kind_word(user.kind), false, line);
	type_label(btf, id, label, sizeof(label));
	line_put(line, STYLE_PLAIN, *user.name ? user.name : label);
}

#define PLACE_COLUMN 52
#define PLACE_WIDTH  8
#define NARROW       74 /* narrower panes leave out what can be */
#define VIA_WIDTH    14 /* there */
#define NAME_LEAST   24 /* what is behind that is cut then */

void use_line(const struct btf *btf, const struct btf_use_index *index, const struct use *use,
	      int width, struct line *line)
{
	struct btf_type_info user = btf_type_at(btf, use->user_id);
	struct btf_ref ref = use_ref(btf, use);
	bool is_narrow = width && width < NARROW;
	int left = width - PLACE_WIDTH - VIA_WIDTH;
	int column = !is_narrow ? PLACE_COLUMN : left > NAME_LEAST ? left : NAME_LEAST;
	struct owner owner = {0};

	if (ref.role == BTF_REF_MEMBER) {
		owner = owner_of(btf, index, use, ref.index);
		put_member(btf, &owner, is_narrow, line);
	} else if (user.kind == BTF_K_FUNC) {
		put_function(btf, use, ref, is_narrow, line);
	} else {
		put_other(btf, use->user_id, line);
	}
	if (is_narrow)
		line_cut(line, column - 1);
	line_tab(line, column, is_narrow ? 1 : 2);
	if (ref.role == BTF_REF_MEMBER)
		line_print(line, STYLE_NUMBER, "@%" PRIu64, owner.bit_offset / 8);
	else if (ref.role == BTF_REF_PARAM)
		line_print(line, STYLE_NUMBER, "arg %u", ref.index + 1);
	line_tab(line, column + PLACE_WIDTH, is_narrow ? 1 : 2);
	put_via(use, is_narrow, line);
	if (!is_narrow)
		line_print(line, STYLE_NOTE, "  #%u", use->user_id);
}

struct use_place use_place(const struct btf *btf, const struct btf_use_index *index,
			   const struct use *use)
{
	struct btf_ref ref = use_ref(btf, use);
	struct use_place place = {.id = use->user_id};

	if (ref.role == BTF_REF_MEMBER) {
		place.is_member = true;
		place.owner_id = use->user_id;
		place.index = ref.index;
		place.id = owner_of(btf, index, use, ref.index).id;
	}
	return place;
}
