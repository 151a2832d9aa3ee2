# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox never opens the network."""

import re

from tree import Problem

OPENS = re.compile(r"--share=[\w;]*network|\bshared?=[^\n]*\bnetwork\b")


def check(tree):
    for path in tree.matching("flatpak/*"):
        if not tree.is_text(path):
            continue
        for number, line in tree.lines(path):
            if OPENS.search(line):
                yield Problem(path, number, "the application has no network")
