#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unlocks an office's vault: from the moment when the passphrase's work is done to the first
page of members, in a fresh process each time. The passphrase's own time stands beside it."""

import json

import harness


def arguments():
    parser = harness.parser(__doc__)
    parser.add_argument("--members", type=int, default=100000)
    parser.add_argument("--runs", type=int, default=15)
    return parser.parse_args()


def main():
    options = arguments()
    with harness.folder(options.keep) as path:
        world = harness.make_members(path / "world", options)
        vault = ("--vault", world["office"], "--passphrase-file", path / "world/passphrase")
        harness.run("run-unlock", *vault)
        runs = [json.loads(harness.run("run-unlock", *vault)) for _ in range(options.runs)]

    parts = {
        "passphrase (lowest cost allowed)": [run["kdf_us"] / 1000 for run in runs],
        "opening the vault": [run["open_us"] / 1000 for run in runs],
        "first page and count": [run["page_us"] / 1000 for run in runs],
        "after the passphrase, together": [
            (run["open_us"] + run["page_us"]) / 1000 for run in runs
        ],
    }
    print(f"{runs[0]['members']} members, {options.runs} runs; milliseconds\n")
    rows = [
        (name, f"{harness.median(times):.1f}", f"{harness.percentile(times, 0.95):.1f}")
        for name, times in parts.items()
    ]
    harness.table(("unlock", "median", "p95"), rows)
    kdf, opened, page, both = (round(harness.median(times), 2) for times in parts.values())
    result = {"bench": "unlock", "members": runs[0]["members"], "runs": options.runs}
    result |= {"kdf_ms": kdf, "open_ms": opened, "page_ms": page, "after_kdf_ms": both}
    harness.finish(options, result)


if __name__ == "__main__":
    main()
