#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs gates over the source tree: prints file:line: message, exits 1 on any."""

import argparse
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from tree import Skip, Tree  # noqa: E402

SKIPPED = 77


def gate_names():
    return sorted(p.stem for p in (HERE / "gates").glob("*.py") if p.stem != "__init__")


def run_gate(name, tree):
    return sorted(set(importlib.import_module(f"gates.{name}").check(tree)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=HERE.parent.parent, type=Path)
    parser.add_argument("--build", type=Path, help="build folder, for the link gate")
    parser.add_argument("gates", nargs="*", help="all of them, unless named")
    arguments = parser.parse_args()

    tree = Tree(arguments.root, arguments.build or arguments.root / "build")
    names = arguments.gates or gate_names()
    found = skipped = 0
    for name in names:
        try:
            problems = run_gate(name, tree)
        except Skip as reason:
            print(f"{name}: skipped: {reason}")
            skipped += 1
            continue
        found += len(problems)
        for problem in problems:
            print(f"{problem.path}:{problem.line}: {problem.text} [{name}]")

    if found:
        return 1
    return SKIPPED if skipped == len(names) else 0


if __name__ == "__main__":
    sys.exit(main())
