# SPDX-License-Identifier: BSD-2-Clause
"""The program at a terminal of its own: how it ends, what is kept of it, and what was typed while it opened a file.
Nothing sleeps but where a moment is to be met by chance."""
import fcntl
import json
import os
import pathlib
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

BTFDUMP = os.environ["BTFDUMP"]
INPUTS = pathlib.Path(os.environ["INPUTS"])
PATIENCE = 60  # seconds; a build with sanitizers on a busy machine is slow


class Browser:
    def __init__(self, *arguments, state, size=(30, 100)):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.stderr = tempfile.TemporaryFile()
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "XDG_STATE_HOME": str(state)}
        self.process = subprocess.Popen([BTFDUMP, "tui", *arguments], stdin=slave, stdout=slave, stderr=self.stderr,
                                        cwd=INPUTS, env=environment, start_new_session=True)
        os.close(slave)
        self.seen = b""

    def read(self, seconds):
        """Whether anything came."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            self.seen += os.read(self.master, 65536)
        except OSError:  # nobody has it open any more
            return False
        return True

    def wait_for(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.seen and time.monotonic() < end:
            self.read(1)
        if text not in self.seen:
            raise SystemExit(f"FAILED: no {text} among {self.seen[-2000:]}")

    def type(self, keys):
        os.write(self.master, keys)

    def status(self):
        """How it ended: as a shell has it, less than 0 for a signal; and what it said."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        if self.process.returncode is None:
            self.process.kill()
            raise SystemExit("FAILED: it did not end")
        while self.read(0):
            pass
        os.close(self.master)
        self.stderr.seek(0)
        return self.process.returncode, self.stderr.read().decode()


def check(what, found, expected):
    if found != expected:
        raise SystemExit(f"FAILED: {what}: {found} in place of {expected}")
    print(f"ok: {what}")


def state_of(folder):
    return json.loads((folder / "btfdump/state.json").read_text())


def signal_at_a_stuck_terminal(folder):
    browser = Browser("vmlinux-6.1.btf", state=folder, size=(100, 300))
    browser.wait_for(b"types")
    while browser.read(0.2):
        pass
    for _ in range(40):  # each with a screen that nobody reads
        browser.type(b"\x0c\x06")
        time.sleep(0.01)
    browser.process.send_signal(signal.SIGTERM)
    browser.process.wait(PATIENCE)
    check("a signal at a stuck terminal", browser.process.returncode, -signal.SIGTERM)
    os.close(browser.master)


def signal_at_any_moment(folder):
    """Between two keys, amid a frame, before one."""
    for turn in range(20):
        browser = Browser("vmlinux-6.1.btf", "--no-state", state=folder)
        browser.wait_for(b"types")
        browser.type(b":int\r")
        time.sleep(turn / 2000)
        browser.process.send_signal(signal.SIGTERM)
        status, _ = browser.status()
        if status != -signal.SIGTERM:
            raise SystemExit(f"FAILED: a signal {turn / 2} ms behind a key: ended with {status}")
    print("ok: a signal at any moment")


def marks_are_kept(folder):
    for letter, name in ("a", "sock"), ("b", "task_struct"):
        browser = Browser("vmlinux-6.1.btf", state=folder)
        browser.wait_for(b"types")
        browser.type(f":{name}\rm{letter}Q".encode())
        check(f"a mark on {name}", browser.status(), (0, ""))
    marks = state_of(folder)["marks"]
    check("marks of two browsers", {letter: marks[letter]["type"] for letter in marks},
          {"a": "struct sock", "b": "struct task_struct"})


def marks_that_can_not_be_kept(folder):
    (folder / "file").write_text("")
    browser = Browser("vmlinux-6.1.btf", state=folder / "file")
    browser.wait_for(b"types")
    browser.type(b":sock\rmaQ")
    status, told = browser.status()
    check("marks that can't be kept", (status, "Not a directory" in told), (1, True))


def opens_slowly(folder, keys):
    """The browser of a source that is a pipe: the bar is there, the keys are typed, then the source comes."""
    pipe = folder / f"pipe{len(list(folder.iterdir()))}"
    os.mkfifo(pipe)
    browser = Browser(str(pipe), "--no-state", state=folder)
    browser.wait_for(b"Esc cancels")
    browser.type(keys)
    return browser, pipe


