# SPDX-License-Identifier: BSD-2-Clause
"""The browser in tmux, as its users have it: what tmux shows must be what a replay of the same keys says, and the
terminal must be as it was when the browser is gone. Nothing sleeps: a screen is waited for."""
import os
import pathlib
import shutil
import signal as signals
import subprocess
import sys
import tempfile
import time

BTFDUMP = os.environ["BTFDUMP"]
INPUTS = pathlib.Path(os.environ["INPUTS"])
PATIENCE = 60  # seconds; a build with sanitizers on a busy machine is slow

if not shutil.which("tmux"):
    print("skipped: tmux is not installed")
    sys.exit(77)

folder = pathlib.Path(tempfile.mkdtemp())
environment = {**os.environ, "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": str(folder), "TERM": "xterm-256color", "PS1": "$ "}
for name in ("TMUX", "NO_COLOR", "PAGER"):
    environment.pop(name, None)
server = []  # the command that talks to the one that runs
started = 0


def tmux(*arguments):
    return subprocess.run([*server, *arguments], env=environment, cwd=INPUTS, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def screen():
    return [line.rstrip() for line in tmux("capture-pane", "-p").split("\n")]


def replayed(arguments, script, size):
    """The rows of the last screen of a script."""
    out = subprocess.run([BTFDUMP, "tui", *arguments, "--screen", size, "--script", "-"], env=environment, cwd=INPUTS,
                         input=script, text=True, check=True, stdout=subprocess.PIPE).stdout
    return out.split("== screen")[-1].split("== styles")[0].split("\n")[1:-1]


def wait(what, condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            print(f"FAILED: {what}; tmux shows:", *screen(), sep="\n")
            sys.exit(1)
        time.sleep(0.01)
    print(f"ok: {what}")


def shows(what, rows):
    wait(what, lambda: [row.rstrip() for row in screen()][:len(rows)] == [row.rstrip() for row in rows])


def shows_text(what, text):
    wait(what, lambda: any(text in row for row in screen()))


def stop():
    if server:
        subprocess.run([*server, "kill-server"], env=environment)


def start(width, height):
    """A shell in a fresh server, with a line on its screen that must be there again in the end."""
    global server, started
    stop()
    started += 1
    server = ["tmux", "-L", f"btfdump-{os.getpid()}-{started}", "-f", "/dev/null"]
    tmux("new-session", "-d", "-x", str(width), "-y", str(height), "bash --norc --noprofile")
    tmux("send-keys", f"stty -g >{folder}/modes; echo be''fore", "Enter")
    shows_text("a shell", "before")


def browse(*arguments):
    tmux("send-keys", f"{BTFDUMP} tui --no-state {' '.join(arguments)}", "Enter")


def browser():
    """The process that runs in the shell in tmux."""
    shell = tmux("display-message", "-p", "#{pane_pid}").strip()
    return int(pathlib.Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0])


def gone(what, status):
    shows_text(f"{what}: the screen is as it was", "before")
    tmux("send-keys", "echo ended with $?", "Enter")
    shows_text(f"{what}: it has ended with {status}", f"ended with {status}")


KERNEL = ["vmlinux-6.1.btf"]

# The first screen, a filter as it is typed, a type, its uses, and the way back.
start(100, 30)
browse(*KERNEL)
shows("the first screen", replayed(KERNEL, "screen", "100x30"))
tmux("send-keys", "-l", "/tcpcong")
shows("a filter", replayed(KERNEL, "keys /tcpcong", "100x30"))
tmux("send-keys", "Enter")
shows("a type", replayed(KERNEL, "keys /tcpcong<Enter>", "100x30"))
tmux("send-keys", "j", "j", "Tab", "Down")
shows("its uses", replayed(KERNEL, "keys /tcpcong<Enter>jj<Tab><Down>", "100x30"))
tmux("resize-window", "-x", "80", "-y", "24")
shows("another size", replayed(KERNEL, "keys /tcpcong<Enter>jj<Tab><Down>\nsize 80x24", "100x30"))
tmux("resize-window", "-x", "170", "-y", "20")
shows("three panes", replayed(KERNEL, "keys /tcpcong<Enter>jj<Tab><Down>\nsize 80x24\nsize 170x20", "100x30"))
tmux("resize-window", "-x", "80", "-y", "24")
tmux("send-keys", "BSpace")
shows("the way back", replayed(KERNEL, "keys /tcpcong<Enter>jj<Tab><Down>\nsize 80x24\nkeys <Backspace>", "100x30"))

# A copy is in tmux' buffer, and in a file.
tmux("send-keys", "y", "n")
shows_text("a copy is told", "tmux buffer")
assert tmux("show-buffer") == "tcp_congestion_ops", tmux("show-buffer")
assert (folder / "btfdump/copied").read_text() == "tcp_congestion_ops"
tmux("send-keys", "Escape", "q")
gone("q", 0)

# A value.
VALUE = ["values.o", "--value", "flow.bin", "--type", "'struct flow'"]
start(80, 24)
browse(*VALUE)
shows("a value", replayed([word.strip("'") for word in VALUE], "screen", "80x24"))
tmux("send-keys", "j", "j", "Tab")
shows("its bytes", replayed([word.strip("'") for word in VALUE], "keys jj<Tab>", "80x24"))
tmux("send-keys", "Q")
gone("Q", 0)

# Names that would write to the terminal.
for name in ("hostile_names.btf", "wide_names.btf"):
    start(80, 24)
    browse(name)
    shows(name, replayed([name], "screen", "80x24"))
    tmux("send-keys", "q")
    gone(name, 0)

# However it ends, the terminal is as before.
for signal, status in (("TERM", 143), ("HUP", 129), ("INT", 130), ("SEGV", 139)):
    start(80, 24)
    browse(*KERNEL)
    shows_text("it runs", "? help")
    tmux("send-keys", "/", "x")
    os.kill(browser(), signals.Signals[f"SIG{signal}"])
    if signal == "SEGV" and os.environ["SANITIZE"]:
        shows_text("SEGV: the sanitizer's report", "AddressSanitizer")
    else:
        gone(signal, status)
    tmux("send-keys", f"stty -g | cmp - {folder}/modes && echo same mo''des", "Enter")
    shows_text(f"{signal}: the modes are as they were", "same modes")

# Suspended, and gone on.
start(80, 24)
tmux("send-keys", f"{BTFDUMP} tui --no-state vmlinux-6.1.btf", "Enter")
shows_text("it runs", "? help")
tmux("send-keys", "/", "t", "c", "p", "c", "o", "n", "g")
tmux("send-keys", "Tab", "C-z")
shows_text("^Z: the shell is there", "Stopped")
shows_text("^Z: the screen is as it was", "before")
tmux("send-keys", "fg", "Enter")
shows("fg: as it was left", replayed(KERNEL, "keys /tcpcong<Tab>", "80x24"))
tmux("send-keys", "q")
shows_text("the screen is as it was", "before")

# What takes long shows a bar, and can be cancelled; what is broken is said where one came from.
for what, data in (("a kernel", INPUTS / "vmlinux-6.1.btf"), ("no BTF", INPUTS / "text.txt")):
    slow = folder / "slow"
    os.mkfifo(slow)
    start(80, 24)
    browse(str(slow))
    shows_text(f"{what}: a bar", "Esc cancels")
    slow.write_bytes(data.read_bytes())
    if what == "no BTF":
        gone("no BTF", 1)
        shows_text("no BTF: the error", "is neither BTF nor")
    else:
        shows_text("a kernel: after the bar", "? help")
    slow.unlink()
os.mkfifo(folder / "slow")
start(80, 24)
browse(str(folder / "slow"))
shows_text("a bar again", "Esc cancels")
tmux("send-keys", "Escape")
gone("cancelled", 1)

stop()
shutil.rmtree(folder)
