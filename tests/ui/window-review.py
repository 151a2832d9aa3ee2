#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a branch and an office changed apart, in the real window, with the keyboard only.

The office opens from Home what waits, sees what both wrote, who and when, takes the other with a
reason, takes it back, decides anew, writes something else of another field, and finds nothing left.
Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, is_sensitive, tell, wait_for  # noqa: E402
from needles import assert_nothing_left, lock  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
BEFORE, OURS, THEIRS = "Qevuro Nyizamo", "Qevura Nyizamo", "Qevuri Nyizamo"
REASON = "Her card reads xizoqa"


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.laptop = Path(self.demo.vaults["kisumu-laptop"])
        self.office = Path(self.demo.vaults["membership-office"])
        self.secret = self.folder / "passphrase"
        self.secret.write_text(self.demo.passphrase + "\n", encoding="utf-8")
        self.window = None
        self.member = self.part()

    def ctl(self, vault, *words):
        command = [AHADICTL, "--json", "--vault", str(vault)]
        command += ["--passphrase-file", str(self.secret), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def send(self):
        bundle = self.ctl(self.laptop, "export", "--to", self.folder / "stick")["path"]
        self.ctl(self.office, "import", bundle)

    def part(self):
        """Name and birth are sensitive and ask; of the telephone the later one stands."""
        fixed = ("--name", BEFORE, "--birth", "1990", "--consent", "true")
        member = self.ctl(self.laptop, "member", "add", *fixed)["id"]
        self.send()
        for vault, name, birth, phone in (
            (self.laptop, THEIRS, "1991", "0700001008"),
            (self.office, OURS, "1992", "0700001009"),
        ):
            said = ("--name", name, "--birth", birth, "--phone", phone)
            self.ctl(vault, "member", "edit", member, *said)
        self.send()
        return member

    def show(self, field):
        return self.ctl(self.office, "review", "show", "member", self.member, field)

    def what_waits_is_told_at_home(self):
        self.window = Window(AHADI, self.office, os.environ.get("AHADI_PICTURES"))
        window = self.window
        window.unlock(self.demo.passphrase)
        window.wait_text("2 fields were changed apart")
        window.picture("home-review")
        window.press("Review")
        window.wait_text("Several changed these without seeing each other")
        window.find(f"{OURS}: Name", "list item")
        window.find(f"{OURS}: Date of birth", "list item")
        window.picture("review-list")

    def both_are_seen_with_who_and_when(self):
        window = self.window
        window.wait_focus(f"{OURS}: ")
        self.go_to("Name")
        for text in (BEFORE, OURS, THEIRS, "Before", "Stands now", "Written apart"):
            window.wait_text(text)
        window.find(f"Keep what stands: {OURS}. this laptop, today")
        window.find(f"Take the other: {THEIRS}. Kisumu, today")
        window.picture("review-one")

    def go_to(self, field):
        """Along the list with the arrow keys."""
        window = self.window
        for _ in range(3):
            if (window.focused().get_name() or "").startswith(f"{OURS}: {field}"):
                break
            window.key("Down")
        window.key("Return")
        window.wait_text(f"of 2: {OURS}, {field}")
        window.wait_focus("Keep what stands")

    def what_was_written_in_parallel_is_told(self):
        window = self.window
        window.wait_text("Told, and not asked")
        window.wait_text("“Telephone” was changed to")

    def later_and_the_list_are_keys(self):
        window = self.window
        window.key("l")
        window.wait_text(f"of 2: {OURS}, Date of birth")
        window.key("Escape")
        window.find(f"{OURS}: Name", "list item")
        window.wait_focus(f"{OURS}: ")
        window.key("Escape")
        window.gone("Changed Apart")
        window.press("Review")
        window.wait_focus(f"{OURS}: ")
        self.go_to("Name")

    def a_reason_is_wanted(self):
        window = self.window
        window.key("2")
        window.wait_focus("Why")
        assert not is_sensitive(window.find("Decide", "push button"))
        window.type(REASON)
        wait_for("the answer", lambda: is_sensitive(window.find("Decide", "push button")))
        window.picture("review-answer")

    def what_was_typed_is_there_again_after_the_lock(self):
        """Of this field only: with an answer alone nothing can be decided."""
        window = self.window
        window.key("Escape")
        window.wait_focus(f"{OURS}: ")
        window.key("Escape")
        window.gone("Changed Apart")
        lock(window)
        window.unlock(self.demo.passphrase)
        window.wait_text("2 fields were changed apart")
        assert not window.has_text("Decision"), window.texts()
        window.press("Review")
        window.wait_focus(f"{OURS}: ")
        self.go_to("Date of birth")
        window.key("2")
        window.wait_focus("Why")
        window.settle()
        assert not is_sensitive(window.find("Decide", "push button"))
        window.key("Escape")
        window.wait_focus(f"{OURS}: ")
        self.go_to("Name")
        window.key("2")
        window.wait_focus("Why")
        wait_for("the answer", lambda: is_sensitive(window.find("Decide", "push button")))
        window.picture("review-again")

    def the_other_is_taken(self):
        window = self.window
        window.key("Return")
        window.wait_text("Decided: whoever wrote it hears of it")
        window.wait_text(f"1 of 1: {THEIRS}, Date of birth")
        window.picture("review-decided")

    def it_is_taken_back_and_shown_again(self):
        window = self.window
        window.key("ctrl+z")
        window.wait_text("Taken back: it is as it was before")
        window.wait_text(f"of 2: {OURS}, Name")
        window.find(f"Keep what stands: {OURS}")
        window.find(f"Take the other: {THEIRS}")
        window.picture("review-taken-back")

    def it_is_decided_anew(self):
        window = self.window
        window.press(f"Take the other: {THEIRS}")
        window.fill("Why", REASON)
        window.key("Return")
        window.wait_text(f"1 of 1: {THEIRS}, Date of birth")

    def something_else_is_checked(self):
        window = self.window
        window.wait_focus("Keep what stands")
        window.key("0")
        window.wait_focus("Date of birth")
        window.key("ctrl+a")
        window.type("31/31/1990")
        window.fill("Why", REASON)
        window.picture("review-else")
        window.key("Return")
        window.wait_text("is not a date")
        window.settle()
        window.picture("review-else-wrong")
        window.key("ctrl+a")
        window.type("5/1990")
        window.key("Return")

    def nothing_waits_any_more(self):
        window = self.window
        window.wait_text("Nothing waits for a decision")
        window.find(f"{THEIRS}: Name", "list item")
        window.picture("review-none")
        window.press("Close")
        window.gone("Changed Apart")
        assert not window.has_text("were changed apart"), window.texts()

    def nothing_is_left_after_the_lock(self):
        assert_nothing_left(self.window, BEFORE, OURS, THEIRS, REASON)
        self.window.close()

    def the_vault_holds_what_was_decided(self):
        name, birth = self.show("name"), self.show("birth")
        assert (name["state"], birth["state"]) == ("settled", "settled"), (name, birth)
        assert name["standing"]["value"] == THEIRS, name
        assert name["decision"]["outcome"] == "take", name
        assert name["decision"]["reason"] == REASON, name
        assert birth["standing"]["value"] == "1990-05", birth
        assert self.ctl(self.office, "vault", "check")["reviews"] == 0

    steps = (
        what_waits_is_told_at_home,
        both_are_seen_with_who_and_when,
        what_was_written_in_parallel_is_told,
        later_and_the_list_are_keys,
        a_reason_is_wanted,
        what_was_typed_is_there_again_after_the_lock,
        the_other_is_taken,
        it_is_taken_back_and_shown_again,
        it_is_decided_anew,
        something_else_is_checked,
        nothing_waits_any_more,
        nothing_is_left_after_the_lock,
        the_vault_holds_what_was_decided,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
