#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# test.sh BUILD CMAKE PKG_CONFIG CC - installs as a packager does, and builds a program on what is
# installed: once by pkg-config, once by CMake's find_package(); both use the shared library.
set -eu
build=$1 cmake=$2 pkg_config=$3 cc=$4
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

DESTDIR=$root "$cmake" --install "$build" >"$root/log" 2>&1 || {
	cat "$root/log"
	exit 1
}
library=$(dirname "$(find "$root" -name 'libbtf.so')")
prefix=$(dirname "$(dirname "$(find "$root" -name 'btf.h' -path '*/libbtf/*')")")

# runs PROGRAM HOW
runs() {
	readelf -d "$1" | grep -q 'NEEDED.*libbtf\.so\.0' || {
		echo "built by $2, it does not use the shared library"
		exit 1
	}
	LD_LIBRARY_PATH=$library "$1" || {
		echo "built by $2, it fails"
		exit 1
	}
}

export PKG_CONFIG_LIBDIR="$library/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root"
# shellcheck disable=SC2046
"$cc" -std=c11 -Wall -Wextra -Werror -o "$root/by_pkg_config" "$here/program.c" \
	$("$pkg_config" --cflags --libs libbtf)
runs "$root/by_pkg_config" pkg-config

"$cmake" -S "$here" -B "$root/build" -DCMAKE_C_COMPILER="$cc" \
	-DCMAKE_PREFIX_PATH="$(dirname "$prefix")" >"$root/log" 2>&1 &&
	"$cmake" --build "$root/build" >>"$root/log" 2>&1 || {
	cat "$root/log"
	exit 1
}
runs "$root/build/by_cmake" CMake

# The program stands on its own.
program=$(find "$root" -type f -name btfdump -perm -u+x)
readelf -d "$program" | grep -q libbtf && {
	echo "btfdump needs libbtf.so"
	exit 1
}
"$program" --version
