/* SPDX-License-Identifier: BSD-2-Clause */
/* fuzz_events [SECONDS [SEED]] - the browser without a terminal: random events, on broken BTF with broken values. It
 * has to come back each time, and each picture has to be one that a terminal can show.
 *
 * It runs in rounds, each with a seed of its own, in a process of its own: what that dies of is told together with
 * the round's seed. SECONDS of 0 runs one round, and writes fuzz_events.btf, .value and .script for
 * `btfdump tui`. */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "app.h"
#include "mutate.h"
#include "random.h"
#include "samples.h"
#include "storm.h"

#define FILE_ROOM   (64 << 10)
#define EVENTS_MAX  400
#define FRAME_SECS  5 /* of CPU time: who waits longer takes it for dead */
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* What is browsed; "": what the builder makes. Of objects it is their .BTF. */
static const char *const types[] = {
	"",
	"",
	INPUTS "/alignment.o",
	INPUTS "/anonymous.o",
	INPUTS "/bitfields.o",
	INPUTS "/flexible.o",
	INPUTS "/holes.o",
	INPUTS "/kinds.o",
	INPUTS "/packed_layout.o",
	INPUTS "/struct_ops_object.o",
	INPUTS "/struct_ops_value.o",
	INPUTS "/values.o",
	INPUTS "/values_big_endian.o",
	INPUTS "/c_unsayable.btf",
	INPUTS "/c_enums.btf",
	INPUTS "/hostile_names.btf",
	INPUTS "/wide_names.btf",
	INPUTS "/unknown_kind.btf",
};

static const char *const values[] = {
	"",
	FIXTURES "/entries/map_dump.json",
	FIXTURES "/entries/map_dump.txt",
	FIXTURES "/entries/map_lookup.json",
	FIXTURES "/entries/per_cpu.json",
	FIXTURES "/entries/per_cpu.txt",
	FIXTURES "/entries/several_maps.json",
	FIXTURES "/entries/several_maps.txt",
	FIXTURES "/entries/struct_ops_dump.json",
	FIXTURES "/entries/struct_ops_vector_1.xxd",
	FIXTURES "/entries/struct_ops_vector_2.xxd",
};

struct bytes {
	uint8_t data[FILE_ROOM];
	size_t size;
};

/* Where a round is: what its process shares with the one that waits for it. */
struct place {
	uint64_t seed;
	unsigned int rounds, opened, valued, frames, event;
	char what[200]; /* is wrong; "": it died otherwise */
};

static struct place *place;
static struct bytes sources[COUNT(types)], saved[COUNT(values)];
static struct btf_programs *programs;
static bool keeps; /* what a round is made of */

struct round {
	struct storm storm;
	struct app *app;
	struct canvas canvas, again;
	FILE *script; /* NULL: it is not kept */
	int width, height;
	bool ascii;
};

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(place->what, sizeof(place->what), format, args);
	va_end(args);
	abort();
}

/* The pictures */

static bool is_printable(const char *text, const struct cell *cell)
{
	mbstate_t state = {0};
	wchar_t character = 0;
	size_t size = strnlen(text, sizeof(cell->text));

	return size && size < sizeof(cell->text) &&
	       mbrtowc(&character, text, size, &state) == size && character >= ' ' &&
	       (character < 0x7f || character > 0x9f) && wcwidth(character) == cell->columns;
}

static void check_cell(const struct canvas *canvas, int x, int y)
{
	const struct cell *cell = canvas_at(canvas, x, y);

	if ((cell->style & STYLE_BASE) >= STYLE_COUNT)
		fail("style %u at %d,%d", cell->style, x, y);
	if (!cell->columns) {
		if (*cell->text || !x || cell[-1].columns != 2)
			fail("a second half of no character at %d,%d", x, y);
		return;
	}
	if (!is_printable(cell->text, cell))
		fail("no glyph of %u columns at %d,%d: %02x %02x %02x %02x", cell->columns, x, y,
		     (uint8_t)cell->text[0], (uint8_t)cell->text[1], (uint8_t)cell->text[2],
		     (uint8_t)cell->text[3]);
	if (cell->columns == 2 && (x + 1 == canvas->width || cell[1].columns))
		fail("half a character at %d,%d", x, y);
	if (canvas->ascii && (uint8_t)*cell->text > 0x7e)
		fail("U+%02x... in ASCII at %d,%d", (uint8_t)*cell->text, x, y);
}

