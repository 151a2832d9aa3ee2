#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup, drill and restore in the real window, with the keyboard only.

A branch backs up to a stick, keeps only the newest there, tries the backup with its passphrase, goes back to it, loses
its vault and begins again from the stick. Prints TAP. AHADI and AHADICTL name the programs;
AHADI_PICTURES a folder for pictures.
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, tell, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]


class Story:
    def __init__(self, folder):
        self.demo = Demo(AHADICTL, Path(folder) / "demo")
        self.vault = Path(self.demo.vaults["kisumu-laptop"])
        self.stick = Path(folder) / "stick"
        self.stick.mkdir()
        self.window = None

    def open(self):
        self.window = Window(AHADI, self.vault, os.environ.get("AHADI_PICTURES"))

    def answer_secret(self):
        window = self.window
        window.find("Passphrase or recovery code", "password text")
        window.wait_focus("Passphrase or recovery code")
        window.type(self.demo.passphrase)
        window.key("Return")

    def close_sheet(self, heading):
        window = self.window
        window.wait_text(heading, patience=60)
        window.picture(heading.lower().replace(" ", "-"))
        window.key("Return")
        window.gone(heading)

    def home_asks_for_a_drill(self):
        self.open()
        self.window.unlock(self.demo.passphrase)
        self.window.wait_text("See that the backup opens")
        self.window.picture("home-drill")
        self.window.press("Go to Safety")
        self.window.find("Back Up Now…", "push button")
        self.window.picture("safety-first")

    def back_up_to_the_stick(self):
        window = self.window
        window.press("Back Up Now…")
        window.choose_folder(self.stick)
        self.close_sheet("Backed up")
        window.gone("There is no backup outside this laptop yet.")
        window.picture("safety-backed-up")
        assert len(list(self.stick.glob("*.ahadi-backup"))) == 1

    def only_so_many_stay(self):
        window = self.window
        window.tab_to("Newest backups to keep")
        window.picture("safety-keep")
        window.key("space")
        window.key("Home")
        window.key("Return")
        older = next(self.stick.glob("*.ahadi-backup"))
        window.press("Back Up Now…")
        self.close_sheet("Backed up")
        assert len(list(self.stick.glob("*.ahadi-backup"))) == 1
        assert not older.exists()

    def try_the_backup(self):
        window = self.window
        window.press("Try the Backup…")
        window.find("Passphrase or recovery code", "password text")
        window.picture("safety-question")
        self.answer_secret()
        self.close_sheet("The backup opens")
        window.wait_text("last tried with the passphrase")

    def see_that_everything_is_whole(self):
        window = self.window
        window.press("Check Now")
        window.find("What was found", None)
        window.wait_text("The vault is whole")
        window.picture("safety-checked")
        window.key("Return")
        window.gone("What was found")
        window.key("alt+1")
        window.gone("See that the backup opens")
        window.close()

    def go_back_to_the_backup(self):
        """From the lock; the vault that is there is moved aside, whole."""
        self.open()
        window = self.window
        window.press("Restore from a Backup…")
        window.choose_file(next(self.stick.glob("*.ahadi-backup")))
        window.wait_text("they are moved aside, whole")
        window.picture("unlock-restore")
        self.answer_secret()
        window.wait_text("The vault that was here is kept, whole, beside it", patience=60)
        self.close_sheet("Restored")
        window.find("Pages", "list")
        aside = list(self.vault.parent.glob("kisumu-laptop-until-*"))
        assert len(aside) == 1 and (aside[0] / "slots").exists(), aside
        window.close()

    def begin_again_from_the_stick(self):
        shutil.rmtree(self.vault)
        self.open()
        window = self.window
        window.find("Who will use this laptop?", "heading")
        window.picture("welcome-restore")
        window.press("Restore from a Backup…")
        window.choose_file(next(self.stick.glob("*.ahadi-backup")))
        self.answer_secret()
        self.close_sheet("Restored")
        window.find("Pages", "list")
        wait_for("the vault", lambda: (self.vault / "slots").exists())

    def destroyed_records_leave_the_window(self):
        """Whoever looks on must see nothing of them any more."""
        window = self.window
        window.key("alt+6")
        window.find("Destroy the records on this laptop", None)
        window.tab_to("Type “", key="shift+Tab")
        window.type("Kisumu laptop")
        window.press("Destroy…")
        window.find("Destroy the records on this laptop?", None)
        window.key("alt+d")
        window.find("Who will use this laptop?", "heading")
        window.picture("wiped")
        assert not window.has_text("Kisumu"), window.texts()
        assert not (self.vault / "slots").exists()
        window.close()

    steps = (
        home_asks_for_a_drill,
        back_up_to_the_stick,
        only_so_many_stay,
        try_the_backup,
        see_that_everything_is_whole,
        go_back_to_the_backup,
        begin_again_from_the_stick,
        destroyed_records_leave_the_window,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
