# SPDX-License-Identifier: GPL-3.0-or-later
"""Each foreign library is known to one folder (its tests included)."""

import re

from tree import Problem, folder_of

RULES = [
    (r"sodium(\.h|/)", {"crypto"}, "only crypto uses libsodium"),
    (r"libgfshare\.h$", {"crypto"}, "only crypto splits secrets"),
    (r"sqlcipher/", {"store"}, "only store uses SQLCipher"),
    (r"sqlite3(ext)?\.h$", set(), "never include the plain SQLite header"),
    (r"(gtk|gdk|gsk)/|adwaita\.h$", {"ui"}, "only ui uses GTK"),
    (r"jansson\.h$", {"base"}, "only base uses jansson; include its JSON header"),
    (r"json-glib/|archive(_entry)?\.h$|openssl/", set(), "this library is not used here"),
    (r"gdk-pixbuf/", {"media"}, "only media decodes pictures"),
    (r"libpq|postgresql/", {"publish"}, "only publish uses libpq"),
    (r"qpdf/", {"media"}, "only media takes PDFs apart"),
    (r"(cairo|pango)", {"ui", "report"}, "only ui and report draw"),
    (r"qrencode\.h$", {"ui", "report"}, "only ui and report draw QR codes"),
]


def allowed(path, folders):
    # Shared test helpers stand beside every folder; what is banned outright stays so.
    return folder_of(path) in folders or (folders and path.startswith("tests/support/"))


def check(tree):
    for path in tree.c_files():
        for include in tree.includes(path):
            for pattern, folders, text in RULES:
                if re.match(pattern, include.target) and not allowed(path, folders):
                    yield Problem(path, include.line, f"{include.target}: {text}")
