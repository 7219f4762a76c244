# SPDX-License-Identifier: BSD-2-Clause
"""Pseudo-random bytes as C initialisers of the structs and unions of a kernel, compiled by gcc and clang with the
header of the same types: what the compiler makes of them is compared with the bytes.

    value_c.py [BTF]    raw BTF; else the running kernel's (that in fixtures/ where it has none)

Bits that no member covers are not compared. Where C can't say everything (a bool of 2, a union in which no arm has
all bits) the initialiser says so in a comment; such types are counted apart, and have no bit that is not in the
bytes.
"""
import collections
import os
import pathlib
import re
import sys
import tempfile

import kernel_types
import peer

LARGEST = 8192  # bytes
SAID = {"no arm has all bits": re.compile(r"/\* no arm of"),
        "a bool of neither value": re.compile(r"/\* a bool that"),
        "a member that C can't say": re.compile(r"/\* '.*' .*: C can't")}
# To clang an enum of one byte is signed; random values of it need not be.
WARNINGS = {"gcc": ["-Wall", "-Wextra", "-Werror"],
            "clang": ["-Wall", "-Wextra", "-Werror", "-Wno-constant-conversion"]}


class Coverage:
    """Which bits of a type its members cover, as a number."""

    def __init__(self, types):
        self.types = kernel_types.Types(types)
        self.known = {}

    def of(self, t):
        if t["id"] not in self.known:
            self.known[t["id"]] = self.find(t)
        return self.known[t["id"]]

    def find(self, t):
        size = self.types.size(t) or 0
        if t["kind"] == "ARRAY":
            element = self.types.strip(t["type_id"])
            bits, mask = 8 * (self.types.size(element) or 0), self.of(element)
            return sum(mask << bits * i for i in range(t["nr_elems"]))
        if t["kind"] not in ("STRUCT", "UNION"):
            return (1 << 8 * size) - 1
        mask = 0
        for member in t["members"]:
            bits = member.get("bitfield_size", 0)
            inner = (1 << bits) - 1 if bits else self.of(self.types.strip(member["type_id"]))
            mask |= inner << member["bits_offset"]
        return mask


def read_initializers(kernel, seed, density):
    text = peer.output([os.environ["INITIALIZE_ALL"], kernel, seed, density]).decode()
    for piece in re.split(r"^@ ", text, flags=re.M)[1:]:
        head, code = piece.split("\n", 1)
        id, digits = head.split(" ")
        yield int(id), bytes.fromhex(digits), code.strip()


def choose(types, coverage, initializers):
    """Those whose name is one type's alone, so that the header calls them so too."""
    names = collections.Counter(t["name"] for t in types if t["kind"] in ("STRUCT", "UNION", "ENUM", "ENUM64"))
    for id, data, code in initializers:
        t = coverage.types.by_id[id]
        if names[t["name"]] == 1 and 0 < len(data) <= LARGEST and re.fullmatch(r"[A-Za-z_]\w*", t["name"]):
            yield t, data, code


def compile_values(compiler, header, chosen, folder):
    source, binary = folder / "values.c", folder / "values.o"
    with open(source, "w") as out:
        out.write(f'#include "{header}"\n')
        for t, _, code in chosen:
            out.write(f'{t["kind"].lower()} {t["name"]} value_{t["id"]} __attribute__((section("values"))) = {code};\n')
    peer.output([compiler, *WARNINGS[compiler], "-O0", "-c", source, "-o", binary])
    peer.output(["objcopy", "-O", "binary", "-j", "values", binary, folder / "values"])
    symbols = re.findall(r"^([0-9a-f]+) \w value_(\d+)$", peer.output(["nm", binary]).decode(), re.M)
    return (folder / "values").read_bytes(), {int(id): int(at, 16) for at, id in symbols}


def compare(compiler, coverage, chosen, header, folder):
    image, places = compile_values(compiler, header, chosen, folder)
    counts = collections.Counter()
    for t, data, code in chosen:
        at = places[t["id"]]
        made = int.from_bytes(image[at:at + len(data)], "little")
        wanted = int.from_bytes(data, "little") & coverage.of(t)
        said = [what for what, pattern in SAID.items() if pattern.search(code)]
        if made == wanted:
            counts["exact"] += 1
        elif said and not (made & ~wanted if "no arm has all bits" in said else made ^ wanted) & ~bools.of(t):
            counts[f"said: {' and '.join(said)}"] += 1
        else:
            sys.exit(f"{compiler}: {t['name']}: {data.hex()} became {made:x}, and not {wanted:x}:\n{code}")
    return counts


class Bools(Coverage):
    """Those of bools: one of 2 is written as 1, a bit that was not set."""

    def find(self, t):
        if t["kind"] in ("ARRAY", "STRUCT", "UNION"):
            return super().find(t)
        is_bool = t["kind"] == "INT" and t["encoding"] == "BOOL"
        return (1 << 8 * t["size"]) - 1 if is_bool else 0


kernel = kernel_types.find_kernel()
types = kernel_types.read(kernel)
coverage, bools = Coverage(types), Bools(types)
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    header = folder / "types.h"
    header.write_bytes(peer.ours(kernel, [], "--c", "--no-core", "--no-kfuncs"))
    for compiler in ("gcc", "clang"):
        for seed, density in ((1, 1), (2, 8), (3, 64), (4, 0)):
            chosen = list(choose(types, coverage, read_initializers(kernel, seed, density)))
            counts = compare(compiler, coverage, chosen, header, folder)
            how = f"one byte in {density} set" if density else "small integers and runs"
            print(f"{compiler}, {how}: {dict(counts)}")
            if counts["exact"] < 1000:
                sys.exit("too few came back")
