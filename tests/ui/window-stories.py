#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two stories of one laptop in the real window, with the keyboard only.

A branch's laptop was copied, and the membership office heard both. It looks at them from
Home, revokes the laptop, chooses one, then the other, and at last nothing of it.
Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, is_sensitive, tell, wait_for  # noqa: E402
from needles import assert_nothing_left  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
REASONS = ("She has qevuro still", "The branch of qizamo says so")


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.laptop = Path(self.demo.vaults["kisumu-laptop"])
        self.office = Path(self.demo.vaults["membership-office"])
        self.secret = self.folder / "passphrase"
        self.secret.write_text(self.demo.passphrase + "\n", encoding="utf-8")
        self.window = None
        self.make_two_stories()

    def ctl(self, vault, *words):
        command = [AHADICTL, "--json", "--vault", str(vault)]
        command += ["--passphrase-file", str(self.secret), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def make_two_stories(self):
        """One member that is in both, told in two ways; and one more in each."""
        self.ctl(self.laptop, "export", "--to", self.folder / "before")
        member = self.ctl(self.laptop, "member", "list")[0][0]["id"]
        twin = self.folder / "twin.ahadivault"
        shutil.copytree(self.laptop, twin)
        for vault, name in ((self.laptop, "Nafula Wekesa"), (twin, "Moraa Nyaboke")):
            self.ctl(vault, "member", "edit", member, "--preferred-name", name.split()[0])
            self.ctl(vault, "member", "add", "--name", name, "--consent", "true")
            bundle = self.ctl(vault, "export", "--to", self.folder / "stick")[-1]["path"]
            self.ctl(self.office, "import", bundle)

    def see_members(self, counted, other):
        """Leaves the stories for the list of members and comes back."""
        window = self.window
        window.key("Escape")
        window.gone("Story 1")
        window.key("alt+3")
        window.find(counted, None)
        assert window.peek(other) is None
        window.key("alt+5")
        window.press("What Kisumu")
        window.find("Story 1", "heading")

    def choose(self, story, why):
        window = self.window
        window.press(f"Let {story} count")
        window.find(f"Let {story} count?", None)
        window.wait_focus("Why")
        assert not is_sensitive(window.find("Let It", "push button"))
        window.type(why)
        wait_for("the answer", lambda: is_sensitive(window.find("Let It", "push button")))
        window.picture(f"choose-{story[-1]}")
        window.key("Return")
        window.gone(f"Let {story} count")
        window.wait_text("That story counts now")
        window.settle()

    def find_story_of(self, name):
        """The heading of the card that tells of @name."""
        texts = self.window.texts()
        at = next(nth for nth, text in enumerate(texts) if text == f"Member: {name}")
        return [text for text in texts[:at] if text.startswith("Story ")][-1]

    def the_office_looks_at_both(self):
        self.window = Window(AHADI, self.office, os.environ.get("AHADI_PICTURES"))
        window = self.window
        window.unlock(self.demo.passphrase)
        window.wait_text("tells two stories")
        window.picture("home-stories")
        window.press("Stories")
        window.wait_text("It is trusted: reply to it")
        window.wait_text("Member: Nafula Wekesa")
        window.wait_text("Member: Moraa Nyaboke")
        window.wait_text("Only this story tells of it")
        window.wait_text("Preferred name: Moraa")
        assert window.peek("Let Story") is None
        window.picture("stories-trusted")
        window.key("Escape")
        window.gone("Story 1")

    def a_revoked_laptop_is_to_be_chosen_of(self):
        window = self.window
        window.key("alt+5")
        window.find("What Kisumu", "push button")
        window.press("Revoke Kisumu")
        window.wait_focus("Why")
        window.type("Copied")
        window.press("Revoke")
        window.find("Revoked", None)
        window.picture("devices-stories")
        window.press("What Kisumu")
        window.wait_text("none counts until you choose one")
        window.picture("stories")

    def one_is_chosen_and_counts(self):
        self.choose(self.find_story_of("Moraa Nyaboke"), REASONS[0])
        self.window.wait_text("An office has chosen which story counts")
        self.window.picture("stories-chosen")
        self.see_members("Moraa Nyaboke", "Nafula Wekesa")

    def the_other_is_chosen_instead(self):
        window = self.window
        self.choose(self.find_story_of("Nafula Wekesa"), REASONS[1])
        self.see_members("Nafula Wekesa", "Moraa Nyaboke")
        window.key("Escape")
        window.gone("Story 1")
        window.key("alt+1")
        window.find("Good", None)
        assert not window.has_text("tells two stories"), window.texts()

    def it_counts_until_a_day(self):
        window = self.window
        window.key("alt+5")
        window.press("Count Kisumu")
        window.wait_focus("Count nothing written since")
        window.type("last week")
        window.key("Return")
        window.key("ctrl+a")
        window.type("2020-01-01")
        window.picture("devices-day")
        window.key("Return")
        window.wait_text("came later: kept, not counted")
        window.picture("devices-cut")

    def nothing_is_left_after_the_lock(self):
        names = ("Nafula Wekesa", "Moraa Nyaboke")
        assert_nothing_left(self.window, *REASONS, *names)
        self.window.close()
        (listed,) = self.ctl(self.office, "member", "list")
        assert not set(names) & {one["name"] for one in listed}

    steps = (
        the_office_looks_at_both,
        a_revoked_laptop_is_to_be_chosen_of,
        one_is_chosen_and_counts,
        the_other_is_chosen_instead,
        it_counts_until_a_day,
        nothing_is_left_after_the_lock,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
