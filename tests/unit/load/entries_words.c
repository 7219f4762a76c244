/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_words.c - what a reader of saved values hands out, in words. */
#include "entries_words.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libbtf/entries.h>

#include "random.h"

#define TEXTS_MAX   100
#define MUTATIONS   300  /* of each text */
#define ENTRIES_MAX 5000 /* that any of these texts can have, whatever is changed in it */

static struct text {
	char *data;
	size_t size;
} texts[TEXTS_MAX];
static size_t text_count;

struct words {
	char text[4096];
	size_t length;
};

__attribute__((format(printf, 2, 3))) static void say(struct words *words, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	words->length += (size_t)vsnprintf(words->text + words->length,
					   sizeof(words->text) - words->length, format, args);
	va_end(args);
	assert_true(words->length < sizeof(words->text));
}

static void say_bytes(struct words *words, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		say(words, "%02x", bytes[i]);
}

static void say_entry(struct words *words, const struct btf_entry *entry)
{
	if (!entry->same_map && (entry->map->id || *entry->map->name))
		say(words, "%smap%u:%s", words->length ? " " : "", entry->map->id,
		    entry->map->name);
	say(words, "%s", words->length ? " " : "");
	if (entry->same_key) {
		say(words, "+");
	} else if (entry->key) {
		say_bytes(words, entry->key, entry->key_size);
		say(words, "=");
	}
	if (entry->cpu >= 0)
		say(words, "cpu%d:", entry->cpu);
	if (entry->error)
		say(words, "(%s)", entry->error);
	say_bytes(words, entry->value, entry->value_size);
	say(words, "@%llu", (unsigned long long)entry->place);
}

static int file_with(const void *data, size_t size)
{
	int fd = memfd_create("entries", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, size), size);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* A descriptor that each read(2) gets one byte from. */
static int stream_with(const char *data, size_t size, pid_t *writer)
{
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	*writer = fork();
	assert_true(*writer >= 0);
	if (*writer == 0) {
		close(ends[0]);
		for (size_t i = 0; i < size; i++)
			if (send(ends[1], data + i, 1, MSG_NOSIGNAL) != 1)
				break;
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

/* What came of it: 0, or the error. */
static int read_from(int fd, size_t split, struct words *words, struct btf_error *error)
{
	struct btf_entries *entries = btf_entries_open_fd("input", fd, error);
	struct btf_entry entry;
	int result = 0, count = 0;

	if (!entries)
		return error->code;
	btf_entries_split(entries, split);
	while ((result = btf_entries_next(entries, &entry, error)) > 0) {
		if (words)
			say_entry(words, &entry);
		count++;
		assert_true(count < ENTRIES_MAX);
	}
	btf_entries_close(entries);
	return result;
}

static void remember(const void *data, size_t size)
{
	assert_true(text_count < TEXTS_MAX);
	texts[text_count].data = malloc(size + 1);
	memcpy(texts[text_count].data, data, size);
	texts[text_count++].size = size;
}

void assert_entries(const void *data, size_t size, size_t split, const char *expected)
{
	struct words from_file = {0}, from_stream = {0};
	struct btf_error error = {0};
	pid_t writer;
	int fd = file_with(data, size);

	remember(data, size);
	if (read_from(fd, split, &from_file, &error))
		fail_msg("%s", error.text);
	close(fd);
	assert_string_equal(from_file.text, expected);
	fd = stream_with(data, size, &writer);
	if (read_from(fd, split, &from_stream, &error))
		fail_msg("%s", error.text);
	close(fd);
	waitpid(writer, NULL, 0);
	assert_string_equal(from_stream.text, expected);
}

void assert_text(const char *text, size_t split, const char *words)
{
	assert_entries(text, strlen(text), split, words);
}

void assert_no_entries(const char *text, int code, const char *message)
{
	struct btf_error error = {0};
	int fd = file_with(text, strlen(text));

	remember(text, strlen(text));
	assert_int_equal(read_from(fd, 0, NULL, &error), code);
	close(fd);
	assert_int_equal(strncmp(error.text, "input: ", 7), 0);
	assert_string_equal(error.text + 7, message);
}

static void read_broken(const char *data, size_t size, size_t split)
{
	struct btf_error error = {0};
	int fd = file_with(data, size);
	int result = read_from(fd, split, NULL, &error);

	close(fd);
	assert_true(result == 0 || (result < 0 && *error.text));
}

static void read_mutated(const struct text *text, uint64_t *random)
{
	static const char likely[] = "[]{}\",:0x1f* \n\\k";
	char *copy = malloc(text->size + 1);

	for (int i = 0; i < MUTATIONS && text->size; i++) {
		memcpy(copy, text->data, text->size);
		for (uint32_t n = 1 + random_below(random, 4); n; n--)
			copy[random_below(random, (uint32_t)text->size)] =
				random_below(random, 4)
					? likely[random_below(random, sizeof(likely) - 1)]
					: (char)random_next(random);
		read_broken(copy, text->size, random_below(random, 5));
	}
	free(copy);
}

void read_all_broken(void)
{
	uint64_t random = random_seed();

	for (size_t i = 0; i < text_count; i++) {
		for (size_t size = 0; size < texts[i].size; size++)
			read_broken(texts[i].data, size, 0);
		read_mutated(&texts[i], &random);
		free(texts[i].data);
	}
}
