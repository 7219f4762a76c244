# SPDX-License-Identifier: BSD-2-Clause
"""C headers of whole kernels: c_header.py KERNEL [MODULES]

KERNEL is running, or amd64 or arm64 for Debian's. The header of the kernel, and of MODULES of its
modules (20 unless told) must

  - compile without a warning under -Wall -Wextra with gcc and clang, natively and for BPF,
  - hold all of its own static assertions, sizes and offsets, there,
  - give every named struct and union back when gcc's debug information is turned into BTF by pahole: size,
    offsets and bitfields of the members, compared as a multiset for each name.

Then the closures of a hundred structs picked by chance, and of some well known ones, must compile alone.
"""
import collections
import json
import random
import re
import subprocess
import sys

import peer

COMPILERS = {
    "gcc": ["gcc"],
    "clang": ["clang"],
    "clang for BPF": ["clang", "-target", "bpf"],
}
FLAGS = ["-Wall", "-Wextra", "-Werror", "-g0", "-c", "-x", "c"]
folder = peer.BUILD / "c-header"
folder.mkdir(exist_ok=True)


def compile_header(name, header, compilers=COMPILERS):
    path = folder / "header.h"
    path.write_bytes(header)
    for compiler, command in compilers.items():
        done = subprocess.run([*command, *FLAGS, "-include", path, "-o", folder / "header.o", "-"],
                              input="", capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{name}, {compiler}: {done.stderr[:2000]}")


def layouts(types):
    """By kind and name, how often which layout occurs."""
    found = collections.defaultdict(collections.Counter)
    for one in types:
        if one["kind"] in ("STRUCT", "UNION") and one["name"] != "(anon)":
            name = re.sub(r"___\d+$", "", one["name"])
            members = tuple((member["name"], member["bits_offset"], member.get("bitfield_size", 0))
                            for member in one["members"])
            found[one["kind"], name][one["size"], members] += 1
    return found


def dump(path, bases):
    return json.loads(peer.ours(path, bases, "--json"))["types"]


def round_trip(name, header, types):
    """Through gcc and pahole back to BTF; returns the number of structs and unions."""
    path = folder / "header.h"
    path.write_bytes(header)
    obj, btf = folder / "header.o", folder / "header.btf"
    subprocess.run(["gcc", "-g", "-fno-eliminate-unused-debug-types", "-w", "-c", "-x", "c", "-include",
                    path, "-o", obj, "-"], input="", text=True, check=True)
    subprocess.run(["pahole", "-J", f"--btf_encode_detached={btf}", obj], check=True)
    wanted, found = layouts(types), layouts(dump(btf, []))
    for key, layout in wanted.items():
        # pahole writes a layout once that BTF may have several times.
        if set(layout) != set(found[key]):
            sys.exit(f"{name}: {' '.join(key)}: {list(layout)[:2]} became {list(found[key])[:2]}")
    return sum(sum(layout.values()) for layout in wanted.values())


def check(name, path, bases):
    header = peer.ours(path, bases, "--c", "--assert")
    compile_header(name, header)
    count = round_trip(name, peer.ours(path, bases, "--c"), dump(path, bases))
    return count, header.count(b"_Static_assert")


def closures(path, types):
    names = sorted({one["name"] for one in types if one["kind"] == "STRUCT" and one["name"] != "(anon)"})
    random.seed(1)
    known = [name for name in ("task_struct", "sk_buff", "tcp_sock", "file", "page") if name in names]
    for name in known + random.sample(names, 100):
        header = peer.ours(path, [], "--c", "--assert", f"struct:{name}")
        compile_header(f"struct {name}", header, {"gcc": ["gcc"]})
    return len(known) + 100


kernel = sys.argv[1]
wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 20
if kernel == "running":
    path, modules = peer.pathlib.Path("/sys/kernel/btf/vmlinux"), []
    if not path.exists():
        peer.skip("the running kernel has no BTF")
else:
    image, modules = peer.debian_kernel(kernel)
    path = peer.btf_of_debian_kernel(kernel, image)
    modules = sorted(modules.rglob("*.ko"))
    modules = modules[::max(1, len(modules) // wanted)]

types = dump(path, [])
structs, assertions = check(kernel, path, [])
for module in modules:
    more, asserted = check(module.name, module, [path])
    structs, assertions = structs + more, assertions + asserted
print(f"{1 + len(modules)} headers: {structs} structs and unions came back, {assertions} assertions hold")
print(f"{closures(path, types)} closures compile alone")
