# SPDX-License-Identifier: BSD-2-Clause
"""Values as the running kernel shows them (bpf_snprintf_btf) and as libbtf does: pseudo-random bytes as all structs
and unions of the kernel, with every combination of flags.

Where the two texts are not the same, this file shows the value a third time, with the kernel's quirks and without
them: with them it must be the kernel's text, and without them ours. Each quirk that was needed is counted.
"""
import collections
import os
import subprocess
import sys

import kernel_types
import peer

COMPACT, NONAME, ZERO = 1, 2, 8
KINDS = {"STRUCT": "struct", "UNION": "union", "ENUM": "enum", "ENUM64": "enum"}
NAME_MAX = 79  # characters that the kernel has room for
QUIRKS = {
    "elements": "an element of an array has no opening bracket, nor what is in it names",
    "pointers": "an array of pointers shows its first element again and again",
    "brackets": "an array of pointers has no opening bracket",
    "enums": "an enum that has fewer or more than 4 bytes is read as 4: the kernel's text is not compared",
    "bitfields": "a signed bitfield is shown as unsigned",
    "latin": "bytes above 0x9f are characters",
    "qualifiers": "a member whose type is qualified itself has no type's name, nor an opening bracket",
    "names": "a name and its type are cut",
}


class Shower:
    """Shows values with one combination of flags. `quirks` are those to have; `used` those that made a difference."""

    def __init__(self, types, flags, quirks):
        self.types, self.flags, self.quirks, self.used = types, flags, quirks, set()
        # As the kernel has it: not reset by the end of a struct, and reset by that of an inner array.
        self.in_element = False
        self.only_looks = False  # whether anything is to be shown at all

    def has(self, quirk, differs):
        if differs and not self.only_looks:
            self.used.add(quirk)
        return differs and quirk in self.quirks

    def line(self, depth, text):
        compact = self.flags & COMPACT
        return f"{'' if compact else ' ' * depth}{text}{'' if compact else chr(10)}"

    def name(self, id, member, is_element=False):
        """The member's name, its type in parentheses, and the bracket behind it."""
        found, stars, brackets, t = "", "", "", self.types.by_id.get(id)
        while t and t["kind"] in ("PTR", "ARRAY", *kernel_types.MODIFIERS):
            found = found or (t["name"] if t["kind"] == "TYPEDEF" else "")
            stars += "*" if t["kind"] == "PTR" else ""
            brackets += "[]" if t["kind"] == "ARRAY" else ""
            t = self.types.by_id.get(t["type_id"])
        final = t["kind"] if t else "VOID"
        bracket = {"ARRAY": "[", "STRUCT": "{", "UNION": "{"}.get(self.types.strip(id)["kind"], "")
        text = bracket
        if is_element and not self.in_element and self.has("elements", True):
            is_element = False
        label = f".{member} = " if member and member != "(anon)" else ""
        if not is_element and not self.flags & NONAME:
            prefix = "" if found else KINDS.get(final, "")
            found = found or (t["name"] if t and t["name"] != "(anon)" else "")
            type_name = " ".join(word for word in (prefix, found) if word)
            text = f"{label}({type_name}{' ' if stars else ''}{stars}{brackets}){bracket}"
        if self.in_element and self.has("elements", text != ""):
            return ""
        if self.is_qualified(id) and self.has("qualifiers", text not in ("", "()")):
            return "" if self.flags & NONAME else f"{label}()"
        if stars and bracket and self.has("brackets", True):
            text = text[:-1]
        return text[:NAME_MAX] if self.has("names", len(text) > NAME_MAX) else text

    def is_qualified(self, id):
        return self.types.by_id.get(id, {"kind": "VOID"})["kind"] in ("CONST", "VOLATILE", "RESTRICT", "TYPE_TAG")

    def group(self, depth, name, parts, closing):
        """`name` and `parts` are functions: looking changes what the kernel shows afterwards."""
        if depth and not self.flags & ZERO and not self.only_looks:
            self.only_looks = True
            is_shown = "".join(parts())
            self.only_looks = False
            if not is_shown:
                return ""
        begin = self.line(depth, name())
        inside = "".join(parts())
        if self.only_looks and not inside:
            return ""
        return begin + inside + self.line(depth, closing + ("," if depth else ""))

    def value(self, id, data, name, depth):
        t = self.types.strip(id)
        if t["kind"] in ("STRUCT", "UNION"):
            return self.group(depth, name, lambda: [self.member(m, data, depth + 1) for m in t["members"]], "}")
        if t["kind"] == "ARRAY":
            return self.group(depth, name, lambda: list(self.elements(t, data, depth + 1)), "]")
        number, bits = int.from_bytes(data, "little"), 8 * len(data)
        if t["kind"] == "ENUM" and bits != 32:
            self.used.add("enums")
        if t["kind"] in ("ENUM", "ENUM64"):
            for value in t["values"]:
                if value["val"] & ((1 << bits) - 1) == number:
                    return self.leaf(name, value["name"], depth)
        return self.leaf(name, self.digits(t, number, bits), depth) if self.is_shown(number) else ""

    def is_shown(self, number):
        return number or self.flags & ZERO

    def leaf(self, name, text, depth):
        return self.line(depth, f"{name()}{text}{',' if depth else ''}")

    def member(self, m, data, depth):
        bits, at = m.get("bitfield_size", 0), m["bits_offset"]
        t = self.types.strip(m["type_id"])

        def name():
            return self.name(m["type_id"], m["name"])

        if not bits:
            begin, size = at // 8, self.types.size(t) or 0
            return self.value(m["type_id"], data[begin:begin + size], name, depth)
        number = int.from_bytes(data, "little") >> at & ((1 << bits) - 1)
        if not self.is_shown(number):
            return ""
        is_negative = t.get("encoding") == "SIGNED" and number >> (bits - 1)
        if is_negative and not self.has("bitfields", True):
            return self.leaf(name, str(number - (1 << bits)), depth)
        return self.leaf(name, f"0x{number:x}", depth)

    def elements(self, t, data, depth):
        element = self.types.strip(t["type_id"])
        size = self.types.size(element) or 0
        for i in range(t["nr_elems"]):
            at = i * size
            piece = data[at:at + size]
            if element["kind"] == "PTR" and self.has("pointers", piece != data[:size]):
                piece = data[:size]
            self.in_element = True
            if element["kind"] == "INT" and size == 1:
                if piece == b"\0":
                    self.in_element = False
                    return
                yield self.character(element, piece[0], depth)
            else:
                yield self.value(t["type_id"], piece, lambda: self.name(t["type_id"], None, is_element=True), depth)
            self.in_element = False

    def character(self, t, byte, depth):
        if 0x20 <= byte < 0x7f or self.has("latin", byte >= 0xa0):
            return self.line(depth, f"'{chr(byte)}',")
        return self.line(depth, self.digits(t, byte, 8) + ",")

    def digits(self, t, number, bits):
        if t["kind"] == "PTR":
            return f"0x{number:016x}"
        if bits not in (8, 16, 32, 64):
            return f"0x{number:x}"
        is_signed = t.get("encoding") == "SIGNED"
        return str(number - (1 << bits) if is_signed and number >> (bits - 1) else number)


