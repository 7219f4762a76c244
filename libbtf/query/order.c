/* SPDX-License-Identifier: BSD-2-Clause */
/* order.c - in which order C wants types.
 *
 * A type is visited *strongly* where it must be complete (a member, an element of an array) and
 * *weakly* where a declaration is enough (behind a pointer, as a parameter). A walk in depth first
 * order puts everything before its user:
 *
 *	struct, union   strongly: its members strongly, then its definition; weakly: a declaration.
 *	                Anonymous ones are written where they are used: their members, strongly
 *	typedef         what it names weakly, then itself; strongly: what it names strongly, behind it
 *	enum            its definition: C has no declaration of enums
 *	array           its element strongly, also behind a pointer: C wants it complete
 *
 * In C no type holds itself, and no typedef is needed for itself; in BTF anything is possible, so
 * what is visited already on the way down is let be.
 */
#include "query/order.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "model/refs.h"
#include <libbtf/resolve.h>

#define DEPTH_MAX 1000 /* types on the way down; a kernel has some 60 */

enum state {
	STATE_NEW,
	STATE_ENTERED,  /* on the way down */
	STATE_DECLARED, /* STATE_NEW of a struct that has a forward declaration */
	STATE_DECLARED_ENTERED,
	STATE_DONE,
};

/* The bits beside a state: how a type was visited, so that visiting it again would add nothing. */
#define STATE_MASK       0x0f
#define VISITED_WEAKLY   0x40
#define VISITED_STRONGLY 0x80

struct sorter {
	const struct btf *btf;
	struct btf_order *order;
	uint32_t id_end;
	uint8_t *marks;   /* by id: enum state and the bits above */
	uint32_t current; /* the type whose definition is being made ready */
	uint32_t passed;  /* how often a struct was let be, being on the way down */
	uint32_t depth;
	int error;
	struct btf_error *err;
};

/* The words of C's integers, and how often each stands in a name. */
struct words {
	int chars, shorts, ints, longs, signs, int128s, bools;
};

static bool count_words(const char *name, struct words *words)
{
	const struct {
		const char *word;
		int *count;
	} known[] = {
		{"char", &words->chars},       {"short", &words->shorts},
		{"int", &words->ints},         {"long", &words->longs},
		{"signed", &words->signs},     {"unsigned", &words->signs},
		{"__int128", &words->int128s}, {"_Bool", &words->bools},
	};

	while (*name) {
		size_t length = strcspn(name, " "), i = 0;

		while (i < sizeof(known) / sizeof(known[0]) &&
		       (strlen(known[i].word) != length ||
			strncmp(known[i].word, name, length) != 0))
			i++;
		if (i == sizeof(known) / sizeof(known[0]))
			return false;
		++*known[i].count;
		name += length;
		name += *name == ' ';
	}
	return true;
}

static uint32_t size_of_words(const struct words *words, uint32_t pointer_size)
{
	if (words->chars || words->bools)
		return 1;
	if (words->shorts)
		return 2;
	if (words->int128s)
		return 16;
	if (words->longs)
		return words->longs == 1 ? pointer_size : 8;
	return 4;
}

bool btf_is_c_scalar(const struct btf *btf, uint32_t id)
{
	struct btf_type_info type = btf_type_at(btf, id);
	struct words words = {0};

	if (type.kind == BTF_K_FLOAT)
		return (type.size == 4 && strcmp(type.name, "float") == 0) ||
		       (type.size == 8 && strcmp(type.name, "double") == 0);
	return *type.name && count_words(type.name, &words) &&
	       size_of_words(&words, btf_pointer_size(btf)) == type.size;
}

void btf_order_free(struct btf_order *order)
{
	free(order->steps);
}

static void add_step(struct sorter *sorter, enum btf_step_kind kind, uint32_t id)
{
	struct btf_order *order = sorter->order;

	if (order->count == order->capacity) {
		size_t capacity = order->capacity ? order->capacity * 2 : 1024;
		struct btf_step *steps = realloc(order->steps, capacity * sizeof(*steps));

		if (!steps) {
			sorter->error = btf_fail(sorter->err, -ENOMEM, "no memory");
			return;
		}
		order->steps = steps;
		order->capacity = capacity;
	}
	order->steps[order->count++] = (struct btf_step){kind, id};
}

