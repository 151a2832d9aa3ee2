# SPDX-License-Identifier: GPL-3.0-or-later
"""Each source has its test or a written exemption, and Meson knows all of them."""

import posixpath
import re
from fnmatch import fnmatch

from tree import Problem, unjustified

EXEMPTIONS = "tests/style/test-exemptions.txt"
SOURCE = re.compile(r"^src/(\w+)/(?:.*/)?ahadi-([\w-]+)\.c$")
TEST = re.compile(r"^tests/(\w+)/(test-[\w-]+)\.(?:c|py|sh)$")


def has_test(tree, folder, name):
    return any(tree.exists(f"tests/{folder}/test-{name}.{end}") for end in ("c", "py", "sh"))


def check_mirrored(tree):
    exemptions = tree.exceptions(EXEMPTIONS)
    used = set()
    for path in tree.files:
        match = SOURCE.match(path)
        if not match or has_test(tree, *match.groups()):
            continue
        covering = [entry.pattern for entry in exemptions if fnmatch(path, entry.pattern)]
        used.update(covering)
        if not covering:
            folder, name = match.groups()
            yield Problem(path, 1, f"no tests/{folder}/test-{name}.c, nor an exemption")
    yield from unjustified(EXEMPTIONS, exemptions, used)


def is_listed(tree, path, name):
    """Whether the meson.build beside @path, or one above it, names it."""
    folder = posixpath.dirname(path)
    while folder:
        build = f"{folder}/meson.build"
        if tree.exists(build):
            return re.search(rf"'(?:[\w-]+/)*{re.escape(name)}'", tree.read(build)) is not None
        folder = posixpath.dirname(folder)
    return True


def check_listed(tree):
    for path in tree.matching("src/*.c"):
        if not is_listed(tree, path, posixpath.basename(path)):
            yield Problem(path, 1, "no meson.build builds it")
    for path in tree.files:
        match = TEST.match(path)
        if not match:
            continue
        short = match.group(2).removeprefix("test-")
        names = (short, match.group(2), posixpath.basename(path))
        if not any(is_listed(tree, path, name) for name in names):
            yield Problem(path, 1, "no meson.build runs it")


def check(tree):
    yield from check_mirrored(tree)
    yield from check_listed(tree)