def shown(shower, id, data):
    return shower.value(id, data, lambda: shower.name(id, None), 0)


def explain(types, id, flags, data, kernel, ours, counts):
    with_quirks, without = Shower(types, flags, set(QUIRKS)), Shower(types, flags, set())
    texts = shown(with_quirks, id, data), shown(without, id, data)
    for what, text, other in (("the kernel's", kernel, texts[0]), ("ours", ours, texts[1])):
        if text != other and not (what == "the kernel's" and "enums" in with_quirks.used):
            at = len(os.path.commonprefix([text, other]))
            start = max(at - 200, 0)
            sys.exit(f"type {id}, flags {flags}: {what} is\n{text[start:at + 100]}\nand not\n{other[start:at + 100]}")
    for quirk in with_quirks.used:
        counts[quirk] += 1


def compare(types, seed, density):
    command = [os.environ["KERNEL_SHOW"], os.environ["KERNEL_SHOW_OBJECT"], str(seed), str(density)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    same, counts, ids, explained = 0, collections.Counter(), set(), 0
    for line in process.stdout:
        if not line.endswith("\n"):
            break
        id, flags, data, kernel, ours = line.rstrip("\n").split(" ")
        ids.add(id)
        if kernel == ours:
            same += 1
            continue
        explained += 1
        texts = (bytes.fromhex(text).decode("latin-1") for text in (kernel, ours))
        explain(types, int(id), int(flags), bytes.fromhex(data), *texts, counts)
    why = process.stderr.read().strip()
    if process.wait() == peer.SKIPPED:
        peer.skip(why.splitlines()[-1])
    if process.returncode:
        sys.exit(f"kernel_show ended with {process.returncode}: {why}")
    what = f"{len(ids)} structs and unions; {same} texts are the kernel's, {explained} but for"
    print(f"{f'one byte in {density} set' if density else 'all zero'}: {what}")
    for quirk, count in counts.most_common():
        print(f"  {QUIRKS[quirk]}: {count} texts")


KERNEL = "/sys/kernel/btf/vmlinux"
if not os.path.exists(KERNEL):
    peer.skip(f"there is no {KERNEL}")
types = kernel_types.Types(kernel_types.read(KERNEL))
for seed, density in ((1, 1), (2, 16), (3, 0)):
    compare(types, seed, density)
