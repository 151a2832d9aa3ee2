# SPDX-License-Identifier: GPL-3.0-or-later
"""Outsiders include a folder's umbrella header only, and it is complete."""

import posixpath

from gates.direction import MAY_SEE
from tree import Problem, folder_of


def check_outsiders(tree):
    for path in tree.c_files():
        here = folder_of(path)
        for include in tree.includes(path):
            there, slash, name = include.target.partition("/")
            # A fuzz target drives one parser, which a folder need not show to others.
            if there not in MAY_SEE or not slash or there == here or here == "fuzz":
                continue
            if name != f"ahadi-{there}.h" or not include.quoted:
                text = f'include "{there}/ahadi-{there}.h", not "{include.target}"'
                yield Problem(path, include.line, text)


def check_insiders(tree):
    for path in tree.c_files("src"):
        umbrella = f"ahadi-{folder_of(path)}.h"
        if posixpath.basename(path) == umbrella:
            continue
        for include in tree.includes(path):
            if include.target == umbrella:
                text = "name the siblings you need, not your own umbrella"
                yield Problem(path, include.line, text)


def check(tree):
    yield from check_outsiders(tree)
    yield from check_insiders(tree)
