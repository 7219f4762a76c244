# SPDX-License-Identifier: BSD-2-Clause
"""Maps of every type that bpftool can make, read by libbtf as by `bpftool map dump`: by id and pinned, small and
large, per-CPU; with programs and BTF objects of the running kernel by their ids.

It all happens on a BPF file system in a mount namespace of its own, so whatever becomes of this test, maps and
programs go with it.
"""
import json
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile

import peer

DUMP_LIVE = os.environ["DUMP_LIVE"]
FILL_MAP = os.environ["FILL_MAP"]
BENCH_MAP = pathlib.Path(os.environ["INPUTS"]) / "bench_map.o"
NOBODY = 65534
CONGESTION = "live_maps_test"
PROGRAM = """
struct context;
__attribute__((section("socket"), used)) int a_name_of_more_than_15_letters(struct context *context)
{
    return 0;
}
__attribute__((section("socket"), used)) int short_name(struct context *context)
{
    return 0;
}
char program_license[] __attribute__((section("license"), used)) = "Dual BSD/GPL";
"""
LINK = """
struct context;
__attribute__((section("iter/bpf_map"), used)) int lists_maps(struct context *context)
{
    return 0;
}
char program_license[] __attribute__((section("license"), used)) = "GPL";
"""
# Members go by their names, so the kernel's struct is not needed as a whole.
STRUCT_OPS = """
struct sock;
struct rate_sample;
struct tcp_congestion_ops {
    unsigned int (*ssthresh)(struct sock *sk);
    void (*cong_avoid)(struct sock *sk, unsigned int ack, unsigned int acked);
    unsigned int (*undo_cwnd)(struct sock *sk);
    char name[16];
};
#define SEC(name) __attribute__((section(name), used))
SEC("struct_ops/ssthresh") unsigned int test_ssthresh(unsigned long long *context)
{
    return 2;
}
SEC("struct_ops/cong_avoid") void test_cong_avoid(unsigned long long *context)
{
}
SEC("struct_ops/undo_cwnd") unsigned int test_undo_cwnd(unsigned long long *context)
{
    return 2;
}
SEC(".struct_ops") struct tcp_congestion_ops live_maps_test = {
    .ssthresh = (void *)test_ssthresh,
    .cong_avoid = (void *)test_cong_avoid,
    .undo_cwnd = (void *)test_undo_cwnd,
    .name = "live_maps_test",
};
SEC("license") char program_license[] = "GPL";
"""
rng = random.Random(4)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)


def enter_namespace():
    """Runs this file again where mounts are nobody else's; skips where that, or bpf(2), is not permitted."""
    if "LIVE_MAPS_FOLDER" in os.environ:
        return pathlib.Path(os.environ["LIVE_MAPS_FOLDER"])
    if run(peer.BPFTOOL, "map", "show").returncode or run("unshare", "--mount", "true").returncode:
        peer.skip("this process may not use bpf(2), or not mount")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIVE_MAPS_FOLDER"] = folder
        sys.exit(subprocess.run(["unshare", "--mount", sys.executable, *sys.argv]).returncode)


def bpftool(*arguments):
    return peer.output([peer.BPFTOOL, "-j", *arguments])


def hex_bytes(data):
    return ["hex", *(f"{byte:02x}" for byte in data)]


def bytes_of(size):
    return rng.randbytes(size)


def index(number):
    return number.to_bytes(4, "little")


# type, bytes of keys, of values, entries, more words for bpftool; how many keys are filled in, and by what.
# Where what is filled in is None, the kernel takes only what programs, sockets or cgroups put there.
MAPS = [
    ("hash", 7, 13, 500, [], 300),
    ("hash", 1, 1, 300, [], 200),
    ("hash", 64, 1000, 400, ["flags", "1"], 400),
    ("array", 4, 5, 301, [], 301),
    ("array", 4, 100000, 3, [], 0),
    ("array", 4, 64, 1, [], 1),
    ("prog_array", 4, 4, 5, [], None),
    ("perf_event_array", 4, 4, 3, [], None),
    ("percpu_hash", 3, 12, 300, [], 200),
    ("percpu_array", 4, 6, 100, [], 100),
    ("percpu_array", 4, 8, 1, [], 1),
    ("stack_trace", 4, 16, 3, [], None),
    ("cgroup_array", 4, 4, 3, [], None),
    ("lru_hash", 4, 9, 300, [], 100),
    ("lru_percpu_hash", 4, 9, 300, [], 100),
    ("lpm_trie", 8, 5, 100, ["flags", "1"], 100),
    ("array_of_maps", 4, 4, 5, ["inner"], None),
    ("hash_of_maps", 4, 4, 5, ["inner"], None),
    ("devmap", 4, 4, 3, [], None),
    ("devmap_hash", 4, 4, 3, [], None),
    ("sockmap", 4, 4, 3, [], None),
    ("sockmap", 4, 8, 3, [], None),
    ("sockhash", 4, 8, 3, [], None),
    ("cpumap", 4, 4, 3, [], None),
    ("xskmap", 4, 4, 3, [], None),
    ("reuseport_sockarray", 4, 8, 3, [], None),
    ("cgroup_storage", 16, 8, 0, [], None),
    ("percpu_cgroup_storage", 16, 8, 0, [], None),
]
QUEUES = ["queue", "stack"]
CLOSED = {"bloom_filter": "can't be listed", "ringbuf": "mapping it", "user_ringbuf": "mapping it"}


