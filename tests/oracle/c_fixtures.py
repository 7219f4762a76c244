# SPDX-License-Identifier: BSD-2-Clause
"""The header of every fixture and of every peculiar BTF of the golden cases compiles without a warning, and its
assertions hold: with gcc, clang and clang for BPF; those of 32-bit targets with clang for these."""
import itertools
import os
import pathlib
import subprocess
import sys

import peer

FLAGS = ["-Wall", "-Wextra", "-Werror", "-c", "-x", "c", "-o", "/dev/null", "-"]
HOST = [["gcc"], ["clang"], ["clang", "-target", "bpf"]]
TARGETS = {
    "c_i386": [["clang", "-target", "i386-linux-gnu"]],
    "c_arm": [["clang", "-target", "arm-linux-gnueabi"], ["clang", "-target", "mipsel-linux-gnu"]],
}
OPTIONS = [[], ["--sort"], ["--flavor", "x"], ["--tags", "--funcs", "--vars"], ["--no-core"]]
inputs = pathlib.Path(os.environ["INPUTS"])

count = 0
for path in sorted([*inputs.glob("*.o"), *inputs.glob("c_*.btf")]):
    for options, compiler in itertools.product(OPTIONS, TARGETS.get(path.stem, HOST)):
        header = peer.ours(path, [], "--c", "--assert", *options)
        if header != peer.ours(path, [], "--c", "--assert", *options):
            sys.exit(f"{path.name} {options}: not the same twice")
        done = subprocess.run([*compiler, *FLAGS], input=header, capture_output=True)
        if done.returncode:
            sys.exit(f"{path.name} {options}, {compiler}: {done.stderr.decode()[:1500]}")
        count += 1
if count < 100:
    sys.exit(f"only {count} headers were compiled: are the inputs made?")
print(f"{count} headers compiled")
