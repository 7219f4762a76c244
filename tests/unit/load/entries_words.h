/* SPDX-License-Identifier: BSD-2-Clause */
/* entries_words.h - what a reader of saved values hands out, in words:
 *
 *	01=0a0b@1        a key, a value, and its place     0a0b@1      a value without a key
 *	01=cpu0:0a@1     of a CPU                          +cpu1:0b@1  another one's, of the same key
 *	01=(gone)@1      an error in place of a value      map7:flows  a map begins
 */
#ifndef TESTS_UNIT_LOAD_ENTRIES_WORDS_H
#define TESTS_UNIT_LOAD_ENTRIES_WORDS_H

#include "unit.h"

/* Reads the bytes from a file, and again as they come one by one; both must give the words. */
void assert_entries(const void *data, size_t size, size_t split, const char *words);
void assert_text(const char *text, size_t split, const char *words);

/* The reader refuses the text, at once or somewhere on; the message without the name before it. */
void assert_no_entries(const char *text, int code, const char *message);

/* Every text that was asserted so far, cut off everywhere and with bytes changed. */
void read_all_broken(void);

#endif
