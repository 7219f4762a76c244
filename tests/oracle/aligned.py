# SPDX-License-Identifier: BSD-2-Clause
"""What `show` says of a kernel's structs that it is aligned: nothing in the kernel may contradict it. BTF does not hold
attributes, so such a figure is concluded; its size and every place where the struct stands must be multiples of it.

    aligned.py [BTF]   raw BTF; else the running kernel's, or that in fixtures/ where it has none
"""
import json

import kernel_types
import peer

kernel = kernel_types.find_kernel()
types = kernel_types.Types(kernel_types.read(kernel))
claims = {}
for line in peer.output([peer.BTFDUMP, "show", kernel, "*", "--ndjson"]).splitlines():
    record = json.loads(line)
    if record.get("aligned"):
        claims[record["struct_id"]] = record

wrong = [f"size {claim['size']} of #{id} is no multiple of {claim['aligned']}"
         for id, claim in claims.items() if claim["size"] % claim["aligned"]]
places = 0
for record in types.by_id.values():
    for member in record.get("members", []):
        held = types.strip(member["type_id"])
        while held["kind"] == "ARRAY":
            held = types.strip(held["type_id"])
        if held["id"] not in claims:
            continue
        places += 1
        if member["bits_offset"] // 8 % claims[held["id"]]["aligned"]:
            wrong.append(f"{record['name']}.{member['name']} at {member['bits_offset'] // 8} is a struct "
                         f"{held['name']}, aligned to {claims[held['id']]['aligned']}")
print(f"{len(claims)} structs are said to be aligned, and stand in {places} places", *wrong, sep="\n")
raise SystemExit(1 if wrong or not claims else 0)
