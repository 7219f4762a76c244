# SPDX-License-Identifier: BSD-2-Clause
"""Every struct and union of a kernel that has a name: `btfdump show --ndjson` against `pahole`, as data.

    pahole_layout.py [BTF...]   raw BTF; else the running kernel's (that in fixtures/ where it has none),
                                and what is compiled from fixtures/src for both byte orders

Compared are, in their order, the members with depth, name, offset, size and bits; holes and bit holes; the
padding that members end in; the borders of cachelines; and the figures below each struct. Where pahole says
something else for a reason, a rule below says which, and is counted: the counts are printed.
"""
import collections
import json
import lzma
import pathlib
import re
import subprocess
import sys

import peer

NUMBER = r"(\d+)"
LINES = {  # by what a line of pahole's is: its pattern; tabs are its depth
    "begin": re.compile(r"(\t+)(?:(?:const|volatile) )*(struct|union|enum) \{$"),
    "hole": re.compile(r"(\t+)/\* XXX (\d+) bytes? hole"),
    "bit_hole": re.compile(r"(\t+)/\* XXX (\d+) bits? hole"),
    "tail": re.compile(r"(\t+)/\* XXX last struct has (\d+) bytes? of padding"),
    "border": re.compile(r"(\t+)/\* --- cacheline (\d+) boundary \(\d+ bytes\) (?:was (\d+) bytes? ago )?--- \*/"),
    "member": re.compile(r"(\t+)(.*?)\s*/\*\s*(\d+)(?::\s*(\d+))?\s+(\d+) \*/$"),
}
FIGURES = {
    "size": r"size: (\d+)", "cachelines": r"cachelines: (\d+)", "vlen": r"members: (\d+) \*/",
    "member_bytes": r"sum members: (\d+)", "holes": r", holes: (\d+)", "hole_bytes": r"sum holes: (\d+)",
    "bitfield_bits": r"sum bitfield members: (\d+)", "bit_holes": r", bit holes: (\d+)",
    "bit_hole_bits": r"sum bit holes: (\d+)", "padding": r"/\* padding: (\d+)",
    "bit_padding": r"bit_padding: (\d+)", "last_cacheline": r"last cacheline: (\d+)",
}
SAID_ONLY_BESIDE_HOLES = ("member_bytes", "bitfield_bits")

Member = collections.namedtuple("Member", "kind depth words offset size bit bits")
rules = collections.Counter()


def find_pahole():
    try:
        done = subprocess.run(["pahole", "--version"], capture_output=True, text=True)
    except FileNotFoundError:
        peer.skip("pahole is not installed")
    return done.stdout.strip()


def read_line(line):
    for kind, pattern in LINES.items():
        if match := pattern.match(line):
            return kind, match.groups()
    return None, ()


def their_items(lines):
    """The items of one type; `begin` with the number of items before it is kept on a stack."""
    items, opened = [], []
    for line in lines:
        kind, found = read_line(line)
        if kind == "begin":
            opened.append((found[1], len(items)))
            items.append(Member("begin", len(found[0]), "", None, None, None, None))
        elif kind == "member":
            tabs, words, offset, bit, size = found
            bits = re.search(r":(\d+);$", words)
            member = Member("member", len(tabs), words, int(offset), int(size), bit and int(bit),
                            bits and int(bits[1]))
            if words.startswith("}"):
                keyword, start = opened.pop()
                if keyword == "enum":
                    rules["an enum without a name is shown in place, with its values"] += 1
                    del items[start:]
                elif words.startswith(("} *", "}*")):
                    rules["what a pointer points to is shown in place, where it has no name"] += 1
                    del items[start:]
                else:
                    member = member._replace(kind="end")
            items.append(member)
        elif kind == "border":
            items.append(("border", int(found[1]), int(found[2] or 0)))
        elif kind:
            items.append((kind, len(found[0]), int(found[1])))
    return items


