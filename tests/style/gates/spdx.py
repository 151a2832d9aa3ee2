# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source, script and .ui names its licence near its top."""

from tree import Problem

NEEDED = (".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".yml", ".build")
TAG = "SPDX-License-Identifier: GPL-3.0-or-later"
TOP_LINES = 6


def needs_tag(tree, path):
    if path.endswith(NEEDED) or path == "meson_options.txt":
        return True
    return "." not in path.split("/")[-1] and tree.is_text(path) and tree.read(path)[:2] == "#!"


def check(tree):
    for path in tree.files:
        if needs_tag(tree, path) and TAG not in "\n".join(tree.read(path).split("\n")[:TOP_LINES]):
            yield Problem(path, 1, f"no {TAG}")
