# SPDX-License-Identifier: BSD-2-Clause
"""A Debian kernel: debian_kernel.py ARCH [MODULES]

The image as it is shipped (amd64: a bzImage with LZ4; arm64: a plain Image), whose BTF other tools take
out for bpftool; and MODULES of its modules (60 unless told, 0 for all) on top of it, given once as
the image and once as the BTF.
"""
import sys

import peer

arch = sys.argv[1]
wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 60
image, folder = peer.debian_kernel(arch)
base = peer.btf_of_debian_kernel(arch, image)
types = peer.compare(base, source=image)
modules = sorted(folder.rglob("*.ko"))
step = max(1, len(modules) // wanted) if wanted else 1
chosen = modules[::step]
if len(chosen) < 50:
    sys.exit(f"only {len(chosen)} modules in {folder}")
for module in chosen:
    types += peer.compare(module, bases=[base])
if peer.ours(chosen[0], [image]) != peer.ours(chosen[0], [base]):
    sys.exit("the image as a base is not the same as its BTF")
peer.report(1 + len(chosen), types)
