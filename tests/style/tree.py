# SPDX-License-Identifier: GPL-3.0-or-later
"""The source tree as the gates see it: its files, and C with the noise blanked out."""

import functools
import os
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

SKIPPED_FOLDERS = {"subprojects", "__pycache__", "node_modules"}
SHOWN_HIDDEN = {".ci", ".github"}
SAMPLES = "tests/style/samples"
C_NOISE = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL
)
INCLUDE = re.compile(r"^\s*#\s*include\s*([<\"])([^>\"]+)[>\"]")
BINARY = {".png", ".jpg", ".pdf", ".gz", ".age", ".ahadi", ".db", ".mo", ".ico", ".bin"}


class Skip(Exception):
    """A gate cannot be checked on this machine."""


class Problem(NamedTuple):
    path: str
    line: int
    text: str


class Include(NamedTuple):
    line: int
    quoted: bool
    target: str


class Excuse(NamedTuple):
    """One line of an exceptions file: a pattern, then why."""

    line: int
    pattern: str
    reason: str


def blank(match):
    return re.sub(r"[^\n]", " ", match.group(0))


def blank_comment(match):
    text = match.group(0)
    return blank(match) if text.startswith("/") else text


class Tree:
    def __init__(self, root, build=None):
        self.root = Path(root)
        self.build = Path(build) if build else None

    @functools.cached_property
    def files(self):
        found = []
        for folder, names, files in os.walk(self.root):
            here = Path(folder).relative_to(self.root).as_posix()
            names[:] = sorted(name for name in names if self._enters(here, name))
            prefix = "" if here == "." else here + "/"
            found += [prefix + name for name in sorted(files)]
        return found

    def _enters(self, here, name):
        if here == "." and (name == "build" or name.startswith("build-")):
            return False
        if name.startswith(".") and name not in SHOWN_HIDDEN:
            return False
        return name not in SKIPPED_FOLDERS and f"{here}/{name}" != SAMPLES

    def matching(self, *patterns):
        return [path for path in self.files if any(fnmatch(path, p) for p in patterns)]

    def c_files(self, *roots):
        roots = roots or ("src", "tests")
        return [
            path
            for path in self.files
            if path.endswith((".c", ".h")) and path.split("/")[0] in roots
        ]

    def texts(self):
        return [path for path in self.files if self.is_text(path)]

    def is_text(self, path):
        if Path(path).suffix in BINARY or not (self.root / path).is_file():
            return False
        with open(self.root / path, "rb") as file:
            return b"\0" not in file.read(4096)

    @functools.lru_cache(maxsize=None)
    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def exists(self, path):
        return (self.root / path).is_file()

    @functools.lru_cache(maxsize=None)
    def code(self, path):
        """The C of @path with comments and the inside of literals blanked."""
        return C_NOISE.sub(blank, self.read(path))

    def code_lines(self, path):
        return enumerate(self.code(path).split("\n"), 1)

    def lines(self, path):
        return enumerate(self.read(path).split("\n"), 1)

    def includes(self, path):
        text = C_NOISE.sub(blank_comment, self.read(path))
        for number, line in enumerate(text.split("\n"), 1):
            match = INCLUDE.match(line)
            if match:
                yield Include(number, match.group(1) == '"', match.group(2))

    def exceptions(self, path):
        """Lines "pattern reason…" of an exceptions file, which may be absent."""
        if not self.exists(path):
            return []
        found = []
        for number, line in self.lines(path):
            if line.strip() and not line.startswith("#"):
                pattern, _, reason = line.strip().partition(" ")
                found.append(Excuse(number, pattern, reason.strip()))
        return found


def unjustified(path, exceptions, used):
    """Exceptions without a reason, and those that nothing needs any more."""
    for entry in exceptions:
        if not entry.reason:
            yield Problem(path, entry.line, f"{entry.pattern}: write the reason")
        elif entry.pattern not in used:
            yield Problem(path, entry.line, f"{entry.pattern}: not needed any more")


def folder_of(path):
    """The house of a C file: src/sync/x.c and tests/sync/x.c are both "sync"."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""
