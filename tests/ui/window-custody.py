#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custodians' shares in the real window, with the keyboard only.

A branch draws three shares, checks each against its paper and lets them hold; the
passphrase is lost, two custodians type theirs, one of them wrongly at first, and a new
passphrase is chosen. Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a
folder for pictures.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, tell, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
GROUPS = 19
NAMES = ("Achieng", "Otieno", "Chebet")


def read_paper(path):
    """The groups of digits on a sheet, in their order."""
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    groups = re.findall(r"\b\d{6}\b", told.stdout.decode())
    assert len(groups) == GROUPS, told.stdout.decode()
    return groups


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.vault = self.demo.vaults["kisumu-laptop"]
        self.papers = []
        self.window = None

    def ctl(self, *words):
        secret = self.folder / "demo" / "passphrase.txt"
        command = [AHADICTL, "--json", "--vault", self.vault, "--passphrase-file", str(secret)]
        done = subprocess.run([*command, *words], check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    def open(self):
        self.window = Window(AHADI, self.vault, os.environ.get("AHADI_PICTURES"))
        return self.window

    # --- making ------------------------------------------------------------------------

    def choose_custodians(self):
        window = self.open()
        window.unlock(self.demo.passphrase)
        window.key("alt+6")
        window.find("Nobody holds a share")
        window.tab_to("Make Shares…")
        window.picture("safety-no-shares")
        window.key("space")
        window.find("How many custodians?", "heading")
        window.wait_focus("Custodians", "spin button")
        window.picture("shares-numbers")
        window.key("ctrl+Return")
        window.find("Who are they?", "heading")
        for number, name in enumerate(NAMES, 1):
            window.fill(f"Who gets share {number}", name)
        window.picture("shares-names")
        window.key("ctrl+Return")
        window.find(f"Share 1 of 3 for {NAMES[0]}", "heading")

    def check_each_against_its_paper(self):
        window = self.window
        for number, name in enumerate(NAMES, 1):
            paper = self.folder / f"share-{number}.pdf"
            window.find(f"Share {number} of 3 for {name}", "heading")
            window.press("Save as PDF…")
            window.choose_file(paper)
            window.wait_text("It is not sealed")
            self.papers.append(read_paper(paper))
            window.picture(f"shares-share-{number}")
            window.key("ctrl+Return")
            window.find(f"Type share {number} from its paper", "heading")
            self.type_asked_group(number)
            window.key("Return")

    def type_asked_group(self, number):
        window = self.window
        entry = window.find("Group ", "password text")
        window.wait_focus("Group ")
        asked = int(entry.get_name().split()[1])
        if number == 1:
            window.type("123456")
            window.wait_text("That is not what was drawn")
            window.picture("shares-check-wrong")
            window.key("ctrl+a")
        window.type(self.papers[-1][asked - 1])
        window.wait_text("Right.")

    def let_them_hold(self):
        window = self.window
        window.find("Let these shares hold?", "heading")
        window.picture("shares-hold")
        window.key("ctrl+Return")
        window.find("Any 2 of 3 open the records together")
        window.tab_to("Make New Shares…")
        window.picture("safety-shares")
        window.close()
        told = self.ctl("vault", "shares", "list")
        assert (told["threshold"], told["names"]) == (2, list(NAMES)), told

    steps = (choose_custodians, check_each_against_its_paper, let_them_hold)


if __name__ == "__main__":
    sys.exit(tell(Story))