static void check_frame(const struct round *round)
{
	const struct canvas *canvas = &round->canvas;

	if (canvas->width != round->width || canvas->height != round->height)
		fail("a canvas of %dx%d", canvas->width, canvas->height);
	if (canvas->ascii != round->app->ascii)
		fail("ASCII, or not");
	for (int y = 0; y < canvas->height; y++)
		for (int x = 0; x < canvas->width; x++)
			check_cell(canvas, x, y);
	if (canvas->cursor_x < 0 || canvas->cursor_x >= canvas->width || canvas->cursor_y < 0 ||
	    canvas->cursor_y >= canvas->height)
		fail("the cursor at %d,%d of %dx%d", canvas->cursor_x, canvas->cursor_y,
		     canvas->width, canvas->height);
}

/* The same state, the same picture. */
static void check_again(struct round *round)
{
	const struct canvas *canvas = &round->canvas, *again = &round->again;

	app_draw(round->app, &round->again);
	for (int i = 0; i < canvas->width * canvas->height; i++)
		if (strcmp(canvas->cells[i].text, again->cells[i].text) != 0 ||
		    canvas->cells[i].style != again->cells[i].style)
			fail("another picture when it is drawn again, at %d,%d", i % canvas->width,
			     i / canvas->width);
	if (canvas->cursor_x != again->cursor_x || canvas->cursor_y != again->cursor_y)
		fail("another cursor when it is drawn again");
}

/* What goes to the clipboard is pasted to a terminal: it must not obey. */
static void check_text(const char *text, size_t size)
{
	mbstate_t state = {0};

	if (size > 8 && memcmp(text, "btfdump ", 8) == 0)
		return; /* COPY_COMMAND copies names as they are, for now */
	for (size_t i = 0; i < size;) {
		wchar_t character;
		size_t length = mbrtowc(&character, text + i, size - i, &state);

		if (length == 0 || length > size - i)
			fail("byte %zu of what is copied is no text: %02x", i, (uint8_t)text[i]);
		if ((character < ' ' && character != '\n' && character != '\t') ||
		    (character >= 0x7f && character < 0xa0))
			fail("byte %zu of what is copied is a control character: %02x", i,
			     (unsigned int)character);
		i += length;
	}
}

/* What goes to a file may have names as they are, as all that is not written to a terminal. */
static void read_text(const char *text, size_t size)
{
	static volatile uint8_t sum;

	for (size_t i = 0; i < size; i++)
		sum = (uint8_t)(sum + (uint8_t)text[i]);
}

static void check_effects(struct app *app)
{
	struct effect effect;

	while (app_effect(app, &effect)) {
		if (effect.kind != EFFECT_COPY && effect.kind != EFFECT_EXPORT)
			continue;
		if (!effect.text && effect.size)
			fail("an effect without its text");
		read_text(effect.text, effect.size);
		if (effect.kind == EFFECT_COPY)
			check_text(effect.text, effect.size);
		else if (!effect.path || !*effect.path)
			fail("a file without a name");
	}
}

/* The events */

static void limit_time(void)
{
	const struct itimerval limit = {.it_value = {.tv_sec = FRAME_SECS}};

	setitimer(ITIMER_PROF, &limit, NULL);
}

static void step(struct round *round)
{
	struct event event = storm_next(&round->storm);

	/* Now and then such keys as no terminal sends. */
	if (event.kind == EVENT_KEY && random_below(&round->storm.random, 300) == 0)
		event.key = (tui_key)random_below(&round->storm.random, 0x110020);
	if (event.kind == EVENT_RESIZE) {
		round->width = event.width;
		round->height = event.height;
	}
	if (round->script) {
		storm_write(&event, round->script);
		fflush(round->script);
	}
	place->event++;
	app_step(round->app, &event);
	check_effects(round->app);
}

static void frame(struct round *round)
{
	uint32_t burst = random_below(&round->storm.random, 4)
				 ? 1
				 : 1 + random_below(&round->storm.random, 10);

	limit_time();
	while (burst--)
		step(round);
	app_draw(round->app, &round->canvas);
	check_frame(round);
	if (random_below(&round->storm.random, 8) == 0)
		check_again(round);
	place->frames++;
}