def keys_while_it_opens(folder):
    browser, pipe = opens_slowly(folder, b":task_struct\r")
    while browser.seen.count(b"\x1b") < 60:  # the bar goes on: the keys have been taken
        browser.read(1)
    pipe.write_bytes((INPUTS / "vmlinux-6.1.btf").read_bytes())
    browser.wait_for(b"struct task_struct")
    browser.type(b"Q")
    check("keys while it opens", browser.status(), (0, ""))


def signal_while_it_opens(folder):
    browser, _ = opens_slowly(folder, b"")
    browser.process.send_signal(signal.SIGTERM)
    check("a signal while it opens", browser.status(), (-signal.SIGTERM, ""))


def escape_while_it_opens(folder):
    browser, _ = opens_slowly(folder, b"q\x1b")
    check("Esc while it opens", browser.status(), (1, ""))


def marks_of_browsers_that_end_together(folder):
    browsers = []
    for letter in "abcde":
        browser = Browser("vmlinux-6.1.btf", state=folder)
        browser.wait_for(b"types")
        browser.type(f":sock\rm{letter}".encode())
        browser.wait_for(f"mark {letter}:".encode())
        browsers.append(browser)
    for browser in browsers:
        browser.process.send_signal(signal.SIGHUP)
    check("browsers that end together", [browser.status()[0] for browser in browsers], 5 * [-signal.SIGHUP])
    check("their marks", "".join(state_of(folder)["marks"]), "abcde")


def two_signals_while_it_waits_for_entries(folder):
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    entry = b'{"key":["0x00"],"value":["0x01"]},'
    browser = Browser("values.o", "--value", str(pipe), "--type", "unsigned char", "--no-state", state=folder)
    with open(pipe, "wb", buffering=0) as writer:
        writer.write(b"[" + 1001 * entry)
        browser.wait_for(b"Decoded")
        browser.type(b":entry 5000\r")
        while browser.read(0.3):
            pass
        browser.process.send_signal(signal.SIGTERM)
        time.sleep(2.1)  # it is given a second
        browser.process.send_signal(signal.SIGTERM)
        check("two signals while it waits", browser.status()[0], -signal.SIGTERM)
    check("the terminal is given back", b"\x1b[?1049l" in browser.seen, True)


def two_signals_at_once(folder):
    """As systemd sends them: what is to be kept is kept all the same."""
    for letter in "abcdef":
        browser = Browser("vmlinux-6.1.btf", state=folder)
        browser.wait_for(b"types")
        browser.type(f":sock\rm{letter}".encode())
        browser.wait_for(f"mark {letter}:".encode())
        browser.process.send_signal(signal.SIGHUP)
        time.sleep((ord(letter) - ord("a")) / 1000)
        browser.process.send_signal(signal.SIGTERM)
        status, _ = browser.status()
        if status not in (-signal.SIGHUP, -signal.SIGTERM):
            raise SystemExit(f"FAILED: two signals at once: ended with {status}")
    check("marks after two signals at once", "".join(state_of(folder)["marks"]), "abcdef")


def closed_files(folder):
    """At a terminal, but for what is closed; a pipe or a file must not come to stand there instead."""
    for closed in "<&-", ">&-", "<&- 2>&-", ">&- 2>&-":
        master, slave = pty.openpty()
        done = subprocess.run(["sh", "-c", f"exec timeout {PATIENCE} {BTFDUMP} tui vmlinux-6.1.btf {closed}"], cwd=INPUTS,
                              stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        os.close(master)
        os.close(slave)
        check(f"standard files that are closed: {closed}", done.returncode, 1)


for test in (
    signal_at_a_stuck_terminal,
    signal_at_any_moment,
    two_signals_while_it_waits_for_entries,
    two_signals_at_once,
    marks_are_kept,
    marks_that_can_not_be_kept,
    marks_of_browsers_that_end_together,
    keys_while_it_opens,
    signal_while_it_opens,
    escape_while_it_opens,
    closed_files,
):
    with tempfile.TemporaryDirectory() as name:
        test(pathlib.Path(name))
