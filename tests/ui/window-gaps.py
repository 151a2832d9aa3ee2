#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is missing, copied, ahead of its time or open to others, on Home in the real window.

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

from driver import Demo, Window, tell  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]
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

    def open(self, vault):
        self.window = Window(AHADI, vault, os.environ.get("AHADI_PICTURES"))
        self.window.find("Passphrase", "password text")
        self.window.unlock(self.demo.passphrase)

    def close(self):
        self.window.close()

    def the_office_names_a_gap_and_asks_for_it(self):
        self.add(self.laptop, "Achieng Otieno")
        self.export(self.laptop)
        self.add(self.laptop, "Hamisi Juma")
        self.ctl(self.office, "import", self.export(self.laptop))
        self.open(self.office)
        self.window.wait_text("not arrived")
        self.window.wait_text("the reply asks for them")
        self.window.picture("home-missing")
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
        two_copies_are_told,
        a_clock_is_put_right,
    )


if __name__ == "__main__":
    sys.exit(tell(Story))
