# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: where the programs are, folders, statistics, tables."""

import argparse
import contextlib
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("AHADI_BUILD", ROOT / "build"))


def parser(description):
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--json", action="store_true", help="end with one line of JSON")
    result.add_argument("--seed", type=int, default=1, help="of the data and of its order")
    result.add_argument("--keep", metavar="DIR", help="keep what is made there, and use it again")
    return result


def program(name):
    path = BUILD / "tests/bench" / name
    if not path.is_file():
        sys.exit(f"{path} is not built; ./dev build makes it")
    return path


def run(name, *arguments):
    """Output of one of our programs, in a process of its own."""
    command = [program(name), *(str(a) for a in arguments)]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode:
        sys.exit(f"{name} failed ({result.returncode})")
    return result.stdout


@contextlib.contextmanager
def folder(keep):
    """A folder for what is made: gone afterwards, unless it is to be kept."""
    if keep:
        path = Path(keep).resolve()
        path.mkdir(parents=True, exist_ok=True)
        yield path
        return
    path = Path(tempfile.mkdtemp(prefix="ahadi-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def made(path, key, make):
    """The result of make(), remembered in @path beside the arguments that it was made with."""
    path.mkdir(exist_ok=True)
    note = path / "made.json"
    if note.is_file():
        known = json.loads(note.read_text())
        if known["key"] == key:
            return known["result"]
        sys.exit(f"{path} holds something else: {known['key']}")
    if any(path.iterdir()):
        sys.exit(f"{path} is not empty")
    result = make()
    note.write_text(json.dumps({"key": key, "result": result}))
    return result


def make_members(path, options):
    """An office's vault with --members members of --seed in @path."""
    make = ("--to", path, "--members", options.members, "--seed", options.seed)
    key = f"members {options.members} {options.seed}"
    return made(path, key, lambda: json.loads(run("make-members", *make)))


def percentile(values, part):
    """Nearest rank: the smallest value that @part of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def median(values):
    return statistics.median(values)


def table(head, rows):
    """Prints a Markdown table; the first column is text, the others are numbers."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    for number, row in enumerate(cells):
        padded = [row[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("| " + " | ".join(padded) + " |")
        if number == 0:
            rules = ["-" * (widths[0] + 2)] + ["-" * (width + 1) + ":" for width in widths[1:]]
            print("|" + "|".join(rules) + "|")
    print()


def finish(arguments, result):
    """The one line of JSON, last on stdout."""
    if arguments.json:
        print(json.dumps(result), flush=True)
