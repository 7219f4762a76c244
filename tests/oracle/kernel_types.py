# SPDX-License-Identifier: BSD-2-Clause
"""The types of a kernel as bpftool reads them: for tests that decode values a second time."""
import json
import lzma
import pathlib
import sys

import peer

MODIFIERS = ("TYPEDEF", "CONST", "VOLATILE", "RESTRICT", "TYPE_TAG")


def find_kernel():
    """The file that the command line names, else the running kernel's, else that in fixtures/."""
    if len(sys.argv) > 1:
        return pathlib.Path(sys.argv[1])
    if pathlib.Path("/sys/kernel/btf/vmlinux").exists():
        return pathlib.Path("/sys/kernel/btf/vmlinux")
    path = peer.BUILD / "vmlinux-6.1-cloud-amd64.btf"
    path.write_bytes(lzma.open(peer.ROOT / "fixtures/bin/vmlinux-6.1-cloud-amd64.btf.xz").read())
    return path


def read(kernel):
    types = json.loads(peer.output([peer.BPFTOOL, "-j", "btf", "dump", "file", kernel]))["types"]
    for record in types:
        if record["kind"] == "ENUM" and record["encoding"] == "UNSIGNED":
            for value in record["values"]:
                value["val"] &= 0xFFFFFFFF  # R1
    return types


class Types:
    def __init__(self, types):
        self.by_id = {t["id"]: t for t in types}

    def strip(self, id):
        while id in self.by_id and self.by_id[id]["kind"] in MODIFIERS:
            id = self.by_id[id]["type_id"]
        return self.by_id.get(id, {"kind": "VOID", "id": 0})

    def size(self, t):
        if t["kind"] == "PTR":
            return 8
        if t["kind"] == "ARRAY":
            element = self.size(self.strip(t["type_id"]))
            return None if element is None else element * t["nr_elems"]
        return t.get("size")
