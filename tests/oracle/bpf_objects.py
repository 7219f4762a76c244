# SPDX-License-Identifier: BSD-2-Clause
"""BPF objects of both byte orders, from every source in fixtures/src: each is dumped as bpftool does, and
the big-endian object exactly as its little-endian twin."""
import subprocess
import sys

import peer

sources = sorted((peer.ROOT / "fixtures/src").glob("*.c"))
folder = peer.BUILD / "bpf-objects"
folder.mkdir(exist_ok=True)
types = 0
for source in sources:
    dumps = set()
    for target in ("bpfel", "bpfeb"):
        obj = folder / f"{source.stem}.{target}.o"
        subprocess.run(["clang", "-target", target, "-g", "-O2", "-c", source, "-o", obj], check=True)
        types += peer.compare(obj)
        dumps.add(peer.ours(obj, []) + peer.ours(obj, [], "--json", "--resolve"))
    if len(dumps) != 1:
        sys.exit(f"{source}: the big-endian object does not dump as the little-endian one")
peer.report(2 * len(sources), types)
