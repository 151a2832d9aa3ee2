#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After the lock nothing that was typed or shown is left, but inside the vault.

A member's name and a report's words are typed and looked at, a file is attached, the
window is locked, and then the process is scanned byte by byte, a core of it is asked for,
and the folders where programs leave things are read. Prints TAP. AHADI and AHADICTL name the programs.
"""

import os
import re
import secrets
import signal
import stat
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
PIECE = 1 << 24


def make_word():
    """A word that stands nowhere else."""
    letters = "bdfgjkmnprtvwz"
    return "Q" + "".join(secrets.choice(letters) + secrets.choice("aeiou") for _ in range(6))


class Needles:
    """What must not be found, by what it is; each also as wide characters."""

    def __init__(self, passphrase):
        self.words = {
            "passphrase": passphrase,
            "name": make_word(),
            "draft": make_word(),
            "statement": make_word(),
            "person": make_word(),
            "file": make_word(),
        }
        self.forms = [
            (f"{what} ({encoding})", text.encode(encoding))
            for what, word in self.words.items()
            for text in {word, word.lower()}
            for encoding in ("utf-8", "utf-16-le", "utf-32-le")
        ]

    def count_in(self, data, found):
        for what, form in self.forms:
            count = data.count(form)
            if count:
                found[what] = found.get(what, 0) + count

    @property
    def longest(self):
        return max(len(form) for _, form in self.forms)


def scan_stream(stream, size, needles, found):
    tail = b""
    while size > 0:
        piece = stream.read(min(PIECE, size))
        if not piece:
            return
        size -= len(piece)
        needles.count_in(tail + piece, found)
        tail = piece[-(needles.longest - 1) :]


def scan_process(pid, needles):
    """Every page of the process that can be read."""
    found = {}
    bytes_read = 0
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps.splitlines():
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) r\S+ .*?(\[v\w+\])?$", line)
            if not match or match[3]:
                continue
            start, end = int(match[1], 16), int(match[2], 16)
            memory.seek(start)
            try:
                scan_stream(memory, end - start, needles, found)
            except OSError:
                continue
            bytes_read += end - start
    return found, bytes_read


def list_files(folder, since):
    """Regular files that were changed after @since; other programs may take theirs away."""
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where) / name
            try:
                status = path.lstat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode) and status.st_mtime >= since:
                yield path, status.st_size


def scan_folders(folders, since, needles):
    found = {}
    for folder in folders:
        for path, size in list_files(folder, since):
            inside = {}
            try:
                with open(path, "rb") as stream:
                    scan_stream(stream, size, needles, inside)
            except OSError:
                continue
            found.update({f"{what} in {path}": count for what, count in inside.items()})
    return found


def record_a_member(window, words):
    window.key("alt+2")
    window.find("Add a member", "push button")
    window.key("ctrl+n")
    window.find("Say this first")
    window.wait_focus("Name")
    window.type(words["name"] + " Kamau")
    window.fill("Telephone", "0712 345 678")
    window.fill("County", "Kisumu")
    window.fill("Place", "Nyalenda")
    window.press("They agree that this is kept")
    window.key("ctrl+s")
    window.find(words["name"], "heading")


def attach_a_file(window, path):
    """To the member that is shown; its name and what is in it are the same word."""
    window.press("Attach Files…")
    window.choose_file(path)
    window.find("Attach a File")
    window.tab_to("Attach", "push button")
    window.key("space")
    window.wait_text("Attached and sealed")
    window.find(f"Save a copy of “{path.name}”", "push button")


def file_a_report(window, words):
    """As far as the page after the statement, where the lock meets it."""
    window.key("alt+4")
    window.find("File a report", "push button")
    window.key("ctrl+n")
    window.find("Before anything is told", "heading")
    window.press("I have said this")
    window.key("ctrl+Return")
    window.find("Is anyone in danger now?", "heading")
    window.tab_to("No")
    window.key("space")
    window.key("ctrl+Return")
    window.find("Is the report about one of these people?", "heading")
    window.press("None of these")
    window.key("ctrl+Return")
    window.find("What is it about?", "heading")
    window.press("Bullying")
    window.key("ctrl+Return")
    window.find("Who is part of it?", "heading")
    window.tab_to("Name")
    window.type(words["person"])
    window.key("ctrl+Return")
    window.find("What happened?", "heading")
    window.tab_to("What happened")
    window.type(words["statement"])
    window.key("ctrl+Return")
    window.find("When and where?", "heading")
    window.fill("Where it happened", words["draft"])


def lock(window):
    window.key("ctrl+l")
    window.find("Locked", "heading")
    wait_for("the backup", lambda: window.peek("Locked. Making") is None)
    window.settle()


def run(place, check):
    demo = Demo(AHADICTL, place / "demo")
    needles = Needles(demo.passphrase)
    letter = place / f"{needles.words['file']}.txt"
    letter.write_text(needles.words["file"] * 1000, encoding="utf-8")
    os.utime(letter, (0, 0))
    since = time.time()
    next((place / "demo").glob("passphrase*")).unlink()
    homes = {f"XDG_{name}_HOME": str(place / name.lower()) for name in ("DATA", "CACHE")}
    window = Window(AHADI, demo.vaults["kisumu-laptop"], None, homes)
    window.unlock(demo.passphrase)
    record_a_member(window, needles.words)
    attach_a_file(window, letter)
    file_a_report(window, needles.words)

    found, _ = scan_process(window.process.pid, needles)
    seen = {what.split()[0] for what in found}
    check(
        {"name", "draft", "statement"} <= seen,
        "while it is open, the scan finds what was typed",
        found,
    )

    lock(window)
    found, size = scan_process(window.process.pid, needles)
    check(size > 1 << 24 and not found, "once locked, nothing is left in the process", found)

    folders = [*homes.values(), window.settings.name, demo.vaults["kisumu-laptop"]]
    folders += ["/tmp", "/var/tmp", os.environ["XDG_RUNTIME_DIR"]]
    found = scan_folders(folders, since, needles)
    check(not found, "nor in the folders where programs leave things", found)

    window.process.send_signal(signal.SIGABRT)
    window.process.wait(timeout=30)
    dumped = os.WCOREDUMP(-window.process.returncode)
    check(not dumped, "and a forced core is not written", window.process.returncode)


def main():
    number = 0
    failed = False

    def check(holds, what, detail):
        nonlocal number, failed
        number += 1
        failed = failed or not holds
        print(f"{'ok' if holds else 'not ok'} {number} {what}", flush=True)
        if not holds:
            print(f"# {detail}", flush=True)

    print("1..4", flush=True)
    with tempfile.TemporaryDirectory(prefix="ahadi-memory-") as folder:
        run(Path(folder), check)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