def theirs(path):
    """By (keyword, name): items and figures of each type of that name, in their order."""
    done = subprocess.run(["pahole", "-F", "btf", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True, check=True)
    types = collections.defaultdict(list)
    for part in re.split(r"^(?=(?:struct|union) \w+ \{$)", done.stdout, flags=re.M)[1:]:
        lines = part.split("\n")
        keyword, name, _ = lines[0].split(" ")
        summary = part.rpartition("\n\t/* size:")[2] if "\n\t/* size:" in part else ""
        figures = {key: re.search(pattern, "\t/* size:" + summary) for key, pattern in FIGURES.items()}
        types[keyword, name].append((their_items(lines[1:]), {
            key: int(found[1]) if found else 0 for key, found in figures.items()} if summary else {}))
    return types


def our_border(rows, index):
    """pahole draws a border before members only, and so behind a hole and not before padding."""
    start = rows[index]["byte_offset"]
    following = index + 1
    while rows[following]["row"] in ("hole", "bit_hole", "padding", "bit_padding"):
        following += 1
    if rows[following]["row"] in ("end", "cacheline"):
        rules["no border before padding, or inside of a hole"] += 1
        return []
    if following != index + 1:
        rules["a border inside of a hole or before it is drawn behind it"] += 1
    return [("border", start // 64, rows[following]["byte_offset"] - start)]


def our_member(row):
    name = "" if row["name"] == "(anon)" else row["name"]
    if "bitfield_size" in row:
        return Member(row["row"], row["depth"], name, row["storage_offset"], row["storage_size"],
                      row["bits_offset"] - 8 * row["storage_offset"], row["bitfield_size"])
    return Member(row["row"], row["depth"], name, row["byte_offset"], row.get("byte_size", 0), None, None)


def our_tail(row, keywords):
    """What a member ends in. Of one shown in place that is a row of its own."""
    if row["row"] == "padding":
        depth, size, is_struct = row["depth"] - 1, row["byte_size"], keywords[-1] == "struct"
        around = keywords[-2] if depth else None
        if depth and keywords[-1] == "array":
            rules["padding of an array's elements is not mentioned"] += 1
    else:
        depth, size, is_struct = row["depth"], row["tail_padding"], True
        around = keywords[-1]
    if around is None or not is_struct:
        return []
    if around == "union":
        rules["padding that an arm of a union ends in is not mentioned"] += 1
        return []
    if row["row"] == "member" and not row["type_name"].startswith("struct "):
        rules["padding of a struct behind a typedef or a qualifier is not mentioned"] += 1
        return []
    return [("tail", depth, size)]


def our_items(rows):
    items, keywords = [], []
    for index, row in enumerate(rows):
        kind = row["row"]
        if kind == "begin":
            keywords.append("array" if row["type_name"].endswith("]") else
                            "union" if re.search(r"\bunion ", row["type_name"]) else "struct")
            if row["depth"]:
                items.append(Member("begin", row["depth"], "", None, None, None, None))
        elif kind == "end":
            keywords.pop()
            if row["depth"]:
                items.append(our_member(row))
        elif kind == "member":
            items.append(our_member(row))
        elif kind in ("hole", "bit_hole"):
            items.append((kind, row["depth"], row.get("byte_size", row.get("bitfield_size"))))
        elif kind == "cacheline":
            items += our_border(rows, index)
        if kind == "padding" or "tail_padding" in row:
            items += our_tail(row, keywords)
    return items


def same_place(mine, their, size):
    """A bitfield's place is its storage unit's; in the end it is its first bit and its number of bits."""
    if mine[3:] == their[3:]:
        return True
    if not mine.bits or mine.bits != their.bits or 8 * mine.offset + mine.bit != 8 * their.offset + their.bit:
        return False
    if their.offset + their.size > size:
        rules["the storage unit of a bitfield reaches beyond the end of a packed struct"] += 1
    elif their.bit + their.bits > 8 * their.size:
        rules["a bitfield of a packed struct is not all in the storage unit it is shown in"] += 1
    else:
        return False
    return True


def same_item(mine, their, size):
    if not isinstance(mine, Member) or not isinstance(their, Member):
        return mine == their
    return mine[:2] == their[:2] and (not mine.words or re.search(rf"\b{mine.words}\b", their.words)) and \
        same_place(mine, their, size)


def grouped(items):
    """What lies between two members stands in no certain order: members, what is unused, tails, borders."""
    return ([item for item in items if isinstance(item, Member)],
            [item for item in items if item[0] in ("hole", "bit_hole")],
            [item for item in items if item[0] == "tail"],
            [item for item in items if item[0] == "border"])


def difference(mine, items, their_items, their_figures):
    """What differs first between a type of ours and one of pahole's; None: nothing."""
    for ours, their in zip(grouped(items), grouped(their_items)):
        for left, right in zip(ours, their):
            if not same_item(left, right, mine["size"]):
                return f"ours {left}, pahole's {right}"
        if len(ours) != len(their):
            return f"{len(ours)} of ours and {len(their)} of pahole's: {ours} {their}"
    for key, value in their_figures.items():
        if mine[key] != value and (value or key not in SAID_ONLY_BESIDE_HOLES):
            return f"{key} is {mine[key]}, pahole's {value}"
    return None


def compare(path):
    shown = theirs(path)
    count = members = 0
    for line in peer.output([peer.BTFDUMP, "show", path, "*", "--ndjson"]).splitlines():
        if b'"rows":' not in line:
            continue
        mine = json.loads(line)
        if mine["kind"] == "TYPEDEF":
            continue
        name = mine["kind"].lower(), mine["name"]
        items = our_items(mine["rows"])
        differences = [difference(mine, items, *their) for their in shown[name]]
        if None not in differences:
            sys.exit(f"{' '.join(name)}: {differences[0] if differences else 'pahole does not show it'}")
        count += 1
        members += sum(row["row"] == "member" for row in mine["rows"])
    several = sum(len(types) for types in shown.values())
    if several > count:
        sys.exit(f"pahole shows {several} types, and not {count}")
    if several < count:
        rules["of types of one name and layout it shows one"] += count - several
    return count, members


def kernel():
    running = pathlib.Path("/sys/kernel/btf/vmlinux")
    if running.exists():
        return running
    path = folder / "vmlinux.btf"
    path.write_bytes(lzma.decompress((peer.ROOT / "fixtures/bin/vmlinux-6.1-cloud-amd64.btf.xz").read_bytes()))
    return path


def objects():
    """What clang makes of the sources in fixtures, for both byte orders."""
    for source in sorted((peer.ROOT / "fixtures/src").glob("*.c")):
        for target in ("bpfel", "bpfeb"):
            obj = folder / f"{source.stem}.{target}.o"
            subprocess.run(["clang", "-target", target, "-g", "-O2", "-c", source, "-o", obj], check=True)
            yield obj


version = find_pahole()
folder = peer.BUILD / "pahole-layout"
folder.mkdir(exist_ok=True)
counts = [compare(path) for path in sys.argv[1:] or [kernel(), *objects()]]
print(f"{len(counts)} files, {sum(types for types, _ in counts)} structs and unions with "
      f"{sum(members for _, members in counts)} members: the same as pahole {version} shows")
for rule, times in sorted(rules.items()):
    print(f"  pahole: {rule}, {times} times")
