#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory in the real window, with the keyboard only.

The membership office adds a custodian, so that two of two must sign: drafted, saved,
signed with the new key, added and published; a text of the Code and a setting are
drafted, and forgotten. A branch sees what a card changes, takes it in, is told that
nothing newer came, and of a card from before.
Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, tell, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
KEY_PASSPHRASE = "lantern orchid matatu"


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.office = self.demo.vaults["membership-office"]
        self.branch = self.demo.vaults["kisumu-laptop"]
        self.stick = self.folder / "stick"
        self.stick.mkdir()
        self.draft = self.stick / "next.ahadi-draft"
        self.old_card = self.stick / "old.ahadi-card"
        self.text = self.stick / "kanuni.txt"
        self.text.write_text("Kanuni za Maadili\n\n1. Nitaheshimu kila mtu.\n", encoding="utf-8")
        self.letter = self.stick / "letter.ahadi-card"
        self.letter.write_text("Dear friends,\n", encoding="utf-8")
        self.key = self.make_key("chair")
        self.in_vault(self.office, "card", "export", self.old_card)
        self.window = None

    def run(self, *words):
        command = [AHADICTL, *map(str, words)]
        return subprocess.run(command, check=True, capture_output=True, text=True)

    def in_vault(self, vault, *words):
        passphrase = self.folder / "demo-passphrase"
        passphrase.write_text(self.demo.passphrase + "\n", encoding="utf-8")
        return self.run("--vault", vault, "--passphrase-file", passphrase, *words)

    def make_key(self, name):
        path = self.stick / f"{name}.key"
        secret = self.folder / "passphrase"
        secret.write_text(KEY_PASSPHRASE + "\n", encoding="utf-8")
        words = ("directory", "custodian", "new", "--name", name, "--to", path)
        self.run(*words, "--key-passphrase-file", secret, "--minimum-cost")
        return path

    def open(self, vault, nth_page, environment=None):
        self.window = Window(AHADI, vault, os.environ.get("AHADI_PICTURES"), environment)
        self.window.unlock(self.demo.passphrase)
        self.window.key(f"alt+{nth_page}")

    def the_office_sees_who_is_trusted(self):
        self.open(self.office, 7)
        window = self.window
        window.wait_text("1 of 1 must sign each directory")
        window.wait_text("Nothing waits.")
        window.find("Directory 4", None)
        window.picture("directory")

    def custodians_to_be_are_drafted(self):
        window = self.window
        window.press("Change…")
        window.find("Custodians to Be", None)
        window.wait_text("Two of three is a good rule")
        window.press("Add Public Keys…")
        window.choose_file(f"{self.key}.pub")
        window.tab_to("How many must sign")
        window.key("Up")
        window.wait_text("One lost key")
        window.picture("custodians")
        window.press("Draft It")
        window.wait_text("Custodians to be: 1 of 2 have signed")
        window.wait_text("Custodians until now: 1 of 1 have signed")
        window.picture("draft")

    def a_draft_is_saved_and_signed(self):
        window = self.window
        window.press("Save to a Stick…")
        window.choose_file(self.draft)
        wait_for("the draft", self.draft.exists)
        window.press("Open a Draft…")
        window.choose_file(self.draft)
        window.wait_text("It follows the card with these digits.")
        window.picture("draft-window")
        window.press("Sign…")
        window.choose_file(self.key)
        window.find("Passphrase", "password text")
        window.wait_focus("Passphrase")
        window.picture("draft-sign")
        window.type(KEY_PASSPHRASE)
        window.key("Return")
        window.wait_text("Signed, and written to the file.")
        window.picture("draft-signed")
        window.key("Escape")
        window.gone("It follows the card")

    def copies_are_added_and_published(self):
        window = self.window
        window.press("Add Signed Copies…")
        window.choose_file(self.draft)
        window.wait_text("Enough have signed")
        window.picture("draft-enough")
        window.press("Publish")
        window.wait_text("2 of 2 must sign each directory")
        window.gone("Enough have signed")

    def a_text_of_the_code_is_drafted(self):
        window = self.window
        window.press("Choose a Text…")
        window.find("A Text of the Code of Conduct", None)
        window.wait_focus("Language")
        window.type("sw")
        window.picture("code")
        window.key("alt+f")
        window.choose_file(self.text)
        window.wait_text("The text of the Code in “sw” is another")
        window.wait_text("Custodians: 1 of 2 have signed")

    def a_setting_is_drafted_beside_it(self):
        window = self.window
        window.press("Set…")
        window.find("A Setting for Everybody", None)
        window.wait_focus("Name")
        window.type("meeting-day")
        window.tab_to("Value")
        window.type("Saturday")
        window.picture("setting")
        window.key("alt+d")
        window.wait_text("meeting-day")
        window.wait_text("The text of the Code in “sw” is another")
        window.picture("draft-code")
        window.press("Forget…")
        window.find("Forget this draft?", None)
        window.key("alt+f")
        window.wait_text("Nothing waits.")

    def a_draft_is_forgotten(self):
        window = self.window
        window.press("New Key…")
        window.find("Give this laptop a new key?", None)
        window.key("alt+n")
        window.wait_text("a holder is sealed to with a new key")
        window.press("Forget…")
        window.find("Forget this draft?", None)
        window.key("alt+f")
        window.wait_text("Nothing waits.")

    def a_laptop_is_revoked_with_a_reason(self):
        window = self.window
        window.key("alt+5")
        window.press("Revoke Board Membership Committee")
        window.wait_focus("Why")
        window.type("Left on a bus")
        window.key("Tab")
        window.wait_focus("Count nothing written since")
        window.type("2020-01-01")
        window.picture("revoke")
        window.press("Revoke")
        window.find("Revoked", None)
        window.close()
        devices = json.loads(self.in_vault(self.office, "--json", "device", "list").stdout)
        gone = [device["reason"] for device in devices if device["state"] == "revoked"]
        assert gone == ["Left on a bus"], devices

    def a_branch_looks_into_a_card_before_it_takes_it_in(self):
        """Also at the list of laptops; and what is old can only be looked at."""
        card = self.stick / "new.ahadi-card"
        self.in_vault(self.office, "card", "export", card)
        self.open(self.branch, 7)
        window = self.window
        window.press("Compare with a Card…")
        window.choose_file(card)
        window.wait_text("This card has directory 5 (")
        window.wait_text("A new custodian: key")
        window.wait_text("A laptop is revoked, and never trusted again: Board Membership")
        window.picture("card-changes")
        window.press("Take It In")
        window.wait_text("It brought a newer card of the office.")
        window.picture("card-taken-in")
        window.key("Return")
        window.gone("It brought a newer card")

        window.key("alt+7")
        window.wait_text("2 of 2 must sign each directory")
        window.press("Compare with a Card…")
        window.choose_file(self.old_card)
        window.wait_text("This card is older than the one here: it has directory 4 (")
        assert window.peek("Take It In") is None
        window.picture("card-older")
        window.key("Escape")
        window.gone("This card is older")

        window.press("Compare with a Card…")
        window.choose_file(self.letter)
        window.wait_text("The card could not be read")
        window.picture("card-none")
        window.key("Return")
        window.gone("The card could not be read")
        window.close()

    def a_branch_is_told_that_nothing_newer_came(self):
        """Half a year after the card that it has."""
        later = str(int((time.time() + 200 * 86400) * 1000))
        self.open(self.branch, 1, {"AHADI_CLOCK_MS": later})
        window = self.window
        window.wait_text("Nothing newer on who is trusted for 200 days: this is directory 5")
        window.picture("home-old")
        window.press("Look")
        window.wait_text("Nothing newer came for a long time")
        window.wait_text("2 of 2 must sign each directory")
        assert window.peek("The next directory") is None
        window.picture("directory-old")

    def a_branch_is_told_of_a_roll_back(self):
        window = self.window
        window.key("alt+5")
        window.press("Import a Reply or Card…")
        window.choose_file(self.old_card)
        window.wait_text("This card is older than the one here: it has directory 4 (")
        window.picture("roll-back")
        window.key("Return")
        window.gone("Nothing was taken in")

    def a_branch_gets_a_new_key(self):
        window = self.window
        window.key("alt+7")
        window.press("New Key…")
        window.find("Give this laptop a new key?", None)
        window.key("alt+n")
        window.wait_text("This laptop has a new key.")
        window.picture("new-key")
        window.close()

    steps = (
        the_office_sees_who_is_trusted,
        custodians_to_be_are_drafted,
        a_draft_is_saved_and_signed,
        copies_are_added_and_published,
        a_text_of_the_code_is_drafted,
        a_setting_is_drafted_beside_it,
        a_draft_is_forgotten,
        a_laptop_is_revoked_with_a_reason,
        a_branch_looks_into_a_card_before_it_takes_it_in,
        a_branch_is_told_that_nothing_newer_came,
        a_branch_is_told_of_a_roll_back,
        a_branch_gets_a_new_key,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
