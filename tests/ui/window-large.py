#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window with text of twice the size: list and detail one behind the other.

Prints TAP. AHADI and AHADICTL name the programs.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from driver import Demo, Window  # noqa: E402

AHADI = os.environ["AHADI"]
AHADICTL = os.environ["AHADICTL"]


def open_office(place):
    demo = Demo(AHADICTL, place)
    vault = demo.vaults["membership-office"]
    window = Window(AHADI, vault, environment={"AHADI_TEXT": "200"})
    window.unlock(demo.passphrase)
    return window


def arrows_stay_in_the_list(window):
    window.key("alt+3")
    window.find("Abdullahi", "list item")
    window.settle()
    window.key("ctrl+f", "Down")
    window.wait_focus("Abdullahi", "list item")
    window.key("Down", "Down")
    window.settle()
    window.wait_focus("Akinyi", "list item")


def return_opens_the_detail(window):
    window.key("Return")
    window.wait_focus("Back")
    window.find("Akinyi", "heading")


def back_is_where_one_was(window):
    window.key("Return")
    window.wait_focus("Akinyi", "list item")


STEPS = [arrows_stay_in_the_list, return_opens_the_detail, back_is_where_one_was]


def run(window):
    for number, step in enumerate(STEPS, 1):
        name = step.__name__.replace("_", "-")
        try:
            step(window)
        except AssertionError as error:
            print(f"not ok {number} {name}\n# {error}", flush=True)
            return 1
        print(f"ok {number} {name}", flush=True)
    return 0


def main():
    print(f"1..{len(STEPS)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="ahadi-large-") as folder:
        window = open_office(Path(folder) / "demo")
        try:
            return run(window)
        finally:
            window.kill()


if __name__ == "__main__":
    sys.exit(main())
