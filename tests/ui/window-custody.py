#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custodians' shares and people in the real window, with the keyboard only.

A branch draws three shares, checks each against its paper and lets them hold; the
passphrase is lost, two custodians type theirs, one of them wrongly at first, and a new
passphrase is chosen. A person is added and removed, a bundle is carried on for others, and
the laptop is handed over. Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a
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

from driver import Demo, Window, tell  # noqa: E402
from needles import assert_nothing_left  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
GROUPS = 19
NAMES = ("Achieng Qotuva", "Otieno Qezimo", "Chebet Qurawi")
FRESH = "copper river basket 9 lantern"
SEALED = "seven quiet herons over Kano"
HEIR = "eleven green boda wheels"


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
        self.papers = []
        self.window = None

    def ctl(self, *words, vault="kisumu-laptop", secret=None):
        secret = secret or self.folder / "demo" / "passphrase.txt"
        command = [AHADICTL, "--json", "--vault", self.demo.vaults[vault]]
        command += ["--passphrase-file", str(secret), *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    def open(self):
        vault = self.demo.vaults["kisumu-laptop"]
        self.window = Window(AHADI, vault, os.environ.get("AHADI_PICTURES"))
        return self.window

    def type_twice(self, words):
        self.window.type(words)
        self.window.key("Tab")
        self.window.type(words)

    # --- making ------------------------------------------------------------------------

    def choose_custodians(self):
        window = self.open()
        window.unlock(self.demo.passphrase)
        window.key("alt+6")
        window.find("Nobody holds a share")
        window.picture("safety-no-shares")
        window.key("alt+s")
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
            window.key("alt+d")
            window.choose_file(paper)
            window.wait_text("It is not sealed")
            self.papers.append(read_paper(paper))
            window.picture(f"shares-share-{number}")
            if number == 2:
                self.seal_it_in_a_file()
                continue
            window.key("ctrl+Return")
            window.find(f"Type share {number} from its paper", "heading")
            self.type_asked_group(number)
            window.key("Return")

    def seal_it_in_a_file(self):
        """What was opened again from its file is not asked for from paper."""
        window = self.window
        window.press("Seal It in a File", "push button")
        window.choose_file(self.sealed_path())
        window.wait_focus("New passphrase", "password text")
        self.type_twice(SEALED)
        window.picture("shares-seal")
        window.key("alt+l")
        window.wait_text("Sealed, and opened again from there")
        window.picture("shares-sealed")
        told = self.ctl("vault", "shares", "show", str(self.sealed_path()))
        assert told["sealed"] and told["index"] == 2, told
        window.key("ctrl+Return")

    def sealed_path(self):
        return self.folder / "otieno.ahadi-share"

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
        window.picture("safety-shares")

    # --- opening with them ---------------------------------------------------------------

    def give(self, groups, label):
        """Types a share in the entry called @label."""
        window = self.window
        window.wait_focus(label, "password text")
        window.key("ctrl+a")
        window.type(" ".join(groups))
        window.key("Return")

    def type_one_share_wrongly_and_then_right(self):
        window = self.window
        window.key("ctrl+l")
        window.find("Locked", "heading")
        window.find("Use custodians’ shares instead", "push button")
        window.key("alt+s")
        window.wait_focus("First share")
        window.picture("unlock-shares")
        right = self.papers[2]
        slip = str((int(right[2][0]) + 1) % 10) + right[2][1:]
        self.give([*right[:2], slip, *right[3:]], "First share")
        window.wait_text("Group 3 of this share is mistyped")
        window.picture("unlock-shares-mistyped")
        self.give(right, "First share")
        window.find("Share 3 of 3 was taken")

    def name_the_share_that_was_given_twice(self):
        label = "Share 2 of the 2 that are needed"
        self.give(self.papers[2], label)
        self.window.wait_text("This share is there twice")
        self.window.picture("unlock-shares-twice")
        self.window.key("alt+f")
        self.window.choose_file(self.sealed_path())
        self.window.wait_focus("Passphrase", "password text")
        self.window.type(SEALED)
        self.window.key("Return")
        self.window.find("Pages", "list")

    def choose_a_new_passphrase(self):
        window = self.window
        window.wait_text("The passphrase that was lost still opens the records")
        window.picture("unlock-new-passphrase")
        window.wait_focus("New passphrase", "password text")
        self.type_twice(FRESH)
        window.key("alt+s")
        window.gone("The passphrase that was lost")

    # --- people -------------------------------------------------------------------------

    def add_and_remove_a_person(self):
        window = self.window
        window.key("alt+6")
        window.find("Add a Person…", "push button")
        window.key("alt+a")
        window.find("Add a Person", "frame")
        window.type("Mwangi")
        window.key("Tab")
        self.type_twice("seven yellow matatu drums")
        window.picture("person-add")
        window.key("alt+a")
        window.find("Remove “Mwangi”", "push button")
        window.picture("safety-people")
        window.press("Remove “Mwangi”")
        window.find("Remove “Mwangi”?")
        window.key("alt+r")
        window.find("“Mwangi” is removed")
        window.picture("person-removed")
        window.key("alt+e")
        window.find("What changes")
        window.picture("rekey")
        window.key("Escape")

    def hand_over(self):
        window = self.window
        window.gone("What changes")
        window.key("alt+h")
        window.wait_text("The custodians’ shares will be void")
        window.picture("hand-over-changes")
        window.key("ctrl+Return")
        window.find("Who takes over?", "heading")
        window.settle()
        window.type("Wanjiru")
        window.key("Tab")
        self.type_twice(HEIR)
        window.picture("hand-over")
        window.key("alt+h")
        window.wait_text("“Wanjiru” alone opens the records now.")
        window.key("Return")
        window.wait_text("The new recovery code, shown only now")
        window.find("Nobody holds a share")
        window.picture("handed-over")
        window.key("alt+v")
        window.gone("The new recovery code, shown only now")

    # --- for others ----------------------------------------------------------------------

    def carry_what_is_for_others(self):
        window = self.window
        stick = self.folder / "stick"
        told = self.ctl("export", "--to", str(stick), vault="executive-director")
        window.key("alt+5")
        window.press("Import a Reply or Card…")
        window.choose_file(told["path"])
        window.find("This bundle is for others")
        window.picture("carry-ask")
        window.key("alt+a")
        window.find("1 sealed bundle,")
        window.picture("carry-kept")
        window.press("Export…")
        window.choose_folder(stick)
        window.wait_text("1 sealed bundle of others went along.")
        window.picture("carry-exported")
        window.key("Return")

    def nothing_is_left_after_the_lock(self):
        digits = (" ".join(paper[1:4]) for paper in self.papers)
        assert_nothing_left(self.window, *NAMES, SEALED, *digits)
        self.window.close()

    def the_next_person_alone_opens_it(self):
        secret = self.folder / "heir.txt"
        secret.write_text(HEIR + "\n", encoding="utf-8")
        people = self.ctl("vault", "people", "list", secret=secret)
        assert [one["name"] for one in people] == ["Wanjiru"], people
        assert self.ctl("vault", "check", secret=secret)["ok"]

    steps = (
        choose_custodians,
        check_each_against_its_paper,
        let_them_hold,
        type_one_share_wrongly_and_then_right,
        name_the_share_that_was_given_twice,
        choose_a_new_passphrase,
        add_and_remove_a_person,
        hand_over,
        carry_what_is_for_others,
        nothing_is_left_after_the_lock,
        the_next_person_alone_opens_it,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
