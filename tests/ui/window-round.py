#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tab goes round each page of the real window, and Shift+Tab the same way back.

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
MOST = 60
# By what opens each: what has the focus then.
PAGES = {
    "kisumu-laptop": {
        "alt+1": "Go to Safety",
        "alt+3": "Add a circle",
        "alt+4": "File a report",
        "alt+5": "Export…",
        "alt+6": "Back Up Now…",
        # Which of the two, depends on whether the vault has answered already.
        "alt+7": ("New Key…", "Amnesty International Kenya"),
        "alt+2": "Add a member",
        "ctrl+n": "Name",
    },
    "membership-office": {
        "alt+1": "Go to Safety",
        "alt+2": "Write Replies…",
        "alt+3": "Add a member",
        "alt+4": "Add a circle",
        "alt+5": "Open a Request…",
    },
}


def where(window):
    """A list is one stop, entered at its near end."""
    node = window.focused()
    if node is None:
        return None
    role = node.get_role_name()
    return role if role == "list item" else f"{role} “{node.get_name()}”"


def go_round(window, key):
    """The stops on the way round, from where the focus is until it is there again."""
    first = window.focused()
    stops = [where(window)]
    for _ in range(MOST):
        window.key(key)
        stop = where(window)
        if window.focused() == first:
            return stops
        stops.append(stop)
    raise AssertionError(f"{key} does not come round: {stops[:12]}")


def check_page(window, key, first):
    window.key(key)
    window.settle_content()
    window.settle()
    name = window.focused().get_name()
    assert name.startswith(first), f"the focus is on “{name}”, not on “{first}”"
    forward = go_round(window, "Tab")
    backward = go_round(window, "shift+Tab")
    assert None not in forward, f"the focus is nowhere: {forward}"
    assert len(forward) > 3, forward
    assert backward == forward[:1] + forward[:0:-1], f"{forward} but back {backward}"


def main():
    number = 0
    failed = False
    print(f"1..{sum(map(len, PAGES.values()))}", flush=True)
    with tempfile.TemporaryDirectory(prefix="ahadi-round-") as folder:
        demo = Demo(AHADICTL, Path(folder) / "demo")
        for name, keys in PAGES.items():
            window = Window(AHADI, demo.vaults[name])
            window.unlock(demo.passphrase)
            for key, first in keys.items():
                number += 1
                try:
                    check_page(window, key, first)
                    print(f"ok {number} {name} {key}", flush=True)
                except AssertionError as error:
                    failed = True
                    print(f"not ok {number} {name} {key}\n# {error}", flush=True)
            window.kill()
    return failed


if __name__ == "__main__":
    sys.exit(main())
