# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers start with the once pragma and hold no function bodies, but of static inline functions:
what a merge calls by the million (ids, stamps)."""

import re

from gates.budgets import blank_directives
from tree import Problem

BODY = re.compile(r"\)\s*\{")


def check(tree):
    for path in tree.c_files():
        if not path.endswith(".h"):
            continue
        code = tree.code(path)
        first = next((line.strip() for line in code.split("\n") if line.strip()), "")
        if first.split() != ["#pragma", "once"]:
            yield Problem(path, 1, "the first line of code is not #pragma once")
        plain = blank_directives(code)
        for match in BODY.finditer(plain):
            declared = re.split(r"[;}]", plain[: match.start()])[-1]
            if "static inline" in declared:
                continue
            yield Problem(path, plain.count("\n", 0, match.end()) + 1, "a function body")