static void visit(struct sorter *sorter, uint32_t id, bool strongly);

/* What was visited needs no second visit; nor does what is no type. */
static bool is_visited(const struct sorter *sorter, uint32_t id, bool strongly)
{
	uint8_t enough = strongly ? VISITED_STRONGLY : VISITED_WEAKLY | VISITED_STRONGLY;

	return !id || id >= sorter->id_end || sorter->marks[id] & enough;
}

static enum state state_of(const struct sorter *sorter, uint32_t id)
{
	return (enum state)(sorter->marks[id] & STATE_MASK);
}

static void set_state(struct sorter *sorter, uint32_t id, enum state state)
{
	sorter->marks[id] = (uint8_t)((sorter->marks[id] & ~STATE_MASK) | state);
}

static void visit_refs(struct sorter *sorter, uint32_t id, bool strongly)
{
	struct btf_ref_walk walk = btf_ref_walk_begin(btf_record(sorter->btf, id));

	while (walk.left && !sorter->error) {
		uint32_t type_id = btf_ref_walk_next(&walk);

		if (!is_visited(sorter, type_id, strongly))
			visit(sorter, type_id, strongly);
	}
}

/* In its own definition a struct is declared already. */
static void declare_struct(struct sorter *sorter, uint32_t id)
{
	enum state state = state_of(sorter, id);

	if (state == STATE_NEW) {
		add_step(sorter, BTF_STEP_FORWARD, id);
		set_state(sorter, id, STATE_DECLARED);
	} else if (state == STATE_ENTERED && sorter->current != id) {
		add_step(sorter, BTF_STEP_FORWARD, id);
		set_state(sorter, id, STATE_DECLARED_ENTERED);
	} else if (state == STATE_ENTERED) {
		sorter->passed++;
	}
}

static void visit_struct(struct sorter *sorter, uint32_t id, bool is_anonymous, bool strongly)
{
	enum state state = state_of(sorter, id);
	uint32_t outer = sorter->current;

	if (!strongly && !is_anonymous) {
		declare_struct(sorter, id);
		return;
	}
	if (state != STATE_NEW && state != STATE_DECLARED)
		return;
	set_state(sorter, id, state == STATE_NEW ? STATE_ENTERED : STATE_DECLARED_ENTERED);
	if (!is_anonymous)
		sorter->current = id;
	visit_refs(sorter, id, true);
	sorter->current = outer;
	if (!is_anonymous)
		add_step(sorter, BTF_STEP_DEFINE, id);
	set_state(sorter, id, STATE_DONE);
}

static void visit_typedef(struct sorter *sorter, uint32_t id, uint32_t named, bool strongly)
{
	uint32_t outer = sorter->current, stripped;

	if (state_of(sorter, id) == STATE_NEW) {
		set_state(sorter, id, STATE_ENTERED);
		sorter->current = id;
		visit(sorter, named, false);
		sorter->current = outer;
		add_step(sorter, BTF_STEP_DEFINE, id);
		set_state(sorter, id, STATE_DONE);
	}
	/* One that names itself in the end has nothing behind it. */
	if (strongly && state_of(sorter, id) == STATE_DONE &&
	    btf_type_skip_modifiers(sorter->btf, named, &stripped))
		visit(sorter, named, true);
}

/* An anonymous enum is written where it is used. */
static void define_once(struct sorter *sorter, uint32_t id, bool is_anonymous)
{
	if (state_of(sorter, id) == STATE_DONE)
		return;
	set_state(sorter, id, STATE_DONE);
	if (!is_anonymous)
		add_step(sorter, BTF_STEP_DEFINE, id);
}

