# SPDX-License-Identifier: BSD-2-Clause
"""Pseudo-random bytes decoded as every struct and union of a kernel: valid JSON (decode_all sees to that,
with jansson), and the same data as a second decoder makes of them, which is here: it reads the types from
bpftool's JSON, and shares nothing with libbtf.

    value_json.py [BTF]    raw BTF; else the running kernel's (that in fixtures/ where it has none)
"""
import json
import os
import re
import subprocess
import sys

import kernel_types
import peer

LARGEST = 8192  # bytes; what is larger is checked to be JSON alone: arrays of pages, mostly

def bits_of(data, offset, size):
    """A little-endian value's bits."""
    return int.from_bytes(data, "little") >> offset & ((1 << size) - 1)


def signed(value, bits):
    return value - (1 << bits) if value >> (bits - 1) & 1 else value


class Decoder(kernel_types.Types):
    def scalar(self, t, value, bits):
        if t["kind"] == "INT":
            if t["encoding"] == "BOOL" and value in (0, 1):
                return bool(value)
            if bits > 64:
                return hex(value)
            return signed(value, bits) if t["encoding"] == "SIGNED" else value
        if t["kind"] in ("ENUM", "ENUM64"):
            is_signed = t["encoding"] == "SIGNED"
            number = signed(value, bits) if is_signed else value
            for enumerator in t["values"]:
                if enumerator["val"] == number:
                    return enumerator["name"]
            return number
        return value

    def text(self, data):
        end = data.find(b"\0") if b"\0" in data else len(data)
        if any(data[end:]):
            return None
        try:
            text = data[:end].decode("utf-8")
        except UnicodeDecodeError:
            return None
        return None if any(c < " " or "\x7f" <= c <= "\x9f" for c in text) else text

    def array(self, t, data):
        element = self.strip(t["type_id"])
        size = self.size(element)
        if element["kind"] == "INT" and element["size"] == 1 and element["name"] == "char":
            text = self.text(data[:t["nr_elems"]])
            if text is not None:
                return text
        return [self.value(element, data[i * size:(i + 1) * size]) for i in range(t["nr_elems"])]

    def struct(self, t, data):
        result, covered, anonymous = {}, 0, 0
        for member in t["members"]:
            kind, offset = self.strip(member["type_id"]), member["bits_offset"]
            key = member["name"]
            if not key or key == "(anon)":
                key, anonymous = f"__anon{anonymous}", anonymous + 1
            bits = member.get("bitfield_size", 0)
            size = self.size(kind)
            if bits:
                whole = data[offset // 8:(offset + bits + 7) // 8]
                result[key] = self.scalar(kind, bits_of(whole, offset % 8, bits), bits)
            else:
                bits = 8 * size
                result[key] = self.value(kind, data[offset // 8:offset // 8 + size])
            covered |= ((1 << bits) - 1) << offset
        padding = self.padding(data, covered)
        if padding:
            result["__padding"] = padding
        return result

    def padding(self, data, covered):
        """The gaps, from one bit to another, that are not all zero."""
        free = ((1 << 8 * len(data)) - 1) & ~covered
        if not int.from_bytes(data, "little") & free:
            return []
        bits = f"{free:0{8 * len(data)}b}"[::-1]
        gaps = [(gap.start(), gap.end()) for gap in re.finditer("1+", bits)]
        return [{"bit_offset": start, "bits": end - start, "bytes": self.masked(data, start, end)}
                for start, end in gaps if any(self.masked(data, start, end))]

    def masked(self, data, start, end):
        whole = int.from_bytes(data, "little") & ((1 << end) - (1 << start))
        return list(whole.to_bytes(len(data) + 1, "little")[start // 8:(end + 7) // 8])

    def value(self, t, data):
        if t["kind"] in ("STRUCT", "UNION"):
            return self.struct(t, data)
        if t["kind"] == "ARRAY":
            return self.array(t, data)
        return self.scalar(t, int.from_bytes(data, "little"), 8 * len(data))


def difference(mine, theirs, path=""):
    """Where two differ first, and how."""
    if isinstance(mine, dict) and isinstance(theirs, dict) and list(mine) == list(theirs):
        pairs = [(f"{path}.{key}", mine[key], theirs[key]) for key in mine]
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        pairs = [(f"{path}[{i}]", *pair) for i, pair in enumerate(zip(mine, theirs))]
    else:
        return f"{path}: {mine!r:.200}, but expected {theirs!r:.200}"
    return next(difference(a, b, where) for where, a, b in pairs if a != b)


def compare(kernel, decoder, seed, density):
    driver = subprocess.Popen([os.environ["DECODE_ALL"], kernel, str(seed), str(density)],
                              stdout=subprocess.PIPE, text=True)
    compared = large = 0
    for line in driver.stdout:
        record = json.loads(line)
        data = bytes.fromhex(record["bytes"])
        if len(data) > LARGEST:
            large += 1
            continue
        expected = decoder.value(decoder.by_id[record["id"]], data)
        if expected != record["value"]:
            sys.exit(f"type {record['id']} {difference(record['value'], expected)}")
        compared += 1
    if driver.wait():
        sys.exit("decode_all failed")
    return compared, large


kernel = kernel_types.find_kernel()
decoder = Decoder(kernel_types.read(kernel))
for seed, density in ((1, 1), (2, 16)):
    compared, large = compare(kernel, decoder, seed, density)
    print(f"one byte in {density} set: {compared} structs and unions decode to the same data, "
          f"{large} of more than {LARGEST} bytes to JSON")
    if not compared:
        sys.exit("nothing was compared")
