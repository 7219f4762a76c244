#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# symbols.sh INCLUDE NM SHARED STATIC [LIBBPF] - the shared library exports what the headers declare
# and nothing else; the names of the static library begin with btf_, and none is one of libbpf's.
set -u
include=$1 nm=$2 shared=$3 static=$4 libbpf=${5-}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

# What a library or an archive defines. A sanitizer adds names that begin with two underscores.
defined() {
	"$nm" --defined-only "$@" 2>/dev/null | awk 'NF == 3 && $3 !~ /^__/ { print $3 }' | sort -u
}

# complain WHAT; about every line of standard input
complain() {
	sed "s|^|$1: |"
}

cat "$include"/libbtf/*.h | grep -v '#define' | tr '\n' ' ' | grep -o 'BTF_API [^;(]*(' |
	sed 's/ *($//; s/.*[ *]//' | sort >"$directory/declared"
defined -D "$shared" >"$directory/exported"
defined -g "$static" >"$directory/static"
defined -g ${libbpf:+"$libbpf"} >"$directory/libbpf"

check_all() {
	cd "$directory" || exit
	for list in declared exported static; do
		[ -s "$list" ] || echo "$list: no names found"
	done
	uniq -d declared | complain "declared twice"
	comm -23 declared exported | complain "declared, and not exported"
	comm -13 declared exported | complain "exported, and declared in no header"
	grep -v '^btf_' static | complain "in libbtf.a without the prefix btf_"
	[ -z "$libbpf" ] || comm -12 static libbpf | complain "in libbtf.a and in libbpf.a"
}

complaints=$(check_all)
echo "$(wc -l <"$directory/exported") functions are exported"
[ -z "$complaints" ] && exit
echo "$complaints"
exit 1
