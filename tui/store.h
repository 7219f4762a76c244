/* SPDX-License-Identifier: BSD-2-Clause */
/* store.h - files that are kept for the user, in $XDG_STATE_HOME/btfdump or ~/.local/state/btfdump. */
#ifndef TUI_STORE_H
#define TUI_STORE_H

#include <stdbool.h>
#include <stddef.h>

/* The path of the file of that name; and a path as one shows it, with ~ for $HOME. False: neither variable
 * is set, or it is too long. */
bool store_path(const char *name, char *path, size_t room);
void store_short_path(const char *path, char *out, size_t room);

/* And the other way round: "~/a" as a shell takes it. */
void store_long_path(const char *path, char *out, size_t room);

/* Writes it all; 0, or a negative errno. */
int store_write_all(int fd, const char *text, size_t size);

/* Waits until nobody else has the folder of that file locked, and locks it until what is returned is closed. Negative:
 * there is none that can be locked. The folder is made where it is missing. */
int store_lock(const char *path);

/* Writes a file by another name and renames it: whole or not at all, and readable by its owner alone. Folders
 * that are missing are made; where it is a symbolic link, it stays one. 0, or a negative errno. */
int store_save(const char *path, const char *text, size_t size);

#endif