def key_of(kind, size, number):
    if kind == "lpm_trie":
        return index(8 * (size - 4)) + bytes_of(size - 4)
    if kind in ("array", "percpu_array"):
        return index(number)
    return number.to_bytes(size, "little") if size < 3 else index(number)[:3] + bytes(size - 3)


def make(folder, kind, key, value, entries, words=()):
    """The pin of a new map; None where this kernel has no such maps."""
    path = folder / f"{kind}_{key}_{value}_{entries}"
    if "inner" in words:
        words = ["inner_map", "pinned", folder / "array_4_5_301"]
    made = run(peer.BPFTOOL, "map", "create", path, "type", kind, "key", key, "value", value, "entries", entries,
               "name", kind[:15], *words)
    return path if made.returncode == 0 else None


def fill(path, kind, key, value, count):
    lines = [" ".join(["map update pinned", str(path), "key", *hex_bytes(key_of(kind, key, number)),
                       "value", *hex_bytes(bytes_of(value))]) for number in range(count)]
    done = run(peer.BPFTOOL, "batch", "file", "-", input="\n".join(lines))
    if done.returncode:
        sys.exit(f"{kind}: can't be filled: {done.stderr}{done.stdout[-500:]}")


def fill_objects(folder):
    """The maps that hold programs, maps, devices and CPUs: one of each."""
    values = {
        "prog_array_4_4_5": ["pinned", folder / "programs/short_name"],
        "array_of_maps_4_4_5": ["pinned", folder / "array_4_5_301"],
        "hash_of_maps_4_4_5": ["pinned", folder / "array_4_5_301"],
        "devmap_4_4_3": hex_bytes(index(1)),
        "devmap_hash_4_4_3": hex_bytes(index(1)),
        "cpumap_4_4_3": hex_bytes(index(16)),
    }
    for name, value in values.items():
        key = 0 if name.startswith("cpumap") else 1
        done = run(peer.BPFTOOL, "map", "update", "pinned", folder / name, "key", *hex_bytes(index(key)), "value",
                   *value)
        if done.returncode:
            print(f"  {name} stays empty: {done.stderr.strip()}")


def ours(*what):
    done = run(DUMP_LIVE, *what)
    if done.returncode:
        sys.exit(f"{what}: {done.stderr}")
    return json.loads(done.stdout)


def peers_entries(*what):
    """(key, CPU or -1, value, error) of each, as our dump has them. Every second byte of bpftool's dump is a quote or
    a comma, so bytes are joined before the JSON is read."""
    joined = re.sub(rb'\[("0x[^\]]*)\]', lambda array: b'"%s"' % array[1][3:-1].replace(b'","0x', b""),
                    bpftool("map", "dump", *what))
    for entry in peer.load_json(joined):
        if "values" in entry:
            for value in entry["values"]:
                yield entry["key"], value["cpu"], value["value"], None
        elif "error" in entry["value"]:
            # An empty slot, where an entry could be but is none; and what strerror() has no word for.
            if entry["value"]["error"] != "No such file or directory":
                yield entry["key"], -1, None, entry["value"]["error"].replace("Unknown error 524",
                                                                              "Operation not supported")
        else:
            yield entry["key"], -1, entry["value"], None


def check_same_key(entries):
    """Only the further values of one key say that they are such."""
    previous = None
    for entry in entries:
        if entry["same_key"] != (entry["cpu"] >= 0 and previous == entry["key"]):
            sys.exit(f"same_key is wrong: {entry}")
        previous = entry["key"]


def order(entry):
    return tuple(str(part) for part in entry)


