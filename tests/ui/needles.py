# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for what was typed or shown, byte by byte, where it must not be left."""

import os
import re
import stat
from pathlib import Path

from driver import wait_for

PIECE = 1 << 24


class Needles:
    """What must not be found: pairs of what it is and the text; each also as wide characters."""

    def __init__(self, texts):
        self.forms = [
            (f"{what} ({encoding})", text.encode(encoding))
            for what, text in texts
            for encoding in ("utf-8", "utf-16-le", "utf-32-le")
        ]

    @classmethod
    def of(cls, *texts):
        return cls((text, text) for text in texts)

    def count_in(self, data, found):
        for what, form in self.forms:
            count = data.count(form)
            if count:
                found[what] = found.get(what, 0) + count

    @property
    def longest(self):
        return max(len(form) for _, form in self.forms)


def scan_stream(stream, size, needles, found):
    tail = b""
    while size > 0:
        piece = stream.read(min(PIECE, size))
        if not piece:
            return
        size -= len(piece)
        needles.count_in(tail + piece, found)
        tail = piece[-(needles.longest - 1) :]


def scan_process(pid, needles):
    """Every page of the process that can be read."""
    found = {}
    bytes_read = 0
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps.splitlines():
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) r\S+ .*?(\[v\w+\])?$", line)
            if not match or match[3]:
                continue
            start, end = int(match[1], 16), int(match[2], 16)
            memory.seek(start)
            try:
                scan_stream(memory, end - start, needles, found)
            except OSError:
                continue
            bytes_read += end - start
    return found, bytes_read


def list_files(folder, since):
    """Regular files that were changed after @since; other programs may take theirs away."""
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where) / name
            try:
                status = path.lstat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode) and status.st_mtime >= since:
                yield path, status.st_size


def scan_folders(folders, since, needles):
    found = {}
    for folder in folders:
        for path, size in list_files(folder, since):
            inside = {}
            try:
                with open(path, "rb") as stream:
                    scan_stream(stream, size, needles, inside)
            except OSError:
                continue
            found.update({f"{what} in {path}": count for what, count in inside.items()})
    return found


def lock(window):
    window.key("ctrl+l")
    window.find("Locked", "heading")
    wait_for("the backup", lambda: window.peek("Locked. Making") is None)
    window.settle()


def assert_nothing_left(window, *texts):
    """Locks @window; none of @texts is in its process then."""
    lock(window)
    found, size = scan_process(window.process.pid, Needles.of(*texts))
    assert size > PIECE and not found, found
