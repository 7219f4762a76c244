# SPDX-License-Identifier: BSD-2-Clause
"""docs/json.schema.json against real dumps: the golden inputs, BPF objects, and of a kernel every type of the
rare kinds and a sample of the frequent ones; with and without --resolve. And it refuses what is wrong."""
import json
import os
import pathlib
import random
import subprocess
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = 150  # of each kind of the kernel's types: the validator takes a millisecond for one

schema = json.loads((ROOT / "docs/json.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def dump(source, *options):
    command = [os.environ["BTFDUMP"], source, "--json", *options]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def check(name, document):
    for error in validator.iter_errors(document):
        sys.exit(f"{name}: {json.dumps(error.instance)[:300]}: {error.message[:300]}")
    return len(document["types"])


def sample(types):
    random.seed(1)
    by_kind = {}
    for one in types:
        by_kind.setdefault(one["kind"], []).append(one)
    return [one for some in by_kind.values() for one in random.sample(some, min(SAMPLE, len(some)))]


inputs = pathlib.Path(os.environ["INPUTS"])
kernel = str(ROOT / "fixtures/bin/vmlinux-6.1-cloud-amd64.btf.xz")
checked = 0
for options in ([], ["--resolve"]):
    for name in ("small", "unknown_kind", "hostile_names", "header_only", "big_endian"):
        checked += check(name, dump(str(inputs / f"{name}.btf"), *options))
    checked += check(kernel, {"types": sample(dump(kernel, *options)["types"])})

good = dump(str(inputs / "small.btf"), "struct:list_head")["types"][0]
wrong = [
    {**good, "kind": "STRCUT"},
    {**good, "surplus": 1},
    {**good, "size": -1},
    {key: value for key, value in good.items() if key != "members"},
    {**good, "members": [{**good["members"][0], "bits_offset": "0"}]},
]
for document in wrong:
    if validator.is_valid({"types": [document]}):
        sys.exit(f"the schema takes {document}")
print(f"{checked} types fit the schema; {len(wrong)} wrong ones do not")
