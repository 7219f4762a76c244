/* SPDX-License-Identifier: BSD-2-Clause */
/* output.c - standard output, the pager, colours. */
#include "output.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report.h"

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* False after a report. */
static bool choose_color(struct output *output, const struct cli *cli)
{
	const char *when = cli_value(cli, "color");

	if (!when)
		when = cli_has(cli, "color") ? "always" : "auto";
	if (strcmp(when, "always") == 0) {
		output->color = true;
	} else if (strcmp(when, "auto") == 0) {
		const char *terminal = getenv("TERM");

		output->color = output->to_terminal && !is_set("NO_COLOR") && terminal &&
				strcmp(terminal, "dumb") != 0;
	} else if (strcmp(when, "never") != 0) {
		report_usage("--color is auto, always or never, not '%s'", when);
		return false;
	}
	return true;
}

static bool is_in_path(const char *program)
{
	const char *path = getenv("PATH");
	char *copy = path ? strdup(path) : NULL;
	bool found = false;
	char *rest = copy, *folder;

	while (!found && (folder = strsep(&rest, ":"))) {
		char file[4096];

		snprintf(file, sizeof(file), "%s/%s", folder, program);
		found = access(file, X_OK) == 0;
	}
	free(copy);
	return found;
}

/* What the user pages with; NULL: nothing. */
static const char *find_pager(void)
{
	const char *pager = getenv("BTFDUMP_PAGER");

	if (!pager)
		pager = getenv("PAGER");
	if (!pager)
		pager = is_in_path("less") ? "less" : "";
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

/* In the child: reads from `from`. */
static void become_pager(const char *pager, const int ends[2])
{
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	close(ends[1]);
	/* Quit where it fits on a screen, pass colours on, leave the screen as it is. */
	setenv("LESS", "FRX", 0);
	execl("/bin/sh", "sh", "-c", pager, (char *)NULL);
	_exit(127);
}

/* Where no pager can be had, the output goes to the terminal. */
static void start_pager(struct output *output)
{
	const char *pager = find_pager();
	int ends[2];

	if (!pager || pipe(ends) < 0)
		return;
	output->pager_pid = fork();
	if (output->pager_pid == 0)
		become_pager(pager, ends);
	close(ends[0]);
	if (output->pager_pid < 0) {
		close(ends[1]);
		return;
	}
	output->pager = pager;
	output->fd = ends[1];
	/* Keys of the terminal are the pager's; that it quits early shows as EPIPE. */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

bool output_open(struct output *output, const struct cli *cli)
{
	*output = (struct output){.fd = STDOUT_FILENO};
	output->to_terminal = isatty(STDOUT_FILENO);
	if (!choose_color(output, cli))
		return false;
	if (output->to_terminal && !cli_has(cli, "no-pager"))
		start_pager(output);
	output->out = btf_out_to_fd(output->fd);
	if (!output->out)
		report("no memory");
	return output->out != NULL;
}

/* False where the pager's command could not be run. */
static bool wait_for_pager(struct output *output)
{
	int status = 0;

	close(output->fd);
	while (waitpid(output->pager_pid, &status, 0) < 0 && errno == EINTR)
		;
	return !WIFEXITED(status) || WEXITSTATUS(status) != 127;
}

enum status output_close(struct output *output, enum status status)
{
	int error = output->out ? btf_out_finish(output->out) : 0;

	btf_out_free(output->out);
	if (output->pager && !wait_for_pager(output)) {
		report("the pager '%s' can't be run: see PAGER, or use --no-pager", output->pager);
		return STATUS_FAILED;
	}
	if (error == -EPIPE)
		return output->pager ? status : STATUS_FAILED;
	if (error) {
		report("standard output: %s", strerror(-error));
		return STATUS_FAILED;
	}
	return status;
}