static void visit_kind(struct sorter *sorter, uint32_t id, bool strongly)
{
	const uint8_t *record = btf_record(sorter->btf, id);
	bool is_anonymous = !btf_record_is_named(sorter->btf, record);

	switch (btf_record_kind(record)) {
	case BTF_K_STRUCT:
	case BTF_K_UNION:
		visit_struct(sorter, id, is_anonymous, strongly);
		break;
	case BTF_K_FWD:
		declare_struct(sorter, id);
		break;
	case BTF_K_TYPEDEF:
		visit_typedef(sorter, id, btf_record_size_or_type(record), strongly);
		break;
	case BTF_K_ENUM:
	case BTF_K_ENUM64:
		define_once(sorter, id, is_anonymous);
		break;
	case BTF_K_INT:
	case BTF_K_FLOAT:
		define_once(sorter, id, is_anonymous || btf_is_c_scalar(sorter->btf, id));
		break;
	case BTF_K_ARRAY:
		visit(sorter, btf_record_extra(record, 0), true);
		break;
	case BTF_K_VOLATILE:
	case BTF_K_CONST:
	case BTF_K_RESTRICT:
	case BTF_K_TYPE_TAG:
		visit_refs(sorter, id, strongly);
		break;
	case BTF_K_PTR:
	case BTF_K_FUNC_PROTO:
	case BTF_K_FUNC:
	case BTF_K_VAR:
		visit_refs(sorter, id, false);
		break;
	case BTF_K_VOID:
	case BTF_K_DATASEC:
	case BTF_K_DECL_TAG:
	case BTF_K_UNKNOWN:
		break;
	}
}

static void visit(struct sorter *sorter, uint32_t id, bool strongly)
{
	uint32_t passed = sorter->passed;

	if (sorter->error || is_visited(sorter, id, strongly))
		return;
	if (sorter->depth == DEPTH_MAX) {
		sorter->error =
			btf_fail(sorter->err, -ELOOP,
				 "type [%u]: nested in more than %u others, which C can't be", id,
				 DEPTH_MAX);
		return;
	}
	sorter->depth++;
	visit_kind(sorter, id, strongly);
	sorter->depth--;
	/* What was let be may want a declaration elsewhere. */
	if (sorter->passed == passed)
		sorter->marks[id] |= strongly ? VISITED_STRONGLY : VISITED_WEAKLY;
}

static uint32_t id_at(struct btf_id_list list, uint32_t n)
{
	return list.ids ? list.ids[n] : list.first + n;
}

/* Enums that nobody uses hold constants all the same. */
static void define_unused_enum(struct sorter *sorter, uint32_t id)
{
	if (state_of(sorter, id) != STATE_DONE)
		add_step(sorter, BTF_STEP_DEFINE, id);
	set_state(sorter, id, STATE_DONE);
}

/* What has no name is written where it is used, if it is. */
static bool stands_alone(const struct btf *btf, uint32_t id)
{
	const uint8_t *record = btf_record(btf, id);

	return record &&
	       (!btf_kind_has_size(btf_record_kind(record)) || btf_record_is_named(btf, record));
}

static void visit_list(struct sorter *sorter, struct btf_id_list list)
{
	for (uint32_t n = 0; n < list.count; n++)
		if (stands_alone(sorter->btf, id_at(list, n)))
			visit(sorter, id_at(list, n), true);
	for (uint32_t n = 0; n < list.count; n++) {
		uint32_t id = id_at(list, n);

		if (btf_type_is_enum(sorter->btf, id))
			define_unused_enum(sorter, id);
	}
	for (uint32_t n = 0; n < list.count; n++) {
		uint32_t id = id_at(list, n);
		enum btf_kind kind = btf_kind_of(sorter->btf, id);

		if (kind == BTF_K_FUNC || kind == BTF_K_VAR)
			add_step(sorter, BTF_STEP_DECLARE, id);
	}
}

int btf_order_types(const struct btf *btf, struct btf_id_list list, struct btf_order *order,
		    struct btf_error *err)
{
	struct sorter sorter = {.btf = btf, .order = order, .id_end = btf_id_end(btf), .err = err};

	sorter.marks = btf_table_new(sorter.id_end, 1);
	if (sorter.marks)
		visit_list(&sorter, list);
	else
		sorter.error = btf_fail(err, -ENOMEM, "no memory");
	free(sorter.marks);
	return sorter.error;
}
