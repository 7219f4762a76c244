# SPDX-License-Identifier: BSD-2-Clause
"""Runs every command that README.md, the manual and the documents show, in a folder where `vmlinux` is the
kernel in fixtures/. Where a document shows the output, it must be that."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["BTFDUMP_BUILD"])
folder = BUILD / "examples"
folder.mkdir(exist_ok=True)
shutil.copy(ROOT / "fixtures/bin/vmlinux-6.1-cloud-amd64.btf.xz", folder / "vmlinux")

# Saved values, and the object that declares their map.
entries = ROOT / "fixtures/entries"
for name, origin in {"cc.json": entries / "struct_ops_dump.json", "progs.json": entries / "struct_ops_progs.json",
                     "flows.json": entries / "map_dump.json",
                     "flows.bpf.o": pathlib.Path(os.environ["INPUTS"]) / "values.o"}.items():
    shutil.copy(origin, folder / name)
(folder / "later.json").write_text((entries / "map_dump.json").read_text().replace('"0xdc","0x05"', '"0x10","0x0a"'))
(folder / "head.bin").write_bytes(bytes(range(16)))

(folder / "tcp.keys").write_text("keys /tcpcong\n")
(folder / "ssthresh.keys").write_text("keys /ssthresh<Enter>\n")

# A vmlinuz and a module of it, where Debian's packages can be had.
kernel = BUILD / "kernels/amd64"
have_kernel = subprocess.run([ROOT / "scripts/fetch-kernel", "amd64", kernel]).returncode == 0
if have_kernel:
    shutil.copy(kernel / "vmlinuz", folder / "vmlinuz-6.1")
    module = next(kernel.rglob("nf_tables.ko"))
    subprocess.run(["xz", "-0c", module], stdout=open(folder / "nf_tables.ko.xz", "wb"), check=True)

environment = {**os.environ, "PATH": f"{pathlib.Path(os.environ['BTFDUMP']).parent}:{os.environ['PATH']}"}


def run(command):
    return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def shown_with_output(text):
    """(command, output) of the console blocks."""
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def shown_alone(text):
    """The commands of indented blocks, one of which may run on behind a bar."""
    lines = re.findall(r"^    (btfdump .*(?:(?<=\|)\n.*)*)", text, re.M)
    return [line.replace("\n", " ") for line in lines]


def shown_in_manual(text):
    return [line.replace(r"\(dq", '"').replace(r"\e", "\\")
            for line in re.findall(r"^\.Dl (btfdump .*)", text, re.M)]


count, skipped = 0, 0
examples = []
for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
    examples += shown_with_output(path.read_text())
    examples += [(command, None) for command in shown_alone(path.read_text())]
examples += [(command, None) for command in shown_in_manual((ROOT / "docs/btfdump.1").read_text())]
for command, output in examples:
    if "vmlinuz" in command and not have_kernel:
        print(f"skipped, since Debian's kernel can't be had here: {command}")
        skipped += 1
        continue
    done = run(command)
    if output is None and (done.returncode or not (done.stdout or ">" in command)):
        sys.exit(f"{command}: exit status {done.returncode}: {done.stdout}")
    if output is not None and done.stdout != output:
        sys.exit(f"{command}: prints\n{done.stdout}and not\n{output}")
    count += 1
if count < 8:
    sys.exit(f"only {count} examples were found")
print(f"{count} examples were run, {skipped} skipped")
