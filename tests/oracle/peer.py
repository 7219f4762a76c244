# SPDX-License-Identifier: BSD-2-Clause
"""Compares btfdump with bpftool over whole files: raw text byte for byte, JSON as data.

Where bpftool is wrong its reading is corrected before the comparison, one function a correction, and
each is counted: a test prints how often which one was needed.
"""
import collections
import json
import os
import pathlib
import re
import struct
import subprocess
import sys

SKIPPED = 77

ROOT = pathlib.Path(__file__).resolve().parents[2]
BTFDUMP = os.environ["BTFDUMP"]
BUILD = pathlib.Path(os.environ["BTFDUMP_BUILD"])
corrections = collections.Counter()


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def find_bpftool():
    for folder in [*os.environ.get("PATH", "").split(":"), "/usr/sbin", "/sbin"]:
        if os.access(f"{folder}/bpftool", os.X_OK):
            return f"{folder}/bpftool"
    skip("bpftool is not installed")


BPFTOOL = find_bpftool()


def output(command):
    done = subprocess.run([str(word) for word in command], capture_output=True)
    if done.returncode:
        sys.exit(f"{command}: exit status {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def ours(path, bases, *options):
    based = [word for base in bases for word in ("-B", base)]
    return output([BTFDUMP, *based, path, *options])


def peers(path, base, *options):
    based = ["-B", base] if base else []
    return output([BPFTOOL, *options, *based, "btf", "dump", "file", path])


def correct_unsigned_enum(theirs, mine):
    """R1: an unsigned enumerator of 2^31 or more comes out extended by its sign."""
    if mine["kind"] != "ENUM" or mine["encoding"] != "UNSIGNED":
        return
    for value in theirs["values"]:
        if value["val"] >= 1 << 63:
            value["val"] &= 0xFFFFFFFF
            corrections["R1 unsigned enumerator"] += 1


def correct_tag_kflag(theirs, mine):
    """R13: the kflag of a tag is not shown."""
    if mine["kind"] in ("TYPE_TAG", "DECL_TAG") and mine.get("kflag") is True:
        theirs["kflag"] = True
        corrections["R13 kflag of a tag"] += 1


def load_json(text):
    """R2: bpftool escapes an apostrophe, which JSON has no escape for."""
    try:
        return json.loads(text)
    except ValueError:
        fixed, count = re.subn(rb"(?<!\\)((?:\\\\)*)\\'", rb"\1'", text)
        corrections["R2 escaped apostrophe"] += count
        return json.loads(fixed)


def compare(path, bases=(), base=None, source=None):
    """`source` is what btfdump reads where bpftool can't: `path` then holds the BTF in it."""
    source = source or path
    base = base or (bases[0] if bases else None)
    if ours(source, bases) != peers(path, base):
        sys.exit(f"{source}: the raw dump is not bpftool's")
    mine = json.loads(ours(source, bases, "--json"))["types"]
    theirs = load_json(peers(path, base, "-j"))["types"]
    if len(mine) != len(theirs):
        sys.exit(f"{source}: {len(mine)} types, bpftool has {len(theirs)}")
    for left, right in zip(mine, theirs):
        if left != right:
            correct_unsigned_enum(right, left)
            correct_tag_kflag(right, left)
        if left != right:
            sys.exit(f"{source}: ours\n{left}\nbpftool's\n{right}")
    return len(mine)


def report(files, types):
    print(f"{files} files, {types} types: raw equal, JSON equal as data")
    for name, count in sorted(corrections.items()):
        print(f"  bpftool corrected: {name}, {count} times")


def payload_of_bzimage(image):
    """The packed kernel in a bzImage, by its setup header, unpacked by lz4's own program."""
    data = pathlib.Path(image).read_bytes()
    setup_sectors = data[0x1F1] or 4
    offset, length = struct.unpack_from("<II", data, 0x248)
    start = (setup_sectors + 1) * 512 + offset
    packed = data[start:start + length]
    # The kernel's build appends the unpacked size, which makes lz4 complain at the very end.
    return subprocess.run(["lz4", "-dcq"], input=packed, capture_output=True).stdout


def btf_of_elf(elf, to):
    """The .BTF section, taken out by objcopy."""
    subprocess.run(["objcopy", "--dump-section", f".BTF={to}", elf, "/dev/null"], check=True)


def btf_of_image(image, to):
    """The BTF in an arm64 Image: the place where its header makes sense."""
    data = pathlib.Path(image).read_bytes()
    magic = struct.pack("<HBBI", 0xEB9F, 1, 0, 24)
    at = data.find(magic)
    while at >= 0:
        type_off, type_len, str_off, str_len = struct.unpack_from("<IIII", data, at + 8)
        if type_off == 0 and str_off == type_len and str_len and at + 24 + str_off + str_len < len(data):
            to.write_bytes(data[at:at + 24 + str_off + str_len])
            return
        at = data.find(magic, at + 1)
    sys.exit(f"{image}: no BTF in it")


def debian_kernel(arch):
    """(image, folder of modules) of Debian's kernel; skips the test where it can't be had."""
    folder = BUILD / "kernels" / arch
    done = subprocess.run([ROOT / "scripts/fetch-kernel", arch, folder])
    if done.returncode == SKIPPED:
        skip(f"Debian's {arch} kernel can't be had here")
    if done.returncode:
        sys.exit("scripts/fetch-kernel failed")
    return folder / "vmlinuz", folder / "modules"


def btf_of_debian_kernel(arch, image):
    """The BTF of the kernel as a file, which other tools took out of its image."""
    btf = BUILD / "kernels" / arch / "vmlinux.btf"
    if btf.exists():
        return btf
    if arch == "amd64":
        elf = btf.with_suffix(".elf")
        elf.write_bytes(payload_of_bzimage(image))
        btf_of_elf(elf, btf)
        elf.unlink()
    else:
        btf_of_image(image, btf)
    return btf