/* How a round that is kept is seen in the program itself; that draws after each event, not after bursts. */
static void begin_script(struct round *round, const struct tui_source *source)
{
	round->script = fopen("fuzz_events.script", "we");
	printf("btfdump tui fuzz_events.btf%s%s%s%s%s%s --script fuzz_events.script\n",
	       source->entries ? " --value fuzz_events.value" : "",
	       source->entries && source->entries_type ? " --type '" : "",
	       source->entries && source->entries_type ? source->entries_type : "",
	       source->entries && source->entries_type ? "'" : "",
	       source->programs ? " --progs " FIXTURES "/entries/struct_ops_progs.json" : "",
	       round->ascii ? " --ascii" : "");
	fflush(stdout);
}

/* Where values can't be read, or are of no type that there is, it does not begin, and says why: then without. */
static void begin(struct round *round, struct tui_source *source)
{
	struct btf_error error = {0};

	round->width = 80;
	round->height = 24;
	limit_time();
	round->app = app_new(source, round->ascii, &error);
	if (!round->app && source->entries && *error.text) {
		source->entries = NULL;
		round->app = app_new(source, round->ascii, &error);
	}
	if (!round->app)
		fail("it does not begin: %s", error.text);
	place->valued += source->entries != NULL;
	if (keeps)
		begin_script(round, source);
}

static void browse(struct round *round, struct tui_source source)
{
	uint32_t events = 1 + random_below(&round->storm.random, EVENTS_MAX);

	begin(round, &source);
	while (place->event < events)
		frame(round);
	app_free(round->app);
	canvas_free(&round->canvas);
	canvas_free(&round->again);
	if (round->script)
		fclose(round->script);
}

/* What is browsed */

static void keep(const char *path, const void *data, size_t size)
{
	FILE *file = keeps ? fopen(path, "we") : NULL;

	if (!file)
		return;
	fwrite(data, 1, size, file);
	fclose(file);
}

/* Bytes that nothing else will have: in memory, so that reading behind them is seen. */
static uint8_t *mutated(const struct bytes *from, uint32_t one_in, uint64_t *random, size_t *size)
{
	uint8_t *bytes = malloc(from->size + 1);

	if (!bytes)
		abort();
	memcpy(bytes, from->data, from->size);
	*size = from->size;
	for (int i = 0; i < 4 && random_below(random, one_in) == 0; i++)
		*size = mutate(bytes, *size, random);
	return realloc(bytes, *size + !*size);
}

/* Of a type at random; or many bytes of few values, as there are in memory. */
static void make_values(struct bytes *bytes, uint64_t *random)
{
	uint32_t zeroes = random_below(random, 4);

	bytes->size = 1 + random_below(random, random_below(random, 2) ? 100 : 3000);
	for (size_t i = 0; i < bytes->size; i++)
		bytes->data[i] =
			random_below(random, 4) < zeroes ? 0 : (uint8_t)random_next(random);
}

/* A file in memory with values, that is found by its path too. */
static int open_values(uint64_t *random, char *path, size_t path_size)
{
	uint32_t i = random_below(random, COUNT(values));
	int fd = memfd_create("values", MFD_CLOEXEC);
	uint8_t *bytes;
	size_t size;

	if (!i)
		make_values(&saved[i], random);
	bytes = mutated(&saved[i], 2, random, &size);
	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	keep("fuzz_events.value", bytes, size);
	free(bytes);
	snprintf(path, path_size, "/proc/self/fd/%d", fd);
	return fd;
}

static void browse_btf(struct round *round, const struct btf *btf)
{
	static const char *const said[] = {NULL, NULL, NULL, NULL, "int", "unsigned int[2]"};
	uint64_t *random = &round->storm.random;
	struct btf_error error;
	char path[64];
	int fd = open_values(random, path, sizeof(path));
	struct tui_source source = {.name = "fuzz_events.btf",
				    .argument = "fuzz_events.btf",
				    .release = random_below(random, 2) ? "" : "6.1.0",
				    .btf = btf,
				    .entries_name = path,
				    .entries_word = path,
				    .entries_type = said[random_below(random, COUNT(said))],
				    .programs = random_below(random, 2) ? programs : NULL};

	if (random_below(random, 3))
		source.entries = btf_entries_open_fd(path, fd, &error);
	round->ascii = random_below(random, 3) == 0;
	round->storm.btf = btf;
	round->storm.value_path = path;
	round->storm.resizes = true;
	browse(round, source);
	btf_entries_close(source.entries);
	close(fd);
}