def compare(*what):
    """How many entries there are, which are the same in both. A hash has no order that counts."""
    mine = ours(*what)
    check_same_key(mine["entries"])
    left = [(entry["key"], entry["cpu"], entry["value"], entry.get("error")) for entry in mine["entries"]]
    right = list(peers_entries(*what))
    if "hash" in mine["map"]["type"]:
        left.sort(key=order)
        right.sort(key=order)
    if left != right:
        differing = [pair for pair in zip(left, right) if pair[0] != pair[1]][:1]
        sys.exit(f"{what}: {len(left)} entries, bpftool has {len(right)}; {differing}")
    theirs = json.loads(bpftool("map", "show", *what))
    for name in ("id", "type", "name", "flags", "bytes_key", "bytes_value", "max_entries"):
        if mine["map"][name] != theirs.get(name):
            sys.exit(f"{what}: {name} is {mine['map'][name]}, bpftool says {theirs.get(name)}")
    if mine["map"]["btf_id"] != theirs.get("btf_id", 0):
        sys.exit(f"{what}: the BTF object is {mine['map']['btf_id']}")
    return len(left)


def check_all_types(folder):
    made = []
    for kind, key, value, entries, words, count in MAPS:
        path = make(folder, kind, key, value, entries, words)
        if path:
            made.append((path, kind))
        else:
            print(f"  no {kind} of values of {value} bytes on this kernel")
        if path and count:
            fill(path, kind, key, value, count)
    fill_objects(folder)
    for path, kind in made:
        found = compare("pinned", path)
        number = json.loads(bpftool("map", "show", "pinned", path))["id"]
        compare("id", number)
        print(f"  {path.name}: {found} entries")
    kinds = {kind for _, kind in made}
    if len(kinds) < 10:
        sys.exit(f"only maps of these types could be made: {kinds}")


def check_queues(folder):
    for kind in QUEUES:
        path = make(folder, kind, 0, 6, 4)
        if ours("pinned", path)["entries"]:
            sys.exit(f"{kind}: an empty one has entries")
        for number in range(2):
            peer.output([peer.BPFTOOL, "map", "push", "pinned", path, "value", *hex_bytes(bytes([number] * 6))])
        for _ in range(2):  # to look at it takes nothing out
            entry, = ours("pinned", path)["entries"]
            theirs = "".join(byte[2:] for byte in json.loads(bpftool("map", "peek", "pinned", path))["value"])
            if (entry["key"], entry["value"]) != (None, theirs):
                sys.exit(f"{kind}: {entry}, bpftool says {theirs}")


def check_refused(words, *what, **options):
    done = run(DUMP_LIVE, *what, **options)
    if done.returncode != 1 or words not in done.stderr or done.stderr.count("\n") != 1:
        sys.exit(f"{what}: {done.returncode} {done.stdout[:200]} {done.stderr}, and not: {words}")


def check_closed(folder):
    for kind, words in CLOSED.items():
        path = make(folder, kind, 0, 8 if kind == "bloom_filter" else 0, 4096)
        if path:
            check_refused(words, "pinned", path)
    check_refused("has no map of that id", "id", 4294967295)
    check_refused("No such file", "pinned", folder / "absent")
    check_refused("is a directory", "pinned", folder)
    check_refused("outside of the BPF file system", "pinned", BENCH_MAP)
    check_refused("is a program and not a map", "pinned", folder / "programs/short_name")
    link = run(peer.BPFTOOL, "iter", "pin", compiled(folder, "link", LINK), folder / "link")
    if link.returncode == 0:
        check_refused("is a link and not a map", "pinned", folder / "link")
    else:
        print(f"  no link can be pinned on this kernel: {link.stderr.strip()}")


def check_without_permission(folder):
    array = json.loads(bpftool("map", "show", "pinned", folder / "array_4_5_301"))["id"]
    program = json.loads(bpftool("prog", "show", "pinned", folder / "programs/short_name"))["id"]
    try:
        for what in (("id", array), ("program", program), ("btf", 1), ("module", 1)):
            check_refused("may not be read by this process", *what, user=NOBODY, group=NOBODY)
        check_refused("denied", "pinned", folder / "array_4_5_301", user=NOBODY, group=NOBODY)
    except PermissionError:
        print("  nobody may not run what lies here: that permissions are missing is not tried")


def check_frozen(folder):
    path = make(folder, "array", 4, 8, 7)
    peer.output([peer.BPFTOOL, "map", "freeze", "pinned", path])
    compare("pinned", path)


