#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One person twice, in the real window, with the keyboard only.

A coordinator writes somebody down who is here, and is asked before it is saved; looks at who is
here; comes back to what was typed, and says that it is another person. Then pairs that came with
others are looked at, decided, and taken back. And an office sees reports about one person together.
Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, tell, wait_for  # noqa: E402
from needles import assert_nothing_left  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
NAMES = ("Qevuro Nyizamo", "Nyizamo Qevuro")
PHONE = "0712345678"


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.laptop = Path(self.demo.vaults["kisumu-laptop"])
        self.director = Path(self.demo.vaults["executive-director"])
        self.secret = self.folder / "passphrase"
        self.secret.write_text(self.demo.passphrase + "\n", encoding="utf-8")
        self.window = None
        self.add(NAMES[0])
        self.file_reports()

    def ctl(self, vault, *words):
        command = [AHADICTL, "--json", "--vault", str(vault)]
        command += ["--passphrase-file", str(self.secret), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def add(self, name, *words):
        fixed = ("--name", name, "--phone", PHONE, "--consent", "true", "--duplicate", "later")
        return self.ctl(self.laptop, "member", "add", *fixed, *words)

    def file_reports(self):
        fixed = ("--duty-shown", "true", "--danger", "no", "--consent", "yes", "--category", "bullying")
        said = ("--statement", "It happened at the meeting.", "--route", "executive-director")
        for name in ("Zadok Kiptanui", "Kiptanui Zadok"):
            person = ("--person", f"role=respondent,name={name}")
            self.ctl(self.director, "report", "file", *fixed, *said, *person)

    def open(self, vault):
        self.window = Window(AHADI, vault, os.environ.get("AHADI_PICTURES"))
        self.window.unlock(self.demo.passphrase)

    def decided(self):
        pairs = self.ctl(self.laptop, "duplicates", "list", "--decided")["pairs"]
        return sorted(pair["verdict"] for pair in pairs)

    def somebody_here_is_asked_about(self):
        self.open(self.laptop)
        window = self.window
        window.key("alt+2")
        window.find("Add a member")
        window.key("ctrl+n")
        window.wait_focus("Name")
        window.type(NAMES[1])
        window.fill("Telephone", PHONE)
        window.press("They agree that this is kept")
        window.key("ctrl+s")
        window.wait_text("Somebody here is probably the person")
        window.wait_text("name tokens swapped")
        window.picture("registration-asked")
        window.key("Escape")
        window.gone("Another Person: Save")
        window.find("Add a Member")

    def the_one_here_is_opened_and_nothing_typed_is_lost(self):
        window = self.window
        window.key("ctrl+s")
        window.wait_text("Somebody here is probably the person")
        window.press("Open")
        window.gone("Another Person: Save")
        window.find(NAMES[0], "heading")
        window.key("alt+1")
        window.wait_text(f"Draft: Member, {NAMES[1]}")
        window.press("Go On")

    def another_person_is_saved_and_told_apart(self):
        window = self.window
        window.find("Add a Member")
        window.key("ctrl+s")
        window.wait_text("Somebody here is probably the person")
        window.press("Another Person: Save")
        window.wait_text("Member added")
        window.find(NAMES[1], "heading")
        window.close()
        assert self.decided() == ["different"], self.decided()

    def pairs_are_looked_at(self):
        self.add("Qevuro Nyizamo")
        self.open(self.laptop)
        window = self.window
        window.key("alt+1")
        window.wait_text("2 pairs of members may be one person")
        window.picture("home-duplicates")
        window.press("Compare")
        window.wait_text("is this one person?")
        window.wait_text("same phone")
        window.picture("duplicates")

    def one_is_decided_and_taken_back(self):
        window = self.window
        before = self.count_pairs()
        window.key("1")
        window.wait_text("They are shown as one person now")
        wait_for("one pair less", lambda: self.count_pairs() < before)
        window.picture("duplicates-decided")
        window.key("ctrl+z")
        window.wait_text("Taken back")
        wait_for("the pair again", lambda: self.count_pairs() == before)
        window.key("1")
        wait_for("one pair less", lambda: self.count_pairs() < before)

    def count_pairs(self):
        """What "Pair 1 of 7" says; 0 when there is none."""
        for text in self.window.texts():
            if text.startswith("Pair "):
                return int(text.split(" of ")[1].split(":")[0])
        return 0

    def both_are_shown_together(self):
        window = self.window
        window.key("Escape")
        window.gone("Same Person")
        window.key("alt+2")
        window.find("Add a member")
        window.key("Tab")
        window.type("qevuro nyizamo")
        window.find("Qevuro Nyizamo · ", "list item")
        window.key("Down", "Return")
        window.wait_text("Also written down as")
        window.picture("member-same-person")

    def nothing_is_left_after_the_lock(self):
        assert_nothing_left(self.window, *NAMES)
        self.window.close()

    def reports_about_one_person_surface_together(self):
        self.open(self.director)
        window = self.window
        window.key("alt+3")
        window.find("R-", "list item")
        window.key("ctrl+f", "Return")
        window.wait_text("may be about the same person")
        assert not window.has_text("Zadok")
        window.picture("report-same-person")
        window.close()

    steps = (
        somebody_here_is_asked_about,
        the_one_here_is_opened_and_nothing_typed_is_lost,
        another_person_is_saved_and_told_apart,
        pairs_are_looked_at,
        one_is_decided_and_taken_back,
        both_are_shown_together,
        nothing_is_left_after_the_lock,
        reports_about_one_person_surface_together,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