static void run_round(uint64_t seed)
{
	struct round round = {.storm = {.random = seed}};
	uint64_t *random = &round.storm.random;
	struct btf_error error;
	struct btf *btf;
	uint8_t *bytes;
	size_t size;

	place->seed = seed;
	place->event = 0;
	place->rounds++;
	bytes = mutated(&sources[random_below(random, COUNT(types))], 2, random, &size);
	keep("fuzz_events.btf", bytes, size);
	limit_time();
	btf = btf_open_bytes(bytes, size, NULL, &error);
	if (btf) {
		place->opened++;
		browse_btf(&round, btf);
	}
	btf_free(btf);
	free(bytes);
}

/* Beginning and end */

static void read_file(const char *path, struct bytes *bytes)
{
	FILE *file = fopen(path, "rbe");

	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	bytes->size = fread(bytes->data, 1, sizeof(bytes->data), file);
	fclose(file);
}

/* An object's .BTF lies before its .BTF.ext, which begins in the same way. */
static void keep_btf_alone(struct bytes *bytes)
{
	static const uint8_t little[] = {0x9f, 0xeb, 1, 0}, big[] = {0xeb, 0x9f, 1, 0};
	const uint8_t *found = memmem(bytes->data, bytes->size, little, sizeof(little));
	uint32_t header[6];
	bool swapped = !found;

	if (!found)
		found = memmem(bytes->data, bytes->size, big, sizeof(big));
	if (!found)
		abort();
	bytes->size -= (size_t)(found - bytes->data);
	memmove(bytes->data, found, bytes->size);
	memcpy(header, bytes->data, sizeof(header));
	for (size_t i = 0; i < COUNT(header); i++)
		header[i] = swapped ? be32toh(header[i]) : le32toh(header[i]);
	if (header[1] == sizeof(header) && header[1] + header[4] + header[5] < bytes->size)
		bytes->size = header[1] + header[4] + header[5];
}

static void read_files(void)
{
	struct btf_builder *b = builder_new();
	struct btf_error error;
	uint8_t *made;

	add_samples(b);
	for (size_t i = 2; i < COUNT(types); i++) {
		read_file(types[i], &sources[i]);
		keep_btf_alone(&sources[i]);
	}
	made = builder_bytes(b, &sources[0].size);
	memcpy(sources[0].data, made, sources[0].size);
	made = builder_swapped_bytes(b, &sources[1].size);
	memcpy(sources[1].data, made, sources[1].size);
	builder_free(b);
	for (size_t i = 1; i < COUNT(values); i++)
		read_file(values[i], &saved[i]);
	programs = btf_programs_load(FIXTURES "/entries/struct_ops_progs.json", &error);
}

static void run_rounds(unsigned int seconds, uint64_t seed)
{
	time_t end = time(NULL) + seconds;
	uint64_t random = seed;

	read_files();
	do
		run_round(keeps ? seed : random_next(&random) | 1);
	while (time(NULL) < end);
	btf_programs_free(programs);
	exit(0);
}

static int report(int status, const char *program)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	printf("%u rounds, %u with BTF that could be opened, %u with values, %u frames, %ld MiB\n",
	       place->rounds, place->opened, place->valued, place->frames, usage.ru_maxrss >> 10);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (*place->what)
		printf("%s\n", place->what);
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
		printf("a frame took longer than %d seconds\n", FRAME_SECS);
	else
		printf("it ended with status %#x\n", (unsigned int)status);
	printf("in event %u of seed 0x%" PRIx64 ". To see it again: %s 0 0x%" PRIx64 "\n",
	       place->event, place->seed, program, place->seed);
	return 1;
}

int main(int argc, char **argv)
{
	unsigned int seconds = argc > 1 ? (unsigned int)strtoul(argv[1], NULL, 0) : 30;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : random_seed();
	pid_t child;
	int status;

	if (!setlocale(LC_CTYPE, "C.UTF-8") || !seed)
		return 1;
	keeps = !seconds;
	place = mmap(NULL, sizeof(*place), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	if (place == MAP_FAILED)
		return 1;
	fflush(NULL);
	child = fork();
	if (child == 0)
		run_rounds(seconds, seed);
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 1;
	return report(status, argv[0]);
}
