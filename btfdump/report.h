/* SPDX-License-Identifier: BSD-2-Clause */
/* report.h - messages on stderr: one line each, "btfdump: ...", fit for a terminal whatever bytes
 * of an input are in it. */
#ifndef BTFDUMP_REPORT_H
#define BTFDUMP_REPORT_H

void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same of a command line that makes no sense, with where to read how it should be. */
void report_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
