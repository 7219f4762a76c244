# SPDX-License-Identifier: BSD-2-Clause
"""The running kernel, and all of its modules that have BTF."""
import pathlib

import peer

KERNEL = pathlib.Path("/sys/kernel/btf")

if not (KERNEL / "vmlinux").exists():
    peer.skip("the running kernel has no BTF")
types = peer.compare(KERNEL / "vmlinux", source="vmlinux")
modules = sorted(path for path in KERNEL.iterdir() if path.name != "vmlinux")
for module in modules:
    types += peer.compare(module, base=KERNEL / "vmlinux", source=module.name)
peer.report(1 + len(modules), types)
