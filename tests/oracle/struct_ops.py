# SPDX-License-Identifier: BSD-2-Clause
"""struct_ops objects that libbpf loads and those that it refuses, against `struct-ops check`; and one that is
registered here, read live and from its dump, against bpftool's reading. Skipped where bpf(2) is not permitted.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import peer

KERNEL = pathlib.Path("/sys/kernel/btf/vmlinux")
NAME = "struct_ops_test"
SOURCE = """
#include "types.h"
#define SEC(name) __attribute__((section(name), used))
%(types)s
SEC("struct_ops/start") void start(unsigned long long *context) {}
SEC("struct_ops/threshold") unsigned int threshold(unsigned long long *context) { return 2; }
SEC("struct_ops/avoid") void avoid(unsigned long long *context) {}
SEC("struct_ops/undo") unsigned int undo(unsigned long long *context) { return 2; }
char object_license[] SEC("license") = "GPL";
SEC(".struct_ops") struct %(type)s tested = {
    .init = (void *)start, .ssthresh = (void *)threshold, .cong_avoid = (void *)avoid, .undo_cwnd = (void *)undo,
    .name = "%(name)s", %(more)s
};
"""
MEMBERS = """
    unsigned int (*ssthresh)(struct sock *); void (*cong_avoid)(struct sock *, unsigned int, unsigned int);
    unsigned int (*undo_cwnd)(struct sock *); void (*init)(struct sock *);
