# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with words for people, and none that is gone."""

import re

from tree import Problem

LIST = "po/POTFILES.in"
MARKED = re.compile(r"\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(")
DATA = ("data/*.desktop.in*", "data/*.metainfo.xml.in*", "data/*.gschema.xml*", "data/*.xml.in")
DIRECTIVE = re.compile(r"^\s*#(?:\\\n|[^\n])*", re.MULTILINE)


def wants_translation(tree, path):
    if not path.endswith(".c"):
        return True
    return MARKED.search(DIRECTIVE.sub("", tree.code(path))) is not None


def check(tree):
    if not tree.matching("po/*"):
        return
    if not tree.exists(LIST):
        yield Problem(LIST, 1, "is missing")
        return

    listed = {}
    for number, line in tree.lines(LIST):
        if line.strip() and not line.startswith("#"):
            listed[line.strip()] = number

    for path in tree.matching("src/*.c", "resources/*.ui", *DATA):
        if path not in listed and wants_translation(tree, path):
            yield Problem(path, 1, f"{LIST} does not list it")
    for path, number in listed.items():
        if not tree.exists(path):
            yield Problem(LIST, number, f"{path} does not exist")
