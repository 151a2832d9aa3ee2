# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may see whom: an include never points upwards or sideways."""

from tree import Problem, folder_of

LAYERS = ["base", "crypto", "model", "oplog", "merge", "link", "store", "sync", "publish",
          "media", "report", "app"]
MAY_SEE = {
    "base": [],
    "crypto": ["base"],
    "model": ["base"],
    "oplog": ["base", "crypto", "model"],
    "merge": ["base", "model", "oplog"],
    "store": ["base", "crypto", "model", "oplog", "merge", "link"],
    "sync": ["base", "crypto", "model", "oplog", "merge", "store"],
    "publish": ["base", "crypto", "model", "oplog", "merge", "store"],
    "media": ["base"],
    "link": ["base"],
    "report": ["base", "model"],
    "app": LAYERS[:-1],
    "cli": ["base", "model", "app"],
    "ui": ["base", "model", "app"],
}


def check(tree):
    for path in tree.c_files("src"):
        here = folder_of(path)
        if here not in MAY_SEE:
            yield Problem(path, 1, f'folder "{here}" is not in the direction table')
            continue
        for include in tree.includes(path):
            there, slash, _ = include.target.partition("/")
            if not include.quoted or not slash:
                continue
            if there == here:
                text = f'write "{include.target.split("/")[-1]}": siblings go by name alone'
            elif there in MAY_SEE[here]:
                continue
            else:
                text = f"{here} may not see {there}"
            yield Problem(path, include.line, text)
