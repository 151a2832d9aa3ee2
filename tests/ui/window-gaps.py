#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing, copied, ahead of its time, open to others or for them, in the real window.

Prints TAP. AHADI and AHADICTL name the programs; AHADI_PICTURES a folder for pictures.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window, tell, wait_for  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
GAPS = 6  # one more than Home shows at first
THREE_YEARS_MS = 3 * 366 * 86400 * 1000


class Story:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.demo = Demo(AHADICTL, self.folder / "demo")
        self.laptop = Path(self.demo.vaults["kisumu-laptop"])
        self.office = Path(self.demo.vaults["membership-office"])
        self.secret = self.folder / "passphrase"
        self.secret.write_text(self.demo.passphrase + "\n", encoding="utf-8")
        self.window = None

    def ctl(self, vault, *words, **more):
        command = [AHADICTL, "--json", "--vault", str(vault)]
        command += ["--passphrase-file", str(self.secret), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **more},
                              check=False)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def add(self, vault, name, **more):
        self.ctl(vault, "member", "add", "--name", name, "--consent", "true", **more)

    def export(self, vault):
        return self.ctl(vault, "export", "--to", self.folder / "stick")[-1]["path"]

    def lose_every_second_bundle(self, times):
        for _ in range(times):
            self.add(self.laptop, "Achieng Otieno")
            self.export(self.laptop)
            self.add(self.laptop, "Hamisi Juma")
            self.ctl(self.office, "import", self.export(self.laptop))

    def count_gaps(self):
        return len({text for text in self.window.texts() if text.endswith("has not arrived")})

    def count_carried(self):
        return self.ctl(self.office, "carry", "list")[-1]["files"]

    def open(self, vault):
        self.window = Window(AHADI, vault, os.environ.get("AHADI_PICTURES"))
        self.window.find("Passphrase", "password text")
        self.window.unlock(self.demo.passphrase)

    def close(self):
        self.window.close()

    def the_office_names_a_gap_and_asks_for_it(self):
        self.lose_every_second_bundle(GAPS)
        self.open(self.office)
        self.window.wait_text("not arrived")
        self.window.wait_text("the reply asks for them")
        self.window.picture("home-missing")
        assert self.count_gaps() == GAPS - 1
        self.window.press("Show All")
        wait_for("the other gaps", lambda: self.count_gaps() == GAPS)
        self.window.gone("Show All", "push button")
        self.close()

    def the_laptop_is_asked_and_sends(self):
        replies = self.ctl(self.office, "reply", "--to", self.folder / "replies")[-1]["replies"]
        self.ctl(self.laptop, "import", *replies)
        self.open(self.laptop)
        self.window.wait_text("The office asks again for change")
        self.window.picture("home-asked")
        self.close()
        self.ctl(self.office, "import", self.export(self.laptop))
        self.open(self.office)
        self.window.find("Pages", "list")
        assert not self.window.has_text("not arrived"), self.window.texts()
        self.close()

    def a_bundle_for_others_is_carried_on(self):
        director = self.demo.vaults["executive-director"]
        self.ctl(director, "import", *sorted((self.folder / "stick").iterdir()))
        replies = self.ctl(director, "reply", "--to", self.folder / "others")[-1]["replies"]
        carried = self.count_carried()
        self.open(self.office)
        window = self.window
        window.key("alt+2")
        window.press("Choose Files…")
        window.choose_file(replies[0])
        window.press("Carry It")
        window.gone("Carry It", "push button")
        window.wait_text("kept sealed, to be carried on")
        window.picture("office-carried")
        self.close()
        assert self.count_carried() > carried, carried

    def two_copies_are_told(self):
        twin = self.folder / "twin.ahadivault"
        shutil.copytree(self.laptop, twin)
        for vault in (self.laptop, twin):
            self.add(vault, "Nafula Wekesa")
            self.ctl(self.office, "import", self.export(vault))
        replies = self.ctl(self.office, "reply", "--to", self.folder / "replies")[-1]["replies"]
        for vault in (self.laptop, twin):
            self.ctl(vault, "import", *replies)
            self.ctl(self.office, "import", self.export(vault))
        self.open(self.office)
        self.window.wait_text("two laptops write as this one")
        self.window.picture("home-copied")
        self.window.key("alt+5")
        self.window.wait_text("Copied")
        self.window.picture("devices-copied")
        self.close()

    def a_clock_is_put_right(self):
        future = str(time.time_ns() // 10**6 + THREE_YEARS_MS)
        self.add(self.laptop, "Moraa Nyaboke", AHADI_CLOCK_MS=future)
        self.ctl(self.office, "import", self.export(self.laptop))
        self.open(self.office)
        self.window.wait_text("the clock was ahead by 3 years")
        self.window.wait_text("two laptops write as this one")
        self.window.picture("home-ahead")
        self.close()

        self.open(self.laptop)
        self.window.wait_text("was written with a later date")
        self.window.picture("home-clock")
        self.window.press("It Is Right Now")
        self.window.wait_text("Compare it with a telephone")
        self.window.picture("clock-question")
        self.window.key("alt+r")
        self.window.wait_text("Written again as of now")
        self.window.gone("It Is Right Now", "push button")
        self.window.picture("home-clock-right")
        self.close()

        self.ctl(self.office, "import", self.export(self.laptop))
        self.open(self.office)
        self.window.find("Pages", "list")
        assert not self.window.has_text("the clock was ahead"), self.window.texts()
        self.close()

    def a_folder_that_is_open_to_others_is_told(self):
        self.laptop.chmod(0o755)
        self.open(self.laptop)
        self.window.wait_text("was open to other users of this laptop")
        self.window.picture("home-open-folder")
        self.close()
        assert self.laptop.stat().st_mode & 0o777 == 0o700

    steps = (
        a_folder_that_is_open_to_others_is_told,
        the_office_names_a_gap_and_asks_for_it,
        the_laptop_is_asked_and_sends,
        a_bundle_for_others_is_carried_on,
        two_copies_are_told,
        a_clock_is_put_right,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
