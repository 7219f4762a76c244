#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# run.sh CASE [--bless] - runs CASE/cmd, a line of shell, in the folder of inputs, and compares what it prints
# with CASE/expected: its standard output, then each line of its standard error behind "stderr| ", then its
# exit status behind "status| " where that is not 0. With --bless it writes CASE/expected.
# BTFDUMP is the program, INPUTS the folder, FIXTURES that of the fixtures.
set -u
case=$(cd "$1" && pwd)
btfdump() { "$BTFDUMP" "$@"; }
cd "$INPUTS" || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset NO_COLOR PAGER BTFDUMP_PAGER
export LC_ALL=C

. "$case/cmd" >"$scratch/stdout" 2>"$scratch/stderr" </dev/null
status=$?
{
	cat "$scratch/stdout"
	sed 's/^/stderr| /' "$scratch/stderr"
	[ $status = 0 ] || echo "status| $status"
} >"$scratch/actual"
if [ "${2-}" = --bless ]; then
	cp "$scratch/actual" "$case/expected"
else
	diff -u "$case/expected" "$scratch/actual"
fi
