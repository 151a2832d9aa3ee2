# SPDX-License-Identifier: GPL-3.0-or-later
"""The formatter is the only layout authority, in the one version that we follow."""

import re
import shutil
import subprocess

from tree import Problem, Skip

VERSION = 14
COMPLAINT = re.compile(r"^(.+?):(\d+):\d+: (?:error|warning): ", re.MULTILINE)


def find_formatter():
    for name in (f"clang-format-{VERSION}", "clang-format"):
        tool = shutil.which(name)
        if not tool:
            continue
        output = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True)
        if re.search(rf"version {VERSION}\.", output.stdout):
            return tool
    raise Skip(f"no clang-format {VERSION} here; another version lays C out differently")


def check(tree):
    paths = tree.c_files()
    if not paths:
        return
    command = [find_formatter(), "--dry-run", "-Werror", "--style=file", *paths]
    result = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)

    seen = set()
    for path, line in COMPLAINT.findall(result.stderr):
        if path not in seen:
            seen.add(path)
            yield Problem(path, int(line), "layout differs; run clang-format -i on it")
    if result.returncode and not seen:
        yield Problem(".clang-format", 1, result.stderr.strip() or "clang-format failed")
