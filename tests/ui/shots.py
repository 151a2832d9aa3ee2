#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of the window: a tour of the demo's vaults, then the whole job.

AHADI and AHADICTL name the programs, AHADI_SCREEN the size of the screen (1280x800x24).
Every name in the pictures is the demo's own.
"""

import argparse
import importlib.util
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, prog="./dev shots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT", help="size of text")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--contrast", action="store_true", help="high contrast")
    parser.add_argument("--tour", action="store_true", help="only the demo's vaults")
    return parser.parse_args()


class Tour:
    def __init__(self, folder, look, demo):
        self.folder = folder
        self.look = look
        self.demo = demo

    def open(self, name):
        window = Window(AHADI, self.demo.vaults[name], str(self.folder), self.look)
        window.find("Passphrase", "password text")
        return window

    def branch(self):
        window = self.open("kisumu-laptop")
        window.picture("unlock")
        window.unlock(self.demo.passphrase)
        window.picture("home")
        window.key("alt+2")
        window.find("Add a member")
        window.picture("members-none-chosen")
        window.key("Tab")
        window.type("atis")
        window.find("Atis · ", "list item")
        window.key("Down", "Return")
        window.find("Atis", "heading")
        window.picture("members")
        window.key("ctrl+n")
        window.find("Say this first")
        window.picture("member-add")
        window.key("Escape")
        window.key("alt+3")
        window.find("Nyalenda Circle", "list item")
        window.picture("circles")
        window.key("alt+4")
        window.find("R-", "list item")
        window.picture("reports")
        window.key("alt+5")
        window.find("This laptop", None)
        window.picture("sync")
        window.key("ctrl+question")
        window.find("Keyboard", None, patience=10)
        window.picture("shortcuts")
        window.key("Escape")
        window.close()

    def office(self):
        window = self.open("membership-office")
        window.unlock(self.demo.passphrase)
        window.picture("office-home")
        window.key("alt+2")
        window.find("What went out and came in")
        window.picture("office-import")
        window.key("alt+3")
        window.find("Abdullahi", "list item")
        window.picture("office-members")
        window.key("alt+5")
        window.find("Digits to compare")
        window.picture("office-devices")
        window.key("alt+7")
        window.find("Directory 4", None)
        window.picture("office-directory")
        window.close()

    def committee(self):
        window = self.open("board-committee")
        window.unlock(self.demo.passphrase)
        window.key("alt+3")
        window.find("R-", "list item")
        window.key("Tab", "Tab", "Tab", "Down", "Return")
        window.find("R-", "heading")
        window.picture("committee-reports")
        window.close()


def run_job(folder, look):
    """The window's own test, with pictures."""
    place = Path(__file__).with_name("window-job.py")
    spec = importlib.util.spec_from_file_location("window_job", place)
    job = importlib.util.module_from_spec(spec)
    os.environ["AHADI_PICTURES"] = str(folder)
    os.environ.update(look)
    spec.loader.exec_module(job)
    return job.main()


def main():
    arguments = parse_arguments()
    look = {"AHADI_TEXT": str(arguments.text)}
    if arguments.dark:
        look["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
    if arguments.contrast:
        look["ADW_DEBUG_HIGH_CONTRAST"] = "1"
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ahadi-shots-") as place:
        tour = Tour(folder, look, Demo(AHADICTL, place))
        tour.branch()
        tour.office()
        tour.committee()
    failed = 0 if arguments.tour else run_job(folder / "job", look)
    print(f"The pictures are in {folder}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
