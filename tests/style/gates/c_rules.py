# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that C here does without."""

import re

from tree import Problem

# (pattern, what to do instead, paths it is about, paths it is not about)
RULES = [
    (r"\bgoto\b", "return early, with g_autoptr", ("src/", "tests/"), ()),
    (
        r"\bG_DEFINE_QUARK\b",
        "write the quark function out; the formatter mangles the macro",
        ("src/", "tests/"),
        (),
    ),
    (r"\bg_assert \(", "use a typed assert, which prints the values", ("tests/",), ()),
    (
        r"\b(?:strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|g_alloca|system|popen) \(",
        "use the bounded GLib call",
        ("src/", "tests/"),
        (),
    ),
    (
        r"\b(?:ADW|GTK)_CHECK_VERSION\b",
        "only shell-compat knows versions",
        ("src/",),
        ("src/ui/shell-compat.c", "src/ui/shell-compat.h"),
    ),
]


def check(tree):
    for path in tree.c_files():
        for pattern, instead, about, not_about in RULES:
            if not path.startswith(about) or path in not_about:
                continue
            for number, line in tree.code_lines(path):
                match = re.search(pattern, line)
                if match:
                    yield Problem(path, number, f"{match.group(0).rstrip(' (')}: {instead}")
