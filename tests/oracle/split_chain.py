# SPDX-License-Identifier: BSD-2-Clause
"""Split BTF on split BTF, four deep: kernel, and three that refer to all below them.

bpftool knows one base only. But a base and what is split from it are, one behind the other, a BTF that
stands alone with the same ids and string offsets: that is the base it is given.
"""
import lzma
import struct
import sys

import peer

HEADER = "<HBBIIIII"
KINDS = {"INT": 1, "PTR": 2, "STRUCT": 4, "TYPEDEF": 8}


class Raw:
    """A raw BTF file: its type section, its strings."""

    def __init__(self, types, strings):
        self.types, self.strings = types, strings

    @classmethod
    def parse(cls, data):
        _, _, _, header, type_off, type_len, str_off, str_len = struct.unpack_from(HEADER, data)
        types, strings = header + type_off, header + str_off
        return cls(data[types:types + type_len], data[strings:strings + str_len])

    def bytes(self):
        header = struct.pack(HEADER, 0xEB9F, 1, 0, 24, 0, len(self.types), len(self.types),
                             len(self.strings))
        return header + self.types + self.strings

    def __add__(self, split):
        return Raw(self.types + split.types, self.strings + split.strings)


def record(name, kind, vlen, size_or_type, *words):
    return struct.pack(f"<{3 + len(words)}I", name, KINDS[kind] << 24 | vlen, size_or_type, *words)


def split_from(below, below_types, level):
    """struct levelN { its own int; a pointer to the last type below; }, and a typedef of it."""
    names = [f"level{level}_int", f"level{level}", "own", "below", f"level{level}_t"]
    offsets, strings = {}, b""
    for name in names:
        offsets[name] = len(below.strings) + len(strings)
        strings += name.encode() + b"\0"
    own_int, pointer, own_struct = (below_types + n for n in (1, 2, 3))
    types = record(offsets[names[0]], "INT", 0, 4, 1 << 24 | 32)
    types += record(0, "PTR", 0, below_types)
    types += record(offsets[names[1]], "STRUCT", 2, 16,
                    offsets["own"], own_int, 0, offsets["below"], pointer, 64)
    types += record(offsets[names[4]], "TYPEDEF", 0, own_struct)
    return Raw(types, strings)


packed = peer.ROOT / "fixtures/bin/vmlinux-6.1-cloud-amd64.btf.xz"
folder = peer.BUILD / "split-chain"
folder.mkdir(exist_ok=True)
kernel = folder / "kernel.btf"
kernel.write_bytes(lzma.decompress(packed.read_bytes()))

types = peer.compare(kernel, source=packed)
below, count, bases = Raw.parse(kernel.read_bytes()), types, [kernel]
for level in (1, 2, 3):
    split = split_from(below, count, level)
    path, merged = folder / f"level{level}.btf", folder / f"below{level}.btf"
    path.write_bytes(split.bytes())
    merged.write_bytes(below.bytes())
    if peer.compare(path, bases=bases, base=merged) != 4:
        sys.exit(f"level {level}: not its own four types")
    below, count, bases = below + split, count + 4, bases + [path]
    types += 4
peer.report(4, types)
