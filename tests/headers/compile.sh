#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# compile.sh INCLUDE CC CXX - every public header compiles by itself, twice over, as C and as C++; and
# all of them do together with <linux/btf.h> and libbpf's <bpf/btf.h>, whichever come first.
set -u
include=$1 cc=$2 cxx=$3
here=$(cd "$(dirname "$0")" && pwd)
headers=$(cd "$include" && ls libbtf/*.h)

include_lines() {
	for name in "$@"; do
		echo "#include <$name>"
	done
}

# compiles WHAT COMPILER OPTIONS...; the source on standard input. Says what is wrong, or nothing.
compiles() {
	what=$1
	shift
	errors=$("$@" -Wall -Wextra -Werror -I"$include" -fsyntax-only - 2>&1) ||
		printf '%s does not compile with %s:\n%s\n' "$what" "$*" "$errors"
}

check_all() {
	for header in $headers; do
		for compiler in "$cc -x c -std=gnu11" "$cc -x c -std=c99 -pedantic-errors" \
			"$cxx -x c++ -std=c++17 -pedantic-errors"; do
			# shellcheck disable=SC2086
			include_lines "$header" "$header" | compiles "<$header>" $compiler
		done
	done
	for compiler in "$cc -x c -std=gnu11" "$cxx -x c++ -std=gnu++17"; do
		# shellcheck disable=SC2086
		{
			include_lines $headers linux/btf.h bpf/btf.h |
				compiles "ours before theirs" $compiler
			include_lines linux/btf.h bpf/btf.h $headers |
				compiles "theirs before ours" $compiler
		}
	done
	compiles "the numbers of the kinds" "$cc" -x c -std=gnu11 <"$here/kinds.c"
}

complaints=$(check_all)
[ -n "$headers" ] || complaints="no headers in $include"
[ -z "$complaints" ] && exit
echo "$complaints"
exit 1