def check_struct_ops(folder):
    obj = compiled(folder, "struct_ops", STRUCT_OPS)
    # What an earlier run may have left, had it been killed.
    run(peer.BPFTOOL, "struct_ops", "unregister", "name", CONGESTION)
    done = run(peer.BPFTOOL, "struct_ops", "register", obj)
    if done.returncode:
        print(f"  no struct_ops can be registered here: {done.stderr.strip()[-200:]}")
        return
    try:
        number = json.loads(bpftool("struct_ops", "show", "name", CONGESTION))[0]["id"]
        found = compare("id", number)
        entry, = ours("id", number)["entries"]
        names = [run(DUMP_LIVE, "program", program).stdout.strip() for program in
                 set(struct.unpack(f"<{len(entry['value']) // 16}Q", bytes.fromhex(entry["value"])))
                 if program < 1 << 32]
    finally:
        peer.output([peer.BPFTOOL, "struct_ops", "unregister", "name", CONGESTION])
    if found != 1 or not {"test_ssthresh", "test_cong_avoid", "test_undo_cwnd"} <= set(names):
        sys.exit(f"struct_ops: {found} entries, programs {names}")
    print("  struct_ops: 1 entry, and the names of its programs")


def check_large():
    """Maps with BTF; MAP_ID in the environment is one of them."""
    for kind, entries in [("array", 100000), ("hash", 100000), ("lru_hash", 20000), ("percpu_array", 5000),
                          ("percpu_hash", 5000), ("lru_percpu_hash", 2000), ("array", 1), ("hash", 3)]:
        done = run(FILL_MAP, BENCH_MAP, kind, entries, sys.executable, *sys.argv, "compare")
        if done.returncode:
            sys.exit(f"{kind} of {entries}: {done.stdout}{done.stderr}")
        print(f"  {kind} of {entries} keys with BTF: {done.stdout.strip()} entries")


def compiled(folder, name, text):
    source = folder.parent / f"{name}.c"
    source.write_text(text)
    obj = source.with_suffix(".o")
    subprocess.run(["clang", "-target", "bpf", "-g", "-O2", "-c", source, "-o", obj], check=True)
    return obj


def load_programs(folder):
    peer.output([peer.BPFTOOL, "prog", "loadall", compiled(folder, "programs", PROGRAM), folder / "programs"])


def check_programs(folder):
    for path in sorted((folder / "programs").iterdir()):
        number = json.loads(bpftool("prog", "show", "pinned", path))["id"]
        done = run(DUMP_LIVE, "program", number)
        if done.stdout.strip() != path.name:
            sys.exit(f"program {number} is {path.name}, and not {done.stdout}{done.stderr}")
    if run(DUMP_LIVE, "program", 4294967295).stdout != "none\n":
        sys.exit("a program that is not there has a name")


def check_btf(folder):
    """The kernel's own, and that of the programs here: others may go while they are looked at."""
    own = json.loads(bpftool("prog", "show", "pinned", folder / "programs/short_name"))["btf_id"]
    count = 0
    for found in json.loads(bpftool("btf", "show")):
        if not found.get("kernel") and found["id"] != own:
            continue
        module = bool(found.get("kernel")) and found["name"] != "vmlinux"
        base = ["-B", "/sys/kernel/btf/vmlinux"] if module else []
        if peer.output([DUMP_LIVE, "btf", found["id"]]) != peer.output([peer.BPFTOOL, *base, "btf", "dump", "id",
                                                                        found["id"]]):
            sys.exit(f"BTF object {found}: the types are not bpftool's")
        if run(DUMP_LIVE, "module", found["id"]).stdout != ("module\n" if module else "no module\n"):
            sys.exit(f"BTF object {found}: module or not?")
        count += 1
    check_refused("has none of that id", "btf", 4294967295)
    if count < 2:
        sys.exit("vmlinux or the BTF of the programs is not among the objects")
    print(f"  {count} BTF objects")


def main():
    if sys.argv[1:] == ["compare"]:
        print(compare("id", os.environ["MAP_ID"]))
        return
    folder = enter_namespace() / "bpf"
    folder.mkdir()
    mounted = run("mount", "-t", "bpf", "bpf", folder)
    if mounted.returncode:
        peer.skip(f"no BPF file system can be mounted: {mounted.stderr.strip()}")
    folder.parent.chmod(0o755)
    folder.chmod(0o755)
    load_programs(folder)
    check_all_types(folder)
    check_queues(folder)
    check_closed(folder)
    check_frozen(folder)
    check_without_permission(folder)
    check_programs(folder)
    check_btf(folder)
    check_struct_ops(folder)
    check_large()


main()
