# SPDX-License-Identifier: GPL-3.0-or-later
"""Each .ui has the .c that owns it, and is part of the resources."""

import posixpath

from tree import Problem

RESOURCES = "resources/ahadi.gresource.xml"
# GTK itself loads this one by its name.
OWNERLESS = {"help-overlay.ui"}


def check(tree):
    sources = {posixpath.basename(path) for path in tree.matching("src/ui/*.c")}
    listed = tree.read(RESOURCES) if tree.exists(RESOURCES) else ""

    for path in tree.matching("resources/*.ui"):
        name = posixpath.basename(path)
        if name not in OWNERLESS and name.removesuffix(".ui") + ".c" not in sources:
            yield Problem(path, 1, f"no {name.removesuffix('.ui')}.c in src/ui owns it")
        if path.removeprefix("resources/") not in listed:
            yield Problem(path, 1, f"{RESOURCES} does not list it")
