#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After the lock nothing that was typed or shown is left, but inside the vault.

A member's name and a report's words are typed and looked at, a file is attached, the
window is locked, and then the process is scanned byte by byte, a core of it is asked for,
and the folders where programs leave things are read. Prints TAP. AHADI and AHADICTL name the programs.
"""

import os
import secrets
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window  # noqa: E402
from needles import Needles, lock, scan_folders, scan_process  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]


def make_word():
    """A word that stands nowhere else."""
    letters = "bdfgjkmnprtvwz"
    return "Q" + "".join(secrets.choice(letters) + secrets.choice("aeiou") for _ in range(6))


class Words(Needles):
    """What is typed here, by what it is."""

    def __init__(self, passphrase):
        self.words = {
            "passphrase": passphrase,
            "name": make_word(),
            "draft": make_word(),
            "statement": make_word(),
            "person": make_word(),
            "file": make_word(),
        }
        super().__init__(
            (what, text) for what, word in self.words.items() for text in {word, word.lower()}
        )


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


def run(place, check):
    demo = Demo(AHADICTL, place / "demo")
    needles = Words(demo.passphrase)
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
