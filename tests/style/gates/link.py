# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLCipher is inside the binaries and hidden: another libsqlite3 cannot step in."""

import re
import subprocess

from tree import Problem, Skip

BINARIES = ("src/cli/ahadictl", "src/ui/ahadi")
SHARED = re.compile(r"NEEDED.*\[(lib(?:sqlcipher|sqlite3)[^\]]*)\]")
EXPORTED = re.compile(r"\b(sqlite3\w*)")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def check(tree):
    built = [name for name in BINARIES if tree.build and (tree.build / name).is_file()]
    if not built:
        raise Skip("no binary is built yet")
    for name in built:
        binary = str(tree.build / name)
        for library in SHARED.findall(run("readelf", "-dW", binary)):
            yield Problem(name, 1, f"linked with the shared {library}")
        exported = EXPORTED.findall(run("nm", "-D", binary))
        if exported:
            yield Problem(name, 1, f"its dynamic symbols name {exported[0]}")
