# SPDX-License-Identifier: BSD-2-Clause
"""What btfdump does when standard output is a terminal: pages, colours, escapes. Run in a pseudo-terminal."""
import os
import pty
import sys

BTFDUMP, INPUTS = os.environ["BTFDUMP"], os.environ["INPUTS"]
BOLD, RESET = b"\x1b[1m", b"\x1b[0m"
failed = []


def in_terminal(*args, **environment):
    """What appears on the terminal, and the exit status."""
    child, terminal = pty.fork()
    if child == 0:
        env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
        os.chdir(INPUTS)
        os.execve(BTFDUMP, [BTFDUMP, *args], env)
    shown = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        shown += data
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return shown.replace(b"\r\n", b"\n"), status


def check(name, holds, shown):
    if not holds:
        failed.append(name)
        print(f"FAILED {name}: {shown}")


shown, status = in_terminal("small.btf", "#1", "--no-pager")
check("colours on a terminal", BOLD + b"unsigned char" + RESET in shown and status == 0, shown)

shown, _ = in_terminal("small.btf", "#1", "--no-pager", NO_COLOR="1")
check("NO_COLOR is obeyed", shown.startswith(b"[1] INT 'unsigned char' size=1"), shown)

shown, _ = in_terminal("small.btf", "#1", "--no-pager", NO_COLOR="")
check("an empty NO_COLOR says nothing", BOLD in shown, shown)

shown, _ = in_terminal("small.btf", "#1", "--no-pager", TERM="dumb")
check("no colours on a dumb terminal", b"\x1b" not in shown, shown)

shown, _ = in_terminal("small.btf", "#1", "--no-pager", "--color=never")
check("--color=never", b"\x1b" not in shown, shown)

shown, _ = in_terminal("hostile_names.btf", "--no-pager", "--color=never")
check("no name writes to the terminal", b"\x1b" not in shown and b"\x7f" not in shown, shown)
check("control bytes are escaped", rb"'red\x1b[31m'" in shown, shown)
check("broken UTF-8 is escaped", rb"latin-1 \xe9, C1 \xc2\x9b, DEL \x7f" in shown, shown)
check("good UTF-8 is not", "naïve €".encode() in shown, shown)

shown, _ = in_terminal("hostile_names.btf", "--no-pager", "--json")
check("JSON has no control bytes either", b"\x1b" not in shown and rb"red\u001b[31m" in shown, shown)

shown, status = in_terminal("small.btf", "#2", "--color=never", PAGER="sed 's/^/paged: /'")
check("PAGER is used", shown.startswith(b"paged: [2] INT") and status == 0, shown)

shown, _ = in_terminal("small.btf", "#2", "--color=never", PAGER="false", BTFDUMP_PAGER="sed s/INT/own/")
check("BTFDUMP_PAGER goes before it", b"[2] own" in shown, shown)

for pager in ("", "cat"):
    shown, _ = in_terminal("small.btf", "#2", "--color=never", PAGER=pager)
    check(f"PAGER='{pager}' is none", shown.startswith(b"[2] INT"), shown)

shown, _ = in_terminal("hostile_names.btf", "#1", PAGER="cat -v")
check("names are escaped for a pager too", rb"red\x1b[31m" in shown, shown)

shown, status = in_terminal("small.btf", PAGER="no-such-pager")
check("a pager that can't be run is an error", b"the pager 'no-such-pager' can't be run" in shown
      and status == 1, shown)

shown, status = in_terminal("small.btf", PAGER="head -n 1")
check("a pager that quits early is none", shown.count(b"\n") == 1 and status == 0, shown)

shown, status = in_terminal("small.btf", "nosuch", PAGER="sed s/^/paged:/")
check("errors are not paged", shown.startswith(b"btfdump: ") and status == 1, shown)

sys.exit(1 if failed else 0)