"""


def own(members, name="char name[16];", type="tcp_congestion_ops"):
    """A struct of the test's own in place of the kernel's: members are matched by name."""
    return f"struct {type} {{ {members} {name} }};"


# What is tested: the header that it takes, its types, the struct, what else is set; libbpf 1.1 refuses what this
# kernel has no member for even where it is zero.
CASES = {
    "the kernel's own struct": (True, "", "tcp_congestion_ops", ""),
    "some of the members": (False, own(MEMBERS), "tcp_congestion_ops", ""),
    "a flag": (True, "", "tcp_congestion_ops", ".flags = 2,"),
    "a member of another size": (False, own(MEMBERS + "unsigned long long flags;"), "tcp_congestion_ops", ""),
    "a name of another size": (False, own(MEMBERS, "char name[32];"), "tcp_congestion_ops", ""),
    "a member of another kind": (False, own(MEMBERS + "struct { int x; } flags;"), "tcp_congestion_ops", ""),
    "a member that the kernel lacks, which is set":
        (False, own(MEMBERS + "int no_such_member;"), "tcp_congestion_ops", ".no_such_member = 1,"),
    "an operation that the kernel lacks":
        (False, own(MEMBERS + "void (*no_such_operation)(struct sock *);"), "tcp_congestion_ops",
         ".no_such_operation = (void *)avoid,"),
    "a bitfield": (False, own(MEMBERS + "unsigned int flags : 4;"), "tcp_congestion_ops", ""),
    "a struct that the kernel lacks": (False, own(MEMBERS, type="no_such_ops"), "no_such_ops", ""),
    "a struct that is no struct_ops": (False, own(MEMBERS, type="task_struct"), "task_struct", ""),
}


def compile_case(folder, case):
    with_header, types, type, more = case
    source, binary = folder / "case.bpf.c", folder / "case.o"
    source.write_text(SOURCE % {"types": types, "type": type, "more": more, "name": NAME[:15]})
    if not with_header:
        source.write_text(source.read_text().replace('#include "types.h"', "struct sock;"))
    peer.output(["clang", "-target", "bpf", "-g", "-O2", "-I", folder, "-c", source, "-o", binary])
    return binary


def check_case(name, binary):
    """What libbpf says when it opens and loads the maps; its words tell why, where it refuses them."""
    ours = subprocess.run([peer.BTFDUMP, "struct-ops", "check", KERNEL, binary], capture_output=True, text=True)
    theirs = subprocess.run([os.environ["LOAD_OBJECT"], binary], capture_output=True, text=True)
    if (ours.returncode == 0) != (theirs.returncode == 0):
        sys.exit(f"{name}: check says {ours.returncode}, libbpf {theirs.returncode}:\n"
                 f"{ours.stdout}{ours.stderr}\n{theirs.stdout}{theirs.stderr}")
    print(f"{name}: {'accepted' if ours.returncode == 0 else 'refused'} by both")


def compare_live(folder, binary):
    """Registers the object, and reads its map in every way."""
    listed = json.loads(peer.output([peer.BPFTOOL, "-j", "struct_ops", "list"]))
    if any(each["kernel_struct_ops"] == "tcp_congestion_ops" for each in listed):
        peer.skip("a tcp_congestion_ops is registered already")
    peer.output([peer.BPFTOOL, "struct_ops", "register", binary])
    try:
        listed = json.loads(peer.output([peer.BPFTOOL, "-j", "struct_ops", "list"]))
        id = next(each["id"] for each in listed if each["name"] == "tested")
        dump, progs = folder / "dump.json", folder / "progs.json"
        dump.write_bytes(peer.output([peer.BPFTOOL, "-j", "map", "dump", "id", id]))
        progs.write_bytes(peer.output([peer.BPFTOOL, "-j", "prog", "show"]))
        theirs = peer.output([peer.BPFTOOL, "-j", "struct_ops", "dump", "id", id]).decode()
        live = json.loads(peer.output([peer.BTFDUMP, "decode", "--map-id", id]))[0]["value"]
        live_ops = json.loads(peer.output([peer.BTFDUMP, "struct-ops", "decode", "--map-id", id, "--json"]))
    finally:
        peer.output([peer.BPFTOOL, "struct_ops", "unregister", "name", "tested"])
    saved = json.loads(peer.output([peer.BTFDUMP, "decode", KERNEL, dump]))[0]["value"]
    saved_ops = json.loads(peer.output(
        [peer.BTFDUMP, "struct-ops", "decode", KERNEL, dump, "--progs", progs, "--json"]))
    theirs = json.loads(f"[{theirs}]")[1]["bpf_struct_ops_tcp_congestion_ops"]  # what bpftool prints is no JSON
    compare_readings(live, saved, theirs)
    compare_operations(live_ops, saved_ops, theirs["data"])


def compare_readings(live, saved, theirs):
    if live != saved:
        sys.exit(f"read live {live}, and from its dump {saved}")
    if live["common"] != theirs["common"]:
        sys.exit(f"the head is {live['common']}, and {theirs['common']} to bpftool")
    for name, value in theirs["data"].items():
        if not is_operation(value) and live["data"][name] != value:
            sys.exit(f"{name} is {live['data'][name]}, and {value} to bpftool")


def is_operation(value):
    """bpftool writes an operation as `void (struct sock *) avoid/prog_id:12`."""
    return isinstance(value, str) and ("prog_id:" in value or value.endswith(") 0"))


def compare_operations(live, saved, theirs):
    if live != saved:
        sys.exit(f"read live {live}, and from its dump {saved}")
    compared = 0
    for operation in live[0]["operations"]:
        program = operation["program"]
        wanted = theirs[operation["name"]]
        text = f"{program['name']}/prog_id:{program['id']}" if program else "0"
        if not str(wanted).endswith(text):
            sys.exit(f"{operation['name']} is {text}, and {wanted} to bpftool")
        compared += program is not None
    if compared != 4:
        sys.exit(f"{compared} operations are implemented, and not 4")
    print(f"registered: {len(live[0]['operations'])} operations, 4 of them implemented, as bpftool reads them")


if not KERNEL.exists():
    peer.skip("the running kernel has no BTF")
if subprocess.run([peer.BPFTOOL, "map", "list"], capture_output=True).returncode:
    peer.skip("bpf(2) is not permitted here")
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    types = peer.output([peer.BTFDUMP, KERNEL, "--c", "struct:tcp_congestion_ops"])
    (folder / "types.h").write_bytes(types)
    for name, case in CASES.items():
        check_case(name, compile_case(folder, case))
    compare_live(folder, compile_case(folder, CASES["the kernel's own struct"]))
